// The ballots over time, bar by bar, beside those of a record made by hand.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/report/record/sections.h"
#include "constat/testing/county.h"
#include "constat/testing/page_tables.h"

namespace constat::report {
namespace {

using page::All;
using page::AttributeKind;
using page::Element;
using page::Node;
using page::NumbersOf;
using page::TextOf;
using page::Texts;
using page::Values;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr uint64_t kHourMs = 3'600'000;

TEST(VotingSection, DrawsEveryHour) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const Node section = VotingSection(view);
  const std::vector<const Node*> bars = All(section, Element::kRect);
  ASSERT_THAT(bars, SizeIs(13));
  // 100, 200, 300, 400, 350, 250, 200, 150, 121, 100, ... of at most 400 an hour, in thirteen hours.
  EXPECT_THAT(Values(bars, AttributeKind::kHeight),
              ElementsAre("25.000%", "50.000%", "75.000%", "100.000%", "87.500%", "62.500%", "50.000%",
                          "37.500%", "30.250%", "25.000%", "25.000%", "25.000%", "25.000%"));
  EXPECT_THAT(Values(bars, AttributeKind::kY),
              ElementsAre("75.000%", "50.000%", "25.000%", "0.000%", "12.500%", "37.500%", "50.000%",
                          "62.500%", "69.750%", "75.000%", "75.000%", "75.000%", "75.000%"));
  for (const Node* bar : bars) {
    EXPECT_EQ(ValueOf(*bar, AttributeKind::kWidth), "7.692%");
    EXPECT_EQ(ValueOf(*bar, AttributeKind::kClass), "plain");
  }
  EXPECT_EQ(ValueOf(*bars[0], AttributeKind::kX), "0.000%");
  EXPECT_EQ(ValueOf(*bars[3], AttributeKind::kX), "23.076%");
  EXPECT_EQ(ValueOf(*bars[12], AttributeKind::kX), "92.307%");
}

TEST(VotingSection, SaysWhenMostVoted) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const Node section = VotingSection(view);
  EXPECT_EQ(TextOf(*All(section, Element::kFigcaption)[0]),
            Say(view.t.time_caption_hour(
                {.count = 2471, .peak = 400, .time = view.w.Time(kCountyOpeningMs + 3 * kHourMs)})));
  const Node& axis = *page::AllOfClass(section, Element::kDiv, "axis")[0];
  EXPECT_THAT(Texts(All(axis, Element::kSpan)),
              ElementsAre(view.w.Time(kCountyOpeningMs), view.w.Time(kCountyOpeningMs + 13 * kHourMs)));
}

// More than 192 bars are nothing to look at: then a bar is a day, or two.
TEST(VotingSection, DrawsDaysWhereThereAreManyHours) {
  struct Case {
    size_t hours;
    size_t bars;
    uint64_t days;  // 0: a bar is an hour
  };
  for (const Case& c : {Case{192, 192, 0}, Case{193, 9, 1}, Case{24 * 21, 21, 1}, Case{24 * 192, 192, 1},
                        Case{24 * 192 + 1, 97, 2}, Case{24 * 400, 100, 4}}) {
    verify::Verification v = CountyVerification();
    record::Manifest m = CountyManifest();
    m.closing_ms = m.opening_ms + c.hours * kHourMs - 60'000;
    v.context = testing::ContextOf(m);
    v.ballots_per_hour.assign(c.hours, 2);
    v.ballots_per_hour[c.hours / 2] = 9;  // so that this bar is the highest
    const RecordPage view(v, kPlainPage);
    const Node section = VotingSection(view);
    SCOPED_TRACE(c.hours);
    EXPECT_THAT(All(section, Element::kRect), SizeIs(c.bars));
    const std::string caption = TextOf(*All(section, Element::kFigcaption)[0]);
    const size_t a_bar = c.days == 0 ? 1 : 24 * c.days;
    const uint64_t from = kCountyOpeningMs + c.hours / 2 / a_bar * a_bar * kHourMs;
    const std::string time = view.w.Time(from);
    const uint64_t peak = 2 * a_bar + 7;
    if (c.hours / 2 / a_bar + 1 < c.hours / a_bar) {
      EXPECT_EQ(
          caption,
          c.days == 0
              ? Say(view.t.time_caption_hour({.count = 2471, .peak = peak, .time = time}))
              : Say(view.t.time_caption_days({.count = 2471, .days = c.days, .peak = peak, .time = time})));
    }
    const Node& axis = *page::AllOfClass(section, Element::kDiv, "axis")[0];
    EXPECT_EQ(Texts(All(axis, Element::kSpan))[1], view.w.Time(m.closing_ms)) << "not after the closing";
  }
}

TEST(VotingSection, IsNothingWithoutBallotsOrHours) {
  verify::Verification v = CountyVerification();
  v.ballots_per_hour.assign(13, 0);
  EXPECT_TRUE(VotingSection(RecordPage(v, kPlainPage)).IsNothing());
  v.ballots_per_hour[4] = 1;
  EXPECT_THAT(All(VotingSection(RecordPage(v, kPlainPage)), Element::kRect), SizeIs(1));
  v.ballots = 0;
  EXPECT_TRUE(VotingSection(RecordPage(v, kPlainPage)).IsNothing());
  v.ballots = 1;
  v.ballots_per_hour.clear();
  EXPECT_TRUE(VotingSection(RecordPage(v, kPlainPage)).IsNothing());
  v = CountyVerification();
  v.context = nullptr;
  EXPECT_TRUE(VotingSection(RecordPage(v, kPlainPage)).IsNothing());
}

}  // namespace
}  // namespace constat::report
