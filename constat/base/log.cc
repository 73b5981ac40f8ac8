#include "constat/base/log.h"

#include <fmt/core.h>
#include <spdlog/logger.h>
#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>

#include <algorithm>
#include <memory>

#include "constat/base/check.h"

namespace constat {
namespace {

bool IsPlain(char c) { return c > ' ' && c <= '~' && c != '"' && c != '=' && c != '\\'; }

void AddText(std::string& out, std::string_view text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), IsPlain)) {
    out += text;
    return;
  }
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n' || c == '\r' || c == '\t') {
      out += c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t";
    } else if (c >= ' ' && c <= '~') {
      out += c;
    } else {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(c));
    }
  }
  out += '"';
}

// Logger takes whole lines and adds the time, in UTC. Its level is log_level, which has been asked before.
spdlog::logger& Logger() {
  static spdlog::logger logger = [] {
    spdlog::logger out("constat", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    out.set_level(spdlog::level::trace);
    out.set_formatter(std::make_unique<spdlog::pattern_formatter>("%Y-%m-%dT%H:%M:%S.%eZ %v",
                                                                  spdlog::pattern_time_type::utc, "\n"));
    return out;
  }();
  return logger;
}

}  // namespace

std::optional<LogLevel> ParseLogLevel(std::string_view name) {
  const auto at = std::find(kLogLevelNames.begin(), kLogLevelNames.end(), name);
  if (at == kLogLevelNames.end()) return std::nullopt;
  return static_cast<LogLevel>(at - kLogLevelNames.begin());
}

std::string FormatLogEvent(LogLevel level, std::string_view event, LogFields fields) {
  CONSTAT_CHECK(level < LogLevel::kOff);
  std::string out = fmt::format("{} {}", kLogLevelNames[static_cast<size_t>(level)], event);
  for (const LogField& field : fields) {
    out += fmt::format(" {}=", field.key());
    if (const auto* const text = std::get_if<std::string_view>(&field.value())) {
      AddText(out, *text);
    } else {
      std::visit([&](const auto& value) { out += fmt::format("{}", value); }, field.value());
    }
  }
  return out;
}

void WriteLogEvent(LogLevel level, std::string_view event, LogFields fields) {
  Logger().log(spdlog::level::info, FormatLogEvent(level, event, fields));
}

void LogStep::Write(std::chrono::duration<double> took) const {
  WriteLogEvent(level_, event_, {{"seconds", fmt::format("{:.3f}", took.count())}});
}

}  // namespace constat
