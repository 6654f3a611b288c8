#include "tools/confabd/config/toml_document.h"

#include <toml++/toml.h>

#include <algorithm>
#include <type_traits>
#include <utility>

namespace confab {
namespace {

int LineOf(const toml::node& node) { return static_cast<int>(node.source().begin.line); }

std::string_view NameOf(toml::node_type type) {
  switch (type) {
    case toml::node_type::table:
      return "a table";
    case toml::node_type::array:
      return "an array";
    case toml::node_type::floating_point:
      return "a number with a fraction";
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time:
      return "a date or time";
    default:
      return "nothing";
  }
}

TomlValue ArrayValue(const toml::array& array) {
  std::vector<std::string> texts;
  for (const toml::node& item : array) {
    const auto* text = item.as_string();
    if (text == nullptr) return TomlOther{"an array of more than strings"};
    texts.push_back(text->get());
  }
  return texts;
}

TomlValue ValueOf(const toml::node& node) {
  if (const auto* value = node.as_boolean()) return value->get();
  if (const auto* value = node.as_integer()) return value->get();
  if (const auto* value = node.as_string()) return value->get();
  if (const auto* value = node.as_array()) return ArrayValue(*value);
  return TomlOther{std::string(NameOf(node.type()))};
}

// The table's head and its keys; `head` has the section's name and place.
void AddSection(TomlEntry head, const toml::table& table, std::vector<TomlEntry>& entries) {
  head.line = LineOf(table);
  entries.push_back(head);
  for (const auto& [key, node] : table) {
    TomlEntry entry = head;
    entry.key = std::string(key.str());
    entry.line = static_cast<int>(key.source().begin.line);
    entry.value = ValueOf(node);
    entries.push_back(std::move(entry));
  }
}

void AddTop(const toml::key& key, const toml::node& node, std::vector<TomlEntry>& entries) {
  TomlEntry head;
  head.section = std::string(key.str());
  if (const toml::table* table = node.as_table()) return AddSection(head, *table, entries);
  const toml::array* array = node.as_array();
  if (array != nullptr && array->is_array_of_tables()) {
    head.repeatable = true;
    for (const toml::node& item : *array) {
      AddSection(head, *item.as_table(), entries);
      ++head.index;
    }
    return;
  }
  TomlEntry entry;
  entry.key = std::string(key.str());
  entry.line = static_cast<int>(key.source().begin.line);
  entry.value = ValueOf(node);
  entries.push_back(std::move(entry));
}

}  // namespace

TomlDocument ParseToml(std::string_view text) {
  TomlDocument document;
  const toml::parse_result result = toml::parse(text);
  if (!result) {
    const toml::parse_error& error = result.error();
    document.error = {static_cast<int>(error.source().begin.line),
                      std::string(error.description())};
    return document;
  }
  for (const auto& [key, node] : result.table()) AddTop(key, node, document.entries);
  // The library keeps keys by name; a reader goes from top to bottom.
  std::stable_sort(document.entries.begin(), document.entries.end(),
                   [](const TomlEntry& a, const TomlEntry& b) { return a.line < b.line; });
  return document;
}

std::string_view TypeName(const TomlValue& value) {
  constexpr std::string_view kNames[] = {"true or false", "an integer", "a string",
                                         "an array of strings"};
  const auto* other = std::get_if<TomlOther>(&value);
  return other != nullptr ? std::string_view(other->type) : kNames[value.index()];
}

}  // namespace confab
