#include "constat/verify/fold.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/base/log.h"
#include "constat/base/parallel.h"
#include "constat/record/named.h"
#include "constat/verify/files.h"
#include "constat/verify/findings.h"
#include "constat/verify/notes.h"
#include "constat/verify/refused.h"

namespace constat::verify {
namespace {

using record::EntryType;
using referendum::LogEntry;
using referendum::Phase;
using referendum::Prechecked;

// A slice: 4,096 ballots make a batch large enough for Pippenger and small enough for memory. Bundles of roll
// chunks are much larger than those of ballots.
constexpr size_t kSliceBundles = 16;
constexpr size_t kSliceBytes = size_t{6} << 20;
// Short records are cut finer, so that each thread has this many slices.
constexpr uint64_t kSlicesPerThread = 4;

// Changes says whether accepting an entry may change what Referendum::Precheck reads. The others are refused
// or leave that alone, in whatever phase.
bool Changes(const Result<record::EntryView>& entry) {
  if (!entry) return false;
  switch (entry->type) {
    case EntryType::kRollChunk:
    case EntryType::kRollEnd:
    case EntryType::kBallot:
    case EntryType::kReplacementShare:
    case EntryType::kStatement:
    case EntryType::kSoftware:
      return false;
    case EntryType::kManifest:
    case EntryType::kTrusteeCommit:
    case EntryType::kTrusteeDeal:
    case EntryType::kTrusteeAccept:
    case EntryType::kTrusteeComplaint:
    case EntryType::kTrusteeDrill:
    case EntryType::kOpen:
    case EntryType::kClose:
    case EntryType::kDecryptionShare:
    case EntryType::kResult:
      return true;
  }
  CONSTAT_CHECK(false);
}

}  // namespace

Fold::Fold(const tlog::LogSource& record, uint64_t size, const VerifyOptions& options)
    : record_(record),
      size_(size),
      options_(options),
      threads_(options.threads != 0 ? options.threads : DefaultThreads()),
      bundles_(size / tlog::kTileWidth + (size % tlog::kTileWidth == 0 ? 0 : 1)),
      state_(options.method) {}

Status Fold::Run() {
  CONSTAT_TRY(FindOthers());
  out_.At(CheckId::kLog).Judge();
  if (roots_.contains(0)) roots_[0] = tlog::EmptyRoot();
  ReplayEntries();
  CONSTAT_TRY(readable_);
  FinishTree();
  CONSTAT_TRY(readable_);
  if (answers_ != nullptr) answers_->Before(size_, state_);
  if (size_ == 0)
    out_.At(CheckId::kManifest)
        .Add(std::nullopt, {ErrorCode::kIncomplete, "the record is empty: it has no entries"});
  return {};
}

Status Fold::FindOthers() {
  const LogStep step(LogLevel::kDebug, "verify.files");
  CONSTAT_ASSIGN(others_, FindOtherFiles(record_, size_));
  return {};
}

void Fold::ReplayEntries() {
  const LogStep step(LogLevel::kDebug, "verify.entries");
  OnThreads(std::min<uint64_t>(threads_, bundles_), [this](size_t thread) {
    Lock lock(mutex_);
    while (Step(lock, thread == 0)) {
    }
  });
}

// Step does the most urgent thing there is to do, or waits for one; false when all is done. Only the thread
// that applies (the caller's) touches the state of the referendum, except for Precheck.
bool Fold::Step(Lock& lock, bool applies) {
  if (finished_) return false;
  Slice* const front = window_.empty() ? nullptr : window_.front().get();
  if (applies && front != nullptr &&
      (front->state == SliceState::kPrechecked || (front->state == SliceState::kRead && front->exclusive))) {
    lock.unlock();
    Apply(*front);
    lock.lock();
    window_.pop_front();
    changed_.notify_all();
  } else if (Slice* const slice = NextToPrecheck(); slice != nullptr) {
    slice->state = SliceState::kPrechecking;
    lock.unlock();
    slice->prechecked.resize(slice->entries.size());
    Precheck(*slice, 0, slice->entries.size());
    lock.lock();
    slice->state = SliceState::kPrechecked;
    changed_.notify_all();
  } else if (!reading_ && next_bundle_ < bundles_ && window_.size() < 2 * size_t{threads_}) {
    ReadSlice(lock);
  } else if (applies && window_.empty() && !reading_) {
    finished_ = true;
  } else {
    changed_.wait(lock);
  }
  if (applies && !readable_) finished_ = true;
  if (finished_) changed_.notify_all();
  return !finished_;
}

// NextToPrecheck is the first slice whose turn has come: all before it are known to leave alone
// what Precheck reads.
Fold::Slice* Fold::NextToPrecheck() {
  for (const std::unique_ptr<Slice>& slice : window_) {
    if (slice->state == SliceState::kReading || slice->exclusive) return nullptr;
    if (slice->state == SliceState::kRead) return slice.get();
  }
  return nullptr;
}

// ReadSlice reads the next bundles, one slice at a time, and decodes them beside other slices.
void Fold::ReadSlice(Lock& lock) {
  Slice& slice = *window_.emplace_back(std::make_unique<Slice>());
  const uint64_t most = std::clamp<uint64_t>(bundles_ / (kSlicesPerThread * threads_), 1, kSliceBundles);
  uint64_t next = next_bundle_;
  slice.first = next * tlog::kTileWidth;
  reading_ = true;
  lock.unlock();
  for (size_t bytes = 0; next < bundles_ && slice.bundles.size() < most && bytes < kSliceBytes; ++next) {
    slice.bundles.push_back(tlog::ReadBundle(record_, size_, next));
    if (slice.bundles.back()) bytes += slice.bundles.back()->bytes.size();
  }
  lock.lock();
  next_bundle_ = next;
  reading_ = false;
  changed_.notify_all();
  lock.unlock();
  DecodeSlice(slice);
  lock.lock();
  slice.state = SliceState::kRead;
  changed_.notify_all();
}

void Fold::DecodeSlice(Slice& slice) const {
  slice.exclusive = slice.first == 0;  // it says whether there is a manifest at all
  uint64_t first = slice.first;
  for (const Result<tlog::EntryBundle>& bundle : slice.bundles) {
    const uint64_t width = std::min<uint64_t>(tlog::kTileWidth, size_ - first);
    first += width;
    if (!bundle) {
      slice.entries.insert(slice.entries.end(), width, {{}, tl::unexpected(bundle.error()), true});
      continue;
    }
    for (const ByteView bytes : bundle->entries) {
      slice.entries.push_back({tlog::LeafHash(bytes), record::DecodeEntry(bytes)});
      slice.exclusive |= Changes(slice.entries.back().entry);
    }
  }
}

// Precheck does the costly part for entries [begin, end) of a slice.
void Fold::Precheck(Slice& slice, size_t begin, size_t end) const {
  if (!manifest_usable_) return;
  std::vector<record::EntryView> entries;
  std::vector<size_t> indices;
  for (size_t i = begin; i < end; ++i) {
    if (!slice.entries[i].entry) continue;
    entries.push_back(*slice.entries[i].entry);
    indices.push_back(i);
  }
  std::vector<Prechecked> prechecked = state_.Precheck(entries);
  for (size_t k = 0; k < indices.size(); ++k) slice.prechecked[indices[k]] = std::move(prechecked[k]);
}

void Fold::Apply(Slice& slice) {
  if (slice.exclusive) {
    ApplyExclusive(slice);
  } else {
    ApplyEntries(slice, 0, slice.entries.size());
  }
  Log(LogLevel::kTrace, "verify.slice",
      {{"first", slice.first}, {"entries", slice.entries.size()}, {"bundles", slice.bundles.size()}});
  if (options_.progress) options_.progress({slice.first + slice.entries.size(), size_});
}

// ApplyExclusive goes from one entry that changes something to the next, with all threads for
// what is between.
void Fold::ApplyExclusive(Slice& slice) {
  slice.prechecked.resize(slice.entries.size());
  for (size_t begin = 0; begin < slice.entries.size();) {
    size_t end = begin;
    while (end < slice.entries.size() && !Changes(slice.entries[end].entry)) ++end;
    const size_t pieces = std::min<size_t>(threads_, end - begin);
    ParallelFor(pieces, threads_, [&](size_t i) {
      Precheck(slice, begin + (end - begin) * i / pieces, begin + (end - begin) * (i + 1) / pieces);
    });
    end = std::min(end + 1, slice.entries.size());
    ApplyEntries(slice, begin, end);
    begin = end;
  }
}

void Fold::ApplyEntries(Slice& slice, size_t begin, size_t end) {
  for (size_t i = begin; i < end && readable_; ++i) {
    JudgeEntry(slice.entries[i], slice.first + i, std::move(slice.prechecked[i]));
  }
}

// JudgeUndecodable reports an entry that is invalid, or all of a bundle's at its first.
void Fold::JudgeUndecodable(const ReadEntry& read, uint64_t index) {
  const Error& error = read.entry.error();
  // A disk that cannot be read is no evidence.
  if (read.unreadable && error.code == ErrorCode::kCannotRead) readable_ = tl::unexpected(error);
  Check& log = out_.At(CheckId::kLog);
  if (!read.unreadable && state_.phase() == Phase::kFinal) {
    ++after_result_;
  } else if (!read.unreadable) {
    log.Add(index, error);
  } else if (index % tlog::kTileWidth == 0) {
    const auto width = static_cast<unsigned>(std::min<uint64_t>(tlog::kTileWidth, size_ - index));
    log.Add({index, error.code, error.detail,
             tlog::FormatTilePath({tlog::Tile::kEntries, index / tlog::kTileWidth, width})});
  }
  state_.Skip(read.leaf);
  if (index != 0) return;
  manifest_usable_ = false;
  out_.At(CheckId::kManifest)
      .Add(std::nullopt, {ErrorCode::kIncomplete, read.unreadable ? "entry 0, which must be the definition "
                                                                    "of the referendum (the manifest), "
                                                                    "cannot be read"
                                                                  : "entry 0 is no definition of a "
                                                                    "referendum (no manifest) that "
                                                                    "can be read"});
}

void Fold::JudgeEntry(const ReadEntry& read, uint64_t index, Prechecked prechecked) {
  AddLeaf(read.leaf, index);
  if (answers_ != nullptr) answers_->Before(index, state_);
  if (!read.entry) {
    JudgeUndecodable(read, index);
    return;
  }
  if (!manifest_usable_) {
    state_.Skip(read.leaf);
    return;
  }
  const EntryType type = read.entry->type;
  Check& check = out_.At(index == 0 ? CheckId::kManifest : CheckOf(type));
  // What comes after the last result and is refused is of no check: nothing there changes the outcome.
  const bool is_late = state_.phase() == Phase::kFinal;
  const Status judged = state_.Apply({*read.entry, read.leaf}, std::move(prechecked));
  if (answers_ != nullptr) answers_->See(*read.entry, index, judged.has_value());
  if (type == EntryType::kResult && !is_late)
    published_.See(*state_.context(), *read.entry, index, judged.has_value());
  if (judged || !is_late) check.Judge();
  if (judged) {
    Accepted(*read.entry, index);
    return;
  }
  state_.Skip(read.leaf);
  if (is_late) {
    ++after_result_;
    return;
  }
  if (judged.error().code == ErrorCode::kUnknownMode) readable_ = judged;  // only entry 0 can have it
  Check& failed = judged.error().code == ErrorCode::kWrongVerdict ? out_.At(CheckId::kVerdict) : check;
  failed.Add(DescribeRefused(state_, *read.entry, index, judged.error()));
  if (index == 0) manifest_usable_ = false;
}

void Fold::Accepted(const record::EntryView& entry, uint64_t index) {
  switch (entry.type) {
    case EntryType::kTrusteeComplaint: {
      const uint16_t dealer = state_.ceremony().Convicted();
      Finding finding{.entry = index, .code = ErrorCode::kCeremonyFailed, .text = {}};
      finding.text = fmt::format(
          "{} gave another trustee a wrong part of the key, as the complaint proves; this referendum cannot "
          "go on, and the organiser has to begin a new one",
          record::FormatTrustee(state_.context()->manifest, dealer));
      finding.refused = RefusedEntry{entry.type, record::Keeper{record::Role::kTrustee, dealer}};
      out_.At(CheckId::kCeremony).Add(std::move(finding));
      break;
    }
    case EntryType::kBallot: {
      const uint64_t hour = (entry.time_ms - state_.context()->manifest.opening_ms) / 3'600'000;
      if (hour >= 24 * 366) break;
      const auto at = static_cast<size_t>(hour);
      if (at >= out_.ballots_per_hour.size()) out_.ballots_per_hour.resize(at + 1);
      ++out_.ballots_per_hour[at];
      break;
    }
    case EntryType::kClose: {
      out_.At(CheckId::kUnits).Judge();
      NoteClose(entry);
      // The rest of this block may hold shares, which need the sums.
      const LogStep step(LogLevel::kDebug, "verify.superseded");
      readable_ = referendum::ResolvePending(state_, record_, size_);
      break;
    }
    case EntryType::kResult:
      if (state_.phase() == Phase::kFinal) out_.At(CheckId::kVerdict).Judge();
      break;
    case EntryType::kStatement:
      if (Result<record::Statement> statement = record::DecodeStatement(entry.body))
        out_.statements.push_back({index, entry.time_ms, *std::move(statement)});
      break;
    case EntryType::kSoftware:
      if (Result<record::SoftwareChange> change = record::DecodeSoftwareChange(entry.body))
        out_.page_lists.push_back({index, entry.time_ms, *std::move(change)});
      break;
    case EntryType::kManifest:
    case EntryType::kTrusteeCommit:
    case EntryType::kTrusteeDeal:
    case EntryType::kTrusteeAccept:
    case EntryType::kRollChunk:
    case EntryType::kRollEnd:
    case EntryType::kTrusteeDrill:
    case EntryType::kOpen:
    case EntryType::kReplacementShare:
    case EntryType::kDecryptionShare:
      break;
  }
}

void Fold::NoteClose(const record::EntryView& entry) {
  const Result<record::Close> close = record::DecodeClose(entry.body);
  if (!close) return;
  const Result<tlog::SignedCheckpoint> checkpoint = tlog::ParseSignedCheckpoint(close->checkpoint);
  if (checkpoint) NoteSpoiltLines(out_.notes, "", *checkpoint, state_.context()->WitnessKeys());
}

void Fold::AddLeaf(const tlog::Hash& leaf, uint64_t index) {
  const Status ignored =
      tiles_.Append(leaf, [this](const tlog::Tile& tile, std::span<const tlog::Hash> hashes) {
        CompareTile(tile, hashes);
        return Status{};
      });
  (void)ignored;  // the visitor never fails: what it finds is data
  if (const auto watched = leaves_.find(index); watched != leaves_.end()) watched->second = leaf;
  if (const auto watched = roots_.find(index + 1); watched != roots_.end())
    watched->second = tiles_.Head().root;
}

// CompareTile compares the tree's own tile and those of other sizes in its place. Spec: LOG-5.
void Fold::CompareTile(const tlog::Tile& tile, std::span<const tlog::Hash> hashes) {
  const Status same = tlog::CompareHashTile(record_, tile, hashes);
  if (!same && same.error().code == ErrorCode::kCannotRead) readable_ = same;
  if (!same) {
    tile_findings_[tile.level].Add(
        {std::nullopt, same.error().code, same.error().detail, tlog::FormatTilePath(tile)});
  }
  const auto others = others_.tiles.find({tile.level, tile.index});
  if (others == others_.tiles.end()) return;
  for (const unsigned width : others->second) {
    const tlog::Tile other{tile.level, tile.index, width};
    Compared(other, AgreesWithHashes(record_, other, hashes));
  }
}

void Fold::Compared(const tlog::Tile& other, const Result<bool>& agrees) {
  if (!agrees) {
    readable_ = tl::unexpected(agrees.error());
  } else if (!*agrees) {
    disagreeing_.insert(tlog::FormatTilePath(other));
  }
}

void Fold::CompareOtherBundles() {
  for (const auto& [place, widths] : others_.tiles) {
    if (place.first != tlog::Tile::kEntries) continue;
    // Read once for all widths: there may be 255 of them beside a bundle of 16 MiB.
    const Result<tlog::EntryBundle> own = tlog::ReadBundle(record_, size_, place.second);
    for (const unsigned width : widths) {
      const tlog::Tile other{place.first, place.second, width};
      Compared(other, AgreesWithEntries(record_, size_, other, own ? &own->bytes : nullptr));
    }
  }
}

void Fold::FinishTree() {
  const LogStep step(LogLevel::kDebug, "verify.tree");
  const Status ignored =
      tiles_.VisitPartial([this](const tlog::Tile& tile, std::span<const tlog::Hash> hashes) {
        CompareTile(tile, hashes);
        return Status{};
      });
  (void)ignored;
  CompareOtherBundles();
  Check& log = out_.At(CheckId::kLog);
  for (const std::string& path : disagreeing_) {
    log.Add({std::nullopt, ErrorCode::kWrongTile,
             path + " is from an earlier or later state of the log, and differs from this record in entries "
                    "that both have",
             path});
  }
  for (const auto& [level, found] : tile_findings_) log.AddAll(found);
  out_.tree = tiles_.Head();
}

}  // namespace constat::verify
