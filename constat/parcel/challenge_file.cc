#include "constat/parcel/challenge_file.h"

#include "constat/io/read_back.h"
#include "constat/parcel/file_kind.h"
#include "constat/text/carried.h"
#include "constat/text/hex.h"

namespace constat::parcel {
namespace {

constexpr std::string_view kChallengeMagic = "constat-challenge/1 ";

}  // namespace

bool IsChallengeFile(ByteView bytes) { return AsText(bytes).starts_with(kChallengeMagic); }

Result<std::string> FormatChallengeFile(const record::Manifest& manifest,
                                        const record::Challenge& challenge) {
  constexpr std::string_view kWhat = "the challenge";
  const Bytes encoded = record::EncodeChallenge(challenge);
  std::string out = std::string(kChallengeMagic) + text::FormatBase64(encoded) + "\n";
  CONSTAT_TRY(io::CheckReadableSize(kWhat, out.size(), kMaxChallengeFile));
  CONSTAT_TRY(io::CheckReadsBack(
      kWhat, ParseChallengeFile(manifest, AsBytes(out)),
      [&](const record::Challenge& read) { return record::EncodeChallenge(read) == encoded; }));
  return out;
}

Result<record::Challenge> ParseChallengeFile(const record::Manifest& manifest, ByteView bytes) {
  std::string_view text = AsText(bytes);
  if (!IsChallengeFile(bytes))
    return Fail(ErrorCode::kBadText,
                "this is not a challenge that constat vote wrote, which begins with constat-challenge/1");
  text.remove_prefix(kChallengeMagic.size());
  if (text.ends_with('\n')) text.remove_suffix(1);
  CONSTAT_ASSIGN(const Bytes encoded, text::ParseBase64(text));
  return record::DecodeChallenge(manifest, encoded);
}

Result<record::Challenge> ReadChallenge(const record::Manifest& manifest, ByteView bytes,
                                        const std::string& name) {
  std::string undone;
  const auto parse = [&](std::string_view text) { return ParseChallengeFile(manifest, AsBytes(text)); };
  Result<record::Challenge> challenge = text::ParseCarried(bytes, undone, parse);
  if (!challenge) return tl::unexpected(SayKind(challenge.error(), {name, bytes, FileKind::kChallenge}));
  return challenge;
}

}  // namespace constat::parcel
