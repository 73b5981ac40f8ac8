#include "constat/elgamal/secret/decrypt.h"

#include "constat/zkp/secret/dleq_prove.h"

namespace constat::elgamal {

ProvenShares DecryptChunk(ShareStatement statement, const group::SecretScalar& key_share, crypto::Rng& rng) {
  ProvenShares out;
  for (const Ciphertext& sum : statement.sums) {
    out.shares.push_back(group::WirePoint::From(key_share.Mul(sum.R.point)));
  }
  statement.shares = out.shares;
  const ShareBatch batch = CombineShareStatement(statement);
  out.proof = zkp::ProveDleq(key_share, batch.combined_sum, ShareClaim(batch.statement_hash), rng);
  return out;
}

}  // namespace constat::elgamal
