#include "constat/forensics/rates.h"

#include "constat/base/check.h"

namespace constat::forensics {

Rates MakeRates(const Columns& c, int64_t min_registered) {
  CONSTAT_CHECK(min_registered >= 1);
  Rates rates;
  for (size_t i = 0; i < c.size(); ++i) {
    if (!IsPossible(c, i)) {
      ++rates.impossible;
    } else if (c.counted[i] == 0) {
      ++rates.nothing_counted;
    } else if (c.registered[i] < min_registered) {
      ++rates.few_registered;
    } else {
      rates.station.push_back(static_cast<uint32_t>(i));
      rates.registered.push_back(c.registered[i]);
      rates.turnout.push_back(static_cast<double>(c.ballots[i]) / static_cast<double>(c.registered[i]));
      rates.share.push_back(static_cast<double>(c.votes[i]) / static_cast<double>(c.counted[i]));
    }
  }
  return rates;
}

}  // namespace constat::forensics
