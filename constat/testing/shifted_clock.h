// ShiftedClock: a clock that is fast or slow, for tests of people whose clocks differ.
#pragma once

#include "constat/base/clock.h"

namespace constat::testing {

class ShiftedClock final : public Clock {
 public:
  // right outlives this.
  explicit ShiftedClock(const Clock* right) : right_(right) {}
  [[nodiscard]] uint64_t NowMs() const override {
    return right_->NowMs() + static_cast<uint64_t>(fast_by_ms_);  // wraps for a slow one, as it should
  }
  // Shift makes the clock fast by so much, or slow where it is negative.
  void Shift(int64_t fast_by_ms) { fast_by_ms_ = fast_by_ms; }

 private:
  const Clock* right_;
  int64_t fast_by_ms_ = 0;
};

}  // namespace constat::testing
