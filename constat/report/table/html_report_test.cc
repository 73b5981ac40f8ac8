#include "constat/report/table/html_report.h"

#include <gmock/gmock.h>

#include "constat/testing/examination.h"
#include "constat/testing/html.h"
#include "constat/testing/page_json.h"

namespace constat::report::examination {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

size_t CountOf(const std::string& page, const std::string& text) {
  size_t n = 0;
  for (size_t at = page.find(text); at != std::string::npos; at = page.find(text, at + text.size())) ++n;
  return n;
}

// Values are what is between `before` and the next quote, for each place.
std::vector<std::string> Values(const std::string& page, const std::string& before) {
  std::vector<std::string> out;
  for (size_t at = page.find(before); at != std::string::npos; at = page.find(before, at + 1)) {
    const size_t begin = at + before.size();
    out.push_back(page.substr(begin, page.find('"', begin) - begin));
  }
  return out;
}

// WithoutScript takes the page's own script out, which must be the only one, at its end.
std::string WithoutScript(const std::string& page) {
  EXPECT_EQ(CountOf(page, "<script"), 1U);
  const size_t begin = page.find("<script>");
  const size_t end = page.find("</script>");
  EXPECT_EQ(page.substr(end), "</script>\n</body>\n</html>\n");
  return page.substr(0, begin) + page.substr(end + 9);
}

void ExpectGoodPage(const std::string& page) {
  const std::string plain = WithoutScript(page);
  ExpectWellFormed(plain);
  ExpectSelfContained(plain);
  for (const char* outside : {"http:", "https:", "url(", "<link", "<form", "@font-face"})
    EXPECT_THAT(plain, Not(HasSubstr(outside)));
  EXPECT_EQ(CountOf(plain, "<main>"), 1U);
  EXPECT_EQ(CountOf(plain, "</main>"), 1U);
  EXPECT_EQ(CountOf(plain, "<h1>"), 1U);
  std::set<std::string> ids;
  for (const std::string& id : Values(plain, " id=\"")) EXPECT_TRUE(ids.insert(id).second) << id;
  for (const std::string& anchor : Values(plain, "href=\"#")) EXPECT_TRUE(ids.contains(anchor)) << anchor;
}

TEST(ExaminationHtml, IsOneWellFormedPageThatLoadsNothing) {
  for (const examine::TestPlan& plan : std::vector<examine::TestPlan>{
           {}, {.n = 600, .planted = 20}, {.n = 3}, {.n = 600, .scale = 100}, {.regions = 0}}) {
    WholeReport whole(examine::MakeTestTable(plan));
    ExpectGoodPage(MakeHtml(whole.report()));
    whole.report().control.reset();
    const std::string alone = MakeHtml(whole.report());
    ExpectGoodPage(alone);
    EXPECT_THAT(alone, Not(HasSubstr("A clean vote")));
  }
}

TEST(ExaminationHtml, IsTheSamePageFromItsJson) {
  WholeReport whole(HostileTable(), std::string("Title ") + kHostile);
  whole.report().calibration = MakeTestCalibration();
  page::ExpectJsonSaysAll(MakeDocument(whole.report()));
}

TEST(ExaminationHtml, ShowsACalibrationIfThereIsOne) {
  WholeReport whole(examine::MakeTestTable());
  EXPECT_THAT(MakeHtml(whole.report()), Not(HasSubstr("id=\"calibration\"")));
  whole.report().calibration = MakeTestCalibration();
  const std::string page = MakeHtml(whole.report());
  ExpectGoodPage(page);
  const size_t begin = page.find("<section class=\"part\" id=\"calibration\">");
  ASSERT_NE(begin, std::string::npos);
  const std::string part = page.substr(begin, page.find("</section>", begin) - begin);
  EXPECT_EQ(CountOf(part, "<svg class=\"chart"), 2U);
  EXPECT_EQ(CountOf(part, "<table"), 3U);
  EXPECT_THAT(part,
              HasSubstr("<li>Planted A: seen nearly always (a mark in at least 95\u00a0% of the trials) "
                        "from 2\u00a0% of the stations on, and in none of 10 trials at 1\u00a0%.</li>"));
  EXPECT_THAT(part, HasSubstr("<li>Planted B: not seen; a mark in none of 10 trials even at 20\u00a0%"));
}

TEST(ExaminationHtml, EscapesEveryNameOfTheTable) {
  table::StationTable table = HostileTable();
  const size_t n = table.stations.size();
  for (size_t i = 0; i < n; ++i) {
    const auto row = i / 30;
    table.stations.latitude.push_back(static_cast<double>(row));
    table.stations.longitude.push_back(static_cast<double>(i % 30));
  }
  WholeReport whole(std::move(table), std::string("Title ") + kHostile);
  whole.report().mapping = kHostile;
  const std::string page = MakeHtml(whole.report());
  ExpectGoodPage(page);
  for (const char* raw : {"<script>alert", "<img", "onerror=\"", "\u202e", "\u2066", "\x1b", "\x07"})
    EXPECT_THAT(page, Not(HasSubstr(raw))) << raw;
  for (const char* name : {"Title &lt;script&gt;", "Yes&lt;script&gt;", "Region 0&lt;script&gt;",
                           "test.csv&lt;script&gt;", "Station 0&lt;script&gt;"})
    EXPECT_THAT(page, HasSubstr(name));
}

TEST(ExaminationHtml, NamesEveryPictureForThoseWhoCannotSeeIt) {
  WholeReport whole(examine::MakeTestTable({.n = 600, .planted = 20}));
  const std::string page = MakeHtml(whole.report());
  const size_t pictures = CountOf(page, "<svg class=\"chart");
  EXPECT_GT(pictures, 10U);
  EXPECT_EQ(CountOf(page, "role=\"img\" aria-labelledby=\""), pictures);
  EXPECT_EQ(CountOf(page, "<desc id=\""), pictures);
  std::set<std::string> ids;
  for (const std::string& id : Values(page, "<title id=\"")) ids.insert(id);
  for (const std::string& id : Values(page, "<desc id=\"")) ids.insert(id);
  EXPECT_EQ(ids.size(), 2 * pictures);
  for (const std::string& both : Values(page, "aria-labelledby=\"")) {
    const size_t blank = both.find(' ');
    EXPECT_TRUE(ids.contains(both.substr(0, blank)) && ids.contains(both.substr(blank + 1))) << both;
  }
}

TEST(ExaminationHtml, HasHeadingsInOrderAndNamesWhatScrolls) {
  WholeReport whole(HostileTable({.n = 600, .planted = 20}));
  whole.report().calibration = MakeTestCalibration();
  const std::string page = WithoutScript(MakeHtml(whole.report()));
  int last = 0;
  for (size_t at = page.find("<h"); at != std::string::npos; at = page.find("<h", at + 1)) {
    const int level = page[at + 2] - '0';
    if (level < 1 || level > 6) continue;
    EXPECT_LE(level, last + 1) << page.substr(at, 60);
    last = level;
  }
  EXPECT_THAT(page, Not(HasSubstr("<th></th>")));
  std::set<std::string> names;
  size_t scroll = 0;
  for (const char* style : {"scroll", "long"}) {
    const std::string begin = std::string("<div class=\"") + style;
    scroll += CountOf(page, begin);
    for (const std::string& name : Values(page, begin + "\" tabindex=\"0\" role=\"region\" aria-label=\""))
      EXPECT_TRUE(!name.empty() && names.insert(name).second) << name;
  }
  EXPECT_EQ(names.size(), scroll);
  EXPECT_GT(scroll, 10U);
}

TEST(ExaminationHtml, SaysThatPaperHasTheFirstStationsAlone) {
  const auto page = [](const examine::TestPlan& plan) {
    WholeReport whole(examine::MakeTestTable(plan));
    return MakeHtml(whole.report());
  };
  EXPECT_THAT(page({.n = 600, .planted = 20}),
              HasSubstr("<p class=\"on-paper\">On paper are the first 40 of these 120. The page itself has "
                        "all of them.</p>"));
  EXPECT_THAT(page({.n = 100, .planted = 10}), Not(HasSubstr("class=\"on-paper\"")));
}

TEST(ExaminationHtml, SaysInItsHeadlineWhatCanBeSaid) {
  const auto headline = [](const examine::TestPlan& plan) {
    WholeReport whole(examine::MakeTestTable(plan));
    const std::string page = MakeHtml(whole.report());
    const size_t at = page.find("<h2>") + 4;
    return page.substr(at, page.find("</h2>") - at);
  };
  EXPECT_EQ(headline({.planted = 20}), "Marks that counting does not leave");
  EXPECT_EQ(headline({}), "No such mark found");
  EXPECT_EQ(headline({.n = 3}), "Too little to say");
  EXPECT_EQ(headline({.n = 600, .scale = 100}), "Too coarse to say");
}

TEST(ExaminationHtml, ShowsTheBallotsOfAStationWhereOptionsAreCompared) {
  table::StationTable table = examine::MakeTestTable({.planted = 20});
  table.stations.ballots.clear();
  for (size_t i = 0; i < table.stations.size(); ++i) {
    table.stations.counted[i] += 11;
    table.stations.invalid[i] = 11;
  }
  table.stations.counted[0] = 987'654;  // votes add up to less: among the first
  WholeReport whole(std::move(table), "t", {.option = "Yes", .against = {"No"}});
  EXPECT_THAT(MakeHtml(whole.report()), HasSubstr("<td class=\"n\">987,654</td>"));
}

TEST(ExaminationHtml, SaysWhereTheTableComesFromAndWhatWasGuessed) {
  WholeReport whole(HostileTable({.n = 60}));
  whole.report().provenance = "From an office.";
  const std::string before = PlainText(WithoutScript(MakeHtml(whole.report())));
  EXPECT_THAT(before, HasSubstr("From an office."));
  EXPECT_THAT(before, Not(HasSubstr("guessed")));
  EXPECT_THAT(before, HasSubstr("1 row left out: a cell cannot be read. The first: row 3, column 2"));
  whole.report().mapping = "registered = [\"N\"]";
  EXPECT_THAT(MakeHtml(whole.report()), HasSubstr("guessed from their headers"));
}

}  // namespace
}  // namespace constat::report::examination
