// Vote words: what people write into a list of draws for the vote on a ballot.
#pragma once

#include <optional>
#include <string_view>

#include "constat/audit/plan.h"

namespace constat::audit {

// Vote is a ballot's: kOther is for neither option, blank or void; kMissing is of a ballot that is not there.
enum class Vote { kWinner, kLoser, kOther, kMissing };

inline constexpr std::string_view kOtherWord = "other";
inline constexpr std::string_view kMissingWord = "missing";

// ParseVote reads a word: the name of an option of the plan or one of the two above, ASCII letters in either
// case; nothing where it is none of them.
[[nodiscard]] std::optional<Vote> ParseVote(const Plan& plan, std::string_view word);

// IsReservedWord says whether a name means something else in a list, so that no option can have it.
[[nodiscard]] bool IsReservedWord(std::string_view name);

}  // namespace constat::audit
