// What comes after the last result, and what of the same kind comes before it. Spec: VER-7, VER-8.
#include "constat/testing/world_record.h"

namespace constat::verify {
namespace {

using record::EntryType;
using record::Role;
using ::testing::ElementsAre;
using testing::Everything;
using ::testing::IsEmpty;
using testing::RecordOf;
using testing::VerifyWith;
using testing::World;

class AfterResult : public ::testing::Test {
 protected:
  AfterResult() {
    w_.ToOpen();
    for (const size_t voter : {0, 1, 2, 4, 5, 6}) w_.Vote({.voter = voter, .choices = {{0}}});
    w_.CloseVote();
    w_.ShareAll(1, 2);
    before_result_ = w_.log.size();
    w_.PutResult();
  }

  [[nodiscard]] Bytes EntryOf(EntryType type, const Bytes& body) const {
    return record::EncodeEntry(record::Entry{type, w_.now_ms, body});
  }
  [[nodiscard]] Bytes Said(const std::string& text) {
    return EntryOf(EntryType::kStatement, w_.SignStatement({.party = {Role::kObserver, 0}, .text = text}));
  }
  [[nodiscard]] Bytes Forged() {
    Bytes entry = Said("I saw it all.");
    entry.back() ^= 1;
    return entry;
  }
  // BadEntries is what the rules refuse wherever it stands from the tallying on, or what does not decode.
  [[nodiscard]] std::vector<Bytes> BadEntries() {
    Bytes reserved = Forged();
    reserved[0] = 17;
    Bytes longer = Forged();
    longer.push_back(0);
    return {Forged(),  {0xff, 0},
            {},        reserved,
            longer,    EntryOf(EntryType::kOpen, {}),
            w_.log[0], EntryOf(EntryType::kResult, {1, 2, 3})};
  }

  // Verified is the verification of the log with these entries at a place of it.
  [[nodiscard]] Verification Verified(size_t at, const std::vector<Bytes>& entries, unsigned threads = 1) {
    std::vector<Bytes> log = w_.log;
    log.insert(log.begin() + static_cast<ptrdiff_t>(at), entries.begin(), entries.end());
    const Trust trust{w_.manifest_hash, w_.context().LogPolicy(), {}, {}};
    return VerifyWith(RecordOf(w_, log), {.trust = &trust, .threads = threads});
  }
  [[nodiscard]] Verification VerifiedAfter(const std::vector<Bytes>& entries, unsigned threads = 1) {
    return Verified(w_.log.size(), entries, threads);
  }
  void ExpectTheResult(const Verification& v) {
    EXPECT_EQ(v.outcome(), VerificationOutcome::kVerified);
    EXPECT_EQ(v.ExitStatus(), 0);
    EXPECT_THAT(Everything(v), IsEmpty());
    ASSERT_TRUE(v.result);
    EXPECT_EQ(*v.result, *w_.referendum.result());
  }

