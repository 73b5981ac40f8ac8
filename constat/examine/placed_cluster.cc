#include "constat/examine/placed_cluster.h"

#include <fmt/core.h>

#include <charconv>
#include <limits>
#include <optional>

namespace constat::examine {
namespace {

// Decimal reads digits with at most one point; none for what no double comes near.
std::optional<double> Decimal(std::string_view text) {
  if (text.empty() || text.find_first_not_of("0123456789.") != std::string_view::npos) return std::nullopt;
  double value = 0;
  const auto [end, problem] =
      std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (problem != std::errc() || end != text.data() + text.size()) return std::nullopt;
  const bool is_zero = text.find_first_not_of("0.") == std::string_view::npos;
  if (!is_zero && value < std::numeric_limits<double>::min()) return std::nullopt;
  return value;
}

}  // namespace

Result<forensics::PlacedCluster> ParsePlacedCluster(std::string_view text, std::string_view asked_as) {
  const size_t comma = text.find(',');
  if (comma != std::string_view::npos) {
    const std::optional<double> turnout = Decimal(text.substr(0, comma));
    const std::optional<double> share = Decimal(text.substr(comma + 1));
    if (turnout && share && *turnout <= 100 && *share > 0 && *share < 100)
      return forensics::PlacedCluster{*turnout, *share};
  }
  return Fail(ErrorCode::kUsage,
              fmt::format("{} takes turnout and share in percent, such as 43,64; \"{}\" is not that",
                          asked_as, text));
}

}  // namespace constat::examine
