// One direction of a TCP-like connection: bytes written at one end arrive at the other, later.
//
//   Pipe pipe;
//   pipe.Reset(shape);
//   pipe.Write("NICK a\r\n");
//   pipe.Launch(now, Duration(0), cause);      // into flight, as far as the window admits
//   if (pipe.NextArrival() <= now) pipe.Land(kWhole);   // unread at the far end
//   Read(pipe.Unread()); pipe.Consume(pipe.Unread().size());
//
// Invariants: bytes come out in the order in which they went in, and each once, until Break. What
// is in flight or unread never exceeds the window. Arrivals never go back in time. The end arrives
// after the last byte. Memory is kept from one connection to the next.

#ifndef CONFAB_SIM_PIPE_H_
#define CONFAB_SIM_PIPE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "server_core/api/moment.h"
#include "sim/script.h"

namespace confab::sim {

// What travels. kOpen and the two ends have no bytes.
enum class Cargo : uint8_t { kOpen, kData, kEnd, kReset };

struct Flight {
  Instant arrival;
  uint64_t cause = 0;  // what made somebody write it
  uint32_t bytes = 0;
  Cargo cargo = Cargo::kData;
};

class Pipe {
 public:
  // Ready for a new connection.
  void Reset(const Shape& shape);

  // At the near end.
  void Open(Instant now, Duration extra, uint64_t cause) { Send(Cargo::kOpen, now, extra, cause); }
  void Write(std::string_view bytes);
  // Puts waiting bytes into flight as far as the window admits, in segments. Returns how many.
  uint32_t Launch(Instant now, Duration extra, uint64_t cause);
  // The writer ends the stream: what waits is still sent, then the end.
  void Finish(Instant now, Duration extra, uint64_t cause);
  // The writer ends the stream without waiting for the window: what waits is dropped.
  void FinishNow(Instant now, Duration extra, uint64_t cause);
  // Everything under way is lost. With kReset, the far end is told.
  void Break();
  void BreakWithReset(Instant now, Duration extra, uint64_t cause);

  // At the far end. The next arrival, Never() if nothing is in flight.
  Instant NextArrival() const;
  const Flight& Next() const { return flights_[first_flight_]; }
  std::optional<Flight> NextFlight() const {
    return first_flight_ == flights_.size() ? std::nullopt : std::optional(Next());
  }
  // Takes the next flight, or `bytes_max` bytes of it; its bytes become unread.
  Flight Land(uint32_t bytes_max);
  // The same for all data that has arrived by now and stands in front, as one.
  Flight LandJoined(Instant now, uint32_t bytes_max);
  std::string_view Unread() const { return {buffer_.data() + head_, unread_}; }
  void Consume(size_t bytes);

  bool Idle() const { return first_flight_ == flights_.size() && unread_ == 0 && Waiting() == 0; }
  size_t Waiting() const { return buffer_.size() - head_ - unread_ - in_flight_; }

 private:
  void Send(Cargo cargo, Instant now, Duration extra, uint64_t cause);
  void Depart(uint32_t bytes, Instant now, Duration extra, uint64_t cause, Cargo cargo);
  void PopFlight();

  Shape shape_;
  // [head_: unread | in flight | waiting), one piece of memory so that views are whole.
  std::vector<char> buffer_;
  size_t head_ = 0;
  size_t unread_ = 0;
  size_t in_flight_ = 0;
  std::vector<Flight> flights_;  // a queue: taken from first_flight_ on
  size_t first_flight_ = 0;
  Instant last_arrival_;
  // The wire's present busy period: so rounding never adds up, however the bytes are cut.
  Instant busy_from_;
  uint64_t busy_bytes_ = 0;
  Instant busy_until_;
  bool finishing_ = false;
};

}  // namespace confab::sim

#endif  // CONFAB_SIM_PIPE_H_
