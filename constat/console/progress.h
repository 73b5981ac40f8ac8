// ProgressLine: one line on standard error that grows while work goes on.
//
// On a terminal a bar that rewrites itself, at most ten times a second; otherwise nothing but one line at the
// end. Ends itself when destroyed. Not thread-safe.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "constat/console/terminal.h"

namespace constat::console {

class ProgressLine {
 public:
  // what says what is going on: "checking entries". terminal outlives this.
  ProgressLine(Terminal& terminal, std::string what);
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  ~ProgressLine();

  // Show says that done of total are done; total 0 means unknown.
  void Show(uint64_t done, uint64_t total);

  // Finish removes the bar; off a terminal it writes "what: N in S s".
  void Finish();

 private:
  void Draw(uint64_t done, uint64_t total);

  Terminal& terminal_;
  std::string what_;
  std::chrono::steady_clock::time_point begun_;
  std::chrono::steady_clock::time_point drawn_;
  uint64_t done_ = 0;
  bool drawn_any_ = false;
  bool finished_ = false;
};

}  // namespace constat::console
