// Advice: what to tell a registrar about the files that were written, a paragraph each.
#pragma once

#include <string>
#include <vector>

#include "constat/party/registrar/issue_files.h"
#include "constat/party/registrar/own_shares.h"
#include "constat/party/registrar/replace_files.h"

namespace constat::party {

[[nodiscard]] std::vector<std::string> DescribeIssue(const IssueTarget& target);

// DescribeLettersDue is what `next` would make; DescribeLettersMade is what it found instead of nothing, and
// who gets it.
[[nodiscard]] std::vector<std::string> DescribeLettersDue(const LettersPlace& letters, uint64_t count);
[[nodiscard]] std::vector<std::string> DescribeLettersMade(LettersStanding found, const LettersPlace& letters,
                                                           uint64_t count);

// DescribeRemoved names what interrupted runs had left beside the letters.
[[nodiscard]] std::vector<std::string> DescribeRemoved(const std::vector<std::filesystem::path>& removed);

// CheckPlaceToVote asks where people vote, before letters are made that do not say it. ERRORS: kUsage.
[[nodiscard]] Status CheckPlaceToVote(std::string_view vote_at);

// DescribeReplaced REQUIRES: done.made > 0.
[[nodiscard]] std::vector<std::string> DescribeReplaced(const Replaced& done, const ReplaceTarget& target,
                                                        const record::Manifest& manifest);

// DescribeRefused has a line for each person who gets no new code, with the reason.
[[nodiscard]] std::vector<std::string> DescribeRefused(const Replaced& done);

// DescribeStanding is what became of a sheet's rows that get no letter; empty if all get one.
[[nodiscard]] std::vector<std::string> DescribeStanding(const SheetStanding& standing);

// DescribeLetters is about a folder of letters of a sheet.
[[nodiscard]] std::vector<std::string> DescribeLetters(const std::string& letters, uint64_t count,
                                                       const std::string& sheet);

}  // namespace constat::party
