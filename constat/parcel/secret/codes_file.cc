#include "constat/parcel/secret/codes_file.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/crypto/secret/secret.h"
#include "constat/io/file.h"
#include "constat/parcel/file_kind.h"
#include "constat/parcel/secret/wiped_text.h"
#include "constat/text/carried.h"

namespace constat::parcel {
namespace {

constexpr size_t kMaxCodesFile = 1 << 16;

// ParseCodes reads the codes of a text, one a line. ERRORS: kBadCode, with name and line.
Result<std::vector<VotingCode>> ParseCodes(std::string_view text, const std::string& name) {
  std::vector<VotingCode> out;
  for (size_t line = 1; !text.empty(); ++line) {
    const size_t end = std::min(text.find('\n'), text.size());
    WipedText typed(std::string(text::TrimBlanks(text.substr(0, end))));
    if (!typed.text.empty() && typed.text != "\r") {
      Result<VotingCode> code = ReadTypedCode(typed.text);
      if (!code) return tl::unexpected(Prefix(fmt::format("{} line {}", name, line), code.error()));
      out.push_back(*std::move(code));
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace

Result<std::vector<VotingCode>> ReadCodes(const std::filesystem::path& path) {
  CONSTAT_TRY(io::CheckOwnerOnly(path));
  CONSTAT_ASSIGN(Bytes bytes, io::ReadFile(path, kMaxCodesFile));
  WipedText undone;
  const auto parse = [&](std::string_view text) { return ParseCodes(text, path.string()); };
  Result<std::vector<VotingCode>> out = text::ParseCarried(bytes, undone.text, parse);
  if (!out) out = tl::unexpected(SayKind(out.error(), {path.string(), bytes, FileKind::kCodes}));
  crypto::WipeMemory(bytes.data(), bytes.size());
  return out;
}

Result<VotingCode> ReadTypedCode(std::string& typed) {
  text::PlainTyped(typed);
  return VotingCode::Parse(typed);
}

}  // namespace constat::parcel
