// Wording: what the page and the terminal both say. Plain sentences without anything untrusted, safe in HTML
// as they are.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "constat/verify/verification.h"

namespace constat::report {

// Headline is the verdict on a record.
struct Headline {
  std::string word;               // "Verified", "Wrong", "Consistent, not verified", "Not finished"
  std::string sentence;           // what that means, for a person
  std::vector<std::string> next;  // what to do about it
};

// MakeHeadline never says more than the outcome: only kVerified gets the word "Verified", and only it says
// that the record is the right one.
[[nodiscard]] Headline MakeHeadline(const verify::Verification& verification);

// NoteSentences say what else lies beside a record or in it, which changed no outcome. Spec: VER-8.
[[nodiscard]] std::vector<std::string> NoteSentences(const verify::Verification& verification);
// StatementsSentence says how many statements there are, and that nobody checked them; empty if there
// are none. NotConfirming are the parties whose last word on the result is that they do not confirm
// it. Spec: STA-2.
[[nodiscard]] std::string StatementsSentence(const verify::Verification& verification);
[[nodiscard]] std::vector<record::Keeper> NotConfirming(const verify::Verification& verification);
// SaidBy is what comes behind an author's name: "observer 1, not checked: incident, about entry 7. Entry 9,
// of ..."; LinesOf are a statement's lines.
[[nodiscard]] std::string SaidBy(const record::Manifest& manifest, const verify::Said& said);
[[nodiscard]] std::vector<std::string> LinesOf(std::string_view text);
// ReplacedSentence says how many lost codes were replaced and what that rests on; empty if none was. Its last
// words lead to the numbers per region, which the caller writes behind it. kMostReplacedRegions are written.
[[nodiscard]] std::string ReplacedSentence(const verify::Verification& verification);
inline constexpr size_t kMostReplacedRegions = 20;

// Limit is something that verification cannot show. Spec: VER-6.
struct Limit {
  std::string_view title;
  std::string text;
};

// Limits are all of them, with the numbers of this manifest where there is one.
[[nodiscard]] std::vector<Limit> Limits(const record::Manifest* manifest);

// CheckStatusMark is a sign that is never shown without the status's name.
[[nodiscard]] std::string_view CheckStatusMark(verify::CheckStatus status);

// CheckStatusWords is a check's status for people. The report's "not applicable" was read as "not needed", so
// it is said which of two things it means: nothing of the check is in the record, or was given; or there is,
// or may be, and without a manifest, a trust file, a file of the record or an earlier entry nothing can be
// said of it. The JSON report has the status as VER-8 names it.
inline constexpr std::string_view kNothingToCheck = "nothing to check";
inline constexpr std::string_view kCannotBeChecked = "cannot be checked";
[[nodiscard]] std::string_view CheckStatusWords(const verify::Verification& verification,
                                                verify::CheckId check);

// WhyMerged says why regions were counted together, or why a unit was not decrypted.
[[nodiscard]] std::string WhyMerged(const record::Manifest& manifest, const record::UnitResult& unit);

// ManifestOf is the manifest that the record begins with, or null if that is not usable.
[[nodiscard]] const record::Manifest* ManifestOf(const verify::Verification& verification);

}  // namespace constat::report
