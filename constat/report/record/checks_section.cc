#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/report/record/sections.h"
#include "constat/report/record/wording.h"
#include "constat/text/clean.h"

namespace constat::report {
namespace {

using verify::Clause;
using verify::ClauseId;
using verify::ClauseStatus;

std::string Findings(const Page& page, const Clause& clause) {
  const size_t listed = std::min(clause.findings().size(), page.options.findings_per_clause);
  if (clause.count() == 0) return "";
  std::string out =
      R"(<table class="findings"><thead><tr><th scope="col">Entry</th><th
scope="col">Code</th><th scope="col">What is wrong</th></tr></thead><tbody>
)";
  for (size_t f = 0; f < listed; ++f) {
    const verify::Finding& finding = clause.findings()[f];
    out += fmt::format("<tr><td>{}</td><td><code>{}</code></td><td>{}: <bdi>{}</bdi></td></tr>\n",
                       finding.entry ? HtmlCount(*finding.entry) : "\u2013", ErrorName(finding.code),
                       text::EscapeHtml(ErrorMeaning(finding.code)),
                       text::EscapeHtml(text::CleanLine(finding.text)));
  }
  if (clause.count() > listed) {
    out += fmt::format(R"(<tr><td colspan="3">and {} more</td></tr>
)",
                       HtmlCount(clause.count() - listed));
  }
  return out + "</tbody></table>";
}

std::string ClauseItem(const Page& page, ClauseId id) {
  const Clause& clause = page.v.At(id);
  const bool failed = clause.status() == ClauseStatus::kFailed;
  const std::string_view style = failed                                     ? "failed"
                                 : clause.status() == ClauseStatus::kPassed ? "passed"
                                                                            : "none";
  std::string text(verify::ClauseMeaning(id));
  if (failed) text = "<strong>" + text + ": not so</strong>";
  return fmt::format(
      R"(<li id="check-{}"{}><span class="status {}">{} {}</span><span>{}
<small><code>{}</code></small></span>{}</li>
)",
      verify::ClauseName(id), failed ? R"( class="failing")" : "", style, ClauseStatusMark(clause.status()),
      verify::ClauseStatusName(clause.status()), text, verify::ClauseName(id), Findings(page, clause));
}

std::string Icon(verify::Outcome outcome) {
  switch (outcome) {
    case verify::Outcome::kVerified:
      return R"(<circle class="tone-fill" cx="24" cy="24" r="22"/><path class="on-tone"
d="M13 25l8 8 15-17"/>)";
    case verify::Outcome::kWrong:
      return R"(<path class="tone-fill" d="M15 2h18l13 13v18L33 46H15L2 33V15z"/><path class="on-tone"
d="M15 15l18 18M33 15L15 33"/>)";
    case verify::Outcome::kConsistent:
      return R"(<circle class="tone" cx="24" cy="24" r="21" stroke-dasharray="6 5"/><path class="tone"
d="M17 18c1-8 14-8 14 0 0 5-7 6-7 11"/><circle class="tone-fill"
cx="24" cy="36" r="2.4"/>)";
    case verify::Outcome::kIncomplete:
      return R"(<circle class="tone" cx="24" cy="24" r="21"/><path class="tone" d="M24 12v12l8 6"/>)";
  }
  CONSTAT_CHECK(false);
}

// FirstFindings lists one finding of each failed clause, at most three, for the top of the page.
std::string FirstFindings(const Page& page) {
  std::string out;
  size_t listed = 0;
  for (size_t c = 0; c < verify::kClauseCount && listed < 3; ++c) {
    const auto id = static_cast<ClauseId>(c);
    const Clause& clause = page.v.At(id);
    if (clause.findings().empty()) continue;
    ++listed;
    const verify::Finding& finding = clause.findings().front();
    const std::string where = finding.entry ? fmt::format("Entry {}: ", HtmlCount(*finding.entry)) : "";
    const std::string more =
        clause.count() == 1 ? "" : fmt::format(" (and {} more in this check)", HtmlCount(clause.count() - 1));
    out += fmt::format(R"(<li><a href="#check-{}">{}{}</a>: <bdi>{}</bdi>{}</li>
)",
                       verify::ClauseName(id), where, text::EscapeHtml(ErrorMeaning(finding.code)),
                       text::EscapeHtml(text::CleanLine(finding.text)), more);
  }
  return out.empty() ? "" : R"(<p class="what">What is wrong</p>
