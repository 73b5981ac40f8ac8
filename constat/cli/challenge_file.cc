#include "constat/cli/challenge_file.h"

#include "constat/base/text.h"

namespace constat::cli {
namespace {

constexpr std::string_view kMagic = "constat-challenge/1 ";

}  // namespace

bool IsChallengeFile(ByteView bytes) { return AsText(bytes).starts_with(kMagic); }

std::string FormatChallengeFile(const record::Challenge& challenge) {
  return std::string(kMagic) + FormatBase64(record::EncodeChallenge(challenge)) + "\n";
}

Result<record::Challenge> ParseChallengeFile(const record::Manifest& manifest, ByteView bytes) {
  std::string_view text = AsText(bytes);
  if (!IsChallengeFile(bytes)) return Fail(ErrorCode::kBadText, "this is no challenge (constat-challenge/1)");
  text.remove_prefix(kMagic.size());
  if (text.ends_with('\n')) text.remove_suffix(1);
  CONSTAT_ASSIGN(const Bytes encoded, ParseBase64(text));
  return record::DecodeChallenge(manifest, encoded);
}

}  // namespace constat::cli
