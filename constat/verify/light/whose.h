// Whose a paper is: a receipt, a promise, a refusal or a challenge says something about one credential's
// ballot. Whoever checks it is told which, and, where they say who they are, whether it is theirs.
//
// Without this, a device could show one voter the tracker and the receipt of another's ballot, and all would
// be valid. Spec: BAL-18.
#pragma once

#include <optional>
#include <string>
#include <variant>

#include "constat/record/credential_name.h"

namespace constat::verify {

enum class PaperKind { kReceipt, kPromise, kRefusal, kChallenge };

struct Paper {
  PaperKind kind = PaperKind::kReceipt;
  Bytes32 manifest_hash{};
  std::optional<group::EncodedPoint> credential;  // none if there is no ballot in it
};

// Reader is who the person checking says to be: nobody; the credential of the codes, which is compared whole;
// or a name from a note, which is as good as a name is.
using Reader = std::variant<std::monostate, group::EncodedPoint, record::TypedCredentialName>;

// ReadReader is the reader with a name as it was typed or pasted (text::PlainTyped). ERRORS:
// record::TypedCredentialName's.
[[nodiscard]] Result<Reader> ReadReader(std::string typed_name);

// CheckWhose returns the sentence that says whose the paper is and what was compared; empty where it holds no
// ballot and nobody asked. ERRORS: kAnotherVoter if it is not the reader's, with both names and what to do.
[[nodiscard]] Result<std::string> CheckWhose(const Paper& paper, const Reader& reader);

}  // namespace constat::verify
