// The cluster of honest stations as a person places it, in text: turnout and share in percent,
// such as "43,64".
#pragma once

#include <string_view>

#include "constat/base/result.h"
#include "constat/forensics/shpilkin.h"

namespace constat::examine {

// ParsePlacedCluster reads two decimal numbers with a point and without sign or exponent, with a comma
// between: a turnout of at most 100 and a share between 0 and 100. asked_as is what the person knows the text
// by: the name of an option or a field. ERRORS: kUsage.
[[nodiscard]] Result<forensics::PlacedCluster> ParsePlacedCluster(std::string_view text,
                                                                  std::string_view asked_as);

}  // namespace constat::examine
