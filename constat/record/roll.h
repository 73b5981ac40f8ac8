// Bodies of the roll's entries and of `open`. Spec: ROL-5, ROL-6, ROL-8, ROL-9.
#pragma once

#include <vector>

#include "constat/record/manifest.h"
#include "constat/zkp/schnorr.h"

namespace constat::record {

inline constexpr size_t kMaxSlotsPerChunk = 512;
inline constexpr size_t kSignatureSize = 64;  // an Ed25519 signature at the end of a body

struct RollSlot {
  group::WirePoint share{};
  zkp::SchnorrProof proof{};
};

struct RollChunk {
  uint16_t registrar = 0;
  uint16_t region = 0;
  uint32_t first_slot = 0;
  Bytes32 order_hash{};  // of ROL-9; zero where there is one registrar
  std::vector<RollSlot> slots{};
  crypto::Ed25519Signature signature{};
};

struct RollEnd {
  uint16_t registrar = 0;
  std::vector<uint32_t> counts{};  // per region
  Bytes32 hash{};
  crypto::Ed25519Signature signature{};
};

struct Open {
  group::WirePoint joint_key{};
  Bytes32 root{};
  crypto::Ed25519Signature signature{};
};

[[nodiscard]] Bytes EncodeRollChunk(const RollChunk& chunk);
[[nodiscard]] Result<RollChunk> DecodeRollChunk(ByteView body);
[[nodiscard]] Bytes EncodeRollEnd(const RollEnd& end);
[[nodiscard]] Result<RollEnd> DecodeRollEnd(const Manifest& manifest, ByteView body);
[[nodiscard]] Bytes EncodeOpen(const Open& open);
[[nodiscard]] Result<Open> DecodeOpen(ByteView body);

}  // namespace constat::record
