#include "tools/confab/flags.h"

#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"

namespace confab::tools {
namespace {

bool ParseSpan(const std::string& text, absl::Duration* span) {
  int64_t seconds = 0;
  if (absl::SimpleAtoi(text, &seconds)) {
    *span = absl::Seconds(seconds);
    return seconds >= 0;
  }
  return absl::ParseDuration(text, span) && *span >= absl::ZeroDuration();
}

}  // namespace

void Flags::Text(std::string_view name, std::string* value) {
  const auto set = [value](const std::string& text) {
    *value = text;
    return !text.empty();
  };
  flags_.push_back({std::string(name), true, set, "a text"});
}

void Flags::Repeated(std::string_view name, std::vector<std::string>* values) {
  const auto add = [values](const std::string& text) {
    values->push_back(text);
    return !text.empty();
  };
  flags_.push_back({std::string(name), true, add, "a name"});
}

void Flags::Number(std::string_view name, std::optional<uint64_t>* value) {
  const auto set = [value](const std::string& text) {
    return absl::SimpleAtoi(text, &value->emplace());
  };
  flags_.push_back({std::string(name), true, set, "a number"});
}

void Flags::Span(std::string_view name, std::optional<absl::Duration>* value) {
  const auto set = [value](const std::string& text) { return ParseSpan(text, &value->emplace()); };
  flags_.push_back({std::string(name), true, set, "a time like 30s or 2m"});
}

void Flags::Switch(std::string_view name, bool* value) {
  const auto set = [value](const std::string&) {
    *value = true;
    return true;
  };
  flags_.push_back({std::string(name), false, set, "no value"});
}

absl::Status Flags::Apply(const std::string& argument, absl::Span<const std::string> following,
                          size_t* used) const {
  const size_t equals = argument.find('=');
  const std::string name = argument.substr(2, equals == std::string::npos ? equals : equals - 2);
  const auto flag =
      std::find_if(flags_.begin(), flags_.end(), [&](const Flag& it) { return it.name == name; });
  if (flag == flags_.end()) {
    return absl::InvalidArgumentError(absl::StrCat("no flag --", name));
  }
  std::string value;
  if (equals != std::string::npos) {
    if (!flag->takes_value) {
      return absl::InvalidArgumentError(absl::StrCat("--", name, " takes no value"));
    }
    value = argument.substr(equals + 1);
  } else if (flag->takes_value) {
    if (following.empty()) {
      return absl::InvalidArgumentError(absl::StrCat("--", name, " needs ", flag->expected));
    }
    value = following.front();
    *used = 1;
  }
  if (flag->set(value)) return absl::OkStatus();
  return absl::InvalidArgumentError(
      absl::StrCat("--", name, " needs ", flag->expected, ", not '", value, "'"));
}

absl::Status Flags::Parse(absl::Span<const std::string> arguments,
                          std::vector<std::string>* rest) const {
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--") {
      rest->insert(rest->end(), arguments.begin() + static_cast<std::ptrdiff_t>(i) + 1,
                   arguments.end());
      return absl::OkStatus();
    }
    if (!absl::StartsWith(arguments[i], "--")) {
      rest->push_back(arguments[i]);
      continue;
    }
    size_t used = 0;
    absl::Status status = Apply(arguments[i], arguments.subspan(i + 1), &used);
    if (!status.ok()) return status;
    i += used;
  }
  return absl::OkStatus();
}

}  // namespace confab::tools
