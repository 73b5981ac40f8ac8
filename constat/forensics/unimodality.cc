#include "constat/forensics/unimodality.h"

#include "constat/forensics/rates.h"

namespace constat::forensics {

Unimodality TestUnimodality(const Stations& stations, size_t option, const stats::DipOptions& options,
                            int64_t min_registered) {
  const Rates rates = MakeRates(ColumnsOf(stations, option), min_registered);
  return {stats::TestDip(rates.turnout, options), stats::TestDip(rates.share, options)};
}

}  // namespace constat::forensics
