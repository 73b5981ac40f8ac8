// Terminal: what commands read from and print to.
//
// Results go to standard output, progress and errors to standard error. Text from a record is made harmless
// before it is printed: the report layer does that; names passed to these functions go through
// CleanForTerminal. Not thread-safe.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "constat/base/result.h"

namespace constat::console {

class Terminal {
 public:
  // Standard uses the process's own streams; NO_COLOR and TERM=dumb are respected.
  [[nodiscard]] static Terminal Standard();

  // Print writes text to standard output as it is; Say adds a line feed. After a failed write (a closed pipe,
  // a full disk) further output is dropped and Finish reports it.
  void Print(std::string_view text);
  void Say(std::string_view line) {
    Print(line);
    Print("\n");
  }
  void SayAll(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) Say(line);
  }

  // Note writes a line to standard error: progress, warnings, advice.
  void Note(std::string_view line);
  // NotePart is Note without the line feed.
  void NotePart(std::string_view text);

  // Finish flushes standard output. ERRORS: kCannotWrite, except for a pipe whose reader has gone.
  [[nodiscard]] Status Finish();

  // err_is_terminal, in_is_terminal: whether a person is at the other end, for standard error at a terminal
  // that can rewrite a line.
  [[nodiscard]] bool err_is_terminal() const { return err_is_terminal_; }
  [[nodiscard]] bool in_is_terminal() const { return in_is_terminal_; }
  // colours says whether to use ANSI colours on standard output.
  [[nodiscard]] bool colours() const { return colours_; }

  // ReadLine shows prompt on standard error (only to a person) and reads one line from standard input,
  // without its line feed. With echo off, what a person types is not shown. ERRORS: kCannotRead at the end
  // of input; kTooLarge.
  enum class Echo { kOn, kOff };
  [[nodiscard]] Result<std::string> ReadLine(std::string_view prompt, Echo echo = Echo::kOn);

 private:
  Terminal() = default;

  bool out_is_terminal_ = false;
  bool err_is_terminal_ = false;
  bool in_is_terminal_ = false;
  bool colours_ = false;
  int write_error_ = 0;
};

// CleanForTerminal replaces control characters, so that no name can move the cursor or colour the screen.
[[nodiscard]] std::string CleanForTerminal(std::string_view text);

}  // namespace constat::console
