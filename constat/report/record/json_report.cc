#include "constat/report/record/json_report.h"

#include "constat/report/record/cause_words.h"
#include "constat/report/record/figures.h"
#include "constat/report/record/summary.h"
#include "constat/report/record/term_text.h"
#include "constat/report/record/wording.h"
#include "constat/text/clean.h"
#include "constat/text/hex.h"
#include "constat/text/json.h"

namespace constat::report {
namespace {

using text::Json;

// FileJson is a file's name, or null for none.
Json FileJson(const std::string& name) {
  Json out = nullptr;
  if (!name.empty()) out = text::EscapeName(name);
  return out;
}

Json CheckJson(verify::CheckId id, const verify::Check& check) {
  Json findings = Json::array();
  for (const verify::Finding& finding : check.findings()) {
    Json entry = nullptr;
    if (finding.entry) entry = *finding.entry;
    Json found{{"entry", entry}};
    if (id == verify::CheckId::kLog) found["file"] = FileJson(finding.file);
    found["code"] = ErrorName(finding.code);
    found["text"] = finding.text;
    findings.push_back(found);
  }
  return Json{{"name", verify::CheckName(id)},
              {"status", verify::CheckStatusName(check.status())},
              {"count", check.count()},
              {"findings", findings}};
}

Json NotesJson(const std::vector<verify::Note>& notes) {
  Json out = Json::array();
  for (const verify::Note& note : notes) {
    out.push_back(Json{{"kind", verify::NoteKindName(note.kind)},
                       {"file", FileJson(note.file)},
                       {"count", note.count},
                       {"text", text::CleanLine(note.text)}});
  }
  return out;
}

// VerdictCode is RUL-5's name.
std::string_view VerdictCode(record::Verdict verdict) {
  return verdict == record::Verdict::kNoRule ? "none" : record::VerdictName(verdict);
}

Json RegionsJson(const record::Manifest& manifest, const std::vector<record::RegionTurnout>& regions) {
  Json out = Json::array();
  for (size_t r = 0; r < regions.size(); ++r) {
    out.push_back(Json{{"id", manifest.regions[r].id},
                       {"registered", regions[r].registered},
                       {"counted", regions[r].counted},
                       {"ballots", regions[r].ballots}});
  }
  return out;
}

Json UnitsJson(const std::vector<record::UnitResult>& units) {
  Json out = Json::array();
  for (const record::UnitResult& unit : units) {
    Json votes = nullptr;
    if (unit.decrypted) votes = unit.votes;
    out.push_back(Json{{"regions", unit.regions},
                       {"counted", unit.counted},
                       {"decrypted", unit.decrypted},
                       {"votes", votes}});
  }
  return out;
}

Json QuestionsJson(const record::Manifest& manifest, const record::Outcome& outcome) {
  Json out = Json::array();
  for (size_t q = 0; q < outcome.questions.size(); ++q) {
    Json terms = Json::array();
    for (const record::TermResult& term : outcome.questions[q].terms) {
      terms.push_back(Json{{"outcome", TermOutcomeName(term.outcome)},
                           {"numerator", term.numerator},
                           {"denominator", term.denominator}});
    }
    const Count total = CountAll(manifest, outcome, q);
    Json votes = nullptr;
    if (total.votes) votes = *total.votes;
    out.push_back(
        Json{{"votes", votes}, {"verdict", VerdictCode(outcome.questions[q].verdict)}, {"terms", terms}});
  }
  return out;
}

Json CauseJson(const Words& words, const verify::Verification& verification, const verdict::Cause& cause) {
  const CauseWords said = DescribeCause(words, verification, cause);
  Json author = nullptr;
  if (cause.author) author = record::FormatParty(*cause.author);
  Json most = nullptr;
  const bool counted = cause.votes.kind != verdict::VotesKind::kAnyNumber &&
                       (cause.votes.kind != verdict::VotesKind::kEvery || cause.votes.most != 0);
  if (counted) most = cause.votes.most;
  return Json{{"kind", verdict::CauseKindName(cause.kind)},
              {"text", said.what},
              {"where", said.where},
              {"beside", said.beside},
              {"entries", cause.entries},
              {"author", author},
              {"findings", cause.findings},
              {"following", cause.Following()},
              {"who", said.who},
              {"votes", said.votes},
              {"most", most},
              {"rest", said.rest}};
}

// PeopleJson is what people are told. Spec: VER-14.
Json PeopleJson(const verify::Verification& verification, const std::string& language) {
  const Words words(ManifestOf(verification), language, &PlainName);
  std::vector<std::string> summary = SummaryLines(verification, {}, language);
  summary.pop_back();  // the line that differs from run to run
  Json causes = Json::array();
  for (const verdict::Cause& cause : verdict::GatherCauses(verification))
    causes.push_back(CauseJson(words, verification, cause));
  Json differences = Json::array();
  if (const auto difference = verdict::CompareResults(verification)) {
    for (const DifferenceRow& row : DescribeDifference(words, *difference))
      differences.push_back(Json{{"what", row.what}, {"published", row.published}, {"right", row.right}});
  }
  return Json{
      {"language", words.t.language}, {"summary", summary}, {"causes", causes}, {"differences", differences}};
}

Json OrNull(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

Json MadeJson(const page::Made& made) {
  return Json{{"program", OrNull(made.program)},
              {"sha256", OrNull(made.sha256)},
              {"date", OrNull(made.date)},
              {"machine", OrNull(made.machine)}};
}

}  // namespace

std::string FormatJsonReport(const verify::Verification& verification, const page::Made& made,
                             const std::string& language) {
  Json manifest_hash = nullptr;
  Json result = nullptr;
  if (verification.context != nullptr) {
    const record::Manifest& manifest = verification.context->manifest;
    manifest_hash = text::FormatHex(verification.context->manifest_hash);
    if (verification.result) {
      result = Json{{"regions", RegionsJson(manifest, verification.result->regions)},
                    {"units", UnitsJson(verification.result->units)},
                    {"questions", QuestionsJson(manifest, *verification.result)}};
    }
  }
  Json replaced;  // null without a usable manifest
  if (verification.context) replaced = verification.replaced;
  Json checks = Json::array();
  for (size_t c = 0; c < verify::kCheckCount; ++c) {
    checks.push_back(CheckJson(static_cast<verify::CheckId>(c), verification.checks()[c]));
  }
  return text::FormatJson(
      Json{{"constat", 1},
           {"outcome", verify::OutcomeName(verification.outcome())},
           {"exit", verification.ExitStatus()},
           {"rehearsal", verification.context == nullptr ? Json(nullptr) : Json(verification.IsRehearsal())},
           {"version", verification.context == nullptr ? Json(nullptr) : Json(record::kVersion)},
           {"manifest_hash", manifest_hash},
           {"size", verification.tree.size},
           {"root", text::FormatHex(verification.tree.root)},
           {"clauses", checks},
           {"notes", NotesJson(verification.notes)},
           {"replaced", replaced},
           {"result", result},
           {"people", PeopleJson(verification, language)},
           {"made", MadeJson(made)}});
}

std::string FormatJsonUnreadable(const Error& error, const page::Made& made) {
  return text::FormatJson(Json{{"constat", 1},
                               {"outcome", "could not be checked"},
                               {"exit", 2},
                               {"rehearsal", nullptr},
                               {"version", nullptr},
                               {"manifest_hash", nullptr},
                               {"size", nullptr},
                               {"root", nullptr},
                               {"clauses", Json::array()},
                               {"notes", Json::array()},
                               {"replaced", nullptr},
                               {"result", nullptr},
                               {"people", nullptr},
                               {"error", Json{{"code", ErrorName(error.code)}, {"text", error.detail}}},
                               {"made", MadeJson(made)}});
}

}  // namespace constat::report
