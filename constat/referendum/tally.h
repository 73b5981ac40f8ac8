// Tally: units, sums, decryption shares, and the result everyone can recompute. Spec: TAL-3 to TAL-9.
#pragma once

#include <map>

#include "constat/elgamal/decryption.h"
#include "constat/record/tally.h"
#include "constat/referendum/ballot_box.h"
#include "constat/referendum/ceremony.h"
#include "constat/referendum/units.h"

namespace constat::referendum {

// TallyInput is what the tally is computed from; all of it outlives the Tally.
struct TallyInput {
  ContextPtr context;
  const Ceremony* ceremony;
  const Roll* roll;
  const BallotBox* ballots;  // nothing pending
};

class Tally {
 public:
  explicit Tally(const TallyInput& input);

  [[nodiscard]] const std::vector<Unit>& units() const { return units_; }
  // sums is TAL-5's list.
  [[nodiscard]] const std::vector<elgamal::Ciphertext>& sums() const { return sums_; }
  [[nodiscard]] size_t Chunks() const;
  [[nodiscard]] std::span<const elgamal::Ciphertext> Chunk(size_t chunk) const;
  // SumsHash is what a trustee commits itself to. Spec: TAL-10.
  [[nodiscard]] Bytes32 SumsHash() const;
  // Statement is the share statement of a trustee and chunk, without the shares.
  [[nodiscard]] elgamal::ShareStatement Statement(uint16_t trustee, uint16_t chunk) const;

  [[nodiscard]] Status ApplyShare(ByteView body);
  // Complete lists the trustees whose shares of all chunks are in, ascending; where nothing is to
  // be decrypted, all.
  [[nodiscard]] std::vector<uint16_t> Complete() const;

  // Outcome decrypts and evaluates. ERRORS: kTooFewShares, kNoCount.
  [[nodiscard]] Result<record::Outcome> Decrypt() const;

  [[nodiscard]] Status ApplyResult(ByteView body);
  // expected is what the ballots give; set once a result was compared with it.
  [[nodiscard]] const std::optional<record::Outcome>& expected() const { return expected_; }
  // result is set once the last result entry is accepted.
  [[nodiscard]] const std::optional<record::Outcome>& result() const { return result_; }

 private:
  [[nodiscard]] Status CheckEnoughShares() const;
  [[nodiscard]] Result<std::vector<uint64_t>> DecryptCounts() const;
  [[nodiscard]] Status PrepareResult();
  [[nodiscard]] Status ComparePart(const record::ResultPart& part) const;

  TallyInput input_;
  std::vector<Unit> units_;
  Bytes encoded_units_;
  std::vector<elgamal::Ciphertext> sums_;
  std::map<uint16_t, std::vector<std::vector<group::WirePoint>>>
      shares_;  // [trustee][chunk], empty until said

  std::optional<record::Outcome> expected_;
  Bytes encoded_result_;
  size_t next_part_ = 0;
  std::optional<record::Outcome> result_;
};

// CheckClose applies TAL-1 to a close entry at index, whose earlier entries have this root.
struct CloseInput {
  uint64_t time_ms = 0;
  uint64_t ballots = 0;
  tlog::TreeHead before;
};
[[nodiscard]] Status CheckClose(const Context& context, ByteView body, const CloseInput& input);

}  // namespace constat::referendum
