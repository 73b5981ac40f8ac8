// Bench: what this machine does, in one run, back end beside back end. Every output is checked.
#pragma once

#include <functional>
#include <vector>

#include "constat/base/parallel.h"
#include "constat/base/result.h"
#include "constat/load/measurement.h"
#include "constat/load/synthetic_record.h"

namespace constat::load {

// BenchSettings: threads is the most to measure with; the rest are numbers of items, and of rounds
// of 32 multiplications.
struct BenchSettings {
  unsigned threads = DefaultThreads();
  unsigned repeat = 3;
  size_t ballots = 16384;
  size_t encrypted = 512;
  size_t points = size_t{1} << 17;
  size_t rounds = 100'000;
  size_t log_entries = size_t{1} << 16;
};

// Bench chooses arithmetic for the whole process, so one at a time; it ends with the preferred one. Each
// function calls on_row as soon as a measurement is there.
// ERRORS: of all, kBadProof where something gave a wrong answer.
class Bench {
 public:
  Bench(const BenchSettings& settings, std::function<void(const Measurement&)> on_row)
      : settings_(settings), on_row_(std::move(on_row)) {}

  // Run does what one of these words says: verify, encrypt, msm, log. ERRORS: theirs; kUsage
  // for another word.
  [[nodiscard]] Status Run(std::string_view what);

  // Verify checks ballots one by one with libsodium, then ballots and whole records, each back end.
  [[nodiscard]] Status Verify();
  // Encrypt measures the voter's path: a draft and its proofs, in constant time.
  [[nodiscard]] Status Encrypt();
  // Msm measures decoding and sums; each back end's sum is compared with the portable one's.
  [[nodiscard]] Status Msm();
  // LogHashes measures what a log of ballots costs besides them: leaf hashes and the tree.
  [[nodiscard]] Status LogHashes();

 private:
  [[nodiscard]] Status Measure(Measurement named, const std::function<Status()>& work);
  [[nodiscard]] std::vector<unsigned> ThreadCounts() const;
  [[nodiscard]] Status VerifyOneByOne(const SyntheticRecord& load);
  [[nodiscard]] Status VerifyBallots(const SyntheticRecord& load, const Measurement& named);
  [[nodiscard]] Status VerifyWhole(const SyntheticRecord& load, const Measurement& named);

  BenchSettings settings_;
  std::function<void(const Measurement&)> on_row_;
};

}  // namespace constat::load
