#include "constat/verify/standing/standing.h"

#include <algorithm>

#include "constat/tlog/log_reader.h"
#include "constat/verify/light/record_view.h"

namespace constat::verify {

namespace {

// FrontierAt is the tree of the first size entries, from the hash tiles of a record.
Result<tlog::MerkleFrontier> FrontierAt(const tlog::LogSource& record, const tlog::TreeHead& tree,
                                        uint64_t size) {
  const tlog::TileHashSource hashes(record, tree.size);
  std::vector<tlog::Hash> nodes;
  for (unsigned level = 64; level-- > 0;) {
    if (((size >> level) & 1) == 0) continue;
    CONSTAT_ASSIGN(const tlog::Hash node, hashes.NodeAt(level, (size >> level) - 1));
    nodes.push_back(node);
  }
  return tlog::MerkleFrontier::FromNodes(size, std::move(nodes));
}

// AddNewer adds the entries after a kept head to its tree and to what was said.
Status AddNewer(const tlog::LogSource& record, const tlog::TreeHead& tree, tlog::MerkleFrontier& frontier,
                referendum::Milestones& said) {
  return tlog::ForEachEntry(
      record, tree.size, {frontier.size(), tree.size}, [&](uint64_t, ByteView bytes) -> Status {
        CONSTAT_ASSIGN(const record::EntryView entry, record::DecodeEntry(bytes));
        if (referendum::MovesAgenda(entry.type))
          return Fail(ErrorCode::kWrongPhase, "an entry that moves the agenda has to be judged");
        frontier.Append(tlog::LeafHash(bytes));
        said.last_time_ms = std::max(said.last_time_ms, entry.time_ms);
        ++said.entries;
        return {};
      });
}

// NamesMore says whether a trust file has something to check besides referendum and policy.
bool NamesMore(const Trust& trust) {
  return !trust.checkpoints.empty() || !trust.receipts.empty() || !trust.promises.empty() ||
         !trust.refusals.empty();
}

// IsTrusted says whether a checkpoint is the board's and has a quorum, by the manifest and by the trust file.
bool IsTrusted(const tlog::SignedCheckpoint& checkpoint, const referendum::Context& context,
               const Trust* trust) {
  if (!context.LogPolicy().Check(checkpoint)) return false;
  if (trust == nullptr) return true;
  return trust->manifest_hash == context.manifest_hash && trust->policy.Check(checkpoint);
}

// IsFork says whether a record that was verified whole, and so its tiles too, has other entries than a head.
Result<bool> IsFork(const tlog::LogSource& record, const tlog::TreeHead& tree, const tlog::TreeHead& kept) {
  const tlog::TileHashSource hashes(record, tree.size);
  CONSTAT_ASSIGN(const tlog::Hash root, tlog::RootOf(hashes, kept.size));
  return root != kept.root;
}

}  // namespace

std::optional<Standing> Continues(const tlog::LogSource& record, const referendum::ContextPtr& context,
                                  const Trust* trust, const KeptHead& head) {
  const Result<tlog::SignedCheckpoint> checkpoint = tlog::ReadCheckpoint(record);
  if (!checkpoint || (trust != nullptr && NamesMore(*trust))) return std::nullopt;
  if (!IsTrusted(*checkpoint, *context, trust)) return std::nullopt;
  const tlog::TreeHead older = head.checkpoint.checkpoint.Tree();
  const tlog::TreeHead tree = checkpoint->checkpoint.Tree();
  if (older.size > tree.size || tree.size - older.size > kMostUnjudged) return std::nullopt;
  Result<tlog::MerkleFrontier> frontier = FrontierAt(record, tree, older.size);
  if (!frontier || frontier->Root() != older.root) return std::nullopt;
  Standing out{.context = context,
               .said = head.said,
               .judged = older.size,
               .judged_ms = head.time_ms,
               .seen_ms = tlog::LatestTimeMs(
                   tlog::VerifyCosignatures(*checkpoint, context->WitnessKeys()).cosignatures)};
  if (!AddNewer(record, tree, *frontier, out.said) || frontier->Root() != tree.root) return std::nullopt;
  return out;
}

Result<Standing> FindStanding(const tlog::LogSource& record, const StandingOptions& options) {
  std::optional<KeptHead> kept;
  const Result<referendum::ContextPtr> context = ReadContext(record, "the record");
  if (context && options.heads != nullptr) kept = options.heads->Find(**context);
  if (kept && !options.whole) {
    const std::optional<Standing> standing = Continues(record, *context, options.trust, *kept);
    if (standing) return *standing;
  }
  CONSTAT_ASSIGN(const tlog::SignedCheckpoint checkpoint, tlog::ReadCheckpoint(record));
  CONSTAT_ASSIGN(Verified verified,
                 VerifyRecord(record, {.trust = options.trust, .progress = options.progress}));
  const tlog::TreeHead tree = verified.verification.tree;
  Standing out{.context = verified.state.context(), .judged = tree.size};
  out.seen_ms = verified.verification.SeenMs();
  if (verified.verification.outcome() == VerificationOutcome::kWrong || out.context == nullptr) {
    out.outcome = StandingOutcome::kWrong;
    return out;
  }
  out.said = referendum::MilestonesOf(verified.state);
  if (kept && kept->said.entries > tree.size) {
    out.kept = kept->said.entries;
    return out;
  }
  if (kept) {
    CONSTAT_ASSIGN(const bool forked, IsFork(record, tree, kept->checkpoint.checkpoint.Tree()));
    if (forked) {
      out.outcome = StandingOutcome::kForked;
      out.kept = kept->said.entries;
      return out;
    }
  }
  // A record that changed while it was read has another checkpoint by now, and keeps no head.
  if (options.heads != nullptr && checkpoint.checkpoint.Tree() == tree)
    (void)options.heads->Keep({out.context->manifest_hash, options.now_ms, checkpoint, out.said});
  return out;
}

}  // namespace constat::verify
