#include "constat/report/record/html_report.h"

#include <algorithm>

#include "constat/record/shown_hash.h"
#include "constat/report/page/elements.h"
#include "constat/report/record/headline.h"
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
  Node kicker = P(Class("kicker"));
  if (view.v.IsRehearsal()) kicker.Add(page::Fragment(page::Strong(view.t.rehearsal), " "));
  kicker.Add(view.t.report);
  Node out = page::Header(std::move(kicker));
  if (!view.w.HasManifest()) {
    out.Add(page::H1(view.t.no_title));
    return out;
  }
  out.Add(page::H1(view.Local(view.w.texts().Title())));
  const size_t questions = view.manifest().questions.size();
  for (size_t q = 0; q < questions; ++q) {
    Node line = P(Class("lead"));
    if (questions > 1) line.Add(Text(view.w.Label(Say(view.t.question_number({.n = q + 1})), "")));
    line.Add(view.Local(view.w.texts().Question(q)));
    out.Add(std::move(line));
  }
  if (view.w.IsOtherLanguage()) {
    out.Add(P(Class("fine"),
              Text(view.t.other_language({.language = view.t.in_language, .tag = view.w.texts().Tag()}))));
  }
  return out;
}

struct NavLink {
  std::string_view id;
  std::string_view text;
};

// Navigation links the sections that are there.
Node Navigation(const RecordPage& view, const Node& sections) {
  const ReportTexts& t = view.t;
  const NavLink links[] = {
      {"regions", t.regions},  {"compared", t.compared_title}, {"units", t.units},
      {"time", t.when_voted},  {"people", t.who_ran},          {"collusion", t.collusion},
      {"pages", t.pages},      {"statements", t.statements},   {"checks", t.checks},
      {"others", t.also_here}, {"limits", t.limits_full},      {"repeat", t.repeat}};
  Node out = page::Nav(page::AriaLabel(t.parts));
  for (const NavLink& link : links) {
    for (const Node& section : sections.children()) {
      if (section.Id() == link.id) out.Add(page::A(page::Attribute::LinkTo(link.id), link.text));
    }
  }
  return out;
}

size_t PaintsNeeded(const RecordPage& view) {
  size_t out = 0;
  if (!view.w.HasManifest() || view.outcome == nullptr) return out;
  for (const record::Question& question : view.manifest().questions) {
    out = std::max(out, question.options.size());
  }
  return out;
}

}  // namespace

RecordPage::RecordPage(const verify::Verification& verification, const HtmlReportOptions& with)
    : v(verification),
      options(with),
      w(ManifestOf(verification), with.language, &IsolatedName),
      t(w.t),
      causes(verdict::GatherCauses(verification)),
      difference(verdict::CompareResults(verification)),
      outcome(ShownOutcome(verification)) {}

Node RecordPage::Local(std::string_view text) const {
  if (!w.IsOtherLanguage()) return NameNode(text);
  return page::Bdi(page::Lang(w.texts().Tag()), text::CleanLine(text));
}
Node RecordPage::LocalOption(size_t question, size_t option) const {
  return Local(w.texts().Option(question, option));
}
Node RecordPage::LocalRegion(size_t region) const { return Local(w.texts().Region(region)); }

Node Text(const text::Message& sentence) { return page::WithNames(Say(sentence)); }
Node Text(std::string_view sentence) { return page::WithNames(sentence); }
Node Paragraphs(const std::vector<std::string>& sentences) {
  Node out;
  for (const std::string& sentence : sentences) out.Add(P(Text(sentence)));
  return out;
}
Node NameNode(std::string_view name) { return page::Bdi(text::CleanLine(name)); }

Node NumberNode(const Bytes32& manifest_hash) {
  return page::Code(record::FormatReferendumNumber(manifest_hash));
}

Node HashNode(ByteView hash) {
  Node out = page::Code(Class("hash"));
  const std::string digits = text::FormatHex(hash);
  for (size_t i = 0; i < digits.size(); i += 4) out.Add(page::Span(digits.substr(i, 4)));
  return out;
}

Node PartLink(const RecordPage& view, std::string_view part, std::string_view heading, Node text) {
  return page::Fragment(page::A(page::Attribute::LinkTo(part), std::move(text)),
                        page::Span(Class("on-paper"), " ", Text(view.t.on_paper({.heading = heading}))));
}

Node PartLink(const RecordPage& view, std::string_view part, std::string_view heading,
              std::string_view text) {
  return PartLink(view, part, heading, page::Fragment(text));
}

std::string OfQuestion(const RecordPage& view, size_t question, std::string_view label) {
  if (view.manifest().questions.size() == 1) return std::string(label);
  return view.w.Label(Say(view.t.question_number({.n = question + 1})), label);
}

Node NotVerifiedStamp(const RecordPage& view) {
  return page::Span(Class(std::string("stamp is-") + std::string(verify::OutcomeName(view.v.outcome()))),
                    view.t.not_verified);
}

page::Document MakeRecordDocument(const verify::Verification& verification,
                                  const HtmlReportOptions& options) {
  const RecordPage view(verification, options);
  Node experts =
      page::Fragment(RegionsSection(view), ComparedSection(view), UnitsSection(view), VotingSection(view),
                     PeopleSection(view), CollusionSection(view), PagesSection(view), StatementsSection(view),
                     ChecksSection(view), NotesSection(view), LimitsSection(view), RepeatSection(view));
  Node navigation = Navigation(view, experts);
  // Whoever holds a wrong record has to know first what to do about it.
  const bool wrong = verification.outcome() == verify::VerificationOutcome::kWrong;
  const std::string word = MakeHeadline(view.w, verification, view.causes.size()).word;
  const std::string title =
      view.w.HasManifest() ? text::CleanLine(view.w.texts().Title()) : std::string(view.t.no_title);
  return {.language = std::string(view.t.language),
          .direction = view.t.direction == "ltr" ? "" : std::string(view.t.direction),
          .title = view.w.Label(word, title),
          .styles = {page::StyleSheet::kReport},
          .no_referrer = true,
          .light_and_dark = true,
          .body = page::Fragment(
              PaintDefinitions(PaintsNeeded(view)),
              Div(Class("page"), Opening(view),
                  page::Main(Div(Class("first"), VerdictSection(view), wrong ? NextSection(view) : Node(),
                                 ResultSection(view), ConfirmSection(view), NotShownSection(view),
                                 wrong ? Node() : NextSection(view), WordsSection(view), MadeSection(view)),
                             Div(Class("second"),
                                 page::H2(Class("experts"), page::Id("experts"), view.t.for_experts),
                                 std::move(navigation), std::move(experts)))))};
}

std::string FormatHtmlReport(const verify::Verification& verification, const HtmlReportOptions& options) {
  return page::FormatHtml(MakeRecordDocument(verification, options));
}

}  // namespace constat::report
