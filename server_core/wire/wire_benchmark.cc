// What a line costs from bytes to its parsed message: whole, cut in two, and many in one piece.

#include <cstdint>
#include <string>
#include <string_view>

#include "benchmark/benchmark.h"
#include "server_core/wire/line_assembler.h"
#include "server_core/wire/message.h"

namespace confab {
namespace {

constexpr std::string_view kLine = "PRIVMSG #confab :hello there, how is everybody today?\r\n";

int64_t ParseAll(LineAssembler& assembler, MessageParser& parser, std::string_view bytes) {
  int64_t lines = 0;
  for (;;) {
    const LineAssembler::Result next = assembler.Next(bytes);
    if (next.event == LineAssembler::Event::kNeedMore) return lines;
    benchmark::DoNotOptimize(parser.Parse(next.line));
    ++lines;
  }
}

void BM_LinesInOnePiece(benchmark::State& state) {
  std::string piece;
  for (int64_t i = 0; i < state.range(0); ++i) piece += kLine;
  LineAssembler assembler;
  MessageParser parser;
  int64_t lines = 0;
  for (auto _ : state) lines += ParseAll(assembler, parser, piece);
  state.SetItemsProcessed(lines);
}
BENCHMARK(BM_LinesInOnePiece)->Arg(1)->Arg(64);

void BM_LineInTwoPieces(benchmark::State& state) {
  LineAssembler assembler;
  MessageParser parser;
  int64_t lines = 0;
  for (auto _ : state) {
    lines += ParseAll(assembler, parser, kLine.substr(0, 20));
    lines += ParseAll(assembler, parser, kLine.substr(20));
  }
  state.SetItemsProcessed(lines);
}
BENCHMARK(BM_LineInTwoPieces);

void BM_LinesEndedByCrAlone(benchmark::State& state) {
  std::string piece;
  for (int i = 0; i < 1000; ++i) piece += "a\r";
  LineAssembler assembler;
  MessageParser parser;
  int64_t lines = 0;
  for (auto _ : state) lines += ParseAll(assembler, parser, piece);
  state.SetItemsProcessed(lines);
}
BENCHMARK(BM_LinesEndedByCrAlone);

}  // namespace
}  // namespace confab
