#include "constat/audit/draw.h"

#include <fmt/core.h>

#include <algorithm>
#include <unordered_set>

#include "constat/base/check.h"
#include "constat/crypto/hash.h"

namespace constat::audit {
namespace {

constexpr size_t kGoodSeedSize = 20;

Status CheckSeed(std::string_view seed) {
  const bool printable = std::all_of(seed.begin(), seed.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (seed.empty() || !printable || seed.front() == ' ' || seed.back() == ' ') {
    return Fail(ErrorCode::kBadText,
                "the seed must be digits or other ASCII characters without spaces around them; give the "
                "digits rolled in public, for example --seed 31415926535897932384");
  }
  return {};
}

}  // namespace

int64_t TicketOf(std::string_view seed, uint64_t i, int64_t ballots) {
  CONSTAT_CHECK(ballots > 0 && ballots <= kMostBallots);
  const Bytes32 hash = crypto::Sha256(AsBytes(fmt::format("{},{}", seed, i)));
  uint64_t remainder = 0;
  for (const uint8_t byte : hash) remainder = (256 * remainder + byte) % static_cast<uint64_t>(ballots);
  return static_cast<int64_t>(remainder) + 1;
}

Drawing DrawingOf(const Plan& plan, std::string seed, const DrawRange& range) {
  return {.seed = std::move(seed),
          .ballots = plan.reported.ballots,
          .replacement = plan.method != Method::kAlpha,
          .range = range};
}

bool IsShortSeed(std::string_view seed) { return seed.size() < kGoodSeedSize; }

Result<std::vector<int64_t>> DrawTickets(const Drawing& drawing) {
  CONSTAT_TRY(CheckSeed(drawing.seed));
  const auto [first, count] = drawing.range;
  if (first < 1 || count < 1) {
    return Fail(ErrorCode::kBadNumber,
                "draws are numbered from 1, and at least one is needed; check --from and --count");
  }
  if (first > kMostDraws || count > kMostDraws - first + 1) {
    return Fail(ErrorCode::kBadNumber,
                "an audit draws at most 1,000,000 ballots; where more are needed, count all by hand");
  }
  const uint64_t last = first + count - 1;
  if (!drawing.replacement && last > static_cast<uint64_t>(drawing.ballots)) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("there are only {} ballots, and alpha draws each once; choose a smaller --count",
                            drawing.ballots));
  }
  std::vector<int64_t> out;
  std::unordered_set<int64_t> picked;
  uint64_t draw = 0;
  for (uint64_t i = drawing.replacement ? first : 1; out.size() < count; ++i) {
    const int64_t ticket = TicketOf(drawing.seed, i, drawing.ballots);
    if (!drawing.replacement && (!picked.insert(ticket).second || ++draw < first)) continue;
    out.push_back(ticket);
  }
  return out;
}

}  // namespace constat::audit
