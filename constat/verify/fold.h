// Fold: replays a record's entries through the rules, in blocks, on several threads. Spec: VER-2, VER-5,
// VER-7, VER-9.
#pragma once

#include <map>

#include "constat/tlog/record_reader.h"
#include "constat/verify/verify.h"

namespace constat::verify {

class Fold {
 public:
  // record and options outlive the Fold. Roots at the sizes and leaves at the indices that are watched are
  // kept.
  Fold(const tlog::RecordSource& record, uint64_t size, const VerifyOptions& options);
  void WatchSize(uint64_t size) { roots_[size] = {}; }
  void WatchEntry(uint64_t index) { leaves_[index] = {}; }

  // Run reads all entries. ERRORS: kWrongHash if the record changes while it is read.
  [[nodiscard]] Status Run();

  // After Run:
  [[nodiscard]] referendum::Referendum& state() { return state_; }
  [[nodiscard]] Verification& verification() { return out_; }
  [[nodiscard]] const tlog::Hash& RootAt(uint64_t size) const { return roots_.at(size); }
  [[nodiscard]] const tlog::Hash& LeafAt(uint64_t index) const { return leaves_.at(index); }

 private:
  // ReadEntry is one entry of a block: its bytes, its leaf, and what decoding it gave.
  struct ReadEntry {
    tlog::Hash leaf{};
    Result<record::EntryView> entry = Fail(ErrorCode::kTruncated, "not read");
  };
  struct Bundle {
    Result<tlog::EntryBundle> bundle = Fail(ErrorCode::kMissingFile, "not read");
    uint64_t first = 0;
    size_t width = 0;
    std::vector<ReadEntry> entries;
  };

  [[nodiscard]] std::vector<Bundle> ReadBlock(uint64_t first_bundle, uint64_t end_bundle) const;
  void JudgeBundles(const std::vector<Bundle>& block);
  void JudgeRun(std::span<const ReadEntry* const> run, uint64_t first);
  void JudgeEntry(const ReadEntry& read, uint64_t index, referendum::Prechecked prechecked);
  void AddLeaf(const tlog::Hash& leaf, uint64_t index);
  void Accepted(const record::EntryView& entry, uint64_t index);
  [[nodiscard]] Status ResolvePending();
  void FinishTree();

  const tlog::RecordSource& record_;
  const uint64_t size_;
  const VerifyOptions& options_;
  const unsigned threads_;
  referendum::Referendum state_;
  Verification out_;
  tlog::TileBuilder tiles_;
  std::map<int, Clause> tile_findings_;  // by level
  std::map<uint64_t, tlog::Hash> roots_;
  std::map<uint64_t, tlog::Hash> leaves_;
  bool manifest_usable_ = true;
  Status second_reading_;  // of superseded ballots
};

}  // namespace constat::verify
