#include "constat/forensics/integer_percentages.h"

#include <algorithm>
#include <cmath>

#include "constat/base/check.h"
#include "constat/base/parallel.h"
#include "constat/forensics/columns.h"
#include "constat/stats/counter_random.h"

namespace constat::forensics {
namespace {

// Stations are worked through in blocks of this many, and the blocks' sums added in order: the result is the
// same to the last bit for any number of threads.
constexpr size_t kIntegerBlock = 1024;

struct Block {
  IntegerFilter filter;
  WindowSums turnout, share;
  std::vector<IntegerStation> stations;
};

bool Include(const Columns& c, size_t i, const IntegerOptions& options, IntegerFilter& filter) {
  const bool high_turnout = c.has_registered() && 100 * c.ballots[i] > options.max_percent * c.registered[i];
  int64_t& counter = !IsPossible(c, i)   ? filter.impossible
                     : c.counted[i] == 0 ? filter.nothing_counted
                     : !HasAtLeast(c, i, std::max<int64_t>(1, options.min_registered)) ? filter.few_registered
                     : high_turnout                                                    ? filter.high_turnout
                     : 100 * c.votes[i] > options.max_percent * c.counted[i]           ? filter.high_share
                                                                                       : filter.included;
  ++counter;
  return &counter == &filter.included;
}

Block WorkOut(const Columns& c, size_t begin, size_t end, const IntegerOptions& options) {
  Block block;
  for (size_t i = begin; i < end; ++i) {
    if (!Include(c, i, options, block.filter)) continue;
    IntegerStation station{
        .station = static_cast<uint32_t>(i),
        .turnout_whole = false,
        .share_whole = IsWholePercentage(c.votes[i], c.counted[i], options.edge),
        .turnout_probability = 0,
        .share_probability = AddWindowProbabilities(c.votes[i], c.counted[i], options.edge, block.share)};
    if (c.has_registered()) {
      station.turnout_whole = IsWholePercentage(c.ballots[i], c.registered[i], options.edge);
      station.turnout_probability =
          AddWindowProbabilities(c.ballots[i], c.registered[i], options.edge, block.turnout);
    }
    block.stations.push_back(station);
  }
  return block;
}

void Add(IntegerCount& count, bool whole, double probability) {
  count.observed += whole ? 1 : 0;
  count.expected += probability;
  count.variance += probability * (1 - probability);
}

void Add(IntegerCounts& counts, const IntegerStation& s) {
  Add(counts.turnout, s.turnout_whole, s.turnout_probability);
  Add(counts.share, s.share_whole, s.share_probability);
  Add(counts.either, s.turnout_whole || s.share_whole, s.EitherProbability());
}

void Add(IntegerFilter& sum, const IntegerFilter& more) {
  sum.included += more.included;
  sum.impossible += more.impossible;
  sum.nothing_counted += more.nothing_counted;
  sum.few_registered += more.few_registered;
  sum.high_turnout += more.high_turnout;
  sum.high_share += more.high_share;
}

void Add(std::array<IntegerCount, 101>& at, const WindowSums& sums) {
  for (size_t m = 0; m < at.size(); ++m) {
    at[m].expected += sums.expected[m];
    at[m].variance += sums.variance[m];
  }
}

std::vector<RegionIntegers> ByRegion(const Stations& stations, const std::vector<IntegerStation>& included) {
  if (stations.region.empty()) return {};
  CONSTAT_CHECK(stations.region.size() == stations.size());
  std::vector<RegionIntegers> regions(stations.region_names.size());
  for (size_t r = 0; r < regions.size(); ++r) regions[r].region = static_cast<uint32_t>(r);
  for (const IntegerStation& s : included) {
    CONSTAT_CHECK(stations.region[s.station] < regions.size());
    RegionIntegers& region = regions[stations.region[s.station]];
    ++region.stations;
    Add(region.counts, s);
  }
  std::erase_if(regions, [](const RegionIntegers& r) { return r.stations == 0; });
  return regions;
}

// Threshold is the probability in 2^-32: a 32-bit draw below it is a hit. Certainty is 2^-32 short of itself.
uint32_t Threshold(double probability) {
  return static_cast<uint32_t>(std::min<int64_t>(0xffffffff, std::llround(probability * 0x1p32)));
}

}  // namespace

double IntegerCount::Anomaly() const { return static_cast<double>(observed) - expected; }

double IntegerCount::Z() const { return variance > 0 ? Anomaly() / std::sqrt(variance) : 0; }

IntegerCounts CountStations(std::span<const IntegerStation> stations) {
  IntegerCounts counts;
  for (const IntegerStation& s : stations) Add(counts, s);
  return counts;
}

IntegerPercentages TestIntegerPercentages(const Stations& stations, size_t option,
                                          const IntegerOptions& options) {
  const Columns columns = ColumnsAsKnown(stations, option);
  std::vector<Block> blocks((columns.size() + kIntegerBlock - 1) / kIntegerBlock);
  ParallelFor(blocks.size(), options.threads, [&](size_t b) {
    blocks[b] =
        WorkOut(columns, b * kIntegerBlock, std::min(columns.size(), (b + 1) * kIntegerBlock), options);
  });

  IntegerPercentages result;
  for (const Block& block : blocks) {
    Add(result.filter, block.filter);
    Add(result.turnout_at, block.turnout);
    Add(result.share_at, block.share);
    result.stations.insert(result.stations.end(), block.stations.begin(), block.stations.end());
  }
  result.overall = CountStations(result.stations);
  for (const IntegerStation& s : result.stations) {
    const size_t i = s.station;
    if (s.turnout_whole) {
      ++result.turnout_at[NearestPercent(columns.ballots[i], columns.registered[i])].observed;
    }
    if (s.share_whole) ++result.share_at[NearestPercent(columns.votes[i], columns.counted[i])].observed;
  }
  result.regions = ByRegion(stations, result.stations);
  return result;
}

IntegerReplicates ReplicateIntegerPercentages(const IntegerPercentages& result,
                                              const ReplicateSettings& settings) {
  struct Draw {
    uint32_t station, turnout, share;
  };
  std::vector<Draw> draws;
  draws.reserve(result.stations.size());
  for (const IntegerStation& s : result.stations) {
    draws.push_back({s.station, Threshold(s.turnout_probability), Threshold(s.share_probability)});
  }
  IntegerReplicates replicates;
  for (auto* counts : {&replicates.turnout, &replicates.share, &replicates.either}) {
    counts->resize(settings.replicates);
  }
  ParallelFor(settings.replicates, settings.threads, [&](size_t r) {
    const stats::CounterRandom random(settings.seed, r);
    uint32_t turnout = 0;
    uint32_t share = 0;
    uint32_t both = 0;
    for (const Draw& draw : draws) {
      const uint64_t bits = random.Draw(draw.station);
      const uint32_t t = static_cast<uint32_t>(bits >> 32) < draw.turnout ? 1 : 0;
      const uint32_t s = static_cast<uint32_t>(bits) < draw.share ? 1 : 0;
      turnout += t;
      share += s;
      both += t & s;
    }
    replicates.turnout[r] = static_cast<int32_t>(turnout);
    replicates.share[r] = static_cast<int32_t>(share);
    replicates.either[r] = static_cast<int32_t>(turnout + share - both);
  });
  return replicates;
}

}  // namespace constat::forensics
