#include "constat/forensics/planting.h"

#include <algorithm>
#include <cmath>

#include "constat/base/check.h"
#include "constat/forensics/columns.h"
#include "constat/stats/counter_random.h"

namespace constat::forensics {
namespace {

bool IsRounding(PlantKind kind) {
  return kind == PlantKind::kRoundShareUp || kind == PlantKind::kRoundTurnoutUp;
}

// RoundedUp is the count nearest to the next multiple of step percent of whole that is at least part / whole.
int64_t RoundedUp(int64_t part, int64_t whole, int64_t step) {
  const int64_t steps = (100 * part + step * whole - 1) / (step * whole);
  const int64_t percent = std::min<int64_t>(steps * step, 100);
  return (2 * percent * whole + 100) / 200;
}

// Station changes one row of a table.
class Station {
 public:
  Station(Stations& stations, size_t option, size_t i) : stations_(stations), option_(option), i_(i) {
    const Columns columns = ColumnsOf(stations, option);
    possible_ = IsPossible(columns, i);
    registered_ = columns.registered[i];
    ballots_ = columns.ballots[i];
    counted_ = columns.counted[i];
    invalid_ = stations.invalid.empty() ? 0 : stations.invalid[i];
    for (size_t k = 0; k < stations.options.size(); ++k) {
      const int64_t votes = stations.options[k].votes[i];
      possible_ = possible_ && votes >= 0 && votes <= counted_;
      if (possible_ && k != option) others_ += votes;
    }
    possible_ = possible_ && registered_ > 0 && counted_ <= ballots_ && invalid_ >= 0 &&
                invalid_ <= counted_ && Unlisted() >= 0;
  }

  // KeepsIdentities says whether the row may be changed.
  [[nodiscard]] bool KeepsIdentities() const { return possible_; }

  // Change does what settings say, and returns the votes that the option gains.
  int64_t Change(const PlantSettings& settings) {
    const auto part_of = [&](int64_t all) {
      return std::llround(settings.strength * static_cast<double>(all));
    };
    const int64_t step = part_of(100);
    switch (settings.kind) {
      case PlantKind::kRoundShareUp:
        return counted_ == 0 ? 0 : Move(RoundedUp(Votes(), counted_, step) - Votes());
      case PlantKind::kRoundTurnoutUp:
        return Add(RoundedUp(ballots_, registered_, step) - ballots_);
      case PlantKind::kStuff:
        return Add(part_of(registered_ - ballots_));
      case PlantKind::kSwap:
        return Move(part_of(stations_.options.size() > 1 ? others_ : counted_ - Votes()));
    }
    return 0;
  }

 private:
  int64_t& Votes() { return stations_.options[option_].votes[i_]; }

  // Unlisted is what was counted for none of the table's options and is not invalid.
  [[nodiscard]] int64_t Unlisted() const {
    return counted_ - stations_.options[option_].votes[i_] - others_ - invalid_;
  }

  int64_t Add(int64_t ballots) {
    Votes() += ballots;
    if (!stations_.ballots.empty()) stations_.ballots[i_] += ballots;
    if (!stations_.counted.empty()) stations_.counted[i_] += ballots;
    return ballots;
  }

  // Move gives the option this many votes of others.
  int64_t Move(int64_t votes) {
    const int64_t from_invalid = std::max<int64_t>(0, votes - others_ - Unlisted());
    if (from_invalid > 0) stations_.invalid[i_] -= from_invalid;
    TakeFromOthers(std::min(votes, others_));
    Votes() += votes;
    return votes;
  }

  // TakeFromOthers takes from each in proportion, as differences of rounded-down cumulative parts, so that
  // nothing is lost and none falls below zero.
  void TakeFromOthers(int64_t votes) {
    int64_t before = 0;
    int64_t taken = 0;
    for (size_t k = 0; k < stations_.options.size() && others_ > 0; ++k) {
      if (k == option_) continue;
      int64_t& of_option = stations_.options[k].votes[i_];
      before += of_option;
      const int64_t due = votes * before / others_ - taken;
      of_option -= due;
      taken += due;
    }
  }

  Stations& stations_;
  size_t option_;
  size_t i_;
  bool possible_ = false;
  int64_t registered_ = 0, ballots_ = 0, counted_ = 0, invalid_ = 0;
  int64_t others_ = 0;  // votes for the table's other options
};

Status CheckSettings(const PlantSettings& s) {
  const auto is_share = [](double x) { return x >= 0 && x <= 1; };
  if (!is_share(s.share_of_stations) || !is_share(s.strength)) {
    return Fail(ErrorCode::kBadNumber, "a share of stations and a strength must be between 0 and 1");
  }
  const double percent = 100 * s.strength;
  if (IsRounding(s.kind) && !(percent > 0.5 && std::abs(percent - std::round(percent)) < 1e-9)) {
    return Fail(ErrorCode::kBadNumber, "a step of rounding must be a whole percentage from 1 to 100");
  }
  return {};
}

}  // namespace

Result<Planted> Plant(const Stations& clean, const PlantSettings& settings) {
  CONSTAT_CHECK(settings.option < clean.options.size());
  CONSTAT_TRY(CheckSettings(settings));
  Planted planted{.stations = clean, .changed = {}, .votes_gained = 0};
  const stats::CounterRandom random(settings.seed, 0);
  for (size_t i = 0; i < clean.size(); ++i) {
    const bool chosen = 0x1p-53 * static_cast<double>(random.Draw(i) >> 11) < settings.share_of_stations;
    if (!chosen) continue;
    Station station(planted.stations, settings.option, i);
    if (!station.KeepsIdentities()) continue;
    const int64_t gained = station.Change(settings);
    if (gained == 0) continue;
    planted.changed.push_back(static_cast<uint32_t>(i));
    planted.votes_gained += gained;
  }
  return planted;
}

}  // namespace constat::forensics
