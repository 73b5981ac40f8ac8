#include "constat/report/table/html_report.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/report/page/elements.h"
#include "constat/report/page/scroll_region.h"
#include "constat/report/table/picture_svg.h"
#include "constat/text/clean.h"
#include "constat/text/measured.h"
#include "constat/text/number.h"

namespace constat::report::examination {

using examine::TestFinding;
using page::A;
using page::Class;
using page::Div;
using page::Fragment;
using page::H2;
using page::H3;
using page::H4;
using page::Id;
using page::Li;
using page::Node;
using page::OfColumn;
using page::OfRow;
using page::P;
using page::ScrollTable;
using page::Small;
using page::Table;
using page::Tbody;
using page::Td;
using page::Th;
using page::Thead;
using page::Tr;
using page::Ul;
using text::Count;

namespace {

constexpr size_t kOnPaper = 40;  // stations; assets/css/examination.css leaves out the others

// Line is text of the program; a number and its percent sign stay in one line.
std::string Line(std::string_view text) {
  constexpr std::string_view kPercent = " %";
  std::string out = text::CleanLine(text);
  for (size_t at = out.find(kPercent, 1); at != std::string::npos; at = out.find(kPercent, at)) {
    if (out[at - 1] >= '0' && out[at - 1] <= '9') out.replace(at, 1, "\u00a0");
    ++at;
  }
  return out;
}

// Name is a name from the table, isolated from the direction of the text around it.
Node Name(std::string_view name) { return page::Bdi(text::CleanLine(name)); }

// Counted is a number of rows, stations or votes.
template <class Integer>
std::string Counted(Integer count) {
  return Count(static_cast<int64_t>(count));
}

Node Paragraph(std::string_view text, std::string_view style = "") {
  if (text.empty()) return {};
  Node out = P();
  if (!style.empty()) out.Add(Class(style));
  out.Add(Line(text));
  return out;
}

Node Part(std::string_view id, std::string_view title) {
  return page::Section(Class("part"), Id(id), H2(title));
}

const TestFinding* Find(const examine::Examination& examination, const std::string& key) {
  for (const TestFinding& test : examination.tests) {
    if (test.key == key) return &test;
  }
  return nullptr;
}

bool StandsOut(const TestFinding& test) {
  return !test.refused && std::any_of(test.hypotheses.begin(), test.hypotheses.end(),
                                      [](const examine::Hypothesis& h) { return StandsOut(h); });
}

// CellsTable: the first cell of a row says what the row is. test: the test's title.
Node CellsTable(const examine::Cells& cells, std::string_view test) {
  constexpr size_t kLengthy = 20;  // characters of a heading that would be a column of words
  Node heads = Tr();
  for (const std::string& header : cells.header) {
    Node head = Th(OfColumn(), Line(header));
    if (header.size() > kLengthy) head.Add(Class("lengthy"));
    heads.Add(std::move(head));
  }
  Node rows = Tbody();
  for (const std::vector<std::string>& row : cells.rows) {
    Node line = Tr();
    for (size_t i = 0; i < row.size(); ++i) line.Add(i == 0 ? Th(OfRow(), Name(row[i])) : Td(Name(row[i])));
    rows.Add(std::move(line));
  }
  return ScrollTable(fmt::format("{}: {}", Line(test), Line(cells.title)),
                     Table(Class("cells"), Thead(std::move(heads)), std::move(rows)));
}

Node DroppedRows(const table::Dropped& drop) {
  const char* why = drop.reason == table::DropReason::kBlank      ? "a count that is needed is blank"
                    : drop.reason == table::DropReason::kExcluded ? "the mapping leaves them out"
                                                                  : "a cell cannot be read";
  Node list = Ul();
  for (const table::Defect& defect : drop.examples) list.Add(Li(Name(FormatDefect(defect))));
  return Fragment(P(fmt::format("{} left out: {}. The first:",
                                text::Plural(static_cast<int64_t>(drop.count), "row"), why)),
                  std::move(list));
}

Node Answer(const examine::Hypothesis& h) {
  return Fragment(Line(h.effect), Small(fmt::format("p {}, corrected{}", Line(text::PValue(h.corrected)),
                                                    StandsOut(h) ? ": stands out" : "")));
}

// TestPart is one test: what it looks for, what it shows, its numbers and pictures beside those of an
// undisputed election, and what it cannot say.
class TestPart {
 public:
  TestPart(const Report& report, const TestFinding& test)
      : report_(report),
        test_(test),
        clean_(report.control ? Find(report.control->result, test.key) : nullptr) {}

