// The voter's device: from codes to a credential, from choices to a ballot that is cast or
// challenged. Spec: BAL.
//
// Constant time in codes and secrets, and in which options are marked from there on where Choices have become
// marks; checking Choices (record::CheckChoices) is not, and shows what was clicked to whoever times that
// moment on the device. One thread at a time.
#pragma once

#include <memory>
#include <span>

#include "constat/group/secret/secret_scalar.h"
#include "constat/parcel/secret/voting_code.h"
#include "constat/record/ballot.h"
#include "constat/referendum/context.h"

namespace constat::party {

// VoterSecret is a credential's secret x = sum of x_m, with X = xB.
class VoterSecret {
 public:
  // FromCodes takes one code from each registrar, in the manifest's order. A wrong code gives a credential
  // that is not on the roll: look it up. ERRORS: kBadCode unless there is one code per registrar.
  [[nodiscard]] static Result<VoterSecret> FromCodes(const referendum::Context& context,
                                                     std::span<const parcel::VotingCode> codes);

  [[nodiscard]] const group::EncodedPoint& credential() const { return credential_; }
  [[nodiscard]] const group::SecretScalar& scalar() const { return scalar_; }

 private:
  VoterSecret(group::SecretScalar scalar, const group::EncodedPoint& credential)
      : scalar_(std::move(scalar)), credential_(credential) {}
  group::SecretScalar scalar_;
  group::EncodedPoint credential_;
};

// DraftInput is what a ballot says. region is that of the credential on the roll; revision is that of
// PlanNextBallot (next_revision.h).
struct DraftInput {
  referendum::ContextPtr context;
  group::WirePoint joint_key;
  uint16_t region = 0;
  uint64_t revision = 1;
  record::Choices choices;
};

// BallotDraft is an encrypted ballot without proofs. The voter notes its tracker elsewhere, then it is cast
// or challenged, once: either uses it up and wipes its seed. Spec: BAL-11.
class BallotDraft {
 public:
  // Make encrypts, for the credential of secret. ERRORS: kBadNumber for choices BAL-2 does not allow, or a
  // region the manifest does not have.
  [[nodiscard]] static Result<BallotDraft> Make(const DraftInput& input, const VoterSecret& secret,
                                                crypto::Rng& rng);
  BallotDraft(BallotDraft&&) noexcept;
  BallotDraft& operator=(BallotDraft&&) noexcept;
  ~BallotDraft();

  // tracker REQUIRES: not used yet. Show it with record::FormatTracker.
  [[nodiscard]] const Bytes32& tracker() const;

  // Cast makes the proofs, now and not before, and returns the ballot's body.
  // ERRORS: kAlreadyUsed after Cast or Challenge; kWrongKey if secret is of another credential
  // (the draft stays).
  [[nodiscard]] Result<Bytes> Cast(const VoterSecret& secret, crypto::Rng& rng) &&;

  // Challenge reveals choices and seed. ERRORS: kAlreadyUsed.
  [[nodiscard]] Result<record::Challenge> Challenge() &&;

 private:
  struct State;
  explicit BallotDraft(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;  // null once used
};

}  // namespace constat::party
