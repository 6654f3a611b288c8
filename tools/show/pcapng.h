// A story as a capture of packets, for Wireshark and its kin.
//
//   WriteFile("run.pcapng", PcapngOf(story));     // tshark -r run.pcapng -Y irc
//
// What a tap at the server's side would see: IPv4 and TCP on port 6667 (TLS links are shown in the
// clear), the handshake, each piece as it came, each line as it was said, acknowledgements for what
// clients drained, FIN or RST at the end. Remarks and the broken law are comments of packets.
//
// Invariants: sequence and acknowledgement numbers and all checksums are right; times are the wall
// clock of the run's start plus virtual time, in nanoseconds. A link's end closes both directions.

#ifndef CONFAB_TOOLS_SHOW_PCAPNG_H_
#define CONFAB_TOOLS_SHOW_PCAPNG_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "tools/show/story.h"

namespace confab::tools {

inline constexpr uint16_t kIrcPort = 6667;
inline constexpr size_t kSegmentBytes = 1460;  // more goes into several packets

std::string PcapngOf(const Story& story);

}  // namespace confab::tools

#endif  // CONFAB_TOOLS_SHOW_PCAPNG_H_
