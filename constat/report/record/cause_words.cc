#include "constat/report/record/cause_words.h"

#include <algorithm>

#include "constat/base/check.h"
#include "constat/record/shown_hash.h"
#include "constat/report/record/wording.h"
#include "constat/text/clean.h"

namespace constat::report {
namespace {

using verdict::Cause;
using verdict::CauseKind;
using verdict::Doer;
using verdict::Pair;
using verdict::Rest;
using verdict::VotesKind;
using verify::Verification;

// Fill is a sentence about a cause: as it is, or with who did it, or with how many findings it has.
std::string Fill(std::string_view sentence, const std::string&, uint64_t) { return Say(sentence); }
template <class Values>
std::string Fill(text::Message (*sentence)(const Values&), const std::string& who, uint64_t count) {
  Values values;
  if constexpr (requires { values.who; }) values.who = who;
  if constexpr (requires { values.count; }) values.count = count;
  return Say(sentence(values));
}

class CauseWriter {
 public:
  CauseWriter(const Words& words, const Verification& verification, const Cause& cause)
      : w_(words), t_(words.t), v_(verification), cause_(cause) {}

  [[nodiscard]] CauseWords Write() const {
    return {What(), Where(), Beside(), Who(), Votes(), RestOf(), Follow()};
  }

 private:
  [[nodiscard]] std::string What() const {
    const std::string who = Author();
    switch (cause_.kind) {
#define CONSTAT_CAUSE_SENTENCE(constant, key) \
  case CauseKind::constant:                   \
    return Fill(w_.c.key, who, cause_.findings);
      CONSTAT_CAUSE_KINDS(CONSTAT_CAUSE_SENTENCE)
#undef CONSTAT_CAUSE_SENTENCE
    }
    CONSTAT_CHECK(false);
  }

  // Author begins a sentence.
  [[nodiscard]] std::string Author() const {
    if (!w_.HasManifest() || !cause_.author) return Say(t_.start_nobody);
    return w_.Start(*cause_.author);
  }

  [[nodiscard]] std::string Where() const {
    constexpr size_t kMostRanges = 5;
    if (cause_.entries.empty()) {
      return cause_.file.empty() ? "" : Say(t_.file({.name = w_.Name(text::EscapeName(cause_.file))}));
    }
    std::vector<std::string> ranges;
    uint64_t shown = 0;
    for (size_t i = 0; i < cause_.entries.size() && ranges.size() < kMostRanges;) {
      size_t last = i;
      while (last + 1 < cause_.entries.size() && cause_.entries[last + 1] == cause_.entries[last] + 1) ++last;
      ranges.push_back(last == i
                           ? w_.Count(cause_.entries[i])
                           : Say(t_.entry_range({.from = cause_.entries[i], .to = cause_.entries[last]})));
      shown += last + 1 - i;
      i = last + 1;
    }
    std::string list = w_.Commas(ranges);
    if (cause_.findings > shown)
      list = Say(t_.entries_more({.list = list, .count = cause_.findings - shown}));
    return Say(t_.entry({.count = cause_.findings, .list = list}));
  }

  [[nodiscard]] std::string Beside() const {
    if (cause_.ballots)
      return Say(t_.close_states({.stated = cause_.ballots->stated, .right = cause_.ballots->right}));
    if (cause_.kind == CauseKind::kTooFewWitnesses) {
      return Say(t_.witnesses_confirm({.count = LastSeen(v_).size(), .needed = w_.manifest().quorum}));
    }
    if (cause_.kind == CauseKind::kOtherReferendum && v_.pinned_manifest && v_.context != nullptr) {
      return Say(t_.numbers_beside({.asked = record::FormatReferendumNumber(*v_.pinned_manifest),
                                    .here = record::FormatReferendumNumber(v_.context->manifest_hash)}));
    }
    return "";
  }

