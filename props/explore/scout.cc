// Features are small tuples of numbers, hashed: which state a link was in, which word led from
// where to what, and what fell together in one step.
#include <algorithm>
#include <bitset>
#include <optional>
#include <variant>

#include "props/explore/sight.h"
#include "props/probes/probe.h"
#include "props/probes/scene.h"
#include "server_core/api/random.h"

namespace confab::props {
namespace {

// What a feature is about; the first number of its tuple.
enum Sort : uint64_t { kState = 1, kTransition, kPair, kEnd, kEntry, kTiming, kCrowd, kProbe };

uint64_t QueueBucket(int64_t queued, int64_t queued_max) {
  if (queued == 0) return 0;
  if (queued < queued_max / 4) return 1;
  return queued < queued_max / 4 * 3 ? 2 : 3;
}

uint64_t AtMost(size_t value, uint64_t most) { return std::min<uint64_t>(value, most); }

// Looks for probes alone.
class ProbeScout final : public Observer {
 public:
  ProbeScout(const WireView& wire, ProbeSet& probes) : scene_(wire), probes_(probes) {}

  void OnStep(const Moment& now, const Input& input, const Step& step) override {
    scene_.Take(now, input, step);
    Look(scene_, probes_);
  }
  const std::optional<Violation>& Verdict() const override { return none_; }

 private:
  Scene scene_;
  ProbeSet& probes_;
  std::optional<Violation> none_;
};

// Looks for features, occasions and probes.
class Scout final : public Observer {
 public:
  Scout(const WireView& wire, const Lookout& lookout)
      : scene_(wire), sight_(*lookout.sight), all_probes_(lookout.probes) {}

  Scout(const Scout& from, const WireView& wire, const Lookout& lookout)
      : scene_(from.scene_),
        sight_(*lookout.sight),
        all_probes_(lookout.probes),
        probes_(from.probes_),
        queued_most_(from.queued_most_),
        seen_(from.seen_) {
    scene_.MoveTo(wire);
    sight_ = from.sight_;
  }

  void OnStep(const Moment& now, const Input& input, const Step& step) override {
    scene_.Take(now, input, step);
    LookAtActing(input);
    LookAtTold();
    LookAtTime(step);
    LookForProbes();
  }
  const std::optional<Violation>& Verdict() const override { return none_; }

 private:
  void Mark(uint64_t sort, uint64_t a, uint64_t b = 0, uint64_t c = 0) {
    const auto feature = static_cast<uint32_t>(Mix64(sort << 32 | a, b, c) & (kFeatureCount - 1));
    if (seen_.test(feature)) return;
    seen_.set(feature);
    sight_.features.push_back({feature, scene_.now().mono.nanos()});
  }

  void Meet(Occasion::Kind kind, Instant at, const WireLink* link) {
    if (at == Instant::Never() || sight_.occasions.size() >= kOccasionsMax) return;
    sight_.occasions.push_back({kind, at.nanos(), link == nullptr ? 0 : uint64_t(link->id)});
  }

  // Registration, dialect, what is pending and what is queued, as one number.
  uint64_t StateOf(const WireLink& link) const {
    const Sense& sense = scene_.SenseOf(link);
    uint64_t state = static_cast<uint64_t>(sense.stage);
    const auto add = [&state](uint64_t value) { state = state * 4 + value; };
    add(sense.ircx);
    add(uint64_t{sense.negotiates} + 2 * uint64_t{sense.nick_taken});
    add(uint64_t{sense.asked} + 2 * uint64_t{!link.account.empty()});
    add(sense.probes);
    add(sense.failures);
    add(AtMost(link.channels.size(), 3));
    add(QueueBucket(link.queued, scene_.wire().config().send_queue_bytes_max));
    add(uint64_t{sense.refused_in_exchange});
    return state;
  }

  // How much is pending in the world around the link.
  uint64_t WorldNow() const {
    const Tally& tally = scene_.wire().tally();
    return AtMost(static_cast<size_t>(tally.links), 3) * 64 +
           AtMost(static_cast<size_t>(scene_.exchanges_open()), 3) * 16 +
           AtMost(static_cast<size_t>(scene_.wire().queued_links()), 3) * 4 +
           AtMost(static_cast<size_t>(tally.channels), 3);
  }

