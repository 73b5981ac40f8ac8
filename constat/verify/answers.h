// Answers: what the board answered voters, refusals and promises, followed through the fold and judged at its
// end. Spec: BAL-16, BAL-17.
//
// The answers are known before the fold begins, so the rules are asked about a refusal's body when the fold
// has come to its tree: nothing is replayed. One thread at a time.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <vector>

#include "constat/referendum/refusal.h"
#include "constat/verify/trust.h"
#include "constat/verify/verification.h"

namespace constat::verify {

// CheckPromise is the entry of a promise; it views the receipt. What fails here binds nobody. ERRORS:
// tlog::VerifyLogSignature's; kBadInclusion; record::DecodeEntry's. Spec: BAL-17.
[[nodiscard]] Result<record::EntryView> CheckPromise(const tlog::InclusionReceipt& promise,
                                                     const tlog::VerifierKey& log);

// AnsweredRecord is what a record is at the end of its fold; root_at has the root of each tree of an answer
// that is no larger than the record's.
struct AnsweredRecord {
  tlog::TreeHead tree;
  std::function<tlog::Hash(uint64_t size)> root_at;
  const referendum::VotingTime* voting_time = nullptr;  // null where the record has no accepted `open`
  // `log` or `board-signature` has a finding, or nobody could look for one without a usable manifest: these
  // need not be the entries that were signed.
  bool is_altered = false;
};

class Answers {
 public:
  // trust outlives this.
  explicit Answers(const Trust& trust);

  // TreeSizes are the sizes at which Judge asks for roots, those beyond the record included.
  [[nodiscard]] std::vector<uint64_t> TreeSizes() const;

  // Before is called with the state after the first index entries, for every index up to the record's size.
  void Before(uint64_t index, const referendum::Referendum& state);
  // See is called with every entry that decodes, after it was judged.
  void See(const record::EntryView& entry, uint64_t index, bool accepted);

  // JudgePromises adds findings to the check `receipts`, JudgeRefusals to `refusals`; both add notes.
  void JudgePromises(const AnsweredRecord& record, Verification& out) const;
  void JudgeRefusals(const AnsweredRecord& record, Verification& out) const;

 private:
  // BodyKey is a body with its entry's type; its bytes live in the trust. Bodies mostly differ in their first
  // bytes, so that they are looked up without hashing every entry.
  struct BodyKey {
    uint8_t type = 0;
    ByteView body;
    bool operator<(const BodyKey& other) const;
  };
  struct BodyPlace {
    std::optional<uint64_t> first;
    std::optional<uint64_t> accepted;
  };
  // AskedRefusal is what the fold shows about a refusal.
  struct AskedRefusal {
    const NamedRefusal* named;
    Status rules;
    std::optional<uint64_t> next_time_ms;
  };
  // MadePromise is a promise with its entry; none if the board did not sign it.
  struct MadePromise {
    const NamedReceipt* named;
    std::optional<record::EntryView> entry;
  };
  // FoundPromise is a note, or none for a promise that was plainly kept.
  using FoundPromise = std::optional<Note>;
  [[nodiscard]] Result<FoundPromise> JudgePromise(const MadePromise& promise,
                                                  const AnsweredRecord& record) const;

  std::vector<AskedRefusal> refusals_;  // in the trust file's order
  std::vector<size_t> by_size_;         // indices of refusals_, by the size of their trees
  size_t asked_ = 0;                    // of by_size_
  std::vector<size_t> waiting_;         // those asked whose next accepted entry has not come
  std::vector<MadePromise> promises_;
  std::map<BodyKey, BodyPlace> places_;
  std::optional<uint64_t> close_;
};

}  // namespace constat::verify
