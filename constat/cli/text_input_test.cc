// What people type: times, trackers, choices; and what they keep: notes, challenges.
#include <gmock/gmock.h>
#include <sys/stat.h>

#include <filesystem>

#include "constat/cli/ballot_search.h"
#include "constat/cli/challenge_file.h"
#include "constat/cli/clock_option.h"
#include "constat/cli/own_ballots.h"
#include "constat/cli/voter_input.h"
#include "constat/io/file.h"
#include "constat/testing/folder.h"

namespace constat::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(ParseUtcTime, ReadsRfc3339) {
  EXPECT_EQ(*ParseUtcTime("1970-01-01T00:00:00Z"), 0u);
  EXPECT_EQ(*ParseUtcTime("2026-05-01T12:00:00Z"), 1777636800000u);
  EXPECT_EQ(*ParseUtcTime("2024-02-29T23:59:59Z"), 1709251199000u);
}

TEST(ParseUtcTime, RefusesEverythingElse) {
  for (const char* text :
       {"", "now", "2026-05-01", "2026-05-01T12:00:00", "2026-05-01 12:00:00Z", "2026-05-01T12:00:00+00:00",
        "2026-5-1T12:00:00Z", "2026-02-29T00:00:00Z", "2026-13-01T00:00:00Z", "2026-01-00T00:00:00Z",
        "2026-01-01T24:00:00Z", "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "1969-12-31T23:59:59Z",
        "2026-05-01T12:00:00ZZ", "2026-05-01T12:00:00z"}) {
    const Result<uint64_t> time = ParseUtcTime(text);
    ASSERT_FALSE(time.has_value()) << text;
    EXPECT_EQ(time.error().code, ErrorCode::kBadText);
  }
}

TEST(ParseTracker, TakesWhatAPersonTypes) {
  const std::string tracker = "0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ";
  EXPECT_EQ(*ParseTracker(tracker), tracker);
  EXPECT_EQ(*ParseTracker("o123 4567 89ab cdef ghjk mnpq rstv wxyz"), tracker);
  EXPECT_EQ(*ParseTracker("0I23456789abcdefghjkmnpqrstvwxyz"), tracker);
  EXPECT_FALSE(ParseTracker("").has_value());
  EXPECT_FALSE(ParseTracker("0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXY").has_value());
  EXPECT_FALSE(ParseTracker("0123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ0").has_value());
  EXPECT_FALSE(ParseTracker("U123-4567-89AB-CDEF-GHJK-MNPQ-RSTV-WXYZ").has_value());
}

record::Question ThreeOptions() {
  record::Question question;
  question.options = {{{"Yes", "Ja"}}, {{"No, 2 bridges", "Nein"}}, {{"Blank", "Leer"}}};
  return question;
}

TEST(ParseChoice, TakesNumbersAndNames) {
  const record::Question question = ThreeOptions();
  EXPECT_THAT(*ParseChoice(question, "1"), ElementsAre(0));
  EXPECT_THAT(*ParseChoice(question, "3, 1"), ElementsAre(0, 2));
  EXPECT_THAT(*ParseChoice(question, "2 3"), ElementsAre(1, 2));
  EXPECT_THAT(*ParseChoice(question, "Nein"), ElementsAre(1));
  EXPECT_THAT(*ParseChoice(question, "No, 2 bridges"), ElementsAre(1));
  EXPECT_THAT(*ParseChoice(question, ""), IsEmpty());
}

TEST(ParseChoice, RefusesWhatIsNeither) {
  const record::Question question = ThreeOptions();
  for (const char* text : {"0", "4", "yes", "1;2", "-1", "1.0", "99999999999999999999999", "1x", "\x1b[2J"}) {
    EXPECT_FALSE(ParseChoice(question, text).has_value()) << text;
  }
}

TEST(OwnBallots, KeepsNotesPrivate) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.File("notes");
  EXPECT_THAT(*ReadOwnBallots(path), IsEmpty());
  OwnBallot ballot;
  ballot.revision = 18446744073709551ULL;
  ballot.tracker.fill(7);
  ASSERT_TRUE(AddOwnBallot(path, ballot).has_value());
  ballot.tracker.fill(8);
  ASSERT_TRUE(AddOwnBallot(path, ballot).has_value());
  const Result<std::vector<OwnBallot>> back = ReadOwnBallots(path);
  ASSERT_TRUE(back.has_value());
  ASSERT_EQ(back->size(), 2u);
  EXPECT_EQ(back->back().tracker, ballot.tracker);
  EXPECT_EQ(back->back().revision, ballot.revision);
  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
}

TEST(OwnBallots, NamesTheBadLineAndKeepsTheFile) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.File("notes");
  ASSERT_TRUE(AddOwnBallot(path, {}).has_value());
  const Bytes good = *io::ReadFile(path);
  for (const char* more : {"x\n", "constat-own-ballot/1 00 00 1 00\n", "no end"}) {
    Bytes bad = good;
    Append(bad, AsBytes(more));
    ASSERT_TRUE(io::WriteFile(path, bad, io::FileAccess::kSecret).has_value());
    const Status added = AddOwnBallot(path, {});
    ASSERT_FALSE(added.has_value()) << more;
    EXPECT_THAT(added.error().detail, HasSubstr("notes:2"));
    EXPECT_EQ(*io::ReadFile(path), bad);
  }
}

TEST(ChallengeFile, ReadsBackWhatItWrites) {
  record::Manifest manifest;
  manifest.questions = {ThreeOptions()};
  record::Challenge challenge;
  challenge.credential = {0xe2, 0xf2, 0xae, 0x0a, 0x6a, 0xbc, 0x4e, 0x71, 0xa8, 0x84, 0xa9,
                          0x61, 0xc5, 0x00, 0x51, 0x5f, 0x58, 0xe3, 0x0b, 0x6a, 0xa5, 0x82,
                          0xdd, 0x8d, 0xb6, 0xa6, 0x59, 0x45, 0xe0, 0x8d, 0x2d, 0x76};
  challenge.revision = 3;
  challenge.seed.fill(9);
  challenge.choices = {{1}};
  const Result<std::string> formatted = FormatChallengeFile(manifest, challenge);
  ASSERT_TRUE(formatted.has_value()) << formatted.error().detail;
  const std::string& text = *formatted;
  const Result<record::Challenge> back = ParseChallengeFile(manifest, AsBytes(text));
  ASSERT_TRUE(back.has_value()) << back.error().detail;
  EXPECT_EQ(back->seed, challenge.seed);
  EXPECT_EQ(back->choices, challenge.choices);
  for (size_t size = 0; size + 1 < text.size(); ++size) {
    EXPECT_FALSE(ParseChallengeFile(manifest, AsBytes(text.substr(0, size))).has_value()) << size;
  }
  EXPECT_FALSE(ParseChallengeFile(manifest, AsBytes(text + "\n")).has_value());
  // What no device could check is not written.
  challenge.choices = {{7}};
  EXPECT_FALSE(FormatChallengeFile(manifest, challenge).has_value()) << "no such option";
  challenge.choices = {{1}};
  challenge.credential.fill(0xff);
  const Result<std::string> bad = FormatChallengeFile(manifest, challenge);
  ASSERT_FALSE(bad.has_value());
  EXPECT_EQ(bad.error().code, ErrorCode::kBadPoint);
  EXPECT_THAT(bad.error().detail, HasSubstr("the challenge was not written"));
}

}  // namespace
}  // namespace constat::cli