  [[nodiscard]] std::string NameOf(record::Role role) const {
    if (!w_.HasManifest()) return Say(t_.nobody_named);
    return w_.Name(record::PartyName(w_.manifest(), {role, 0}));
  }

  [[nodiscard]] std::string Who() const {
    const std::string board = NameOf(record::Role::kBoard);
    switch (cause_.doer) {
      case Doer::kCopy:
        return Say(t_.doer_copy);
      case Doer::kGiver:
        return Say(t_.doer_giver);
      case Doer::kBoard:
        return Say(t_.doer_board({.board = board}));
      case Doer::kBoardOrAbsent:
        return Say(t_.doer_board_or_absent({.board = board, .missing = AbsentWitnesses(w_, v_)}));
      case Doer::kAuthor:
        return Say(t_.doer_author({.who = Author(), .board = board}));
      case Doer::kBoardForAuthor:
        return Say(t_.doer_board_for_author({.board = board, .who = w_.Party(*cause_.author)}));
      case Doer::kUnknownVoter:
        return Say(t_.doer_unknown_voter({.board = board}));
      case Doer::kOrganiser:
        return Say(t_.doer_organiser({.organiser = NameOf(record::Role::kOrganiser), .board = board}));
    }
    CONSTAT_CHECK(false);
  }

  [[nodiscard]] std::string Votes() const {
    const uint64_t most = cause_.votes.most;
    switch (cause_.votes.kind) {
      case VotesKind::kNone:
        return Say(t_.votes_none);
      case VotesKind::kVerdict:
        return Say(t_.votes_verdict);
      case VotesKind::kLeftOut:
        return Say(t_.votes_left_out({.count = most}));
      case VotesKind::kAnyNumber:
        return Say(t_.votes_any_number);
      case VotesKind::kCounted:
        return Say(t_.votes_counted({.count = most}));
      case VotesKind::kVoters:
        return Say(t_.votes_voters({.count = most}));
      case VotesKind::kEvery:
        return most == 0 ? Say(t_.votes_every_unknown) : Say(t_.votes_every({.count = most}));
    }
    CONSTAT_CHECK(false);
  }

  [[nodiscard]] std::string RestOf() const {
    switch (cause_.rest) {
      case Rest::kJudged:
        return Say(IsAll() ? t_.rest_nothing_else : t_.rest_judged);
      case Rest::kStopped:
        return Say(t_.rest_stopped({.count = cause_.unjudged, .entry = cause_.stopped_at.value_or(0)}));
      case Rest::kUnreliable:
        return Say(t_.rest_unreliable);
      case Rest::kWhole:
        return Say(t_.rest_whole);
      case Rest::kOtherSubject:
        return Say(t_.rest_other_subject);
    }
    CONSTAT_CHECK(false);
  }

  // IsAll says whether every finding is this cause's, or follows from it.
  [[nodiscard]] bool IsAll() const {
    uint64_t all = 0;
    for (size_t c = 0; c < verify::kCheckCount; ++c) all += v_.At(static_cast<verify::CheckId>(c)).count();
    return cause_.findings + cause_.Following() == all;
  }

  [[nodiscard]] std::string Follow() const {
    const uint64_t following = cause_.Following();
    return following == 0 ? "" : Say(t_.findings_follow({.count = following}));
  }

  const Words& w_;
  const ReportTexts& t_;
  const Verification& v_;
  const Cause& cause_;
};

// DifferenceWriter collects rows while there is room.
class DifferenceWriter {
 public:
  explicit DifferenceWriter(const Words& words) : w_(words) {}

  void Add(std::string what, const Pair& pair) {
    if (pair.Differs()) AddText(std::move(what), w_.Count(pair.published), w_.Count(pair.right));
  }
  void AddText(std::string what, std::string published, std::string right) {
    if (rows_.size() < kMostDifferences)
      rows_.push_back({std::move(what), std::move(published), std::move(right)});
  }
  std::vector<DifferenceRow> Take() { return std::move(rows_); }

