#include "constat/base/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <vector>

#include "constat/base/parallel.h"

namespace constat {
namespace {

using ::testing::AllOf;
using ::testing::ContainsRegex;
using ::testing::HasSubstr;
using ::testing::MatchesRegex;

// Captured is what do_it writes to standard error while events from level on are logged.
template <typename DoIt>
std::string Captured(LogLevel level, const DoIt& do_it) {
  ::testing::internal::CaptureStderr();
  SetLogLevel(level);
  do_it();
  SetLogLevel(LogLevel::kOff);
  return ::testing::internal::GetCapturedStderr();
}

TEST(Log, IsOffUntilItIsSwitchedOn) {
  for (const LogLevel level : {LogLevel::kTrace, LogLevel::kError}) EXPECT_FALSE(IsLogged(level));
  ::testing::internal::CaptureStderr();
  Log(LogLevel::kError, "disk.full", {});
  { const LogStep step(LogLevel::kError, "disk.read"); }
  EXPECT_EQ(::testing::internal::GetCapturedStderr(), "");
}

TEST(Log, WritesTimeLevelEventAndFieldsOnOneLine) {
  const std::string text = Captured(LogLevel::kInfo, [] {
    Log(LogLevel::kInfo, "record.opened", {{"path", "a b"}, {"entries", size_t{7}}});
  });
  EXPECT_THAT(text, MatchesRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\\.[0-9]{3}Z info "
                                 "record\\.opened path=\"a b\" entries=7\n"));
}

TEST(Log, LeavesOutWhatIsBelowItsLevel) {
  for (size_t least = 0; least < kLogLevelNames.size(); ++least) {
    const std::string text = Captured(static_cast<LogLevel>(least), [] {
      for (size_t level = 0; level + 1 < kLogLevelNames.size(); ++level) {
        Log(static_cast<LogLevel>(level), "it", {{"level", level}});
      }
    });
    for (size_t level = 0; level + 1 < kLogLevelNames.size(); ++level) {
      EXPECT_EQ(text.find(std::string(kLogLevelNames[level]) + " it level=") != std::string::npos,
                level >= least)
          << least << " " << level;
    }
  }
}

TEST(Log, StepSaysHowLongItTook) {
  const std::string text =
      Captured(LogLevel::kDebug, [] { const LogStep step(LogLevel::kDebug, "verify.tree"); });
  EXPECT_THAT(text, ContainsRegex("Z debug verify\\.tree seconds=[0-9]+\\.[0-9]{3}\n$"));
  EXPECT_EQ(Captured(LogLevel::kInfo, [] { const LogStep step(LogLevel::kDebug, "verify.tree"); }), "");
}

TEST(Log, ThreadsWriteWholeLines) {
  constexpr size_t kLines = 200;
  const std::string text = Captured(LogLevel::kInfo, [] {
    ParallelFor(kLines, 4, [](size_t i) {
      Log(LogLevel::kInfo, "line", {{"text", std::string(100, 'x')}, {"i", i}});
    });
  });
  std::vector<bool> seen(kLines, false);
  size_t lines = 0;
  for (size_t at = 0; at < text.size(); ++lines) {
    const size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    EXPECT_THAT(line, HasSubstr("Z info line text=" + std::string(100, 'x') + " i="));
    seen[std::stoul(line.substr(line.rfind('=') + 1))] = true;
    at = end + 1;
  }
  EXPECT_EQ(lines, kLines);
  EXPECT_EQ(seen, std::vector<bool>(kLines, true));
}

TEST(FormatLogEvent, WritesNumbersAndTruthValues) {
  EXPECT_EQ(
      FormatLogEvent(LogLevel::kWarn, "it", {{"a", -3}, {"b", UINT64_MAX}, {"c", true}, {"d", uint8_t{65}}}),
      "warn it a=-3 b=18446744073709551615 c=true d=65");
  EXPECT_EQ(FormatLogEvent(LogLevel::kTrace, "it", {}), "trace it");
}

TEST(FormatLogEvent, QuotesWhatIsNotOnePlainWord) {
  const auto value = [](std::string_view text) {
    return FormatLogEvent(LogLevel::kInfo, "it", {{"v", text}}).substr(std::string_view("info it v=").size());
  };
  EXPECT_EQ(value("record/tile-1~"), "record/tile-1~");
  EXPECT_EQ(value(""), "\"\"");
  EXPECT_EQ(value("two words"), "\"two words\"");
  EXPECT_EQ(value("a=b"), "\"a=b\"");
  EXPECT_EQ(value("say \"no\""), "\"say \\\"no\\\"\"");
  EXPECT_EQ(value("back\\slash"), "\"back\\\\slash\"");
}

TEST(FormatLogEvent, EscapesWhateverCouldBeMoreThanText) {
  std::string all;
  for (int byte = 0; byte < 256; ++byte) all.push_back(static_cast<char>(byte));
  const std::string line = FormatLogEvent(LogLevel::kInfo, "it", {{"v", all}});
  for (const char c : line) EXPECT_TRUE(c >= ' ' && c <= '~') << static_cast<int>(c);
  EXPECT_THAT(line, AllOf(HasSubstr("\\x00"), HasSubstr("\\n"), HasSubstr("\\x1b"), HasSubstr("\\x7f\\x80"),
                          HasSubstr("\\xff\"")));
  EXPECT_EQ(FormatLogEvent(LogLevel::kInfo, "it", {{"v", "a\n2026 error it"}}),
            "info it v=\"a\\n"
            "2026 error it\"");
}

TEST(ParseLogLevel, ReadsTheNamesAndNothingElse) {
  for (size_t i = 0; i < kLogLevelNames.size(); ++i) {
    EXPECT_EQ(ParseLogLevel(kLogLevelNames[i]), static_cast<LogLevel>(i));
  }
  for (const char* bad : {"", "Info", "warning", "info ", "7"}) EXPECT_FALSE(ParseLogLevel(bad)) << bad;
}

}  // namespace
}  // namespace constat
