#include "constat/referendum/own_entries.h"

#include <gmock/gmock.h>

#include "constat/referendum/ballot_revision.h"
#include "constat/referendum/voting_time.h"
#include "constat/testing/world.h"

namespace constat::referendum {
namespace {

using record::EntryType;
using ::testing::HasSubstr;
using testing::kClosingMs;
using testing::kFirstMinuteMs;
using testing::Plan;
using testing::World;

// Reader reads a world's log with the eyes of one voter.
class Reader {
 public:
  Reader(const World& world, size_t voter) : own(world.voters[voter].credential.encoded) {
    for (const Bytes& bytes : world.log) {
      const auto entry = record::DecodeEntry(bytes);
      EXPECT_TRUE(entry && state.Apply({*entry, tlog::LeafHash(bytes)}));
    }
    EXPECT_EQ(state.phase(), Phase::kOpen);
  }

  // Add returns the last of the voter's entries.
  const OwnEntry& Add(EntryType type, ByteView body, uint64_t time_ms) {
    const uint64_t size = state.tree().size();
    own.Add(state, record::EncodeEntry(record::EntryView{type, time_ms, body}));
    EXPECT_EQ(state.tree().size(), size + 1) << "every entry is counted";
    EXPECT_FALSE(own.entries().empty());
    return own.entries().back();
  }
  const OwnEntry& Ballot(const Bytes& body, uint64_t minute) {
    return Add(EntryType::kBallot, body, kFirstMinuteMs + minute * kMinuteMs);
  }

