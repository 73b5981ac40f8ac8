#include "constat/verify/fold.h"

#include <fmt/format.h>

#include <algorithm>

#include "constat/base/parallel.h"
#include "constat/verify/files.h"
#include "constat/verify/findings.h"

namespace constat::verify {
namespace {

using record::EntryType;
using referendum::LogEntry;
using referendum::Phase;
using referendum::Prechecked;

// A block is 16 bundles a thread: 4,096 ballots make a batch large enough for Pippenger and small enough for
// memory.
constexpr uint64_t kBundlesPerThread = 16;
constexpr size_t kSlice = 4096;

}  // namespace

Fold::Fold(const tlog::RecordSource& record, uint64_t size, const VerifyOptions& options)
    : record_(record),
      size_(size),
      options_(options),
      threads_(options.threads != 0 ? options.threads : DefaultThreads()),
      state_(options.method) {}

Status Fold::Run() {
  FileFindings files = FindStrayFiles(record_, size_);
  for (Finding& finding : files.unknown) AddFinding(out_.At(ClauseId::kLog), std::move(finding));
  if (roots_.contains(0)) roots_[0] = tlog::EmptyRoot();
  const uint64_t bundles = (size_ + tlog::kTileWidth - 1) / tlog::kTileWidth;
  const uint64_t step = kBundlesPerThread * threads_;
  for (uint64_t first = 0; first < bundles; first += step) {
    const uint64_t end = std::min(bundles, first + step);
    JudgeBundles(ReadBlock(first, end));
    CONSTAT_TRY(second_reading_);
    if (options_.progress) options_.progress({std::min(size_, end * tlog::kTileWidth), size_});
  }
  for (Finding& finding : files.earlier_tiles) AddFinding(out_.At(ClauseId::kLog), std::move(finding));
  FinishTree();
  if (size_ == 0)
    AddFinding(out_.At(ClauseId::kManifest), std::nullopt, {ErrorCode::kIncomplete, "the log is empty"});
  return {};
}

std::vector<Fold::Bundle> Fold::ReadBlock(uint64_t first_bundle, uint64_t end_bundle) const {
  std::vector<Bundle> block(end_bundle - first_bundle);
  ParallelFor(block.size(), threads_, [&](size_t i) {
    Bundle& out = block[i];
    out.first = (first_bundle + i) * tlog::kTileWidth;
    out.width = static_cast<size_t>(std::min<uint64_t>(tlog::kTileWidth, size_ - out.first));
    out.bundle = tlog::ReadBundle(record_, size_, first_bundle + i);
    if (!out.bundle) return;
    for (const ByteView bytes : out.bundle->entries) {
      out.entries.push_back({tlog::LeafHash(bytes), record::DecodeEntry(bytes)});
    }
  });
  return block;
}

// JudgeBundles judges a block's entries in order, runs of one type together.
void Fold::JudgeBundles(const std::vector<Bundle>& block) {
  std::vector<const ReadEntry*> run;
  uint64_t first = 0;
  EntryType type{};
  auto flush = [&] {
    JudgeRun(run, first);
    run.clear();
  };
  for (const Bundle& bundle : block) {
    if (!bundle.bundle) {
      flush();
      AddFinding(out_.At(ClauseId::kLog), bundle.first, bundle.bundle.error());
      for (size_t i = 0; i < bundle.width; ++i) {
        state_.Skip({});
        AddLeaf({}, bundle.first + i);
      }
      if (bundle.first == 0) {
        manifest_usable_ = false;
        AddFinding(out_.At(ClauseId::kManifest), std::nullopt,
                   {ErrorCode::kIncomplete, "entry 0 cannot be read"});
      }
      continue;
    }
    for (size_t i = 0; i < bundle.entries.size(); ++i) {
      const ReadEntry& read = bundle.entries[i];
      if (!run.empty() && (!read.entry || read.entry->type != type)) flush();
      if (run.empty()) first = bundle.first + i;
      run.push_back(&read);
      if (read.entry) {
        type = read.entry->type;
      } else {
        flush();
      }
    }
  }
  flush();
}

// JudgeRun prechecks a run of entries of one type on all threads, then applies them in order.
void Fold::JudgeRun(std::span<const ReadEntry* const> run, uint64_t first) {
  if (run.empty()) return;
  std::vector<Prechecked> prechecked(run.size());
  if (manifest_usable_ && run.front()->entry) {
    const size_t slice = std::max<size_t>(1, std::min(kSlice, (run.size() + threads_ - 1) / threads_));
    ParallelFor((run.size() + slice - 1) / slice, threads_, [&](size_t s) {
      const size_t begin = s * slice;
      const size_t end = std::min(run.size(), begin + slice);
      std::vector<record::EntryView> entries;
      for (size_t i = begin; i < end; ++i) entries.push_back(*run[i]->entry);
      std::vector<Prechecked> part = state_.Precheck(entries);
      std::move(part.begin(), part.end(), prechecked.begin() + static_cast<ptrdiff_t>(begin));
    });
  }
  for (size_t i = 0; i < run.size(); ++i) JudgeEntry(*run[i], first + i, std::move(prechecked[i]));
}

void Fold::JudgeEntry(const ReadEntry& read, uint64_t index, Prechecked prechecked) {
  AddLeaf(read.leaf, index);
  if (!read.entry) {
    AddFinding(out_.At(ClauseId::kLog), index, read.entry.error());
    state_.Skip(read.leaf);
    if (index == 0) {
      manifest_usable_ = false;
      AddFinding(out_.At(ClauseId::kManifest), std::nullopt,
                 {ErrorCode::kIncomplete, "entry 0 does not decode"});
    }
    return;
  }
  if (!manifest_usable_) {
    state_.Skip(read.leaf);
    return;
  }
  const EntryType type = read.entry->type;
  Clause& clause = out_.At(index == 0 ? ClauseId::kManifest : ClauseOf(type));
  if (clause.status == ClauseStatus::kNotApplicable) clause.status = ClauseStatus::kPassed;
  const Status judged = state_.Apply({*read.entry, read.leaf}, std::move(prechecked));
  if (judged) {
    Accepted(*read.entry, index);
    return;
  }
  state_.Skip(read.leaf);
  if (judged.error().code == ErrorCode::kWrongVerdict) {
    AddFinding(out_.At(ClauseId::kVerdict), index, judged.error());
  } else {
    AddFinding(clause, index, judged.error());
  }
  if (index == 0) manifest_usable_ = false;
}

void Fold::Accepted(const record::EntryView& entry, uint64_t index) {
  switch (entry.type) {
    case EntryType::kTrusteeComplaint:
      AddFinding(
          out_.At(ClauseId::kCeremony), index,
          {ErrorCode::kCeremonyFailed,
           fmt::format("trustee {} dealt a bad share, as the complaint proves; the ceremony has failed",
                       state_.ceremony().Convicted())});
      break;
    case EntryType::kBallot: {
      const size_t hour =
          static_cast<size_t>((entry.time_ms - state_.context()->manifest.opening_ms) / 3'600'000);
      if (hour >= out_.ballots_per_hour.size() && hour < 24 * 366) out_.ballots_per_hour.resize(hour + 1);
      if (hour < out_.ballots_per_hour.size()) ++out_.ballots_per_hour[hour];
      break;
    }
    case EntryType::kClose:
      out_.At(ClauseId::kUnits).status = ClauseStatus::kPassed;
      // The rest of this block may hold shares, which need the sums.
      second_reading_ = ResolvePending();
      break;
    case EntryType::kResult:
      if (state_.phase() == Phase::kFinal) out_.At(ClauseId::kVerdict).status = ClauseStatus::kPassed;
      break;
    default:
      break;
  }
}

void Fold::AddLeaf(const tlog::Hash& leaf, uint64_t index) {
  const Status ignored =
      tiles_.Append(leaf, [this](const tlog::Tile& tile, std::span<const tlog::Hash> hashes) {
        const Status same = tlog::CompareHashTile(record_, tile, hashes);
        if (!same) AddFinding(tile_findings_[tile.level], std::nullopt, same.error());
        return Status{};
      });
  (void)ignored;  // the visitor never fails: what it finds is data
  if (const auto watched = leaves_.find(index); watched != leaves_.end()) watched->second = leaf;
  if (const auto watched = roots_.find(index + 1); watched != roots_.end())
    watched->second = tiles_.Head().root;
}

// ResolvePending reads superseded ballots a second time and takes them out of the sums.
Status Fold::ResolvePending() {
  tlog::EntryBundle bundle;
  while (const std::optional<uint64_t> entry = state_.FirstPending()) {
    if (bundle.entries.empty() || *entry < bundle.first || *entry >= bundle.first + bundle.entries.size()) {
      CONSTAT_ASSIGN(bundle, tlog::ReadBundle(record_, size_, *entry / tlog::kTileWidth));
    }
    CONSTAT_TRY(state_.Retract(bundle.entries[*entry - bundle.first]));
  }
  return {};
}

void Fold::FinishTree() {
  const Status ignored =
      tiles_.VisitPartial([this](const tlog::Tile& tile, std::span<const tlog::Hash> hashes) {
        const Status same = tlog::CompareHashTile(record_, tile, hashes);
        if (!same) AddFinding(tile_findings_[tile.level], std::nullopt, same.error());
        return Status{};
      });
  (void)ignored;
  Clause& log = out_.At(ClauseId::kLog);
  if (log.status == ClauseStatus::kNotApplicable) log.status = ClauseStatus::kPassed;
  for (auto& [level, found] : tile_findings_) {
    const uint64_t unlisted = found.count - found.findings.size();
    for (Finding& finding : found.findings) AddFinding(log, std::move(finding));
    log.count += unlisted;
  }
  out_.tree = tiles_.Head();
}

}  // namespace constat::verify
