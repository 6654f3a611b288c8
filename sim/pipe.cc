#include "sim/pipe.h"

#include <algorithm>

#include "server_core/api/check.h"
#include "sim/rate.h"

namespace confab::sim {
namespace {

// Queues that live in vectors move to the front once so much in front has been taken.
constexpr size_t kFlightsSlack = 64;
constexpr size_t kBytesSlack = 4096;

}  // namespace

void Pipe::Reset(const Shape& shape) {
  shape_ = shape;
  Break();
  last_arrival_ = busy_from_ = busy_until_ = Instant();
  busy_bytes_ = 0;
  finishing_ = false;
}

void Pipe::Write(std::string_view bytes) {
  if (head_ >= kBytesSlack && head_ * 2 >= buffer_.size()) {
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<ptrdiff_t>(head_));
    head_ = 0;
  }
  buffer_.insert(buffer_.end(), bytes.begin(), bytes.end());
}

uint32_t Pipe::Launch(Instant now, Duration extra, uint64_t cause) {
  uint32_t launched = 0;
  for (;;) {
    const size_t held = unread_ + in_flight_;
    const size_t room = held >= shape_.window_bytes ? 0 : shape_.window_bytes - held;
    const size_t bytes = std::min({Waiting(), room, size_t{shape_.segment_bytes_max}});
    if (bytes == 0) break;
    Depart(static_cast<uint32_t>(bytes), now, extra, cause, Cargo::kData);
    launched += static_cast<uint32_t>(bytes);
  }
  if (finishing_ && Waiting() == 0) {
    finishing_ = false;
    Send(Cargo::kEnd, now, extra, cause);
  }
  return launched;
}

void Pipe::Finish(Instant now, Duration extra, uint64_t cause) {
  finishing_ = true;
  Launch(now, extra, cause);
}

void Pipe::FinishNow(Instant now, Duration extra, uint64_t cause) {
  Launch(now, extra, cause);
  buffer_.resize(head_ + unread_ + in_flight_);
  Send(Cargo::kEnd, now, extra, cause);
}

void Pipe::Break() {
  buffer_.clear();
  flights_.clear();
  head_ = unread_ = in_flight_ = first_flight_ = 0;
  finishing_ = false;
}

void Pipe::BreakWithReset(Instant now, Duration extra, uint64_t cause) {
  Break();
  busy_until_ = last_arrival_ = now;
  Send(Cargo::kReset, now, extra, cause);
}

Instant Pipe::NextArrival() const {
  return first_flight_ == flights_.size() ? Instant::Never() : flights_[first_flight_].arrival;
}

Flight Pipe::Land(uint32_t bytes_max) {
  CONFAB_CHECK(first_flight_ < flights_.size());
  Flight& next = flights_[first_flight_];
  Flight landed = next;
  landed.bytes = std::min(next.bytes, bytes_max);
  next.bytes -= landed.bytes;
  if (next.bytes == 0) PopFlight();
  in_flight_ -= landed.bytes;
  unread_ += landed.bytes;
  return landed;
}

Flight Pipe::LandJoined(Instant now, uint32_t bytes_max) {
  Flight joined = Land(bytes_max);
  while (joined.cargo == Cargo::kData && joined.bytes < bytes_max && NextArrival() <= now &&
         Next().cargo == Cargo::kData) {
    joined.bytes += Land(bytes_max - joined.bytes).bytes;
  }
  return joined;
}

void Pipe::Consume(size_t bytes) {
  CONFAB_CHECK(bytes <= unread_);
  unread_ -= bytes;
  head_ += bytes;
  if (head_ == buffer_.size()) {
    buffer_.clear();
    head_ = 0;
  }
}

void Pipe::Send(Cargo cargo, Instant now, Duration extra, uint64_t cause) {
  Depart(0, now, extra, cause, cargo);
}

void Pipe::Depart(uint32_t bytes, Instant now, Duration extra, uint64_t cause, Cargo cargo) {
  if (now >= busy_until_) {
    busy_from_ = busy_until_ = now;
    busy_bytes_ = 0;
  }
  if (shape_.bytes_per_second != 0 && bytes != 0) {
    busy_bytes_ += bytes;
    busy_until_ = busy_from_ + TimeFor(busy_bytes_, shape_.bytes_per_second);
  }
  last_arrival_ = std::max(last_arrival_, busy_until_ + Duration(shape_.latency_ns) + extra);
  flights_.push_back(Flight{last_arrival_, cause, bytes, cargo});
  in_flight_ += bytes;
}

void Pipe::PopFlight() {
  ++first_flight_;
  if (first_flight_ == flights_.size()) {
    flights_.clear();
    first_flight_ = 0;
  } else if (first_flight_ >= kFlightsSlack && first_flight_ * 2 >= flights_.size()) {
    flights_.erase(flights_.begin(), flights_.begin() + static_cast<ptrdiff_t>(first_flight_));
    first_flight_ = 0;
  }
}

}  // namespace confab::sim
