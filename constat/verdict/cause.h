// Causes: the findings of a verification gathered under what they come from, for people. Spec: VER-14.
//
// One fault of a record often leaves many findings: where a close is refused, every decryption after it comes
// before its turn. A reader needs the first of them, and is told how many others follow from it. Nothing here
// changes an outcome: the findings stay as the verifier made them.
//
// Pure functions over values.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "constat/verdict/difference.h"
#include "constat/verify/verification.h"

namespace constat::verdict {

// CONSTAT_CAUSE_KINDS is what happened, a sentence each. X(constant, key of its sentence in assets/texts)
#define CONSTAT_CAUSE_KINDS(X)                                                                           \
  /* of the copy of the record, and of what it is compared with */                                       \
  X(kAlteredCopy, altered_copy) /* its entries are not those that the board signed, or cannot be read */ \
  X(kOtherReferendum, other_referendum)  /* its number is not the one that was asked for */              \
  X(kTwoHistories, two_histories)        /* the board signed two logs */                                 \
  X(kTakenBack, taken_back)              /* the board signed a longer log */                             \
  X(kOtherLog, other_log)                /* the checkpoint is of another log than the manifest names */  \
  X(kBoardSignature, board_signature)    /* no good signature by the board */                            \
  X(kTooFewWitnesses, too_few_witnesses) /* no quorum of the manifest's witnesses */                     \
  X(kOtherBoard, other_board)            /* not signed by the board that the reader expects */           \
  X(kOtherWitnesses, other_witnesses)    /* not cosigned by the witnesses that the reader expects */     \
  X(kForeignFile, foreign_file)          /* a state that the reader gave is not signed by this board */  \
  X(kNoManifest, no_manifest)            /* it does not begin with a manifest */                         \
  X(kNotAnEntry, not_an_entry)           /* bytes that are no entry */                                   \
  X(kDamagedIndex, damaged_index)        /* only tiles are wrong, which follow from the entries */       \
  /* of the organiser */                                                                                 \
  X(kManifestRefused, manifest_refused)                                                                  \
  X(kDrillMissing, drill_missing)                                                                        \
  X(kLateOpening, late_opening)                                                                          \
  X(kOpeningRefused, opening_refused)                                                                    \
  /* of a trustee */                                                                                     \
  X(kWrongDeal, wrong_deal)                                                                              \
  X(kFalseComplaint, false_complaint)                                                                    \
  X(kUnprovenKey, unproven_key)                                                                          \
  X(kOtherDeal, other_deal)                                                                              \
  X(kOutOfTurn, out_of_turn)                                                                             \
  X(kCeremonyRefused, ceremony_refused)                                                                  \
  X(kUnprovenDrill, unproven_drill)                                                                      \
  X(kDrillRefused, drill_refused)                                                                        \
  X(kFalseShare, false_share)                                                                            \
  X(kNoSuchTrustee, no_such_trustee)                                                                     \
  X(kShareRefused, share_refused)                                                                        \
  /* of a registrar */                                                                                   \
  X(kUnprovenPart, unproven_part)                                                                        \
  X(kSameCode, same_code)                                                                                \
  X(kSamePart, same_part)                                                                                \
  X(kOtherOrder, other_order)                                                                            \
  X(kRollOutOfTurn, roll_out_of_turn)                                                                    \
  X(kRollCount, roll_count)                                                                              \
  X(kRollRefused, roll_refused)                                                                          \
  X(kVoterReplaced, voter_replaced)                                                                      \
  X(kLateReplacement, late_replacement)                                                                  \
  X(kTooManyReplacements, too_many_replacements)                                                         \
  X(kOldPart, old_part)                                                                                  \
  X(kPartAgain, part_again)                                                                              \
  X(kUnprovenReplacement, unproven_replacement)                                                          \
  X(kKnownReplacement, known_replacement)                                                                \
  X(kReplacementRefused, replacement_refused)                                                            \
  /* of a ballot */                                                                                      \
  X(kVoidCode, void_code)                                                                                \
  X(kNoVoter, no_voter)                                                                                  \
  X(kUnprovenBallot, unproven_ballot)                                                                    \
  X(kOldBallot, old_ballot)                                                                              \
  X(kBallotJump, ballot_jump)                                                                            \
  X(kBallotOutsideTime, ballot_outside_time)                                                             \
  X(kBallotAfterClose, ballot_after_close)                                                               \
  X(kVotedAlready, voted_already)                                                                        \
  X(kBallotRefused, ballot_refused)                                                                      \
  /* of the board */                                                                                     \
  X(kCloseCount, close_count)                                                                            \
  X(kCloseOtherRecord, close_other_record)                                                               \
  X(kCloseTime, close_time)                                                                              \
  X(kCloseRefused, close_refused)                                                                        \
  X(kTooFewShares, too_few_shares)                                                                       \
  X(kWrongResult, wrong_result)                                                                          \
  X(kWrongVerdict, wrong_verdict)                                                                        \
  X(kResultRefused, result_refused)                                                                      \
  X(kBallotMissing, ballot_missing) /* of a receipt */                                                   \
  X(kPromiseBroken, promise_broken)                                                                      \
  X(kReceiptRefused, receipt_refused)                                                                    \
  X(kWrongRefusal, wrong_refusal)                                                                        \
  /* of statements and pages */                                                                          \
  X(kForgedStatement, forged_statement)                                                                  \
  X(kStatementAgain, statement_again)                                                                    \
  X(kTooManyStatements, too_many_statements)                                                             \
  X(kStatementText, statement_text)                                                                      \
  X(kStatementRefused, statement_refused)                                                                \
  X(kPagesNumber, pages_number)                                                                          \
  X(kUnsignedPages, unsigned_pages)                                                                      \
  X(kPagesRefused, pages_refused)

enum class CauseKind : uint8_t {
#define CONSTAT_CAUSE_ENUM(constant, key) constant,
  CONSTAT_CAUSE_KINDS(CONSTAT_CAUSE_ENUM)
#undef CONSTAT_CAUSE_ENUM
};
#define CONSTAT_CAUSE_ONE(constant, key) +1
inline constexpr size_t kCauseKinds = 0 CONSTAT_CAUSE_KINDS(CONSTAT_CAUSE_ONE);
#undef CONSTAT_CAUSE_ONE
// CauseKindName is "wrong-result" for kWrongResult. Spec: VER-14.
[[nodiscard]] std::string CauseKindName(CauseKind kind);

// Doer is who could have done it.
enum class Doer : uint8_t {
  kCopy,            // whoever made, kept or sent the copy
  kGiver,           // whoever gave the record, or the trust file
  kBoard,           // the board alone can
  kBoardOrAbsent,   // the board, or the witnesses who are missing
  kAuthor,          // the author of the entry, and the board, which took it in against the rules
  kBoardForAuthor,  // the board, or somebody in the author's name: the signature is wrong
  kUnknownVoter,    // whoever made the ballot, which no record shows, and the board, which took it in
  kOrganiser,       // the organiser, and the board, which took it in
};

// Votes is how many votes a cause can change at most.
enum class VotesKind : uint8_t {
  kNone,       // none
  kVerdict,    // none, but the verdict
  kLeftOut,    // so many if it had been counted, and it was not
  kAnyNumber,  // any number if it had been counted, for nobody knows what it holds, and it was not
  kCounted,    // so many: published against recomputed
  kVoters,     // so many, whose votes were not taken
  kEvery,      // every vote
};
struct Votes {
  VotesKind kind = VotesKind::kEvery;
  uint64_t most = 0;  // of kLeftOut, kCounted and kVoters; of kEvery the registered voters, 0 if not known
};

// Rest is what a cause says about the rest of the record.
enum class Rest : uint8_t {
  kJudged,        // all else was judged
  kStopped,       // what comes after an entry was not
  kUnreliable,    // nothing of this copy can be relied on
  kWhole,         // the entries are those that the board signed, and were all judged
  kOtherSubject,  // nothing is said about the referendum that was asked for
};

// Follow is how many findings of a check follow from a cause.
struct Follow {
  verify::CheckId check;
  uint64_t findings = 0;
};

struct Cause {
  CauseKind kind;
  verify::CheckId check;  // of the finding that names it
  ErrorCode code;
  std::string text;                      // that finding's, in English
  std::optional<record::Keeper> author;  // whose entries these are, if they are one party's
  std::vector<uint64_t> entries;         // ascending, as far as they are listed
  std::string file;                      // of the first finding, if it is about one
  std::optional<verify::StatedCount> ballots;
  uint64_t findings = 0;  // that are this cause itself
  std::vector<Follow> follows;
  Doer doer = Doer::kBoard;
  Votes votes;
  Rest rest = Rest::kJudged;
  std::optional<uint64_t> stopped_at;  // Rest::kStopped: the last entry that was judged
  uint64_t unjudged = 0;               // entries that came before their turn for it

  [[nodiscard]] uint64_t Following() const;  // findings that follow from it, of all checks
};

// GatherCauses is every cause, the one to tell first before the others; empty for a record without findings.
// Each finding is of one cause or follows from one. A pure function of the verification.
[[nodiscard]] std::vector<Cause> GatherCauses(const verify::Verification& verification);

// IsCompared says whether a difference (difference.h) is that of the result that a cause is about: where
// several were published, the first alone is compared.
[[nodiscard]] bool IsCompared(const Cause& cause, const std::optional<Difference>& difference);

}  // namespace constat::verdict
