#include "constat/verdict/cause.h"

#include <algorithm>
#include <array>

#include "constat/verdict/cause_rules.h"
#include "constat/verdict/difference.h"

namespace constat::verdict {

using verify::Check;
using verify::CheckId;
using verify::Finding;
using verify::Verification;

std::string CauseKindName(CauseKind kind) {
  static constexpr std::array<std::string_view, kCauseKinds> kKeys{
#define CONSTAT_CAUSE_KEY(constant, key) #key,
      CONSTAT_CAUSE_KINDS(CONSTAT_CAUSE_KEY)
#undef CONSTAT_CAUSE_KEY
  };
  std::string out(kKeys[static_cast<size_t>(kind)]);
  std::replace(out.begin(), out.end(), '_', '-');
  return out;
}

uint64_t Cause::Following() const {
  uint64_t out = 0;
  for (const Follow& follow : follows) out += follow.findings;
  return out;
}

namespace {

bool IsHistoryCode(ErrorCode code) {
  return code == ErrorCode::kBadConsistency || code == ErrorCode::kLogRewound;
}

// IsOfAStep says whether a referendum cannot go on until what the check is of has been accepted.
bool IsOfAStep(CheckId check) {
  return check == CheckId::kManifest || check == CheckId::kCeremony || check == CheckId::kRoll ||
         check == CheckId::kDrills || check == CheckId::kOpen || check == CheckId::kClose;
}

// Gatherer goes through the findings, those of the whole record first, and gives each to a cause.
class Gatherer {
 public:
  explicit Gatherer(const Verification& verification) : v_(verification) {
    for (const record::RegionTurnout& region : v_.turnout) registered_ += region.registered;
  }

  std::vector<Cause> Gather() {
    TakeLog();
    TakeWholeRecord();
    TakePins();
    TakeEntries();
    TakeReceipts();
    for (const Finding& finding : Of(CheckId::kRefusals)) Own(CheckId::kRefusals, finding);
    AddUnlisted();
    if (damaged_index_) {  // last: it changes nothing
      std::rotate(causes_.begin() + static_cast<ptrdiff_t>(*damaged_index_),
                  causes_.begin() + static_cast<ptrdiff_t>(*damaged_index_) + 1, causes_.end());
    }
    for (Cause& cause : causes_) Finish(cause);
    return std::move(causes_);
  }

 private:
  [[nodiscard]] const std::vector<Finding>& Of(CheckId check) const { return v_.At(check).findings(); }

  struct NewCause {
    CauseKind kind;
    Doer doer;
    VotesKind votes;
    Rest rest = Rest::kJudged;
  };

  // Start begins a cause with a finding, and is its index.
  size_t Start(const NewCause& cause, CheckId check, const Finding& finding) {
    Cause& out = causes_.emplace_back(Cause{.kind = cause.kind,
                                            .check = check,
                                            .code = finding.code,
                                            .text = finding.text,
                                            .author = {},
                                            .entries = {},
                                            .file = finding.file,
                                            .ballots = finding.ballots,
                                            .follows = {},
                                            .doer = cause.doer,
                                            .votes = {cause.votes, 0},
                                            .rest = cause.rest,
                                            .stopped_at = {}});
    if (finding.refused) out.author = finding.refused->author;
    if (!out.author && out.doer == Doer::kAuthor) out.doer = Doer::kBoard;
    Join(causes_.size() - 1, check, finding);
    return causes_.size() - 1;
  }

  // Join adds a finding that is the same cause once more.
  void Join(size_t index, CheckId check, const Finding& finding) {
    Cause& cause = causes_[index];
    ++cause.findings;
    if (finding.entry) cause.entries.push_back(*finding.entry);
    NoteStep(cause, check, finding);
    last_of_[static_cast<size_t>(check)] = index;
  }

  // AddFollowing adds a finding that follows from a cause.
  void AddFollowing(size_t index, CheckId check, const Finding& finding) {
    Cause& cause = causes_[index];
    const auto found = std::find_if(cause.follows.begin(), cause.follows.end(),
                                    [&](const Follow& follow) { return follow.check == check; });
    if (found == cause.follows.end()) {
      cause.follows.push_back({check, 1});
    } else {
      ++found->findings;
    }
    if (finding.refused && finding.refused->too_early) {
      ++cause.unjudged;
    } else {
      NoteStep(cause, check, finding);
    }
    last_of_[static_cast<size_t>(check)] = index;
  }