  [[nodiscard]] Node Make() const {
    const bool stands = StandsOut(test_);
    const char* stamp = test_.refused                                ? "not used"
                        : test_.section != examine::Section::kSilent ? ""
                        : stands                                     ? "stands out"
                                                                     : "does not stand out";
    Node title = H3(Line(test_.title));
    if (*stamp) title.Add(page::Span(Class("stamp"), stamp));
    Node out = Div(Class(test_.refused ? "test refused"
                         : stands      ? "test stands"
                                       : "test "),
                   std::move(title), Paragraph(test_.looks_for),
                   Paragraph(test_.refused ? "Reason: " + *test_.refused + "." : test_.shows, "shows"));
    if (!test_.refused) out.Add(Numbers());
    for (const examine::Picture& picture : test_.pictures) out.Add(Pictures(picture));
    if (!test_.refused) {
      for (const examine::Cells& cells : test_.tables)
        out.Add(Fragment(H4(Line(cells.title)), CellsTable(cells, test_.title)));
    }
    out.Add(Paragraph(test_.limits + " " + RecordText(test_), "fine"));
    return out;
  }

 private:
  [[nodiscard]] Node Numbers() const {
    if (test_.figures.empty()) return {};
    const TestFinding* const clean = clean_ != nullptr && clean_->refused ? nullptr : clean_;
    Node heads = Tr(Th(OfColumn(), "Measure"), Th(OfColumn(), "This table"));
    if (clean != nullptr) heads.Add(Th(OfColumn(), Line(report_.control->title)));
    Node rows = Tbody();
    for (const examine::Figure& figure : test_.figures) {
      Node row = Tr(Th(OfRow(), Line(figure.what)), Td(Line(figure.value)));
      if (clean != nullptr) {
        const auto same = std::find_if(clean->figures.begin(), clean->figures.end(),
                                       [&](const examine::Figure& f) { return f.what == figure.what; });
        row.Add(Td(same == clean->figures.end() ? std::string() : Line(same->value)));
      }
      rows.Add(std::move(row));
    }
    return ScrollTable(Line(test_.title), Table(Class("numbers"), Thead(std::move(heads)), std::move(rows)));
  }

  [[nodiscard]] Node Pictures(const examine::Picture& picture) const {
    const std::string id = test_.key + "-" + picture.key;
    const examine::Picture* beside = nullptr;
    for (size_t i = 0; clean_ != nullptr && i < clean_->pictures.size(); ++i) {
      if (clean_->pictures[i].key == picture.key) beside = &clean_->pictures[i];
    }
    Node pair = Div(Class("pair"), MakeFigure(Name(report_.table.title), picture, id, beside));
    if (beside != nullptr)
      pair.Add(MakeFigure(Fragment(Name(report_.control->title), " (undisputed)"), *beside, id + "-clean",
                          &picture));
    return Div(Class("picture"), H4(Line(picture.title)), P(Class("fine"), Line(picture.text)),
               MakeLegend(picture), std::move(pair));
  }

  const Report& report_;
  const TestFinding& test_;
  const TestFinding* clean_;
};

class TablePage {
 public:
  explicit TablePage(const Report& report) : report_(report), table_(report.table) {}

