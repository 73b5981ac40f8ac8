#include "constat/party/trustee/accept.h"

#include <fmt/core.h>

#include "constat/party/trustee/acceptance.h"

namespace constat::party {

Error WithWayBack(Error error, const std::filesystem::path& memory) {
  if (error.code == ErrorCode::kMemoryMissing) {
    error.detail += fmt::format(
        "; constat trustee accept wrote it: find the folder it was given, for --state {} may be mistyped. "
        "Only if the memory is lost for good, run constat trustee accept --again, which says what to "
        "tell the others",
        memory.string());
  }
  if (error.code == ErrorCode::kDuplicate) {
    error.detail +=
        fmt::format(". If the memory in {} is lost, run constat trustee accept --again", memory.string());
  }
  if (error.code == ErrorCode::kBadText) {
    error.detail +=
        "; keep that file, and treat the memory as lost: constat trustee accept --again, with a new folder";
  }
  return error;
}

Result<Acceptance> Accept(const AcceptInput& input, crypto::Rng& rng) {
  const verify::RecordView& view = input.view;
  const Status may = CheckMayAccept(view, input.trustee.index(), input.now_ms);
  if (!may) return tl::unexpected(WithWayBack(may.error(), input.memory));
  Acceptance out;
  std::error_code ignored;
  out.is_new_memory = !std::filesystem::exists(input.memory, ignored);
  CONSTAT_ASSIGN(const std::unique_ptr<ReleaseGuard> guard,
                 OpenReleaseGuard(input.memory, input.trustee.key(), GuardFolder::kMake));
  const Status seen = BeginOrSeeRecord(
      *guard, {view.context().manifest_hash, view.source(), view.checkpoint().checkpoint.Tree()});
  if (!seen) return tl::unexpected(WithWayBack(seen.error(), input.memory));
  CONSTAT_ASSIGN(out.judgement, input.trustee.Judge(view.state().ceremony(), rng));
  return out;
}

Result<AcceptedAgain> AcceptAgain(const AcceptAgainInput& input) {
  const verify::VerifyOptions options{
      .trust = &input.trust, .threads = input.threads, .progress = input.progress};
  CONSTAT_ASSIGN(verify::Verified verified, verify::VerifyRecord(input.record, options));
  verify::Verification& record = verified.verification;
  if (record.outcome() == verify::Outcome::kWrong) return AcceptedAgain{std::move(record), std::nullopt};
  CONSTAT_ASSIGN(const Trustee trustee, input.trustee(record.context));
  if (!verified.state.ceremony().HasAccepted(trustee.index())) {
    return Fail(ErrorCode::kWrongOrder,
                "you have not accepted in this record yet; run constat trustee accept without --again");
  }
  CONSTAT_TRY(CheckWord(record, input.word, input.clock.NowMs()));
  CONSTAT_ASSIGN(const std::unique_ptr<ReleaseGuard> guard,
                 OpenReleaseGuard(input.memory, trustee.key(), GuardFolder::kMake));
  const Status begun = guard->Begin(record.context->manifest_hash, record.tree);
  if (!begun) return tl::unexpected(WithWayBack(begun.error(), input.memory));
  return AcceptedAgain{std::move(record), trustee.index()};
}

}  // namespace constat::party