  void NoteStep(Cause& cause, CheckId check, const Finding& finding) {
    if (IsOfAStep(check) && finding.entry) cause.stopped_at = *finding.entry;
  }

  // Own gives a finding to the cause of its kind and author, or begins one.
  size_t Own(CheckId check, const Finding& finding) {
    const CauseRule& rule = RuleOf(check, finding);
    const std::optional<record::Keeper> author =
        finding.refused ? finding.refused->author : std::optional<record::Keeper>();
    const auto same = std::find_if(causes_.begin(), causes_.end(), [&](const Cause& cause) {
      return cause.kind == rule.kind && cause.code == finding.code && cause.author == author;
    });
    if (same == causes_.end()) return Start({rule.kind, DoerOf(rule, finding), rule.votes}, check, finding);
    const auto index = static_cast<size_t>(same - causes_.begin());
    Join(index, check, finding);
    return index;
  }

  // OwnOf is the same for a finding of the whole record, of which there is one rule.
  void OwnOf(const NewCause& cause, CheckId check, const Finding& finding) {
    const auto same = std::find_if(causes_.begin(), causes_.end(),
                                   [&](const Cause& known) { return known.kind == cause.kind; });
    if (same == causes_.end()) {
      Start(cause, check, finding);
    } else {
      Join(static_cast<size_t>(same - causes_.begin()), check, finding);
    }
  }

  [[nodiscard]] std::optional<size_t> Find(CauseKind kind) const {
    for (size_t i = 0; i < causes_.size(); ++i) {
      if (causes_[i].kind == kind) return i;
    }
    return std::nullopt;
  }
  [[nodiscard]] std::optional<size_t> LastOf(CheckId check) const {
    return last_of_[static_cast<size_t>(check)];
  }

  // `log`: an altered copy where its entries are not those that were signed or a bundle cannot be read,
  // and all that the entries say follows from that; else tiles, which follow from the entries, and entries
  // that are none.
  void TakeLog() {
    const auto alters = [](const Finding& f) {
      return f.code == ErrorCode::kWrongRoot || (f.entry.has_value() && !f.file.empty());
    };
    const std::vector<Finding>& findings = Of(CheckId::kLog);
    const auto first = std::find_if(findings.begin(), findings.end(), alters);
    if (first != findings.end()) {
      const size_t copy = Start({CauseKind::kAlteredCopy, Doer::kCopy, VotesKind::kEvery, Rest::kUnreliable},
                                CheckId::kLog, *first);
      for (const Finding& finding : findings) {
        if (&finding != &*first) AddFollowing(copy, CheckId::kLog, finding);
      }
      whole_ = copy;
      return;
    }
    for (const Finding& finding : findings) {
      if (finding.entry) {
        OwnOf({CauseKind::kNotAnEntry, Doer::kBoard, VotesKind::kNone}, CheckId::kLog, finding);
      } else {
        OwnOf({CauseKind::kDamagedIndex, Doer::kCopy, VotesKind::kNone, Rest::kWhole}, CheckId::kLog,
              finding);
        damaged_index_ = Find(CauseKind::kDamagedIndex);
      }
    }
  }

  // The number of the referendum, and other histories, come before what is in the record.
  void TakeWholeRecord() {
    for (const Finding& finding : Of(CheckId::kPins)) {
      if (finding.code != ErrorCode::kWrongReferendum) continue;
      if (whole_) {
        AddFollowing(*whole_, CheckId::kPins, finding);
      } else {
        whole_ = Start({CauseKind::kOtherReferendum, Doer::kGiver, VotesKind::kEvery, Rest::kOtherSubject},
                       CheckId::kPins, finding);
      }
    }
    if (whole_) return;
    for (const CheckId check : {CheckId::kPins, CheckId::kReceipts}) {
      for (const Finding& finding : Of(check)) {
        if (finding.code == ErrorCode::kBadConsistency && !history_)
          history_ = Start({CauseKind::kTwoHistories, Doer::kBoard, VotesKind::kEvery}, check, finding);
      }
    }
    for (const Finding& finding : Of(CheckId::kPins)) {
      if (finding.code == ErrorCode::kLogRewound && !history_)
        history_ = Start({CauseKind::kTakenBack, Doer::kBoard, VotesKind::kEvery}, CheckId::kPins, finding);
    }
    first_of_history_ = history_ ? &FirstOf(causes_[*history_]) : nullptr;
  }

