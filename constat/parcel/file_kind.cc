#include "constat/parcel/file_kind.h"

#include "constat/parcel/challenge_file.h"
#include "constat/parcel/entry_file.h"
#include "constat/tlog/checkpoint.h"

namespace constat::parcel {

FileKind KindOf(ByteView bytes) {
  const std::string_view text = AsText(bytes);
  if (text.starts_with("constat-secret/") || text.starts_with("constat-own-ballot/") ||
      text.starts_with("constat-order-") || text.starts_with("id,region,slot")) {
    return FileKind::kSecret;
  }
  if (IsEntryFile(bytes)) return FileKind::kEntries;
  if (IsChallengeFile(bytes)) return FileKind::kChallenge;
  if (text.starts_with("c2sp.org/tlog-proof")) return FileKind::kReceipt;
  if (text.starts_with("constat-key/")) return FileKind::kPartyKey;
  return tlog::ParseSignedCheckpoint(text) ? FileKind::kCheckpoint : FileKind::kUnknown;
}

}  // namespace constat::parcel
