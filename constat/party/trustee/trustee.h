// The trustee: commits, deals, judges the others' deals, shows its key, decrypts sums. Spec: CER,
// TAL-6, TAL-7, TAL-10.
#pragma once

#include <vector>

#include "constat/group/secret/secret_scalar.h"
#include "constat/party/trustee/memory.h"
#include "constat/referendum/state.h"

namespace constat::party {

class Trustee {
 public:
  // Make finds the trustee's index by its key. ERRORS: kWrongKey if the manifest has no such trustee.
  [[nodiscard]] static Result<Trustee> Make(referendum::ContextPtr context, group::SecretScalar key);

  // index counts from 1.
  [[nodiscard]] uint16_t index() const { return index_; }
  // key is the public one, as the manifest has it.
  [[nodiscard]] const group::EncodedPoint& key() const {
    return context_->manifest.trustees[index_ - 1u].key.encoded;
  }

  // MakeDeal is a trustee_deal body, the same bytes every time: the key and the manifest are all that goes
  // into it. Spec: CER-11.
  [[nodiscard]] Bytes MakeDeal() const;

  // Commit is a trustee_commit body, to just that deal. Spec: CER-10.
  [[nodiscard]] Bytes Commit(crypto::Rng& rng) const;

  // Deal is MakeDeal's body, once it may be shown. ERRORS: kWrongOrder before all have committed; kWrongHash
  // if this trustee committed to another deal.
  [[nodiscard]] Result<Bytes> Deal(const referendum::Ceremony& ceremony) const;

  // Judgement is what a trustee says about all deals: a trustee_accept, or a trustee_complaint about the
  // first dealer whose share is bad.
  struct Judgement {
    record::EntryType type = record::EntryType::kTrusteeAccept;
    Bytes body;
    uint16_t accused = 0;  // the dealer complained about, 0 for none
  };
  // Judge opens and checks every share dealt to this trustee. ERRORS: kWrongOrder before all have dealt.
  [[nodiscard]] Result<Judgement> Judge(const referendum::Ceremony& ceremony, crypto::Rng& rng) const;

  // Complain makes a complaint about a dealer whether it is founded or not: the rules refuse an unfounded
  // one. ERRORS: kWrongOrder before all have dealt; kUnknownAuthor.
  [[nodiscard]] Result<Bytes> Complain(const referendum::Ceremony& ceremony, uint16_t dealer,
                                       crypto::Rng& rng) const;

  // KeyShare is s_j, the sum of the shares dealt to this trustee. ERRORS: kWrongOrder; kBadShare.
  [[nodiscard]] Result<group::SecretScalar> KeyShare(const referendum::Ceremony& ceremony) const;

  // MakeDrill is a trustee_drill body. REQUIRES: memory has seen the record that state comes from. ERRORS:
  // kWrongOrder before the roll is complete; kBadShare. Spec: CER-12.
  [[nodiscard]] Result<Bytes> MakeDrill(const referendum::Referendum& state, crypto::Rng& rng) const;

  // MakeShares is this trustee's decryption_share bodies, one a chunk, once memory has recorded the sums.
  // REQUIRES: the caller has verified the whole record against its pins, state is what that ended in with
  // nothing pending, and memory has seen the record's checkpoint (TAL-10). ERRORS: kWrongOrder unless the
  // referendum is tallying; the memory's Release's, such as kMemoryMissing and kRefusesDecryption; kBadShare.
  [[nodiscard]] Result<std::vector<Bytes>> MakeShares(referendum::Referendum& state, TrusteeMemory& memory,
                                                      crypto::Rng& rng) const;

 private:
  Trustee(referendum::ContextPtr context, group::SecretScalar key, uint16_t index)
      : context_(std::move(context)), key_(key.Encode()), index_(index) {}
  [[nodiscard]] group::SecretScalar Key() const;
  [[nodiscard]] Bytes Sign(record::EntryType type, Bytes unsigned_body, crypto::Rng& rng) const;
  [[nodiscard]] Result<group::SecretScalar> OpenShareOf(const referendum::Ceremony& ceremony,
                                                        uint16_t dealer) const;

  referendum::ContextPtr context_;
  crypto::Secret<Bytes32> key_;
  uint16_t index_;
};

}  // namespace constat::party
