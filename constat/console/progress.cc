#include "constat/console/progress.h"

#include <fmt/core.h>

#include "constat/text/number.h"

namespace constat::console {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kRedrawAfter = std::chrono::milliseconds(100);
constexpr auto kSilentFor = std::chrono::milliseconds(300);
constexpr size_t kBarWidth = 30;
constexpr std::string_view kClearLine = "\r\x1b[K";

}  // namespace

ProgressLine::ProgressLine(Terminal& terminal, std::string what)
    : terminal_(terminal), what_(std::move(what)), begun_(Clock::now()), drawn_(begun_) {}

ProgressLine::~ProgressLine() { Finish(); }

void ProgressLine::Show(uint64_t done, uint64_t total) {
  done_ = done;
  if (finished_ || !terminal_.err_is_terminal()) return;
  const Clock::time_point now = Clock::now();
  // What is over in an instant shows nothing.
  if (now - begun_ < kSilentFor || (drawn_any_ && now - drawn_ < kRedrawAfter)) return;
  drawn_ = now;
  drawn_any_ = true;
  Draw(done, total);
}

void ProgressLine::Draw(uint64_t done, uint64_t total) {
  if (total == 0) {
    terminal_.NotePart(fmt::format("{}{}: {}", kClearLine, what_, text::FormatCount(done)));
    return;
  }
  const uint64_t part = done < total ? done : total;
  const size_t filled = static_cast<size_t>(part * kBarWidth / total);
  terminal_.NotePart(fmt::format("{}{} [{}{}] {:3} %  {} of {}", kClearLine, what_, std::string(filled, '#'),
                                 std::string(kBarWidth - filled, '.'), part * 100 / total,
                                 text::FormatCount(done), text::FormatCount(total)));
}

void ProgressLine::Finish() {
  if (finished_) return;
  finished_ = true;
  if (drawn_any_) terminal_.NotePart(kClearLine);
  const std::chrono::duration<double> took = Clock::now() - begun_;
  if (!terminal_.err_is_terminal() && took >= kSilentFor) {
    terminal_.Note(fmt::format("{}: {} in {:.1f} s", what_, text::FormatCount(done_), took.count()));
  }
}

}  // namespace constat::console
