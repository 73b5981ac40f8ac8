#include "constat/tlog/receipt.h"

#include <fmt/core.h>

#include "constat/io/read_back.h"
#include "constat/text/hex.h"
#include "constat/tlog/decimal.h"
#include "constat/tlog/lines.h"
#include "constat/tlog/log_reader.h"

namespace constat::tlog {
namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1\n";
constexpr size_t kMaxProofLines = 64;

tl::unexpected<Error> BadReceipt(std::string detail) { return Fail(ErrorCode::kBadText, std::move(detail)); }

Result<Bytes> ParseExtra(std::string_view base64) {
  CONSTAT_ASSIGN(Bytes extra, text::ParseBase64(base64));
  if (extra.empty()) return BadReceipt("the receipt's line \"extra\" is empty");
  if (extra.size() > kMaxProofExtraSize) {
    return BadReceipt(fmt::format("the entry in the receipt has {} bytes; at most {} are read", extra.size(),
                                  kMaxProofExtraSize));
  }
  return extra;
}

}  // namespace

Result<InclusionReceipt> ParseReceipt(std::string_view text) {
  constexpr std::string_view kExtra = "extra ";
  constexpr std::string_view kIndex = "index ";
  if (text.size() > kMaxReceiptFile) return Fail(ErrorCode::kTooLarge, "the receipt is too large");
  if (!text.starts_with(kFirstLine))
    return BadReceipt("this is not a receipt, which begins with the line c2sp.org/tlog-proof@v1");
  text.remove_prefix(kFirstLine.size());
  InclusionReceipt out;
  CONSTAT_ASSIGN(std::string_view line, TakeLine(text));
  if (line.starts_with(kExtra)) {
    CONSTAT_ASSIGN(out.extra, ParseExtra(line.substr(kExtra.size())));
    CONSTAT_ASSIGN(line, TakeLine(text));
  }
  if (!line.starts_with(kIndex)) return BadReceipt("the receipt lacks its line \"index\"");
  const std::optional<uint64_t> index = ParseDecimal(line.substr(kIndex.size()));
  if (!index) return BadReceipt("the receipt's line \"index\" is not the number of an entry");
  out.index = *index;
  CONSTAT_ASSIGN(out.proof, TakeHashes(text, kMaxProofLines));
  CONSTAT_ASSIGN(out.checkpoint, ParseSignedCheckpoint(text));
  return out;
}

std::string FormatReceipt(const InclusionReceipt& receipt) {
  std::string out(kFirstLine);
  if (!receipt.extra.empty()) out += fmt::format("extra {}\n", text::FormatBase64(receipt.extra));
  out += fmt::format("index {}\n", receipt.index);
  return out + FormatHashes(receipt.proof) + FormatSignedCheckpoint(receipt.checkpoint);
}

Result<std::string> FormatReadable(const InclusionReceipt& receipt) {
  std::string text = FormatReceipt(receipt);
  CONSTAT_TRY(io::CheckReadsBack("this receipt", ParseReceipt(text),
                                 [&](const InclusionReceipt& read) { return read == receipt; }));
  return text;
}

Result<InclusionReceipt> MakeReceipt(const LogSource& record, const SignedCheckpoint& checkpoint,
                                     uint64_t index) {
  const uint64_t size = checkpoint.checkpoint.size;
  if (index >= size) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("the receipt is of entry {}, and its checkpoint is of {} entries, the first "
                            "being entry 0",
                            index, size));
  }
  InclusionReceipt out{.extra = {}, .index = index, .proof = {}, .checkpoint = checkpoint};
  CONSTAT_TRY(ForEachEntry(record, size, {index, index + 1}, [&](uint64_t, ByteView entry) -> Status {
    out.extra.assign(entry.begin(), entry.end());
    return {};
  }));
  const TileHashSource hashes(record, size);
  CONSTAT_ASSIGN(out.proof, InclusionProof(hashes, index, size));
  return out;
}

Status VerifyReceipt(const InclusionReceipt& receipt, ByteView entry, const Policy& policy) {
  CONSTAT_TRY(policy.Check(receipt.checkpoint));
  return VerifyInclusion(LeafHash(entry), receipt.index, receipt.checkpoint.checkpoint.Tree(), receipt.proof);
}

}  // namespace constat::tlog