  [[nodiscard]] page::Document Make() const {
    Node main = page::Main(Verdict(), Navigation(), Read(), Identities());
    for (const auto section :
         {examine::Section::kSilent, examine::Section::kModel, examine::Section::kDescriptive})
      main.Add(Tests(section));
    main.Add(Control());
    main.Add(Calibration());
    main.Add(Stations());
    main.Add(Limits());
    return {.title = Line(table_.title) + ": examined by Constat",
            .styles = {page::StyleSheet::kReport, page::StyleSheet::kExamination},
            .script = page::Script::kStationTable,
            .body = Div(Class("page"),
                        page::Header(P(Class("kicker"), "Constat: published results, examined"),
                                     page::H1(Name(table_.title))),
                        std::move(main), Footer())};
  }

 private:
  [[nodiscard]] Node Verdict() const {
    const bool marks = !Marks(table_.result).empty();
    return Div(Class(marks ? "verdict is-wrong" : "verdict is-incomplete"), Div(Sign(marks)),
               Div(H2(Headline(marks)), Paragraph(Lead(table_))));
  }

  [[nodiscard]] Node Navigation() const {
    const auto link = [](std::string_view id, std::string_view text) {
      return A(page::Attribute::LinkTo(id), text);
    };
    Node out = page::Nav(page::AriaLabel("Parts of this page"), link("read", "What was read"),
                         link("identities", "What must add up"), link("silent", "Tests"),
                         link("models", "Models"), link("described", "Described only"));
    if (report_.control) out.Add(link("control", "Beside an undisputed election"));
    if (report_.calibration) out.Add(link("calibration", "How sensitive is it?"));
    out.Add(link("stations", "Stations to look at"));
    out.Add(link("limits", "What this cannot show"));
    return out;
  }

  [[nodiscard]] std::string_view Headline(bool marks) const {
    if (marks) return "Marks that counting does not leave";
    if (table_.result.scale.area_totals) return "Too coarse to say";
    return CanSay(table_) ? "No such mark found" : "Too little to say";
  }

  static Node Sign(bool marks) {
    return page::Svg(page::ViewBox("0 0 24 24"), page::Hidden(),
                     page::Path(Class("tone"), page::D(marks ? "M12 3v12M12 19.5v.5" : "M5 12h14")));
  }

  [[nodiscard]] Node Read() const {
    const table::ReadReport& read = table_.read();
    Node out = Part("read", "What was read");
    out.Add(Paragraph(report_.provenance));
    out.Add(P(Name(read.file),
              fmt::format(
                  ": {} read, {} kept{}.", text::Plural(static_cast<int64_t>(read.rows_read), "row"),
                  Counted(read.rows_kept),
                  read.empty_lines == 0 ? "" : fmt::format(", empty lines: {}", Counted(read.empty_lines)))));
    if (!report_.mapping.empty())
      out.Add(Paragraph(
          "What the columns mean was guessed from their headers. Check it below before you believe anything "
          "else on this page.",
          "warn"));
    Node rows = Tbody();
    for (const table::ColumnUse& use : read.mapping) {
      Node headers = Td(Class("left"));
      for (size_t i = 0; i < use.headers.size(); ++i)
        headers.Add(Fragment(i == 0 ? "" : " + ", Name(use.headers[i])));
      rows.Add(Tr(Th(OfRow(), Name(use.purpose)), std::move(headers)));
    }
    out.Add(ScrollTable("What was read",
                        Table(Class("cells"),
                              Thead(Tr(Th(OfColumn(), "Used as"),
                                       Th(OfColumn(), Class("left"), "Columns of the table, summed"))),
                              std::move(rows))));
    out.Add(Paragraph(StandInText(table_)));
    for (const table::Dropped& drop : read.dropped) out.Add(DroppedRows(drop));
    return out;
  }

