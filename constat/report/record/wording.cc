#include "constat/report/record/wording.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "constat/base/check.h"
#include "constat/record/rehearsal.h"
#include "constat/text/number.h"

namespace constat::report {
namespace {

using referendum::Phase;
using verify::CheckId;
using verify::CheckStatus;
using verify::Verification;

// WhatFailed says in plain words what a failed check means.
std::string_view WhatFailed(CheckId check) {
  switch (check) {
    case CheckId::kLog:
      return "the record is damaged, or was altered after it was sealed";
    case CheckId::kBoardSignature:
      return "the board\u2019s signature on the record is missing or wrong";
    case CheckId::kWitnesses:
      return "too few of the independent witnesses confirm this record";
    case CheckId::kPins:
      return "it is not the referendum, or not the history, that you were told to expect";
    case CheckId::kManifest:
      return "its definition of the referendum cannot be used, or its organiser did not sign it";
    case CheckId::kCeremony:
      return "the trustees\u2019 making of the key does not check out";
    case CheckId::kRoll:
      return "the public roll is not in order";
    case CheckId::kDrills:
      return "a trustee\u2019s proof that it still has its key is wrong";
    case CheckId::kOpen:
      return "voting was not opened as it must be";
    case CheckId::kReplacements:
      return "lost codes were not replaced as they must be";
    case CheckId::kBallots:
      return "it holds ballots that break the rules";
    case CheckId::kClose:
      return "voting was not closed as it must be";
    case CheckId::kUnits:
      return "the votes were not added up as they must be";
    case CheckId::kShares:
      return "a trustee\u2019s decryption is wrong";
    case CheckId::kResult:
      return "the published result is not what the ballots add up to";
    case CheckId::kVerdict:
      return "the published verdict does not follow from the votes by the rule";
    case CheckId::kStatements:
      return "it holds a statement that its author did not make, or that may not stand there";
    case CheckId::kSoftware:
      return "the list of the pages for voters was changed in a way that is not allowed";
    case CheckId::kReceipts:
      return "a ballot whose receipt or promise you hold is not in it as promised";
    case CheckId::kRefusals:
      return "the board refused, in writing, what the rules accept";
  }
  CONSTAT_CHECK(false);
}

Headline Wrong(const Verification& verification) {
  std::string reasons;
  size_t failed = 0;
  for (size_t c = 0; c < verify::kCheckCount; ++c) {
    const auto id = static_cast<CheckId>(c);
    if (verification.At(id).status() != CheckStatus::kFailed) continue;
    if (++failed > 3) continue;
    if (failed > 1) reasons += "; ";
    reasons += WhatFailed(id);
  }
  if (failed > 3)
    reasons += fmt::format("; and {} failed", text::Plural(failed - 3, "more check", text::kTerminalNumbers));
  return {
      "Wrong",
      fmt::format("This record does not hold up: {}.", failed == 0 ? "it was found to be wrong" : reasons),
      {"Do not rely on the result in this record.",
       "Keep the record and this report as they are. Fetch the record once more from another place and "
       "check it again: a damaged copy and a wrong referendum look alike at first.",
       "Tell the organiser and independent observers which entries this report names, and ask them to run "
       "the same check on their own copy."}};
}

// HowFar says what an unfinished record has come to.
std::string_view HowFar(Phase phase) {
  switch (phase) {
    case Phase::kEmpty:
      return "It has not begun.";
    case Phase::kCeremony:
      return "The trustees are making their key; voting has not begun.";
    case Phase::kFailedCeremony:
      return "The trustees\u2019 making of the key failed; this referendum cannot go on.";
    case Phase::kRoll:
      return "The roll of voters is being published; voting has not begun.";
    case Phase::kOpen:
      return "Voting has been opened and is not closed; nothing has been counted.";
    case Phase::kTallying:
      return "Voting is closed; the trustees have not finished decrypting the sums.";
    case Phase::kFinal:
      return "It ends before the whole result is there.";
  }
  CONSTAT_CHECK(false);
}

// Answered says what became of the board's answers that were given to be judged; empty, or with
// a space first.
std::string Answered(const Verification& verification) {
  std::string out;
  if (const uint64_t kept = verification.promises_kept; kept != 0) {
    out += fmt::format(" {} kept.", kept == 1 ? "The promise you gave was"
                                              : fmt::format("The {} promises you gave were", kept));
  }
  if (const uint64_t right = verification.refusals_rightly; right != 0) {
    out += fmt::format(" {} judged: the board was right to refuse.",
                       right == 1 ? "1 refusal was" : fmt::format("{} refusals were", right));
  }
  return out;
}

Headline Incomplete(const Verification& verification) {
  const std::string_view rest =
      verification.pinned
          ? "What is there breaks no rule, and it is the referendum you were told to expect."
          : "What is there breaks no rule, but it was not compared with anything from outside the record.";
  return {"Not finished",
          fmt::format("This record holds no result yet. {} {}{}", HowFar(verification.phase), rest,
                      Answered(verification)),
          {"Check again once the result is published.",
           "Keep the size and the root hash that this report names: a later record must begin with "
           "exactly these entries."}};
}

Headline Consistent() {
  return {
      "Consistent, not verified",
      "Everything inside this record fits together, but it was compared with nothing from outside. A "
      "made-up referendum would look exactly the same.",
      {"Get the number of the referendum, an r with 25 letters and digits, from a source that did not give "
       "you this record: a poll card, the official gazette, a newspaper. Compare all of it with the number "
       "in this report.",
       "Or run the check again with the trust file that was published before the vote: only then can the "
       "answer be \u201cverified\u201d."}};
}

Headline Verified(const Verification& verification) {
  std::string sentence =
      "Every entry of this record was checked: the result is exactly what the ballots add up to, and it is "
      "the referendum and the witnesses that you told the verifier to expect.";
  if (verification.receipts_checked != 0) {
    sentence += fmt::format(" {} in it.", verification.receipts_checked == 1
                                              ? "The ballot whose receipt you gave is"
                                              : fmt::format("The ballots of all {} receipts you gave are",
                                                            verification.receipts_checked));
  }
  return {"Verified",
          sentence + Answered(verification),
          {"Make sure that the trust file itself came from a source you believe.",
           "Read what no verification can show: it is part of this report."}};
}

std::string Registrars(size_t n) {
  if (n == 1) {
    return "One registrar made every voting code. It could have voted in the place of people who did not "
           "vote, and it sees who took part.";
  }
  return fmt::format(
      "{} registrars each made a part of every voting code. No one of them could vote in the place of "
      "people who did not vote; all of them together could. Each sees who took part.",
      n);
}

std::string Trustees(const record::Manifest* manifest) {
  const std::string who = manifest == nullptr ? "As many trustees as the threshold says"
                                              : fmt::format("Any {} of the {} trustees together",
                                                            manifest->threshold, manifest->trustees.size());
  return who +
         " can decrypt any single ballot if they choose to break their word, and no record would show it.";
}

std::string Witnesses(const record::Manifest* manifest) {
  const std::string tail =
      " could have signed two different records, so that one part of the public saw another referendum "
      "than the rest.";
  if (manifest == nullptr) return "Enough dishonest witnesses, together with the board," + tail;
  const size_t dishonest = 2 * size_t{manifest->quorum} - manifest->witnesses.size();
  return fmt::format("{} of the {} witnesses, if dishonest and together with the board,{}",
                     dishonest == 1 ? std::string("A single one") : fmt::format("Any {}", dishonest),
                     manifest->witnesses.size(), tail);
}

Headline HeadlineOf(const Verification& verification) {
  switch (verification.outcome()) {
    case verify::VerificationOutcome::kVerified:
      return Verified(verification);
    case verify::VerificationOutcome::kWrong:
      return Wrong(verification);
    case verify::VerificationOutcome::kIncomplete:
      return Incomplete(verification);
    case verify::VerificationOutcome::kConsistent:
      return Consistent();
  }
  CONSTAT_CHECK(false);
}

}  // namespace

const record::Manifest* ManifestOf(const Verification& verification) {
  return verification.context == nullptr ? nullptr : &verification.context->manifest;
}

Headline MakeHeadline(const Verification& verification) {
  Headline headline = HeadlineOf(verification);
  if (!verification.IsRehearsal()) return headline;
  headline.word = record::WithRehearsal(true, headline.word);
  headline.next.insert(headline.next.begin(),
                       "This was a rehearsal: its clocks may have been set, and it decides nothing.");
  return headline;
}

std::vector<std::string> NoteSentences(const Verification& verification) {
  std::vector<std::string> out;
  if (const uint64_t strays = verification.CountOf(verify::NoteKind::kStray); strays != 0) {
    out.push_back(fmt::format("{} {} here and {} not checked.",
                              text::Plural(strays, "other file", text::kTerminalNumbers),
                              strays == 1 ? "lies" : "lie", strays == 1 ? "was" : "were"));
  }
  if (const uint64_t ahead = verification.CountOf(verify::NoteKind::kAhead); ahead != 0) {
    out.push_back(fmt::format("{} more {}, not sealed, not judged.",
                              text::FormatCount(ahead, text::kTerminalNumbers),
                              ahead == 1 ? "entry" : "entries"));
  }
  if (const uint64_t after = verification.CountOf(verify::NoteKind::kAfterResult); after != 0) {
    out.push_back(
        fmt::format("{} after the result {} the rules and {} nothing.",
                    after == 1 ? "1 entry" : text::FormatCount(after, text::kTerminalNumbers) + " entries",
                    after == 1 ? "breaks" : "break", after == 1 ? "changes" : "change"));
  }
  if (const uint64_t lines = verification.CountOf(verify::NoteKind::kSpoiltLine); lines != 0) {
    out.push_back(fmt::format("{} in witnesses\u2019 names {} not verify and {} for nothing.",
                              text::Plural(lines, "line", text::kTerminalNumbers), lines == 1 ? "does" : "do",
                              lines == 1 ? "counts" : "count"));
  }
  if (const uint64_t late = verification.CountOf(verify::NoteKind::kLate); late != 0) {
    out.push_back(fmt::format("By the board\u2019s own word {} in time and {} missing from this record.",
                              late == 1 ? "1 ballot came" : fmt::format("{} ballots came", late),
                              late == 1 ? "is" : "are"));
  }
  return out;
}

std::string ReplacedSentence(const Verification& verification) {
  uint64_t codes = 0;
  for (const uint32_t n : verification.replaced) codes += n;
  if (codes == 0) return {};
  return fmt::format("{} of the roll {} replaced on the registrars\u2019 word that {}. By region:",
                     text::Plural(codes, "voting code"), codes == 1 ? "was" : "were",
                     codes == 1 ? "it was lost" : "they were lost");
}

std::string StatementsSentence(const Verification& verification) {
  const size_t n = verification.statements.size();
  if (n == 0) return {};
  return fmt::format("{} by parties {} in this record; nobody checked {}.", text::Plural(n, "statement"),
                     n == 1 ? "is" : "are", n == 1 ? "it" : "them");
}

std::vector<record::Keeper> NotConfirming(const Verification& verification) {
  std::map<record::Keeper, bool> last;
  for (const verify::Said& said : verification.statements) {
    const record::StatementKind kind = said.statement.kind;
    if (kind == record::StatementKind::kConfirms || kind == record::StatementKind::kDoesNotConfirm)
      last[said.statement.party] = kind == record::StatementKind::kDoesNotConfirm;
  }
  std::vector<record::Keeper> out;
  for (const auto& [party, refuses] : last) {
    if (refuses) out.push_back(party);
  }
  return out;
}

std::string SaidBy(const verify::Said& said) {
  const record::Statement& statement = said.statement;
  std::string out = fmt::format("{}, not checked: {}", record::FormatParty(statement.party),
                                record::StatementKindName(statement.kind));
  if (statement.about != record::kNoEntry) out += fmt::format(", about entry {}", statement.about);
  return out + fmt::format(". Entry {}, of {}", said.entry, text::FormatTime(said.time_ms));
}

std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> out;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    out.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::vector<Limit> Limits(const record::Manifest* manifest) {
  return {
      {"Whether the roll is right",
       "The check cannot know that the roll holds the right people and no others. Invented voters could "
       "vote and can move a turnout quorum. Compare the number of registered voters in each region with "
       "the official roll."},
      {"What a registrar did with its codes",
       Registrars(manifest == nullptr ? 1 : manifest->registrars.size())},
      {"Who voted with a code",
       "Whoever else has a voter\u2019s code, such as a thief or a dishonest device, can vote after the "
       "voter, and the last vote counts. Only voters who looked at their ballots after the close know it."},
      {"Whether replaced codes were lost",
       "A new code takes the place of one that no ballot was cast with, on the registrars\u2019 word "
       "alone: registrars who agree can make the code of somebody who has not voted void and use the new "
       "one. This report says how many codes were replaced in each region; the voter concerned sees it "
       "with the old code."},
      {"What voters\u2019 devices did",
       "A dishonest phone or computer can encrypt another choice than the one on its screen. Only voters "
       "who challenged their device before casting could have noticed."},
      {"Ballots turned away",
       "A board can leave a ballot without an answer, and leave no trace. A voter with a receipt, a promise "
       "or a signed refusal has evidence; a voter without any has not."},
      {"Pressure and payment",
       fmt::format(
           "Nobody can see from a record whether somebody was watched, forced or paid while voting.{}",
           manifest != nullptr && manifest->revoting
               ? " Voters could vote again later, which helps only those who then were alone."
               : "")},
      {"Who took part",
       "That a code was used, when, and how often, is public. Whoever knows whose code it is, as a "
       "registrar does, knows who took part, though not how they voted."},
      {"Small and unanimous groups",
       "Where everybody in a group that is counted together voted alike, the result itself tells how each "
       "of them voted. All members of a group but one can work out the last one\u2019s vote."},
      {"Trustees acting together", Trustees(manifest)},
      {"Witnesses acting together", Witnesses(manifest)},
      {"Secrecy for ever",
       "The ballots stay public in encrypted form. They are secret as long as nobody can break today\u2019s "
       "cryptography, and no longer."},
  };
}

std::string_view CheckStatusMark(CheckStatus status) {
  switch (status) {
    case CheckStatus::kPassed:
      return "\u2713";
    case CheckStatus::kFailed:
      return "\u2717";
    case CheckStatus::kNotApplicable:
      return "\u2013";
  }
  CONSTAT_CHECK(false);
}

std::string WhyMerged(const record::Manifest& manifest, const record::UnitResult& unit) {
  if (!unit.decrypted) {
    return "Too few ballots to count them without showing how single people voted; they were not decrypted.";
  }
  return fmt::format(
      "Counted together, so that no small group\u2019s votes show: at least one of these regions has fewer "
      "than {} counted ballots by itself.",
      text::FormatCount(manifest.floor, text::kTerminalNumbers));
}

}  // namespace constat::report
