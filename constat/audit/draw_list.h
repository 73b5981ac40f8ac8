// DrawList: the list of ballots to fetch, and to write the votes into; a CSV file, one row a draw. Its
// columns: draw (its number, from 1), ticket, batch and position (where the ballot lies), machine (for a
// comparison: the vote in the machine's record) and vote. The last two are empty in a new list, but for a
// ballot that is not in the manifest: its vote is missing.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "constat/audit/ballot_manifest.h"
#include "constat/audit/draw.h"
#include "constat/audit/list_reader.h"
#include "constat/audit/plan.h"
#include "constat/base/result.h"

namespace constat::audit {

// kMaxDrawListSize bounds what is read of a list, in bytes.
inline constexpr size_t kMaxDrawListSize = size_t{1} << 28;

// DrawColumns are the places of a list's columns: machine only in a comparison's, ticket where there is one.
struct DrawColumns {
  size_t draw = 0;
  size_t vote = 0;
  std::optional<size_t> machine, ticket;
};
// FindDrawColumns: ERRORS: kBadText where one is missing or there twice.
[[nodiscard]] Result<DrawColumns> FindDrawColumns(const Plan& plan, const ListReader& rows);

// ListedDraw is a draw in a list that nobody has filled in yet.
struct ListedDraw {
  int64_t draw = 0;
  int64_t ticket = 0;
  friend bool operator==(const ListedDraw&, const ListedDraw&) = default;
};
// ParseDrawList reads a new list. ERRORS: those of ListReader and FindDrawColumns; kBadText without tickets.
[[nodiscard]] Result<std::vector<ListedDraw>> ParseDrawList(const Plan& plan, const std::string& text);

// FormatDrawList draws, writes the list and reads it back.
// ERRORS: DrawTickets'; ParseDrawList's; kTooLarge if it could be more, filled in, than is read.
[[nodiscard]] Result<std::string> FormatDrawList(const Plan& plan, const BallotManifest& manifest,
                                                 const Drawing& drawing);

}  // namespace constat::audit
