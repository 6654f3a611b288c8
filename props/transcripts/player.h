// Plays the worked examples of a markdown file on a server, and holds it to every line of them.
//
//   Player player;
//   for (const std::string& line : TranscriptLines(markdown)) player.Play(line);
//   player.Finish();
//   for (const std::string& complaint : player.complaints()) Print(complaint);
//
// Invariants: what a link was sent and no line expected is a complaint, too. One server lives
// through all blocks of a file; time is virtual and Woke comes exactly when asked for.

#ifndef CONFAB_PROPS_TRANSCRIPTS_PLAYER_H_
#define CONFAB_PROPS_TRANSCRIPTS_PLAYER_H_

#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "server_core/api/input.h"
#include "server_core/api/moment.h"
#include "server_core/api/output.h"
#include "server_core/api/subject.h"

namespace confab::props {

// The lines within ```transcript blocks, each with its line number in front: "12 1> NICK alice".
std::vector<std::string> TranscriptLines(std::string_view markdown);

class Player {
 public:
  Player();

  // One line, in the words of props/transcripts/README.md.
  void Play(std::string_view line);
  // After the last line: nothing may be left unexpected.
  void Finish();

  const std::vector<std::string>& complaints() const { return complaints_; }

 private:
  void PlayOnLink(uint64_t link, char mark, std::string_view text);
  void Expect(uint64_t link, std::string_view expected);
  void Wait(std::string_view span);
  void Answer(std::string_view text);
  void Give(const Input& input);
  void Obey(const Step& step);
  void ExpectNothingLeft();
  void Complain(std::string_view what);

  std::unique_ptr<Subject> server_;
  Moment now_;
  Instant wake_at_ = Instant::Never();
  std::map<uint64_t, std::deque<std::string>> told_;  // by link, not yet expected
  std::vector<std::string> complaints_;
  std::string at_;  // the number of the line in play
};

}  // namespace confab::props

#endif  // CONFAB_PROPS_TRANSCRIPTS_PLAYER_H_
