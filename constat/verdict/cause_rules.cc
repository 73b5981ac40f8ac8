#include "constat/verdict/cause_rules.h"

#include <algorithm>
#include <array>

#include "constat/base/check.h"

namespace constat::verdict {

using verify::CheckId;

namespace {

constexpr std::optional<ErrorCode> kOther;

// The rows of a check go from its codes to kOther, which is last.
constexpr std::array kRules{
    CauseRule{CheckId::kBoardSignature, ErrorCode::kWrongOrigin, CauseKind::kOtherLog, Doer::kBoard,
              VotesKind::kEvery},
    CauseRule{CheckId::kBoardSignature, kOther, CauseKind::kBoardSignature, Doer::kCopy, VotesKind::kEvery},
    CauseRule{CheckId::kWitnesses, kOther, CauseKind::kTooFewWitnesses, Doer::kBoardOrAbsent,
              VotesKind::kEvery},
    CauseRule{CheckId::kManifest, ErrorCode::kIncomplete, CauseKind::kNoManifest, Doer::kCopy,
              VotesKind::kEvery},
    CauseRule{CheckId::kManifest, kOther, CauseKind::kManifestRefused, Doer::kOrganiser, VotesKind::kEvery},
    CauseRule{CheckId::kCeremony, ErrorCode::kCeremonyFailed, CauseKind::kWrongDeal, Doer::kAuthor,
              VotesKind::kNone},
    CauseRule{CheckId::kCeremony, ErrorCode::kUnfoundedComplaint, CauseKind::kFalseComplaint, Doer::kAuthor,
              VotesKind::kNone},
    CauseRule{CheckId::kCeremony, ErrorCode::kBadProof, CauseKind::kUnprovenKey, Doer::kAuthor,
              VotesKind::kNone},
    CauseRule{CheckId::kCeremony, ErrorCode::kWrongHash, CauseKind::kOtherDeal, Doer::kAuthor,
              VotesKind::kNone},
    CauseRule{CheckId::kCeremony, ErrorCode::kWrongPhase, CauseKind::kOutOfTurn, Doer::kAuthor,
              VotesKind::kNone},
    CauseRule{CheckId::kCeremony, kOther, CauseKind::kCeremonyRefused, Doer::kAuthor, VotesKind::kNone},
    CauseRule{CheckId::kRoll, ErrorCode::kBadProof, CauseKind::kUnprovenPart, Doer::kAuthor,
              VotesKind::kNone},
    CauseRule{CheckId::kRoll, ErrorCode::kCredentialTwice, CauseKind::kSameCode, Doer::kAuthor,
              VotesKind::kNone},
    CauseRule{CheckId::kRoll, ErrorCode::kDuplicate, CauseKind::kSamePart, Doer::kAuthor, VotesKind::kNone},
    CauseRule{CheckId::kRoll, ErrorCode::kOrderDiffers, CauseKind::kOtherOrder, Doer::kAuthor,
              VotesKind::kNone},
    CauseRule{CheckId::kRoll, ErrorCode::kRollOrder, CauseKind::kRollOutOfTurn, Doer::kAuthor,
              VotesKind::kNone},
    CauseRule{CheckId::kRoll, ErrorCode::kWrongCount, CauseKind::kRollCount, Doer::kAuthor, VotesKind::kNone},
    CauseRule{CheckId::kRoll, kOther, CauseKind::kRollRefused, Doer::kAuthor, VotesKind::kNone},
    CauseRule{CheckId::kDrills, ErrorCode::kBadProof, CauseKind::kUnprovenDrill, Doer::kAuthor,
              VotesKind::kNone},
    CauseRule{CheckId::kDrills, kOther, CauseKind::kDrillRefused, Doer::kAuthor, VotesKind::kNone},
    CauseRule{CheckId::kOpen, ErrorCode::kDrillMissing, CauseKind::kDrillMissing, Doer::kOrganiser,
              VotesKind::kNone},
    CauseRule{CheckId::kOpen, ErrorCode::kWrongPhase, CauseKind::kLateOpening, Doer::kOrganiser,
              VotesKind::kNone},
    CauseRule{CheckId::kOpen, kOther, CauseKind::kOpeningRefused, Doer::kOrganiser, VotesKind::kNone},
    CauseRule{CheckId::kReplacements, ErrorCode::kAlreadyVoted, CauseKind::kVoterReplaced, Doer::kAuthor,
              VotesKind::kLeftOut},
    CauseRule{CheckId::kReplacements, ErrorCode::kOutsideVotingTime, CauseKind::kLateReplacement,
              Doer::kAuthor, VotesKind::kLeftOut},
    CauseRule{CheckId::kReplacements, ErrorCode::kTooManyReplacements, CauseKind::kTooManyReplacements,
              Doer::kAuthor, VotesKind::kLeftOut},
    CauseRule{CheckId::kReplacements, ErrorCode::kBadNumber, CauseKind::kOldPart, Doer::kAuthor,
              VotesKind::kLeftOut},
    CauseRule{CheckId::kReplacements, ErrorCode::kDuplicate, CauseKind::kPartAgain, Doer::kAuthor,
              VotesKind::kLeftOut},
    CauseRule{CheckId::kReplacements, ErrorCode::kBadProof, CauseKind::kUnprovenReplacement, Doer::kAuthor,
              VotesKind::kLeftOut},
    CauseRule{CheckId::kReplacements, ErrorCode::kCredentialTwice, CauseKind::kKnownReplacement,
              Doer::kAuthor, VotesKind::kLeftOut},
    CauseRule{CheckId::kReplacements, kOther, CauseKind::kReplacementRefused, Doer::kAuthor,
              VotesKind::kLeftOut},
    CauseRule{CheckId::kBallots, ErrorCode::kCredentialReplaced, CauseKind::kVoidCode, Doer::kUnknownVoter,
              VotesKind::kLeftOut},
    CauseRule{CheckId::kBallots, ErrorCode::kNotOnRoll, CauseKind::kNoVoter, Doer::kUnknownVoter,
              VotesKind::kLeftOut},
    CauseRule{CheckId::kBallots, ErrorCode::kBadProof, CauseKind::kUnprovenBallot, Doer::kUnknownVoter,
              VotesKind::kAnyNumber},
    CauseRule{CheckId::kBallots, ErrorCode::kStaleRevision, CauseKind::kOldBallot, Doer::kUnknownVoter,
              VotesKind::kLeftOut},
    CauseRule{CheckId::kBallots, ErrorCode::kRevisionJump, CauseKind::kBallotJump, Doer::kUnknownVoter,
              VotesKind::kLeftOut},
    CauseRule{CheckId::kBallots, ErrorCode::kOutsideVotingTime, CauseKind::kBallotOutsideTime,
              Doer::kUnknownVoter, VotesKind::kLeftOut},
    CauseRule{CheckId::kBallots, ErrorCode::kWrongPhase, CauseKind::kBallotAfterClose, Doer::kUnknownVoter,
              VotesKind::kLeftOut},
    CauseRule{CheckId::kBallots, ErrorCode::kAlreadyVoted, CauseKind::kVotedAlready, Doer::kUnknownVoter,
              VotesKind::kLeftOut},
    CauseRule{CheckId::kBallots, ErrorCode::kTooManyBallots, CauseKind::kVotedAlready, Doer::kUnknownVoter,
              VotesKind::kLeftOut},
    CauseRule{CheckId::kBallots, kOther, CauseKind::kBallotRefused, Doer::kUnknownVoter,
              VotesKind::kAnyNumber},
    CauseRule{CheckId::kClose, ErrorCode::kWrongCount, CauseKind::kCloseCount, Doer::kBoard,
              VotesKind::kEvery},
    CauseRule{CheckId::kClose, ErrorCode::kWrongRoot, CauseKind::kCloseOtherRecord, Doer::kBoard,
              VotesKind::kEvery},
    CauseRule{CheckId::kClose, ErrorCode::kWrongCloseTime, CauseKind::kCloseTime, Doer::kBoard,
              VotesKind::kEvery},
    CauseRule{CheckId::kClose, kOther, CauseKind::kCloseRefused, Doer::kBoard, VotesKind::kEvery},
    CauseRule{CheckId::kShares, ErrorCode::kWrongShare, CauseKind::kFalseShare, Doer::kAuthor,
              VotesKind::kNone},
    CauseRule{CheckId::kShares, ErrorCode::kUnknownAuthor, CauseKind::kNoSuchTrustee, Doer::kBoard,
              VotesKind::kNone},
    CauseRule{CheckId::kShares, kOther, CauseKind::kShareRefused, Doer::kAuthor, VotesKind::kNone},
    CauseRule{CheckId::kResult, ErrorCode::kTooFewShares, CauseKind::kTooFewShares, Doer::kBoard,
              VotesKind::kEvery},
    CauseRule{CheckId::kResult, ErrorCode::kWrongResult, CauseKind::kWrongResult, Doer::kBoard,
              VotesKind::kCounted},
    CauseRule{CheckId::kResult, kOther, CauseKind::kResultRefused, Doer::kBoard, VotesKind::kEvery},
    CauseRule{CheckId::kVerdict, kOther, CauseKind::kWrongVerdict, Doer::kBoard, VotesKind::kVerdict},
    CauseRule{CheckId::kStatements, ErrorCode::kBadSignature, CauseKind::kForgedStatement,
              Doer::kBoardForAuthor, VotesKind::kNone},
    CauseRule{CheckId::kStatements, ErrorCode::kDuplicate, CauseKind::kStatementAgain, Doer::kBoard,
              VotesKind::kNone},
    CauseRule{CheckId::kStatements, ErrorCode::kTooManyStatements, CauseKind::kTooManyStatements,
              Doer::kAuthor, VotesKind::kNone},
    CauseRule{CheckId::kStatements, ErrorCode::kBadText, CauseKind::kStatementText, Doer::kAuthor,
              VotesKind::kNone},
    CauseRule{CheckId::kStatements, kOther, CauseKind::kStatementRefused, Doer::kAuthor, VotesKind::kNone},
    CauseRule{CheckId::kSoftware, ErrorCode::kBadNumber, CauseKind::kPagesNumber, Doer::kOrganiser,
              VotesKind::kNone},
    CauseRule{CheckId::kSoftware, ErrorCode::kBadSignature, CauseKind::kUnsignedPages, Doer::kBoard,
              VotesKind::kNone},
    CauseRule{CheckId::kSoftware, kOther, CauseKind::kPagesRefused, Doer::kOrganiser, VotesKind::kNone},
    CauseRule{CheckId::kReceipts, ErrorCode::kReceiptNotIncluded, CauseKind::kBallotMissing, Doer::kBoard,
              VotesKind::kEvery},
    CauseRule{CheckId::kReceipts, kOther, CauseKind::kReceiptRefused, Doer::kGiver, VotesKind::kNone},
    CauseRule{CheckId::kRefusals, kOther, CauseKind::kWrongRefusal, Doer::kBoard, VotesKind::kVoters},
};

constexpr CauseRule kPromise{CheckId::kReceipts, ErrorCode::kReceiptNotIncluded, CauseKind::kPromiseBroken,
                             Doer::kBoard, VotesKind::kVoters};

// NamesAStranger: an entry whose signature is wrong need not be by the party that it names.
bool NamesAStranger(const verify::Finding& finding) {
  return finding.code == ErrorCode::kBadSignature && finding.refused && finding.refused->author &&
         finding.refused->author->role != record::Role::kBoard;
}

}  // namespace

const CauseRule& RuleOf(CheckId check, const verify::Finding& finding) {
  if (finding.paper == verify::HeldPaper::Kind::kPromise) return kPromise;
  const auto found = std::find_if(kRules.begin(), kRules.end(), [&](const CauseRule& rule) {
    return rule.check == check && (!rule.code || *rule.code == finding.code);
  });
  CONSTAT_CHECK(found != kRules.end());
  return *found;
}

Doer DoerOf(const CauseRule& rule, const verify::Finding& finding) {
  if (rule.doer == Doer::kAuthor && NamesAStranger(finding)) return Doer::kBoardForAuthor;
  return rule.doer;
}

}  // namespace constat::verdict
