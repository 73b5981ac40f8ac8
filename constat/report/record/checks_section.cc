// What was checked, with every finding that is listed; what no check can show; and how to repeat it.
#include <algorithm>

#include "constat/report/page/elements.h"
#include "constat/report/record/limits.h"
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

namespace {

using verify::Check;
using verify::CheckId;
using verify::CheckStatus;

Node Findings(const RecordPage& view, CheckId id) {
  const Check& check = view.v.At(id);
  if (check.count() == 0) return {};
  const ReportTexts& t = view.t;
  const size_t listed = std::min(check.findings().size(), view.options.findings_per_check);
  Node rows = page::Tbody();
  for (size_t f = 0; f < listed; ++f) {
    const verify::Finding& finding = check.findings()[f];
    rows.Add(Tr(Td(finding.entry ? view.Number(*finding.entry) : std::string("\u2013")),
                Td(Code(ErrorName(finding.code))),
                Td(page::Lang("en"), ErrorMeaning(finding.code), ": ", NameNode(finding.text))));
  }
  if (check.count() > listed) {
    rows.Add(Tr(Td(page::Colspan(3), Text(t.and_more({.count = check.count() - listed})))));
  }
  return ScrollTable(CheckMeaning(view.w, id), page::Table(Class("findings"),
                                                           page::Thead(Tr(Th(OfColumn(), t.finding_entry),
                                                                          Th(OfColumn(), t.finding_code),
                                                                          Th(OfColumn(), t.finding_text))),
                                                           std::move(rows)));
}

Node CheckItem(const RecordPage& view, CheckId id) {
  const Check& check = view.v.At(id);
  const bool failed = check.status() == CheckStatus::kFailed;
  const std::string_view style = failed                                   ? "failed"
                                 : check.status() == CheckStatus::kPassed ? "passed"
                                                                          : "none";
  Node out = Li(Id("check-" + std::string(verify::CheckName(id))));
  if (failed) out.Add(Class("failing"));
  out.Add(Span(Class("status " + std::string(style)), CheckStatusMark(check.status()), " ",
               CheckStatusWords(view.w, view.v, id)));
  const std::string meaning = CheckMeaning(view.w, id);
  Node text = failed ? Span(Strong(Text(view.t.not_so({.meaning = meaning})))) : Span(meaning);
  text.Add(page::Fragment(" ", page::Small(Code(verify::CheckName(id)))));
  out.Add(std::move(text));
  out.Add(Findings(view, id));
  return out;
}

Node Fingerprints(const RecordPage& view) {
  const ReportTexts& t = view.t;
  Node prints = Dl(Class("print"));
  const auto add = [&](std::string_view name, Node value) {
    prints.Add(page::Div(Dt(name), Dd(std::move(value))));
  };
  if (view.v.context == nullptr) {
    add(t.number, page::Fragment(t.no_number));
  } else {
    const Bytes32& hash = view.v.context->manifest_hash;
    add(t.number, NumberNode(hash));
    add(t.number_full, HashNode(hash));
    add(t.format, page::Fragment(FormatOfRecord(view.w)));
  }
  add(t.fingerprint, HashNode(view.v.tree.root));
  add(t.size, Text(t.entries({.count = view.v.tree.size})));
  if (view.w.HasManifest() && view.v.SeenMs() != 0)
    add(t.seen, page::Fragment(view.w.TimeAndUtc(view.v.SeenMs())));
  return prints;
}

}  // namespace

Node ChecksSection(const RecordPage& view) {
  Node items = page::Ul(Class("checks"));
  size_t passed = 0;
  size_t failed = 0;
  size_t unjudged = 0;
  for (size_t c = 0; c < verify::kCheckCount; ++c) {
    const auto id = static_cast<CheckId>(c);
    passed += view.v.At(id).status() == CheckStatus::kPassed ? 1 : 0;
    failed += view.v.At(id).status() == CheckStatus::kFailed ? 1 : 0;
    unjudged += CannotBeChecked(view.v, id) ? 1 : 0;
    items.Add(CheckItem(view, id));
  }
  return Section(Class("part"), Id("checks"), H2(view.t.checks),
                 P(Text(view.t.checks_sum({.passed = passed,
                                           .all = verify::kCheckCount,
                                           .failed = failed,
                                           .nothing = verify::kCheckCount - passed - failed - unjudged,
                                           .unjudged = unjudged}))),
                 std::move(items));
}

Node LimitsSection(const RecordPage& view) {
  Node list = Dl(Class("limits"));
  for (const Limit& limit : Limits(view.w)) list.Add(page::Div(Dt(limit.title), Dd(limit.text)));
  return Section(Class("part"), Id("limits"), H2(view.t.limits_full), P(view.t.not_shown_means),
                 std::move(list));
}

Node RepeatSection(const RecordPage& view) {
  const ReportTexts& t = view.t;
  return Section(Class("part"), Id("repeat"), H2(t.repeat), P(t.repeat_means),
                 page::ScrollRegion(t.repeat, page::Pre("constat verify RECORD --trust TRUST")),
                 P(t.repeat_trust), P(view.v.pinned ? t.repeat_pinned : t.repeat_unpinned),
                 Fingerprints(view));
}

}  // namespace constat::report
