#include "constat/forensics/unimodality.h"

#include "constat/forensics/rates.h"

namespace constat::forensics {

Unimodality TestUnimodality(const Stations& stations, size_t option, const DipOptions& options,
                            int64_t min_registered) {
  const Rates rates = MakeRates(ColumnsOf(stations, option), min_registered);
  return {TestDip(rates.turnout, options), TestDip(rates.share, options)};
}

}  // namespace constat::forensics
