#include "constat/cli/ballot_search.h"

#include <fmt/format.h>

#include "constat/base/text.h"

namespace constat::cli {
namespace {

constexpr size_t kTrackerSymbols = 32;
constexpr size_t kTrackerGroup = 4;

}  // namespace

Result<BallotList> BallotsOf(const RecordPlace& place, const group::EncodedPoint& credential,
                             Terminal& terminal) {
  CONSTAT_ASSIGN(const referendum::ContextPtr context, OpenContext(place));
  std::vector<FoundBallot> found;
  const auto visit = [&](const LaterEntry& at) -> Status {
    if (at.entry.type != record::EntryType::kBallot || at.entry.body.size() < credential.size()) return {};
    if (!Equal(at.entry.body.first(credential.size()), credential)) return {};
    const Result<record::ParsedBallot> parsed = record::ParseBallot(context->shape, at.entry.body);
    if (!parsed) return {};  // refused by every verifier
    found.push_back({at.index, at.entry.time_ms, parsed->ballot.revision, credential,
                     record::Tracker(context->shape, parsed->ballot, context->manifest_hash)});
    return {};
  };
  CONSTAT_ASSIGN(RecordView view, RecordView::Open(place, terminal, visit));
  return BallotList{std::move(view), std::move(found)};
}

Result<std::string> ParseTracker(std::string_view typed) {
  std::string symbols;
  for (const char c : typed) {
    if (c == '-' || c == ' ') continue;
    const int value = Base32Value(c);
    if (value < 0) return Fail(ErrorCode::kBadText, fmt::format("\"{}\" stands in no tracker", c));
    symbols.push_back(kBase32Symbols[static_cast<size_t>(value)]);
  }
  if (symbols.size() != kTrackerSymbols) {
    return Fail(ErrorCode::kBadText,
                fmt::format("a tracker has {} symbols; here are {}", kTrackerSymbols, symbols.size()));
  }
  return FormatGroups(symbols, kTrackerGroup);
}

}  // namespace constat::cli
