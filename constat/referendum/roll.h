// Roll: the rules of the public roll, and the table of credentials. Spec: ROL.
#pragma once

#include <optional>
#include <unordered_map>

#include "constat/crypto/hash.h"
#include "constat/record/roll.h"
#include "constat/referendum/context.h"

namespace constat::referendum {

// Slot is a voter's place on the roll.
struct Slot {
  uint16_t region = 0;
  uint32_t number = 0;
};

// CredentialIndex finds a credential's slot: open addressing, about 14 bytes a credential beside the 32 of its
// encoding, which the Roll keeps.
class CredentialIndex {
 public:
  CredentialIndex();

  // Insert returns false if an equal credential is there. credential_of gives the encoding behind a slot.
  template <typename CredentialOf>
  bool Insert(const group::EncodedPoint& credential, Slot slot, const CredentialOf& credential_of);
  template <typename CredentialOf>
  [[nodiscard]] std::optional<Slot> Find(const group::EncodedPoint& credential,
                                         const CredentialOf& credential_of) const;

 private:
  [[nodiscard]] size_t Home(const group::EncodedPoint& credential) const;
  template <typename CredentialOf>
  void Grow(const CredentialOf& credential_of);

  uint64_t multiplier_;  // random and odd: nobody can prepare credentials that collide
  size_t size_ = 0;
  std::vector<uint64_t> cells_;  // 0 empty, else (region << 32 | number) + 1
};

// CheckedRollChunk is a chunk with those checks done that need only the manifest; they cost the most and can run in
// any order, on any thread.
struct CheckedRollChunk {
  Result<record::RollChunk> chunk = Fail(ErrorCode::kTruncated, "not checked");
  Status author;     // registrar and region exist
  Status signature;
  Status identity;   // no share is the identity
  Status proofs;
};
[[nodiscard]] CheckedRollChunk CheckRollChunk(const Context& context, ByteView body);

class Roll {
 public:
  explicit Roll(ContextPtr context);

  [[nodiscard]] Status ApplyChunk(CheckedRollChunk checked, ByteView body);
  [[nodiscard]] Status ApplyEnd(ByteView body);

  [[nodiscard]] bool AllEnded() const { return ended_ == registrars_.size(); }

  // Find looks a credential up; none if it is not on the roll. Thread-safe once AllEnded().
  [[nodiscard]] std::optional<Slot> Find(const group::EncodedPoint& credential) const;
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
  [[nodiscard]] Status CheckOrder(const record::RollChunk& chunk) const;
  [[nodiscard]] Result<std::vector<group::EncodedPoint>> SumsWith(const record::RollChunk& chunk,
                                                                  std::vector<bool>& complete) const;
  [[nodiscard]] Status CheckNewCredentials(const record::RollChunk& chunk,
                                           std::span<const group::EncodedPoint> sums,
                                           const std::vector<bool>& complete) const;

  ContextPtr context_;
  std::vector<Registrar> registrars_;
  size_t ended_ = 0;
  std::vector<std::vector<group::EncodedPoint>> credentials_;  // [region][slot], sums of the shares so far
  std::vector<std::vector<uint8_t>> shares_;                   // [region][slot]: how many shares; empty for one registrar
  CredentialIndex index_;
};

// CredentialShareChallenge is ROL-4's c.
struct ShareStatement {
  uint16_t registrar = 0;
  uint16_t region = 0;
  uint32_t slot = 0;
  group::EncodedPoint share{};
};
[[nodiscard]] group::Scalar CredentialShareChallenge(const Bytes32& manifest_hash, const ShareStatement& statement,
                                                     const group::EncodedPoint& commitment);

// RollHashStart is ROL-6's hash before the first chunk.
[[nodiscard]] crypto::Sha256Stream RollHashStart(const Bytes32& manifest_hash, uint16_t registrar);

}  // namespace constat::referendum
