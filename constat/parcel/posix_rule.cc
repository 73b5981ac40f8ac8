#include "constat/parcel/posix_rule.h"

#include <algorithm>
#include <chrono>

namespace constat::parcel {
namespace {

constexpr int32_t kMinuteS = 60;
constexpr int32_t kHourS = 3600;
constexpr int64_t kDayS = 86'400;

bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// RuleReader reads from left to right; the first failure sticks.
class RuleReader {
 public:
  explicit RuleReader(std::string_view text) : rest_(text) {}

  [[nodiscard]] bool ok() const { return ok_; }
  [[nodiscard]] bool AtEnd() const { return rest_.empty(); }
  [[nodiscard]] bool Sees(char c) const { return rest_.starts_with(c); }

  bool Take(char c) {
    if (!Sees(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  void Need(char c) { ok_ = Take(c) && ok_; }

  // Name is of letters, or of letters, digits and signs between "<" and ">".
  std::string Name() {
    const bool quoted = Take('<');
    const auto end = std::find_if(rest_.begin(), rest_.end(), [&](char c) {
      return !IsLetter(c) && !(quoted && (IsDigit(c) || c == '+' || c == '-'));
    });
    std::string name(rest_.begin(), end);
    rest_.remove_prefix(name.size());
    if (quoted) Need('>');
    ok_ = ok_ && name.size() >= 3;
    return name;
  }

  int Number(int min, int max) {
    int out = 0;
    size_t digits = 0;
    while (digits < 3 && digits < rest_.size() && IsDigit(rest_[digits]))
      out = 10 * out + rest_[digits++] - '0';
    rest_.remove_prefix(digits);
    ok_ = ok_ && digits > 0 && out >= min && out <= max;
    return out;
  }

  // Time is "2", "2:30", "-1" or "+2:30:15", in seconds.
  int32_t Time(int max_hours) {
    const bool negative = Take('-');
    if (!negative) Take('+');
    int32_t out = Number(0, max_hours) * kHourS;
    if (Take(':')) out += Number(0, 59) * kMinuteS;
    if (Take(':')) out += Number(0, 59);
    return negative ? -out : out;
  }

  YearDay Day() {
    YearDay out;
    if (Take('M')) {
      out.month = Number(1, 12);
      Need('.');
      out.week = Number(1, 5);
      Need('.');
      out.day = Number(0, 6);
    } else if (Take('J')) {
      out.kind = YearDay::Kind::kWithoutLeapDay;
      out.day = Number(1, 365);
    } else {
      out.kind = YearDay::Kind::kWithLeapDay;
      out.day = Number(0, 365);
    }
    if (Take('/')) out.time_s = Time(167);
    return out;
  }

 private:
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace

std::optional<PosixRule> ParsePosixRule(std::string_view text) {
  RuleReader reader(text);
  PosixRule out;
  out.standard.abbreviation = reader.Name();
  out.standard.east_s = -reader.Time(24);
  if (!reader.AtEnd()) {
    PosixRule::Summer summer;
    summer.type.abbreviation = reader.Name();
    summer.type.east_s = out.standard.east_s + kHourS;
    if (!reader.Sees(',')) summer.type.east_s = -reader.Time(24);
    reader.Need(',');
    summer.begins = reader.Day();
    reader.Need(',');
    summer.ends = reader.Day();
    out.summer = std::move(summer);
  }
  if (!reader.ok() || !reader.AtEnd()) return std::nullopt;
  return out;
}

int64_t BeginOf(const YearDay& day, int year, int32_t east_s) {
  namespace chrono = std::chrono;
  const chrono::year y(year);
  chrono::sys_days at = chrono::sys_days(y / 1 / 1);
  if (day.kind == YearDay::Kind::kWeekday) {
    const chrono::weekday weekday(static_cast<unsigned>(day.day));
    const chrono::month month(static_cast<unsigned>(day.month));
    at = day.week == 5 ? chrono::sys_days(y / month / weekday[chrono::last])
                       : chrono::sys_days(y / month / weekday[static_cast<unsigned>(day.week)]);
  } else {
    constexpr int kEndOfFebruary = 59;  // the day of the year, from 1, before which no leap day can be
    const bool counts_on =
        day.kind == YearDay::Kind::kWithoutLeapDay && y.is_leap() && day.day > kEndOfFebruary;
    const int from_zero = day.kind == YearDay::Kind::kWithoutLeapDay ? day.day - 1 : day.day;
    at += chrono::days(from_zero + (counts_on ? 1 : 0));
  }
  return at.time_since_epoch().count() * kDayS + day.time_s - east_s;
}

}  // namespace constat::parcel
