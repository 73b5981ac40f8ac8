// Verification: what a verifier found, as data. Spec: VER-2, VER-4, VER-8.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "constat/base/result.h"
#include "constat/record/manifest.h"
#include "constat/record/tally.h"
#include "constat/referendum/state.h"
#include "constat/verify/held_paper.h"

namespace constat::verify {

// CheckId lists the clauses of a report in the order of VER-2; "clause" means one of the specification
// elsewhere. X(constant, name)
#define CONSTAT_VERIFY_CHECKS(X)        \
  X(kLog, "log")                        \
  X(kBoardSignature, "board-signature") \
  X(kWitnesses, "witnesses")            \
  X(kPins, "pins")                      \
  X(kManifest, "manifest")              \
  X(kCeremony, "ceremony")              \
  X(kRoll, "roll")                      \
  X(kDrills, "drills")                  \
  X(kOpen, "open")                      \
  X(kReplacements, "replacements")      \
  X(kBallots, "ballots")                \
  X(kClose, "close")                    \
  X(kUnits, "units")                    \
  X(kShares, "shares")                  \
  X(kResult, "result")                  \
  X(kVerdict, "verdict")                \
  X(kStatements, "statements")          \
  X(kSoftware, "software")              \
  X(kReceipts, "receipts")              \
  X(kRefusals, "refusals")

enum class CheckId : uint8_t {
#define CONSTAT_CHECK_ENUM(constant, name) constant,
  CONSTAT_VERIFY_CHECKS(CONSTAT_CHECK_ENUM)
#undef CONSTAT_CHECK_ENUM
};
#define CONSTAT_CHECK_ONE(constant, name) +1
inline constexpr size_t kCheckCount = 0 CONSTAT_VERIFY_CHECKS(CONSTAT_CHECK_ONE);
#undef CONSTAT_CHECK_ONE
inline constexpr size_t kMaxFindings = 1000;  // listed per check; counted beyond

[[nodiscard]] std::string_view CheckName(CheckId check);

enum class CheckStatus : uint8_t { kPassed, kFailed, kNotApplicable };
[[nodiscard]] std::string_view CheckStatusName(CheckStatus status);  // "passed", "failed", "not applicable"

// RefusedEntry is what is known of an entry that the rules refused, besides the reason.
struct RefusedEntry {
  record::EntryType type;
  std::optional<record::Keeper> author{};  // as the entry names it; its signature may be wrong
  bool too_early = false;                  // something that belongs before it was not accepted
};

// Counts are a number that an entry states, and what it should be.
struct StatedCount {
  uint64_t stated = 0;
  uint64_t right = 0;
};

// Finding is one thing that is wrong.
struct Finding {
  std::optional<uint64_t> entry;  // index in the log, where it concerns an entry
  ErrorCode code;
  std::string text;
  // of the check `log`: the record's file that it concerns, if any; of `pins`, `receipts` and `refusals` the
  // file that the trust file names, if it is about one
  std::string file{};
  std::optional<RefusedEntry> refused{};
  std::optional<StatedCount> ballots{};    // of a close with a wrong number of ballots
  std::optional<HeldPaper::Kind> paper{};  // of `receipts` and `refusals`: what the file is
};

// NoteKind is what a note is about. Spec: VER-8.
enum class NoteKind : uint8_t {
  kSpoiltLine,   // lines of witnesses that do not verify
  kAfterResult,  // entries after the last `result` that the rules refuse
  // promises: not what the board signed; of a larger tree than the record's; kept at another index; under a
  // checkpoint that is no prefix of the record
  kPromiseForged,
  kPromiseNotJudged,
  kPromiseMoved,
  kPromiseForked,
  // refusals: of another referendum; not what the board signed; the record is too short
  kRefusalElsewhere,
  kRefusalForged,
  kRefusalNotJudged,
  kLate,   // by the board's own word, a vote that came in time is missing
  kAhead,  // entries beyond the checkpoint
  kStray,  // files that are no part of the record
};
[[nodiscard]] std::string_view NoteKindName(NoteKind kind);

// Note is what changes no outcome, and people are told all the same. file may hold any bytes but zero; it is
// empty for a note of no file, or of several. count is of lines, entries or files.
struct Note {
  NoteKind kind;
  std::string file;
  uint64_t count = 0;
  std::string text;
};

// Check is what was judged of one check and what was found. Its status is no field: it follows from both, and
// both only grow, so nothing that comes later can take a failure back. Spec: VER-7.
class Check {
 public:
  Check() = default;
  Check(const Check&) = default;
  Check(Check&&) = default;
  Check& operator=(const Check&) = delete;
  Check& operator=(Check&&) = delete;

  // Judge notes that something of the check was there to be judged.
  void Judge() { judged_ = true; }
  // Add counts a finding, and lists it while there is room.
  void Add(Finding finding);
  void Add(std::optional<uint64_t> entry, const Error& error) {
    Add(Finding{entry, error.code, error.detail});
  }
  // AddAll adds another's findings behind these.
  void AddAll(const Check& other);

