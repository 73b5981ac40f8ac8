#include "constat/party/voter/choice.h"

#include <fmt/core.h>

#include <algorithm>

namespace constat::party {
namespace {

bool IsNamed(const record::Option& option, std::string_view name) {
  return std::find(option.name.begin(), option.name.end(), name) != option.name.end();
}

}  // namespace

Result<std::vector<uint16_t>> ParseChoice(const record::Question& question, std::string_view text) {
  for (size_t o = 0; o < question.options.size(); ++o) {
    if (IsNamed(question.options[o], text)) return std::vector<uint16_t>{static_cast<uint16_t>(o)};
  }
  std::vector<uint16_t> out;
  const auto bad = [&] {
    return Fail(ErrorCode::kBadNumber, fmt::format("\"{}\" is not a choice here; type numbers from 1 to {}",
                                                   text, question.options.size()));
  };
  size_t number = 0;
  bool in_number = false;
  for (const char c : std::string(text) + ",") {
    if (c >= '0' && c <= '9' && number < 1000) {
      number = number * 10 + static_cast<size_t>(c - '0');
      in_number = true;
    } else if (c == ',' || c == ' ') {
      if (in_number && (number == 0 || number > question.options.size())) return bad();
      if (in_number) out.push_back(static_cast<uint16_t>(number - 1));
      number = 0;
      in_number = false;
    } else {
      return bad();
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

Result<std::vector<uint16_t>> ReadChoice(const record::Question& question, std::string_view text) {
  CONSTAT_ASSIGN(std::vector<uint16_t> choice, ParseChoice(question, text));
  CONSTAT_TRY(record::CheckChoice(question, choice));
  return choice;
}

}  // namespace constat::party
