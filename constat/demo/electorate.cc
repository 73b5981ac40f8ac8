#include "constat/demo/electorate.h"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <numeric>

#include "constat/demo/votes.generated.h"
#include "constat/text/csv.h"

namespace constat::demo {
namespace {

__extension__ using Wide = unsigned __int128;

Result<uint64_t> ParseNumber(std::string_view text) {
  uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    return Fail(ErrorCode::kBadText, fmt::format("\"{}\" is not a whole number", text));
  }
  return value;
}

// ParsePercent reads "67.50" as 6750.
Result<uint64_t> ParsePercent(std::string_view text) {
  const size_t point = text.find('.');
  if (point == std::string_view::npos || text.size() != point + 3) {
    return Fail(ErrorCode::kBadText, fmt::format("\"{}\" is not a percentage with two decimals", text));
  }
  return ParseNumber(std::string(text.substr(0, point)) + std::string(text.substr(point + 1)));
}

Result<RegionVotes> ParseRow(const text::CsvReader& reader, const std::vector<std::string>& cells) {
  if (cells.size() != 6) return Fail(ErrorCode::kBadText, reader.Where() + ": a row has six columns");
  RegionVotes region{.name = cells[0]};
  CONSTAT_ASSIGN(const uint64_t ballots, ParseNumber(cells[1]));
  CONSTAT_ASSIGN(region.published[kYes], ParseNumber(cells[2]));
  CONSTAT_ASSIGN(region.published[kNo], ParseNumber(cells[3]));
  CONSTAT_ASSIGN(region.published[kBlank], ParseNumber(cells[4]));
  CONSTAT_ASSIGN(const uint64_t turnout, ParsePercent(cells[5]));
  if (region.PublishedBallots() != ballots || turnout == 0 || turnout > 10'000) {
    return Fail(ErrorCode::kBadText, fmt::format("the row of {} does not add up", region.name));
  }
  region.published_registered = (ballots * 10'000 + turnout / 2) / turnout;
  return region;
}

}  // namespace

std::vector<uint64_t> LargestRemainder(const std::vector<uint64_t>& weights, uint64_t seats) {
  const uint64_t total = std::accumulate(weights.begin(), weights.end(), uint64_t{0});
  std::vector<uint64_t> out;
  std::vector<uint64_t> remainders;
  uint64_t given = 0;
  for (const uint64_t weight : weights) {
    const Wide product = static_cast<Wide>(weight) * seats;
    out.push_back(static_cast<uint64_t>(product / total));
    remainders.push_back(static_cast<uint64_t>(product % total));
    given += out.back();
  }
  std::vector<size_t> order(weights.size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return remainders[a] > remainders[b]; });
  for (size_t i = 0; given < seats; ++i, ++given) ++out[order[i]];
  return out;
}

Result<Electorate> MakeElectorate(uint64_t ballots) {
  Electorate out{.regions = {}, .published_ballots = 0, .ballots = ballots};
  text::CsvReader reader(embedded::Ukraine1991ReferendumCsv(), "ukraine-1991-referendum.csv");
  std::vector<std::string> cells;
  std::vector<uint64_t> weights;
  std::vector<uint64_t> registered;
  CONSTAT_ASSIGN(bool more, reader.Next(cells));  // the names of the columns
  while (more) {
    CONSTAT_ASSIGN(more, reader.Next(cells));
    if (!more) break;
    CONSTAT_ASSIGN(RegionVotes region, ParseRow(reader, cells));
    out.published_ballots += region.PublishedBallots();
    weights.insert(weights.end(), region.published.begin(), region.published.end());
    registered.push_back(region.published_registered);
    out.regions.push_back(std::move(region));
  }
  if (ballots < 1 || ballots > out.published_ballots) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("the demo can hold 1 to {} ballots, not {}", out.published_ballots, ballots));
  }
  const std::vector<uint64_t> votes = LargestRemainder(weights, ballots);
  const uint64_t all_registered = std::accumulate(registered.begin(), registered.end(), uint64_t{0});
  const auto scaled =
      static_cast<uint64_t>(static_cast<Wide>(all_registered) * ballots / out.published_ballots);
  const std::vector<uint64_t> voters = LargestRemainder(registered, scaled);
  for (size_t r = 0; r < out.regions.size(); ++r) {
    RegionVotes& region = out.regions[r];
    std::copy_n(votes.begin() + static_cast<ptrdiff_t>(r * kOptions), kOptions, region.votes.begin());
    region.registered =
        std::max(voters[r], region.Ballots());  // rounding must not leave more ballots than voters
  }
  return out;
}

}  // namespace constat::demo
