#include "constat/party/board/answer.h"

#include <fmt/core.h>

#include "constat/base/check.h"
#include "constat/crypto/hash.h"
#include "constat/io/file.h"
#include "constat/record/secret/sign_refusal.h"
#include "constat/tlog/log_reader.h"

namespace constat::party {

using record::RefusedType;
using referendum::Phase;
using referendum::Referendum;

namespace {

Bytes32 HashOf(record::EntryType type, ByteView body) {
  Bytes text{static_cast<uint8_t>(type)};
  Append(text, body);
  return crypto::Sha256(text);
}

Judged InPlainWords(Error why, uint64_t time_ms) { return {Decision::kPlainWords, std::move(why), time_ms}; }

// JudgeFrozen decides about a body that the rules accept and that no tree will hold any more.
Judged JudgeFrozen(const Referendum& state, const Arrival& arrival, uint64_t time_ms) {
  const uint64_t closing_ms = state.context()->manifest.closing_ms;
  const bool in_last_minutes =
      arrival.arrived_ms < closing_ms && closing_ms - arrival.arrived_ms <= referendum::kLatestWaitMs;
  const Error late{ErrorCode::kLate, "the ballot came in time, and the board did not bring it into the log"};
  if (arrival.type != RefusedType::kBallot || !in_last_minutes) return InPlainWords(late, time_ms);
  return {Decision::kRefuse, late, time_ms};
}

// MayBeAcceptedLater is what is only right for a while.
bool MayBeAcceptedLater(const Referendum& state, ErrorCode code, uint64_t time_ms) {
  return code == ErrorCode::kOutsideVotingTime && time_ms < state.voting_time().BeginMs();
}

// IsForged is a statement that nobody signed, so that nobody can be held to have said it too often.
bool IsForged(const Referendum& state, const Arrival& arrival) {
  if (arrival.type != RefusedType::kStatement) return false;
  const Result<record::Statement> statement = record::DecodeStatement(arrival.body);
  return !statement || !referendum::CheckStatementSignature(*state.context(), *statement, arrival.body);
}

}  // namespace

Judged JudgeArrival(const Referendum& state, const Arrival& arrival, Growth growth) {
  const std::optional<record::EntryType> type = record::EntryTypeOf(static_cast<uint8_t>(arrival.type));
  const uint64_t time_ms = state.EntryTimeMs(arrival.arrived_ms);
  if (!type)
    return InPlainWords(
        {ErrorCode::kUnknownEnum, "this program does not know what was sent; a newer one may"}, time_ms);
  const Status rules = state.CheckNext({*type, time_ms, arrival.body});
  if (rules && growth == Growth::kGrows) return {Decision::kAccept, {ErrorCode::kIncomplete, ""}, time_ms};
  if (rules) return JudgeFrozen(state, arrival, time_ms);
  Error why = rules.error();
  if (!referendum::MayBeSigned(arrival.type, why.code) || IsForged(state, arrival) ||
      MayBeAcceptedLater(state, why.code, time_ms)) {
    return InPlainWords(std::move(why), time_ms);
  }
  if (why.code == ErrorCode::kOutsideVotingTime) {
    // What comes too late is no evidence that it was a ballot.
    const Status later = state.CheckNext({*type, state.voting_time().BeginMs(), arrival.body});
    if (!later) return InPlainWords(std::move(why), time_ms);
  }
  return {Decision::kRefuse, std::move(why), time_ms};
}

Result<BodyIndex> BodyIndex::Of(const Board& board) {
  BodyIndex out;
  if (!board.head()) return out;
  const uint64_t size = board.head()->checkpoint.size;
  CONSTAT_TRY(tlog::ForEachEntry(board.log(), size, {0, size}, [&](uint64_t index, ByteView bytes) -> Status {
    CONSTAT_ASSIGN(const record::EntryView entry, record::DecodeEntry(bytes));
    out.Add(entry, index);
    return {};
  }));
  return out;
}

void BodyIndex::Add(const record::EntryView& entry, uint64_t index) {
  entries_.try_emplace(HashOf(entry.type, entry.body), index);
}

std::optional<uint64_t> BodyIndex::Find(record::EntryType type, ByteView body) const {
  const auto at = entries_.find(HashOf(type, body));
  if (at == entries_.end()) return std::nullopt;
  return at->second;
}

record::Refusal MakeRefusal(const Arrival& arrival, const Judged& judged, const SignedAgainst& against,
                            const crypto::Ed25519Key& refusal_key) {
  CONSTAT_CHECK(judged.decision == Decision::kRefuse);
  record::Refusal refusal;
  refusal.manifest_hash = against.manifest_hash;
  refusal.type = arrival.type;
  refusal.body_hash = record::RefusedHash(arrival.type, arrival.body);
  refusal.code = static_cast<uint16_t>(judged.why.code);
  refusal.tree = against.tree;
  refusal.time_ms = judged.time_ms;
  refusal.request = against.request;
  return record::SignRefusal(refusal, refusal_key);
}

std::optional<uint64_t> LastBallotOf(const Referendum& state, const Arrival& arrival, ErrorCode code) {
  if (code != ErrorCode::kStaleRevision && code != ErrorCode::kAlreadyVoted &&
      code != ErrorCode::kTooManyBallots) {
    return std::nullopt;
  }
  const std::optional<referendum::Slot> slot = state.CheckBallot(arrival.body).slot;
  if (!slot) return std::nullopt;
  const std::optional<referendum::LastVote> last = state.ballots().Last(*slot);
  if (!last) return std::nullopt;
  return last->entry;
}

namespace {

// AnswerWithPlace answers for a ballot that is in the committed log at index. Spec: BAL-15.1.
Result<Answer> AnswerWithPlace(const Board& board, uint64_t index) {
  const bool published = board.published() && index < board.published()->checkpoint.size;
  Answer out{index, fmt::format("it is entry {} of the log already", index), {}, {}, !published};
  CONSTAT_ASSIGN(out.receipt, published ? board.Receipt(index) : board.Promise(index));
  return out;
}

}  // namespace

Result<Answer> FileAnswers::To(const Arrival& arrival, const Error& refused) {
  const uint64_t size = board_->head() ? board_->head()->checkpoint.size : 0;
  if (!index_ || indexed_ != size) {
    // An old index would have a ballot refused that is in the log by now.
    CONSTAT_ASSIGN(index_, BodyIndex::Of(*board_));
    indexed_ = size;
  }
  const Referendum& state = board_->state();
  if (const std::optional<uint64_t> index = index_->Find(arrival)) return AnswerWithPlace(*board_, *index);
  const Judged judged = JudgeArrival(state, arrival, Growth::kGrows);
  Answer out{std::nullopt, refused.detail, {}, {}, false};
  if (judged.decision != Decision::kRefuse || key_ == nullptr) return out;
  const std::optional<tlog::SignedCheckpoint>& published = board_->published();
  if (!published || published->checkpoint.Tree() != state.tree().Head()) {
    out.words += "; bring it again when all entries so far are published, for a signed refusal";
    return out;
  }
  const record::Request request;  // of nobody: 32 zero bytes, and the empty tree
  const SignedAgainst against{state.context()->manifest_hash, published->checkpoint.Tree(),
                              record::RequestHash(request)};
  out.refusal = {MakeRefusal(arrival, judged, against, *key_), request,
                 Bytes(arrival.body.begin(), arrival.body.end())};
  if (const std::optional<uint64_t> last = LastBallotOf(state, arrival, judged.why.code)) {
    CONSTAT_ASSIGN(out.receipt, board_->Receipt(*last));
  }
  return out;
}

Result<std::string> WriteAnswer(const std::string& stem, const Answer& answer) {
  std::string out;
  if (answer.refusal) {
    CONSTAT_TRY(io::WriteFile(stem + ".refusal", record::EncodeRefusalFile(*answer.refusal)));
    out += "; see " + stem + ".refusal";
  }
  if (answer.receipt) {
    CONSTAT_ASSIGN(const std::string text, tlog::FormatReadable(*answer.receipt));
    const std::string name = stem + (answer.is_promise ? ".promise" : ".receipt");
    CONSTAT_TRY(io::WriteFile(name, AsBytes(text)));
    out += "; see " + name;
  }
  return out;
}

}  // namespace constat::party
