// Trustees with everybody's secrets: those of a cast, and those of tests of the ceremony alone. Not
// for other code.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "constat/crypto/hash.h"
#include "constat/crypto/secret/seeded_rng.h"
#include "constat/elgamal/secret/dealing.h"
#include "constat/elgamal/secret/decrypt.h"
#include "constat/testing/matchers.h"
#include "constat/testing/values.h"
#include "constat/text/hex.h"
#include "constat/wire/writer.h"

namespace constat::testing {

inline group::WirePoint RandomWirePoint(crypto::Rng& rng) { return group::WirePoint::From(RandomPoint(rng)); }

// Moved is another point.
inline group::WirePoint Moved(const group::WirePoint& p) {
  return group::WirePoint::From(p.point + group::Point::Base());
}

inline Bytes32 Hash(std::string_view name) { return crypto::Sha256(AsBytes(name)); }

// Hl is LAB-1's function, written out anew from the clause.
inline group::Scalar Hl(std::string_view name, ByteView message) {
  Bytes bytes;
  Append(bytes, AsBytes("constat/v1/"));
  Append(bytes, AsBytes(name));
  bytes.push_back(0);
  Append(bytes, message);
  return group::Scalar::FromWideBytes(crypto::Sha512(bytes));
}

// Trustees is n trustees with a threshold, and what each of them dealt. Trustees count from 1.
struct Trustees {
  Trustees(size_t n, size_t threshold, crypto::Rng& rng) {
    for (size_t i = 0; i < n; ++i) {
      secrets.push_back(group::SecretScalar::Random(rng));
      keys.push_back(group::WirePoint::From(secrets.back().MulBase()));
      seeds.emplace_back(group::SecretScalar::Random(rng), Bytes32{}, static_cast<uint16_t>(i + 1));
      polynomials.emplace_back(seeds.back(), threshold);
      commitments.push_back(polynomials.back().Commitments());
    }
  }

  [[nodiscard]] uint16_t size() const { return static_cast<uint16_t>(keys.size()); }

  // KeyShare is s_j, the sum of what all dealt to j.
  [[nodiscard]] group::SecretScalar KeyShare(uint16_t j) const {
    group::SecretScalar sum;
    for (const elgamal::DealingPolynomial& f : polynomials) sum = sum.Add(f.Share(j));
    return sum;
  }

  // JointKey is K, VerificationKey V_j, as CER-5 says them.
  [[nodiscard]] group::Point JointKey() const {
    group::Point sum;
    for (const auto& c : commitments) sum += c.front().point;
    return sum;
  }
  [[nodiscard]] group::Point VerificationKey(uint16_t j) const {
    group::Point sum;
    for (const auto& c : commitments) sum += elgamal::EvaluateCommitments(c, j);
    return sum;
  }

  std::vector<group::SecretScalar> secrets;                // [j - 1]
  std::vector<group::WirePoint> keys;                      // [j - 1]
  std::vector<elgamal::DealSeed> seeds;                    // [i - 1]; not those of the secrets
  std::vector<elgamal::DealingPolynomial> polynomials;     // [i - 1]
  std::vector<std::vector<group::WirePoint>> commitments;  // [i - 1][degree]
};

// Named is what trustees without a referendum draw from, and the hash of a manifest that nobody has seen.
struct Named {
  explicit Named(std::string_view name) : rng("elgamal", name), manifest_hash(Hash(name)) {}

  crypto::SeededRng rng;
  Bytes32 manifest_hash;
};

// NamedTrustees are trustees by themselves.
struct NamedTrustees : Named, Trustees {
  NamedTrustees(size_t n, size_t threshold, std::string_view name)
      : Named(name), Trustees(n, threshold, rng) {}

  // Seal seals dealer i's share for j; Sealed views it as the log shows it.
  [[nodiscard]] elgamal::SealedDeal Seal(uint16_t i, uint16_t j) {
    return elgamal::SealShare({manifest_hash, i, j}, keys[j - 1u], polynomials[i - 1u].Share(j),
                              seeds[i - 1u]);
  }
  [[nodiscard]] elgamal::SealedShare Sealed(const elgamal::SealedDeal& deal, uint16_t i, uint16_t j) const {
    return {{manifest_hash, i, j}, deal.ephemeral.encoded, keys[j - 1u].encoded, deal.sealed};
  }
};

}  // namespace constat::testing
