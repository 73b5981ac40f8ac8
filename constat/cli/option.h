// Command and Option: handles of a command and of its options. CLI11, which reads the arguments, is behind
// option.cc and command.cc: its header costs more to compile than most commands do.
//
// Handles are copied freely; what they stand for lives in the CommandTree. Not thread-safe.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace constat::cli {

class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}

  // Required: the command is not run without it.
  Option Required(bool required = true) const;
  // Value names what follows the option, for --help: "FILE".
  Option Value(const std::string& name) const;
  // ShowDefault has --help say what the variable holds now.
  Option ShowDefault() const;
  // OneEach: of a list's option, one value each time that it is named.
  Option OneEach() const;
  // Single: of a list's option, exactly one value.
  Option Single() const;
  // From says which environment variable can be used for it.
  Option From(const std::string& variable) const;
  // Needs: it is refused without other.
  Option Needs(Option other) const;

  // Between refuses whole numbers outside [low, high]; Positive those below 1; OneOf what is not listed.
  Option Between(int64_t low, int64_t high) const;
  Option Positive() const;
  Option OneOf(const std::vector<std::string>& values) const;
  // Check refuses a value that wrong has a sentence about; an empty one says that it is right.
  Option Check(std::function<std::string(const std::string&)> wrong) const;

 private:
  CLI::Option* option_;
};

class Command {
 public:
  explicit Command(CLI::App* app) : app_(app) {}

  // Add adds an option: name is "--out" (or "-q,--quiet"), or "FILE" for one known by its place. value is
  // filled before the command is run, and must live until then. T: std::string, unsigned, size_t, int64_t,
  // std::optional<int64_t>, std::vector<std::string>, std::vector<uint64_t>.
  template <typename T>
  Option Add(const std::string& name, T& value, const std::string& text);
  Option AddFlag(const std::string& name, bool& value, const std::string& text);
  // Get is an option added before.
  [[nodiscard]] Option Get(const std::string& name) const;

  [[nodiscard]] CLI::App& app() const { return *app_; }

 private:
  CLI::App* app_;
};

}  // namespace constat::cli
