// Measurement: how long some work takes, the fastest of some runs, and the list of measurements as JSON.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "constat/base/result.h"

namespace constat::load {

// Measurement: bench, what and backend name it; unit says what is counted.
struct Measurement {
  std::string bench;
  std::string what;
  std::string backend;
  unsigned threads = 1;
  std::string unit = "ballots";
  double count = 0;
  double seconds = 0;      // of wall time
  double cpu_seconds = 0;  // of all threads

  [[nodiscard]] double PerSecond() const { return count / seconds; }
  [[nodiscard]] double CpuMicrosecondsEach() const { return 1e6 * cpu_seconds / count; }
};

// Measure does work repeat times and returns named with the least wall time and the least CPU time of a run.
// REQUIRES: repeat > 0. ERRORS: work's.
[[nodiscard]] Result<Measurement> Measure(Measurement named, unsigned repeat,
                                          const std::function<Status()>& work);

// FormatMeasurement is one line for people, in columns, without a line feed.
[[nodiscard]] std::string FormatMeasurement(const Measurement& measurement);

// FormatMeasurementsJson is an array with one object a line: bench, what, backend, threads, the count
// under the name of its unit, seconds and cpu_seconds in microseconds' precision, and the count a
// second under UNIT_per_second.
[[nodiscard]] std::string FormatMeasurementsJson(std::span<const Measurement> measurements);

}  // namespace constat::load
