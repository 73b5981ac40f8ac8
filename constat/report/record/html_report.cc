#include "constat/report/record/html_report.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/record/local_time.h"
#include "constat/record/rehearsal.h"
#include "constat/record/shown_hash.h"
#include "constat/report/page/elements.h"
#include "constat/report/record/option_paints.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/wording.h"
#include "constat/text/clean.h"
#include "constat/text/hex.h"

namespace constat::report {

using page::Class;
using page::Div;
using page::Node;
using page::P;

namespace {

// Opening is the title and what was asked.
Node Opening(const RecordPage& view) {
  Node out =
      page::Header(P(Class("kicker"), record::WithRehearsal(view.v.IsRehearsal(), "Verification report")));
  if (!view.texts) {
    out.Add(page::H1("A record without a usable manifest"));
    return out;
  }
  out.Add(page::H1(view.Local(view.texts->Title())));
  const size_t questions = view.texts->manifest().questions.size();
  for (size_t q = 0; q < questions; ++q) {
    const std::string number = questions == 1 ? "" : fmt::format("{}. ", q + 1);
    out.Add(P(Class("lead"), number, view.Local(view.texts->Question(q))));
  }
  return out;
}

Node Fact(std::string_view name, std::string value) {
  return Div(page::Dt(name), page::Dd(std::move(value)));
}

Node Facts(const RecordPage& view) {
  if (!view.texts) return {};
  const record::Manifest& manifest = view.texts->manifest();
  Node out = page::Dl(Class("facts"), Fact("Voting", record::FormatVotingPeriod(manifest)));
  if (view.v.voting_begin_ms != 0) {
    out.Add(Fact("Ballots were accepted from", record::FormatLocalTime(manifest, view.v.voting_begin_ms)));
  }
  if (view.v.turnout.empty()) return out;
  const Count all = CountTurnout(view.v.turnout);
  out.Add(Fact("Registered voters", PageCount(all.registered)));
  if (all.ballots == 0) return out;
  out.Add(Fact(view.v.result ? "Voters whose ballot counts" : "Voters who took part",
               fmt::format("{} ({})", PageCount(all.counted), PagePercent(all.Turnout()))));
  out.Add(Fact("Ballots, replaced ones included", PageCount(all.ballots)));
  return out;
}

struct NavLink {
  std::string_view id;
  std::string_view text;
};

// Navigation links the sections that are there.
Node Navigation(const Node& sections) {
  static constexpr NavLink kLinks[] = {
      {"result", "Result"},          {"regions", "Regions"},        {"published", "Published"},
      {"time", "When people voted"}, {"people", "Who ran it"},      {"pages", "Pages"},
      {"statements", "Statements"},  {"checks", "Checks"},          {"others", "Also here"},
      {"limits", "Limits"},          {"repeat", "Repeat the check"}};
  Node out = page::Nav(page::AriaLabel("Parts of this page"));
  for (const NavLink& link : kLinks) {
    for (const Node& section : sections.children()) {
      if (section.Id() == link.id) out.Add(page::A(page::Attribute::LinkTo(link.id), link.text));
    }
  }
  return out;
}

size_t PaintsNeeded(const RecordPage& view) {
  size_t out = 0;
  if (!view.texts || !view.v.result) return out;
  for (const record::Question& question : view.texts->manifest().questions) {
    out = std::max(out, question.options.size());
  }
  return out;
}

Node Footer(const RecordPage& view) {
  return page::Footer("Record ", page::Bdi(view.options.record), ", checked by ",
                      page::MadeNode(view.options.made), ".");
}

}  // namespace

Node RecordPage::Local(std::string_view text) const {
  return page::Bdi(page::Lang(texts->Tag()), text::CleanLine(text));
}

Node NameNode(std::string_view name) { return page::Bdi(text::CleanLine(name)); }
Node QuotedNode(std::string_view name) { return page::Fragment("\u201c", NameNode(name), "\u201d"); }
std::string IsolatedQuote(std::string_view name) {
  return fmt::format("\u201c{}\u201d", page::Isolate(name));
}
std::string PageCount(uint64_t count) { return text::FormatCount(count, text::kPageNumbers); }
std::string PagePercent(const text::Ratio& ratio) { return text::FormatPercent(ratio, text::kPageNumbers); }

Node NumberNode(const Bytes32& manifest_hash) {
  return page::Code(record::FormatReferendumNumber(manifest_hash));
}

Node HashNode(ByteView hash) {
  Node out = page::Code(Class("hash"));
  const std::string digits = text::FormatHex(hash);
  for (size_t i = 0; i < digits.size(); i += 4) out.Add(page::Span(digits.substr(i, 4)));
  return out;
}

Node NotVerifiedStamp(verify::VerificationOutcome outcome) {
  return page::Span(Class(fmt::format("stamp is-{}", verify::OutcomeName(outcome))), "not verified");
}

page::Document MakeRecordDocument(const verify::Verification& verification,
                                  const HtmlReportOptions& options) {
  RecordPage view{verification, options, std::nullopt};
  if (const record::Manifest* manifest = ManifestOf(verification))
    view.texts.emplace(*manifest, options.language);
  Node sections =
      page::Fragment(ResultSection(view), RegionsSection(view), PublishedSection(view), VotingSection(view),
                     PeopleSection(view), PagesSection(view), StatementsSection(view), ChecksSection(view),
                     NotesSection(view), LimitsSection(view), RepeatSection(view));
  Node navigation = Navigation(sections);
  return {.title = fmt::format(
              "{}: {}", MakeHeadline(verification).word,
              view.texts ? text::CleanLine(view.texts->Title()) : std::string("A record without a manifest")),
          .styles = {page::StyleSheet::kReport},
          .no_referrer = true,
          .light_and_dark = true,
          .body = page::Fragment(
              PaintDefinitions(PaintsNeeded(view)),
              Div(Class("page"), Opening(view),
                  page::Main(VerdictSection(view), Facts(view), std::move(navigation), std::move(sections)),
                  Footer(view)))};
}

std::string FormatHtmlReport(const verify::Verification& verification, const HtmlReportOptions& options) {
  return page::FormatHtml(MakeRecordDocument(verification, options));
}

}  // namespace constat::report
