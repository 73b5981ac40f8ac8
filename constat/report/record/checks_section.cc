#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/report/page/elements.h"
#include "constat/report/record/collusion_words.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/wording.h"
#include "constat/text/clean.h"

namespace constat::report {

using page::Class;
using page::Code;
using page::Dd;
using page::Dl;
using page::Dt;
using page::H2;
using page::Id;
using page::Li;
using page::Node;
using page::OfColumn;
using page::P;
using page::Section;
using page::Span;
using page::Strong;
using page::Td;
using page::Th;
using page::Tr;
using page::Ul;

namespace {

using verify::Check;
using verify::CheckId;
using verify::CheckStatus;

// Anchor is where a check is on the page.
std::string Anchor(CheckId id) { return fmt::format("check-{}", verify::CheckName(id)); }

Node Findings(const RecordPage& view, const Check& check) {
  if (check.count() == 0) return {};
  const size_t listed = std::min(check.findings().size(), view.options.findings_per_check);
  Node rows = page::Tbody();
  for (size_t f = 0; f < listed; ++f) {
    const verify::Finding& finding = check.findings()[f];
    rows.Add(Tr(Td(finding.entry ? PageCount(*finding.entry) : "\u2013"), Td(Code(ErrorName(finding.code))),
                Td(ErrorMeaning(finding.code), ": ", NameNode(finding.text))));
  }
  if (check.count() > listed) {
    rows.Add(Tr(Td(page::Colspan(3), fmt::format("and {} more", PageCount(check.count() - listed)))));
  }
  return page::Table(
      Class("findings"),
      page::Thead(Tr(Th(OfColumn(), "Entry"), Th(OfColumn(), "Code"), Th(OfColumn(), "What is wrong"))),
      std::move(rows));
}

Node CheckItem(const RecordPage& view, CheckId id) {
  const Check& check = view.v.At(id);
  const bool failed = check.status() == CheckStatus::kFailed;
  const std::string_view style = failed                                   ? "failed"
                                 : check.status() == CheckStatus::kPassed ? "passed"
                                                                          : "none";
  Node out = Li(Id(Anchor(id)));
  if (failed) out.Add(Class("failing"));
  out.Add(Span(Class(fmt::format("status {}", style)), CheckStatusMark(check.status()), " ",
               CheckStatusWords(view.v, id)));
  Node text = Span();
  if (failed) {
    text.Add(Strong(verify::CheckMeaning(id), ": not so"));
  } else {
    text.Add(verify::CheckMeaning(id));
  }
  text.Add(page::Fragment(" ", page::Small(Code(verify::CheckName(id)))));
  out.Add(std::move(text));
  out.Add(Findings(view, check));
  return out;
}

Node Icon(verify::VerificationOutcome outcome) {
  const auto disc = [](std::string_view style) {
    return page::Circle(Class(style), page::Cx(24), page::Cy(24));
  };
  const auto path = [](std::string_view style, std::string_view d) {
    return page::Path(Class(style), page::D(d));
  };
  const auto with = [](Node node, page::Attribute attribute) {
    node.Add(std::move(attribute));
    return node;
  };
  switch (outcome) {
    case verify::VerificationOutcome::kVerified:
      return page::Fragment(with(disc("tone-fill"), page::R(22)), path("on-tone", "M13 25l8 8 15-17"));
    case verify::VerificationOutcome::kWrong:
      return page::Fragment(path("tone-fill", "M15 2h18l13 13v18L33 46H15L2 33V15z"),
                            path("on-tone", "M15 15l18 18M33 15L15 33"));
    case verify::VerificationOutcome::kConsistent:
      return page::Fragment(with(with(disc("tone"), page::R(21)), page::StrokeDasharray("6 5")),
                            path("tone", "M17 18c1-8 14-8 14 0 0 5-7 6-7 11"),
                            page::Circle(Class("tone-fill"), page::Cx(24), page::Cy(36), page::R("2.4")));
    case verify::VerificationOutcome::kIncomplete:
      return page::Fragment(with(disc("tone"), page::R(21)), path("tone", "M24 12v12l8 6"));
  }
  CONSTAT_CHECK(false);
}

// FirstFindings lists one finding of each failed check, at most three, for the top of the page.
Node FirstFindings(const RecordPage& view) {
  Node list = Ul();
  for (size_t c = 0; c < verify::kCheckCount && list.children().size() < 3; ++c) {
    const auto id = static_cast<CheckId>(c);
    const Check& check = view.v.At(id);
    if (check.findings().empty()) continue;
    const verify::Finding& finding = check.findings().front();
    const std::string where = finding.entry ? fmt::format("Entry {}: ", PageCount(*finding.entry)) : "";
    const std::string more =
        check.count() == 1 ? "" : fmt::format(" (and {} more in this check)", PageCount(check.count() - 1));
    list.Add(Li(page::A(page::Attribute::LinkTo(Anchor(id)), where, ErrorMeaning(finding.code)), ": ",
                NameNode(finding.text), more));
  }
  if (list.children().empty()) return {};
  return page::Fragment(P(Class("what"), "What is wrong"), std::move(list));
}

Node Fingerprints(const RecordPage& view) {
  Node prints = Dl(Class("print"));
  if (view.v.context == nullptr) {
    prints.Add(
        page::Fragment(Dt("Number of the referendum"), Dd("none: the record has no definition of a "
                                                          "referendum that can be used (no manifest)")));
  } else {
    const Bytes32& hash = view.v.context->manifest_hash;
    prints.Add(page::Fragment(Dt("Number of the referendum"), Dd(NumberNode(hash)),
                              Dt("The same number in full, as the trust file has it (manifest hash)"),
                              Dd(HashNode(hash)), Dt("Format of the record"),
                              Dd(record::FormatVersion(record::kVersion))));
  }
  prints.Add(page::Fragment(
      Dt("Fingerprint of the record (root hash)"), Dd(HashNode(view.v.tree.root)), Dt("Size of the record"),
      Dd(view.v.tree.size == 1 ? "1 entry" : PageCount(view.v.tree.size) + " entries")));
  return prints;
}

// ReplacedCodes is the number of replaced codes by region; nothing if there is none.
Node ReplacedCodes(const RecordPage& view) {
  const std::string sentence = ReplacedSentence(view.v);
  if (sentence.empty()) return {};
  const std::vector<ReplacedRegion> regions = ReplacedRegions(view.v.replaced);
  Node out = P(sentence);
  for (size_t i = 0; i < std::min(regions.size(), kMostReplacedRegions); ++i) {
    out.Add(page::Fragment(i == 0 ? " " : ", ", view.Local(view.texts->Region(regions[i].region)), " ",
                           PageCount(regions[i].codes)));
  }
  if (regions.size() > kMostReplacedRegions) {
    out.Add(fmt::format(", and {} more regions", regions.size() - kMostReplacedRegions));
  }
  out.Add(".");
  return out;
}

// SaidCount is how many statements there are, and who does not confirm the result; none of
// their words (STA-2).
Node SaidCount(const RecordPage& view) {
  const std::string sentence = StatementsSentence(view.v);
  if (sentence.empty()) return {};
  Node out = P(page::A(page::Attribute::LinkTo("statements"), sentence));
  for (const record::Keeper party : NotConfirming(view.v)) {
    out.Add(page::Fragment(" ", NameNode(record::PartyName(view.texts->manifest(), party)), ", ",
                           record::FormatParty(party), ", does not confirm the result."));
  }
  return out;
}

}  // namespace

Node VerdictSection(const RecordPage& view) {
  const Headline headline = MakeHeadline(view.v);
  Node next = Ul();
  for (const std::string& advice : headline.next) next.Add(Li(advice));
  Node notes = page::Fragment();
  for (const std::string& sentence : NoteSentences(view.v)) {
    notes.Add(P(page::A(page::Attribute::LinkTo("others"), sentence)));
  }
  Node said = page::Div(P(Class("kicker"), "Verification of the record"), H2(Id("verdict"), headline.word),
                        P(headline.sentence), ReplacedCodes(view), SaidCount(view), std::move(notes),
                        FirstFindings(view), P(Class("what"), "What to do now"), std::move(next));
  if (view.v.outcome() == verify::VerificationOutcome::kConsistent && view.v.context != nullptr)
    said.Add(P(Strong("Compare this:"), " ", NumberNode(view.v.context->manifest_hash)));
  said.Add(P(Class("fine"),
             "This page is what a program wrote about a record. Anybody could write such a page. If you "
             "doubt it, ",
             page::A(page::Attribute::LinkTo("repeat"), "repeat the check"), "."));
  return Section(Class(fmt::format("verdict is-{}", verify::OutcomeName(view.v.outcome()))),
                 page::AriaLabelledBy("verdict"),
                 page::Svg(page::ViewBox("0 0 48 48"), page::Hidden(), Icon(view.v.outcome())),
                 std::move(said));
}

Node ChecksSection(const RecordPage& view) {
  Node items = Ul(Class("checks"));
  size_t passed = 0;
  size_t failed = 0;
  size_t unjudged = 0;
  for (size_t c = 0; c < verify::kCheckCount; ++c) {
    const auto id = static_cast<CheckId>(c);
    passed += view.v.At(id).status() == CheckStatus::kPassed ? 1 : 0;
    failed += view.v.At(id).status() == CheckStatus::kFailed ? 1 : 0;
    unjudged += CheckStatusWords(view.v, id) == kCannotBeChecked ? 1 : 0;
    items.Add(CheckItem(view, id));
  }
  return Section(Class("part"), Id("checks"), H2("What was checked"),
                 P(fmt::format("{} of {} checks passed and {} failed. For {} there was nothing to check, "
                               "and {} could not be made.",
                               passed, verify::kCheckCount, failed,
                               verify::kCheckCount - passed - failed - unjudged, unjudged)),
                 std::move(items));
}

namespace {

// CollusionTable names the fewest who could do what nobody can alone (VER-13).
Node CollusionTable(const record::Manifest& manifest) {
  Node rows = page::Tbody();
  for (const CollusionWords& plot : DescribeCollusion(manifest)) {
    Node names;
    for (size_t i = 0; i < plot.names.size(); ++i) {
      if (i > 0) names.Add(", ");
      names.Add(NameNode(plot.names[i]));
    }
    rows.Add(page::Tr(page::Th(page::OfRow(), plot.could), page::Td(plot.keys), page::Td(std::move(names))));
  }
  return page::Fragment(
      page::H3("Who would have to work together"),
      P("Here are the fewest people or offices who hold these keys, as the organiser declared it. This page "
        "cannot show that they are who they are called: ask each of them."),
      page::Table(
          page::Thead(page::Tr(page::Th(page::OfColumn(), "To"), page::Th(page::OfColumn(), "it takes"),
                               page::Th(page::OfColumn(), "so at least"))),
          std::move(rows)));
}

}  // namespace

Node LimitsSection(const RecordPage& view) {
  Node list = Dl(Class("limits"));
  for (const Limit& limit : Limits(ManifestOf(view.v))) list.Add(page::Div(Dt(limit.title), Dd(limit.text)));
  Node section = Section(Class("part"), Id("limits"), H2("What no check can show"),
                         P("This is true of every record, even of one without any fault."), std::move(list));
  if (const record::Manifest* manifest = ManifestOf(view.v)) section.Add(CollusionTable(*manifest));
  return section;
}

Node RepeatSection(const RecordPage& view) {
  return Section(
      Class("part"), Id("repeat"), H2("Repeat the check"),
      P("The record is a folder of files that anybody may copy. To check it you need no network, no account "
        "and no permission."),
      page::Pre(fmt::format("constat verify {} --trust {}", text::QuoteShell(view.options.record),
                            text::QuoteShell(view.options.trust))),
      P("The trust file holds the number of the referendum, in full, and the keys of the witnesses. It "
        "must come from a source of your own choice, not from those who gave you the record. For a "
        "second opinion use a program that somebody else wrote from the specification: both must give "
        "the same answer."),
      view.v.pinned ? P("This check was made with such a trust file. Whoever repeats it should see:")
                    : P(Strong("This check was made without a trust file."),
                        " Compare these with what was published elsewhere:"),
      Fingerprints(view));
}

}  // namespace constat::report