  World w_{{.name = "after the result"}};
  size_t before_result_ = 0;
};

// Spec: VER-7, VER-8, STA-1
TEST_F(AfterResult, WhatIsRefusedCountsForOneNote) {
  for (const unsigned threads : {1u, 3u}) {
    const Verification v = VerifiedAfter(BadEntries(), threads);
    ExpectTheResult(v);
    ASSERT_EQ(v.notes.size(), 1u);
    EXPECT_EQ(v.notes[0].kind, NoteKind::kAfterResult);
    EXPECT_EQ(v.notes[0].count, BadEntries().size());
    EXPECT_EQ(v.notes[0].file, "");
    EXPECT_EQ(v.tree.size, w_.log.size() + BadEntries().size()) << "they are leaves all the same";
    EXPECT_EQ(v.At(CheckId::kStatements).status(), CheckStatus::kNotApplicable) << "nobody said anything";
    EXPECT_THAT(v.statements, IsEmpty());
  }
}

// Spec: VER-7
TEST_F(AfterResult, EachByItselfIsTheNote) {
  for (const Bytes& entry : BadEntries()) {
    const Verification v = VerifiedAfter({entry});
    ExpectTheResult(v);
    EXPECT_EQ(v.CountOf(NoteKind::kAfterResult), 1u) << text::FormatHex(entry);
  }
}

// Spec: VER-7, STA-1
TEST_F(AfterResult, AGoodStatementIsAcceptedBeforeAndBehindThem) {
  std::vector<Bytes> entries = BadEntries();
  entries.insert(entries.begin(), Said("It was calm."));
  entries.push_back(Said("What is between is not ours."));
  const Verification v = VerifiedAfter(entries);
  ExpectTheResult(v);
  EXPECT_EQ(v.CountOf(NoteKind::kAfterResult), BadEntries().size());
  EXPECT_EQ(v.At(CheckId::kStatements).status(), CheckStatus::kPassed);
  ASSERT_EQ(v.statements.size(), 2u);
  EXPECT_EQ(v.statements[0].entry, w_.log.size());
  EXPECT_EQ(v.statements[1].entry, w_.log.size() + entries.size() - 1);
}

// Spec: VER-8
TEST_F(AfterResult, WithoutThemThereIsNoNote) {
  const Verification silent = VerifiedAfter({});
  ExpectTheResult(silent);
  EXPECT_THAT(silent.notes, IsEmpty());
  const Verification said = VerifiedAfter({Said("It was calm.")});
  ExpectTheResult(said);
  EXPECT_THAT(said.notes, IsEmpty());
}

// Statements that were good but for their number or time. Spec: VER-7, STA-1, LOG-6
TEST_F(AfterResult, AStatementTooManyOrTooLateIsNoted) {
  std::vector<Bytes> entries;
  for (size_t i = 0; i < 18; ++i) entries.push_back(Said("Statement " + std::to_string(i)));
  entries.push_back(entries.front());
  w_.now_ms = referendum::StatementsEndMs(w_.manifest, testing::kClosingMs) + 1;
  entries.push_back(
      EntryOf(EntryType::kStatement, w_.SignStatement({.party = {Role::kBoard, 0}, .text = "Late"})));
  const Verification v = VerifiedAfter(entries);
  ExpectTheResult(v);
  EXPECT_EQ(v.statements.size(), 16u);
  EXPECT_EQ(v.CountOf(NoteKind::kAfterResult), 4u) << "two too many, one said before, one too late";
}

// Spec: VER-7
TEST_F(AfterResult, BeforeTheResultTheSameEntriesAreFindings) {
  const Verification v = Verified(before_result_, BadEntries());
  EXPECT_EQ(v.outcome(), VerificationOutcome::kWrong);
  EXPECT_THAT(v.notes, IsEmpty());
  const auto at = [&](size_t i) { return std::to_string(before_result_ + i); };
  EXPECT_THAT(Everything(v),
              ElementsAre("log " + at(1) + " unknown-enum", "log " + at(2) + " truncated",
                          "log " + at(3) + " unknown-enum", "log " + at(4) + " trailing-bytes",
                          "manifest " + at(6) + " wrong-phase", "open " + at(5) + " wrong-phase",
                          "result " + at(7) + " truncated", "statements " + at(0) + " bad-signature"));
  ASSERT_TRUE(v.result) << "the fold goes on";
  EXPECT_EQ(*v.result, *w_.referendum.result());
}

// What was found before the result stays found, and what comes after is noted beside it. Spec: VER-7
TEST_F(AfterResult, ANoteTakesNoFindingBack) {
  w_.log.insert(w_.log.begin() + static_cast<ptrdiff_t>(before_result_), Forged());
  const Verification v = VerifiedAfter({Forged(), Said("It was calm.")});
  EXPECT_EQ(v.outcome(), VerificationOutcome::kWrong);
  EXPECT_THAT(Everything(v), ElementsAre("statements " + std::to_string(before_result_) + " bad-signature"));
  EXPECT_EQ(v.CountOf(NoteKind::kAfterResult), 1u);
  EXPECT_EQ(v.statements.size(), 1u);
}

}  // namespace
}  // namespace constat::verify
