#include "constat/report/record/show_file.h"

#include <fmt/core.h>

#include "constat/parcel/challenge_file.h"
#include "constat/parcel/entry_file.h"
#include "constat/parcel/file_kind.h"
#include "constat/parcel/party_key.h"
#include "constat/report/record/show.h"
#include "constat/report/record/wording.h"
#include "constat/text/clean.h"

namespace constat::report {
namespace {

using Shown = Result<std::optional<std::string>>;

Shown ShowLines(std::string_view lines) {
  std::string out;
  if (lines.ends_with('\n')) lines.remove_suffix(1);
  for (const std::string& line : LinesOf(lines)) out += text::CleanLine(line) + "\n";
  return out;
}

Shown ShowEntries(referendum::ContextPtr context, ByteView bytes, ShowFormat format) {
  CONSTAT_ASSIGN(const parcel::EntryFile file, parcel::ParseEntryFile(bytes));
  if (!context && file.entries.front().type == record::EntryType::kManifest) {
    if (Result<referendum::ContextPtr> own = referendum::MakeContext(file.entries.front().body))
      context = *std::move(own);
  }
  std::string out;
  for (size_t i = 0; i < file.entries.size(); ++i) {
    const EntryAt at{i, record::EntryView{file.entries[i].type, 0, file.entries[i].body}};
    out +=
        format == ShowFormat::kJson ? FormatEntryJson(context.get(), at) : FormatEntryText(context.get(), at);
  }
  return out;
}

Shown ShowChallengeFile(const referendum::ContextPtr& context, ByteView bytes, ShowFormat format) {
  if (!context) return Fail(ErrorCode::kUsage, "to show a challenge, name its referendum with --record");
  CONSTAT_ASSIGN(const record::Challenge challenge, parcel::ParseChallengeFile(context->manifest, bytes));
  return format == ShowFormat::kJson ? FormatChallengeJson(context->manifest, challenge)
                                     : FormatChallengeText(context->manifest, challenge);
}

Shown ShowReceiptFile(const referendum::ContextPtr& context, std::string_view lines, ShowFormat format) {
  CONSTAT_ASSIGN(const tlog::InclusionReceipt receipt, tlog::ParseReceipt(lines));
  return format == ShowFormat::kJson ? FormatReceiptJson(context.get(), receipt)
                                     : FormatReceiptText(context.get(), receipt);
}

Shown ShowKey(std::string_view line) {
  CONSTAT_ASSIGN(const parcel::PartyKey key, parcel::ParsePartyKey(line));
  return fmt::format("public key of the {} {}\n{}", parcel::RoleName(key.role), text::CleanLine(key.name),
                     parcel::FormatPartyKey(key));
}

}  // namespace

Result<std::optional<std::string>> ShowFile(referendum::ContextPtr context, ByteView bytes,
                                            ShowFormat format) {
  switch (parcel::KindOf(bytes)) {
    case parcel::FileKind::kSecret:
      return Fail(ErrorCode::kUsage,
                  "this file is secret and is not shown; a public key stands in the .pub file beside it");
    case parcel::FileKind::kEntries:
      return ShowEntries(std::move(context), bytes, format);
    case parcel::FileKind::kChallenge:
      return ShowChallengeFile(context, bytes, format);
    case parcel::FileKind::kReceipt:
      return ShowReceiptFile(context, AsText(bytes), format);
    case parcel::FileKind::kPartyKey:
      return ShowKey(AsText(bytes));
    case parcel::FileKind::kCheckpoint:
      return ShowLines(AsText(bytes));
    case parcel::FileKind::kUnknown:
      break;
  }
  return std::optional<std::string>();
}

}  // namespace constat::report
