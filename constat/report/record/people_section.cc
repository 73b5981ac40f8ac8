#include <fmt/core.h>

#include <algorithm>

#include "constat/report/record/sections.h"

namespace constat::report {
namespace {

std::string Trustees(const Page& page) {
  const record::Manifest& manifest = page.texts->manifest();
  const std::vector<uint16_t>& sharing = page.v.sharing_trustees;
  const bool tallied =
      page.v.phase == referendum::Phase::kTallying || page.v.phase == referendum::Phase::kFinal;
  std::string out = fmt::format(
      R"(<div><h3>Trustees</h3>
<p>They hold the key to the votes together. Any {} of the {} can decrypt; fewer learn nothing. {} took
part in decrypting.</p>
<table><thead><tr><th scope="col">Trustee</th><th scope="col">Took part in
decrypting</th></tr></thead><tbody>
)",
      manifest.threshold, manifest.trustees.size(), sharing.empty() ? "None" : HtmlCount(sharing.size()));
  for (size_t i = 0; i < manifest.trustees.size(); ++i) {
    const bool took_part = std::find(sharing.begin(), sharing.end(), i + 1) != sharing.end();
    out += fmt::format(R"(<tr><th scope="row">{}. {}</th><td>{}</td></tr>
)",
                       i + 1, HtmlName(manifest.trustees[i].name),
                       took_part ? "\u2713 yes"
                       : tallied ? "\u2013 no"
                                 : "\u2013 not yet");
  }
  return out + "</tbody></table></div>\n";
}

std::string Witnesses(const Page& page) {
  const record::Manifest& manifest = page.texts->manifest();
  size_t seen = 0;
  std::string rows;
  for (const record::Party& witness : manifest.witnesses) {
    std::optional<uint64_t> last;
    for (const verify::WitnessSeen& cosigned : page.v.witnesses) {
      if (cosigned.name == witness.name) last = std::max(last.value_or(0), cosigned.time_s);
    }
    if (last) ++seen;
    const std::string when =
        last && *last < (uint64_t{1} << 43) ? text::FormatShortTime(*last * 1000) : "time unknown";
    rows += fmt::format(R"(<tr><th scope="row">{}</th><td>{}</td></tr>
)",
                        HtmlName(witness.name),
                        last ? "\u2713 " + when : std::string("\u2013 did not sign this state"));
  }
  return fmt::format(
      R"(<div><h3>Witnesses</h3>
<p>They see to it that everybody is shown the same record. {} of {} signed the record in this state; {}
are needed.</p>
<table><thead><tr><th scope="col">Witness</th><th scope="col">Signed this state
(UTC)</th></tr></thead><tbody>
{}</tbody></table></div>
)",
      seen, manifest.witnesses.size(), manifest.quorum, rows);
}

std::string Offices(const Page& page) {
  const record::Manifest& manifest = page.texts->manifest();
  std::string registrars;
  for (const record::Party& registrar : manifest.registrars) {
    registrars += fmt::format("<dd>{}</dd>", HtmlName(registrar.name));
  }
  return fmt::format(
      R"(<dl class="facts
offices"><div><dt>Organiser</dt><dd>{}</dd></div><div><dt>{}</dt>{}</div><div><dt>Board, which keeps the
record</dt><dd>{}</dd></div></dl>
)",
      HtmlName(manifest.organiser.name),
      manifest.registrars.size() == 1 ? "Registrar, who made the voting codes"
                                      : "Registrars, who made the voting codes",
      registrars, HtmlName(manifest.board.name));
}

}  // namespace

std::string HtmlPeople(const Page& page) {
  if (!page.texts) return "";
  return R"(<section class="part" id="people"><h2>Who ran it, and who watched</h2>
<div class="people">
)" + Offices(page) +
         Trustees(page) + Witnesses(page) + "</div></section>\n";
}

}  // namespace constat::report
