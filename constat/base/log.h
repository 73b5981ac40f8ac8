// Log: what the program does, one line an event on standard error, for somebody who asks:
//   2026-05-01T12:00:00.123Z info record.opened path=record kind=folder
// Off until SetLogLevel switches it on, and then costs a comparison where an event is not logged. It is not
// what a person is told (console/terminal.h), and not what a verifier finds. The level is the one thing
// that the whole process shares, as it shares standard error. Thread-safe. Never in a loop over entries,
// rows or bytes.
//
// Where CONSTAT_LOG is 0 (it is 1 where nothing is said), for a machine without standard error such as a
// browser's, nothing is ever logged, and log.cc, which needs spdlog, is not linked.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#ifndef CONSTAT_LOG
#define CONSTAT_LOG 1
#endif

namespace constat {

// LogLevel: kTrace every slice of a record, kDebug every file and step, kInfo what was done, kWarn what was
// refused or set right, kError what failed; kOff is a level to set, never one of an event.
enum class LogLevel : uint8_t { kTrace, kDebug, kInfo, kWarn, kError, kOff };

// kLogLevelNames is what people call them, in that order.
inline constexpr std::array<const char*, 6> kLogLevelNames = {"trace", "debug", "info",
                                                              "warn",  "error", "off"};

// ParseLogLevel is the level of that name, or nothing.
[[nodiscard]] std::optional<LogLevel> ParseLogLevel(std::string_view name);

// LogField is a key, in small letters, and its value: a text, which must live until the event is logged, a
// whole number or a truth value. No secret type becomes one.
class LogField {
 public:
  LogField(std::string_view key, std::string_view value) : key_(key), value_(value) {}
  LogField(std::string_view key, const char* value) : key_(key), value_(std::string_view(value)) {}
  LogField(std::string_view key, const std::string& value) : key_(key), value_(std::string_view(value)) {}
  LogField(std::string_view key, bool value) : key_(key), value_(value) {}
  template <std::signed_integral T>
  LogField(std::string_view key, T value) : key_(key), value_(static_cast<int64_t>(value)) {}
  template <std::unsigned_integral T>
    requires(!std::same_as<T, bool>)
  LogField(std::string_view key, T value) : key_(key), value_(static_cast<uint64_t>(value)) {}

  [[nodiscard]] std::string_view key() const { return key_; }
  [[nodiscard]] const std::variant<std::string_view, bool, int64_t, uint64_t>& value() const {
    return value_;
  }

 private:
  std::string_view key_;
  std::variant<std::string_view, bool, int64_t, uint64_t> value_;
};

using LogFields = std::initializer_list<LogField>;

// FormatLogEvent is the line after its time, without a line feed: level, event, key=value. A text is written
// as it is if it is not empty and all of it is printable ASCII other than a space, a quote, a backslash and
// '='. Any other stands in quotes, with a backslash before quotes and backslashes, \n, \r, \t, and \xNN for
// each other byte that is not printable
// ASCII: no line of a log begins, ends or moves a cursor where a stranger's text wants it.
[[nodiscard]] std::string FormatLogEvent(LogLevel level, std::string_view event, LogFields fields);

// WriteLogEvent writes the line to standard error, whatever the level. For Log.
void WriteLogEvent(LogLevel level, std::string_view event, LogFields fields);

inline std::atomic<LogLevel> log_level = LogLevel::kOff;

// SetLogLevel logs events of this level and those after it from now on.
inline void SetLogLevel(LogLevel level) { log_level.store(level, std::memory_order_relaxed); }

[[nodiscard]] inline bool IsLogged(LogLevel level) {
  return CONSTAT_LOG != 0 && level >= log_level.load(std::memory_order_relaxed);
}

// Log logs an event: what it is about and what happened, as in "record.opened".
inline void Log(LogLevel level, std::string_view event, LogFields fields) {
  if constexpr (CONSTAT_LOG != 0) {
    if (IsLogged(level)) WriteLogEvent(level, event, fields);
  }
}

// LogStep logs an event when it goes out of scope, with the wall time since it was made: seconds=0.012. A
// step that an error ends early is logged too. event outlives it.
class LogStep {
 public:
  LogStep(LogLevel level, std::string_view event) : level_(level), event_(event) {
    if (IsLogged(level)) begun_ = std::chrono::steady_clock::now();
  }
  LogStep(const LogStep&) = delete;
  LogStep& operator=(const LogStep&) = delete;
  ~LogStep() {
    if constexpr (CONSTAT_LOG != 0) {
      if (begun_) Write(std::chrono::steady_clock::now() - *begun_);
    }
  }

 private:
  void Write(std::chrono::duration<double> took) const;

  LogLevel level_;
  std::string_view event_;
  std::optional<std::chrono::steady_clock::time_point> begun_;
};

}  // namespace constat