  Referendum state;
  OwnEntries own;
};

struct Open : World {
  explicit Open(Plan the_plan = {}) : World(std::move(the_plan)) { ToOpen(); }
  Bytes Body(size_t voter, uint64_t revision, uint16_t choice = 0) {
    return Encoded(Ballot({.voter = voter, .revision = revision, .choices = {{choice}}}));
  }
};

Bytes Spoilt(Bytes body) {
  body.back() ^= 1;
  return body;
}

void ExpectRefused(const OwnEntry& entry, ErrorCode code) {
  EXPECT_EQ(entry.verdict, OwnVerdict::kRefused);
  ASSERT_TRUE(entry.refusal.has_value());
  EXPECT_EQ(ErrorName(entry.refusal->code), ErrorName(code)) << entry.refusal->detail;
}

// Spec: BAL-9
TEST(OwnEntries, CountsTheLastAcceptedBallot) {
  Open w;
  Reader reader(w, 0);
  EXPECT_EQ(reader.own.Counting(), std::nullopt);
  const Bytes second = w.Body(0, 2);
  EXPECT_EQ(reader.Ballot(w.Body(0, 1), 0).verdict, OwnVerdict::kAccepted);
  reader.Ballot(w.Body(1, 1), 0);
  EXPECT_EQ(reader.own.entries().size(), 1u) << "another voter's is none of this credential's";
  const OwnEntry& last = reader.Ballot(second, 1);
  EXPECT_EQ(last.verdict, OwnVerdict::kAccepted);
  EXPECT_TRUE(last.made_with_code);
  EXPECT_EQ(last.entry, w.log.size() + 2);
  const auto parsed = record::ParseBallot(w.context().shape, second);
  ASSERT_TRUE(parsed && last.ballot);
  EXPECT_EQ(*last.ballot,
            (NumberedBallot{2, record::Tracker(w.context().shape, parsed->ballot, w.manifest_hash)}));
  EXPECT_EQ(reader.own.Counting(), 1u);
  EXPECT_EQ(reader.own.CountOf(OwnVerdict::kAccepted), 2u);
  EXPECT_EQ(reader.own.close(), std::nullopt);
}

// What a board may append though the rules refuse it: none of it counts, and the last accepted one does.
// Spec: BAL-8, BAL-9, LOG-2
TEST(OwnEntries, RefusesWhatTheRulesRefuse) {
  Open w;
  Reader reader(w, 0);
  const Bytes first = w.Body(0, 1);
  ASSERT_EQ(reader.Ballot(first, 5).verdict, OwnVerdict::kAccepted);
  ExpectRefused(reader.Ballot(Spoilt(w.Body(0, 2)), 5), ErrorCode::kBadProof);
  EXPECT_FALSE(reader.own.entries().back().made_with_code) << "anybody can spoil a ballot";
  ExpectRefused(reader.Ballot(first, 5), ErrorCode::kStaleRevision);
  EXPECT_TRUE(reader.own.entries().back().made_with_code);
  ExpectRefused(reader.Ballot(w.Body(0, 2000), 5), ErrorCode::kRevisionJump);
  ExpectRefused(reader.Ballot(w.Body(0, 2), 4), ErrorCode::kTimeWentBack);
  ExpectRefused(reader.Add(EntryType::kBallot, w.Body(0, 2), kFirstMinuteMs + 5 * kMinuteMs + 1),
                ErrorCode::kTimeNotRounded);
  ExpectRefused(reader.Add(EntryType::kBallot, w.Body(0, 2), kClosingMs + kMinuteMs / 2),
                ErrorCode::kOutsideVotingTime);
  Bytes cut = w.Body(0, 2);
  cut.pop_back();
  ExpectRefused(reader.Ballot(cut, 5), ErrorCode::kTruncated);
  EXPECT_FALSE(reader.own.entries().back().ballot.has_value());
  EXPECT_EQ(reader.own.Counting(), 0u);
  EXPECT_EQ(reader.own.CountOf(OwnVerdict::kRefused), reader.own.entries().size() - 1);
  EXPECT_EQ(reader.Ballot(w.Body(0, 2), 5).verdict, OwnVerdict::kAccepted) << "what was refused changed "
                                                                              "nothing";
  EXPECT_EQ(reader.own.Counting(), reader.own.entries().size() - 1);
}

// Spec: BAL-8
TEST(OwnEntries, KnowsTheLimitsOfTheReferendum) {
  Open once(Plan{.name = "once", .revoting = false, .max_ballots = 1});
  Reader reader(once, 0);
  ASSERT_EQ(reader.Ballot(once.Body(0, 1), 0).verdict, OwnVerdict::kAccepted);
  ExpectRefused(reader.Ballot(once.Body(0, 2), 0), ErrorCode::kAlreadyVoted);
  Open twice(Plan{.name = "twice", .max_ballots = 2});
  Reader of_twice(twice, 0);
  of_twice.Ballot(twice.Body(0, 1), 0);
  of_twice.Ballot(twice.Body(0, 2), 0);
  ExpectRefused(of_twice.Ballot(twice.Body(0, 3), 0), ErrorCode::kTooManyBallots);
  EXPECT_EQ(of_twice.own.Counting(), 1u);
}

// An entry of another credential, whose proofs nobody checked here, may be valid: then this one is too early.
// Spec: LOG-2
TEST(OwnEntries, LeavesATimeThatAnotherEntryMayForbidUnjudged) {
  Open w;
  Reader reader(w, 0);
  ASSERT_EQ(reader.Ballot(w.Body(0, 1), 0).verdict, OwnVerdict::kAccepted);
  reader.Ballot(Spoilt(w.Body(1, 1)), 7);
  const uint64_t other = reader.state.tree().size() - 1;
  const OwnEntry& entry = reader.Ballot(w.Body(0, 2), 6);
  EXPECT_EQ(entry.verdict, OwnVerdict::kNotJudged);
  EXPECT_THAT(entry.doubt, HasSubstr("entry " + std::to_string(other)));
  EXPECT_TRUE(entry.made_with_code);
  EXPECT_EQ(reader.own.Counting(), std::nullopt);
  EXPECT_EQ(reader.own.LastAccepted(), 0u);
  const OwnEntry& later = reader.Ballot(w.Body(0, 3), 8);
  EXPECT_EQ(later.verdict, OwnVerdict::kNotJudged) << "its revision depends on the one before";
  EXPECT_THAT(later.doubt, HasSubstr("entry " + std::to_string(other + 1)));
  ExpectRefused(reader.Ballot(Spoilt(w.Body(0, 4)), 6), ErrorCode::kBadProof);
  EXPECT_EQ(reader.own.Counting(), std::nullopt);
}

// Another's entry outside the voting time is refused by every verifier: it forbids nothing. Spec: LOG-2
TEST(OwnEntries, IsNotMisledByATimeThatNoBallotMayHave) {
  Open w;
  Reader reader(w, 0);
  reader.own.Add(reader.state, record::EncodeEntry(record::Entry{EntryType::kBallot,
                                                                 kClosingMs + kMinuteMs / 2, w.Body(1, 1)}));
  reader.own.Add(reader.state, Bytes{1, 2, 3});
  EXPECT_EQ(reader.Ballot(w.Body(0, 1), 0).verdict, OwnVerdict::kAccepted);
}

// Spec: TAL-1, BAL-8
TEST(OwnEntries, LeavesABallotAfterTheCloseUnjudged) {
  Open w;
  Reader reader(w, 0);
  const Bytes first = w.Body(0, 1);
  ASSERT_EQ(w.Put(EntryType::kBallot, first, kFirstMinuteMs), "ok");
  ASSERT_EQ(reader.Ballot(first, 0).verdict, OwnVerdict::kAccepted);
  reader.Add(EntryType::kClose, w.Close(), kClosingMs);
  const uint64_t close = reader.state.tree().size() - 1;
  EXPECT_EQ(reader.own.close(), close);
  EXPECT_EQ(reader.own.Counting(), 0u);
  const OwnEntry& after = reader.Ballot(w.Body(0, 2), 3);
  EXPECT_EQ(after.verdict, OwnVerdict::kNotJudged);
  EXPECT_THAT(after.doubt, HasSubstr("entry " + std::to_string(close)));
  EXPECT_EQ(reader.own.Counting(), std::nullopt);
}

// Spec: TAL-1
TEST(OwnEntries, TakesNoFalseCloseForOne) {
  Open w;
  Reader reader(w, 0);
  const Bytes first = w.Body(0, 1);
  ASSERT_EQ(w.Put(EntryType::kBallot, first, kFirstMinuteMs), "ok");
  reader.Ballot(first, 0);
  reader.Add(EntryType::kClose, Spoilt(w.Close()), kClosingMs);
  reader.Add(EntryType::kClose, Bytes(200, 1), kClosingMs);
  reader.Add(EntryType::kClose, w.Close(), kClosingMs - kMinuteMs);
  EXPECT_EQ(reader.own.close(), std::nullopt);
  EXPECT_EQ(reader.Ballot(w.Body(0, 2), 1).verdict, OwnVerdict::kAccepted);
}

TEST(CheckBallotAlone, RefusesARevisionThatNoBallotCanHave) {
  Open w(Plan{.name = "alone", .max_ballots = 2});
  const auto check = [&](const Bytes& body, uint64_t time_ms = kFirstMinuteMs) {
    return CodeOf<void>(CheckBallotAlone(w.referendum, {EntryType::kBallot, time_ms, body}));
  };
  EXPECT_EQ(check(w.Body(0, 0)), "stale-revision");
  EXPECT_EQ(check(w.Body(0, 2 * kMaxRevisionStep)), "ok");
  EXPECT_EQ(check(w.Body(0, 2 * kMaxRevisionStep + 1)), "revision-jump");
  EXPECT_EQ(check(Spoilt(w.Body(0, 1))), "bad-proof");
  EXPECT_EQ(check(w.Body(0, 1), kFirstMinuteMs + 1), "time-not-rounded");
}

// The law: what is said to be accepted or refused is so for whoever judges every entry.
// Spec: BAL-8, BAL-9, LOG-6, TAL-1
TEST(OwnEntries, NeverContradictsWhoJudgesEverything) {
  for (uint64_t run = 0; run < 25; ++run) {
    SCOPED_TRACE(run);
    Open w(Plan{.name = "law" + std::to_string(run), .voters = {2, 1}, .max_ballots = 4});
    Reader reader(w, 0);
    crypto::SeededRng draw("own entries", std::to_string(run));
    const auto up_to = [&](uint32_t n) {
      std::array<uint8_t, 1> bytes{};
      draw.Fill(bytes);
      return bytes[0] % n;
    };
    std::vector<bool> accepted;  // of the voter's entries
    for (int step = 0; step < 14; ++step) {
      const size_t voter = up_to(3) == 0 ? 1 : 0;
      Bytes body = w.Body(voter, 1 + up_to(4));
      EntryType type = EntryType::kBallot;
      uint64_t time_ms = kFirstMinuteMs + (static_cast<uint64_t>(step) + up_to(3)) * kMinuteMs;
      if (up_to(4) == 0) body = Spoilt(std::move(body));
      if (up_to(10) == 0) {
        type = EntryType::kClose;
        body = up_to(2) == 0 ? w.Close() : Spoilt(w.Close());
        time_ms = kClosingMs;
      }
      const Bytes bytes = record::EncodeEntry(record::EntryView{type, time_ms, body});
      const LogEntry entry{*record::DecodeEntry(bytes), tlog::LeafHash(bytes)};
      const bool good = w.referendum.phase() == Phase::kOpen && w.referendum.Apply(entry).has_value();
      if (!good) w.referendum.Skip(entry.leaf);
      reader.own.Add(reader.state, bytes);
      if (type == EntryType::kBallot && voter == 0) accepted.push_back(good);
      if (w.referendum.phase() == Phase::kTallying) break;
    }
    ASSERT_EQ(reader.own.entries().size(), accepted.size());
    std::optional<size_t> last;
    for (size_t i = 0; i < accepted.size(); ++i) {
      const OwnVerdict verdict = reader.own.entries()[i].verdict;
      if (accepted[i]) last = i;
      EXPECT_NE(verdict, accepted[i] ? OwnVerdict::kRefused : OwnVerdict::kAccepted) << i;
    }
    if (reader.own.Counting()) {
      EXPECT_EQ(reader.own.Counting(), last);
    }
  }
}

// The registrars' word makes one credential void and another one valid, for readers of either. Spec: ROL-10
TEST(OwnEntries, FollowsAReplacedCode) {
  Open w({.registrars = 2});
  Reader old(w, 0);
  const Bytes before = w.Body(0, 1);
  const Bytes stranger = w.Body(1, 1);
  const size_t size = w.log.size();
  w.Replace(0);
  Reader start(w, 1);  // a reader whose log holds the shares already
  EXPECT_EQ(start.own.replaced_by(), std::nullopt);
  OwnEntries fresh(w.voters[0].credential.encoded);
  Reader other(w, 1);
  for (size_t i = size; i < w.log.size(); ++i) old.own.Add(old.state, w.log[i]);
  EXPECT_EQ(old.own.replaced_by(), size + 1) << "the last share, not the first";
  EXPECT_EQ(old.own.made_by(), std::nullopt);
  ExpectRefused(old.Ballot(before, 1), ErrorCode::kCredentialReplaced);
  EXPECT_TRUE(old.own.entries().back().made_with_code);
  EXPECT_EQ(old.own.Counting(), std::nullopt);

  // Whoever has the new code finds its ballot valid.
  const Bytes voted = w.Body(0, 1);
  fresh.Add(other.state,
            record::EncodeEntry(record::EntryView{EntryType::kBallot, kFirstMinuteMs + kMinuteMs, voted}));
  ASSERT_EQ(fresh.entries().size(), 1u);
  EXPECT_EQ(fresh.entries().back().verdict, OwnVerdict::kAccepted);
}

}  // namespace
}  // namespace constat::referendum
