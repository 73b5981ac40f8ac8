#include "constat/party/trustee/decryption.h"

#include <fmt/core.h>

namespace constat::party {
namespace {

// CheckWaitsForShares REQUIRES: the record is not wrong.
Status CheckWaitsForShares(const verify::Verification& record) {
  if (record.phase == referendum::Phase::kTallying &&
      record.outcome() == verify::VerificationOutcome::kIncomplete)
    return {};
  return Fail(ErrorCode::kWrongOrder,
              fmt::format("the sums are decrypted after the close and before the result, and now {}",
                          referendum::PhaseWords(record.phase)));
}

}  // namespace

Result<std::vector<Bytes>> DecryptVerified(verify::Verified& verified, const tlog::LogSource& source,
                                           const TrusteeAndMemory& trustee, crypto::Rng& rng) {
  const verify::Verification& record = verified.verification;
  if (record.outcome() == verify::VerificationOutcome::kWrong)
    return Fail(ErrorCode::kRecordNotVerified, "the record is wrong; constat verify says what");
  CONSTAT_TRY(CheckWaitsForShares(record));
  CONSTAT_ASSIGN(const std::unique_ptr<TrusteeMemory> memory,
                 OpenAndSee(trustee.memory, trustee.trustee.key(),
                            {record.context->manifest_hash, source, record.tree}));
  return trustee.trustee.MakeShares(verified.state, *memory, rng);
}

Result<Decryption> Decrypt(const DecryptInput& input, crypto::Rng& rng) {
  const verify::VerifyOptions options{
      .trust = &input.trust, .threads = input.threads, .progress = input.progress};
  CONSTAT_ASSIGN(verify::Verified verified, verify::VerifyRecord(input.record, options));
  verify::Verification& record = verified.verification;
  if (record.outcome() == verify::VerificationOutcome::kWrong)
    return Decryption{std::move(record), std::nullopt};
  CONSTAT_TRY(CheckWaitsForShares(record));
  CONSTAT_ASSIGN(const Trustee trustee, input.trustee(record.context));
  CONSTAT_ASSIGN(std::vector<Bytes> shares,
                 DecryptVerified(verified, input.record, {trustee, input.memory}, rng));
  return Decryption{std::move(record), std::move(shares)};
}

}  // namespace constat::party
