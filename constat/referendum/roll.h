// Roll: the rules of the public roll, and the table of credentials. Spec: ROL.
#pragma once

#include <optional>
#include <span>

#include "constat/crypto/hash.h"
#include "constat/record/roll.h"
#include "constat/referendum/context.h"
#include "constat/referendum/credential_table.h"

namespace constat::referendum {

// CheckedRollChunk is a chunk with those checks done that need only the manifest; they cost the most and can
// run in any order, on any thread.
struct CheckedRollChunk {
  Status encoding;
  uint16_t registrar = 0;
  uint16_t region = 0;
  uint32_t first_slot = 0;
  Bytes32 order_hash{};
  std::vector<group::EncodedPoint> shares;
  std::vector<group::Point> points;  // the same, decoded; only where several registrars make shares
  Status author;                     // registrar and region exist
  Status signature;
  Status shares_fit;  // none is the identity, and they are distinct
  Status proofs;
};
// CheckRollChunks checks many at once, which is faster; the i-th answer is the i-th body's.
[[nodiscard]] std::vector<CheckedRollChunk> CheckRollChunks(const Context& context,
                                                            std::span<const ByteView> bodies);
[[nodiscard]] inline CheckedRollChunk CheckRollChunk(const Context& context, ByteView body) {
  return std::move(CheckRollChunks(context, std::span(&body, 1)).front());
}

class Roll {
 public:
  explicit Roll(ContextPtr context);

  [[nodiscard]] Status ApplyChunk(const CheckedRollChunk& chunk, ByteView body);
  [[nodiscard]] Status ApplyEnd(ByteView body);

  [[nodiscard]] bool AllEnded() const { return ended_ == registrars_.size(); }
  // HasEnded says whether this registrar, from 0, has ended its roll.
  [[nodiscard]] bool HasEnded(uint16_t registrar) const { return registrars_[registrar].ended; }

  // Find looks a credential up; none if it is not on the roll. Thread-safe once AllEnded().
  [[nodiscard]] std::optional<Slot> Find(const group::EncodedPoint& credential) const {
    return credentials_.Find(credential);
  }
  [[nodiscard]] uint32_t Registered(uint16_t region) const {
    return static_cast<uint32_t>(credentials_[region].size());
  }
  [[nodiscard]] const group::EncodedPoint& Credential(Slot slot) const {
    return credentials_[slot.region][slot.number];
  }

 private:
  struct Registrar {
    std::vector<uint32_t> counts;  // per region
    uint16_t region = 0;           // of the last chunk
    crypto::Sha256Stream hash;
    bool ended = false;
  };
  [[nodiscard]] Status CheckOrder(const CheckedRollChunk& chunk) const;
  [[nodiscard]] Status CheckOrderHash(const CheckedRollChunk& chunk) const;
  [[nodiscard]] Result<std::vector<group::EncodedPoint>> SumsWith(const CheckedRollChunk& chunk,
                                                                  std::vector<bool>& complete) const;
  [[nodiscard]] Status CheckNewCredentials(const CheckedRollChunk& chunk,
                                           std::span<const group::EncodedPoint> sums,
                                           const std::vector<bool>& complete) const;

  ContextPtr context_;
  std::vector<Registrar> registrars_;
  std::optional<Bytes32> order_hash_;  // of the first chunk
  size_t ended_ = 0;
  CredentialTable credentials_;               // sums of the shares so far; entered when all are there
  std::vector<std::vector<uint8_t>> shares_;  // [region][slot]: how many shares; empty for one registrar
};

// CredentialShareClaim is what ROL-4's proof says, CredentialShareChallenge its c.
struct ShareStatement {
  uint16_t registrar = 0;
  uint16_t region = 0;
  uint32_t slot = 0;
  group::EncodedPoint share{};
};
[[nodiscard]] zkp::Claim CredentialShareClaim(const Bytes32& manifest_hash, const ShareStatement& statement);
[[nodiscard]] group::Scalar CredentialShareChallenge(const Bytes32& manifest_hash,
                                                     const ShareStatement& statement,
                                                     const group::EncodedPoint& commitment);

// RollHashStart is ROL-6's hash before the first chunk.
[[nodiscard]] crypto::Sha256Stream RollHashStart(const Bytes32& manifest_hash, uint16_t registrar);

}  // namespace constat::referendum
