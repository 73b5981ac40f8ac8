#include "constat/report/record/html_report.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/report/record/option_paints.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/wording.h"
#include "constat/text/clean.h"
#include "constat/text/hex.h"

namespace constat::report {
namespace {

std::string Head(const Page& page) {
  const std::string title =
      page.texts ? text::EscapeHtml(text::CleanLine(page.texts->Title())) : "A record without a manifest";
  return fmt::format(
      R"(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<title>{}: {}</title>
<style>
{}</style>
</head>
<body>
)",
      MakeHeadline(page.v).word, title, PageStyle());
}

// Opening is the title and what was asked.
std::string Opening(const Page& page) {
  std::string out = R"(<header><p class="kicker">Verification report</p>
)";
  if (!page.texts) return out + "<h1>A record without a usable manifest</h1></header>\n";
  out += fmt::format("<h1>{}</h1>\n", page.Local(page.texts->Title()));
  const size_t questions = page.texts->manifest().questions.size();
  for (size_t q = 0; q < questions; ++q) {
    const std::string number = questions == 1 ? "" : fmt::format("{}. ", q + 1);
    out += fmt::format(R"(<p class="lead">{}{}</p>
)",
                       number, page.Local(page.texts->Question(q)));
  }
  return out + "</header>\n";
}

std::string Facts(const Page& page) {
  if (!page.texts) return "";
  const record::Manifest& manifest = page.texts->manifest();
  std::string out = fmt::format(R"(<dl class="facts"><div><dt>Voting</dt><dd>{}</dd></div>)",
                                text::FormatPeriod(manifest.opening_ms, manifest.closing_ms));
  if (!page.v.turnout.empty()) {
    const Count all = CountTurnout(page.v.turnout);
    out += fmt::format("<div><dt>Registered voters</dt><dd>{}</dd></div>", HtmlCount(all.registered));
    if (all.ballots != 0) {
      out += fmt::format("<div><dt>{}</dt><dd>{} ({})</dd></div>",
                         page.v.result ? "Voters whose ballot counts" : "Voters who took part",
                         HtmlCount(all.counted), HtmlPercent(all.Turnout()));
      out += fmt::format("<div><dt>Ballots, replaced ones included</dt><dd>{}</dd></div>",
                         HtmlCount(all.ballots));
    }
  }
  return out + "</dl>\n";
}

struct NavLink {
  std::string_view id;
  std::string_view text;
};

// Navigation links the parts that are there.
std::string Navigation(const std::string& body) {
  static constexpr NavLink kLinks[] = {{"result", "Result"},       {"regions", "Regions"},
                                       {"published", "Published"}, {"time", "When people voted"},
                                       {"people", "Who ran it"},   {"checks", "Checks"},
                                       {"limits", "Limits"},       {"repeat", "Repeat the check"}};
  std::string out = R"(<nav aria-label="Parts of this page">)";
  for (const NavLink& link : kLinks) {
    if (body.find(fmt::format(R"(<section class="part" id="{}">)", link.id)) == std::string::npos) continue;
    out += fmt::format(R"(<a href="#{}">{}</a>)", link.id, link.text);
  }
  return out + "</nav>\n";
}

size_t PaintsNeeded(const Page& page) {
  size_t out = 0;
  if (!page.texts || !page.v.result) return out;
  for (const record::Question& question : page.texts->manifest().questions) {
    out = std::max(out, question.options.size());
  }
  return out;
}

std::string Footer(const Page& page) {
  const std::string program = page.options.program.empty() ? "constat" : page.options.program;
  return fmt::format("<footer>Record <bdi>{}</bdi>, checked by <bdi>{}</bdi>.</footer>\n",
                     text::EscapeHtml(page.options.record), text::EscapeHtml(program));
}

}  // namespace

std::string Page::Local(std::string_view text) const {
  return fmt::format(R"(<bdi lang="{}">{}</bdi>)", text::EscapeHtml(texts->Tag()),
                     text::EscapeHtml(text::CleanLine(text)));
}

std::string HtmlName(std::string_view name) {
  return fmt::format("<bdi>{}</bdi>", text::EscapeHtml(text::CleanLine(name)));
}
std::string HtmlQuoted(std::string_view name) { return fmt::format("\u201c{}\u201d", HtmlName(name)); }
std::string HtmlCount(uint64_t count) { return text::FormatCount(count, text::kPageNumbers); }

std::string HtmlPercent(const text::Ratio& ratio) {
  return text::EscapeHtml(text::FormatPercent(ratio, text::kPageNumbers));
}

std::string HtmlHash(ByteView hash) {
  return fmt::format(R"(<code class="hash"><span>{}</span></code>)",
                     text::FormatHexGroups(hash, "</span><span>"));
}

std::string FormatHtmlReport(const verify::Verification& verification, const HtmlReportOptions& options) {
  Page page{verification, options, std::nullopt};
  if (const record::Manifest* manifest = ManifestOf(verification))
    page.texts.emplace(*manifest, options.language);
  const std::string body = HtmlResult(page) + HtmlRegions(page) + HtmlPublished(page) + HtmlVoting(page) +
                           HtmlPeople(page) + HtmlChecks(page) + HtmlLimits(page) + HtmlRepeat(page);
  std::string out = Head(page) + PaintDefinitions(PaintsNeeded(page)) + R"(<div class="page">
)" + Opening(page) + "<main>\n" +
                    HtmlVerdict(page) + Facts(page) + Navigation(body) + body + "</main>\n" + Footer(page) +
                    "</div>\n</body>\n</html>\n";
  return out;
}

}  // namespace constat::report
