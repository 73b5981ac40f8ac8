// Attacks with replacements of lost codes.
#include "constat/record/replacement.h"

#include <algorithm>

#include "constat/demo/attacks/attacks.h"
#include "constat/party/registrar/replacement.h"
#include "constat/record/secret/sign_body.h"
#include "constat/referendum/replacements.h"

namespace constat::demo {
namespace {

using group::WirePoint;
using record::EntryType;
using record::ReplacementShare;
using verify::CheckId;

Voter& AtHome(World& world) { return world.voters()[world.AnyAtHome()]; }

uint64_t UntilMs(World& world) { return party::ReplacementUntilMs(world.clock().NowMs()); }

// PutShare has a registrar make a share with a new code, and the board log it.
Status PutShare(World& world, size_t registrar, const Voter& voter, uint64_t until_ms) {
  const parcel::VotingCode code = parcel::VotingCode::Generate(world.rng());
  CONSTAT_ASSIGN(const Bytes body, world.MakeReplacement(registrar, voter, code, until_ms));
  CONSTAT_TRY(world.ledger().Append(EntryType::kReplacementShare, body));
  return {};
}

// PutSigned has a registrar sign a share that was changed, and the board log it.
Status PutSigned(World& world, ReplacementShare share) {
  Bytes body = record::EncodeReplacementShare(share);
  body.resize(body.size() - record::kSignatureSize);
  share.signature =
      record::SignBody({world.context()->manifest_hash, EntryType::kReplacementShare, share.registrar}, body,
                       world.registrar(share.registrar));
  CONSTAT_TRY(world.ledger().Append(EntryType::kReplacementShare, record::EncodeReplacementShare(share)));
  return {};
}

Status ReplaceOneWhoVoted(World& world) {
  Voter& voter = AtHome(world);
  CONSTAT_ASSIGN(const Bytes ballot, world.MakeBallot(voter, 0));
  CONSTAT_TRY(world.ledger().Append(EntryType::kBallot, ballot));
  return PutShare(world, 0, voter, UntilMs(world));
}

Status ReplaceLate(World& world) {
  const parcel::VotingCode code = parcel::VotingCode::Generate(world.rng());
  const uint64_t time_ms =
      std::max(world.context()->manifest.replace_until_ms, world.ledger().state().LastTimeMs());
  CONSTAT_ASSIGN(const Bytes body,
                 world.MakeReplacement(0, AtHome(world), code, party::ReplacementUntilMs(time_ms)));
  CONSTAT_TRY(world.cheating_ledger().AppendAt(EntryType::kReplacementShare, time_ms, body));
  return {};
}

// ReplaceTooMany replaces one more code than a region may have replaced.
Status ReplaceTooMany(World& world) {
  const record::Manifest& manifest = world.context()->manifest;
  const referendum::Roll& roll = world.ledger().state().roll();
  uint16_t largest = 0;
  for (size_t r = 0; r < manifest.regions.size(); ++r) {
    if (roll.Registered(static_cast<uint16_t>(r)) > roll.Registered(largest))
      largest = static_cast<uint16_t>(r);
  }
  uint32_t left = referendum::ReplacementCap(manifest, roll.Registered(largest));
  for (Voter& voter : world.voters()) {
    if (voter.region != largest) continue;
    if (left-- == 0) return PutShare(world, 0, voter, UntilMs(world));
    CONSTAT_TRY(world.ReplaceCode(voter));
  }
  return Fail(ErrorCode::kUsage,
              "no region of the demo has more voters than may be replaced: use more ballots");
}

Status ReplaceThrice(World& world) {
  Voter& voter = AtHome(world);
  CONSTAT_TRY(world.ReplaceCode(voter));
  CONSTAT_TRY(world.ReplaceCode(voter));
  return PutShare(world, 0, voter, UntilMs(world));
}

// HoldBack logs a share at a time when it should no longer have waited.
Status HoldBack(World& world) {
  return PutShare(world, 0, AtHome(world), world.clock().NowMs() / kMinuteMs * kMinuteMs - kMinuteMs);
}

Status BringBackOlder(World& world) {
  const uint64_t until_ms = UntilMs(world);
  CONSTAT_TRY(PutShare(world, 0, AtHome(world), until_ms));
  return PutShare(world, 0, AtHome(world), until_ms - kMinuteMs);
}

// FirstShare is the first registrar's share for a voter, which is in the log.
Result<ReplacementShare> FirstShare(World& world) {
  const parcel::VotingCode code = parcel::VotingCode::Generate(world.rng());
  CONSTAT_ASSIGN(const Bytes body, world.MakeReplacement(0, AtHome(world), code, UntilMs(world)));
  CONSTAT_TRY(world.ledger().Append(EntryType::kReplacementShare, body));
  return record::DecodeReplacementShare(body);
}

Status CopyShare(World& world) {
  CONSTAT_ASSIGN(ReplacementShare share, FirstShare(world));
  share.registrar = 1;
  return PutSigned(world, share);
}

Status MakeRogueShare(World& world) {
  CONSTAT_ASSIGN(const ReplacementShare first, FirstShare(world));
  const parcel::VotingCode code = parcel::VotingCode::Generate(world.rng());
  CONSTAT_ASSIGN(const Bytes body, world.MakeReplacement(1, AtHome(world), code, UntilMs(world)));
  CONSTAT_ASSIGN(ReplacementShare share, record::DecodeReplacementShare(body));
  share.share = WirePoint::From(share.share.point - first.share.point);
  return PutSigned(world, share);
}

Status VoteWithVoidCode(World& world) {
  Voter& voter = AtHome(world);
  CONSTAT_ASSIGN(const Bytes ballot, world.MakeBallot(voter, 0));
  CONSTAT_TRY(world.ReplaceCode(voter));
  CONSTAT_TRY(world.ledger().Append(EntryType::kBallot, ballot));
  return {};
}

Status ReplaceByItself(World& world) {
  const Voter& voter = AtHome(world);
  CONSTAT_ASSIGN(const Bytes body, world.MakeReplacement(0, voter, voter.codes.front(), UntilMs(world)));
  CONSTAT_TRY(world.ledger().Append(EntryType::kReplacementShare, body));
  return {};
}

// Misdeed is a row of the table of attacks.
struct Misdeed {
  std::string name;
  std::string story;
  ErrorCode code;
  Stage stage;
  std::function<Status(World&)> act;
};

}  // namespace

std::vector<Cheat> ReplacementAttacks() {
  const std::vector<Misdeed> misdeeds = {
      {"replaced-voter", "The registrar replaces the code of somebody who has voted",
       ErrorCode::kAlreadyVoted, Stage::kOpened, ReplaceOneWhoVoted},
      {"late-replacement", "The registrar replaces a code after the time for it",
       ErrorCode::kOutsideVotingTime, Stage::kVoted, ReplaceLate},
      {"too-many-replacements", "The registrar replaces more codes than a region may have replaced",
       ErrorCode::kTooManyReplacements, Stage::kOpened, ReplaceTooMany},
      {"third-replacement", "The registrar replaces one code three times", ErrorCode::kTooManyReplacements,
       Stage::kOpened, ReplaceThrice},
      {"held-back-share", "The board holds a registrar's share back and brings it in later",
       ErrorCode::kBadNumber, Stage::kOpened, HoldBack},
      {"older-share", "The board brings back an older share of the first registrar", ErrorCode::kDuplicate,
       Stage::kOpened, BringBackOlder},
      {"copied-replacement", "The second registrar copies the first one's share", ErrorCode::kBadProof,
       Stage::kOpened, CopyShare},
      {"rogue-replacement", "The second registrar's share cancels the first one's", ErrorCode::kBadProof,
       Stage::kOpened, MakeRogueShare},
      {"void-ballot", "Somebody votes with a code that was replaced", ErrorCode::kCredentialReplaced,
       Stage::kOpened, VoteWithVoidCode},
      {"own-credential", "The registrar replaces a credential by itself", ErrorCode::kCredentialTwice,
       Stage::kOpened, ReplaceByItself},
  };
  std::vector<Cheat> out;
  for (const Misdeed& misdeed : misdeeds) {
    const bool ballots = misdeed.name == "void-ballot";
    const bool two = misdeed.name == "older-share" || misdeed.code == ErrorCode::kBadProof;
    out.push_back({.name = misdeed.name,
                   .story = misdeed.story,
                   .check = ballots ? CheckId::kBallots : CheckId::kReplacements,
                   .code = misdeed.code,
                   .registrars = two ? size_t{2} : size_t{1},
                   .every_letter_arrives = true,
                   .change_entry = {},
                   .after = [stage = misdeed.stage, act = misdeed.act](World& world, Stage now) {
                     return now == stage ? act(world) : Status{};
                   }});
  }
  return out;
}

}  // namespace constat::demo
