#include "constat/tlog/proof.h"

#include <fmt/format.h>

#include "constat/base/text.h"
#include "constat/tlog/decimal.h"

namespace constat::tlog {
namespace {

constexpr std::string_view kFirstLine = "c2sp.org/tlog-proof@v1\n";
constexpr size_t kMaxProofLines = 64;
constexpr size_t kMaxReceiptSize = kMaxNoteSize + 2 * kMaxProofExtraSize + kMaxProofLines * 45 + 128;

tl::unexpected<Error> BadReceipt(std::string detail) { return Fail(ErrorCode::kBadText, std::move(detail)); }

// TakeLine cuts the next line off text, without its line feed.
Result<std::string_view> TakeLine(std::string_view& text) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos) return BadReceipt("the proof file ends too early");
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

Result<Bytes> ParseExtra(std::string_view base64) {
  CONSTAT_ASSIGN(Bytes extra, ParseBase64(base64));
  if (extra.empty()) return BadReceipt("the extra line of the proof file is empty; it must be left out then");
  if (extra.size() > kMaxProofExtraSize) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("the proof file's extra data has {} bytes; at most {} are read", extra.size(),
                            kMaxProofExtraSize));
  }
  return extra;
}

// ParseHashLines reads base64 hashes up to and including an empty line.
Result<Proof> ParseHashLines(std::string_view& text) {
  Proof proof;
  for (;;) {
    CONSTAT_ASSIGN(const std::string_view line, TakeLine(text));
    if (line.empty()) return proof;
    if (proof.size() == kMaxProofLines) return BadReceipt("the proof file has too many hashes");
    CONSTAT_ASSIGN(const Bytes bytes, ParseBase64(line));
    Hash hash;
    if (bytes.size() != hash.size()) return BadReceipt("a hash of the proof file is not 32 bytes long");
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    proof.push_back(hash);
  }
}

}  // namespace

Result<InclusionReceipt> ParseReceipt(std::string_view text) {
  constexpr std::string_view kExtra = "extra ";
  constexpr std::string_view kIndex = "index ";
  if (text.size() > kMaxReceiptSize) return Fail(ErrorCode::kTooLarge, "the proof file is too large");
  if (!text.starts_with(kFirstLine)) return BadReceipt("the file does not begin with c2sp.org/tlog-proof@v1");
  text.remove_prefix(kFirstLine.size());
  InclusionReceipt out;
  CONSTAT_ASSIGN(std::string_view line, TakeLine(text));
  if (line.starts_with(kExtra)) {
    CONSTAT_ASSIGN(out.extra, ParseExtra(line.substr(kExtra.size())));
    CONSTAT_ASSIGN(line, TakeLine(text));
  }
  if (!line.starts_with(kIndex)) return BadReceipt("the proof file lacks its index line");
  const std::optional<uint64_t> index = ParseDecimal(line.substr(kIndex.size()));
  if (!index) return BadReceipt("the proof file's index is not a number in range");
  out.index = *index;
  CONSTAT_ASSIGN(out.proof, ParseHashLines(text));
  CONSTAT_ASSIGN(out.checkpoint, ParseSignedCheckpoint(text));
  return out;
}

std::string FormatReceipt(const InclusionReceipt& receipt) {
  std::string out(kFirstLine);
  if (!receipt.extra.empty()) out += fmt::format("extra {}\n", FormatBase64(receipt.extra));
  out += fmt::format("index {}\n", receipt.index);
  for (const Hash& hash : receipt.proof) out += FormatBase64(hash) + "\n";
  return out + "\n" + FormatSignedCheckpoint(receipt.checkpoint);
}

Status VerifyReceipt(const InclusionReceipt& receipt, ByteView entry, const Policy& policy) {
  CONSTAT_TRY(policy.Check(receipt.checkpoint));
  return VerifyInclusion(LeafHash(entry), receipt.index, receipt.checkpoint.checkpoint.Tree(), receipt.proof);
}

}  // namespace constat::tlog
