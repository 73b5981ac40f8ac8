#include "constat/report/record/wording.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "constat/base/check.h"
#include "constat/record/local_time.h"
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
      return "the record is damaged, or somebody changed it";
    case CheckId::kBoardSignature:
      return "the board\u2019s signature on the record is missing or wrong";
    case CheckId::kWitnesses:
      return "too few of the independent witnesses confirm this record";
    case CheckId::kPins:
      return "it is not what you were told to expect, but another referendum, other witnesses or "
             "other earlier entries";
    case CheckId::kManifest:
      return "the definition of the referendum cannot be used, or the organiser did not sign it";
    case CheckId::kCeremony:
      return "the trustees did not make their key as they must";
    case CheckId::kRoll:
      return "the public roll of voters breaks the rules";
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
      return "it holds a statement that its author did not make, or that is not allowed there";
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
      fmt::format("This record did not pass the check: {}.",
                  failed == 0 ? "it was found to be wrong" : reasons),
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
          ? "What is there breaks no rule, and the referendum is the one that you were told to expect."
          : "What is there breaks no rule, but the record was not compared with anything from outside.";
  return {"Not finished",
          fmt::format("This record holds no result yet. {} {}{}", HowFar(verification.phase), rest,
                      Answered(verification)),
          {"Check again once the result is published.",
           "Keep this report. A later record must begin with exactly these entries: by the fingerprint and "
           "the size of the record, which are in this report, others can check that."}};
}

Headline Consistent() {
  return {
      "Consistent, not verified",
      "Everything inside this record fits together, but the record was compared with nothing from outside. "
      "A made-up referendum would look exactly the same.",
      {"Get the number of the referendum, an r with 25 letters and digits, from a source that did not give "
       "you this record: a poll card, the official gazette, a newspaper. Compare the whole number with the "
       "one in this report.",
       "Or run the check again with the trust file that was published before the vote: only then can the "
       "answer be \u201cverified\u201d."}};
}

Headline Verified(const Verification& verification) {
  std::string sentence =
      "Every entry of this record was checked. The result is exactly what the ballots add up to, and the "
      "referendum and its witnesses are those that you told this program to expect.";
  if (verification.receipts_checked != 0) {
    sentence += fmt::format(
        " {} in the record.",
        verification.receipts_checked == 1
            ? "The ballot whose receipt you gave is"
            : fmt::format("The ballots of all {} receipts you gave are", verification.receipts_checked));
  }
  return {"Verified",
          sentence + Answered(verification),
          {"Make sure that the trust file itself came from a source you believe.",
           "Read also the part of this report that says what no check can show."}};
}

std::string Registrars(size_t n) {
  if (n == 1) {
    return "One registrar made every voting code. It could have voted in the place of people who did not "
           "vote, and it sees who took part.";
  }
  return fmt::format(
      "{} registrars each made a part of every voting code. None of them alone could vote in the place of "
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
    out.push_back(fmt::format("{} {} here that {} no part of the record; {} not checked.",
                              text::Plural(strays, "other file", text::kTerminalNumbers),
                              strays == 1 ? "is" : "are", strays == 1 ? "is" : "are",
                              strays == 1 ? "it was" : "they were"));
  }
  if (const uint64_t ahead = verification.CountOf(verify::NoteKind::kAhead); ahead != 0) {
    out.push_back(fmt::format("{} more {} here that the board has not signed; {} not checked.",
                              text::FormatCount(ahead, text::kTerminalNumbers),
                              ahead == 1 ? "entry is" : "entries are", ahead == 1 ? "it was" : "they were"));
  }
  if (const uint64_t after = verification.CountOf(verify::NoteKind::kAfterResult); after != 0) {
    out.push_back(
        fmt::format("{} after the result {} the rules and {} nothing.",
                    after == 1 ? "1 entry" : text::FormatCount(after, text::kTerminalNumbers) + " entries",
                    after == 1 ? "breaks" : "break", after == 1 ? "changes" : "change"));
  }
  if (const uint64_t lines = verification.CountOf(verify::NoteKind::kSpoiltLine); lines != 0) {
    out.push_back(fmt::format("{} in witnesses\u2019 names {} wrong and {} not count.",
                              text::Plural(lines, "signature", text::kTerminalNumbers),
                              lines == 1 ? "is" : "are", lines == 1 ? "does" : "do"));
  }
  if (const uint64_t late = verification.CountOf(verify::NoteKind::kLate); late != 0) {
    out.push_back(fmt::format("The board itself says that {} in time and {} missing from this record.",
                              late == 1 ? "1 ballot came" : fmt::format("{} ballots came", late),
                              late == 1 ? "is" : "are"));
  }
  return out;
}

