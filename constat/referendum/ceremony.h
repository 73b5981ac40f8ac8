// Ceremony: the rules of the key ceremony, and of the drills that test its keys. Spec: CER.
#pragma once

#include <optional>

#include "constat/record/ceremony.h"
#include "constat/referendum/context.h"

namespace constat::referendum {

// Deal is an accepted deal with its hash.
struct Deal {
  record::TrusteeDeal deal;
  Bytes32 hash{};
};

class Ceremony {
 public:
  explicit Ceremony(ContextPtr context);

  // Each Apply checks a body and takes it in, or refuses it and changes nothing.
  [[nodiscard]] Status ApplyCommit(ByteView body);
  // REQUIRES: AllCommitted().
  [[nodiscard]] Status ApplyDeal(ByteView body);
  [[nodiscard]] Status ApplyAccept(ByteView body);
  [[nodiscard]] Status ApplyComplaint(ByteView body);

  // ApplyDrill REQUIRES AllDealt(). complete_roll is N and R of ROL-7.
  [[nodiscard]] Status ApplyDrill(ByteView body, const tlog::TreeHead& complete_roll);

  [[nodiscard]] bool AllCommitted() const { return committed_ == commits_.size(); }
  [[nodiscard]] bool HasCommitted(uint16_t trustee) const { return commits_[trustee - 1].has_value(); }
  // CommittedHash is that of the deal that trustee i committed to; none before it did.
  [[nodiscard]] const std::optional<Bytes32>& CommittedHash(uint16_t trustee) const {
    return commits_[trustee - 1];
  }
  [[nodiscard]] bool AllDealt() const { return dealt_ == deals_.size(); }
  [[nodiscard]] bool AllAccepted() const { return accepts_ == deals_.size(); }
  [[nodiscard]] bool HasAccepted(uint16_t trustee) const { return accepted_[trustee - 1]; }
  // Drills is how many trustees have shown a working key.
  [[nodiscard]] size_t Drills() const { return drills_; }
  [[nodiscard]] bool HasDrilled(uint16_t trustee) const { return drilled_[trustee - 1]; }
  // Convicted is the dealer of a bad share, 0 if none.
  [[nodiscard]] uint16_t Convicted() const { return convicted_; }

  // DealOf is trustee i's deal, counted from 1; none before it dealt.
  [[nodiscard]] const std::optional<Deal>& DealOf(uint16_t trustee) const { return deals_[trustee - 1]; }

  // The rest REQUIRES AllDealt().
  [[nodiscard]] const Bytes32& DealsHash() const { return deals_hash_; }
  [[nodiscard]] const group::WirePoint& JointKey() const { return joint_key_; }
  [[nodiscard]] const group::WirePoint& VerificationKey(uint16_t trustee) const {
    return verification_keys_[trustee - 1];
  }

 private:
  struct Keys {
    group::WirePoint joint;
    std::vector<group::WirePoint> verification;
  };
  [[nodiscard]] Status CheckTrustee(uint16_t trustee) const;
  [[nodiscard]] Status CheckSignature(record::EntryType type, uint16_t trustee,
                                      const zkp::SchnorrProof& signature, ByteView body) const;
  [[nodiscard]] Status CheckDeal(const Deal& dealt, ByteView body) const;
  [[nodiscard]] Result<Keys> KeysWith(const record::TrusteeDeal& last) const;

  ContextPtr context_;
  std::vector<std::optional<Bytes32>> commits_;  // the hash of the deal that is to come
  std::vector<std::optional<Deal>> deals_;
  std::vector<bool> accepted_;
  std::vector<bool> drilled_;
  size_t committed_ = 0;
  size_t dealt_ = 0;
  size_t accepts_ = 0;
  size_t drills_ = 0;
  uint16_t convicted_ = 0;
  Bytes32 deals_hash_{};
  group::WirePoint joint_key_;
  std::vector<group::WirePoint> verification_keys_;
};

// TrusteeSignatureClaim is what LAB-4's signature says, TrusteeSignatureChallenge its c.
[[nodiscard]] zkp::Claim TrusteeSignatureClaim(const Context& context, record::EntryType type,
                                               uint16_t trustee, ByteView unsigned_body);
[[nodiscard]] group::Scalar TrusteeSignatureChallenge(const Context& context, record::EntryType type,
                                                      uint16_t trustee, const group::EncodedPoint& commitment,
                                                      ByteView unsigned_body);

// DrillClaim is what CER-12's proof says of a trustee with its verification key.
struct DrillStatement {
  Bytes32 deals_hash{};
  uint16_t trustee = 0;
  group::EncodedPoint verification_key{};
  tlog::TreeHead complete_roll{};  // N and R of ROL-7
};
[[nodiscard]] zkp::Claim DrillClaim(const Bytes32& manifest_hash, const DrillStatement& statement);

// DealHash is CER-6's d_i.
[[nodiscard]] Bytes32 DealHash(const Bytes32& manifest_hash, ByteView body);

}  // namespace constat::referendum
