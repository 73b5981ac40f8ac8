#include "constat/report/letters/letter_options.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/text/clean.h"
#include "constat/text/hex.h"

namespace constat::report {
namespace {

constexpr std::string_view kScheme = "https://";
constexpr size_t kMaxAddress = 200;  // as the manifest's: the QR code's modules stay larger than 0.4 mm

}  // namespace

bool IsWebAddress(std::string_view place) { return place.starts_with(kScheme); }
std::string_view WithoutScheme(std::string_view address) { return address.substr(kScheme.size()); }

Status CheckLetterOptions(const LetterOptions& options) {
  const std::string_view at = options.vote_at;
  const std::string shown = text::CleanLine(at);
  if (at.starts_with("http://")) {
    return Fail(ErrorCode::kUsage,
                fmt::format("{}: whoever is on the way could read codes there; the page to vote at "
                            "begins with https://",
                            shown));
  }
  const bool visible = std::all_of(at.begin(), at.end(), [](char c) { return c > ' ' && c <= '~'; });
  if (IsWebAddress(at) && (!visible || at.size() == kScheme.size() || at.size() > kMaxAddress ||
                           at.find_first_of("?#@\\\"<>") != std::string_view::npos)) {
    return Fail(ErrorCode::kUsage,
                fmt::format("{}: an address to vote at is https:// and at most {} bytes in all, without "
                            "blanks and ? # @ \\ \" < >",
                            shown, kMaxAddress));
  }
  if (options.return_address.size() > kMaxAddress || options.return_address.find('\n') != std::string::npos) {
    return Fail(ErrorCode::kUsage,
                fmt::format("a return address is one line of at most {} bytes, or the window has no "
                            "room for it",
                            kMaxAddress));
  }
  return {};
}

std::string LetterLink(const LetterOptions& options, const Bytes32& manifest_hash, std::string_view symbols) {
  return fmt::format("{}c={}&n={}&r={}", IsWebAddress(options.vote_at) ? options.vote_at + "#" : "", symbols,
                     options.registrar, text::FormatBase64Url(manifest_hash));
}

}  // namespace constat::report
