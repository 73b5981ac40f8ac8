// Bodies of the key ceremony's entries, and of drills. Spec: CER-2, CER-7, CER-8, CER-10, CER-12.
//
// Decoders check encodings only (every point and scalar canonical); the rules are in referendum/.
#pragma once

#include <vector>

#include "constat/record/manifest.h"
#include "constat/zkp/dleq.h"
#include "constat/zkp/schnorr.h"

namespace constat::record {

inline constexpr size_t kSealedShareSize = 32 + 16;

struct DealtShare {
  group::WirePoint ephemeral{};
  zkp::SchnorrProof possession{};
  std::array<uint8_t, kSealedShareSize> sealed{};
};

struct TrusteeCommit {
  uint16_t dealer = 0;  // 1..n
  Bytes32 deal_hash{};
  zkp::SchnorrProof signature{};
};

struct TrusteeDeal {
  uint16_t dealer = 0;  // 1..n
  std::vector<group::WirePoint> commitments{};
  zkp::SchnorrProof possession{};
  std::vector<DealtShare> shares{};
  zkp::SchnorrProof signature{};
};

struct TrusteeAccept {
  uint16_t trustee = 0;
  Bytes32 deals_hash{};
  zkp::SchnorrProof signature{};
};

struct TrusteeComplaint {
  uint16_t trustee = 0;
  uint16_t dealer = 0;
  group::WirePoint shared{};
  zkp::DleqProof proof{};
  zkp::SchnorrProof signature{};
};

struct TrusteeDrill {
  uint16_t trustee = 0;
  zkp::SchnorrProof possession{};
  zkp::SchnorrProof signature{};
};

inline constexpr size_t kSchnorrSize =
    64;  // bytes at the end of these bodies that their signature does not cover

[[nodiscard]] Bytes EncodeTrusteeCommit(const TrusteeCommit& commit);
[[nodiscard]] Result<TrusteeCommit> DecodeTrusteeCommit(ByteView body);
[[nodiscard]] Bytes EncodeTrusteeDeal(const TrusteeDeal& deal);
[[nodiscard]] Result<TrusteeDeal> DecodeTrusteeDeal(const Manifest& manifest, ByteView body);
[[nodiscard]] Bytes EncodeTrusteeAccept(const TrusteeAccept& accept);
[[nodiscard]] Result<TrusteeAccept> DecodeTrusteeAccept(ByteView body);
[[nodiscard]] Bytes EncodeTrusteeComplaint(const TrusteeComplaint& complaint);
[[nodiscard]] Result<TrusteeComplaint> DecodeTrusteeComplaint(ByteView body);
[[nodiscard]] Bytes EncodeTrusteeDrill(const TrusteeDrill& drill);
[[nodiscard]] Result<TrusteeDrill> DecodeTrusteeDrill(ByteView body);

}  // namespace constat::record
