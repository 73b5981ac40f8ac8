// Expected causes: of each attack of the demo the one cause that people are told. Spec: VER-14.
#pragma once

#include <array>

#include "constat/verdict/cause.h"

namespace constat::demo {

using enum verdict::Doer;
using enum verdict::VotesKind;
using enum verdict::Rest;
inline constexpr auto kNoVote = verdict::VotesKind::kNone;

struct ExpectedCause {
  std::string_view attack;
  std::string_view kind;  // its name
  std::string_view author;
  size_t entries;
  verdict::Doer doer;
  verdict::VotesKind votes;
  uint64_t most;
  verdict::Rest rest;
  uint64_t unjudged;
};

// The demo's referendum of 60 ballots has 71 registered voters.
// clang-format off
inline constexpr std::array<ExpectedCause, 78> kExpectedCauses{{
    {"bad-share", "wrong-deal", "trustee 2", 1, kAuthor, kNoVote, 0, kJudged, 0},
    {"false-complaint", "false-complaint", "trustee 3", 1, kAuthor, kNoVote, 0, kJudged, 0},
    {"rogue-key", "unproven-key", "trustee 5", 1, kAuthor, kNoVote, 0, kJudged, 0},
    {"other-deal", "other-deal", "trustee 5", 1, kAuthor, kNoVote, 0, kJudged, 0},
    {"early-deal", "out-of-turn", "trustee 1", 1, kAuthor, kNoVote, 0, kJudged, 0},
    {"late-commit", "out-of-turn", "trustee 5", 1, kAuthor, kNoVote, 0, kJudged, 0},
    {"rogue-registrar", "unproven-part", "registrar 2", 1, kAuthor, kNoVote, 0, kJudged, 0},
    {"credential-twice", "same-code", "registrar 1", 12, kAuthor, kNoVote, 0, kJudged, 0},
    {"same-share", "same-part", "registrar 1", 1, kAuthor, kNoVote, 0, kJudged, 0},
    {"order-differs", "other-order", "registrar 2", 13, kAuthor, kNoVote, 0, kJudged, 0},
    {"order-first", "roll-out-of-turn", "registrar 2", 26, kAuthor, kNoVote, 0, kJudged, 0},
    {"empty-roll", "roll-count", "registrar 1", 1, kAuthor, kNoVote, 0, kJudged, 0},
    {"replayed-drill", "unproven-drill", "trustee 2", 1, kAuthor, kNoVote, 0, kJudged, 0},
    {"missing-drill", "drill-missing", "organiser", 1, kOrganiser, kNoVote, 0, kJudged, 0},
    {"late-open", "late-opening", "organiser", 1, kOrganiser, kNoVote, 0, kJudged, 0},
    {"replaced-voter", "voter-replaced", "registrar 1", 1, kAuthor, kLeftOut, 1, kJudged, 0},
    {"late-replacement", "late-replacement", "registrar 1", 1, kAuthor, kLeftOut, 1, kJudged, 0},
    {"too-many-replacements", "too-many-replacements", "registrar 1", 1, kAuthor, kLeftOut, 1, kJudged, 0},
    {"third-replacement", "too-many-replacements", "registrar 1", 1, kAuthor, kLeftOut, 1, kJudged, 0},
    {"held-back-share", "old-part", "registrar 1", 1, kAuthor, kLeftOut, 1, kJudged, 0},
    {"older-share", "part-again", "registrar 1", 1, kAuthor, kLeftOut, 1, kJudged, 0},
    {"copied-replacement", "unproven-replacement", "registrar 2", 1, kAuthor, kLeftOut, 1, kJudged, 0},
    {"rogue-replacement", "unproven-replacement", "registrar 2", 1, kAuthor, kLeftOut, 1, kJudged, 0},
    {"void-ballot", "void-code", "", 1, kUnknownVoter, kLeftOut, 1, kJudged, 0},
    {"own-credential", "known-replacement", "registrar 1", 1, kAuthor, kLeftOut, 1, kJudged, 0},
    {"stuffed-ballot", "no-voter", "", 1, kUnknownVoter, kLeftOut, 1, kJudged, 0},
    {"copied-ballot", "unproven-ballot", "", 1, kUnknownVoter, kAnyNumber, 0, kJudged, 0},
    {"rerandomised-ballot", "unproven-ballot", "", 1, kUnknownVoter, kAnyNumber, 0, kJudged, 0},
    {"replayed-ballot", "old-ballot", "", 1, kUnknownVoter, kLeftOut, 1, kJudged, 0},
    {"withheld-ballot", "old-ballot", "", 1, kUnknownVoter, kLeftOut, 1, kJudged, 0},
    {"revision-jump", "ballot-jump", "", 1, kUnknownVoter, kLeftOut, 1, kJudged, 0},
    {"two-votes", "unproven-ballot", "", 1, kUnknownVoter, kAnyNumber, 0, kJudged, 0},
    {"thousand-votes", "unproven-ballot", "", 1, kUnknownVoter, kAnyNumber, 0, kJudged, 0},
    {"wrong-region", "unproven-ballot", "", 1, kUnknownVoter, kAnyNumber, 0, kJudged, 0},
    {"after-hours", "ballot-outside-time", "", 1, kUnknownVoter, kLeftOut, 1, kJudged, 0},
    {"late-ballot", "ballot-after-close", "", 1, kUnknownVoter, kLeftOut, 1, kJudged, 0},
    {"false-refusal", "wrong-refusal", "", 0, kBoard, kVoters, 1, kJudged, 0},
    {"misplaced-refusal", "wrong-refusal", "", 0, kBoard, kVoters, 1, kJudged, 0},
    {"refused-then-counted", "wrong-refusal", "", 0, kBoard, kVoters, 1, kJudged, 0},
    {"false-late", "wrong-refusal", "", 0, kBoard, kVoters, 1, kJudged, 0},
    {"stale-late", "wrong-refusal", "", 0, kBoard, kVoters, 1, kJudged, 0},
    {"chosen-moment", "wrong-refusal", "", 0, kBoard, kVoters, 1, kJudged, 0},
    {"broken-promise", "promise-broken", "", 0, kBoard, kVoters, 1, kJudged, 0},
    {"dropped-ballot", "two-histories", "", 0, kBoard, kEvery, 71, kStopped, 5},
    {"reordered-ballots", "two-histories", "", 0, kBoard, kEvery, 71, kStopped, 5},
    {"changed-ballot", "two-histories", "", 0, kBoard, kEvery, 71, kStopped, 5},
    {"changed-manifest", "other-referendum", "", 0, kGiver, kEvery, 0, kOtherSubject, 99},
    {"forked-log", "two-histories", "", 0, kBoard, kEvery, 71, kStopped, 5},
    {"rewound-log", "taken-back", "", 0, kBoard, kEvery, 71, kJudged, 0},
    {"two-logs", "other-log", "", 0, kBoard, kEvery, 71, kJudged, 0},
    {"all-but-one", "taken-back", "", 0, kBoard, kEvery, 71, kJudged, 0},
    {"missing-witness", "too-few-witnesses", "", 0, kBoardOrAbsent, kEvery, 71, kJudged, 0},
    {"wrong-board-key", "board-signature", "", 0, kCopy, kEvery, 71, kJudged, 0},
    {"made-up-referendum", "other-referendum", "", 0, kGiver, kEvery, 71, kOtherSubject, 0},
    {"frozen-clock", "close-time", "board", 1, kBoard, kEvery, 71, kJudged, 0},
    {"unsealed-close", "close-time", "board", 1, kBoard, kEvery, 71, kJudged, 0},
    {"early-close", "close-time", "board", 1, kBoard, kEvery, 71, kJudged, 0},
    {"wrong-share", "false-share", "trustee 2", 1, kAuthor, kNoVote, 0, kJudged, 0},
    {"foreign-share", "false-share", "trustee 2", 1, kAuthor, kNoVote, 0, kJudged, 0},
    {"under-floor", "false-share", "trustee 2", 1, kAuthor, kNoVote, 0, kJudged, 0},
    {"unknown-trustee", "no-such-trustee", "trustee 6", 1, kBoard, kNoVote, 0, kJudged, 0},
    {"too-few-shares", "too-few-shares", "board", 1, kBoard, kEvery, 71, kJudged, 0},
    {"wrong-result", "wrong-result", "board", 1, kBoard, kCounted, 1, kJudged, 0},
    {"moved-region", "wrong-result", "board", 1, kBoard, kCounted, 6, kJudged, 0},
    {"wrong-verdict", "wrong-verdict", "board", 1, kBoard, kVerdict, 0, kJudged, 0},
    {"wrong-verdict-then-right", "wrong-verdict", "board", 1, kBoard, kVerdict, 0, kJudged, 0},
    {"forged-statement", "forged-statement", "observer 1", 1, kBoardForAuthor, kNoVote, 0, kJudged, 0},
    {"statement-replay", "statement-again", "observer 1", 1, kBoard, kNoVote, 0, kJudged, 0},
    {"statement-flood", "too-many-statements", "observer 1", 1, kAuthor, kNoVote, 0, kJudged, 0},
    {"drawn-verdict", "statement-text", "", 1, kBoard, kNoVote, 0, kJudged, 0},
    {"old-pages", "pages-number", "organiser", 1, kOrganiser, kNoVote, 0, kJudged, 0},
    {"unsigned-pages", "unsigned-pages", "organiser", 1, kBoard, kNoVote, 0, kJudged, 0},
    {"truncated-tile", "altered-copy", "", 1, kCopy, kEvery, 0, kUnreliable, 0},
    {"extra-bytes", "damaged-index", "", 0, kCopy, kNoVote, 0, kWhole, 0},
    {"wrong-tile", "damaged-index", "", 0, kCopy, kNoVote, 0, kWhole, 0},
    {"forked-tile", "damaged-index", "", 0, kCopy, kNoVote, 0, kWhole, 0},
    {"missing-file", "altered-copy", "", 1, kCopy, kEvery, 0, kUnreliable, 0},
    {"flipped-bit", "altered-copy", "", 0, kCopy, kEvery, 71, kUnreliable, 0},
}};
// clang-format on

}  // namespace constat::demo
