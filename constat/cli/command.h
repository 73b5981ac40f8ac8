// Command: how a command is registered, and what it answers with.
//
// A command's options live in a struct that its Run holds by shared_ptr, since CLI11 fills them
// after Add returns:
//
//   void AddExampleCommand(CommandTree& tree) {
//     auto options = std::make_shared<ExampleOptions>();
//     Command command = tree.Add(tree.root(), {"example", "Does one thing", "constat example --out FILE"},
//                                  [options](Terminal& terminal) { return RunExample(*options, terminal); });
//     command.Add("--out", options->out, "Where to write it").Required();
//   }
//
// A Run returns the exit status, or an Error, which is printed as one sentence and ends in status 2. It
// prints through Terminal only. Not thread-safe.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "constat/base/result.h"
#include "constat/cli/option.h"
#include "constat/console/terminal.h"

namespace constat::cli {

using console::CleanForTerminal;
using console::Terminal;

// ExitStatus: 0 done, or the thing checked is right; 1 the thing checked is wrong; 2 it could not be done; 3
// (verify) nothing is wrong, but there is no result yet, or nothing to compare with (Spec: VER-4); (audit
// update) the audit cannot stop yet; (next) the party waits for others.
enum class ExitStatus : int { kOk = 0, kWrong = 1, kCannot = 2, kOpen = 3 };

using Run = std::function<Result<ExitStatus>(Terminal&)>;

// CommandText is what --help shows.
struct CommandText {
  std::string name;     // "verify"
  std::string summary;  // one sentence without a full stop
  std::string example;  // one or more lines that could be typed as they stand
  std::string more{};   // what --help says beyond the summary
};

class CommandTree {
 public:
  // about is the program's one-paragraph description.
  CommandTree(const std::string& program, const std::string& about);
  CommandTree(const CommandTree&) = delete;
  CommandTree& operator=(const CommandTree&) = delete;
  ~CommandTree();

  [[nodiscard]] Command root();

  // Add adds a command under parent, which is root() or a group. AddGroup adds one that only holds other
  // commands. UseRoot makes the program itself the only command.
  Command Add(Command parent, const CommandText& text, Run run);
  Command AddGroup(const std::string& name, const std::string& summary);
  Command UseRoot(const std::string& example, Run run);

  // Title puts a command of the root below a title in --help. Example sets the root's.
  void Title(const std::string& command, const std::string& title);
  void Example(const std::string& example);

  // Main parses the arguments, runs the chosen command and returns the exit status. Prints every error; no
  // exception leaves it.
  [[nodiscard]] int Main(int argc, const char* const* argv, Terminal& terminal);

 private:
  struct Parsed;  // what CLI11 holds

  [[nodiscard]] int RunChosen(Terminal& terminal);

  std::unique_ptr<Parsed> parsed_;
};

}  // namespace constat::cli
