// Own text: what the rules say of a voter's own ballots, in words.
#pragma once

#include <string>
#include <string_view>

#include "constat/referendum/own_entries.h"

namespace constat::report {

// kRecordIsWrong is what any entry of a credential says that is not accepted.
inline constexpr std::string_view kRecordIsWrong =
    "So this record breaks the rules. Keep a copy of it, and run constat verify, which judges all of it.";

// FormatJudged says what the rules say of a receipt's ballot, and what to do if they refuse it.
[[nodiscard]] std::string FormatJudged(const referendum::OwnEntry& entry);

// FormatReplaced says that an entry of the record made a credential void. Spec: ROL-10.
[[nodiscard]] std::string FormatReplaced(uint64_t entry);

// FormatVerdict says what the rules say of an entry: "valid", "REFUSED, it does not count: ..." or "not
// judged here: ..."; no full stop.
[[nodiscard]] std::string FormatVerdict(const referendum::OwnEntry& entry);

}  // namespace constat::report
