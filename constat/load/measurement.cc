#include "constat/load/measurement.h"

#include <fmt/core.h>
#include <time.h>

#include <chrono>
#include <cmath>

#include "constat/base/check.h"
#include "constat/text/json.h"

namespace constat::load {
namespace {

double CpuSeconds() {
  timespec now{};
  CONSTAT_CHECK(::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) == 0);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

double Rounded(double value, double parts) { return std::round(value * parts) / parts; }

}  // namespace

Result<Measurement> Measure(Measurement named, unsigned repeat, const std::function<Status()>& work) {
  CONSTAT_CHECK(repeat > 0);
  for (unsigned i = 0; i < repeat; ++i) {
    const double cpu = CpuSeconds();
    const auto begun = std::chrono::steady_clock::now();
    CONSTAT_TRY(work());
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
    const double cpu_took = CpuSeconds() - cpu;
    if (i == 0 || took.count() < named.seconds) named.seconds = took.count();
    if (i == 0 || cpu_took < named.cpu_seconds) named.cpu_seconds = cpu_took;
  }
  return named;
}

std::string FormatMeasurement(const Measurement& row) {
  return fmt::format("{:8} {:34} {:11} {:2} threads {:12.0f} {}/s {:11.4f} us of CPU each", row.bench,
                     row.what, row.backend, row.threads, row.PerSecond(), row.unit,
                     row.CpuMicrosecondsEach());
}

std::string FormatMeasurementsJson(std::span<const Measurement> measurements) {
  std::string out = "[";
  for (const Measurement& m : measurements) {
    const text::Json row{{"bench", m.bench},
                         {"what", m.what},
                         {"backend", m.backend},
                         {"threads", m.threads},
                         {m.unit, std::llround(m.count)},
                         {"seconds", Rounded(m.seconds, 1e6)},
                         {"cpu_seconds", Rounded(m.cpu_seconds, 1e6)},
                         {m.unit + "_per_second", Rounded(m.PerSecond(), 10)}};
    out += (out.size() > 1 ? ",\n  " : "\n  ") + row.dump();
  }
  return out + "\n]\n";
}

}  // namespace constat::load
