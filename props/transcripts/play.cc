// Plays markdown files: play FILE... ; exits with 1 if the server differs from any.
#include <fstream>
#include <iostream>
#include <sstream>
#include <string>

#include "props/transcripts/player.h"

namespace confab::props {
namespace {

// Whether the file has examples and the server keeps to all of them.
bool PlayFile(const char* path) {
  std::ifstream file(path);
  std::stringstream markdown;
  markdown << file.rdbuf();
  Player player;
  const std::vector<std::string> lines = TranscriptLines(markdown.str());
  for (const std::string& line : lines) player.Play(line);
  player.Finish();
  for (const std::string& complaint : player.complaints()) {
    std::cerr << path << ": " << complaint << "\n";
  }
  if (lines.empty()) std::cerr << path << ": no transcript in it\n";
  return !lines.empty() && player.complaints().empty();
}

}  // namespace
}  // namespace confab::props

int main(int argc, char** argv) {
  bool good = argc > 1;
  for (int i = 1; i < argc; ++i) good = confab::props::PlayFile(argv[i]) && good;
  return good ? 0 : 1;
}
