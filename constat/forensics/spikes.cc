#include "constat/forensics/spikes.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>

#include "constat/base/check.h"
#include "constat/base/parallel.h"
#include "constat/forensics/columns.h"
#include "constat/forensics/predictive_shares.h"
#include "constat/stats/counter_random.h"
#include "constat/stats/distribution.h"
#include "constat/stats/real.h"

namespace constat::forensics {
namespace {

constexpr size_t kMinStations = 500;
constexpr int64_t kMaxMedianRegistered = 10000;
constexpr int64_t kLarge = int64_t{1} << 17;
constexpr size_t kSpikeBlock = 64;
constexpr size_t kMaxBatch = 1024;  // resamples at a time
constexpr size_t kPoints = kSpikePoints;

// R's density() spreads its points over the range widened by four bandwidths on each side.
constexpr size_t kNodes = 1024;
constexpr double kNodeStart = -4e-4;
constexpr double kNodeStep = 1.0008 / (kNodes - 1);

struct Data {
  std::vector<int32_t> registered, ballots, votes;
};

// TypicalRegistered is the median over the rows that could be stations, the large ones included; 0 for none.
int64_t TypicalRegistered(const Columns& c) {
  std::vector<int64_t> registered;
  for (size_t i = 0; i < c.size(); ++i) {
    if (IsPossible(c, i) && c.registered[i] > 0) registered.push_back(c.registered[i]);
  }
  if (registered.empty()) return 0;
  const auto middle = registered.begin() + static_cast<std::ptrdiff_t>(registered.size() / 2);
  std::nth_element(registered.begin(), middle, registered.end());
  return *middle;
}

Data Include(const Columns& c, SpikeFilter& filter) {
  Data data;
  for (size_t i = 0; i < c.size(); ++i) {
    int64_t& counter = !IsPossible(c, i) || c.counted[i] > c.registered[i] ? filter.impossible
                       : c.counted[i] == 0                                 ? filter.nothing_counted
                       : c.votes[i] == 0                                   ? filter.no_votes
                       : c.registered[i] >= kLarge                         ? filter.large
                                                                           : filter.included;
    ++counter;
    if (&counter != &filter.included) continue;
    data.registered.push_back(static_cast<int32_t>(c.registered[i]));
    data.ballots.push_back(static_cast<int32_t>(c.counted[i]));
    data.votes.push_back(static_cast<int32_t>(c.votes[i]));
  }
  return data;
}

// ByShare puts stations with similar shares next to each other, so that what they add to is near in memory.
Data ByShare(const Data& data) {
  std::vector<uint32_t> order(data.votes.size());
  for (uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto cross = [&](uint32_t i, uint32_t j) { return int64_t{data.votes[i]} * data.ballots[j]; };
  std::stable_sort(order.begin(), order.end(),
                   [&](uint32_t i, uint32_t j) { return cross(i, j) < cross(j, i); });
  Data sorted;
  for (uint32_t i : order) {
    sorted.registered.push_back(data.registered[i]);
    sorted.ballots.push_back(data.ballots[i]);
    sorted.votes.push_back(data.votes[i]);
  }
  return sorted;
}

std::optional<SpikeRefusal> Refuse(const Columns& columns, const Data& data) {
  if (TypicalRegistered(columns) > kMaxMedianRegistered) return SpikeRefusal::kAreaTotals;
  if (data.votes.size() < kMinStations) return SpikeRefusal::kTooFewStations;
  for (size_t i = 1; i < data.votes.size(); ++i) {
    if (int64_t{data.votes[i]} * data.ballots[0] != int64_t{data.votes[0]} * data.ballots[i]) {
      return std::nullopt;
    }
  }
  return SpikeRefusal::kNoVariation;
}

// PointOf is the point within half a step of the share; a share between two belongs to the lower one. Shares
// are float, hence the small number.
size_t PointOf(float share) { return static_cast<size_t>(share * 1000.0f + 0.4999f); }

// Weights are whole numbers, so that sums are the same in any order: one is so many units that a sum over all
// stations fits 32 bits.
uint32_t UnitFor(size_t stations) {
  uint32_t unit = 1u << 16;
  while (unit > 1 && uint64_t{unit} * (stations + 1) >= (uint64_t{1} << 32)) unit /= 2;
  return unit;
}

// LinearBinning splits a share between the two nodes beside it.
class LinearBinning {
 public:
  explicit LinearBinning(uint32_t unit) : unit_(unit) {}

  void Add(float share, uint32_t* column, size_t stride) const {
    const double position = (static_cast<double>(share) - kNodeStart) * (1 / kNodeStep);
    const auto node = static_cast<size_t>(position);
    const auto upper = static_cast<uint32_t>((position - static_cast<double>(node)) * unit_ + 0.5);
    column[node * stride] += unit_ - upper;
    column[(node + 1) * stride] += upper;
  }

  static void Read(const double* rows, double* points) {
    for (size_t g = 0; g < kPoints; ++g) {
      const double position = (0.001 * static_cast<double>(g) - kNodeStart) / kNodeStep;
      const auto node = static_cast<size_t>(position);
      const double part = position - static_cast<double>(node);
      points[g] = (1 - part) * rows[node] + part * rows[node + 1];
    }
  }

 private:
  uint32_t unit_;
};

// Tally is what one thread adds up: rows x resamples of weights, and resampled stations by point.
struct Tally {
  std::vector<uint32_t> weights;
  std::vector<uint64_t> stations = std::vector<uint64_t>(kPoints);
};

struct Batch {
  uint64_t first;
  size_t size;
};

Tally Resample(const Data& data, const Spikes& fit, const SpikeSettings& settings, Batch batch) {
  const LinearBinning kernel(UnitFor(data.votes.size()));
  const size_t blocks = (data.votes.size() + kSpikeBlock - 1) / kSpikeBlock;
  const size_t workers = std::max<size_t>(1, std::min<size_t>(settings.threads, blocks));
  std::vector<Tally> tallies(workers);
  std::atomic<size_t> next{0};
  ParallelFor(workers, static_cast<unsigned>(workers), [&](size_t worker) {
    Tally& tally = tallies[worker];
    tally.weights.resize(kNodes * batch.size);
    PredictiveShares shares(fit.turnout, fit.share);
    std::vector<float> drawn(batch.size);
    for (size_t block = next.fetch_add(1); block < blocks; block = next.fetch_add(1)) {
      for (size_t i = block * kSpikeBlock; i < std::min(data.votes.size(), (block + 1) * kSpikeBlock); ++i) {
        shares.Prepare(data.registered[i], data.ballots[i], data.votes[i]);
        shares.Draw(stats::CounterRandom(settings.seed, i), batch.first, drawn);
        for (size_t r = 0; r < batch.size; ++r) {
          kernel.Add(drawn[r], &tally.weights[r], batch.size);
          ++tally.stations[PointOf(drawn[r])];
        }
      }
    }
  });
  for (size_t w = 1; w < workers; ++w) {
    for (size_t k = 0; k < tallies[0].weights.size(); ++k) tallies[0].weights[k] += tallies[w].weights[k];
    for (size_t k = 0; k < kPoints; ++k) tallies[0].stations[k] += tallies[w].stations[k];
  }
  return std::move(tallies[0]);
}

// PowerSums of the resamples' densities at one point, taken from the observed density, which is near.
struct PowerSums {
  double first = 0, second = 0, third = 0;
};

struct Density {
  std::array<double, kPoints> at;
};

Density DensityOf(const uint32_t* column, size_t stride, double unit) {
  std::array<double, kNodes> rows;
  for (size_t k = 0; k < rows.size(); ++k) rows[k] = column[k * stride] / unit;
  Density density;
  LinearBinning::Read(rows.data(), density.at.data());
  return density;
}

// QuantileOf is Cornish and Fisher's, with the normal quantile z.
double QuantileOf(const SpikePoint& point, double skewness, double z) {
  return point.mean + point.deviation * (z + skewness * (z * z - 1) / 6);
}

void Summarize(const std::vector<PowerSums>& sums, const SpikeSettings& settings, Spikes& result) {
  const auto count = static_cast<double>(settings.resamples);
  const double z = -stats::NormalQuantile(settings.level / static_cast<double>(kPoints));
  for (size_t g = 0; g < kPoints; ++g) {
    SpikePoint& point = result.points[g];
    const double shift = sums[g].first / count;
    const double second = sums[g].second / count;
    const double variance = std::max(0.0, second - shift * shift);
    const double third = sums[g].third / count - 3 * shift * second + 2 * shift * shift * shift;
    point.mean = point.observed + shift;
    point.deviation = std::sqrt(variance * count / (count - 1));
    const double skewness = variance > 1e-12 ? third / stats::Pow(variance, 1.5) : 0;
    point.quantile = QuantileOf(point, std::max(0.0, skewness), z);
    point.excess = std::max(0.0, point.observed_mass - point.mean_mass);
    if (point.observed > point.largest) result.percent_largest += 100 * point.excess;
    if (point.observed <= point.quantile || point.excess <= 0) continue;
    result.percent_quantile += 100 * point.excess;
    result.spikes.push_back({static_cast<double>(g) / 1000, 100 * point.excess});
  }
  std::stable_sort(result.spikes.begin(), result.spikes.end(),
                   [](const Spike& a, const Spike& b) { return a.percent > b.percent; });
}

void Observe(const Data& data, Spikes& result) {
  const uint32_t unit = UnitFor(data.votes.size());
  const LinearBinning kernel(unit);
  std::vector<uint32_t> weights(kNodes);
  result.points.resize(kPoints);
  for (size_t i = 0; i < data.votes.size(); ++i) {
    const auto share =
        static_cast<float>(static_cast<double>(data.votes[i]) / static_cast<double>(data.ballots[i]));
    kernel.Add(share, weights.data(), 1);
    result.points[PointOf(share)].observed_mass += 1;
  }
  const Density density = DensityOf(weights.data(), 1, unit);
  for (size_t g = 0; g < kPoints; ++g) {
    result.points[g].observed = density.at[g];
    result.points[g].observed_mass /= static_cast<double>(data.votes.size());
  }
}

void Test(const Data& data, const SpikeSettings& settings, Spikes& result) {
  Observe(data, result);
  const double unit = UnitFor(data.votes.size());
  std::vector<PowerSums> sums(kPoints);
  std::vector<uint64_t> stations(kPoints);
  const auto total = static_cast<uint64_t>(settings.resamples);
  for (uint64_t first = 0; first < total; first += kMaxBatch) {
    const Batch batch{first, static_cast<size_t>(std::min<uint64_t>(kMaxBatch, total - first))};
    const Tally tally = Resample(data, result, settings, batch);
    for (size_t g = 0; g < kPoints; ++g) stations[g] += tally.stations[g];
    for (size_t r = 0; r < batch.size; ++r) {
      const Density density = DensityOf(&tally.weights[r], batch.size, unit);
      for (size_t g = 0; g < kPoints; ++g) {
        const double difference = density.at[g] - result.points[g].observed;
        sums[g].first += difference;
        sums[g].second += difference * difference;
        sums[g].third += difference * difference * difference;
        result.points[g].largest = std::max(result.points[g].largest, density.at[g]);
      }
    }
  }
  for (size_t g = 0; g < kPoints; ++g) {
    result.points[g].mean_mass = static_cast<double>(stations[g]) / static_cast<double>(settings.resamples) /
                                 static_cast<double>(data.votes.size());
  }
  Summarize(sums, settings, result);
}

}  // namespace

Spikes FindSpikes(const Stations& stations, size_t option, const SpikeSettings& settings) {
  CONSTAT_CHECK(settings.resamples >= 2 && settings.level > 0 && settings.level < 1);
  Spikes result;
  const Columns columns = ColumnsOf(stations, option);
  const Data table = Include(columns, result.filter);
  result.refusal = Refuse(columns, table);
  if (result.refusal) return result;
  ParallelFor(2, settings.threads, [&](size_t which) {
    if (which == 0) result.turnout = stats::FitBetaBinomialMixture({table.ballots, table.registered});
    if (which == 1) result.share = stats::FitBetaBinomialMixture({table.votes, table.ballots});
  });
  const Data data = ByShare(table);
  Test(data, settings, result);
  return result;
}

}  // namespace constat::forensics