  [[nodiscard]] Node Identities() const {
    Node rows = Tbody();
    for (const IdentityLine& line : IdentityLines(table_)) {
      Node what = Th(OfRow(), line.what);
      if (!line.is_error) what.Add(Fragment(" ", Small("(unusual, but possible)")));
      what.Add(Rows(line));
      rows.Add(Tr(std::move(what), Td(Counted(line.rows()))));
    }
    Node out = Part("identities", "What must add up");
    out.Add(Paragraph(
        "These are true whatever the voters did, unless voters are added to a station's list on the day. "
        "Where a row breaks one, a column means something else, somebody wrote a wrong number, or worse. "
        "The numbers do not say which."));
    out.Add(Table(Class("numbers"), Thead(Tr(Th(OfColumn(), "Rows with"), Th(OfColumn(), "Rows"))),
                  std::move(rows)));
    return out;
  }

  // Rows names the first rows that break an identity, folded away; the JSON report has them all.
  [[nodiscard]] Node Rows(const IdentityLine& line) const {
    constexpr size_t kShown = 100;
    if (!line.is_error || line.rows() == 0) return {};
    std::string rows;
    for (size_t i = 0; i < std::min(kShown, line.rows()); ++i)
      rows +=
          fmt::format("{}{}", i == 0 ? "" : ", ", table_.subject.original.stations.row[(*line.stations)[i]]);
    if (line.rows() > kShown) rows += fmt::format(" and {} more", Counted(line.rows() - kShown));
    return page::Details(page::Summary("Which rows"), P(Class("fine"), std::move(rows)));
  }

  [[nodiscard]] Node Tests(examine::Section section) const {
    const char* id = section == examine::Section::kSilent  ? "silent"
                     : section == examine::Section::kModel ? "models"
                                                           : "described";
    Node out = Part(id, SectionTitle(section));
    out.Add(Paragraph(SectionText(section)));
    for (const TestFinding& test : table_.result.tests) {
      if (test.section == section) out.Add(TestPart(report_, test).Make());
    }
    return out;
  }

  [[nodiscard]] Node Control() const {
    if (!report_.control) return {};
    Node rows = Tbody();
    for (const TestFinding& test : table_.result.tests) {
      const TestFinding* const clean = Find(report_.control->result, test.key);
      for (const examine::Hypothesis& h : test.hypotheses) {
        if (test.section != examine::Section::kSilent) continue;
        const examine::Hypothesis* other = nullptr;
        for (size_t i = 0; clean != nullptr && i < clean->hypotheses.size(); ++i) {
          if (clean->hypotheses[i].key == h.key) other = &clean->hypotheses[i];
        }
        rows.Add(
            Tr(Th(OfRow(), Line(h.what)), Td(Answer(h)), Td(other == nullptr ? Node() : Answer(*other))));
      }
    }
    Node out = Part("control", "Beside an election that nobody disputes");
    out.Add(P("The same questions, put to ", Name(report_.control->title),
              ". Its pictures are beside those above."));
    out.Add(ScrollTable("Beside an election that nobody disputes",
                        Table(Class("cells"),
                              Thead(Tr(Th(OfColumn(), "Question"), Th(OfColumn(), Name(table_.title)),
                                       Th(OfColumn(), Name(report_.control->title)))),
                              std::move(rows))));
    return out;
  }

  [[nodiscard]] Node Calibration() const {
    if (!report_.calibration) return {};
    const TestFinding& calibration = *report_.calibration;
    Node list = Ul();
    for (const examine::Figure& figure : calibration.figures)
      list.Add(Li(fmt::format("{}: {}.", Line(figure.what), Line(figure.value))));
    Node pair = Div(Class("pair"));
    for (const examine::Picture& picture : calibration.pictures)
      pair.Add(MakeFigure(Fragment(Line(picture.title)), picture, calibration.key + "-" + picture.key));
    Node test = Div(Class("test"), Paragraph(calibration.looks_for), Paragraph(calibration.shows, "shows"),
                    std::move(list));
    if (!calibration.pictures.empty()) test.Add(MakeLegend(calibration.pictures.front()));
    test.Add(std::move(pair));
    for (const examine::Cells& cells : calibration.tables)
      test.Add(Fragment(H3(Line(cells.title)), CellsTable(cells, kCalibrationTitle)));
    test.Add(Paragraph(calibration.limits, "fine"));
    Node out = Part("calibration", kCalibrationTitle);
    out.Add(std::move(test));
    return out;
  }

