#include "constat/party/board/replay.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/referendum/precheck.h"
#include "constat/tlog/log_reader.h"

namespace constat::party {
namespace {

using record::EntryType;
using record::EntryView;

tl::unexpected<Error> NotVerified(uint64_t index, const Error& error) {
  return Fail(ErrorCode::kRecordNotVerified,
              fmt::format("entry {} breaks the rules: {}: {}", index, ErrorName(error.code), error.detail));
}

// RunEnd is the end of the run of entries of one type that begins at first.
size_t RunEnd(std::span<const EntryView> entries, size_t first) {
  size_t end = first + 1;
  while (end < entries.size() && entries[end].type == entries[first].type) ++end;
  return end;
}

}  // namespace

Result<referendum::Referendum> Replay(const ReplayInput& input) {
  referendum::Referendum state;
  for (uint64_t first = 0; first < input.tree.size; first += tlog::kTileWidth) {
    CONSTAT_ASSIGN(const tlog::EntryBundle bundle,
                   tlog::ReadBundle(*input.record, input.tree.size, first / tlog::kTileWidth));
    std::vector<EntryView> entries;
    for (size_t i = 0; i < bundle.entries.size(); ++i) {
      const Result<EntryView> entry = record::DecodeEntry(bundle.entries[i]);
      if (!entry) return NotVerified(first + i, entry.error());
      entries.push_back(*entry);
    }
    for (size_t from = 0; from < entries.size();) {
      const size_t to = RunEnd(entries, from);
      if (state.phase() == referendum::Phase::kTallying) {
        CONSTAT_TRY(referendum::ResolvePending(state, *input.record, input.tree.size));
      }
      auto prechecked = referendum::PrecheckInParallel(
          state, std::span<const EntryView>(entries).subspan(from, to - from), input.threads);
      for (size_t i = from; i < to; ++i) {
        const Status applied =
            state.Apply({entries[i], tlog::LeafHash(bundle.entries[i])}, std::move(prechecked[i - from]));
        if (!applied) return NotVerified(first + i, applied.error());
      }
      from = to;
    }
  }
  if (state.tree().Root() != input.tree.root) {
    return Fail(ErrorCode::kWrongRoot, "the entries do not hash to the root of the checkpoint");
  }
  if (state.phase() == referendum::Phase::kTallying) {
    CONSTAT_TRY(referendum::ResolvePending(state, *input.record, input.tree.size));
  }
  return state;
}

}  // namespace constat::party
