#include "constat/parcel/code_symbols.h"

#include <fmt/core.h>

#include "constat/text/hex.h"

namespace constat::parcel {
namespace {

// g^5 = g^2 + 1, as bits: what to subtract where bit 5 appears.
constexpr unsigned kReduction = 0x25;

// TimesG multiplies by g in GF(32).
uint8_t TimesG(uint8_t a) {
  const unsigned doubled = unsigned{a} << 1;
  return static_cast<uint8_t>(doubled ^ ((0 - (doubled >> 5)) & kReduction));
}

// The order of g is 31, so that 1 / g^23 = g^8.
constexpr int kInverseOfLastPower = 8;

}  // namespace

uint8_t CodeSyndrome(const CodeValues& values) {
  uint8_t sum = 0;
  for (size_t i = kCodeSymbols; i-- > 0;) sum = TimesG(sum) ^ values[i];
  return sum;
}

uint8_t CodeCheckValue(const CodeValues& values) {
  CodeValues open = values;
  open.back() = 0;
  uint8_t check = CodeSyndrome(open);
  for (int i = 0; i < kInverseOfLastPower; ++i) check = TimesG(check);
  return check;
}

Result<CodeValues> ParseCodeSymbols(std::string_view typed) {
  CodeValues values{};
  size_t count = 0;
  for (size_t i = 0; i < typed.size(); ++i) {
    if (typed[i] == '-' || typed[i] == ' ') continue;
    const int value = text::Base32Value(typed[i]);
    if (value < 0) {
      return Fail(ErrorCode::kBadCode,
                  fmt::format("character {} cannot be in a voting code, which has only digits and letters "
                              "other than U",
                              i + 1));
    }
    if (count < kCodeSymbols) values[count] = static_cast<uint8_t>(value);
    ++count;
  }
  if (count != kCodeSymbols) {
    const size_t away = count < kCodeSymbols ? kCodeSymbols - count : count - kCodeSymbols;
    return Fail(
        ErrorCode::kBadCode,
        fmt::format("a voting code has {} characters, not counting spaces; this one has {}, {} too {}",
                    kCodeSymbols, count, away, count < kCodeSymbols ? "few" : "many"));
  }
  if (CodeSyndrome(values) != 0) {
    return Fail(ErrorCode::kBadCode,
                "the voting code is mistyped: at least one character is wrong, or two are exchanged");
  }
  return values;
}

}  // namespace constat::parcel