  [[nodiscard]] Node Stations() const {
    const examine::Examination& result = table_.result;
    Node out = Part("stations", "Stations to look at first");
    if (result.stations.empty()) {
      out.Add(Paragraph("No station has a reason."));
      return out;
    }
    out.Add(
        P(fmt::format("Stations with a reason: {}; here are the {} with the most. A reason is no "
                      "accusation: honest stations have some too. Compare them with the protocols, the "
                      "observers' reports and the ballots.",
                      Counted(result.flagged), result.stations.size())));
    const auto number = [](const char* what) { return Th(OfColumn(), Class("n"), what); };
    const auto name = [](const char* what) { return Th(OfColumn(), what); };
    Node rows = Tbody();
    for (const examine::FlaggedStation& flagged : result.stations) rows.Add(StationRow(flagged));
    out.Add(Div(Class("tools"), Id("stations-tools")));
    out.Add(page::ScrollRegion(
        "Stations to look at first",
        Div(Class("long"),
            Table(Id("stations-table"),
                  Thead(Tr(number("Row"), name("Region"), name("Station"), number("Registered"),
                           number("Ballots"), number("Votes"), name("Why"), number("Score"))),
                  std::move(rows)))));
    if (result.stations.size() > kOnPaper)
      out.Add(P(Class("on-paper"),
                fmt::format("On paper are the first {} of these {}. The page itself has all of them.",
                            kOnPaper, result.stations.size())));
    return out;
  }

  [[nodiscard]] Node StationRow(const examine::FlaggedStation& flagged) const {
    const forensics::Stations& s = table_.subject.original.stations;
    const forensics::Stations& used = table_.subject.stations;
    const uint32_t i = flagged.station;
    std::string why;
    for (const std::string& reason : flagged.reasons) why += (why.empty() ? "" : "; ") + reason;
    const int64_t ballots = !used.ballots.empty() ? used.ballots[i] : used.counted[i];
    const auto number = [](std::string text) { return Td(Class("n"), std::move(text)); };
    const auto name = [](Node text) { return Td(Class("name"), std::move(text)); };
    return Tr(number(std::to_string(s.row[i])),
              name(s.region.empty() ? Node() : Name(s.region_names[s.region[i]])),
              name(Name(table_.StationName(i))), number(s.has_registered() ? Count(s.registered[i]) : ""),
              number(Count(ballots)), number(Count(used.options[table_.subject.option].votes[i])),
              Td(Class("why"), Line(why)), number(text::Fixed(flagged.score, 1)));
  }

  [[nodiscard]] static Node Limits() {
    Node list = Ul();
    for (const std::string& sentence : NeverShown()) list.Add(Li(Line(sentence)));
    Node out = Part("limits", "What this cannot show");
    out.Add(std::move(list));
    return out;
  }

  [[nodiscard]] Node Footer() const {
    const examine::Settings& settings = table_.subject.settings;
    return page::Footer(
        page::MadeNode(report_.made),
        fmt::format("; seed {}, {} resamples. The same seed gives the same page, on any number of threads.",
                    settings.seed, settings.resamples));
  }

  const Report& report_;
  const Examined& table_;
};

}  // namespace

page::Document MakeDocument(const Report& report) { return TablePage(report).Make(); }
std::string MakeHtml(const Report& report) { return page::FormatHtml(MakeDocument(report)); }

}  // namespace constat::report::examination
