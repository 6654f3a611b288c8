// A chat client of the tests: one TCP connection to loopback, and patience that ends.
//
//   ChatPeer alice(server.port());
//   alice.Say("NICK alice\r\nUSER a 0 * :Alice\r\n");
//   EXPECT_EQ(alice.Expect(" 001 ").verb(), ...);
//   EXPECT_TRUE(alice.SeesTheEnd());
//
// Invariants: nothing waits longer than kPatience, and nothing waits when there is something to
// read. A line that did not come is empty.

#ifndef CONFAB_TOOLS_EXAMPLES_CHAT_PEER_H_
#define CONFAB_TOOLS_EXAMPLES_CHAT_PEER_H_

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace confab {

// Far above what a loaded machine needs: a deadline for failure, not a measure.
inline constexpr std::chrono::seconds kPatience{20};

class ChatPeer {
 public:
  // Connects; `receive_buffer_bytes` > 0 makes a peer that can hold little unread.
  explicit ChatPeer(uint16_t port, int receive_buffer_bytes = 0);
  ~ChatPeer();
  ChatPeer(const ChatPeer&) = delete;
  ChatPeer& operator=(const ChatPeer&) = delete;

  // All of it, in one piece if the socket takes it so. False if the stream has ended.
  bool Say(std::string_view bytes);

  // The next line without its CR LF.
  std::string Line();

  // The lines up to and with the first that contains `part`; the last one is empty if none came.
  std::vector<std::string> LinesThrough(std::string_view part);

  // The first line that contains `part`; those before it are skipped.
  std::string LineWith(std::string_view part);

  // True if the stream ends, in order or not, after whatever lines are left.
  bool SeesTheEnd();
  // After that: whether it was a reset, which may overtake lines.
  bool was_reset() const { return was_reset_; }

  // Reserves the nick, logs on and skips the burst.
  bool LogOn(std::string_view nick);

  // Ends the stream without ceremony: the server sees a reset.
  void Reset();
  // Will say nothing more, but listens.
  void HalfClose();

 private:
  // Waits for bytes and stores them; false at the end of the stream or of patience.
  bool Fill(std::chrono::steady_clock::time_point deadline);
  bool Take(std::string* line);

  int socket_;
  bool ended_ = false;
  bool was_reset_ = false;
  std::string unread_;
};

}  // namespace confab

#endif  // CONFAB_TOOLS_EXAMPLES_CHAT_PEER_H_
