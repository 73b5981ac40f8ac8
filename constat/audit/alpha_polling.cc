#include "constat/audit/alpha_polling.h"

#include <algorithm>
#include <array>
#include <vector>

#include "constat/stats/counter_random.h"

namespace constat::audit {
namespace {

constexpr uint64_t kSeed = 1;
constexpr size_t kFirstLength = 256;
constexpr std::array<double, 3> kValues = {1, 0.5, 0};  // winner, neither, loser

// BallotsLeft are ballots by kValues.
using BallotsLeft = std::array<int64_t, 3>;

BallotsLeft LeftAfter(const ReportedCount& reported, std::span<const double> drawn) {
  BallotsLeft left = {reported.winner, reported.ballots - reported.winner - reported.loser, reported.loser};
  for (const double value : drawn) {
    for (size_t kind = 0; kind < left.size(); ++kind) {
      if (value == kValues[kind] && left[kind] > 0) --left[kind];
    }
  }
  return left;
}

// Extend draws ballots from left, without replacement, until values has the given length or none is left.
void Extend(const stats::CounterRandom& random, size_t length, BallotsLeft& left,
            std::vector<double>& values) {
  while (values.size() < length) {
    const int64_t all = left[0] + left[1] + left[2];
    if (all == 0) return;
    auto ticket = static_cast<int64_t>(0x1p-53 * static_cast<double>(random.Draw(values.size()) >> 11) *
                                       static_cast<double>(all));
    size_t kind = 0;
    while (kind < 2 && ticket >= left[kind]) ticket -= left[kind++];
    --left[kind];
    values.push_back(kValues[kind]);
  }
}

// Audit is what all replicates begin with.
struct Audit {
  AlphaSettings settings;
  double risk_limit;
  std::span<const double> drawn;
  BallotsLeft left;
  size_t most;  // ballots in all
};

// StopOf is the ballots that one simulated audit draws beyond those drawn, most + 1 if it does not end.
Result<size_t> StopOf(const Audit& audit, uint64_t replicate) {
  const stats::CounterRandom random(kSeed, replicate);
  std::vector<double> values(audit.drawn.begin(), audit.drawn.end());
  BallotsLeft left = audit.left;
  for (size_t length = values.size() + kFirstLength;; length *= 2) {
    Extend(random, std::min(length, audit.most), left, values);
    CONSTAT_ASSIGN(const SequentialTest test, TestAlpha(values, audit.settings));
    const auto at = std::find_if(test.history.begin(), test.history.end(),
                                 [&](double p) { return p <= audit.risk_limit; });
    if (at != test.history.end()) {
      const auto drawn = static_cast<size_t>(at - test.history.begin()) + 1;
      return drawn > audit.drawn.size() ? drawn - audit.drawn.size() : 0;
    }
    if (values.size() < length) return audit.most + 1;
  }
}

}  // namespace

Result<AlphaSettings> AlphaPolling(const ReportedCount& reported) {
  CONSTAT_TRY(BravoPValue(reported, {}));  // the same counts are possible
  const double neither = static_cast<double>(reported.ballots - reported.winner - reported.loser);
  AlphaSettings settings;
  settings.population = reported.ballots;
  settings.eta =
      (static_cast<double>(reported.winner) + 0.5 * neither) / static_cast<double>(reported.ballots);
  return settings;
}

Result<AlphaSizes> SimulateAlphaSizes(const ReportedCount& reported, double risk_limit,
                                      std::span<const double> drawn) {
  CONSTAT_ASSIGN(const AlphaSettings settings, AlphaPolling(reported));
  if (!(risk_limit > 0 && risk_limit < 1)) {
    return Fail(ErrorCode::kBadNumber, "the risk limit must be between 0 and 1");
  }
  const Result<int64_t> bravo = BravoExpectedSize(reported, risk_limit);
  const size_t replicates = bravo && *bravo <= 20'000 ? 400 : 100;
  const auto most = std::min<int64_t>(reported.ballots, static_cast<int64_t>(drawn.size()) + kMostSimulated);
  const Audit audit{settings, risk_limit, drawn, LeftAfter(reported, drawn), static_cast<size_t>(most)};
  std::vector<size_t> stops;
  for (size_t replicate = 0; replicate < replicates; ++replicate) {
    CONSTAT_ASSIGN(const size_t stop, StopOf(audit, replicate));
    stops.push_back(stop);
  }
  std::sort(stops.begin(), stops.end());
  const auto quantile = [&](size_t percent) -> std::optional<int64_t> {
    const size_t stop = stops[(percent * replicates + 99) / 100 - 1];
    if (stop > audit.most) return std::nullopt;
    return static_cast<int64_t>(stop);
  };
  return AlphaSizes{quantile(70), quantile(80), quantile(90)};
}

}  // namespace constat::audit