<ul>)" + out + "</ul>\n";
}

std::string Fingerprints(const Page& page) {
  return fmt::format(
      R"(<dl class="print"><dt>Fingerprint of the referendum (manifest hash)</dt><dd>{}</dd>
<dt>Root hash of the record</dt><dd>{}</dd>
<dt>Size of the record</dt><dd>{}</dd></dl>
)",
      page.v.context == nullptr ? std::string("none: the record has no usable manifest")
                                : HtmlHash(page.v.context->manifest_hash),
      HtmlHash(page.v.tree.root),
      page.v.tree.size == 1 ? "1 entry" : HtmlCount(page.v.tree.size) + " entries");
}

}  // namespace

std::string HtmlVerdict(const Page& page) {
  const Headline headline = MakeHeadline(page.v);
  const std::string_view outcome = verify::OutcomeName(page.v.outcome());
  std::string out = fmt::format(
      R"(<section class="verdict is-{}" aria-labelledby="verdict"><svg viewBox="0 0 48 48"
aria-hidden="true">{}</svg><div><p class="kicker">Verification of the record</p><h2 id="verdict">{}</h2>
<p>{}</p>
)",
      outcome, Icon(page.v.outcome()), headline.word, headline.sentence);
  out += FirstFindings(page) + R"(<p class="what">What to do now</p>
<ul>)";
  for (const std::string& advice : headline.next) out += fmt::format("<li>{}</li>\n", advice);
  out += "</ul>\n";
  if (page.v.outcome() == verify::Outcome::kConsistent && page.v.context != nullptr) {
    out += fmt::format("<p><strong>Compare this:</strong> {}</p>\n", HtmlHash(page.v.context->manifest_hash));
  }
  return out +
         R"(<p class="fine">This page is what a program wrote about a record. Anybody could
write such a page, so whoever doubts it can <a href="#repeat">repeat the check</a>.</p></div></section>
)";
}

std::string HtmlChecks(const Page& page) {
  std::string items;
  size_t passed = 0;
  size_t failed = 0;
  for (size_t c = 0; c < verify::kClauseCount; ++c) {
    const auto id = static_cast<ClauseId>(c);
    passed += page.v.At(id).status() == ClauseStatus::kPassed ? 1 : 0;
    failed += page.v.At(id).status() == ClauseStatus::kFailed ? 1 : 0;
    items += ClauseItem(page, id);
  }
  return fmt::format(
      R"(<section class="part" id="checks"><h2>What was checked</h2>
<p>{} of {} checks passed, {} failed, {} did not apply to this record.</p>
<ul class="checks">
{}</ul></section>
)",
      passed, verify::kClauseCount, failed, verify::kClauseCount - passed - failed, items);
}

std::string HtmlLimits(const Page& page) {
  std::string out =
      R"(<section class="part" id="limits"><h2>What no verification can show</h2>
<p>This holds for every record, also for one in perfect order.</p>
<dl class="limits">
)";
  for (const Limit& limit : Limits(ManifestOf(page.v))) {
    out += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", limit.title, limit.text);
  }
  return out + "</dl></section>\n";
}

std::string HtmlRepeat(const Page& page) {
  const std::string record = text::QuoteShell(page.options.record);
  const std::string trust = text::QuoteShell(page.options.trust);
  return fmt::format(
      R"(<section class="part" id="repeat"><h2>Repeat the check</h2>
<p>The record is a folder of files that anybody may copy. The check needs no network, no account and no
permission.</p>
<pre>constat verify {} --trust {}</pre>
<p>The trust file holds the fingerprint of the referendum and the keys of the witnesses. It must come
from a source of your own choice, not from those who gave you the record. For a second opinion use a
program that somebody else wrote from the specification; it must come to the same answer.</p>
<p>{}</p>
{}</section>
)",
      text::EscapeHtml(record), text::EscapeHtml(trust),
      page.v.pinned ? "This check was made with such a trust file. Whoever repeats it should see:"
                    : "<strong>This check was made without a trust file.</strong> Compare these with what "
                      "was published elsewhere:",
      Fingerprints(page));
}

}  // namespace constat::report
