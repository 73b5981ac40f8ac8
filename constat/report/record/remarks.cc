#include "constat/report/record/remarks.h"

#include <algorithm>

#include "constat/report/record/wording.h"

namespace constat::report {
namespace {

using record::UnitResult;

// Unanimous is the option that all valid votes of a group are for, where one may be chosen and two or more
// did; none where there is no such option.
std::optional<size_t> Unanimous(const record::Question& question, const Count& count) {
  if (!count.votes || question.max != 1 || count.Valid(question) < 2) return std::nullopt;
  for (size_t o = 0; o < count.votes->size(); ++o) {
    if (o != question.blank && (*count.votes)[o] == count.Valid(question)) return o;
  }
  return std::nullopt;
}

}  // namespace

std::vector<std::string> Remarks(const Words& words, const verify::Verification& verification) {
  std::vector<std::string> out;
  const record::Outcome* shown = ShownOutcome(verification);
  if (shown == nullptr || !words.HasManifest()) return out;
  const ReportTexts& t = words.t;
  const record::Outcome& result = *shown;
  const record::Manifest& manifest = words.manifest();
  for (size_t q = 0; q < manifest.questions.size(); ++q) {
    for (const UnitResult& unit : result.units) {
      const Count count = CountUnit(result, unit, q);
      const std::optional<size_t> option = Unanimous(manifest.questions[q], count);
      if (!option) continue;
      out.push_back(Say(t.remark_unanimous({.region = words.Regions(unit.regions),
                                            .option = words.Name(words.texts().Option(q, *option)),
                                            .count = (*count.votes)[*option]})));
    }
  }
  for (const UnitResult& unit : result.units) {
    if (unit.decrypted && unit.counted == manifest.floor && manifest.floor > 1)
      out.push_back(Say(t.remark_at_floor({.region = words.Regions(unit.regions), .count = unit.counted})));
  }
  for (size_t r = 0; r < result.regions.size(); ++r) {
    const record::RegionTurnout& turnout = result.regions[r];
    if (turnout.registered != 0 && turnout.counted == turnout.registered)
      out.push_back(Say(t.remark_everybody({.region = words.Region(r), .count = turnout.counted})));
  }
  if (out.size() > kMostRemarks) {
    const uint64_t more = out.size() - kMostRemarks;
    out.resize(kMostRemarks);
    out.push_back(Say(t.remarks_more({.count = more})));
  }
  return out;
}

}  // namespace constat::report
