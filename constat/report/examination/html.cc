#include "constat/report/examination/html.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/report/examination/style.h"
#include "constat/report/examination/svg.h"
#include "constat/report/html_style.h"
#include "constat/text/clean.h"
#include "constat/text/measured.h"
#include "constat/text/number.h"

namespace constat::report::examination {
namespace {

using examine::Section;
using examine::TestFinding;

std::string Text(std::string_view text) { return text::EscapeHtml(text::CleanLine(text)); }

// Name is a name from the table, isolated from the direction of the text around it.
std::string Name(std::string_view name) { return "<bdi>" + Text(name) + "</bdi>"; }

std::string Paragraph(std::string_view text, std::string_view style = "") {
  if (text.empty()) return "";
  const std::string attribute = style.empty() ? "" : fmt::format(R"( class="{}")", style);
  return fmt::format("<p{}>{}</p>\n", attribute, Text(text));
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

class Page {
 public:
  explicit Page(const Report& report) : report_(report), table_(report.table) {}

  std::string Write() {
    Head();
    Opening();
    Read();
    Identities();
    for (const Section section : {Section::kSilent, Section::kModel, Section::kDescriptive}) Tests(section);
    Control();
    Calibration();
    Stations();
    Limits();
    Footer();
    return std::move(out_);
  }

 private:
  void Part(std::string_view id, std::string_view title) {
    out_ += fmt::format("<section class=\"part\" id=\"{}\">\n<h2>{}</h2>\n", id, title);
  }
  void EndPart() { out_ += "</section>\n"; }

  void Head() {
    out_ += fmt::format(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'; script-src 'unsafe-inline'\">\n"
        "<title>{}: examined by Constat</title>\n"
        "<style>{}{}</style>\n"
        "</head>\n"
        "<body>\n"
        "<div class=\"page\">\n",
        Text(table_.title), PageStyle(), ExaminationStyle());
  }

  void Opening() {
    const examine::Examination& result = table_.result;
    const bool marks = !Marks(result).empty();
    out_ += fmt::format(
        "<header><p class=\"kicker\">Constat: published results, "
        "examined</p>\n<h1>{}</h1></header>\n<main>\n",
        Name(table_.title));
    out_ += fmt::format("<div class=\"verdict {}\"><div>{}</div><div><h2>{}</h2>{}</div></div>\n",
                        marks ? "is-wrong" : "is-incomplete", Sign(marks), Headline(marks),
                        Paragraph(Lead(table_)));
    out_ +=
        R"(<nav aria-label="Parts of this page"><a href="#read">What was read</a><a href="#identities">What must add up</a>)"
        R"(<a href="#silent">Tests</a><a href="#models">Models</a><a href="#described">Described only</a>)";
    if (report_.control) out_ += R"(<a href="#control">Beside an undisputed election</a>)";
    if (report_.calibration) out_ += R"(<a href="#calibration">How sensitive is it?</a>)";
    out_ += R"(<a href="#stations">Stations to look at</a><a href="#limits">What this cannot show</a></nav>)"
            "\n";
  }

  [[nodiscard]] std::string Headline(bool marks) const {
    if (marks) return "Marks that counting does not leave";
    if (table_.result.scale.area_totals) return "Too coarse to say";
    return CanSay(table_) ? "No such mark found" : "Too little to say";
  }

  static std::string Sign(bool marks) {
    return marks
               ? R"(<svg viewBox="0 0 24 24" aria-hidden="true"><path class="tone" d="M12 3v12M12 19.5v.5"/></svg>)"
               : R"(<svg viewBox="0 0 24 24" aria-hidden="true"><path class="tone" d="M5 12h14"/></svg>)";
  }

  void Read() {
    const table::ReadReport& read = table_.read();
    Part("read", "What was read");
    out_ += Paragraph(report_.provenance);
    out_ += fmt::format(
        "<p>{}: {} read, {} kept{}.</p>\n", Name(read.file),
        text::Plural(static_cast<int64_t>(read.rows_read), "row"),
        text::Count(static_cast<int64_t>(read.rows_kept)),
        read.empty_lines == 0
            ? ""
            : fmt::format(", empty lines: {}", text::Count(static_cast<int64_t>(read.empty_lines))));
    if (!report_.mapping.empty())
      out_ += Paragraph(
          "What the columns mean was guessed from their headers. Check it below before you believe anything "
          "else on this page.",
          "warn");
    out_ +=
        "<div class=\"scroll\"><table class=\"cells\"><thead><tr><th>Used as</th><th class=\"left\">Columns "
        "of the table, summed</th></tr></thead><tbody>\n";
    for (const table::ColumnUse& use : read.mapping) {
      std::string headers;
      for (const std::string& header : use.headers) headers += (headers.empty() ? "" : " + ") + Name(header);
      out_ += fmt::format("<tr><th scope=\"row\">{}</th><td class=\"left\">{}</td></tr>\n", Name(use.purpose),
                          headers);
    }
    out_ += "</tbody></table></div>\n";
    out_ += Paragraph(StandInText(table_));
    for (const table::Dropped& drop : read.dropped) Dropped(drop);
    EndPart();
  }

  void Dropped(const table::Dropped& drop) {
    const char* why = drop.reason == table::DropReason::kBlank      ? "a count that is needed is blank"
                      : drop.reason == table::DropReason::kExcluded ? "the mapping leaves them out"
                                                                    : "a cell cannot be read";
    out_ += fmt::format("<p>{} left out: {}. The first:</p>\n<ul>\n",
                        text::Plural(static_cast<int64_t>(drop.count), "row"), why);
    for (const table::Defect& defect : drop.examples)
      out_ += fmt::format("<li>{}</li>\n", Name(FormatDefect(defect)));
    out_ += "</ul>\n";
  }

  void Identities() {
    Part("identities", "What must add up");
    out_ += Paragraph(
        "These hold whatever the voters did, unless voters are added to a station's list on the day. A row "
        "that breaks one is a column that means something else, a slip of the pen, or worse; which, the "
        "numbers do not say.");
    out_ += "<table class=\"cells\"><thead><tr><th>Rows with</th><th>Rows</th></tr></thead><tbody>\n";
    for (const IdentityLine& line : IdentityLines(table_)) {
      out_ += fmt::format("<tr><th scope=\"row\">{}{}{}</th><td>{}</td></tr>\n", line.what,
                          line.is_error ? "" : " <small>(unusual, but possible)</small>", Rows(line),
                          text::Count(static_cast<int64_t>(line.rows())));
    }
    out_ += "</tbody></table>\n";
    EndPart();
  }

  // Rows names the first rows that break an identity, folded away; the JSON report has them all.
  [[nodiscard]] std::string Rows(const IdentityLine& line) const {
    constexpr size_t kShown = 100;
    if (!line.is_error || line.rows() == 0) return "";
    std::string out = "<details><summary>Which rows</summary><p class=\"fine\">";
    for (size_t i = 0; i < std::min(kShown, line.rows()); ++i)
      out +=
          fmt::format("{}{}", i == 0 ? "" : ", ", table_.subject.original.stations.row[(*line.stations)[i]]);
    if (line.rows() > kShown)
      out += fmt::format(" and {} more", text::Count(static_cast<int64_t>(line.rows() - kShown)));
    return out + "</p></details>";
  }

  void Tests(Section section) {
    const char* id = section == Section::kSilent  ? "silent"
                     : section == Section::kModel ? "models"
                                                  : "described";
    Part(id, SectionTitle(section));
    out_ += Paragraph(SectionText(section));
    for (const TestFinding& test : table_.result.tests) {
      if (test.section == section) Test(test);
    }
    EndPart();
  }

  void Test(const TestFinding& test) {
    const bool stands = StandsOut(test);
    const char* stamp = test.refused                       ? "not used"
                        : test.section != Section::kSilent ? ""
                        : stands                           ? "stands out"
                                                           : "does not stand out";
    out_ +=
        fmt::format("<div class=\"test {}\">\n<h3>{}{}</h3>\n",
                    test.refused ? "refused"
                    : stands     ? "stands"
                                 : "",
                    Text(test.title), *stamp ? fmt::format("<span class=\"stamp\">{}</span>", stamp) : "");
    out_ += Paragraph(test.looks_for);
    out_ += Paragraph(test.refused ? "Refused: " + *test.refused + "." : test.shows, "shows");
    const TestFinding* const clean = report_.control ? Find(report_.control->result, test.key) : nullptr;
    if (!test.refused) Numbers(test, clean);
    for (const examine::Picture& picture : test.pictures) Pictures(test, picture, clean);
    if (!test.refused) {
      for (const examine::Cells& cells : test.tables) Table(cells);
    }
    out_ += Paragraph(test.limits + " " + RecordText(test), "fine");
    out_ += "</div>\n";
  }

  void Numbers(const TestFinding& test, const TestFinding* clean) {
    if (test.figures.empty()) return;
    if (clean != nullptr && clean->refused) clean = nullptr;
    out_ += "<div class=\"scroll\"><table class=\"numbers\"><thead><tr><th></th><th>This table</th>";
    if (clean != nullptr) out_ += fmt::format("<th>{}</th>", Text(report_.control->title));
    out_ += "</tr></thead><tbody>\n";
    for (const examine::Figure& figure : test.figures) {
      out_ += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td>", Text(figure.what), Text(figure.value));
      if (clean != nullptr) {
        const auto same = std::find_if(clean->figures.begin(), clean->figures.end(),
                                       [&](const examine::Figure& f) { return f.what == figure.what; });
        out_ += fmt::format("<td>{}</td>", same == clean->figures.end() ? "" : Text(same->value));
      }
      out_ += "</tr>\n";
    }
    out_ += "</tbody></table></div>\n";
  }

  void Pictures(const TestFinding& test, const examine::Picture& picture, const TestFinding* clean) {
    const std::string id = test.key + "-" + picture.key;
    const examine::Picture* beside = nullptr;
    for (size_t i = 0; clean != nullptr && i < clean->pictures.size(); ++i) {
      if (clean->pictures[i].key == picture.key) beside = &clean->pictures[i];
    }
    out_ +=
        fmt::format("<div class=\"picture\"><h4>{}</h4>\n<p class=\"fine\">{}</p>\n{}<div class=\"pair\">\n",
                    Text(picture.title), Text(picture.text), MakeLegend(picture));
    out_ += fmt::format("<figure><h5>{}</h5>{}</figure>\n", Name(table_.title), MakeSvg(picture, id, beside));
    if (beside != nullptr)
      out_ += fmt::format("<figure><h5>{} (undisputed)</h5>{}</figure>\n", Text(report_.control->title),
                          MakeSvg(*beside, id + "-clean", &picture));
    out_ += "</div></div>\n";
  }

  void Table(const examine::Cells& cells) {
    out_ += fmt::format("<h4>{}</h4>\n<div class=\"scroll\"><table class=\"cells\"><thead><tr>",
                        Text(cells.title));
    for (const std::string& header : cells.header) out_ += fmt::format("<th>{}</th>", Text(header));
    out_ += "</tr></thead><tbody>\n";
    for (const std::vector<std::string>& row : cells.rows) {
      out_ += "<tr>";
      for (const std::string& cell : row) out_ += fmt::format("<td>{}</td>", Name(cell));
      out_ += "</tr>\n";
    }
    out_ += "</tbody></table></div>\n";
  }

  void Control() {
    if (!report_.control) return;
    Part("control", "Beside an election that nobody disputes");
    out_ += fmt::format("<p>The same questions, put to {}. Its pictures stand beside those above.</p>\n",
                        Name(report_.control->title));
    out_ += fmt::format(
        "<div class=\"scroll\"><table "
        "class=\"cells\"><thead><tr><th>Question</th><th>{}</th><th>{}</th></tr></thead>"
        "<tbody>\n",
        Name(table_.title), Name(report_.control->title));
    for (const TestFinding& test : table_.result.tests) {
      const TestFinding* const clean = Find(report_.control->result, test.key);
      for (const examine::Hypothesis& h : test.hypotheses) {
        if (test.section != Section::kSilent) continue;
        const examine::Hypothesis* other = nullptr;
        for (size_t i = 0; clean != nullptr && i < clean->hypotheses.size(); ++i) {
          if (clean->hypotheses[i].key == h.key) other = &clean->hypotheses[i];
        }
        out_ += fmt::format("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>\n", Text(h.what),
                            Answer(h), other == nullptr ? "" : Answer(*other));
      }
    }
    out_ += "</tbody></table></div>\n";
    EndPart();
  }

  void Calibration() {
    if (!report_.calibration) return;
    const TestFinding& calibration = *report_.calibration;
    Part("calibration", kCalibrationTitle);
    out_ += "<div class=\"test\">\n" + Paragraph(calibration.looks_for);
    out_ += Paragraph(calibration.shows, "shows");
    out_ += "<ul>\n";
    for (const examine::Figure& figure : calibration.figures)
      out_ += fmt::format("<li>{}: {}.</li>\n", Text(figure.what), Text(figure.value));
    out_ += "</ul>\n";
    if (!calibration.pictures.empty()) out_ += MakeLegend(calibration.pictures.front());
    out_ += "<div class=\"pair\">\n";
    for (const examine::Picture& picture : calibration.pictures)
      out_ += fmt::format("<figure><h5>{}</h5>{}</figure>\n", Text(picture.title),
                          MakeSvg(picture, calibration.key + "-" + picture.key));
    out_ += "</div>\n";
    for (const examine::Cells& cells : calibration.tables) Table(cells);
    out_ += Paragraph(calibration.limits, "fine") + "</div>\n";
    EndPart();
  }

  static std::string Answer(const examine::Hypothesis& h) {
    return fmt::format("{}<small>p {}, corrected{}</small>", Text(h.effect), Text(text::PValue(h.corrected)),
                       StandsOut(h) ? ": stands out" : "");
  }

  void Stations() {
    const examine::Examination& result = table_.result;
    Part("stations", "Stations to look at first");
    if (result.stations.empty()) {
      out_ += Paragraph("None has a reason.");
      EndPart();
      return;
    }
    out_ += fmt::format(
        "<p>Stations with a reason: {}; here are the {} with the most. A reason is no accusation: "
        "honest stations have some too. Compare them with the protocols, the observers' reports "
        "and the ballots.</p>\n",
        text::Count(static_cast<int64_t>(result.flagged)), result.stations.size());
    const forensics::Stations& s = table_.subject.original.stations;
    const forensics::Stations& used = table_.subject.stations;
    out_ +=
        "<div class=\"tools\" id=\"stations-tools\"></div>\n"
        "<div class=\"long\" tabindex=\"0\"><table id=\"stations-table\">"
        "<thead><tr><th class=\"n\">Row</th><th>Region</th><th>Station</th><th "
        "class=\"n\">Registered</th><th class=\"n\">"
        "Ballots</th><th class=\"n\">Votes</th><th>Why</th><th class=\"n\">Score</th></tr></thead><tbody>\n";
    for (const examine::FlaggedStation& flagged : result.stations) {
      const uint32_t i = flagged.station;
      std::string why;
      for (const std::string& reason : flagged.reasons) why += (why.empty() ? "" : "; ") + reason;
      const int64_t ballots = !used.ballots.empty() ? used.ballots[i] : used.counted[i];
      out_ += fmt::format(
          "<tr><td class=\"n\">{}</td><td>{}</td><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>"
          "<td class=\"n\">{}</td><td>{}</td><td class=\"n\">{}</td></tr>\n",
          s.row[i], s.region.empty() ? "" : Name(s.region_names[s.region[i]]), Name(table_.StationName(i)),
          s.has_registered() ? text::Count(s.registered[i]) : "", text::Count(ballots),
          text::Count(used.options[table_.subject.option].votes[i]), Text(why),
          text::Fixed(flagged.score, 1));
    }
    out_ += "</tbody></table></div>\n";
    EndPart();
  }

  void Limits() {
    Part("limits", "What this cannot show");
    out_ += "<ul>\n";
    for (const std::string& sentence : NeverShown()) out_ += fmt::format("<li>{}</li>\n", Text(sentence));
    out_ += "</ul>\n";
    EndPart();
  }

  void Footer() {
    const examine::Settings& settings = table_.subject.settings;
    out_ += fmt::format(
        "</main>\n"
        "<footer>{}; seed {}, {} resamples. The same seed gives the same page, on any "
        "number of threads.</footer>\n"
        "</div>\n<script>{}</script>\n</body>\n</html>\n",
        Text(report_.version), settings.seed, settings.resamples, TableScript());
  }

  const Report& report_;
  const Examined& table_;
  std::string out_;
};

}  // namespace

std::string MakeHtml(const Report& report) { return Page(report).Write(); }

}  // namespace constat::report::examination
