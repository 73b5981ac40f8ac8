#include <fmt/format.h>

#include "constat/base/check.h"
#include "constat/testing/verification.h"
#include "tests/reports/samples.h"

namespace constat::samples {
namespace {

using report::RegionVotes;
using verify::Verification;

// Filler is text of whole words, up to size bytes: compounds, other alphabets, no blank at all.
std::string Filler(std::string_view kind, size_t size) {
  const std::string word = kind == "wide" ? "W"
                           : kind == "uk" ? "щоденні "
                           : kind == "de" ? "Donaudampfschifffahrtsgesellschaftskapitänsmützenfarbe "
                           : kind == "fr" ? "l’œuvre inachevée "
                           : kind == "ar" ? "شارع المدينة القديمة "
                           : kind == "he" ? "רחוב העיר העתיקה "
                                          : "bridge ";
  std::string out;
  while (out.size() + word.size() <= size) out += word;
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out.empty() ? "x" : out;
}

// InFourLanguages is the country's referendum with its texts in every language of reports.
record::Manifest InFourLanguages() {
  record::Manifest m = report::DemoManifest();
  m.languages = {"en", "uk", "fr", "de"};
  m.title = {"Independence of Ukraine", "Незалежність України", "Indépendance de l’Ukraine",
             "Unabhängigkeit der Ukraine"};
  m.description = {"", "", "", ""};
  m.questions[0].text = {"Do you support the Act of Declaration of Independence of Ukraine?",
                         "Чи підтверджуєте Ви Акт проголошення незалежності України?",
                         "Approuvez-vous l’Acte de déclaration d’indépendance de l’Ukraine ?",
                         "Unterstützen Sie die Unabhängigkeitserklärung der Ukraine?"};
  m.questions[0].options = {
      {{"Yes", "Так", "Oui", "Ja"}},
      {{"No", "Ні", "Non", "Nein"}},
      {{"Invalid or blank", "Недійсні або порожні", "Nuls ou blancs", "Ungültig oder leer"}}};
  for (record::Region& region : m.regions)
    region.name = {region.name[0], region.name[1], region.name[0], region.name[0]};
  record::SetDefaults(m);
  m.zone = {"Europe/Kyiv", {{0, 120, "EET"}}};
  return m;
}

// Country is a verification of it with something left out or changed, told in the texts of InFourLanguages.
Verification Country(Verification v) {
  v.context = testing::ContextOf(InFourLanguages());
  return v;
}

Verification Rehearsal() {
  Verification v = report::DemoVerification();
  record::Manifest m = InFourLanguages();
  m.rehearsal = true;
  v.context = testing::ContextOf(m);
  v.rehearsal_expected = true;
  return v;
}

Verification WithNotesAndStatements() {
  Verification v = Country(report::DemoVerification());
  report::AddTestNotes(v, 203);
  report::AddTestStatements(v);
  return v;
}

// NothingDecrypted has so few ballots that no sum may be decrypted.
Verification NothingDecrypted() {
  std::vector<RegionVotes> votes(13, {{5, 0, 0}, {{0, 0, 0}}});
  votes[1] = {{5, 2, 2}, {{1, 1, 0}}};
  return report::FinishedVerification(InFourLanguages(), votes);
}

// Spread gives counted votes to options, more to the first ones.
std::vector<uint32_t> Spread(uint32_t counted, size_t options) {
  std::vector<uint32_t> out;
  uint32_t left = counted;
  for (size_t o = 0; o + 1 < options; ++o) {
    out.push_back(left * 2 / 5);
    left -= out.back();
  }
  out.push_back(left);
  return out;
}

struct Limits {
  std::vector<std::string> kinds;  // of Filler, one after another
  size_t questions = 6;
  size_t options = 8;
  size_t regions = 24;
  size_t question_bytes = 460;
  size_t name_bytes = 90;
  std::vector<std::string> languages = {"en"};
};

// LargeManifest has long texts everywhere.
record::Manifest LargeManifest(const Limits& limits) {
  record::Manifest m = report::DemoManifest();
  m.languages = limits.languages;
  size_t next = 0;
  const auto name = [&](size_t size) {
    const std::string number = fmt::format("{} ", ++next);
    return number + Filler(limits.kinds[next % limits.kinds.size()], size - number.size());
  };
  const auto texts = [&](size_t size) { return record::LocalText(limits.languages.size(), name(size)); };
  m.title = texts(limits.question_bytes);
  m.description = record::LocalText(limits.languages.size());
  m.questions.clear();
  for (size_t q = 0; q < limits.questions; ++q) {
    record::Question question{.text = texts(limits.question_bytes)};
    for (size_t o = 0; o < limits.options; ++o) question.options.push_back({texts(limits.name_bytes)});
    if (q % 3 == 0) question.terms = {record::Term{.numerator = 0, .num = 1, .den = 2}};
    if (q % 3 == 1) question.max = 2;
    m.questions.push_back(question);
  }
  m.regions.clear();
  for (size_t r = 0; r < limits.regions; ++r)
    m.regions.push_back({fmt::format("r{}", r), texts(limits.name_bytes), 1});
  m.organiser.name = name(200);
  m.registrars[0].name = name(200);
  m.board.name = name(200);
  for (record::Trustee& trustee : m.trustees) trustee.name = name(200);
  record::SetDefaults(m);
  return m;
}

Verification Large(const Limits& limits) {
  const record::Manifest m = LargeManifest(limits);
  const Status good = record::CheckManifest(m);
  if (!good) fmt::print("{}\n", good.error().detail);
  CONSTAT_CHECK(good.has_value());
  std::vector<RegionVotes> votes;
  for (uint32_t r = 0; r < limits.regions; ++r) {
    const uint32_t counted = 1000 + 37 * r;
    const std::vector<std::vector<uint32_t>> each(limits.questions, Spread(counted, limits.options));
    votes.push_back({{counted * 3 / 2, counted, counted + 5}, each});
  }
  return report::FinishedVerification(m, votes);
}

// SmallCountry has so few voters that some regions are counted together, so that the rule decides nothing.
Verification SmallCountry() {
  Verification v = Country(report::DemoVerification(150'000));
  record::Manifest m = v.context->manifest;
  for (std::string& title : m.title) title += " (150,000 : 1)";
  v.context = testing::ContextOf(m);
  return v;
}

}  // namespace

std::vector<Sample> WrittenSamples() {
  std::vector<Sample> out;
  out.push_back({"verified", Country(report::DemoVerification()), report::DemoPublished()});
  out.push_back({"consistent", Country(report::UnpinnedVerification())});
  out.push_back({"incomplete-country", Country(report::OpenVerification())});
  out.push_back({"wrong-many", Country(report::WrongVerification())});
  out.push_back({"rehearsal", Rehearsal()});
  out.push_back({"undetermined", SmallCountry()});
  out.push_back({"not-decrypted", NothingDecrypted()});
  out.push_back({"notes", WithNotesAndStatements()});
  out.push_back({"no-manifest", Verification()});
  out.push_back({"limits", Large({.kinds = {"en", "uk", "de", "fr"}})});
  out.push_back(
      {"unbroken", Large({.kinds = {"wide"}, .questions = 2, .regions = 13, .question_bytes = 900})});
  out.push_back(
      {"right-to-left",
       Large(
           {.kinds = {"ar", "he", "en"}, .questions = 2, .options = 3, .regions = 13, .languages = {"ar"}})});
  return out;
}

}  // namespace constat::samples
