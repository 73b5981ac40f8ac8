#include "constat/referendum/refusal.h"

#include "constat/record/secret/sign_refusal.h"
#include "constat/testing/world.h"

namespace constat::referendum {
namespace {

using record::EntryType;
using record::RefusedType;
using testing::kClosingMs;
using testing::kFirstMinuteMs;
using testing::World;

class JudgeRefusalTest : public ::testing::Test {
 protected:
  JudgeRefusalTest() {
    world_.ToOpen();
    file_.body = world_.Encoded(world_.Ballot({.voter = 0, .choices = {{0}}}));
    file_.body[file_.body.size() - record::kSchnorrSize - 32] ^= 1;
    file_.refusal.manifest_hash = world_.manifest_hash;
    file_.refusal.code = static_cast<uint16_t>(ErrorCode::kBadProof);
    file_.refusal.tree = world_.referendum.tree().Head();
    file_.refusal.time_ms = kFirstMinuteMs;
    facts_.root = file_.refusal.tree.root;
    facts_.voting_time = &world_.referendum.voting_time();
  }
  // Judge signs the refusal as it is now, asks the rules, and judges.
  [[nodiscard]] Result<RefusalVerdict> Judge() {
    file_.refusal.body_hash = record::RefusedHash(file_.refusal.type, file_.body);
    file_.refusal.request = record::RequestHash(file_.request);
    file_.refusal = record::SignRefusal(file_.refusal, world_.refusal_key);
    facts_.rules = AskRules(world_.referendum, file_);
    return JudgeRefusal(&world_.context(), file_, facts_);
  }
  [[nodiscard]] std::string CodeOfJudging() { return CodeOf(Judge()); }
  // Late makes it a good ballot that the board calls late.
  void Late() {
    file_.body = world_.Encoded(world_.Ballot({.voter = 1, .choices = {{0}}}));
    file_.refusal.code = static_cast<uint16_t>(ErrorCode::kLate);
    file_.refusal.time_ms = kClosingMs - 30'000;
    facts_.close = file_.refusal.tree.size;
  }

