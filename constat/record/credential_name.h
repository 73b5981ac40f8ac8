// Credential names: how people tell one voter's papers from another's. Spec: BAL-18.
//
// A name names, it does not prove: eight symbols, 40 bits. Two of 100,000 voters share one in one of 220
// referendums, and whoever makes codes finds a second credential for a name in 2^40 tries. Where the voter's
// codes are at hand, compare credentials; a name is for eyes and for notes on paper. It is as public as the
// credential, which the log shows.
//
// It looks like no tracker and no code: a word before it, and a slash, which neither may have.
#pragma once

#include <string>
#include <string_view>

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/group/point.h"

namespace constat::record {

// FormatCredentialName is "voter k7m2/9xq4".
[[nodiscard]] std::string FormatCredentialName(const Bytes32& manifest_hash,
                                               const group::EncodedPoint& credential);

// IsCredentialName says whether typed text begins as a name does, so that it is no tracker and no code.
[[nodiscard]] bool IsCredentialName(std::string_view typed);

// TypedCredentialName is the name of a credential as a person typed it, with or without its word.
class TypedCredentialName {
 public:
  // Parse ERRORS: kBadText, which never repeats what was typed: it may be a code.
  [[nodiscard]] static Result<TypedCredentialName> Parse(std::string_view typed);

  // Names says whether it is the name of this credential in this referendum.
  [[nodiscard]] bool Names(const Bytes32& manifest_hash, const group::EncodedPoint& credential) const;
  // Format is what was typed, as FormatCredentialName would write it.
  [[nodiscard]] const std::string& Format() const { return shown_; }

 private:
  explicit TypedCredentialName(std::string shown) : shown_(std::move(shown)) {}
  std::string shown_;
};

}  // namespace constat::record