  // FirstOf is the finding that a history began with.
  [[nodiscard]] const Finding& FirstOf(const Cause& cause) const {
    const std::vector<Finding>& findings = Of(cause.check);
    return *std::find_if(findings.begin(), findings.end(),
                         [&](const Finding& f) { return f.code == cause.code; });
  }

  // The checkpoint's signatures, by the manifest and by the trust file's policy: one cause where both
  // say the same.
  void TakePins() {
    for (const CheckId check : {CheckId::kBoardSignature, CheckId::kWitnesses}) {
      for (const Finding& finding : Of(check)) {
        if (history_ && check == CheckId::kWitnesses) {
          AddFollowing(*history_, check, finding);  // a witness signs one history alone
        } else {
          Own(check, finding);
        }
      }
    }
    for (const Finding& finding : Of(CheckId::kPins)) TakePin(finding);
  }

  void TakePin(const Finding& finding) {
    if (finding.code == ErrorCode::kWrongReferendum || &finding == first_of_history_) return;
    if (!finding.file.empty()) {
      if (whole_) {
        AddFollowing(*whole_, CheckId::kPins, finding);
      } else if (history_ && IsHistoryCode(finding.code)) {
        AddFollowing(*history_, CheckId::kPins, finding);
      } else {
        OwnOf({CauseKind::kForeignFile, Doer::kGiver, VotesKind::kNone}, CheckId::kPins, finding);
      }
      return;
    }
    const bool quorum = finding.code == ErrorCode::kNoQuorum;
    const std::optional<size_t> known = LastOf(quorum ? CheckId::kWitnesses : CheckId::kBoardSignature);
    if (known) {
      AddFollowing(*known, CheckId::kPins, finding);
    } else if (whole_ && causes_[*whole_].kind == CauseKind::kOtherReferendum) {
      AddFollowing(*whole_, CheckId::kPins, finding);
    } else {
      OwnOf(quorum ? NewCause{CauseKind::kOtherWitnesses, Doer::kGiver, VotesKind::kEvery}
                   : NewCause{CauseKind::kOtherBoard, Doer::kGiver, VotesKind::kEvery},
            CheckId::kPins, finding);
    }
  }

  struct EntryFinding {
    CheckId check;
    const Finding* finding;
  };

  // Entries in the log's order, whatever check they are of.
  void TakeEntries() {
    std::vector<EntryFinding> all;
    for (auto c = static_cast<size_t>(CheckId::kManifest); c <= static_cast<size_t>(CheckId::kSoftware);
         ++c) {
      for (const Finding& finding : Of(static_cast<CheckId>(c)))
        all.push_back({static_cast<CheckId>(c), &finding});
    }
    std::stable_sort(all.begin(), all.end(), [](const EntryFinding& a, const EntryFinding& b) {
      return a.finding->entry.value_or(0) < b.finding->entry.value_or(0);
    });
    for (const EntryFinding& entry : all) {
      const std::optional<size_t> known = whole_ ? whole_ : ComesFrom(entry.check, *entry.finding);
      if (known) {
        AddFollowing(*known, entry.check, *entry.finding);
        if (entry.check == CheckId::kClose) stopper_ = known;
      } else {
        const size_t own = Own(entry.check, *entry.finding);
        if (IsOfAStep(entry.check)) stopper_ = own;
      }
    }
  }

  // ComesFrom is the earlier cause that a finding of an entry follows from.
  [[nodiscard]] std::optional<size_t> ComesFrom(CheckId check, const Finding& finding) const {
    if (finding.refused && finding.refused->too_early) return stopper_ ? stopper_ : history_;
    if (history_ && (check == CheckId::kClose || finding.code == ErrorCode::kBadProof ||
                     finding.code == ErrorCode::kBadSignature))
      return history_;
    switch (check) {
      case CheckId::kRoll:
        return finding.code == ErrorCode::kWrongCount ? LastOf(CheckId::kRoll) : std::nullopt;
      case CheckId::kOpen:
        return finding.code == ErrorCode::kDrillMissing ? LastOf(CheckId::kDrills) : std::nullopt;
      case CheckId::kClose:
        return CountsRefusedBallots(finding) ? LastOf(CheckId::kBallots) : std::nullopt;
      case CheckId::kResult:
        if (finding.code == ErrorCode::kTooFewShares) return LastOf(CheckId::kShares);
        return finding.code == ErrorCode::kBadNumber ? LastOf(CheckId::kResult) : std::nullopt;
      default:
        return std::nullopt;
    }
  }

