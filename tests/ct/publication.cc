// The publication points: the few functions whose results the protocol publishes, replaced at link time (ld
// --wrap) by themselves with their result marked public. Everything else runs as it is shipped.
//
//   SecretScalar::MulBase, Mul    public keys, commitments, revealed and decryption shares (they return a
//   Point, which is
//                                 public by its type; secret multiples stay EncodedPoint)
//   SecretScalar::Declassify      responses of proofs
//   ChallengeScalar               a statement: whoever hashes it into a challenge publishes it
//   CheckChoices                  its verdict: that a ballot's choices are allowed, which the ballot proves
//   to everyone
#include "tests/ct/publication.h"

#include <sodium.h>

#include "constat/group/scalar.h"
#include "constat/group/secret/secret_scalar.h"
#include "constat/record/ballot.h"

namespace constat::ct {

using group::EncodedPoint;
using group::Point;
using group::Scalar;
using group::SecretScalar;

Point MulBase(const SecretScalar* self) __asm__("__wrap__ZNK7constat5group12SecretScalar7MulBaseEv");
Point Mul(const SecretScalar* self,
          const Point& point) __asm__("__wrap__ZNK7constat5group12SecretScalar3MulERKNS0_5PointE");
Scalar Declassify(const SecretScalar* self) __asm__("__wrap__ZNK7constat5group12SecretScalar10DeclassifyEv");
Scalar ChallengeScalar(crypto::Label label, ByteView statement) __asm__(
    "__wrap__ZN7constat5group15ChallengeScalarENS_6crypto5LabelESt4spanIKhLm18446744073709551615EE");
Scalar RealChallengeScalar(crypto::Label label, ByteView statement) __asm__(
    "__real__ZN7constat5group15ChallengeScalarENS_6crypto5LabelESt4spanIKhLm18446744073709551615EE");
Status CheckChoices(const record::Manifest& manifest, const record::Choices& choices) __asm__(
    "__wrap__ZN7constat6record12CheckChoicesERKNS0_8ManifestERKSt6vectorIS4_ItSaItEESaIS6_EE");
Status RealCheckChoices(const record::Manifest& manifest, const record::Choices& choices) __asm__(
    "__real__ZN7constat6record12CheckChoicesERKNS0_8ManifestERKSt6vectorIS4_ItSaItEESaIS6_EE");

Point MulBase(const SecretScalar* self) {
  const EncodedPoint encoded = self->MulBaseEncoded();
  MakePublic(encoded.data(), encoded.size());
  return Point::Decode(encoded).value();
}

Point Mul(const SecretScalar* self, const Point& point) {
  const EncodedPoint encoded = self->MulEncoded(point.Encode());
  MakePublic(encoded.data(), encoded.size());
  return Point::Decode(encoded).value();
}

Scalar Declassify(const SecretScalar* self) {
  Bytes32 bytes;
  static_assert(sizeof(*self) == sizeof(bytes));
  std::copy_n(reinterpret_cast<const uint8_t*>(self), bytes.size(), bytes.begin());
  MakePublic(bytes.data(), bytes.size());
  return Scalar::Decode(bytes).value();
}

Scalar ChallengeScalar(crypto::Label label, ByteView statement) {
  MakePublic(statement.data(), statement.size());
  return RealChallengeScalar(label, statement);
}

Status CheckChoices(const record::Manifest& manifest, const record::Choices& choices) {
  record::Choices known = choices;
  for (std::vector<uint16_t>& question : known)
    MakePublic(question.data(), question.size() * sizeof(uint16_t));
  return RealCheckChoices(manifest, known);
}

}  // namespace constat::ct

extern "C" {

// The linker (--wrap) gives these names. NOLINTBEGIN(bugprone-reserved-identifier)

int __real_crypto_core_ristretto255_add(unsigned char* sum, const unsigned char* p, const unsigned char* q);
int __wrap_crypto_core_ristretto255_add(unsigned char* sum, const unsigned char* p, const unsigned char* q);
int __wrap_crypto_core_ristretto255_add(unsigned char* sum, const unsigned char* p, const unsigned char* q) {
  int verdict = __real_crypto_core_ristretto255_add(sum, p, q);
  constat::ct::MakePublic(&verdict, sizeof(verdict));
  return verdict;
}

using AeadDecrypt = decltype(crypto_aead_xchacha20poly1305_ietf_decrypt);
AeadDecrypt __real_crypto_aead_xchacha20poly1305_ietf_decrypt;
AeadDecrypt __wrap_crypto_aead_xchacha20poly1305_ietf_decrypt;
int __wrap_crypto_aead_xchacha20poly1305_ietf_decrypt(
    unsigned char* message, unsigned long long* size, unsigned char* secret_nonce,
    const unsigned char* sealed, unsigned long long sealed_size, const unsigned char* associated,
    unsigned long long associated_size, const unsigned char* nonce, const unsigned char* key) {
  int verdict = __real_crypto_aead_xchacha20poly1305_ietf_decrypt(
      message, size, secret_nonce, sealed, sealed_size, associated, associated_size, nonce, key);
  constat::ct::MakePublic(&verdict, sizeof(verdict));
  return verdict;
}

// NOLINTEND(bugprone-reserved-identifier)
}
