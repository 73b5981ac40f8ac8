#include "constat/record/shown_hash.h"
#include "constat/report/record/show_json.h"
#include "constat/report/record/term_text.h"
#include "constat/text/hex.h"
#include "constat/text/number.h"

namespace constat::report {
namespace {

using record::Manifest;

// Local is a text by language tag.
Json Local(const Manifest& manifest, const record::LocalText& text) {
  Json out = Json::object();
  for (size_t l = 0; l < text.size(); ++l) out[manifest.languages[l]] = text[l];
  return out;
}

// KeeperJson is the role and, where there may be several, the number: trustees from 1, others from 0, as
// in the manifest.
Json KeeperJson(const record::Keeper& keeper) {
  return Json{{"role", record::RoleName(keeper.role)}, {"index", keeper.index}};
}

Json PartyJson(const record::Party& party) {
  return Json{
      {"name", party.name}, {"key", text::FormatHex(party.key)}, {"keeper", KeeperJson(party.keeper)}};
}

Json BoardJson(const record::Board& board) {
  Json out = PartyJson(board);
  out["refusal_key"] = text::FormatHex(board.refusal_key);
  return out;
}

Json WitnessesJson(const Manifest& manifest) {
  Json out = Json::array();
  for (const record::Witness& witness : manifest.witnesses) {
    out.push_back(PartyJson(witness));
    out.back()["address"] = witness.address;
  }
  return out;
}

Json ZoneJson(const record::Zone& zone) {
  Json offsets = Json::array();
  for (const record::Offset& offset : zone.offsets) {
    offsets.push_back(Json{{"from", text::FormatIsoTime(offset.from_ms)},
                           {"minutes", offset.minutes},
                           {"abbreviation", offset.abbreviation}});
  }
  return Json{{"name", zone.name}, {"offsets", offsets}};
}

Json CheckPagesJson(const Manifest& manifest) {
  Json out = Json::array();
  for (const record::CheckPage& page : manifest.check_pages)
    out.push_back(Json{{"observer", page.observer}, {"address", page.address}});
  return out;
}

std::string_view DenominatorName(record::Denominator denominator) {
  switch (denominator) {
    case record::Denominator::kValidVotes:
      return "valid votes";
    case record::Denominator::kBallotsCounted:
      return "ballots counted";
    case record::Denominator::kRegistered:
      return "registered voters";
    case record::Denominator::kOption:
      return "votes for the other option";
    case record::Denominator::kOthers:
      break;
  }
  return "votes for the other options";
}

Json TermJson(const Manifest& manifest, size_t q, size_t t) {
  const record::Term& term = manifest.questions[q].terms[t];
  const Words words(&manifest, "en", &PlainName, manifest.languages.front());
  Json numerator = "ballots counted";
  if (term.numerator != record::kNone) numerator = term.numerator;
  Json out{{"requirement", DescribeTerm(words, {q, t, {}}).requirement},
           {"numerator", numerator},
           {"denominator", DenominatorName(term.denominator)}};
  if (term.other != record::kNone) out["other"] = term.other;
  out["blanks_count"] = term.blanks_count;
  out["comparator"] = term.comparator == record::Comparator::kGreater ? ">" : ">=";
  out["num"] = term.num;
  out["den"] = term.den;
  if (term.scope == record::Scope::kRegionWeight) out["weight"] = term.weight;
  if (term.scope == record::Scope::kNamedRegions) out["regions"] = term.named;
  return out;
}

Json QuestionJson(const Manifest& manifest, size_t q) {
  const record::Question& question = manifest.questions[q];
  Json options = Json::array();
  for (size_t o = 0; o < question.options.size(); ++o) {
    options.push_back(Json{
        {"number", o}, {"name", Local(manifest, question.options[o].name)}, {"blank", o == question.blank}});
  }
  Json terms = Json::array();
  for (size_t t = 0; t < question.terms.size(); ++t) terms.push_back(TermJson(manifest, q, t));
  return Json{{"text", Local(manifest, question.text)},
              {"options", options},
              {"min", question.min},
              {"max", question.max},
              {"terms", terms}};
}

Json NoticesJson(const Manifest& manifest) {
  return Json{{"privacy", Local(manifest, manifest.notices.privacy)},
              {"imprint", Local(manifest, manifest.notices.imprint)},
              {"accessibility", Local(manifest, manifest.notices.accessibility)}};
}

Json ReplacementsJson(const Manifest& manifest) {
  const uint64_t until = manifest.replace_until_ms;
  return Json{{"until", until == 0 ? Json(nullptr) : Json(text::FormatIsoTime(until))},
              {"permille", manifest.replace_permille},
              {"least", manifest.replace_least}};
}

Json TrusteesJson(const Manifest& manifest) {
  Json out = Json::array();
  for (size_t i = 0; i < manifest.trustees.size(); ++i) {
    out.push_back(Json{{"number", i + 1},
                       {"name", manifest.trustees[i].name},
                       {"key", text::FormatHex(manifest.trustees[i].key.encoded)},
                       {"keeper", KeeperJson(manifest.trustees[i].keeper)}});
  }
  return out;
}

Json PartiesJson(const std::vector<record::Party>& parties) {
  Json out = Json::array();
  for (const record::Party& party : parties) out.push_back(PartyJson(party));
  return out;
}

}  // namespace

Json ShowSoftware(const record::Software& software) {
  Json files = Json::array();
  for (const record::SoftwareFile& file : software.files)
    files.push_back(Json{{"path", file.path}, {"sha256", text::FormatHex(file.sha256)}});
  return Json{{"name", software.name}, {"version", software.version}, {"files", files}};
}

Json ShowManifest(const Manifest& manifest, const Bytes32& manifest_hash) {
  Json questions = Json::array();
  for (size_t q = 0; q < manifest.questions.size(); ++q) questions.push_back(QuestionJson(manifest, q));
  Json regions = Json::array();
  for (const record::Region& region : manifest.regions) {
    regions.push_back(
        Json{{"id", region.id}, {"name", Local(manifest, region.name)}, {"weight", region.weight}});
  }
  return Json{{"number", record::FormatReferendumNumber(manifest_hash)},
              {"manifest_hash", text::FormatHex(manifest_hash)},
              {"rehearsal", manifest.rehearsal},
              {"listed", manifest.listed},
              {"nonce", text::FormatHex(manifest.nonce)},
              {"origin", manifest.origin},
              {"languages", manifest.languages},
              {"title", Local(manifest, manifest.title)},
              {"description", Local(manifest, manifest.description)},
              {"contact", Local(manifest, manifest.contact)},
              {"notices", NoticesJson(manifest)},
              {"zone", ZoneJson(manifest.zone)},
              {"questions", questions},
              {"regions", regions},
              {"ceremony_end", text::FormatIsoTime(manifest.ceremony_end_ms)},
              {"opening", text::FormatIsoTime(manifest.opening_ms)},
              {"closing", text::FormatIsoTime(manifest.closing_ms)},
              {"grace_ms", manifest.grace_ms},
              {"seal_ms", manifest.seal_ms},
              {"archive", text::FormatIsoTime(manifest.archive_ms)},
              {"replacements", ReplacementsJson(manifest)},
              {"organiser", PartyJson(manifest.organiser)},
              {"registrars", PartiesJson(manifest.registrars)},
              {"board", BoardJson(manifest.board)},
              {"witnesses", WitnessesJson(manifest)},
              {"quorum", manifest.quorum},
              {"trustees", TrusteesJson(manifest)},
              {"threshold", manifest.threshold},
              {"no_spare_trustee", manifest.no_spare_trustee},
              {"drills", manifest.drills},
              {"observers", PartiesJson(manifest.observers)},
              {"kept_by_one", manifest.kept_by_one},
              {"check_pages", CheckPagesJson(manifest)},
              {"revoting", manifest.revoting},
              {"max_ballots", manifest.max_ballots},
              {"floor", manifest.floor},
              {"software", ShowSoftware(manifest.software)}};
}

}  // namespace constat::report
