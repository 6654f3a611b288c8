// A signal handler has nothing but statics to find its way. It runs in the one thread of a hunt,
// and uses what is safe there: memory that is there already.
#include "tools/museum/tripwires.h"

#include <link.h>
#include <signal.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include <cerrno>

namespace confab::tools {

#if defined(__x86_64__)
namespace {

constexpr unsigned char kBreakpoint = 0xcc;

struct Wire {
  unsigned char* place;
  unsigned char original;
};

struct Wires {
  std::vector<Wire> all;
  const std::atomic<uint64_t>* run = nullptr;
  std::atomic<uint64_t>* reached = nullptr;
};

Wires& TheWires() {
  static Wires* const wires = new Wires;
  return *wires;
}

void OnTrap(int, siginfo_t*, void* context) {
  greg_t& next = static_cast<ucontext_t*>(context)->uc_mcontext.gregs[REG_RIP];
  Wires& wires = TheWires();
  bool ours = false;
  for (const Wire& wire : wires.all) {
    *wire.place = wire.original;
    if (reinterpret_cast<greg_t>(wire.place) == next - 1) ours = true;
  }
  if (!ours) {
    signal(SIGTRAP, SIG_DFL);
    return;
  }
  *wires.reached = wires.run->load();
  --next;
}

int NoteBase(dl_phdr_info* info, size_t, void* base) {
  *static_cast<uintptr_t*>(base) = info->dlpi_addr;
  return 1;  // the program itself comes first
}

bool MakeWritable(unsigned char* place) {
  const auto page = static_cast<uintptr_t>(sysconf(_SC_PAGESIZE));
  const uintptr_t begin = reinterpret_cast<uintptr_t>(place) / page * page;
  return mprotect(reinterpret_cast<void*>(begin), page, PROT_READ | PROT_WRITE | PROT_EXEC) == 0;
}

}  // namespace

absl::Status Tripwires::Set(const std::vector<uint64_t>& places, const std::atomic<uint64_t>& run,
                            std::atomic<uint64_t>& reached) {
  uintptr_t base = 0;
  dl_iterate_phdr(NoteBase, &base);
  Wires& wires = TheWires();
  wires.run = &run;
  wires.reached = &reached;
  for (const uint64_t offset : places) {
    auto* const place = reinterpret_cast<unsigned char*>(base + offset);
    if (!MakeWritable(place)) return absl::ErrnoToStatus(errno, "cannot set breakpoints");
    wires.all.push_back({place, *place});
  }
  struct sigaction action = {};
  action.sa_sigaction = OnTrap;
  action.sa_flags = SA_SIGINFO;
  sigaction(SIGTRAP, &action, nullptr);
  for (const Wire& wire : wires.all) *wire.place = kBreakpoint;
  return absl::OkStatus();
}

#else

absl::Status Tripwires::Set(const std::vector<uint64_t>&, const std::atomic<uint64_t>&,
                            std::atomic<uint64_t>&) {
  return absl::UnimplementedError("breakpoints are known for x86-64 only");
}

#endif

}  // namespace confab::tools
