// Meant: what the format accepts in a manifest and nobody can mean. No part of the format, so no reader of a
// record asks this: who writes a manifest does, before it is signed.
#pragma once

#include <optional>
#include <string>

#include "constat/record/manifest.h"

namespace constat::record {

// NotMeant is one thing that cannot be meant: the part, by its name in CheckManifest's messages ("question 1,
// rule 2"), and a sentence for people.
struct NotMeant {
  std::string part;
  std::string why;
};

// FindNotMeant finds the first: an origin that is a part of an address or none; a language tag that is a
// country or no tag; voting again with one ballot; a question whose ballots are all the same; rules that hold
// whatever people vote, or that can never hold together. Times are party::CheckMeant's, since they need a
// clock. REQUIRES: CheckManifest passes.
[[nodiscard]] std::optional<NotMeant> FindNotMeant(const Manifest& manifest);

}  // namespace constat::record
