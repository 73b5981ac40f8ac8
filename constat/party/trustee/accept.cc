#include "constat/party/trustee/accept.h"

#include <fmt/core.h>

#include "constat/party/exchange/next.h"
#include "constat/record/local_time.h"
#include "constat/record/rehearsal.h"
#include "constat/text/hex.h"
#include "constat/text/number.h"

namespace constat::party {

namespace {

// CheckMayAccept: plain acceptance is no way around a lost memory.
Status CheckMayAccept(const AcceptInput& input) {
  CONSTAT_ASSIGN(const std::optional<uint64_t> accepted,
                 FindSaid(input.record.record, input.record.tree.size, referendum::Duty::kAccept,
                          {record::Role::kTrustee, input.trustee.index()}));
  if (accepted) {
    return Fail(ErrorCode::kDuplicate,
                fmt::format("you accepted in entry {} already; there is nothing to do", *accepted));
  }
  const record::Manifest& manifest = input.state.context()->manifest;
  if (input.now_ms < manifest.closing_ms) return {};
  return Fail(
      ErrorCode::kWrongOrder,
      fmt::format("this record lacks your acceptance, but the voting has ended by your clock, at {}; if you "
                  "accepted before, this is an old or false record: keep it, and tell the other trustees",
                  record::FormatLocalAndUtc(manifest, manifest.closing_ms)));
}

// CheckWord: once the votes may have been decrypted, a memory is not begun anew by a word that lies ready in
// a script or in a shell's history: the trustee types which log it is.
Status CheckWord(const verify::Verification& record, std::string_view word, uint64_t now_ms) {
  const record::Manifest& manifest = record.context->manifest;
  const bool closed =
      record.phase == referendum::Phase::kTallying || record.phase == referendum::Phase::kFinal;
  if ((!closed && now_ms < manifest.closing_ms) || word == manifest.origin) return {};
  return Fail(ErrorCode::kMemoryMissing,
              fmt::format("the voting has {}, so you may have given a decryption already; if you did, "
                          "and this record is another one than that, the difference of both is "
                          "somebody's vote. "
                          "Compare the record with the other trustees first: {} entries, root {}. Then type "
                          "its origin: --origin {}",
                          closed ? "been closed" : "ended by your clock", record.tree.size,
                          text::FormatHex(record.tree.root), manifest.origin));
}

}  // namespace

Result<Acceptance> Accept(const AcceptInput& input, crypto::Rng& rng) {
  CONSTAT_TRY(record::CheckClock(input.clock_is_set, input.state.context()->manifest.rehearsal));
  const Status may = CheckMayAccept(input);
  if (!may) return tl::unexpected(WithWayBack(may.error(), input.memory));
  Acceptance out;
  std::error_code ignored;
  out.is_new_memory = !std::filesystem::exists(input.memory, ignored);
  CONSTAT_ASSIGN(const std::unique_ptr<TrusteeMemory> memory,
                 OpenTrusteeMemory(input.memory, input.trustee.key(), MemoryFolder::kMake));
  const Status seen = BeginOrSeeRecord(*memory, input.record);
  if (!seen) return tl::unexpected(WithWayBack(seen.error(), input.memory));
  CONSTAT_ASSIGN(out.judgement, input.trustee.Judge(input.state.ceremony(), rng));
  return out;
}

Status CheckRemembers(const std::filesystem::path& memory, uint64_t entry) {
  std::error_code ignored;
  if (std::filesystem::exists(memory, ignored)) return {};
  return tl::unexpected(WithWayBack(
      {ErrorCode::kDuplicate, fmt::format("you accepted in entry {} already; there is nothing to do", entry)},
      memory));
}

Result<AcceptedAgain> AcceptAgain(const AcceptAgainInput& input) {
  const verify::VerifyOptions options{
      .trust = &input.trust, .threads = input.threads, .progress = input.progress};
  CONSTAT_ASSIGN(verify::Verified verified, verify::VerifyRecord(input.record, options));
  verify::Verification& record = verified.verification;
  if (record.outcome() == verify::VerificationOutcome::kWrong)
    return AcceptedAgain{std::move(record), std::nullopt};
  CONSTAT_TRY(record::CheckClock(input.clock_is_set, record.IsRehearsal()));
  CONSTAT_ASSIGN(const Trustee trustee, input.trustee(record.context));
  if (!verified.state.ceremony().HasAccepted(trustee.index())) {
    return Fail(ErrorCode::kWrongOrder,
                "you have not accepted in this record yet; run constat trustee accept without --again");
  }
  CONSTAT_TRY(CheckWord(record, input.word, input.clock.NowMs()));
  CONSTAT_ASSIGN(const std::unique_ptr<TrusteeMemory> memory,
                 OpenTrusteeMemory(input.memory, trustee.key(), MemoryFolder::kMake));
  const Status begun = memory->Begin(record.context->manifest_hash, record.tree);
  if (!begun) return tl::unexpected(WithWayBack(begun.error(), input.memory));
  return AcceptedAgain{std::move(record), trustee.index()};
}

}  // namespace constat::party
