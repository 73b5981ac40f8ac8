// A trustee's decryption shares, with their proof. Spec: TAL-7. Constant time in the key share.
#pragma once

#include "constat/elgamal/decryption.h"
#include "constat/group/secret/secret_scalar.h"

namespace constat::elgamal {

struct ProvenShares {
  std::vector<group::WirePoint> shares;
  zkp::DleqProof proof;
};

// DecryptChunk makes the shares of statement.sums; statement.shares is ignored.
[[nodiscard]] ProvenShares DecryptChunk(ShareStatement statement, const group::SecretScalar& key_share,
                                        crypto::Rng& rng);

}  // namespace constat::elgamal
