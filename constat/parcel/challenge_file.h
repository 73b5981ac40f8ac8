// Challenge files: what a challenged device reveals, as one line of text to carry to another
// device. Spec: BAL-11.
//
//   constat-challenge/1 <base64 of Challenge>
#pragma once

#include <filesystem>
#include <string>

#include "constat/record/ballot.h"

namespace constat::parcel {

// kMaxChallengeFile bounds what is read and written, in bytes.
inline constexpr size_t kMaxChallengeFile = size_t{1} << 16;

// IsChallengeFile looks at the first bytes only.
[[nodiscard]] bool IsChallengeFile(ByteView bytes);

// FormatChallengeFile reads back what it makes. ERRORS: ParseChallengeFile's; kTooLarge.
[[nodiscard]] Result<std::string> FormatChallengeFile(const record::Manifest& manifest,
                                                      const record::Challenge& challenge);
// ParseChallengeFile reads exactly that; the line feed is optional. ERRORS: kBadText, DecodeChallenge's.
[[nodiscard]] Result<record::Challenge> ParseChallengeFile(const record::Manifest& manifest, ByteView bytes);

// ReadChallenge reads the bytes of a file that messages call name, and undoes what carriers do
// (text/carried.h). ERRORS: ParseChallengeFile's.
[[nodiscard]] Result<record::Challenge> ReadChallenge(const record::Manifest& manifest, ByteView bytes,
                                                      const std::string& name);

}  // namespace constat::parcel