  // CountsRefusedBallots says whether a close is wrong by just the ballots that were refused before it.
  [[nodiscard]] bool CountsRefusedBallots(const Finding& finding) const {
    return finding.ballots &&
           finding.ballots->stated == finding.ballots->right + v_.At(CheckId::kBallots).count();
  }

  void TakeReceipts() {
    const std::optional<size_t> from = whole_ ? whole_ : history_;
    for (const Finding& finding : Of(CheckId::kReceipts)) {
      if (&finding == first_of_history_) continue;
      if (from && (finding.code == ErrorCode::kReceiptNotIncluded || IsHistoryCode(finding.code))) {
        AddFollowing(*from, CheckId::kReceipts, finding);
      } else {
        Own(CheckId::kReceipts, finding);
      }
    }
  }

  // AddUnlisted gives the findings that a check counts and does not list to the cause of its last listed one.
  void AddUnlisted() {
    for (size_t c = 0; c < verify::kCheckCount; ++c) {
      const Check& check = v_.checks()[c];
      const uint64_t more = check.count() - check.findings().size();
      const std::optional<size_t> last = last_of_[c];
      if (!last) continue;  // nothing was found
      Cause& cause = causes_[*last];
      const auto follow = std::find_if(cause.follows.begin(), cause.follows.end(),
                                       [&](const Follow& f) { return f.check == static_cast<CheckId>(c); });
      if (follow == cause.follows.end()) {
        cause.findings += more;
      } else {
        follow->findings += more;
        const Finding& listed = check.findings().back();
        if (listed.refused && listed.refused->too_early) cause.unjudged += more;
      }
    }
  }

  void Finish(Cause& cause) const {
    if (cause.unjudged != 0 && cause.rest == Rest::kJudged) cause.rest = Rest::kStopped;
    if (cause.rest != Rest::kStopped) cause.stopped_at.reset();
    switch (cause.votes.kind) {
      case VotesKind::kLeftOut:
        cause.votes.most = cause.findings * VotesOfABallot();
        break;
      case VotesKind::kVoters:
        cause.votes.most = cause.findings;
        break;
      case VotesKind::kCounted:
        // Of several results that were published only the first is compared.
        if (const auto difference = CompareResults(v_);
            cause.findings == 1 && IsCompared(cause, difference)) {
          cause.votes.most = difference->most_votes;
        } else {
          cause.votes = {VotesKind::kEvery, registered_};
        }
        break;
      case VotesKind::kEvery:
        cause.votes.most = registered_;
        break;
      case VotesKind::kNone:
      case VotesKind::kVerdict:
      case VotesKind::kAnyNumber:
        break;
    }
  }

  // VotesOfABallot is how many options of one question a ballot may be for at most.
  [[nodiscard]] uint64_t VotesOfABallot() const {
    uint64_t out = 1;
    if (v_.context == nullptr) return out;
    for (const record::Question& question : v_.context->manifest.questions)
      out = std::max<uint64_t>(out, question.max);
    return out;
  }

  const Verification& v_;
  uint64_t registered_ = 0;
  std::vector<Cause> causes_;
  // Indices of causes_: the one that everything of the entries follows from; another history; the last step
  // that was refused; tiles; and of each check the cause of its last listed finding.
  std::optional<size_t> whole_;
  std::optional<size_t> history_;
  std::optional<size_t> stopper_;
  std::optional<size_t> damaged_index_;
  const Finding* first_of_history_ = nullptr;
  std::array<std::optional<size_t>, verify::kCheckCount> last_of_{};
};

}  // namespace

bool IsCompared(const Cause& cause, const std::optional<Difference>& difference) {
  const bool of_a_result = cause.kind == CauseKind::kWrongResult || cause.kind == CauseKind::kWrongVerdict;
  return of_a_result && difference && !cause.entries.empty() && cause.entries.front() == difference->entry;
}

std::vector<Cause> GatherCauses(const Verification& verification) { return Gatherer(verification).Gather(); }

}  // namespace constat::verdict
