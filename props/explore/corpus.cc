#include "props/explore/corpus.h"

#include <algorithm>
#include <utility>

namespace confab::props {
namespace {

constexpr uint64_t kEnergyMax = 64;

}  // namespace

std::optional<int64_t> Corpus::Learn(const sim::Scenario& scenario, const Sight& sight,
                                     uint64_t parent) {
  const News news = TakeNew(sight);
  Reward(parent, news.count);
  if (news.count == 0) return std::nullopt;
  Keep({scenario, sight.occasions, std::min(1 + news.count, kEnergyMax), ++last_serial_});
  return news.last_at_ns;
}

Corpus::News Corpus::TakeNew(const Sight& sight) {
  News news;
  for (const Feature& feature : sight.features) {
    if (seen_.test(feature.number)) continue;
    seen_.set(feature.number);
    ++news.count;
    news.last_at_ns = feature.at_ns;
  }
  return news;
}

void Corpus::Reward(uint64_t parent, uint64_t news) {
  for (Entry& entry : entries_) {
    if (entry.serial != parent) continue;
    const uint64_t left = news == 0 ? entry.energy - entry.energy / 8 : entry.energy + news;
    entry.energy = std::clamp<uint64_t>(left, 1, kEnergyMax);
  }
}

void Corpus::Keep(Entry entry) {
  if (entries_.size() < kCorpusEntriesMax) return entries_.push_back(std::move(entry));
  const auto weakest =
      std::min_element(entries_.begin(), entries_.end(),
                       [](const Entry& a, const Entry& b) { return a.energy < b.energy; });
  *weakest = std::move(entry);
}

std::optional<size_t> Corpus::Pick(Random& random) const {
  uint64_t sum = 0;
  for (const Entry& entry : entries_) sum += entry.energy;
  if (sum == 0) return std::nullopt;
  uint64_t at = random.Below(sum);
  for (size_t i = 0; i < entries_.size(); ++i) {
    if (at < entries_[i].energy) return i;
    at -= entries_[i].energy;
  }
  return std::nullopt;
}

}  // namespace confab::props
