// Refusal: the board's signed word that the rules refuse a body, and the file that lays open what it is
// about. Spec: BAL-15.
#pragma once

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/crypto/ed25519.h"
#include "constat/tlog/merkle.h"

namespace constat::record {

// RefusedType is the entry type of a body that can be refused in writing.
enum class RefusedType : uint8_t { kBallot = 8, kStatement = 15 };

struct Refusal {
  Bytes32 manifest_hash{};
  RefusedType type = RefusedType::kBallot;
  Bytes32 body_hash{};    // RefusedHash
  uint16_t code = 0;      // an ErrorCode's number, or any other that the board wrote
  tlog::TreeHead tree{};  // that the body was judged against
  uint64_t time_ms = 0;   // when it arrived, rounded
  Bytes32 request{};      // RequestHash
  crypto::Ed25519Signature signature{};
  bool operator==(const Refusal&) const = default;
};

inline constexpr size_t kRefusalSize = 211;  // bytes
inline constexpr size_t kMaxRefusedBody = 65535;
inline constexpr size_t kMaxRefusalFile = kRefusalSize + 32 + 8 + 32 + 2 + kMaxRefusedBody;

[[nodiscard]] Bytes EncodeRefusal(const Refusal& refusal);
// DecodeRefusal ERRORS: kTruncated, kTrailingBytes, kUnknownEnum.
[[nodiscard]] Result<Refusal> DecodeRefusal(ByteView bytes);

// Request is what a device keeps of what it asked: it sends only the hash. tree is that of the newest
// checkpoint that it knows, or the empty one.
struct Request {
  Bytes32 random{};
  tlog::TreeHead tree{0, tlog::EmptyRoot()};
  bool operator==(const Request&) const = default;
};
[[nodiscard]] Bytes32 RequestHash(const Request& request);

// RefusedHash names a body that was refused.
[[nodiscard]] Bytes32 RefusedHash(RefusedType type, ByteView body);

// RefusalFile is what a verifier is given.
struct RefusalFile {
  Refusal refusal;
  Request request;
  Bytes body;  // at most kMaxRefusedBody bytes
  bool operator==(const RefusalFile&) const = default;
};

[[nodiscard]] Bytes EncodeRefusalFile(const RefusalFile& file);
// DecodeRefusalFile ERRORS: DecodeRefusal's.
[[nodiscard]] Result<RefusalFile> DecodeRefusalFile(ByteView bytes);

// RefusalMessage is what the board's refusal_key signs.
[[nodiscard]] Bytes RefusalMessage(const Refusal& refusal);

// CheckRefusalFile says whether the board signed the refusal, for this body and request. ERRORS:
// kBadSignature, kWrongHash.
[[nodiscard]] Status CheckRefusalFile(const RefusalFile& file, const crypto::Ed25519PublicKey& refusal_key);

}  // namespace constat::record
