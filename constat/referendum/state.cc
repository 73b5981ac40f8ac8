#include "constat/referendum/state.h"

#include <fmt/core.h>

#include "constat/base/check.h"
#include "constat/record/local_time.h"
#include "constat/record/named.h"
#include "constat/text/number.h"

namespace constat::referendum {

using record::EntryType;
using record::EntryView;

namespace {

constexpr unsigned BitOf(Phase phase) { return 1u << static_cast<unsigned>(phase); }

}  // namespace

// When is what a type needs within its phase.
enum class Referendum::When {
  kAlways,
  kFirst,
  kUntilAllCommitted,
  kUntilAllDealt,
  kAfterAllDealt,
  kUntilRollComplete,
  kAfterRollComplete,
  kNotWhileFixed,  // not between the complete roll and `open`, nor from the closing to the close
  kNotQuiet
};

// LastTime is the latest time that an entry of a type may have.
enum class Referendum::LastTime { kNone, kCeremonyEndMs, kOpenUntil, kStatementsEnd };

// Place is where entries of a type may come.
struct Referendum::Place {
  unsigned phases;  // a bit each
  When when;
  LastTime last;
};

Referendum::Place Referendum::PlaceOf(EntryType type) {
  // The phases as the table writes them.
  constexpr unsigned kEmpty = BitOf(Phase::kEmpty);
  constexpr unsigned kCeremony = BitOf(Phase::kCeremony);
  constexpr unsigned kFailedCeremony = BitOf(Phase::kFailedCeremony);
  constexpr unsigned kRoll = BitOf(Phase::kRoll);
  constexpr unsigned kOpen = BitOf(Phase::kOpen);
  constexpr unsigned kTallying = BitOf(Phase::kTallying);
  constexpr unsigned kFinal = BitOf(Phase::kFinal);
  switch (type) {
#define CONSTAT_ENTRY_TYPE(number, constant, name, phase, when, last, check, clause) \
  case EntryType::constant:                                                          \
    return {phase, When::when, LastTime::last};
#include "constat/record/entry_types.inc"
  }
  CONSTAT_CHECK(false);
}

std::string_view PhaseWords(Phase phase) {
  switch (phase) {
    case Phase::kEmpty:
      return "there is no manifest yet";
    case Phase::kCeremony:
      return "the trustees are making their key";
    case Phase::kFailedCeremony:
      return "the making of the key has failed";
    case Phase::kRoll:
      return "the key is made, and voting is not open yet";
    case Phase::kOpen:
      return "the voting is open";
    case Phase::kTallying:
      return "the voting is closed, and there is no result yet";
    case Phase::kFinal:
      return "the result is there";
  }
  CONSTAT_CHECK(false);
}

std::string_view PhaseName(Phase phase) {
  switch (phase) {
    case Phase::kEmpty:
      return "before the manifest";
    case Phase::kCeremony:
      return "key ceremony";
    case Phase::kFailedCeremony:
      return "key ceremony failed";
    case Phase::kRoll:
      return "roll";
    case Phase::kOpen:
      return "voting";
    case Phase::kTallying:
      return "tallying";
    case Phase::kFinal:
      return "final";
  }
  CONSTAT_CHECK(false);
}

Referendum::Referendum(Referendum&&) noexcept = default;
Referendum& Referendum::operator=(Referendum&&) noexcept = default;
Referendum::~Referendum() = default;

Status Referendum::Apply(const LogEntry& entry) { return Apply(entry, {}); }

Status Referendum::Apply(const LogEntry& entry, Prechecked prechecked) {
  CONSTAT_TRY(Judge(entry, prechecked));
  tree_.Append(entry.leaf);
  last_time_ms_ = entry.entry.time_ms;
  if (phase_ == Phase::kRoll && !complete_roll_ && roll_->AllEnded()) complete_roll_ = tree_.Head();
  return {};
}

// CheckPhase applies the table of LOG-6.
Status Referendum::CheckPhase(EntryType type) const {
  const Place place = PlaceOf(type);
  if ((place.phases & BitOf(phase_)) != 0 && IsNow(place.when)) return {};
  return Fail(ErrorCode::kWrongPhase,
              fmt::format("{} is not possible now: {}", record::EntryTypeWords(type), PhaseWords(phase_)));
}

bool Referendum::ComesTooEarly(EntryType type) const {
  const Place place = PlaceOf(type);
  if ((place.phases & BitOf(phase_)) == 0) return (place.phases & ~(2 * BitOf(phase_) - 1)) != 0;
  switch (place.when) {
    case When::kUntilAllDealt:
      return !ceremony_->AllCommitted();
    case When::kAfterAllDealt:
    case When::kAfterRollComplete:
      return !IsNow(place.when);
    default:
      return false;
  }
}

bool Referendum::IsNow(When when) const {
  switch (when) {
    case When::kAlways:
      return true;
    case When::kFirst:
      return tree_.size() == 0;
    case When::kUntilAllCommitted:
      return !ceremony_->AllCommitted();
    case When::kUntilAllDealt:
      return ceremony_->AllCommitted() && !ceremony_->AllDealt();
    case When::kAfterAllDealt:
      return ceremony_->AllDealt();
    case When::kUntilRollComplete:
      return !complete_roll_;
    case When::kAfterRollComplete:
      return complete_roll_.has_value();
    case When::kNotWhileFixed:
      return phase_ != Phase::kRoll || !complete_roll_;
    case When::kNotQuiet:
      return true;  // CheckQuiet: the time says it
  }
  CONSTAT_CHECK(false);
}

// CheckQuiet refuses what comes while the close is made, of an entry whose phase it is.
Status Referendum::CheckQuiet(const EntryView& entry) const {
  if (phase_ != Phase::kOpen) return {};
  const record::Manifest& manifest = context_->manifest;
  const When when = PlaceOf(entry.type).when;
  if (when == When::kNotQuiet) return CheckQuietTimes(manifest, entry.time_ms);
  if (when != When::kNotWhileFixed || entry.time_ms < manifest.closing_ms) return {};
  return Fail(ErrorCode::kWrongPhase,
              fmt::format("{} may not come from the closing, {}, until the close is in the log",
                          record::EntryTypeWords(entry.type),
                          record::FormatLocalAndUtc(manifest, manifest.closing_ms)));
}

// CheckLastTime refuses what comes after its type's last time, of an entry whose phase it is.
Status Referendum::CheckLastTime(const EntryView& entry) const {
  uint64_t last_ms = 0;
  switch (PlaceOf(entry.type).last) {
    case LastTime::kNone:
      return {};
    case LastTime::kCeremonyEndMs:
      last_ms = context_->manifest.ceremony_end_ms;
      break;
    case LastTime::kOpenUntil:
      last_ms = OpenUntilMs(context_->manifest);
      break;
    case LastTime::kStatementsEnd:
      last_ms = StatementsEndMs(context_->manifest, result_ms_);
      break;
  }
  if (entry.time_ms <= last_ms) return {};
  return Fail(ErrorCode::kWrongPhase,
              fmt::format("{} may come until {}; this one is of {}", record::EntryTypeWords(entry.type),
                          record::FormatLocalTime(context_->manifest, last_ms),
                          record::FormatLocalTime(context_->manifest, entry.time_ms)));
}

// CheckOpenTime is LOG-7.3, of an entry whose phase it is.
Status Referendum::CheckOpenTime(const EntryView& entry) const {
  if (phase_ != Phase::kOpen || entry.type == EntryType::kClose) return {};
  if (entry.type == EntryType::kBallot) return voting_time_->CheckBallot(entry.time_ms);
  if (entry.type == EntryType::kReplacementShare) CONSTAT_TRY(replacements_->CheckTime(entry.time_ms));
  return voting_time_->CheckRounded(entry.time_ms);
}

Status Referendum::CheckPlace(const EntryView& entry) const {
  CONSTAT_TRY(CheckPhase(entry.type));
  CONSTAT_TRY(CheckLastTime(entry));
  return CheckQuiet(entry);
}

Status Referendum::Judge(const LogEntry& entry, Prechecked& prechecked) {
  const auto& [type, time_ms, body] = entry.entry;
  CONSTAT_TRY(CheckPlace(entry.entry));
  if (time_ms < last_time_ms_) {
    return Fail(ErrorCode::kTimeWentBack, "the entry's time is before that of the entry before it");
  }
  CONSTAT_TRY(CheckOpenTime(entry.entry));
  switch (type) {
    case EntryType::kManifest:
      return ApplyManifest(body);
    case EntryType::kTrusteeCommit:
      return ceremony_->ApplyCommit(body);
    case EntryType::kTrusteeDeal:
      return ceremony_->ApplyDeal(body);
    case EntryType::kTrusteeAccept:
      CONSTAT_TRY(ceremony_->ApplyAccept(body));
      if (ceremony_->AllAccepted()) phase_ = Phase::kRoll;
      return {};
    case EntryType::kTrusteeComplaint:
      CONSTAT_TRY(ceremony_->ApplyComplaint(body));
      phase_ = Phase::kFailedCeremony;
      return {};
    case EntryType::kRollChunk:
      return ApplyRollChunk(body, std::move(prechecked.roll_chunk));
    case EntryType::kRollEnd:
      return roll_->ApplyEnd(body);
    case EntryType::kTrusteeDrill:
      return ceremony_->ApplyDrill(body, *complete_roll_);
    case EntryType::kOpen:
      return ApplyOpen(entry.entry);
    case EntryType::kBallot:
      return ApplyBallot(entry, std::move(prechecked.ballot));
    case EntryType::kReplacementShare:
      return ApplyReplacement(entry.entry);
    case EntryType::kClose:
      return ApplyClose(entry);
    case EntryType::kDecryptionShare:
      return MutableTally().ApplyShare(body);
    case EntryType::kResult:
      return ApplyResult(entry.entry);
    case EntryType::kStatement:
      return statements_->Apply(body, tree_.size());
    case EntryType::kSoftware:
      return software_->Apply(body);
  }
  CONSTAT_CHECK(false);
}

Status Referendum::CheckNext(const EntryView& entry) const {
  if (entry.type != EntryType::kBallot && entry.type != EntryType::kStatement) {
    return Fail(ErrorCode::kUnknownEnum,
                fmt::format("{} is not judged by itself", record::EntryTypeWords(entry.type)));
  }
  CONSTAT_TRY(CheckPlace(entry));
  CONSTAT_TRY(CheckOpenTime(entry));
  if (entry.type == EntryType::kStatement) return statements_->Judge(entry.body, tree_.size());
  const CheckedBallot checked = CheckBallot(entry.body);
  if (checked.slot) CONSTAT_TRY(replacements_->CheckCurrent(*checked.slot, checked.credential));
  return ballots_->Judge(checked);
}

std::vector<Prechecked> Referendum::Precheck(std::span<const record::EntryView> entries) const {
  std::vector<Prechecked> out(entries.size());
  std::vector<ByteView> ballots;
  std::vector<size_t> ballot_indices;
  std::vector<ByteView> chunks;
  std::vector<size_t> chunk_indices;
  for (size_t i = 0; i < entries.size(); ++i) {
    if (entries[i].type == EntryType::kRollChunk && phase_ == Phase::kRoll) {
      chunks.push_back(entries[i].body);
      chunk_indices.push_back(i);
    } else if (entries[i].type == EntryType::kBallot && phase_ == Phase::kOpen) {
      ballots.push_back(entries[i].body);
      ballot_indices.push_back(i);
    }
  }
  if (!chunks.empty()) {
    std::vector<CheckedRollChunk> checked = CheckRollChunks(*context_, chunks);
    for (size_t k = 0; k < checked.size(); ++k) out[chunk_indices[k]].roll_chunk = std::move(checked[k]);
  }
  if (!ballots.empty()) {
    std::vector<CheckedBallot> checked = checker_->Check(
        ballots, method_,
        [this](const group::EncodedPoint& credential) { return replacements_->FindAhead(credential); });
    for (size_t k = 0; k < checked.size(); ++k) out[ballot_indices[k]].ballot = std::move(checked[k]);
  }
  return out;
}

Status Referendum::ApplyManifest(ByteView body) {
  CONSTAT_ASSIGN(context_, MakeContext(body));
  ceremony_ = std::make_unique<Ceremony>(context_);
  roll_ = std::make_unique<Roll>(context_);
  statements_ = std::make_unique<Statements>(context_);
  software_ = std::make_unique<SoftwareChanges>(context_);
  phase_ = Phase::kCeremony;
  return {};
}

Status Referendum::ApplyRollChunk(ByteView body, std::optional<CheckedRollChunk> checked) {
  if (!checked) checked = CheckRollChunk(*context_, body);
  return roll_->ApplyChunk(*checked, body);
}

Status Referendum::ApplyOpen(const EntryView& entry) {
  CONSTAT_ASSIGN(const record::Open open, record::DecodeOpen(entry.body));
  const record::Manifest& manifest = context_->manifest;
  if (ceremony_->Drills() < manifest.drills) {
    return Fail(ErrorCode::kDrillMissing,
                fmt::format("{} trustees have shown a working key; {} are needed before the opening",
                            ceremony_->Drills(), manifest.drills));
  }
  if (!(open.joint_key == ceremony_->JointKey())) {
    return Fail(ErrorCode::kWrongKey, "the key in the opening is not the one that the trustees' deals make");
  }
  if (open.root != complete_roll_->root) {
    return Fail(ErrorCode::kWrongRoot,
                fmt::format("the opening is for another log than the first {} entries of this one, which "
                            "end with the complete roll",
                            complete_roll_->size));
  }
  CONSTAT_TRY(context_->CheckRoleSignature(manifest.organiser.key, EntryType::kOpen,
                                           {record::Role::kOrganiser, 0}, entry.body));
  voting_time_.emplace(manifest, entry.time_ms);
  checker_ = std::make_unique<BallotChecker>(context_, ceremony_->JointKey());
  ballots_ = std::make_unique<BallotBox>(context_, *roll_);
  replacements_ = std::make_unique<Replacements>(context_, *roll_);
  phase_ = Phase::kOpen;
  return {};
}

Status Referendum::ApplyBallot(const LogEntry& entry, std::optional<CheckedBallot> checked) {
  // What was checked ahead may not know the credentials that were made in the meantime.
  const bool is_new =
      checked && checked->encoding && !checked->slot && replacements_->Find(checked->credential).has_value();
  if (!checked || is_new) checked = CheckBallot(entry.entry.body);
  if (checked->slot) CONSTAT_TRY(replacements_->CheckCurrent(*checked->slot, checked->credential));
  CONSTAT_TRY(ballots_->Apply(*checked, {tree_.size(), entry.leaf}));
  replacements_->Drop(*checked->slot);
  return {};
}

CheckedBallot Referendum::CheckBallot(ByteView body) const {
  return std::move(
      checker_
          ->Check(std::span(&body, 1), method_,
                  [this](const group::EncodedPoint& credential) { return replacements_->Find(credential); })
          .front());
}

Status Referendum::ApplyReplacement(const record::EntryView& entry) {
  CONSTAT_TRY(replacements_->Apply(entry.body, entry.time_ms, *ballots_));
  return {};
}

Status Referendum::ApplyClose(const LogEntry& entry) {
  CONSTAT_TRY(
      CheckClose(*context_, entry.entry.body, {entry.entry.time_ms, ballots_->Ballots(), tree_.Head()}));
  ballots_->SortPending();
  phase_ = Phase::kTallying;
  return {};
}

Status Referendum::ApplyResult(const EntryView& entry) {
  CONSTAT_TRY(MutableTally().ApplyResult(entry.body));
  if (!tally_->result()) return {};
  phase_ = Phase::kFinal;
  result_ms_ = entry.time_ms;
  return {};
}

std::optional<uint64_t> Referendum::FirstPending() const {
  if (!ballots_ || ballots_->Pending().empty()) return std::nullopt;
  return ballots_->Pending().front().entry;
}

size_t Referendum::PendingCount() const { return ballots_ ? ballots_->Pending().size() : 0; }

Status Referendum::Retract(ByteView entry_bytes) { return ballots_->Retract(entry_bytes); }

Tally& Referendum::MutableTally() {
  CONSTAT_CHECK(phase_ == Phase::kTallying || phase_ == Phase::kFinal);
  if (!tally_)
    tally_ = std::make_unique<Tally>(TallyInput{context_, ceremony_.get(), roll_.get(), ballots_.get()});
  return *tally_;
}

const Tally& Referendum::tally() { return MutableTally(); }

const record::Outcome* Referendum::result() const {
  return tally_ && tally_->result() ? &*tally_->result() : nullptr;
}

Status ResolvePending(Referendum& state, const tlog::LogSource& record, uint64_t size) {
  tlog::EntryBundle bundle;  // the last one is kept: superseded ballots often stand near each other
  while (const std::optional<uint64_t> entry = state.FirstPending()) {
    if (bundle.entries.empty() || *entry < bundle.first || *entry - bundle.first >= bundle.entries.size()) {
      CONSTAT_ASSIGN(bundle, tlog::ReadBundle(record, size, *entry / tlog::kTileWidth));
    }
    CONSTAT_TRY(state.Retract(bundle.entries[*entry - bundle.first]));
  }
  return {};
}

}  // namespace constat::referendum
