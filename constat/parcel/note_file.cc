#include "constat/parcel/note_file.h"

#include "constat/io/file.h"
#include "constat/parcel/file_kind.h"
#include "constat/text/carried.h"

namespace constat::parcel {

Result<tlog::InclusionReceipt> ReadReceipt(const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(path, tlog::kMaxReceiptFile));
  std::string undone;
  Result<tlog::InclusionReceipt> receipt = text::ParseCarried(bytes, undone, tlog::ParseReceipt);
  if (!receipt) return tl::unexpected(SayKind(receipt.error(), {path.string(), bytes, FileKind::kReceipt}));
  return receipt;
}

Result<tlog::SignedCheckpoint> ReadCheckpoint(const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(path, tlog::kMaxNoteSize));
  std::string undone;
  Result<tlog::SignedCheckpoint> checkpoint = text::ParseCarried(bytes, undone, tlog::ParseSignedCheckpoint);
  if (!checkpoint)
    return tl::unexpected(SayKind(checkpoint.error(), {path.string(), bytes, FileKind::kCheckpoint}));
  return checkpoint;
}

}  // namespace constat::parcel
