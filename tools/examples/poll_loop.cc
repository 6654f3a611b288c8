// A turn of the loop: sleep until a socket is ready or wake_at has come, tell the core what
// happened, gather what it says per link, write what the sockets take, close what is over.

#include "tools/examples/poll_loop.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <map>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/statusor.h"
#include "server_core/api/input.h"
#include "server_core/api/moment.h"
#include "server_core/api/output.h"
#include "tools/examples/loopback.h"
#include "tools/examples/note_line.h"

namespace confab {
namespace {

struct Link {
  int socket;
  std::string unsent = {};  // what the core said and the socket has not taken
  bool over = false;        // the core has forgotten it: one last write, then close
};

class PollLoop {
 public:
  PollLoop(Subject& core, const ShellClock& clock, const ScramAuthority& authority)
      : core_(core), clock_(clock), authority_(authority) {}
  ~PollLoop() {
    for (auto& [id, link] : links_) link.over = true;
    CloseWhatIsOver();
  }

  absl::Status Run(int listener, int stop) {
    for (;;) {
      const Instant now = clock_.Now().mono;
      const bool full = now < accept_at_;
      std::vector<pollfd> ready = {{stop, POLLIN, 0}, {full ? -1 : listener, POLLIN, 0}};
      for (const auto& [id, link] : links_) {
        const short events = link.unsent.empty() ? POLLIN : POLLIN | POLLOUT;
        ready.push_back({link.socket, events, 0});
      }
      const int timeout = PollTimeout(now, full ? std::min(accept_at_, wake_at_) : wake_at_);
      const int count = poll(ready.data(), ready.size(), timeout);
      if (count < 0 && errno != EINTR) return absl::ErrnoToStatus(errno, "poll");
      if (ready[0].revents != 0) return absl::OkStatus();
      size_t next = 2;
      for (auto& [id, link] : links_) {
        if ((ready[next++].revents & ~POLLOUT) != 0) Read(id, link);
      }
      if (ready[1].revents != 0) Accept(listener);
      // Only now: bytes that came in time count before the silence they end is judged.
      if (wake_at_ <= clock_.Now().mono) Tell(Woke{});
      for (auto& [id, link] : links_) Write(id, link);
      CloseWhatIsOver();
    }
  }

 private:
  void Accept(int listener) {
    std::string peer;
    const int socket = AcceptFrom(listener, &peer);
    if (socket >= 0) {
      const LinkId id{++links_opened_};
      links_.emplace(id, Link{socket});
      Tell(Opened{id, peer, /*secure=*/false});
    } else if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED) {
      // EMFILE or its kin: the peer stays in the backlog, and poll would report it without end.
      std::perror("accept");
      accept_at_ = clock_.Now().mono + std::chrono::seconds(1);
    }
  }

  void Read(LinkId id, Link& link) {
    if (link.over) return;
    const ssize_t count = recv(link.socket, bytes_, sizeof(bytes_), 0);
    if (count > 0) return Tell(Received{id, {bytes_, static_cast<size_t>(count)}});
    Lose(id, link, count == 0 ? 0 : errno);
  }

  void Write(LinkId id, Link& link) {
    if (link.over || link.unsent.empty()) return;
    const ssize_t count = send(link.socket, link.unsent.data(), link.unsent.size(), MSG_NOSIGNAL);
    if (count < 0) return Lose(id, link, errno);
    link.unsent.erase(0, static_cast<size_t>(count));
    Tell(Drained{id, static_cast<uint32_t>(count)});
  }

  // The stream ended: in order, or with an error that is more than "not now".
  void Lose(LinkId id, Link& link, int error) {
    if (error == EAGAIN || error == EINTR) return;
    link.over = true;
    Tell(Lost{id, error == 0 ? "Connection closed" : std::strerror(error)});
  }

  // Says nothing to the core, so that nothing new can be over when it ends.
  void CloseWhatIsOver() {
    std::erase_if(links_, [](const auto& entry) {
      if (entry.second.over) CloseGently(entry.second.socket, entry.second.unsent);
      return entry.second.over;
    });
  }

  void Tell(const Input& input) {
    const Step step = core_.Advance(clock_.Now(), input);
    wake_at_ = step.wake_at;
    for (const Output& output : step.outputs) std::visit([this](auto& o) { Obey(o); }, output);
    // Only now: the next Advance ends the life of these outputs.
    const auto answers = std::exchange(answers_, {});
    for (const auto& [question, answer] : answers) Tell(Answered{question, answer});
  }

  void Obey(const Send& send) { links_.at(send.link).unsent += send.line; }
  void Obey(const Close& close) { links_.at(close.link).over = true; }
  void Obey(const Ask& ask) { answers_.emplace_back(ask.id, authority_.Answer(ask.question)); }
  void Obey(const Note& note) { std::fputs(NoteLine(note).c_str(), stderr); }

  Subject& core_;
  const ShellClock& clock_;
  const ScramAuthority& authority_;
  std::map<LinkId, Link> links_;
  uint64_t links_opened_ = 0;
  std::vector<std::pair<QuestionId, absl::StatusOr<std::string>>> answers_;
  Instant wake_at_ = Instant::Never();
  Instant accept_at_;  // not before, after the machine ran out of descriptors
  char bytes_[4096];
};

}  // namespace

absl::Status Serve(Subject& core, const ShellClock& clock, const ScramAuthority& authority,
                   int listener, int stop) {
  return PollLoop(core, clock, authority).Run(listener, stop);
}

}  // namespace confab
