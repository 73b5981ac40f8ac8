#include "constat/report/record/limits.h"

namespace constat::report {
namespace {

std::string Trustees(const Words& words) {
  if (!words.HasManifest()) return Say(words.t.limit_trustees_unknown);
  const record::Manifest& m = words.manifest();
  return Say(words.t.limit_trustees_text({.threshold = m.threshold, .all = m.trustees.size()}));
}

std::string Witnesses(const Words& words) {
  if (!words.HasManifest()) return Say(words.t.limit_witnesses_unknown);
  const record::Manifest& m = words.manifest();
  const size_t dishonest = 2 * size_t{m.quorum} - m.witnesses.size();
  return Say(words.t.limit_witnesses_text({.count = dishonest, .all = m.witnesses.size()}));
}

}  // namespace

std::vector<Limit> Limits(const Words& words) {
  const ReportTexts& t = words.t;
  const size_t registrars = words.HasManifest() ? words.manifest().registrars.size() : 1;
  const std::string_view again = words.HasManifest() && words.manifest().revoting ? "yes" : "no";
  const auto limit = [](std::string_view title, std::string text) {
    return Limit{std::string(title), std::move(text)};
  };
  return {limit(t.limit_roll, Say(t.limit_roll_text)),
          limit(t.limit_registrar, Say(t.limit_registrar_text({.count = registrars}))),
          limit(t.limit_code, Say(t.limit_code_text)),
          limit(t.limit_replaced, Say(t.limit_replaced_text)),
          limit(t.limit_device, Say(t.limit_device_text)),
          limit(t.limit_refused, Say(t.limit_refused_text)),
          limit(t.limit_pressure, Say(t.limit_pressure_text({.again = again}))),
          limit(t.limit_took_part, Say(t.limit_took_part_text)),
          limit(t.limit_small, Say(t.limit_small_text)),
          limit(t.limit_trustees, Trustees(words)),
          limit(t.limit_witnesses, Witnesses(words)),
          limit(t.limit_forever, Say(t.limit_forever_text))};
}

}  // namespace constat::report