  [[nodiscard]] CheckStatus status() const {
    if (count_ > 0) return CheckStatus::kFailed;
    return judged_ ? CheckStatus::kPassed : CheckStatus::kNotApplicable;
  }
  // count is the number of all findings; findings lists the first kMaxFindings, in entry order.
  [[nodiscard]] uint64_t count() const { return count_; }
  [[nodiscard]] const std::vector<Finding>& findings() const { return findings_; }

 private:
  bool judged_ = false;
  uint64_t count_ = 0;
  std::vector<Finding> findings_;
};

// VerificationOutcome is VER-4's outcome; what the result entries hold is record::Outcome.
enum class VerificationOutcome : uint8_t { kVerified, kWrong, kIncomplete, kConsistent };
[[nodiscard]] std::string_view OutcomeName(VerificationOutcome outcome);

// WitnessSeen is a cosignature on the record's checkpoint by a witness of the manifest.
struct WitnessSeen {
  std::string name;
  uint64_t time_s = 0;
};

// Said is an accepted statement; nobody checked what it says. Spec: STA-2.
struct Said {
  uint64_t entry = 0;
  uint64_t time_ms = 0;  // of the entry
  record::Statement statement;
};

// PageList is an accepted list of pages, valid from its entry's time until the next one's. Spec: MAN-6.
struct PageList {
  uint64_t entry = 0;
  uint64_t time_ms = 0;
  record::SoftwareChange change;
};

// PublishedResult is a result that the board signed and the rules refused.
struct PublishedResult {
  uint64_t entry = 0;  // the first of its parts that was refused
  record::Outcome outcome;
};

// Verification is everything a report is made from. It holds no reference to the record.
class Verification {
 public:
  // outcome follows from the checks, the result and the pins; nobody sets it. Spec: VER-4.
  [[nodiscard]] VerificationOutcome outcome() const;
  // IsRehearsal says whether the record is of a rehearsal; ExitStatus is VER-4's: 0 verified, 1 wrong, 3
  // incomplete or consistent, or verified and a rehearsal that nobody expected. (2, could not be checked,
  // is an Error.)
  [[nodiscard]] bool IsRehearsal() const { return context != nullptr && context->manifest.rehearsal; }
  [[nodiscard]] int ExitStatus() const;
  // checks are all of them, by CheckId.
  [[nodiscard]] const std::vector<Check>& checks() const { return checks_; }
  [[nodiscard]] Check& At(CheckId check) { return checks_[static_cast<size_t>(check)]; }
  [[nodiscard]] const Check& At(CheckId check) const { return checks_[static_cast<size_t>(check)]; }

  // SeenMs is when the last of the manifest's witnesses cosigned the record's checkpoint; 0 if none did.
  [[nodiscard]] uint64_t SeenMs() const;

  // CountOf adds up the notes of a kind.
  [[nodiscard]] uint64_t CountOf(NoteKind kind) const;

  tlog::TreeHead tree;             // as recomputed from the entries
  referendum::ContextPtr context;  // null without a usable manifest
  referendum::Phase phase = referendum::Phase::kEmpty;
  std::vector<Note> notes;
  std::vector<WitnessSeen> witnesses;
  std::vector<uint16_t> drilled_trustees;  // trustees (1..n) who showed a working key before the opening
  uint64_t voting_begin_ms = 0;            // from when on ballots were accepted; 0 before `open`
  std::vector<uint16_t> sharing_trustees;  // trustees (1..n) whose decryption shares are complete
  std::vector<record::RegionTurnout>
      turnout;                     // per region, as far as the record goes; empty before the roll ended
  std::vector<uint32_t> replaced;  // completed replacements per region; as long as the regions are known
  uint64_t ballots = 0;            // accepted
  std::vector<uint64_t> ballots_per_hour;     // accepted ballots by whole hours since the opening
  std::optional<record::Outcome> result;      // recomputed; set when the result entries are accepted
  std::optional<record::Outcome> recomputed;  // what the ballots give, where a `result` was compared with it
  std::optional<PublishedResult> published;   // the first that was refused, if it can be read
  std::vector<Said> statements;               // in the log's order, at most 16 of a party
  std::vector<PageList> page_lists;           // that replaced the manifest's, in order, at most 16
  bool pinned = false;
  std::optional<Bytes32> pinned_manifest;  // the hash of the manifest that the trust file names
  bool rehearsal_expected = false;
  uint64_t receipts_checked = 0;
  uint64_t promises_kept = 0;     // of those given
  uint64_t refusals_rightly = 0;  // of those given: the board was right
  std::vector<HeldPaper> held;    // which ballots these are about

 private:
  std::vector<Check> checks_{kCheckCount};
};

}  // namespace constat::verify
