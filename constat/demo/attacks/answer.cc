// Attacks with what the board answers: refusals and promises that it must not sign.
#include "constat/demo/attacks/attacks.h"
#include "constat/record/secret/sign_refusal.h"
#include "constat/referendum/ballot_revision.h"
#include "constat/tlog/log_reader.h"
#include "constat/tlog/secret/sign.h"

namespace constat::demo {
namespace {

using record::EntryType;
using record::RefusedType;
using verify::CheckId;

// Said is what the board signs about a ballot.
struct Said {
  Bytes body;
  ErrorCode code = ErrorCode::kBadProof;
  tlog::TreeHead tree;
  uint64_t time_ms = 0;
};

// Now is the tree and the time of now, for a body and a code.
Result<Said> Now(World& world, Bytes body, ErrorCode code) {
  CONSTAT_ASSIGN(const tlog::SignedCheckpoint head, tlog::ReadCheckpoint(world.ledger().log()));
  return Said{std::move(body), code, head.checkpoint.Tree(),
              world.ledger().state().EntryTimeMs(world.clock().NowMs())};
}

Status Refuse(World& world, const Said& said) {
  record::RefusalFile file{.refusal = {}, .request = {}, .body = said.body};
  file.refusal.manifest_hash = world.context()->manifest_hash;
  file.refusal.body_hash = record::RefusedHash(RefusedType::kBallot, said.body);
  file.refusal.code = static_cast<uint16_t>(said.code);
  file.refusal.tree = said.tree;
  file.refusal.time_ms = said.time_ms;
  file.refusal.request = record::RequestHash(file.request);
  file.refusal = record::SignRefusal(file.refusal, world.refusal_key());
  return world.KeepRefusal(file);
}

Result<Bytes> NewBallot(World& world) { return world.MakeBallot(world.voters()[world.AnyAtHome()], kNo); }

Status RefuseAGoodOne(World& world) {
  CONSTAT_ASSIGN(Bytes body, NewBallot(world));
  CONSTAT_ASSIGN(const Said said, Now(world, std::move(body), ErrorCode::kBadProof));
  return Refuse(world, said);
}

// RefuseElsewhere refuses a spoilt ballot, rightly, but for a tree that is none of the log's.
Status RefuseElsewhere(World& world) {
  CONSTAT_ASSIGN(Bytes body, NewBallot(world));
  body[body.size() - record::kSchnorrSize - 32] ^= 1;
  CONSTAT_ASSIGN(Said said, Now(world, std::move(body), ErrorCode::kBadProof));
  said.tree.root[0] ^= 1;
  return Refuse(world, said);
}

// RefuseAndCount signs a reason that passes, and counts the ballot once it has passed.
Status RefuseAndCount(World& world) {
  Voter& voter = world.voters()[world.AnyAtHome()];
  voter.revision = referendum::kMaxRevisionStep;
  CONSTAT_ASSIGN(const Bytes body, world.MakeBallot(voter, kNo));
  CONSTAT_ASSIGN(const Said said, Now(world, body, ErrorCode::kRevisionJump));
  CONSTAT_TRY(Refuse(world, said));
  voter.revision = 0;
  CONSTAT_ASSIGN(const Bytes first, world.MakeBallot(voter, kYes));
  CONSTAT_TRY(world.ledger().Append(EntryType::kBallot, first));
  CONSTAT_TRY(world.ledger().Append(EntryType::kBallot, body));
  voter.revision = referendum::kMaxRevisionStep + 1;
  return {};
}

Status CallEarlyOneLate(World& world) {
  CONSTAT_ASSIGN(Bytes body, NewBallot(world));
  CONSTAT_ASSIGN(Said said, Now(world, std::move(body), ErrorCode::kLate));
  said.time_ms = kClosingMs - 60 * kMinuteMs;
  return Refuse(world, said);
}

// CallLateOfOldTree names the tree of an hour ago, in which nobody's ballot of the last minutes can be.
Status CallLateOfOldTree(World& world) {
  CONSTAT_ASSIGN(Bytes body, NewBallot(world));
  CONSTAT_ASSIGN(Said said, Now(world, std::move(body), ErrorCode::kLate));
  said.time_ms = kClosingMs - kMinuteMs;
  return Refuse(world, said);
}

// RefuseAtChosenMoment refuses a good ballot by a time that the rules refuse, since no board may write it.
Status RefuseAtChosenMoment(World& world) {
  CONSTAT_ASSIGN(Bytes body, NewBallot(world));
  CONSTAT_ASSIGN(Said said, Now(world, std::move(body), ErrorCode::kTimeNotRounded));
  ++said.time_ms;
  return Refuse(world, said);
}

// PromiseElsewhere promises a ballot in a history that nobody will see.
Status PromiseElsewhere(World& world) {
  CONSTAT_ASSIGN(const Bytes body, NewBallot(world));
  tlog::InclusionReceipt promise;
  promise.extra = record::EncodeEntry(record::Entry{EntryType::kBallot, kOpeningMs, body});
  promise.checkpoint.checkpoint = {world.context()->manifest.origin, 1, tlog::LeafHash(promise.extra)};
  promise.checkpoint.signatures = {tlog::SignCheckpoint(world.board(), promise.checkpoint.checkpoint)};
  return world.KeepPromise(promise);
}

// Misdeed is a row of the table of attacks.
struct AnswerMisdeed {
  std::string name;
  std::string story;
  Stage stage;
  std::function<Status(World&)> act;
};

}  // namespace

std::vector<Cheat> AnswerAttacks() {
  const std::vector<AnswerMisdeed> misdeeds = {
      {"false-refusal", "The board refuses, in writing, a ballot that the rules accept", Stage::kVoted,
       RefuseAGoodOne},
      {"misplaced-refusal", "The board refuses a spoilt ballot for a tree that is not the log\u2019s",
       Stage::kVoted, RefuseElsewhere},
      {"refused-then-counted", "The board refuses a ballot in writing and counts it later", Stage::kHalfVoted,
       RefuseAndCount},
      {"false-late", "The board calls a ballot late that came an hour before the closing", Stage::kVoted,
       CallEarlyOneLate},
      {"stale-late", "The board calls a ballot late for a tree that grew afterwards", Stage::kHalfVoted,
       CallLateOfOldTree},
      {"chosen-moment", "The board refuses a good ballot by a time that is not rounded", Stage::kVoted,
       RefuseAtChosenMoment},
      {"broken-promise", "The board signs that a ballot is in the log, and leaves it out", Stage::kVoted,
       PromiseElsewhere},
  };
  std::vector<Cheat> out;
  for (const AnswerMisdeed& misdeed : misdeeds) {
    const bool promise = misdeed.name == "broken-promise";
    out.push_back({.name = misdeed.name,
                   .story = misdeed.story,
                   .check = promise ? CheckId::kReceipts : CheckId::kRefusals,
                   .code = promise ? ErrorCode::kReceiptNotIncluded : ErrorCode::kRefusedWrongly,
                   .change_entry = {},
                   .after = [stage = misdeed.stage, act = misdeed.act](World& world, Stage now) {
                     return now == stage ? act(world) : Status{};
                   }});
  }
  return out;
}

}  // namespace constat::demo