  World world_;
  record::RefusalFile file_;
  RefusalFacts facts_;
};

// Spec: BAL-16
TEST_F(JudgeRefusalTest, FindsTheBoardRight) { EXPECT_EQ(Value(Judge()), RefusalVerdict::kRight); }

TEST_F(JudgeRefusalTest, ConvictsForAnotherTree) {
  facts_.root->front() ^= 1;
  EXPECT_EQ(CodeOfJudging(), "refused-wrongly");
}

TEST_F(JudgeRefusalTest, ConvictsForAnOldTree) {
  facts_.next_time_ms = kFirstMinuteMs - 180'000;
  EXPECT_EQ(CodeOfJudging(), "ok");
  facts_.next_time_ms = kFirstMinuteMs - 180'001;
  EXPECT_EQ(CodeOfJudging(), "refused-wrongly");
}

TEST_F(JudgeRefusalTest, ConvictsForAnotherReason) {
  for (const uint16_t code : std::initializer_list<uint16_t>{0, 104, 314, 65535}) {
    file_.refusal.code = code;
    EXPECT_EQ(CodeOfJudging(), "refused-wrongly") << code;
  }
  file_.refusal.code = 109;
  file_.refusal.time_ms += 1;  // the rules refuse it for that first
  EXPECT_EQ(CodeOfJudging(), "refused-wrongly");
}

// chosen-moment: by a time that the board chose the rules refuse any ballot, and with this very code.
TEST_F(JudgeRefusalTest, ConvictsForAMomentOrACodeThatNoBoardMaySign) {
  const auto judged = [&](ErrorCode code, uint64_t time_ms) {
    file_.body = world_.Encoded(world_.Ballot({.voter = 0, .choices = {{0}}}));
    file_.refusal.code = static_cast<uint16_t>(code);
    file_.refusal.time_ms = time_ms;
    return CodeOfJudging();
  };
  EXPECT_EQ(judged(ErrorCode::kTimeNotRounded, kFirstMinuteMs + 1), "refused-wrongly");
  EXPECT_EQ(judged(ErrorCode::kOutsideVotingTime, testing::kOpeningMs - 30'000), "refused-wrongly");
  EXPECT_EQ(judged(ErrorCode::kOutsideVotingTime, kClosingMs), "ok");
  file_.body.pop_back();
  file_.refusal.code = static_cast<uint16_t>(ErrorCode::kTruncated);
  file_.refusal.time_ms = kFirstMinuteMs;
  EXPECT_EQ(CodeOfJudging(), "refused-wrongly");
}

// A record that was never opened has no voting time: what no board may sign convicts all the same.
TEST(JudgeRefusal, ConvictsForACodeThatNoBoardMaySignWithoutAnOpening) {
  World world;
  world.ToDrills();
  record::RefusalFile file;
  file.body = {1, 2, 3};
  file.refusal.manifest_hash = world.manifest_hash;
  file.refusal.code = static_cast<uint16_t>(ErrorCode::kWrongPhase);
  file.refusal.tree = world.referendum.tree().Head();
  file.refusal.time_ms = world.now_ms;
  file.refusal.body_hash = record::RefusedHash(file.refusal.type, file.body);
  file.refusal.request = record::RequestHash(file.request);
  file.refusal = record::SignRefusal(file.refusal, world.refusal_key);
  RefusalFacts facts;
  facts.root = file.refusal.tree.root;
  facts.rules = AskRules(world.referendum, file);
  ASSERT_THAT(facts.rules, FailsWith(ErrorCode::kWrongPhase));
  EXPECT_EQ(CodeOf(JudgeRefusal(&world.context(), file, facts)), "refused-wrongly");
}

TEST_F(JudgeRefusalTest, ConvictsNobodyWithAnAlteredRecord) {
  facts_.root->front() ^= 1;
  facts_.is_altered = true;
  EXPECT_EQ(Value(Judge()), RefusalVerdict::kAltered);
}

TEST_F(JudgeRefusalTest, ConvictsForWhatIsInTheRecord) {
  facts_.body_entry = 500;
  EXPECT_EQ(CodeOfJudging(), "refused-wrongly");
  file_.body = world_.Encoded(world_.Ballot({.voter = 0, .choices = {{0}}}));
  std::copy_n(group::Point::Base().Encode().begin(), 32, file_.body.begin());
  file_.refusal.code = static_cast<uint16_t>(ErrorCode::kNotOnRoll);
  facts_.body_entry = file_.refusal.tree.size;  // a replacement may have made its credential since
  EXPECT_EQ(CodeOfJudging(), "ok");
  facts_.body_entry = file_.refusal.tree.size - 1;
  EXPECT_EQ(CodeOfJudging(), "refused-wrongly");
}

TEST_F(JudgeRefusalTest, DoesNotConvictForAFastClockThatWasSetRight) {
  file_.body = world_.Encoded(world_.Ballot({.voter = 0, .choices = {{0}}}));
  file_.refusal.code = static_cast<uint16_t>(ErrorCode::kOutsideVotingTime);
  file_.refusal.time_ms = kClosingMs;
  facts_.body_entry = file_.refusal.tree.size;
  facts_.next_time_ms = kClosingMs - 90'000;
  EXPECT_EQ(CodeOfJudging(), "ok");
  facts_.next_time_ms = kClosingMs - 180'001;
  EXPECT_EQ(CodeOfJudging(), "refused-wrongly") << "the clock was too fast";
  facts_.next_time_ms = kClosingMs - 90'000;
  facts_.body_entry = file_.refusal.tree.size - 1;
  EXPECT_EQ(CodeOfJudging(), "refused-wrongly") << "it was there already";
}

TEST_F(JudgeRefusalTest, ConvictsForATreeBeyondTheClose) {
  facts_.close = file_.refusal.tree.size;
  EXPECT_EQ(CodeOfJudging(), "ok");
  facts_.close = file_.refusal.tree.size - 1;
  EXPECT_EQ(CodeOfJudging(), "refused-wrongly");
  facts_.root.reset();
  EXPECT_EQ(CodeOfJudging(), "refused-wrongly");
  file_.refusal.type = RefusedType::kStatement;
  EXPECT_EQ(Value(Judge()), RefusalVerdict::kNotJudged);
}

TEST_F(JudgeRefusalTest, DoesNotJudgeWhatTheRecordIsTooShortFor) {
  facts_.root.reset();
  EXPECT_EQ(Value(Judge()), RefusalVerdict::kNotJudged);
  Late();
  facts_.root = file_.refusal.tree.root;
  facts_.close.reset();
  EXPECT_EQ(Value(Judge()), RefusalVerdict::kNotJudged);
}

TEST_F(JudgeRefusalTest, TakesATrueLateForWhatItIs) {
  Late();
  EXPECT_EQ(Value(Judge()), RefusalVerdict::kLate);
  file_.refusal.time_ms = kClosingMs - 150'000;
  EXPECT_EQ(Value(Judge()), RefusalVerdict::kLate);
}

TEST_F(JudgeRefusalTest, ConvictsForAFalseLate) {
  Late();
  for (const uint64_t time_ms :
       {kClosingMs - 210'000, kClosingMs, kClosingMs - 30'001, uint64_t{0}, UINT64_MAX}) {
    file_.refusal.time_ms = time_ms;
    EXPECT_EQ(CodeOfJudging(), "refused-wrongly") << time_ms;
  }
  Late();
  facts_.close = *facts_.close + 1;
  EXPECT_EQ(CodeOfJudging(), "refused-wrongly");
  Late();
  file_.body.back() ^= 1;
  EXPECT_EQ(CodeOfJudging(), "refused-wrongly");
  Late();
  file_.refusal.type = RefusedType::kStatement;
  EXPECT_EQ(CodeOfJudging(), "refused-wrongly");
}

TEST_F(JudgeRefusalTest, ConvictsNobodyWithAForgery) {
  (void)Judge();
  const record::RefusalFile good = file_;
  file_.refusal.time_ms += 60'000;
  EXPECT_EQ(Value(JudgeRefusal(&world_.context(), file_, facts_)), RefusalVerdict::kForged);
  file_ = good;
  file_.refusal = record::SignRefusal(file_.refusal, world_.board_key);
  EXPECT_EQ(Value(JudgeRefusal(&world_.context(), file_, facts_)), RefusalVerdict::kForged);
  file_ = good;
  file_.request.tree.size = 1;
  EXPECT_EQ(Value(JudgeRefusal(&world_.context(), file_, facts_)), RefusalVerdict::kForged);
  EXPECT_EQ(Value(JudgeRefusal(nullptr, good, facts_)), RefusalVerdict::kElsewhere);
  file_.refusal.manifest_hash[5] ^= 1;
  EXPECT_EQ(Value(Judge()), RefusalVerdict::kElsewhere);
}

// Spec: BAL-15. What CheckNext says is what Apply says, and it changes nothing.
TEST(CheckNext, JudgesAsTheFoldDoes) {
  World world;
  world.ToOpen();
  const Bytes first = world.Encoded(world.Ballot({.voter = 0, .choices = {{0}}}));
  const auto next = [&](const Bytes& body, uint64_t time_ms) {
    return CodeOf(world.referendum.CheckNext({EntryType::kBallot, time_ms, body}));
  };
  EXPECT_EQ(next(first, kFirstMinuteMs), "ok");
  EXPECT_EQ(next(first, kFirstMinuteMs), "ok");
  EXPECT_EQ(world.Put(EntryType::kBallot, first, kFirstMinuteMs + 60'000), "ok");
  EXPECT_EQ(next(first, kFirstMinuteMs), "stale-revision");
  const Bytes again = world.Encoded(world.Ballot({.voter = 0, .revision = 2, .choices = {{1}}}));
  EXPECT_EQ(next(again, kFirstMinuteMs), "ok") << "before the last entry, which is no matter here";
  EXPECT_EQ(next(again, kFirstMinuteMs + 1), "time-not-rounded");
  EXPECT_EQ(next(again, kClosingMs), "outside-voting-time");
  EXPECT_EQ(CodeOf(world.referendum.CheckNext({EntryType::kOpen, kFirstMinuteMs, {}})), "unknown-enum");
  world.Replace(3);
  EXPECT_EQ(CodeOf(Referendum().CheckNext({EntryType::kBallot, 0, first})), "wrong-phase");
}

TEST(CodeNumbered, IsTheInverse) {
  EXPECT_EQ(CodeNumbered(335), ErrorCode::kLate);
  EXPECT_EQ(CodeNumbered(0), std::nullopt);
  EXPECT_EQ(CodeNumbered(65535), std::nullopt);
}

}  // namespace
}  // namespace constat::referendum
