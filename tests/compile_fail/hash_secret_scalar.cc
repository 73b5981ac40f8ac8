// A challenge is a hash of public bytes.
// ERROR: SecretScalar
#include "constat/group/secret/secret_scalar.h"

using namespace constat;

#ifdef MISTAKE
group::Scalar Challenge(const group::SecretScalar& secret) {
  return group::ChallengeScalar(crypto::Label::kBallot, secret);
}
#else
group::Scalar Challenge(const group::EncodedPoint& commitment) {
  return group::ChallengeScalar(crypto::Label::kBallot, commitment);
}
#endif
