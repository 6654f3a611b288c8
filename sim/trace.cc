#include "sim/trace.h"

#include <string_view>
#include <variant>

#include "absl/time/time.h"
#include "server_core/api/config.h"
#include "server_core/api/output.h"

namespace confab::sim {
namespace {

// Hashes the alternatives of Input, Output and Question, each behind its index.
class FieldHasher {
 public:
  explicit FieldHasher(Hasher128& hasher) : hasher_(hasher) {}

  template <typename Variant>
  void Alternative(const Variant& value) {
    hasher_.Number(value.index());
    std::visit(*this, value);
  }

  void operator()(const Opened& in) {
    Link(in.link);
    hasher_.Text(in.peer);
    hasher_.Number(in.secure ? 1 : 0);
  }
  void operator()(const Received& in) {
    Link(in.link);
    hasher_.Text(in.bytes);
  }
  void operator()(const Drained& in) {
    Link(in.link);
    hasher_.Number(in.bytes);
  }
  void operator()(const Lost& in) {
    Link(in.link);
    hasher_.Text(in.why);
  }
  void operator()(const Woke&) {}
  void operator()(const Answered& in) {
    hasher_.Number(static_cast<uint64_t>(in.question));
    hasher_.Number(in.answer.ok() ? 1 : 0);
    hasher_.Text(in.answer.ok() ? *in.answer : std::string_view());
  }
  void operator()(const Reconfigured& in);

  void operator()(const Send& out) {
    Link(out.link);
    hasher_.Text(out.line);
  }
  void operator()(const Close& out) {
    Link(out.link);
    hasher_.Number(static_cast<uint64_t>(out.reason));
  }
  void operator()(const Ask& out) {
    hasher_.Number(static_cast<uint64_t>(out.id));
    Link(out.link);
    Alternative(out.question);
  }
  void operator()(const Note& out) {
    hasher_.Number(static_cast<uint64_t>(out.event));
    Link(out.link);
    hasher_.Number(out.fields.size());
    for (const NoteField& field : out.fields) {
      hasher_.Text(field.key);
      hasher_.Text(field.value);
    }
  }
  void operator()(const ScramParameters& question) { hasher_.Text(question.account); }
  void operator()(const ScramProof& question) {
    hasher_.Text(question.account);
    hasher_.Text(question.auth_message);
    hasher_.Text(question.proof_base64);
  }

 private:
  void Link(LinkId link) { hasher_.Number(static_cast<uint64_t>(link)); }
  void Signed(int64_t value) { hasher_.Number(static_cast<uint64_t>(value)); }

  Hasher128& hasher_;
};

void FieldHasher::operator()(const Reconfigured& in) {
  const Config& config = *in.config;
  for (const std::string& text : {config.server_name, config.server_info, config.network_name,
                                  config.version, config.password}) {
    hasher_.Text(text);
  }
  hasher_.Number(config.motd.size());
  for (const std::string& line : config.motd) hasher_.Text(line);
  for (const int64_t value : {static_cast<int64_t>(config.case_mapping),
                              static_cast<int64_t>(config.anonymous_allowed),
                              static_cast<int64_t>(config.scram_enabled),
                              config.links_max,
                              int64_t{config.registration_deadline.count()},
                              int64_t{config.probe_after.count()},
                              int64_t{config.probe_wait.count()},
                              config.auth_exchanges_max,
                              config.auth_failures_max,
                              config.nick_bytes_max,
                              config.user_bytes_max,
                              config.realname_bytes_max,
                              config.channel_bytes_max,
                              config.topic_bytes_max,
                              config.reason_bytes_max,
                              config.channels_per_user_max,
                              config.channels_max,
                              config.targets_max,
                              config.send_queue_bytes_max,
                              config.input_burst_bytes_max,
                              config.input_bytes_per_second_max}) {
    Signed(value);
  }
}

}  // namespace

void Trace::Add(const Moment& now, const Input& input, const Step& step) {
  FieldHasher fields(hasher_);
  hasher_.Number(static_cast<uint64_t>(now.mono.nanos()));
  hasher_.Number(static_cast<uint64_t>(absl::ToUnixNanos(now.wall)));
  fields.Alternative(input);
  hasher_.Number(step.outputs.size());
  for (const Output& output : step.outputs) fields.Alternative(output);
  hasher_.Number(static_cast<uint64_t>(step.wake_at.nanos()));
  ++steps_;
  if (checkpoint_every_ != 0 && steps_ % checkpoint_every_ == 0) {
    checkpoints_.push_back(Checkpoint{steps_, now.mono, chain()});
  }
}

}  // namespace confab::sim
