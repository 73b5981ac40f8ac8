// Clock: the time, as a dependency one can see.
#pragma once

#include <chrono>
#include <cstdint>

namespace constat {

// Clock tells milliseconds since 1970-01-01T00:00Z. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  [[nodiscard]] virtual uint64_t NowMs() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] uint64_t NowMs() const override {
    return static_cast<uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                     std::chrono::system_clock::now().time_since_epoch())
                                     .count());
  }
};

// SetClock shows what it is set to: for replays and tests.
class SetClock final : public Clock {
 public:
  explicit SetClock(uint64_t now_ms) : now_ms_(now_ms) {}
  [[nodiscard]] uint64_t NowMs() const override { return now_ms_; }
  void Set(uint64_t now_ms) { now_ms_ = now_ms; }

 private:
  uint64_t now_ms_;
};

}  // namespace constat
