#include "constat/examine/identities.h"

#include <set>

namespace constat::examine {
namespace {

using forensics::Identities;
using forensics::Stations;

bool HasRegistered(const Stations& s, const Identities&) { return s.has_registered(); }
bool HasTurnout(const Stations& s, const Identities&) { return s.has_registered() && !s.ballots.empty(); }
bool HasEither(const Stations& s, const Identities&) { return !s.ballots.empty() || !s.counted.empty(); }
bool HasBoth(const Stations& s, const Identities&) { return !s.ballots.empty() && !s.counted.empty(); }
bool HasAllOptions(const Stations&, const Identities& found) { return found.all_options; }
bool Always(const Stations&, const Identities&) { return true; }

}  // namespace

std::span<const Identity> AllIdentities() {
  static constexpr Identity kAll[] = {
      {"negative", "a count below zero", "a count below zero", &Identities::negative, Always},
      {"ballots_above_registered", "more ballots than registered voters",
       "more ballots than registered voters", &Identities::ballots_above_registered, HasTurnout},
      {"counted_above_ballots", "more ballots counted than cast", "more ballots counted than cast",
       &Identities::counted_above_ballots, HasBoth},
      {"votes_above_counted", "votes add up to more than the ballots",
       "the votes add up to more than was counted", &Identities::votes_above_counted, HasEither},
      {"votes_below_counted", "votes and invalid papers add up to less than the ballots",
       "the votes add up to less than was counted", &Identities::votes_below_counted, HasAllOptions},
      {"zero_registered", "nobody registered", "", &Identities::zero_registered, HasRegistered},
      {"full_turnout", "everybody registered voted", "", &Identities::full_turnout, HasTurnout}};
  return kAll;
}

size_t BrokenRows(const Identities& found) {
  std::set<uint32_t> rows;
  for (const Identity& identity : AllIdentities()) {
    if (identity.IsError()) rows.insert((found.*identity.rows).begin(), (found.*identity.rows).end());
  }
  return rows.size();
}

}  // namespace constat::examine
