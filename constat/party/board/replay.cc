#include "constat/party/board/replay.h"

#include <fmt/core.h>

#include <memory>

#include "constat/referendum/replay.h"
#include "constat/tlog/log_reader.h"

namespace constat::party {
namespace {

using record::EntryType;
using record::EntryView;
using referendum::CheckedBallot;
using referendum::Prechecked;

tl::unexpected<Error> NotVerified(uint64_t index, const Error& error) {
  return Fail(ErrorCode::kRecordNotVerified,
              fmt::format("entry {} breaks the rules: {}: {}", index, ErrorName(error.code), error.detail));
}

// ReplayWith keeps two kinds of failure apart: an entry that breaks the rules, and files that cannot be read.
Result<referendum::Referendum> ReplayWith(const ReplayInput& input, const referendum::ReplayOptions& rules) {
  referendum::Referendum state;
  Status resolved;
  referendum::ReplayOptions options = rules;
  options.threads = input.threads;
  options.before_run = [&](referendum::Referendum& now) {
    if (now.phase() == referendum::Phase::kTallying) {
      resolved = referendum::ResolvePending(now, *input.record, input.tree.size);
    }
    return resolved;
  };
  for (uint64_t first = 0; first < input.tree.size; first += tlog::kTileWidth) {
    CONSTAT_ASSIGN(const tlog::EntryBundle bundle,
                   tlog::ReadBundle(*input.record, input.tree.size, first / tlog::kTileWidth));
    const std::optional<referendum::Refused> refused =
        referendum::ApplyInOrder(state, bundle.entries, options);
    CONSTAT_TRY(resolved);
    if (refused) return NotVerified(first + refused->at, refused->error);
  }
  if (state.tree().Root() != input.tree.root) {
    return Fail(ErrorCode::kWrongRoot,
                "the entries are not those of the checkpoint; put the board's folder back whole, from "
                "the newest copy");
  }
  CONSTAT_TRY(options.before_run(state));
  return state;
}

// TakeBallots does of Referendum::Precheck what is no proof. A ballot that cannot have been accepted before
// has no answer, so that Apply judges it.
std::vector<Prechecked> TakeBallots(const referendum::Referendum& state, std::span<const EntryView> entries) {
  std::vector<Prechecked> out(entries.size());
  const record::BallotShape& shape = state.context()->shape;
  const size_t n = 2 * shape.ciphertexts;
  std::vector<group::EncodedPoint> encodings;
  std::vector<size_t> taken;  // indices of entries
  for (size_t i = 0; i < entries.size(); ++i) {
    const Result<record::ParsedBallot> parsed = record::ParseBallot(shape, entries[i].body);
    if (!parsed) continue;
    const record::Ballot& ballot = parsed->ballot;
    CheckedBallot& checked = out[i].ballot.emplace();
    checked.credential = ballot.Credential();
    checked.revision = ballot.revision;
    checked.slot = state.roll().Find(checked.credential);
    const record::BallotFields fields(shape, ballot);
    for (size_t q = 0; q < shape.questions.size(); ++q) {
      const auto ciphertexts = fields.Ciphertexts(q);
      encodings.insert(encodings.end(), ciphertexts.begin(), ciphertexts.end());
    }
    taken.push_back(i);
  }
  const std::shared_ptr<group::PreparedPoint[]> memory(new group::PreparedPoint[encodings.size()]);
  const std::vector<size_t> bad =
      group::DecodePreparedBatchVartime(encodings, {memory.get(), encodings.size()});
  for (size_t k = 0; k < taken.size(); ++k) {
    CheckedBallot& checked = *out[taken[k]].ballot;
    checked.memory = memory;
    checked.ciphertexts = {memory.get() + k * n, n};
    checked.proofs_hold = true;
  }
  for (const size_t point : bad) out[taken[point / n]].ballot.reset();
  return out;
}

}  // namespace

Result<referendum::Referendum> Replay(const ReplayInput& input) { return ReplayWith(input, {}); }

Result<referendum::Referendum> TrustedReplay::Of(const ReplayInput& input) {
  // Nothing is taken as checked before it is known to be what was signed. If it is not, Replay says where.
  tlog::MerkleFrontier tree;
  CONSTAT_TRY(tlog::ForEachEntry(*input.record, input.tree.size, {0, input.tree.size},
                                 [&](uint64_t, ByteView entry) -> Status {
                                   tree.Append(tlog::LeafHash(entry));
                                   return {};
                                 }));
  if (tree.Root() != input.tree.root) return Replay(input);
  referendum::ReplayOptions trusting;
  trusting.precheck = [&](const referendum::Referendum& state, std::span<const EntryView> entries) {
    const bool ballots =
        entries.front().type == EntryType::kBallot && state.phase() == referendum::Phase::kOpen;
    if (!ballots) return referendum::PrecheckInParallel(state, entries, input.threads);
    return referendum::PrecheckInParallel(
        entries, input.threads, [&](std::span<const EntryView> part) { return TakeBallots(state, part); });
  };
  return ReplayWith(input, trusting);
}

}  // namespace constat::party