std::string ReplacedSentence(const Verification& verification) {
  uint64_t codes = 0;
  for (const uint32_t n : verification.replaced) codes += n;
  if (codes == 0) return {};
  return fmt::format("{} {} replaced, because the registrars say that {} lost. By region:",
                     text::Plural(codes, "voting code"), codes == 1 ? "was" : "were",
                     codes == 1 ? "it was" : "they were");
}

std::string StatementsSentence(const Verification& verification) {
  const size_t n = verification.statements.size();
  if (n == 0) return {};
  return fmt::format("{} by parties {} in this record; nobody checked what {}.", text::Plural(n, "statement"),
                     n == 1 ? "is" : "are", n == 1 ? "it says" : "they say");
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

std::string SaidBy(const record::Manifest& manifest, const verify::Said& said) {
  const record::Statement& statement = said.statement;
  std::string out = fmt::format("{}, not checked: {}", record::FormatParty(statement.party),
                                record::StatementKindName(statement.kind));
  if (statement.about != record::kNoEntry) out += fmt::format(", about entry {}", statement.about);
  return out + fmt::format(". Entry {}, of {}", said.entry, record::FormatLocalTime(manifest, said.time_ms));
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
       "The check cannot know that the roll holds the right people and no others. Somebody could vote in "
       "the name of invented voters, and they count as voters where a rule asks for turnout. Compare the "
       "number of registered voters in each region with the official roll."},
      {"What a registrar did with its codes",
       Registrars(manifest == nullptr ? 1 : manifest->registrars.size())},
      {"Who voted with a code",
       "Whoever else has a voter\u2019s code, such as a thief or a dishonest device, can vote after the "
       "voter, and the last vote counts. Only voters who looked for their ballots after the voting know it."},
      {"Whether replaced codes were lost",
       "A code that no ballot was cast with is replaced on the registrars\u2019 word alone. Registrars who "
       "work together can make the code of somebody who has not voted void, and vote with the new one. This "
       "report says how many codes were replaced in each region; these voters can see with their old codes "
       "that they were replaced."},
      {"What voters\u2019 devices did",
       "A dishonest phone or computer can encrypt another choice than the one on its screen. Only voters "
       "who tested their device before they cast the ballot could notice it."},
      {"Ballots turned away",
       "A board can leave a ballot without an answer, and the record shows nothing of it. A voter with a "
       "receipt, a promise or a signed refusal has evidence; a voter without one has none."},
      {"Pressure and payment",
       fmt::format(
           "Nobody can see from a record whether somebody was watched, forced or paid while voting.{}",
           manifest != nullptr && manifest->revoting
               ? " Voters could vote again later, which helps only those who were alone then."
               : "")},
      {"Who took part",
       "Everybody can see that a code was used, when, and how often. Whoever knows whose code it is, as a "
       "registrar does, knows who took part, but not how they voted."},
      {"Small and unanimous groups",
       "Where everybody in a group that is counted together voted the same, the result itself tells how "
       "each of them voted. If all members of a group but one tell each other their votes, they know the "
       "vote of the last one."},
      {"Trustees acting together", Trustees(manifest)},
      {"Witnesses acting together", Witnesses(manifest)},
      {"Secrecy for ever",
       "The ballots stay public in encrypted form. They are secret only as long as nobody can "
       "break today\u2019s encryption."},
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

namespace {

// IsUnjudged says of a check without a finding, of which nothing was judged, whether there was something.
bool IsUnjudged(const Verification& v, CheckId check) {
  const auto failed = [&](CheckId other) { return v.At(other).status() == CheckStatus::kFailed; };
  const auto noted = [&](verify::NoteKind kind) { return v.CountOf(kind) != 0; };
  switch (check) {
    case CheckId::kPins:
      return true;  // nothing from outside was given
    case CheckId::kReceipts:
      return noted(verify::NoteKind::kPromiseForged) || noted(verify::NoteKind::kPromiseNotJudged);
    case CheckId::kRefusals:
      return noted(verify::NoteKind::kRefusalElsewhere) || noted(verify::NoteKind::kRefusalForged) ||
             noted(verify::NoteKind::kRefusalNotJudged);
    case CheckId::kUnits:
      if (failed(CheckId::kClose)) return true;
      break;
    case CheckId::kVerdict:
      if (failed(CheckId::kResult)) return true;
      break;
    default:
      break;
  }
  return v.context == nullptr || failed(CheckId::kLog);
}

}  // namespace

std::string_view CheckStatusWords(const Verification& verification, CheckId check) {
  const CheckStatus status = verification.At(check).status();
  if (status != CheckStatus::kNotApplicable) return verify::CheckStatusName(status);
  return IsUnjudged(verification, check) ? kCannotBeChecked : kNothingToCheck;
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
