// Author: which party of the manifest an entry says it is from. It judges nothing.
#pragma once

#include <optional>

#include "constat/record/entry.h"
#include "constat/record/parties.h"

namespace constat::record {

// AuthorOf is the party that an entry names as its author, which the manifest need not have, or the one that
// its type leaves no choice of; none for a ballot, and for a body too short to name one.
[[nodiscard]] std::optional<Keeper> AuthorOf(const EntryView& entry);

}  // namespace constat::record
