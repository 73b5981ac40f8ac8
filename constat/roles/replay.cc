#include "constat/roles/replay.h"

#include <fmt/core.h>

#include <algorithm>
#include <thread>

#include "constat/tlog/record_reader.h"

namespace constat::roles {
namespace {

using record::EntryType;
using record::EntryView;

// Fewer entries than this are not worth a thread.
constexpr size_t kMinPerThread = 16;

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

std::vector<referendum::Prechecked> PrecheckInParallel(const referendum::Referendum& state,
                                                       std::span<const EntryView> entries, unsigned threads) {
  if (threads == 0) threads = std::max(1u, std::thread::hardware_concurrency());
  const size_t pieces = std::clamp<size_t>(entries.size() / kMinPerThread, 1, threads);
  std::vector<std::vector<referendum::Prechecked>> parts(pieces);
  auto check = [&](size_t piece) {
    const size_t from = entries.size() * piece / pieces;
    const size_t to = entries.size() * (piece + 1) / pieces;
    parts[piece] = state.Precheck(entries.subspan(from, to - from));
  };
  {
    std::vector<std::jthread> workers;
    for (size_t piece = 1; piece < pieces; ++piece) workers.emplace_back(check, piece);
    check(0);
  }
  std::vector<referendum::Prechecked> out = std::move(parts.front());
  for (size_t piece = 1; piece < pieces; ++piece) {
    std::move(parts[piece].begin(), parts[piece].end(), std::back_inserter(out));
  }
  return out;
}

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
      auto prechecked = PrecheckInParallel(
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

}  // namespace constat::roles
