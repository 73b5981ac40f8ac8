// Ballot search: ballots of a record, found by what a voter knows of them.
#pragma once

#include <string>
#include <string_view>

#include "constat/cli/record/record_place.h"

namespace constat::cli {

// kRecordIsWrong is what any entry of a credential says that is not accepted.
inline constexpr std::string_view kRecordIsWrong =
    "So this record breaks the rules. Keep a copy of it, and run constat verify, which judges all of it.";

// VerdictText says what the rules say of an entry: "valid", "REFUSED, it does not count: ..." or "not judged
// here: ..."; no full stop.
[[nodiscard]] std::string VerdictText(const referendum::OwnEntry& entry);

}  // namespace constat::cli
