// Wording: what a report says beside the verdict: notes, statements, replaced codes, who confirms, and what
// the status of a check is called.
#pragma once

#include <map>

#include "constat/report/record/words.h"
#include "constat/verify/verification.h"

namespace constat::report {

// ManifestOf is the manifest that the record begins with, or null if that is not usable.
[[nodiscard]] const record::Manifest* ManifestOf(const verify::Verification& verification);

// ShownOutcome is the result that a report shows: the accepted one, or else the one that was recomputed when
// a published one was refused; null where there is neither.
[[nodiscard]] const record::Outcome* ShownOutcome(const verify::Verification& verification);

// NoteSentences say what else lies beside a record or in it, which changed no outcome. Spec: VER-8.
[[nodiscard]] std::vector<std::string> NoteSentences(const Words& words,
                                                     const verify::Verification& verification);

// LastSeen is of each witness that cosigned the record when it did so last, in seconds: one that signed twice
// is one witness.
[[nodiscard]] std::map<std::string, uint64_t> LastSeen(const verify::Verification& verification);
// AbsentWitnesses are those who did not sign, by name; empty where all did. REQUIRES: a manifest.
[[nodiscard]] std::string AbsentWitnesses(const Words& words, const verify::Verification& verification);

// Confirmations say who confirms the record: the board, the witnesses by name with times, the reader's trust
// file. REQUIRES: words with a manifest.
[[nodiscard]] std::vector<std::string> Confirmations(const Words& words,
                                                     const verify::Verification& verification);

// StatementsSentences say how many statements there are, that nobody checked them, and who does not confirm
// the result: none of their words. Spec: STA-2.
[[nodiscard]] std::vector<std::string> StatementsSentences(const Words& words,
                                                           const verify::Verification& verification);
// SaidBy is who said a statement, of which kind, about what and when; LinesOf are a statement's lines.
[[nodiscard]] std::string SaidBy(const Words& words, const verify::Said& said);
[[nodiscard]] std::vector<std::string> LinesOf(std::string_view text);

// ReplacedSentences say how many lost codes were replaced and what that rests on, and the numbers of at most
// kMostReplacedRegions regions; empty if none was.
inline constexpr size_t kMostReplacedRegions = 20;
[[nodiscard]] std::vector<std::string> ReplacedSentences(const Words& words,
                                                         const verify::Verification& verification);

// CheckStatusMark is a character that is never shown without the status's words.
[[nodiscard]] std::string_view CheckStatusMark(verify::CheckStatus status);

// CheckStatusWords is a check's status for people. The report's "not applicable" was read as "not needed", so
// it is said which of two things it means: nothing of the check is in the record, or was given; or there is,
// or may be, and without a manifest, a trust file, a file of the record or an earlier entry nothing can be
// said of it. The JSON report has the status as VER-8 names it.
[[nodiscard]] std::string CheckStatusWords(const Words& words, const verify::Verification& verification,
                                           verify::CheckId check);
// CannotBeChecked says whether the status is the second of them.
[[nodiscard]] bool CannotBeChecked(const verify::Verification& verification, verify::CheckId check);
// CheckMeaning is what a check shows where it passes.
[[nodiscard]] std::string CheckMeaning(const Words& words, verify::CheckId check);

// WordMeanings are the words of the report that not everybody knows, each with what it means.
struct WordMeaning {
  std::string_view word;
  std::string_view meaning;
};
[[nodiscard]] std::vector<WordMeaning> WordMeanings(const ReportTexts& texts);

// FormatOfRecord is the version of the format that this program reads: "version 1, draft 2".
[[nodiscard]] std::string FormatOfRecord(const Words& words);

// WhyMerged says why regions were counted together, or why a group was not decrypted.
[[nodiscard]] std::string WhyMerged(const Words& words, const record::UnitResult& unit);

}  // namespace constat::report
