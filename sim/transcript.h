// A run as text that people read and diff: one line per event.
//
//   Transcript transcript;
//   simulation.Run({.transcript = &transcript});
//   Print(transcript.text());
//     t=12.000000001 c3 link=7 > NICK a
//     t=12.000000001 c3 link=7 < :irc.confab.test 433 * a :Nickname is already in use
//
// Marks: `>` to the server, `<` to the client, `>|` bytes that are not whole lines ended by CR LF,
// `+` opened, `-` lost, `!` closed by the server, `~` drained, `@` woke, `?` asked, `=` answered,
// `*` note. Bytes outside 0x20..0x7e and backslashes are escaped.

#ifndef CONFAB_SIM_TRANSCRIPT_H_
#define CONFAB_SIM_TRANSCRIPT_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "server_core/api/input.h"
#include "server_core/api/moment.h"
#include "server_core/api/subject.h"
#include "sim/script.h"

namespace confab::sim {

class Transcript {
 public:
  void AddStep(const Script& script, const Moment& now, const Input& input, const Step& step);

  // Something that the core is not told: "fault 3: stall-to-server begins".
  void AddRemark(Instant at, std::string_view remark);

  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// `bytes` with everything that would spoil a line of text escaped: \r \n \\ \xNN.
std::string Escaped(std::string_view bytes);

}  // namespace confab::sim

#endif  // CONFAB_SIM_TRANSCRIPT_H_