 private:
  const Words& w_;
  std::vector<DifferenceRow> rows_;
};

// InQuestion puts a question's number before what a row is about, where there are several.
std::string InQuestion(const Words& words, size_t q, std::string what) {
  if (words.manifest().questions.size() == 1) return what;
  return words.Label(Say(words.t.question_number({.n = q + 1})), what);
}

}  // namespace

CauseWords DescribeCause(const Words& words, const Verification& verification, const Cause& cause) {
  return CauseWriter(words, verification, cause).Write();
}

std::vector<DifferenceRow> DescribeDifference(const Words& words, const verdict::Difference& difference) {
  DifferenceWriter out(words);
  const ReportTexts& t = words.t;
  for (size_t q = 0; q < difference.questions.size(); ++q) {
    const verdict::QuestionDifference& question = difference.questions[q];
    if (question.VerdictDiffers()) {
      out.AddText(InQuestion(words, q, Say(t.verdict_row)), VerdictWord(words, question.published_verdict),
                  VerdictWord(words, question.right_verdict));
    }
    for (size_t o = 0; o < question.votes.size(); ++o) {
      out.Add(InQuestion(words, q, Say(t.total_of({.option = words.Option(q, o)}))), question.votes[o]);
    }
  }
  for (const verdict::GroupDifference& group : difference.groups) {
    const std::string regions = words.Regions(group.regions);
    if (group.regions.size() > 1) out.Add(Say(t.counted_of({.region = regions})), group.counted);
    for (size_t q = 0; q < group.votes.size(); ++q) {
      for (size_t o = 0; o < group.votes[q].size(); ++o) {
        out.Add(InQuestion(words, q, Say(t.votes_of({.region = regions, .option = words.Option(q, o)}))),
                group.votes[q][o]);
      }
    }
  }
  for (const verdict::RegionDifference& region : difference.regions) {
    const std::string name = words.Region(region.region);
    out.Add(Say(t.registered_of({.region = name})), region.registered);
    out.Add(Say(t.counted_of({.region = name})), region.counted);
    out.Add(Say(t.ballots_of({.region = name})), region.ballots);
  }
  return out.Take();
}

std::vector<std::string> SameAnswers(const Words& words, const verdict::Difference& difference) {
  std::vector<std::string> out;
  for (size_t q = 0; q < difference.questions.size(); ++q) {
    const verdict::QuestionDifference& question = difference.questions[q];
    if (question.VerdictDiffers() || question.right_verdict == record::Verdict::kNoRule) continue;
    out.push_back(InQuestion(
        words, q, Say(words.t.same_answer({.verdict = VerdictWord(words, question.right_verdict)}))));
  }
  return out;
}

std::string VerdictWord(const Words& words, record::Verdict verdict) {
  switch (verdict) {
    case record::Verdict::kCarried:
      return Say(words.t.carried);
    case record::Verdict::kNotCarried:
      return Say(words.t.not_carried);
    case record::Verdict::kUndetermined:
      return Say(words.t.undetermined);
    case record::Verdict::kNoRule:
      return Say(words.t.no_rule);
  }
  CONSTAT_CHECK(false);
}

std::string VerdictAnswer(const Words& words, const Verification& verification, record::Verdict verdict) {
  const std::string word = VerdictWord(words, verdict);
  if (verification.outcome() == verify::VerificationOutcome::kVerified) return word;
  return Say(words.t.by_these_numbers({.verdict = word}));
}

std::string VerdictMeaning(const Words& words, record::Verdict verdict) {
  switch (verdict) {
    case record::Verdict::kCarried:
      return Say(words.t.carried_means);
    case record::Verdict::kNotCarried:
      return Say(words.t.not_carried_means);
    case record::Verdict::kUndetermined:
      return Say(words.t.undetermined_means);
    case record::Verdict::kNoRule:
      return Say(words.t.no_rule_means);
  }
  CONSTAT_CHECK(false);
}

}  // namespace constat::report
