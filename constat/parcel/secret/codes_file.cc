#include "constat/parcel/secret/codes_file.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/crypto/secret/secret.h"
#include "constat/io/file.h"

namespace constat::parcel {
namespace {

constexpr size_t kMaxCodesFile = 1 << 16;

}  // namespace

Result<std::vector<VotingCode>> ReadCodes(const std::filesystem::path& path) {
  CONSTAT_TRY(io::CheckOwnerOnly(path));
  CONSTAT_ASSIGN(Bytes bytes, io::ReadFile(path, kMaxCodesFile));
  std::vector<VotingCode> out;
  Status failed;
  std::string_view text = AsText(bytes);
  for (size_t line = 1; !text.empty() && failed; ++line) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view typed = text.substr(0, end);
    if (typed.ends_with('\r')) typed.remove_suffix(1);
    if (!typed.empty()) {
      Result<VotingCode> code = VotingCode::Parse(typed);
      if (code) {
        out.push_back(*std::move(code));
      } else {
        failed = tl::unexpected(Prefix(fmt::format("{} line {}", path.string(), line), code.error()));
      }
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  crypto::WipeMemory(bytes.data(), bytes.size());
  if (!failed) return tl::unexpected(failed.error());
  return out;
}

}  // namespace constat::parcel
