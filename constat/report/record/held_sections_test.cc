// What else a record holds, line by line: pages, statements, notes and held papers; and the page's parts.
// Spec: MAN-6, STA-2, VER-8, BAL-18.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/record/shown_hash.h"
#include "constat/report/record/option_paints.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/text_report.h"
#include "constat/report/record/wording.h"
#include "constat/testing/county.h"
#include "constat/testing/page_tables.h"
#include "constat/text/clean.h"
#include "constat/text/hex.h"

namespace constat::report {
namespace {

using page::All;
using page::AllOfClass;
using page::AttributeKind;
using page::Element;
using page::Node;
using page::NumbersOf;
using page::TextOf;
using page::Texts;
using page::Values;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

// Spoken is a county with three statements, two lists of pages and 103 stray files.
verify::Verification Spoken() {
  verify::Verification v = CountyVerification();
  AddTestStatements(v);
  AddTestNotes(v, 103);
  return v;
}

TEST(PagesSection, HasEveryListAndFile) {
  const verify::Verification v = Spoken();
  const RecordPage view(v, kPlainPage);
  const Node section = PagesSection(view);
  const std::vector<const Node*> tables = All(section, Element::kTable);
  ASSERT_THAT(tables, SizeIs(3)) << "the lists, and the files of each";
  EXPECT_EQ(page::BodyRows(*tables[1], 2), (page::Rows{{"index.html", text::FormatHex(TestBytes("index"))},
                                                       {"vote.js", text::FormatHex(TestBytes("vote"))}}));
  EXPECT_EQ(page::BodyRows(*tables[2], 2), (page::Rows{{"a/b.js", text::FormatHex(TestBytes("b.js"))}}));
  EXPECT_THAT(Texts(All(section, Element::kSummary)),
              ElementsAre(Say(view.t.files({.count = 2})), Say(view.t.files({.count = 1}))));
  std::vector<std::string> from;
  std::vector<std::string> names;
  for (const Node& row : AllOfClass(section, Element::kTable, "words")[0]->children()[1].children()) {
    EXPECT_EQ(page::ColumnsOf(row), 3u);
    from.push_back(TextOf(row.children()[0]));
    names.push_back(TextOf(row.children()[1]));
  }
  EXPECT_THAT(from, ElementsAre(Say(view.t.pages_beginning),
                                Say(view.t.pages_entry({.time = view.w.Time(691'563'660'000), .entry = 8}))));
  EXPECT_THAT(names, ElementsAre("Pages 1", "Pages 2"));
  const std::string text = FormatTextReport(v, {});
  const Words plain(ManifestOf(v), "en", &PlainName);
  EXPECT_THAT(text, HasSubstr(plain.Label(Say(view.t.pages_beginning),
                                          "Pages 1, " + Say(view.t.files({.count = 2})))));
}

TEST(PagesSection, IsThereWhereThereAreFilesOrLists) {
  verify::Verification v = CountyVerification();
  EXPECT_THAT(All(PagesSection(RecordPage(v, kPlainPage)), Element::kTable), SizeIs(2));
  record::Manifest m = CountyManifest();
  m.software.files.clear();
  v.context = testing::ContextOf(m);
  EXPECT_TRUE(PagesSection(RecordPage(v, kPlainPage)).IsNothing());
  v.page_lists = Spoken().page_lists;
  EXPECT_FALSE(PagesSection(RecordPage(v, kPlainPage)).IsNothing());
  v.context = nullptr;
  EXPECT_TRUE(PagesSection(RecordPage(v, kPlainPage)).IsNothing());
}

TEST(StatementsSection, HasEveryStatementLineByLine) {
  const verify::Verification v = Spoken();
  const RecordPage view(v, kPlainPage);
  const Node section = StatementsSection(view);
  const std::vector<const Node*> items = All(section, Element::kLi);
  ASSERT_THAT(items, SizeIs(3));
  const Words plain(ManifestOf(v), "en", &PlainName);
  for (size_t i = 0; i < 3; ++i)
    EXPECT_EQ(TextOf(*All(*items[i], Element::kP)[0]), SaidBy(plain, v.statements[i]));
  EXPECT_THAT(NumbersOf(SaidBy(plain, v.statements[0])), Contains("5")) << "about entry 5";
  EXPECT_THAT(NumbersOf(SaidBy(plain, v.statements[0])), Contains("7"));
  EXPECT_THAT(NumbersOf(SaidBy(plain, v.statements[2])), Contains("11"));
  const std::vector<const Node*> words = AllOfClass(section, Element::kDiv, "said");
  EXPECT_THAT(Values(words, AttributeKind::kLang), ElementsAre("en", "en", ""));
  EXPECT_THAT(Texts(All(*words[0], Element::kP)), ElementsAre("A disk was slow."));
  EXPECT_THAT(All(*words[2], Element::kP), SizeIs(2));
  EXPECT_THAT(NumbersOf(TextOf(*All(section, Element::kSummary)[0])), ElementsAre("3"));
  const std::string text = FormatTextReport(v, {.findings_per_check = 2});
  EXPECT_THAT(text, HasSubstr("\n    | A disk was slow.\n"));
  EXPECT_THAT(text, HasSubstr("\n    | All went well.\n"));
  EXPECT_THAT(text, Not(HasSubstr("| VERIFIED")));
  EXPECT_THAT(text, ::testing::EndsWith("\n  " + Say(view.t.and_more({.count = 1})) + "\n"));
  EXPECT_THAT(FormatTextReport(v, {.findings_per_check = 3}), HasSubstr("| VERIFIED"));
}

TEST(LinesOf, KeepsEmptyLines) {
  EXPECT_THAT(LinesOf("a\n\nb"), ElementsAre("a", "", "b"));
  EXPECT_THAT(LinesOf("a\n"), ElementsAre("a", ""));
  EXPECT_THAT(LinesOf(""), ElementsAre(""));
}

TEST(NotesSection, NamesEachNote) {
  const verify::Verification v = Spoken();
  const RecordPage view(v, kPlainPage);
  const Node section = NotesSection(view);
  const std::vector<std::string> items = Texts(All(section, Element::kLi));
  ASSERT_THAT(items, SizeIs(103));
  EXPECT_EQ(items[0], "checkpoint has lines.");
  EXPECT_EQ(items[1], "files for more entries.");
  EXPECT_EQ(items[2], text::EscapeName("<b>\xff\n\\0"));
  EXPECT_EQ(items[101], text::EscapeName("<b>\xff\n\\99"));
  EXPECT_EQ(items[102], Say(view.t.and_more({.count = 3})));
  const std::vector<std::string> sentences = NoteSentences(view.w, v);
  ASSERT_THAT(sentences, SizeIs(3));
  EXPECT_EQ(sentences[0], Say(view.t.others_strays({.count = 103})));
  EXPECT_EQ(sentences[1], Say(view.t.others_ahead({.count = 259})));
  EXPECT_EQ(sentences[2], Say(view.t.others_lines({.count = 2})));
  const std::vector<std::string> paragraphs = Texts(All(section, Element::kP));
  for (const std::string& sentence : sentences) EXPECT_THAT(paragraphs, Contains(sentence));
  EXPECT_TRUE(NotesSection(RecordPage(CountyVerification(), kPlainPage)).IsNothing());
  // The page for people says so too, with a link.
  std::vector<std::string> linked;
  const Node verdict = VerdictSection(view);
  for (const Node* link : All(verdict, Element::kA)) {
    EXPECT_EQ(ValueOf(*link, AttributeKind::kHref), "#others");
    linked.push_back(TextOf(*link));
  }
  EXPECT_EQ(linked, sentences);
}

TEST(NoteSentences, AreOfEachKindThatPeopleAreTold) {
  verify::Verification v = CountyVerification();
  v.notes = {{verify::NoteKind::kAfterResult, "", 4, ""},
             {verify::NoteKind::kLate, "", 2, ""},
             {verify::NoteKind::kPromiseMoved, "", 9, ""}};
  const Words words(ManifestOf(v), "en", &PlainName);
  EXPECT_THAT(NoteSentences(words, v),
              ElementsAre(Say(words.t.others_after({.count = 4})), Say(words.t.others_late({.count = 2}))));
}

TEST(TextReport, ListsAsManyStraysAsFindings) {
  const verify::Verification v = Spoken();
  const Words words(ManifestOf(v), "en", &PlainName);
  const std::string text = FormatTextReport(v, {.findings_per_check = 100});
  EXPECT_THAT(text, HasSubstr("\n  " + Say(words.t.and_more({.count = 3})) + "\n"));
  EXPECT_THAT(FormatTextReport(v, {.findings_per_check = 99}),
              HasSubstr("\n  " + Say(words.t.and_more({.count = 4})) + "\n"));
}

TEST(TextReport, HasEveryCheckAndFingerprint) {
  verify::Verification v = CountyVerification();
  AddTestFinding(v, verify::CheckId::kWitnesses, {std::nullopt, ErrorCode::kNoQuorum, "one of two"});
  const Words words(ManifestOf(v), "en", &PlainName);
  const std::string text = FormatTextReport(v, {.findings_per_check = 1});
  for (size_t c = 0; c < verify::kCheckCount; ++c) {
    const auto check = static_cast<verify::CheckId>(c);
    EXPECT_THAT(text, HasSubstr(fmt::format("\n  {} {:<15}  {}\n", CheckStatusMark(v.At(check).status()),
                                            verify::CheckName(check), CheckStatusWords(words, v, check))));
  }
  EXPECT_THAT(text, HasSubstr("\n      ! no-quorum: one of two\n"));
  EXPECT_THAT(text, Not(HasSubstr(Say(words.t.and_more({.count = 0})))));
  const auto fact = [&](std::string_view name, const std::string& value) {
    EXPECT_THAT(text, HasSubstr("\n  " + words.Label(name, value) + "\n"));
  };
  fact(words.t.number, record::FormatReferendumNumber(v.context->manifest_hash));
  fact(words.t.number_full, text::FormatHex(v.context->manifest_hash));
  fact(words.t.format, record::FormatVersion(record::kVersion));
  fact(words.t.fingerprint, text::FormatHex(v.tree.root));
  fact(words.t.size, Say(words.t.entries({.count = 2608})));
  fact(words.t.seen, words.TimeAndUtc(v.SeenMs()));
  const std::string painted = FormatTextReport(v, {.colours = true});
  EXPECT_THAT(painted, HasSubstr("\x1b[32m\u2713\x1b[0m ballots "));
  EXPECT_THAT(painted, HasSubstr("\x1b[31m\u2717\x1b[0m witnesses "));
  EXPECT_THAT(painted, HasSubstr("\x1b[2m\u2013\x1b[0m receipts "));
  EXPECT_THAT(painted, HasSubstr("\x1b[1m" + std::string(words.t.checks) + "\x1b[0m"));
}

TEST(RecordDocument, HasEveryPartInItsOrderAndLinksIt) {
  const verify::Verification v = Spoken();
  HtmlReportOptions options;
  options.published = Published{.regions = {{"north", "North", 1, 1, {1, 0, 0}}}, .note = "n"};
  const RecordPage view(v, options);
  const Node body = MakeRecordDocument(v, options).body;
  const std::vector<std::string> parts{"regions", "compared",   "units",  "time",   "people", "collusion",
                                       "pages",   "statements", "checks", "others", "limits", "repeat"};
  std::vector<std::string> links;
  for (const Node* link : All(*All(body, Element::kNav)[0], Element::kA))
    links.push_back(ValueOf(*link, AttributeKind::kHref).substr(1));
  EXPECT_EQ(links, parts);
  std::vector<std::string> ids;
  for (const Node& child : AllOfClass(body, Element::kDiv, "second")[0]->children()) {
    if (child.element() == Element::kSection) ids.emplace_back(child.Id());
  }
  EXPECT_EQ(ids, parts);
  std::vector<std::string> first;
  for (const Node& child : AllOfClass(body, Element::kDiv, "first")[0]->children())
    first.emplace_back(child.Id());
  EXPECT_THAT(first, ElementsAre("", "result", "confirm", "not-shown", "next", "words", "this-check"));
  const std::vector<std::string> asked = Texts(AllOfClass(body, Element::kP, "lead"));
  ASSERT_THAT(asked, SizeIs(2));
  EXPECT_THAT(NumbersOf(asked[0]), ElementsAre("1"));
  EXPECT_THAT(asked[1], HasSubstr("Which plans?"));
  EXPECT_THAT(NumbersOf(asked[1]), ElementsAre("2"));
  const Node alone = MakeRecordDocument(DemoVerification(), kPlainPage).body;
  EXPECT_THAT(NumbersOf(TextOf(*AllOfClass(alone, Element::kP, "lead")[0])), IsEmpty());
}

// Nine options need a ninth paint, of the first colour in another texture.
TEST(PaintDefinitions, AreAsManyAsOptions) {
  const Node paints = PaintDefinitions(17);
  const std::vector<const Node*> patterns = All(paints, Element::kPattern);
  ASSERT_THAT(patterns, SizeIs(18));
  std::set<std::string> looks;
  for (size_t k = 0; k < patterns.size(); ++k) {
    const bool blank = k == 17;
    EXPECT_EQ(patterns[k]->Id(), blank ? "pb" : fmt::format("p{}", k));
    EXPECT_EQ(ValueOf(*All(*patterns[k], Element::kRect)[0], AttributeKind::kStyle),
              blank ? "fill:var(--pb)" : fmt::format("fill:var(--p{})", k % 8));
    for (const AttributeKind side : {AttributeKind::kWidth, AttributeKind::kHeight}) {
      EXPECT_EQ(ValueOf(*patterns[k], side), "8");
      EXPECT_EQ(ValueOf(*All(*patterns[k], Element::kRect)[0], side), "8");
    }
    std::string look = ValueOf(*All(*patterns[k], Element::kRect)[0], AttributeKind::kStyle);
    for (const Node* path : All(*patterns[k], Element::kPath)) look += ValueOf(*path, AttributeKind::kD);
    for (const Node* dot : All(*patterns[k], Element::kCircle)) {
      EXPECT_EQ(ValueOf(*dot, AttributeKind::kCx), ValueOf(*dot, AttributeKind::kCy));
      look += "dot" + ValueOf(*dot, AttributeKind::kCx) + "," + ValueOf(*dot, AttributeKind::kR);
    }
    EXPECT_TRUE(looks.insert(look).second) << "paint " << k << " looks like an earlier one";
  }
  EXPECT_THAT(All(*patterns[0], Element::kPath), IsEmpty());
  EXPECT_THAT(All(*patterns[2], Element::kCircle), SizeIs(2));
  EXPECT_THAT(All(*patterns[9], Element::kCircle), SizeIs(2)) << "paint 9: the second colour, dotted";
  EXPECT_EQ(ValueOf(paints, AttributeKind::kWidth), "0");
  EXPECT_EQ(ValueOf(paints, AttributeKind::kHeight), "0");
}

TEST(Words, NameEachPartyAndTime) {
  verify::Verification v = CountyVerification();
  const Words words(ManifestOf(v), "en", &PlainName);
  using record::Role;
  EXPECT_THAT(NumbersOf(words.Party({Role::kTrustee, 3})), ElementsAre("3"));
  EXPECT_THAT(NumbersOf(words.Party({Role::kRegistrar, 1})), ElementsAre("2")) << "the second one";
  EXPECT_THAT(words.Party({Role::kRegistrar, 1}), HasSubstr("Post"));
  EXPECT_THAT(NumbersOf(words.Start({Role::kWitness, 0})), ElementsAre("1"));
  EXPECT_THAT(words.Start({Role::kTrustee, 6}), HasSubstr(Say(words.t.nobody_named)));
  // 05:00 UTC is 07:00 in the county, on the same day; 22:30 UTC is 00:30 of the next.
  constexpr uint64_t kHalfAnHour = 1'800'000;
  EXPECT_EQ(words.TimeAndUtc(kCountyOpeningMs),
            Say(words.t.beside({.local = words.Time(kCountyOpeningMs),
                                .utc = Say(words.t.clock({.time = kCountyOpeningMs, .zone = "UTC"}))})));
  const uint64_t late = kCountyOpeningMs + 35 * kHalfAnHour;
  EXPECT_EQ(words.TimeAndUtc(late),
            Say(words.t.beside(
                {.local = words.Time(late), .utc = Say(words.t.moment({.time = late, .zone = "UTC"}))})));
  EXPECT_THAT(words.Time(late), HasSubstr("00:30"));
}

}  // namespace
}  // namespace constat::report
