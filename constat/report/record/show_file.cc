#include "constat/report/record/show_file.h"

#include <fmt/core.h>

#include "constat/parcel/challenge_file.h"
#include "constat/parcel/entry_file.h"
#include "constat/parcel/file_kind.h"
#include "constat/parcel/party_key.h"
#include "constat/record/shown_hash.h"
#include "constat/text/carried.h"
#include "constat/text/clean.h"
#include "constat/tlog/checkpoint.h"

namespace constat::report {
namespace {

std::string FormatLines(std::string_view text) {
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    out += text::CleanLine(text.substr(at, end - at)) + "\n";
    at = end + 1;
  }
  return out;
}

// CheckReferendum: names of one referendum say nothing about a file of another. ERRORS: kWrongReferendum.
Status CheckReferendum(const Bytes32& file, const referendum::Context& named) {
  if (file == named.manifest_hash) return {};
  return Fail(
      ErrorCode::kWrongReferendum,
      fmt::format("this file is of the referendum {}, and --record is of {}; give the record that it "
                  "belongs to, or no --record",
                  record::FormatReferendumNumber(file), record::FormatReferendumNumber(named.manifest_hash)));
}

Result<std::string> FormatEntryFile(ByteView bytes, referendum::ContextPtr context, ShownAs as) {
  CONSTAT_ASSIGN(const parcel::EntryFile file, parcel::ParseEntryFile(bytes));
  if (context) CONSTAT_TRY(CheckReferendum(file.manifest_hash, *context));
  if (!context && file.entries.front().type == record::EntryType::kManifest) {
    Result<referendum::ContextPtr> own = referendum::MakeContext(file.entries.front().body);
    if (own) context = *std::move(own);
  }
  std::string out;
  for (size_t i = 0; i < file.entries.size(); ++i) {
    out += FormatEntry(context.get(), {i, {file.entries[i].type, 0, file.entries[i].body}}, as);
  }
  return out;
}

Result<std::string> FormatChallenge(ByteView bytes, const referendum::Context* context, ShownAs as) {
  if (context == nullptr)
    return Fail(ErrorCode::kUsage, "to show a challenge, name its referendum with --record");
  CONSTAT_ASSIGN(const record::Challenge challenge,
                 parcel::ReadChallenge(context->manifest, bytes, "the file"));
  CONSTAT_TRY(CheckReferendum(challenge.manifest_hash, *context));
  return as == ShownAs::kJson ? FormatChallengeJson(context->manifest, challenge)
                              : FormatChallengeText(context->manifest, challenge);
}

Result<std::string> FormatReceipt(std::string_view text, const referendum::Context* context, ShownAs as) {
  CONSTAT_ASSIGN(const tlog::InclusionReceipt receipt, tlog::ParseReceipt(text));
  const std::string& origin = receipt.checkpoint.checkpoint.origin;
  if (context != nullptr && origin != context->manifest.origin) {
    return Fail(ErrorCode::kWrongOrigin,
                fmt::format("this receipt is of the log {}, and --record is of {}; give the record that it "
                            "belongs to, or no --record",
                            origin, context->manifest.origin));
  }
  return as == ShownAs::kJson ? FormatReceiptJson(context, receipt) : FormatReceiptText(context, receipt);
}

Result<std::string> FormatKey(std::string_view text) {
  CONSTAT_ASSIGN(const parcel::PartyKey key, parcel::ParsePartyKey(text));
  return fmt::format("public key of the {} {}\n{}", parcel::RoleName(key.role), text::CleanLine(key.name),
                     parcel::FormatPartyKey(key));
}

Result<std::string> FormatCheckpoint(std::string_view text) {
  CONSTAT_TRY(tlog::ParseSignedCheckpoint(text));
  return FormatLines(text);
}

// Some is a shown file that is one.
Result<std::optional<std::string>> Some(Result<std::string> shown) {
  if (!shown) return tl::unexpected(shown.error());
  return std::optional<std::string>(*std::move(shown));
}

}  // namespace

std::string FormatEntry(const referendum::Context* context, const EntryAt& at, ShownAs as) {
  return as == ShownAs::kJson ? FormatEntryJson(context, at) : FormatEntryText(context, at);
}

Result<std::optional<std::string>> FormatPublicFile(ByteView bytes, referendum::ContextPtr context,
                                                    ShownAs as) {
  const parcel::FileKind kind = parcel::KindOf(bytes);
  if (kind == parcel::FileKind::kPersons)
    return Fail(ErrorCode::kUsage, "this file is a list of persons and is not shown");
  if (parcel::IsPrivate(kind)) {
    return Fail(ErrorCode::kUsage,
                "this file is secret and is not shown; a public key is in the .pub file beside it");
  }
  std::string undone;
  switch (kind) {
    case parcel::FileKind::kEntries:
      return Some(FormatEntryFile(bytes, std::move(context), as));
    case parcel::FileKind::kChallenge:
      return Some(FormatChallenge(bytes, context.get(), as));
    case parcel::FileKind::kReceipt:
      return Some(text::ParseCarried(
          bytes, undone, [&](std::string_view text) { return FormatReceipt(text, context.get(), as); }));
    case parcel::FileKind::kPartyKey:
      return Some(text::ParseCarried(bytes, undone, FormatKey));
    case parcel::FileKind::kCheckpoint:
      return Some(text::ParseCarried(bytes, undone, FormatCheckpoint));
    default:
      return std::nullopt;
  }
}

}  // namespace constat::report
