#include "constat/party/trustee/acceptance.h"

#include <fmt/core.h>

#include "constat/record/ceremony.h"
#include "constat/text/hex.h"
#include "constat/text/number.h"
#include "constat/tlog/record_reader.h"

namespace constat::party {

Result<std::optional<uint64_t>> AcceptanceIn(const tlog::RecordSource& record, uint64_t size,
                                             uint16_t trustee) {
  std::optional<uint64_t> found;
  CONSTAT_TRY(tlog::ForEachEntry(record, size, {0, size}, [&](uint64_t index, ByteView bytes) -> Status {
    if (found || bytes.empty() || bytes[0] != static_cast<uint8_t>(record::EntryType::kTrusteeAccept))
      return {};
    CONSTAT_ASSIGN(const record::EntryView entry, record::DecodeEntry(bytes));
    CONSTAT_ASSIGN(const record::TrusteeAccept accept, record::DecodeTrusteeAccept(entry.body));
    if (accept.trustee == trustee) found = index;
    return {};
  }));
  return found;
}

Status CheckMayAccept(const verify::RecordView& view, uint16_t trustee, uint64_t now_ms) {
  CONSTAT_ASSIGN(const std::optional<uint64_t> accepted,
                 AcceptanceIn(view.source(), view.checkpoint().checkpoint.size, trustee));
  if (accepted) {
    return Fail(ErrorCode::kDuplicate,
                fmt::format("you accepted in entry {} already; there is nothing to do", *accepted));
  }
  if (now_ms < view.context().manifest.closing_ms) return {};
  return Fail(
      ErrorCode::kWrongOrder,
      fmt::format("this record lacks your acceptance, but the voting has ended by your clock, at {}; if you "
                  "accepted before, this is an old or false record: keep it, and tell the other trustees",
                  text::FormatTime(view.context().manifest.closing_ms)));
}

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

}  // namespace constat::party
