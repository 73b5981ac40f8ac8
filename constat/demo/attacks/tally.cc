// Attacks on closing, decryption and result.
#include "constat/record/tally.h"

#include "constat/demo/attacks/attacks.h"
#include "constat/io/file.h"
#include "constat/party/organiser/organiser.h"
#include "constat/record/secret/sign_body.h"

namespace constat::demo {
namespace {

using group::Point;
using group::WirePoint;
using record::EntryType;
using verify::CheckId;

// OnShare makes a hook that changes the decryption share of trustee 2.
std::function<void(World&, EntryType, Bytes&)> OnShare(
    const std::function<void(World&, record::DecryptionShare&)>& change) {
  return [change](World& world, EntryType type, Bytes& body) {
    if (type != EntryType::kDecryptionShare) return;
    Result<record::DecryptionShare> share =
        record::DecodeDecryptionShare(body, world.ledger().state().tally().Chunk(0).size());
    if (!share || share->trustee != 2) return;
    change(world, *share);
    body = record::EncodeDecryptionShare(*share);
  };
}

void AddOne(World&, record::DecryptionShare& share) {
  share.shares.front() = WirePoint::From(share.shares.front().point + Point::Base());
}

// DecryptOneBallot puts a share of one voter's ciphertext where a sum's belongs.
void DecryptOneBallot(World& world, record::DecryptionShare& share) {
  const Result<std::vector<record::Entry>> entries = world.Entries();
  if (!entries) return;
  for (const record::Entry& entry : *entries) {
    if (entry.type != EntryType::kBallot) continue;
    const record::BallotShape& shape = world.context()->shape;
    const Result<record::ParsedBallot> ballot = record::ParseBallot(shape, entry.body);
    const Result<group::SecretScalar> key = world.trustee(2).KeyShare(world.ledger().state().ceremony());
    if (!ballot || !key) return;
    const Result<Point> R = Point::Decode(record::BallotFields(shape, ballot->ballot).R(0, 0));
    if (R) share.shares.front() = WirePoint::From(key->Mul(*R));
    return;
  }
}

// DecryptOneRegion puts a share of one region's sum where a larger unit's belongs: the way to show a small
// region's votes in spite of the privacy floor.
void DecryptOneRegion(World& world, record::DecryptionShare& share) {
  const Result<group::SecretScalar> key = world.trustee(2).KeyShare(world.ledger().state().ceremony());
  if (!key) return;
  size_t sum = 0;
  for (const referendum::Unit& unit : world.ledger().state().tally().units()) {
    if (!unit.decrypted) continue;
    if (unit.regions.size() > 1) {
      const Point R = world.ledger().state().ballots().SumsIn(unit.regions.front())[0];
      share.shares[sum] = WirePoint::From(key->Mul(R));
      return;
    }
    sum += kOptions;
  }
}

std::function<Status(World&, Stage)> ChangeResult(const std::function<void(record::Outcome&)>& change) {
  return [change](World& world, Stage stage) -> Status {
    if (stage == Stage::kStarted) world.cheating_ledger().change_result = change;
    return {};
  };
}

// MoveVotesBetweenRegions exchanges the counts of two decrypted units.
void MoveVotesBetweenRegions(record::Outcome& outcome) {
  record::UnitResult* first = nullptr;
  for (record::UnitResult& unit : outcome.units) {
    if (!unit.decrypted) continue;
    if (first != nullptr && first->votes != unit.votes) {
      std::swap(first->votes, unit.votes);
      return;
    }
    if (first == nullptr) first = &unit;
  }
}

void MoveOneVote(record::Outcome& outcome) {
  for (record::UnitResult& unit : outcome.units) {
    if (!unit.decrypted || unit.votes[0][kYes] == 0) continue;
    --unit.votes[0][kYes];
    ++unit.votes[0][kNo];
    return;
  }
}

void FlipVerdict(record::Outcome& outcome) { outcome.questions[0].verdict = record::Verdict::kNotCarried; }

// AppendWrongVerdict: the board first signs a result with another verdict, which is refused; the right one
// follows. A later acceptance must not hide it. Spec: VER-7.
Status AppendWrongVerdict(World& world, Stage stage) {
  if (stage != Stage::kDecrypted) return {};
  CONSTAT_ASSIGN(record::Outcome outcome, world.ledger().state().tally().Decrypt());
  FlipVerdict(outcome);
  record::ResultPart part{.chunk = 0, .part = record::EncodeOutcome(outcome)};
  Bytes body = record::EncodeResultPart(part);
  body.resize(body.size() - record::kSignatureSize);
  part.signature =
      record::SignBody({world.context()->manifest_hash, EntryType::kResult, 0}, body, world.board());
  CONSTAT_TRY(world.ledger().Append(EntryType::kResult, record::EncodeResultPart(part)));
  return {};
}

// InventResult: the board publishes a result although only two trustees gave their shares.
Status InventResult(World& world, Stage stage) {
  if (stage == Stage::kStarted) world.trustees_who_decrypt = kThreshold - 1;
  if (stage != Stage::kDecrypted) return {};
  record::ResultPart part{.chunk = 0, .part = Bytes(100, 0)};
  Bytes body = record::EncodeResultPart(part);
  body.resize(body.size() - 64);
  part.signature =
      record::SignBody({world.context()->manifest_hash, EntryType::kResult, 0}, body, world.board());
  CONSTAT_TRY(world.ledger().Append(EntryType::kResult, record::EncodeResultPart(part)));
  return {};
}

Status FreezeClock(World& world, Stage stage) {
  if (stage == Stage::kHalfVoted) {
    world.frozen_clock_ms = world.clock().NowMs();
    world.witness_close_ms = kClosingMs + 300 * kMinuteMs;
  }
  return {};
}

// CloseUnsealed: the board asks the witnesses within the grace, but long after the closing.
Status CloseUnsealed(World& world, Stage stage) {
  if (stage == Stage::kVoted) world.witness_close_ms = kClosingMs + 30 * kMinuteMs;
  return {};
}

Status CloseEarly(World& world, Stage stage) {
  if (stage != Stage::kVoted) return {};
  world.witness_close_ms = kClosingMs - 120 * kMinuteMs;
  world.witnesses_collude = true;
  return {};
}

}  // namespace

std::vector<Cheat> TallyAttacks() {
  const auto bad_share = [](std::string name, std::string story, ErrorCode code,
                            const std::function<void(World&, record::DecryptionShare&)>& change) {
    return Cheat{.name = std::move(name),
                 .story = std::move(story),
                 .check = CheckId::kShares,
                 .code = code,
                 .change_entry = OnShare(change),
                 .after = {}};
  };
  const auto bad_result = [](std::string name, std::string story, CheckId check, ErrorCode code,
                             std::function<Status(World&, Stage)> after) {
    return Cheat{.name = std::move(name),
                 .story = std::move(story),
                 .check = check,
                 .code = code,
                 .change_entry = {},
                 .after = std::move(after)};
  };
  return {
      bad_result("frozen-clock",
                 "The board stops its clock before the closing and goes on taking ballots for hours",
                 CheckId::kClose, ErrorCode::kWrongCloseTime, FreezeClock),
      bad_result("unsealed-close",
                 "The board takes ballots for half an hour after the closing, and closes within the grace",
                 CheckId::kClose, ErrorCode::kWrongCloseTime, CloseUnsealed),
      bad_result("early-close", "The board closes two hours early and writes the closing time into the log",
                 CheckId::kClose, ErrorCode::kWrongCloseTime, CloseEarly),
      bad_share("wrong-share", "Trustee 2 gives a share that adds a vote", ErrorCode::kWrongShare, AddOne),
      bad_share("foreign-share", "Trustee 2 decrypts one voter's ballot instead of a sum",
                ErrorCode::kWrongShare, DecryptOneBallot),
      {.name = "under-floor",
       .story = "Trustee 2 decrypts a region too small to be shown by itself",
       .check = CheckId::kShares,
       .code = ErrorCode::kWrongShare,
       .ballots = 60,
       .change_entry = OnShare(DecryptOneRegion),
       .after = {}},
      bad_share("unknown-trustee", "Somebody who is no trustee gives a decryption share",
                ErrorCode::kUnknownAuthor,
                [](World&, record::DecryptionShare& share) { share.trustee = kTrustees + 1; }),
      bad_result("too-few-shares", "The board publishes a result that too few trustees decrypted",
                 CheckId::kResult, ErrorCode::kTooFewShares, InventResult),
      bad_result("wrong-result", "The board moves one vote from Yes to No in the result", CheckId::kResult,
                 ErrorCode::kWrongResult, ChangeResult(MoveOneVote)),
      bad_result("moved-region", "The board counts one region's votes in another", CheckId::kResult,
                 ErrorCode::kWrongResult, ChangeResult(MoveVotesBetweenRegions)),
      bad_result("wrong-verdict", "The board states another verdict than the rule gives", CheckId::kVerdict,
                 ErrorCode::kWrongVerdict, ChangeResult(FlipVerdict)),
      bad_result("wrong-verdict-then-right",
                 "The board signs a result with another verdict, and then the right one", CheckId::kVerdict,
                 ErrorCode::kWrongVerdict, AppendWrongVerdict),
  };
}

}  // namespace constat::demo
