#include "constat/tlog/lines.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/text/hex.h"

namespace constat::tlog {

Result<std::string_view> TakeLine(std::string_view& text) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos)
    return Fail(ErrorCode::kBadText, "the text ends in the middle of a line");
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

Result<Proof> TakeHashes(std::string_view& text, size_t max) {
  Proof hashes;
  for (;;) {
    CONSTAT_ASSIGN(const std::string_view line, TakeLine(text));
    if (line.empty()) return hashes;
    if (hashes.size() == max)
      return Fail(ErrorCode::kBadText, fmt::format("more than {} lines of hashes", max));
    CONSTAT_ASSIGN(const Bytes bytes, text::ParseBase64(line));
    Hash hash;
    if (bytes.size() != hash.size()) return Fail(ErrorCode::kBadText, "a hash is not 32 bytes long");
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    hashes.push_back(hash);
  }
}

std::string FormatHashes(std::span<const Hash> hashes) {
  std::string out;
  for (const Hash& hash : hashes) out += text::FormatBase64(hash) + "\n";
  return out + "\n";
}

}  // namespace constat::tlog
