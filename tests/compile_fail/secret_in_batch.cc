// Secret scalars are no weights of a batch.
// ERROR: SecretScalar
#include "constat/group/msm.h"
#include "constat/group/secret/secret_scalar.h"

using namespace constat;

#ifdef MISTAKE
group::Point Sum(const std::vector<group::SecretScalar>& s, const std::vector<group::Point>& p) {
  return group::MulBatchVartime(s, p);
}
#else
group::Point Sum(const std::vector<group::Scalar>& s, const std::vector<group::Point>& p) {
  return group::MulBatchVartime(s, p);
}
#endif
