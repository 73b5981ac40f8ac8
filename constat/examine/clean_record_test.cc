// Which test has which record, and what a record says of a test's place in the report.
#include "constat/examine/clean_record.h"

#include <gmock/gmock.h>

#include <map>
#include <string>

#include "constat/examine/registry.h"

namespace constat::examine {
namespace {

using ::testing::HasSubstr;

std::map<std::string, TestFinding> Tests() {
  std::map<std::string, TestFinding> out;
  for (const Test& test : AllTests()) out[test.about.key] = test.about;
  return out;
}

TEST(CleanRecord, IsThatOfTheTest) {
  const std::map<std::string, CleanRecord> records = {{"integer_percentages", kWholePercentagesRecord},
                                                      {"last_digit_registered", kRegisteredDigitsRecord},
                                                      {"last_digits", kLeaderDigitsRecord},
                                                      {"second_digits", kSecondDigitsRecord},
                                                      {"turnout_and_share", kTurnoutAndShareRecord},
                                                      {"anomalous_votes", kAnomalousVotesRecord},
                                                      {"finite_mixture", kMixtureRecord}};
  size_t found = 0;
  for (const auto& [key, test] : Tests()) {
    SCOPED_TRACE(key);
    const auto record = records.find(key);
    ASSERT_EQ(test.record.has_value(), record != records.end());
    if (!test.record) continue;
    ++found;
    EXPECT_EQ(test.record->alarms, record->second.alarms);
    EXPECT_EQ(test.record->elections, record->second.elections);
  }
  EXPECT_EQ(found, records.size());
}

TEST(CleanRecord, IsWithoutAlarmsExactlyWhereATestMayMark) {
  for (const auto& [key, test] : Tests()) {
    SCOPED_TRACE(key);
    const bool without_alarms = test.record && test.record->alarms == 0;
    EXPECT_EQ(without_alarms, test.section == Section::kSilent);
  }
}

TEST(CleanRecord, IsWhatTheSentencesOnDigitsSay) {
  EXPECT_THAT(Tests()["last_digits"].limits,
              HasSubstr("On eight elections that nobody disputes the ballots raised two false alarms, the "
                        "leader's votes five."));
  EXPECT_THAT(Tests()["second_digits"].limits,
              HasSubstr("The test rejects the law in seven of eight elections that nobody disputes"));
}

}  // namespace
}  // namespace constat::examine
