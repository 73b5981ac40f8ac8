#include "constat/audit/plan_file.h"

#include <gmock/gmock.h>

#include "constat/io/file.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"

namespace constat::audit {
namespace {

using ::testing::HasSubstr;

TEST(FormatPlan, ReadsWhatItWrites) {
  Plan plan;
  plan.method = Method::kAlpha;
  plan.risk_limit = 0.025;
  plan.winner = "Да = \"так\" \\";
  plan.loser = "No";
  plan.reported = {.winner = 600, .loser = 0, .ballots = 1000};
  plan.manifest = PinnedManifest{.sha256 = {1, 2, 3}, .ballots = 999};
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.File("audit.toml");
  const Result<WrittenPlan> written = FormatPlan(plan);
  ASSERT_TRUE(written) << written.error().detail;
  ASSERT_TRUE(io::WriteFile(path, AsBytes(written->text)));
  const Result<Plan> read = ReadPlan(path);
  ASSERT_TRUE(read) << read.error().detail;
  EXPECT_EQ(read->method, plan.method);
  EXPECT_DOUBLE_EQ(read->risk_limit, plan.risk_limit);
  EXPECT_EQ(read->winner, plan.winner);
  EXPECT_EQ(read->reported.winner, 600);
  EXPECT_EQ(read->manifest->sha256, plan.manifest->sha256);
  EXPECT_EQ(read->manifest->ballots, 999);
}

TEST(FormatPlan, WritesNothingThatItDoesNotRead) {
  Plan plan;
  plan.winner = "Yes";
  plan.loser = "No";
  plan.reported = {.winner = 600, .loser = 0, .ballots = 1000};
  // The limits that need an exponent or more than twelve digits, which is what is used then.
  for (const double limit : {1e-10, 1.5e-300, 0.05, 0.12345678901234567}) {
    plan.risk_limit = limit;
    const Result<WrittenPlan> written = FormatPlan(plan);
    ASSERT_TRUE(written) << limit << written.error().detail;
    EXPECT_NEAR(written->plan.risk_limit / limit, 1, 1e-11);
    const Result<Plan> read = ParsePlan(written->text, "x");
    ASSERT_TRUE(read) << read.error().detail;
    EXPECT_EQ(read->risk_limit, written->plan.risk_limit);
    EXPECT_EQ(read->file_sha256, written->plan.file_sha256);
  }
  plan.risk_limit = 0.05;
  EXPECT_THAT(FormatPlan(plan)->text, HasSubstr("risk_limit = \"5%\""));
  plan.loser = "a\nb";
  const Result<WrittenPlan> bad = FormatPlan(plan);
  ASSERT_FALSE(bad);
  EXPECT_THAT(bad.error().detail, HasSubstr("the audit's plan was not written"));
}

TEST(ParsePlan, RefusesWhatIsNoPlanAndNamesTheFile) {
  Plan plan;
  plan.winner = "Yes";
  plan.loser = "No";
  plan.reported = {.winner = 600, .loser = 300, .ballots = 1000};
  plan.manifest = PinnedManifest{.sha256 = {1, 2, 3}, .ballots = 999};
  const std::string good = Value(FormatPlan(plan)).text;
  struct Case {
    const char *from, *to;
    ErrorCode code;
  };
  for (const Case& c :
       {Case{"winner_votes = 600", "winner_votes = 300", ErrorCode::kBadNumber},
        Case{"winner_votes", "winer_votes", ErrorCode::kBadText},
        Case{"\"polling\"", "\"poling\"", ErrorCode::kUsage}, Case{"\"5%\"", "\"5\"", ErrorCode::kBadNumber},
        Case{"sha256 = \"0", "sha256 = \"", ErrorCode::kBadText},
        Case{"manifest_ballots", "# manifest_ballots", ErrorCode::kBadText},
        Case{"ballots = 1000", "ballots = -1", ErrorCode::kBadNumber},
        Case{"ballots = 1000", "ballots = 1000\nmore = 1", ErrorCode::kBadText}}) {
    std::string text = good;
    const size_t at = text.find(c.from);
    ASSERT_NE(at, std::string::npos) << c.from;
    text.replace(at, std::string_view(c.from).size(), c.to);
    const Result<Plan> read = ParsePlan(text, "audit.toml");
    EXPECT_THAT(read, FailsWith(c.code)) << c.to;
    EXPECT_THAT(DetailOf(read), HasSubstr("audit.toml")) << c.to;
  }
}

TEST(ReadPlan, ReadsNoFileThatIsTooLarge) {
  const TemporaryFolder folder;
  ASSERT_THAT(io::WriteFile(folder.File("large.toml"), Bytes((1 << 16) + 1, '#')), Succeeds());
  EXPECT_THAT(ReadPlan(folder.File("large.toml")), FailsWith(ErrorCode::kTooLarge));
  EXPECT_THAT(ReadPlan(folder.File("gone.toml")), FailsWith(ErrorCode::kMissingFile));
}

}  // namespace
}  // namespace constat::audit
