// A verdict that nobody looks at is no verdict.
// ERROR: nodiscard|unused-result|ignoring return value
#include "constat/zkp/schnorr.h"

using namespace constat;

#ifdef MISTAKE
void Check(const group::Point& key, const zkp::SchnorrProof& proof, const group::Scalar& c) {
  zkp::VerifySchnorr(key, proof, c);
}
#else
bool Check(const group::Point& key, const zkp::SchnorrProof& proof, const group::Scalar& c) {
  return zkp::VerifySchnorr(key, proof, c).has_value();
}
#endif
