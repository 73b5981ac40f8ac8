#include "constat/party/trustee/decryption.h"

#include <fmt/core.h>

namespace constat::party {

Result<Decryption> Decrypt(const DecryptInput& input, crypto::Rng& rng) {
  const verify::VerifyOptions options{
      .trust = &input.trust, .threads = input.threads, .progress = input.progress};
  CONSTAT_ASSIGN(verify::Verified verified, verify::VerifyRecord(input.record, options));
  verify::Verification& record = verified.verification;
  if (record.outcome() == verify::VerificationOutcome::kWrong)
    return Decryption{std::move(record), std::nullopt};
  if (record.phase != referendum::Phase::kTallying ||
      record.outcome() != verify::VerificationOutcome::kIncomplete) {
    return Fail(ErrorCode::kWrongOrder,
                fmt::format("the sums are decrypted after the close and before the result, and now {}",
                            referendum::PhaseWords(record.phase)));
  }
  CONSTAT_ASSIGN(const Trustee trustee, input.trustee(record.context));
  const Result<std::unique_ptr<TrusteeMemory>> memory =
      OpenTrusteeMemory(input.memory, trustee.key(), MemoryFolder::kMustExist);
  if (!memory) return tl::unexpected(WithWayBack(memory.error(), input.memory));
  const Status seen = SeeRecord(**memory, {record.context->manifest_hash, input.record, record.tree});
  if (!seen) return tl::unexpected(WithWayBack(seen.error(), input.memory));
  CONSTAT_ASSIGN(std::vector<Bytes> shares, trustee.MakeShares(verified.state, **memory, rng));
  return Decryption{std::move(record), std::move(shares)};
}

}  // namespace constat::party