  void LookAtActing(const Input& input) {
    const WireLink* acting = scene_.wire().acting();
    if (acting == nullptr) return;
    const uint64_t state = StateOf(*acting);
    Mark(kState, state, WorldNow());
    const auto& heard = scene_.wire().heard();
    if (std::holds_alternative<Received>(input))
      Meet(Occasion::Kind::kHeard, scene_.now().mono, acting);
    if (std::holds_alternative<Answered>(input)) {
      Meet(Occasion::Kind::kAnswered, scene_.now().mono, acting);
    }
    if (heard.empty()) return Mark(kTransition, state, 100 + input.index());
    const Verb verb = VerbOf(heard.back().text);
    const int numeric = scene_.said() ? scene_.said()->numeric : 1000;
    Mark(kTransition, state, static_cast<uint64_t>(verb), static_cast<uint64_t>(numeric));
    const uint64_t last =
        scene_.before().last ? 1 + static_cast<uint64_t>(*scene_.before().last) : 0;
    Mark(kPair, last * 64 + static_cast<uint64_t>(verb),
         static_cast<uint64_t>(scene_.before().stage), static_cast<uint64_t>(numeric));
  }

  void LookAtTold() {
    for (const Told& told : scene_.wire().told()) {
      if (told.link == nullptr) continue;
      if (const auto* note = std::get_if<Note>(told.output)) {
        LookAtNote(note->event, *told.link);
      } else if (const auto* close = std::get_if<Close>(told.output)) {
        LookAtClose(close->reason, *told.link);
      } else if (std::holds_alternative<Ask>(*told.output)) {
        Meet(Occasion::Kind::kAsked, scene_.now().mono, told.link);
      } else {
        LookAtLine(told);
      }
    }
  }

  void LookAtNote(Event event, const WireLink& link) {
    const auto stage = static_cast<uint64_t>(scene_.SenseOf(link).stage);
    Mark(kEntry, static_cast<uint64_t>(event), stage, WorldNow());
    if (event == Event::kClientLoggedOn) Meet(Occasion::Kind::kLoggedOn, scene_.now().mono, &link);
  }

  void LookAtClose(CloseReason reason, const WireLink& link) {
    Mark(kEnd, static_cast<uint64_t>(reason), static_cast<uint64_t>(scene_.input().index()),
         AtMost(static_cast<size_t>(scene_.Closed(reason)), 3) * 4 +
             static_cast<uint64_t>(scene_.SenseOf(link).stage));
    Meet(Occasion::Kind::kClosed, scene_.now().mono, &link);
  }

  void LookAtLine(const Told& told) {
    if (told.line.numeric == 433) Meet(Occasion::Kind::kRefused, scene_.now().mono, told.link);
    const uint64_t bucket =
        QueueBucket(told.link->queued, scene_.wire().config().send_queue_bytes_max);
    Mark(kCrowd, static_cast<uint64_t>(told.line.numeric), bucket,
         told.link == scene_.wire().acting());
    if (told.link->queued <= queued_most_) return;
    queued_most_ = told.link->queued;
    Meet(Occasion::Kind::kToldMuch, scene_.now().mono, told.link);
  }

  void LookAtTime(const Step& step) {
    const Instant now = scene_.now().mono;
    const Instant promised = scene_.promised();
    if (step.wake_at != promised) Meet(Occasion::Kind::kDeadline, step.wake_at, nullptr);
    if (std::holds_alternative<Woke>(scene_.input()) || now + Duration(1) < promised) return;
    Mark(kTiming, scene_.input().index(), now<promised, now> promised);
  }

  void LookForProbes() {
    const ProbeSet before = probes_;
    Look(scene_, probes_);
    if (probes_ == before) return;
    for (size_t i = 0; i < AllProbes().size(); ++i) {
      if (probes_.test(i) && !before.test(i)) Mark(kProbe, i);
    }
    if (all_probes_ != nullptr) *all_probes_ |= probes_;
  }

  Scene scene_;
  Sight& sight_;
  ProbeSet* all_probes_;
  ProbeSet probes_;  // of this run
  int64_t queued_most_ = 0;
  std::bitset<kFeatureCount> seen_;
  std::optional<Violation> none_;
};

}  // namespace

std::unique_ptr<Observer> MakeScout(const WireView& wire, const Lookout& lookout) {
  if (lookout.sight != nullptr) {
    *lookout.sight = Sight();
    return std::make_unique<Scout>(wire, lookout);
  }
  if (lookout.probes == nullptr) return nullptr;
  return std::make_unique<ProbeScout>(wire, *lookout.probes);
}

std::unique_ptr<Observer> CopyScout(const Observer* scout, const WireView& wire,
                                    const Lookout& lookout) {
  const auto* from = dynamic_cast<const Scout*>(scout);
  if (from == nullptr || lookout.sight == nullptr) return nullptr;
  return std::make_unique<Scout>(*from, wire, lookout);
}

}  // namespace confab::props
