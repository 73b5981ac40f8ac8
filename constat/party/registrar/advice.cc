#include "constat/party/registrar/advice.h"

#include <fmt/core.h>

#include "constat/text/number.h"

namespace constat::party {

using text::FormatCount;

std::vector<std::string> DescribeIssue(const IssueTarget& target) {
  std::vector<std::string> out = {
      fmt::format("Wrote {}: who has which voting code. SECRET: whoever reads it can vote for "
                  "everybody in it.",
                  target.sheet().string()),
      fmt::format("Wrote {}: who has which slot of the roll, and no codes. SECRET: keep it for as long as "
                  "lost codes are replaced.",
                  target.slots().string())};
  if (target.share_order) {
    out.push_back(fmt::format(
        "Wrote {}: the order of the roll. SECRET: give it to the other registrars only, who run this "
        "command with --order.",
        target.order().string()));
  }
  out.push_back(fmt::format("Wrote {}: the public roll. It names nobody.", target.roll().string()));
  out.push_back(
      fmt::format("Next: send {} to the board. When the record holds it, constat registrar next "
                  "makes the letters.",
                  target.roll().string()));
  return out;
}

std::vector<std::string> DescribeReplaced(const Replaced& done, const ReplaceTarget& target,
                                          const record::Manifest& manifest) {
  std::vector<std::string> out = {
      fmt::format("Wrote {}: the new voting codes. SECRET, and the only copy: keep it until the time for "
                  "replacing codes is over.",
                  target.sheet().string()),
      fmt::format("Wrote {}: the public part of {}, in an order that tells nothing. It names nobody.",
                  target.entries().string(), text::Plural(done.made, "new code"))};
  if (done.complete < done.made) {
    out.push_back(fmt::format(
        "{} of them wait for the other registrars ({} in all), who have 71 hours to hear the persons "
        "themselves and do the same. Until then the lost codes stay valid.",
        FormatCount(done.made - done.complete), manifest.registrars.size()));
  }
  out.push_back(fmt::format(
      "Next: send {} to the board, once a day and not person by person. When the record holds it, make the "
      "letters: constat registrar letters --sheet {}.",
      target.entries().string(), target.sheet().string()));
  return out;
}

std::vector<std::string> DescribeRefused(const Replaced& done) {
  std::vector<std::string> out;
  for (const NotReplaced& refused : done.refused)
    out.push_back(fmt::format("{} gets no new code: {}", refused.id, refused.error.detail));
  return out;
}

std::vector<std::string> DescribeStanding(const SheetStanding& standing) {
  std::vector<std::string> out;
  if (!standing.compared) {
    out.push_back("The codes were not compared with the roll, which is not in this record yet.");
  }
  if (standing.replaced > 0) {
    out.push_back(fmt::format("Replaced since, and void: {} of this sheet. They get no letter.",
                              text::Plural(standing.replaced, "code")));
  }
  if (standing.waiting > 0) {
    out.push_back(
        fmt::format("Not in force in this record: {} of this sheet. Another registrar's part is missing, "
                    "the time to wait for it is over, or a newer code took the place. They get no letter.",
                    text::Plural(standing.waiting, "code")));
  }
  return out;
}

std::vector<std::string> DescribeLetters(const std::string& letters, uint64_t count,
                                         const std::string& sheet) {
  return {fmt::format("Wrote {}: {}. SECRET: each file of the folder holds voting codes.", letters,
                      text::Plural(count, "letter")),
          fmt::format("Next: try one letter in its envelope; print and send them, on a machine without "
                      "network as far as it goes; then destroy {} and what the printer keeps. "
                      "docs/guide/registrar.md says when to destroy {}.",
                      letters, sheet)};
}

std::vector<std::string> DescribeLettersDue(const LettersPlace& letters, uint64_t count) {
  return {
      fmt::format("Now it is your turn to make the letters: {}, in the folder {}. Nothing was written, "
                  "because of --dry-run.",
                  text::Plural(count, "letter"), letters.folder.string())};
}

std::vector<std::string> DescribeLettersMade(LettersStanding found, const LettersPlace& letters,
                                             uint64_t count) {
  const std::string folder = letters.folder.string();
  if (found == LettersStanding::kTaken) {
    return {
        fmt::format("The letters of this sheet were made before, as {} says, and are not in {}. Where one "
                    "has to be made again: constat registrar letters.",
                    letters.note.string(), folder)};
  }
  return {fmt::format("The letters are made: {} has {}, unchanged, and the record holds each code. SECRET: "
                      "each file of the folder holds voting codes.",
                      folder, text::Plural(count, "letter")),
          fmt::format("Next: give each letter to the person whom it names, and to nobody else; once all are "
                      "sent, destroy {}. To make other ones, destroy it, and {}, first.",
                      folder, letters.note.string())};
}

std::vector<std::string> DescribeRemoved(const std::vector<std::filesystem::path>& removed) {
  std::vector<std::string> out;
  for (const std::filesystem::path& folder : removed) {
    out.push_back(
        fmt::format("Removed {}: letters with voting codes, which a run that was interrupted had left.",
                    folder.string()));
  }
  return out;
}

Status CheckPlaceToVote(std::string_view vote_at) {
  if (!vote_at.empty()) return {};
  return Fail(ErrorCode::kUsage,
              "your roll is in the record, and the letters are due. They have to say where people vote, "
              "which the record does not: add --vote-at, with a page that is there and begins with "
              "https://, or a place in words. --contact, --paper, --pdf and --form can be given too");
}

}  // namespace constat::party
