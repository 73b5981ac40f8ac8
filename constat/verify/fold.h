// Fold: replays a record's entries through the rules, in slices, on several threads. Spec: VER-2,
// VER-5, VER-7, VER-9.
//
// The threads read slices ahead and do what is costly about them; the calling thread applies them in
// the order of the log, one by one, and helps the others in between. So nothing but speed depends on
// threads and slices.
#pragma once

#include <deque>
#include <map>
#include <memory>

#include "constat/base/parallel.h"
#include "constat/tlog/log_reader.h"
#include "constat/verify/answers.h"
#include "constat/verify/files.h"
#include "constat/verify/refused.h"
#include "constat/verify/verify.h"

namespace constat::verify {

class Fold {
 public:
  // record and options outlive the Fold. Roots at the sizes and leaves at the indices that are
  // watched are kept.
  Fold(const tlog::LogSource& record, uint64_t size, const VerifyOptions& options);
  void WatchSize(uint64_t size) { roots_[size] = {}; }
  void WatchEntry(uint64_t index) { leaves_[index] = {}; }
  // Follow has answers told of every entry; they outlive the Fold. None: nobody is told.
  void Follow(Answers* answers) { answers_ = answers; }

  // Run reads all entries. ERRORS: FindOtherFiles'; kCannotRead for a file that is there and cannot be read;
  // kWrongHash if the record changes while it is read; kUnknownMode.
  [[nodiscard]] Status Run();

  // After Run:
  [[nodiscard]] referendum::Referendum& state() { return state_; }
  // Its notes are those of the close.
  [[nodiscard]] Verification& verification() { return out_; }
  // after_result counts what VER-8's note of that name counts.
  [[nodiscard]] uint64_t after_result() const { return after_result_; }
  [[nodiscard]] const PublishedParts& published() const { return published_; }
  [[nodiscard]] const OtherFiles& others() const { return others_; }
  [[nodiscard]] const tlog::Hash& RootAt(uint64_t size) const { return roots_.at(size); }
  [[nodiscard]] const tlog::Hash& LeafAt(uint64_t index) const { return leaves_.at(index); }

 private:
  // ReadEntry is one entry of a slice: its leaf, and what decoding it gave; or that its bundle
  // cannot be read.
  struct ReadEntry {
    tlog::Hash leaf{};
    Result<record::EntryView> entry;
    bool unreadable = false;
  };
  enum class SliceState { kReading, kRead, kPrechecking, kPrechecked };
  struct Slice {
    SliceState state = SliceState::kReading;
    uint64_t first = 0;  // entry
    std::vector<Result<tlog::EntryBundle>> bundles;
    std::vector<ReadEntry> entries;
    // It holds an entry that may change what Precheck reads: no later slice is prechecked before it
    // has been applied.
    bool exclusive = false;
    std::vector<referendum::Prechecked> prechecked;
  };

  [[nodiscard]] Status FindOthers();
  void ReplayEntries();
  [[nodiscard]] bool Step(Lock& lock, bool applies);
  void ReadSlice(Lock& lock);
  void DecodeSlice(Slice& slice) const;
  [[nodiscard]] Slice* NextToPrecheck();
  void Precheck(Slice& slice, size_t begin, size_t end) const;
  void Apply(Slice& slice);
  void ApplyExclusive(Slice& slice);
  void ApplyEntries(Slice& slice, size_t begin, size_t end);
  void JudgeEntry(const ReadEntry& read, uint64_t index, referendum::Prechecked prechecked);
  void JudgeUndecodable(const ReadEntry& read, uint64_t index);
  void AddLeaf(const tlog::Hash& leaf, uint64_t index);
  void Accepted(const record::EntryView& entry, uint64_t index);
  void NoteClose(const record::EntryView& entry);
  void CompareTile(const tlog::Tile& tile, std::span<const tlog::Hash> hashes);
  void CompareOtherBundles();
  void Compared(const tlog::Tile& other, const Result<bool>& agrees);
  void FinishTree();

  const tlog::LogSource& record_;
  const uint64_t size_;
  const VerifyOptions& options_;
  const unsigned threads_;
  const uint64_t bundles_;
  referendum::Referendum state_;
  Verification out_;
  tlog::TileBuilder tiles_;
  std::map<int, Check> tile_findings_;  // by level
  OtherFiles others_;
  std::set<std::string> disagreeing_;  // tiles of other sizes, by path
  std::map<uint64_t, tlog::Hash> roots_;
  std::map<uint64_t, tlog::Hash> leaves_;
  bool manifest_usable_ = true;
  Answers* answers_ = nullptr;
  PublishedParts published_;
  uint64_t after_result_ = 0;  // entries after the last `result` that are refused or do not decode

  // The pipeline, under mutex_. window_ is the slices that are not yet applied, in order.
  Mutex mutex_;
  Condition changed_;
  std::deque<std::unique_ptr<Slice>> window_;
  uint64_t next_bundle_ = 0;
  bool reading_ = false;
  bool finished_ = false;
  // readable_ fails once the record cannot be read on, or is of another version; then nothing is said.
  Status readable_;
};

}  // namespace constat::verify
