// Every check with its status and findings, beside a record made by hand. Spec: VER-2, VER-5.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/record/shown_hash.h"
#include "constat/report/record/limits.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/wording.h"
#include "constat/testing/county.h"
#include "constat/testing/page_tables.h"
#include "constat/text/hex.h"

namespace constat::report {
namespace {

using page::All;
using page::AttributeKind;
using page::BodyRows;
using page::Element;
using page::HeadRow;
using page::Node;
using page::NumbersOf;
using page::TableRow;
using page::TextOf;
using page::Texts;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using verify::CheckId;

// FailedCounty has findings: of an entry, of no entry, and more than are shown.
verify::Verification FailedCounty() {
  verify::Verification v = CountyVerification();
  AddTestFinding(v, CheckId::kWitnesses, {std::nullopt, ErrorCode::kNoQuorum, "one of two"});
  for (uint64_t entry = 1500; entry < 1507; ++entry)
    AddTestFinding(v, CheckId::kBallots, {entry, ErrorCode::kBadProof, "option " + std::to_string(entry)});
  return v;
}

const Node& ItemOf(const Node& section, CheckId check) {
  return *page::FindId(section, "check-" + std::string(verify::CheckName(check)));
}

TEST(ChecksSection, HasEveryCheckWithItsStatus) {
  const verify::Verification v = FailedCounty();
  const RecordPage view(v, kPlainPage);
  const Node section = ChecksSection(view);
  const std::vector<const Node*> items = All(section, Element::kLi);
  ASSERT_THAT(items, SizeIs(verify::kCheckCount));
  for (size_t c = 0; c < verify::kCheckCount; ++c) {
    const auto check = static_cast<CheckId>(c);
    const bool failed = check == CheckId::kWitnesses || check == CheckId::kBallots;
    const bool nothing = check == CheckId::kReceipts;
    SCOPED_TRACE(verify::CheckName(check));
    EXPECT_EQ(items[c], &ItemOf(section, check)) << "in the order of the specification";
    EXPECT_EQ(ValueOf(*items[c], AttributeKind::kClass), failed ? "failing" : "");
    const Node& status = *All(*items[c], Element::kSpan)[0];
    EXPECT_EQ(ValueOf(status, AttributeKind::kClass), failed    ? "status failed"
                                                      : nothing ? "status none"
                                                                : "status passed");
    EXPECT_EQ(TextOf(status), failed    ? "\u2717 " + Say(view.t.failed)
                              : nothing ? "\u2013 " + Say(view.t.nothing_to_check)
                                        : "\u2713 " + Say(view.t.passed));
    EXPECT_THAT(TextOf(*items[c]), HasSubstr(CheckMeaning(view.w, check)));
    EXPECT_EQ(All(*items[c], Element::kStrong).size(), failed ? 1u : 0u);
    EXPECT_EQ(All(*items[c], Element::kTable).size(), failed ? 1u : 0u);
    EXPECT_EQ(TextOf(*All(*items[c], Element::kCode)[0]), verify::CheckName(check));
  }
}

TEST(ChecksSection, CountsThem) {
  verify::Verification v = FailedCounty();
  const auto sum = [](const verify::Verification& of) {
    const RecordPage view(of, kPlainPage);
    return TextOf(*All(ChecksSection(view), Element::kP)[0]);
  };
  const verify::Verification first = FailedCounty();
  const ReportTexts& t = RecordPage(first, kPlainPage).t;
  EXPECT_EQ(sum(v), Say(t.checks_sum({.passed = verify::kCheckCount - 3,
                                      .all = verify::kCheckCount,
                                      .failed = 2,
                                      .nothing = 1,
                                      .unjudged = 0})));
  // Of receipts there is a promise that could not be judged, and the trust file is not there.
  v.notes = {{verify::NoteKind::kPromiseNotJudged, "p", 1, ""}};
  EXPECT_EQ(sum(v), Say(t.checks_sum({.passed = verify::kCheckCount - 3,
                                      .all = verify::kCheckCount,
                                      .failed = 2,
                                      .nothing = 0,
                                      .unjudged = 1})));
  EXPECT_EQ(sum(verify::Verification()), Say(t.checks_sum({.passed = 0,
                                                           .all = verify::kCheckCount,
                                                           .failed = 0,
                                                           .nothing = 2,
                                                           .unjudged = verify::kCheckCount - 2})))
      << "of receipts and refusals none was given; without a manifest nothing else can be judged";
}

TEST(ChecksSection, ListsFindingsAndCountsTheOthers) {
  const verify::Verification v = FailedCounty();
  const HtmlReportOptions options{.findings_per_check = 4};
  const RecordPage view(v, options);
  const Node section = ChecksSection(view);
  const Node& ballots = *All(ItemOf(section, CheckId::kBallots), Element::kTable)[0];
  EXPECT_THAT(HeadRow(ballots), SizeIs(3));
  const auto row = [](const std::string& entry, const std::string& number) {
    return TableRow{entry, "bad-proof",
                    std::string(ErrorMeaning(ErrorCode::kBadProof)) + ": option " + number};
  };
  EXPECT_THAT(BodyRows(ballots, 3),
              ElementsAre(row("1,500", "1500"), row("1,501", "1501"), row("1,502", "1502"),
                          row("1,503", "1503"), TableRow{Say(view.t.and_more({.count = 3}))}));
  const Node& witnesses = *All(ItemOf(section, CheckId::kWitnesses), Element::kTable)[0];
  EXPECT_THAT(BodyRows(witnesses, 3),
              ElementsAre(TableRow{"\u2013", "no-quorum",
                                   std::string(ErrorMeaning(ErrorCode::kNoQuorum)) + ": one of two"}));
  const HtmlReportOptions exactly{.findings_per_check = 7};
  const Node all = ChecksSection(RecordPage(v, exactly));
  EXPECT_THAT(BodyRows(*All(ItemOf(all, CheckId::kBallots), Element::kTable)[0], 3), SizeIs(7));
}

TEST(LimitsSection, HasEveryLimit) {
  const verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const std::vector<Limit> limits = Limits(view.w);
  const Node section = LimitsSection(view);
  const std::vector<const Node*> titles = All(section, Element::kDt);
  const std::vector<const Node*> texts = All(section, Element::kDd);
  ASSERT_EQ(titles.size(), limits.size());
  ASSERT_EQ(texts.size(), limits.size());
  for (size_t i = 0; i < limits.size(); ++i) {
    EXPECT_EQ(TextOf(*titles[i]), limits[i].title);
    EXPECT_EQ(TextOf(*texts[i]), limits[i].text);
  }
  std::vector<std::string> numbers;
  for (const Limit& limit : limits) {
    for (const std::string& number : NumbersOf(limit.text)) numbers.push_back(number);
  }
  for (const std::string number : {"2", "3", "5"}) EXPECT_THAT(numbers, ::testing::Contains(number));
  const Words nothing(nullptr, "en", &PlainName);
  EXPECT_EQ(Limits(nothing)[1].text, Say(nothing.t.limit_registrar_text({.count = 1})));
  for (const Limit& limit : Limits(nothing)) {
    EXPECT_THAT(limit.text, ::testing::Not(::testing::IsEmpty()));
    EXPECT_THAT(NumbersOf(limit.text), IsEmpty()) << "without a manifest no number is known";
  }
}

// Whoever repeats the check compares these.
TEST(RepeatSection, HasFingerprintsAndSize) {
  verify::Verification v = CountyVerification();
  const RecordPage view(v, kPlainPage);
  const Bytes32& hash = v.context->manifest_hash;
  EXPECT_THAT(Texts(All(RepeatSection(view), Element::kDd)),
              ElementsAre(record::FormatReferendumNumber(hash), text::FormatHex(hash),
                          record::FormatVersion(record::kVersion), text::FormatHex(v.tree.root),
                          Say(view.t.entries({.count = 2608})), view.w.TimeAndUtc(v.SeenMs())));
  EXPECT_EQ(TextOf(*All(RepeatSection(view), Element::kPre)[0]), "constat verify RECORD --trust TRUST");
  const auto last = [](const verify::Verification& of) {
    const RecordPage page(of, kPlainPage);
    return Texts(All(RepeatSection(page), Element::kP)).back();
  };
  EXPECT_EQ(last(v), Say(view.t.repeat_pinned));
  v.pinned = false;
  EXPECT_EQ(last(v), Say(view.t.repeat_unpinned));
  v.witnesses.clear();
  EXPECT_THAT(All(RepeatSection(RecordPage(v, kPlainPage)), Element::kDd), SizeIs(5));
  v.context = nullptr;
  EXPECT_THAT(
      Texts(All(RepeatSection(RecordPage(v, kPlainPage)), Element::kDd)),
      ElementsAre(Say(view.t.no_number), text::FormatHex(v.tree.root), Say(view.t.entries({.count = 2608}))));
}

}  // namespace
}  // namespace constat::report
