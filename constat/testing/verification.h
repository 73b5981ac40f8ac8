// What the tests of this layer share: verifications put together by hand, as the verifier would leave them.
// Not for other code.
//
// The numbers are the official ones of the Ukrainian referendum of 1 December 1991 (twelve regions as
// published, the rest of the country as the thirteenth), divided by a scale. SOURCE: tables of the French
// Wikipedia article on the referendum; electoralgeography.com.
#pragma once

#include <array>
#include <set>

#include "constat/crypto/hash.h"
#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/record/manifest_defaults.h"
#include "constat/referendum/decision_rule.h"
#include "constat/referendum/units.h"
#include "constat/report/record/html_report.h"
#include "constat/testing/context.h"
#include "constat/testing/values.h"
#include "constat/verify/verification.h"

namespace constat::report {

struct RealRegion {
  std::string_view id;
  std::string_view name;
  std::string_view local_name;
  uint64_t ballots;
  uint64_t yes;
  uint64_t no;
  uint64_t invalid;
  uint64_t turnout;  // hundredths of a percent
};

inline constexpr std::array<RealRegion, 13> kRealRegions{{
    {"crimea", "Crimea", "Крим", 1036190, 561498, 437505, 37187, 6750},
    {"dnipro", "Dnipropetrovsk", "Дніпропетровська", 2354169, 2127089, 181529, 45551, 8180},
    {"donetsk", "Donetsk", "Донецька", 2957372, 2481157, 372157, 104058, 7673},
    {"if", "Ivano-Frankivsk", "Івано-Франківська", 975655, 960281, 10028, 5346, 9573},
    {"kharkiv", "Kharkiv", "Харківська", 1798977, 1553065, 187631, 58281, 7568},
    {"kherson", "Kherson", "Херсонська", 753843, 679451, 54248, 20144, 8340},
    {"khmel", "Khmelnytskyi", "Хмельницька", 1059021, 1019813, 27743, 11465, 9344},
    {"kirovohrad", "Kirovohrad", "Кіровоградська", 813833, 764053, 35613, 14167, 8807},
    {"kyiv-city", "Kyiv (city)", "Київ", 1537585, 1428001, 81246, 28338, 8035},
    {"kyiv", "Kyiv (oblast)", "Київська", 1259129, 1202773, 36086, 20270, 8802},
    {"luhansk", "Luhansk", "Луганська", 1682344, 1410894, 225589, 45861, 8065},
    {"zhytomyr", "Zhytomyr", "Житомирська", 1000425, 950976, 35798, 13651, 9053},
    {"other", "Other 15 regions", "Інші 15 регіонів", 14663199, 13665020, 732381, 265798, 8767},
}};

// AddTestNotes adds notes of every kind: `strays` files of names nobody would choose, spoilt lines, and
// entries beyond the checkpoint.
inline void AddTestNotes(verify::Verification& v, uint64_t strays) {
  v.notes.push_back({verify::NoteKind::kSpoiltLine, "checkpoint", 2, "checkpoint has lines"});
  v.notes.push_back({verify::NoteKind::kAhead, "", 259, "files for more entries"});
  for (uint64_t i = 0; i < std::min<uint64_t>(strays, 100); ++i) {
    v.notes.push_back({verify::NoteKind::kStray, "<b>\xff\n\\" + std::to_string(i), 1, "no part"});
  }
  if (strays > 100) v.notes.push_back({verify::NoteKind::kStray, "", strays - 100, "more files"});
}

// AddTestStatements has a trustee not confirm the result, in words that try to look like something else, and
// the organiser speak twice; the list of pages is changed once.
inline void AddTestStatements(verify::Verification& v) {
  using record::StatementKind;
  const record::Keeper trustee{record::Role::kTrustee, 5};
  const record::Keeper organiser{record::Role::kOrganiser, 0};
  v.statements.push_back(
      {7,
       691'563'660'000,
       {.party = organiser, .kind = StatementKind::kIncident, .about = 5, .text = "A disk was slow."}});
  v.statements.push_back(
      {9, 691'610'660'000, {.party = organiser, .kind = StatementKind::kConfirms, .text = "All went well."}});
  v.statements.push_back({11,
                          691'610'720'000,
                          {.party = trustee,
                           .kind = StatementKind::kDoesNotConfirm,
                           .language = record::kOtherLanguage,
                           .text = "VERIFIED\n<b>https://evil.example/</b> \u05dc\u05d0"}});
  v.page_lists.push_back({8, 691'563'660'000, {1, {"Pages", "2", {{"a/b.js", TestBytes("b.js")}}}, {}, {}}});
}

inline uint64_t Scaled(uint64_t n, uint64_t scale) { return (n + scale / 2) / scale; }
inline uint64_t Registered(const RealRegion& region) { return region.ballots * 10000 / region.turnout; }

inline record::Question IndependenceQuestion() {
  record::Question question{.text = {"Do you support the Act of Declaration of Independence of Ukraine?",
                                     "Чи підтверджуєте Ви Акт проголошення незалежності України?"},
                            .options = {{{"Yes", "Так"}}, {{"No", "Ні"}}, {{"Invalid or blank", "Недійсні"}}},
                            .blank = 2};
  question.terms = {
      record::Term{.numerator = 0, .num = 1, .den = 2},
      record::Term{.denominator = record::Denominator::kRegistered, .num = 1, .den = 2},
      record::Term{.numerator = 0, .num = 1, .den = 2, .scope = record::Scope::kRegionWeight, .weight = 9}};
  return question;
}

inline record::Manifest DemoManifest() {
  record::Manifest m;
  m.nonce = TestBytes("nonce");
  m.origin = "example.org/ukraine-1991";
  m.languages = {"en", "uk"};
  m.title = {"Independence of Ukraine", "Незалежність України"};
  m.description = {"", ""};
  m.questions = {IndependenceQuestion()};
  for (const RealRegion& region : kRealRegions) {
    m.regions.push_back(
        {std::string(region.id), {std::string(region.name), std::string(region.local_name)}, 1});
  }
  m.opening_ms = 691'563'600'000;  // 1 December 1991, 05:00 UTC
  m.closing_ms = 691'610'400'000;  // 18:00
  m.organiser = {"Central Election Commission", TestKey("organiser")};
  m.registrars = {{"Registry of voters", TestKey("registrar")}};
  m.board = {{"Board of the referendum", TestKey("board")}, TestKey("refusals")};
  for (const std::string name :
       {"witness.uni-a.example", "witness.press.example", "witness.observers.example"}) {
    m.witnesses.push_back({{name, TestKey(name)}, ""});
  }
  m.quorum = 2;
  m.trustees = {{"Academy of Sciences", TestPoint("trustee 1"), {}},
                {"Bar Association", TestPoint("trustee 2"), {}},
                {"Council of Churches", TestPoint("trustee 3"), {}},
                {"Union of Journalists", TestPoint("trustee 4"), {}},
                {"Observers' Network", TestPoint("trustee 5"), {}}};
  m.threshold = 3;
  record::SetDefaults(m);
  return m;
}

using testing::ContextOf;

// RegionVotes is what a test says a region's votes were, by question and option.
struct RegionVotes {
  record::RegionTurnout turnout;
  std::vector<std::vector<uint32_t>> votes;
};

inline std::vector<RegionVotes> RealVotes(uint64_t scale) {
  std::vector<RegionVotes> out;
  for (const RealRegion& region : kRealRegions) {
    const auto yes = static_cast<uint32_t>(Scaled(region.yes, scale));
    const auto no = static_cast<uint32_t>(Scaled(region.no, scale));
    const auto blank = static_cast<uint32_t>(Scaled(region.invalid, scale));
    const auto registered = static_cast<uint32_t>(Scaled(Registered(region), scale));
    const uint32_t counted = yes + no + blank;
    out.push_back({{std::max(registered, counted), counted, counted + counted / 40}, {{yes, no, blank}}});
  }
  return out;
}

// QuestionTallyOf is what the rules know of a question after the units were formed.
inline referendum::QuestionTally QuestionTallyOf(const record::Manifest& manifest,
                                                 const record::Outcome& outcome, size_t q) {
  referendum::QuestionTally out;
  for (const record::RegionTurnout& region : outcome.regions) {
    out.regions.push_back({region.registered, region.counted, std::nullopt});
  }
  const size_t options = manifest.questions[q].options.size();
  out.total.emplace(options, 0);
  for (const record::UnitResult& unit : outcome.units) {
    if (unit.counted == 0) out.regions[unit.regions[0]].votes.emplace(options, 0);
    if (unit.counted != 0 && !unit.decrypted) out.total.reset();
    if (!unit.decrypted) continue;
    const std::vector<uint64_t> votes(unit.votes[q].begin(), unit.votes[q].end());
    if (unit.regions.size() == 1) out.regions[unit.regions[0]].votes = votes;
    for (size_t o = 0; out.total && o < options; ++o) (*out.total)[o] += votes[o];
  }
  return out;
}

// OutcomeOf forms the units, adds up, and evaluates the rule, as the referendum layer does.
inline record::Outcome OutcomeOf(const record::Manifest& manifest, const std::vector<RegionVotes>& votes) {
  record::Outcome out;
  std::vector<uint32_t> counted;
  for (const RegionVotes& region : votes) {
    out.regions.push_back(region.turnout);
    counted.push_back(region.turnout.counted);
  }
  for (const referendum::Unit& unit : referendum::FormUnits(counted, manifest.floor)) {
    record::UnitResult result{unit.regions, static_cast<uint32_t>(unit.counted), unit.decrypted, {}};
    for (size_t q = 0; unit.decrypted && q < manifest.questions.size(); ++q) {
      std::vector<uint32_t> sum(manifest.questions[q].options.size());
      for (const uint16_t r : unit.regions) {
        for (size_t o = 0; o < sum.size(); ++o) sum[o] += votes[r].votes[q][o];
      }
      result.votes.push_back(sum);
    }
    out.units.push_back(result);
  }
  for (size_t q = 0; q < manifest.questions.size(); ++q) {
    out.questions.push_back(Evaluate(manifest, manifest.questions[q], QuestionTallyOf(manifest, out, q)));
  }
  return out;
}

using Checks = std::set<verify::CheckId>;

// FinishedVerification is a record in perfect order with these votes, checked with a trust file; of the
// checks not_judged nothing was there.
inline verify::Verification FinishedVerification(const record::Manifest& manifest,
                                                 const std::vector<RegionVotes>& votes,
                                                 const Checks& not_judged = {verify::CheckId::kReceipts}) {
  verify::Verification v;
  for (size_t c = 0; c < verify::kCheckCount; ++c) {
    const auto check = static_cast<verify::CheckId>(c);
    if (!not_judged.contains(check)) v.At(check).Judge();
  }
  v.context = ContextOf(manifest);
  v.phase = referendum::Phase::kFinal;
  v.witnesses = {{"witness.uni-a.example", 691'611'245}, {"witness.observers.example", 691'611'250}};
  v.drilled_trustees = {1, 2, 3, 4};
  v.voting_begin_ms = manifest.opening_ms;
  v.sharing_trustees = {1, 2, 4};
  v.result = OutcomeOf(manifest, votes);
  v.turnout = v.result->regions;
  for (const record::RegionTurnout& region : v.turnout) v.ballots += region.ballots;
  v.tree = {v.ballots + 137, TestBytes("root after " + std::to_string(v.ballots))};
  const uint64_t hours = (manifest.closing_ms - manifest.opening_ms + 3'599'999) / 3'600'000;
  v.ballots_per_hour.assign(hours, v.ballots / hours);
  v.ballots_per_hour[0] += v.ballots % hours;
  v.pinned = true;
  return v;
}

inline verify::Verification DemoVerification(uint64_t scale = 1000,
                                             const Checks& not_judged = {verify::CheckId::kReceipts}) {
  verify::Verification v = FinishedVerification(DemoManifest(), RealVotes(scale), not_judged);
  // A day's shape, in parts of 1000.
  constexpr std::array<uint64_t, 13> kShape{42, 78, 112, 131, 118, 96, 84, 77, 71, 66, 58, 41, 26};
  uint64_t given = 0;
  for (size_t h = 0; h < kShape.size(); ++h) given += v.ballots_per_hour[h] = v.ballots * kShape[h] / 1000;
  v.ballots_per_hour[3] += v.ballots - given;
  return v;
}

// AddTestFinding makes a check fail, and the verification wrong.
inline void AddTestFinding(verify::Verification& v, verify::CheckId check, const verify::Finding& finding) {
  v.At(check).Add(finding);
}

inline verify::Verification WrongVerification() {
  verify::Verification v = DemoVerification();
  for (uint64_t i = 0; i < 1203; ++i) {
    AddTestFinding(v, verify::CheckId::kBallots,
                   {1204 + 7 * i, ErrorCode::kBadProof, "question 0, option 1: the proof does not verify"});
  }
  AddTestFinding(v, verify::CheckId::kResult,
                 {v.tree.size - 1, ErrorCode::kWrongResult, "unit 3, option 0: 961 instead of 960"});
  v.result.reset();
  return v;
}

inline verify::Verification UnpinnedVerification() {
  verify::Verification v = DemoVerification(1000, {verify::CheckId::kReceipts, verify::CheckId::kPins});
  v.pinned = false;
  return v;
}

inline verify::Verification OpenVerification() {
  verify::Verification v =
      DemoVerification(1000, {verify::CheckId::kReceipts, verify::CheckId::kClose, verify::CheckId::kUnits,
                              verify::CheckId::kShares, verify::CheckId::kResult, verify::CheckId::kVerdict});
  v.phase = referendum::Phase::kOpen;
  v.result.reset();
  v.sharing_trustees.clear();
  return v;
}

inline Published DemoPublished(uint64_t scale = 1000) {
  Published out;
  out.scale = scale;
  out.note = "Official counts of 1 December 1991.";
  for (const RealRegion& region : kRealRegions) {
    out.regions.push_back({std::string(region.id),
                           std::string(region.name),
                           Registered(region),
                           region.ballots,
                           {region.yes, region.no, region.invalid}});
  }
  return out;
}

}  // namespace constat::report
