#include "tools/mutate/phrasebook.h"

namespace confab::mutate {
namespace {

using enum Operands;

const std::vector<Phrase>& Phrases() {
  static const auto* const phrases = new std::vector<Phrase>{
      {"<", kOrdered, "Less", "bound", {"<=", "!=", "false"}},
      {"<=", kOrdered, "LessEqual", "bound", {"<", "==", "true"}},
      {">", kOrdered, "Greater", "bound", {">=", "!=", "false"}},
      {">=", kOrdered, "GreaterEqual", "bound", {">", "==", "true"}},
      {"==", kOrdered, "Equal", "bound", {"<=", ">=", "false"}},
      {"!=", kOrdered, "NotEqual", "bound", {"<", ">", "true"}},
      {"==", kOther, "Same", "condition", {"true", "false"}},
      {"!=", kOther, "Differs", "condition", {"true", "false"}},
      {"+", kOrdered, "Plus", "arithmetic", {"-"}},
      {"-", kOrdered, "Minus", "arithmetic", {"+"}},
      {"*", kOrdered, "Times", "arithmetic", {"+"}},
      {"/", kOrdered, "Divide", "arithmetic", {"*"}},
      {"%", kOrdered, "Modulo", "arithmetic", {"+"}},
      {"+=", kOrdered, "Increase", "arithmetic", {"-="}},
      {"-=", kOrdered, "Decrease", "arithmetic", {"+="}},
  };
  return *phrases;
}

}  // namespace

const Phrase* PhraseOf(std::string_view token, Operands operands) {
  for (const Phrase& phrase : Phrases()) {
    if (phrase.token == token && phrase.operands == operands) return &phrase;
  }
  return nullptr;
}

std::string_view OperatorAt(std::string_view text) {
  constexpr std::string_view kTokens[] = {"<=>", "<<", ">>", "<=", ">=", "==", "!=",
                                          "&&",  "||", "+=", "-=", "->", "<",  ">",
                                          "+",   "-",  "*",  "/",  "%",  "="};
  for (const std::string_view token : kTokens) {
    if (text.substr(0, token.size()) == token) return text.substr(0, token.size());
  }
  return {};
}

}  // namespace confab::mutate
