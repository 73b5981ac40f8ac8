#include "constat/cli/command.h"

#include <fmt/format.h>

#include <new>

#include "constat/base/check.h"
#include "constat/cli/error_text.h"
#include "constat/cli/help_text.h"
#include "constat/cli/version.h"

namespace constat::cli {
namespace {

std::string Footer(const std::string& example) {
  std::string out = "Example:\n  ";
  for (const char c : example) {
    out.push_back(c);
    if (c == '\n') out += "  ";
  }
  return out;
}

// Sentence is a CLI11 message with a full stop and without line feeds.
std::string Sentence(const char* what) {
  std::string out = CleanForTerminal(what);
  while (!out.empty() && (out.back() == '.' || out.back() == ' ')) out.pop_back();
  return out + ".";
}

// Chosen is the innermost command that was named, for advice.
const CLI::App* Chosen(const CLI::App* app) {
  for (;;) {
    const std::vector<CLI::App*> next = app->get_subcommands();
    if (next.empty()) return app;
    app = next.front();
  }
}

}  // namespace

CommandTree::CommandTree(const std::string& program, const std::string& about) : app_(about, program) {
  app_.set_version_flag("--version", std::string(ProgramVersion()), "Say which version this is");
  app_.set_help_flag("-h,--help", "Show this");
  app_.footer(Footer(program + " --help"));
  app_.formatter(std::make_shared<HelpFormatter>());
}

CLI::App& CommandTree::UseRoot(const std::string& example, Run run) {
  app_.footer(Footer(example));
  runs_[&app_] = std::move(run);
  return app_;
}

CLI::App& CommandTree::Add(CLI::App& parent, const CommandText& text, Run run) {
  const std::string more = text.more.empty() ? "" : "\n" + text.more;
  CLI::App* const command = parent.add_subcommand(text.name, text.summary + more);
  command->footer(Footer(text.example));
  runs_[command] = std::move(run);
  if (&parent == &app_) app_.require_subcommand(1);
  return *command;
}

CLI::App& CommandTree::AddGroup(const std::string& name, const std::string& summary) {
  CLI::App* const group = app_.add_subcommand(name, summary);
  group->require_subcommand(1);
  group->footer(Footer(fmt::format("{} {} --help", app_.get_name(), name)));
  app_.require_subcommand(1);
  return *group;
}

int CommandTree::Main(int argc, const char* const* argv, Terminal& terminal) {
  const std::string name = app_.get_name();
  try {
    app_.parse(argc, argv);
    return RunChosen(terminal);
  } catch (const CLI::CallForHelp&) {
    terminal.Print(Chosen(&app_)->help());
  } catch (const CLI::CallForVersion& version) {
    terminal.Say(version.what());
  } catch (const CLI::ParseError& error) {
    terminal.Note(
        fmt::format("{}: {} Run {} --help.", name, Sentence(error.what()), FullName(Chosen(&app_))));
    return static_cast<int>(ExitStatus::kCannot);
  } catch (const std::bad_alloc&) {
    terminal.Note(
        fmt::format("{}: not enough memory for this. Close other programs or use a larger machine.", name));
    return static_cast<int>(ExitStatus::kCannot);
  } catch (const std::exception& error) {
    terminal.Note(fmt::format("{}: it could not be done: {}", name, Sentence(error.what())));
    return static_cast<int>(ExitStatus::kCannot);
  }
  return static_cast<int>(terminal.Finish() ? ExitStatus::kOk : ExitStatus::kCannot);
}

int CommandTree::RunChosen(Terminal& terminal) {
  const auto at = runs_.find(Chosen(&app_));
  CONSTAT_CHECK(at != runs_.end());
  Result<ExitStatus> status = at->second(terminal);
  if (const Status finished = terminal.Finish(); status && !finished)
    status = tl::unexpected(finished.error());
  if (status) return static_cast<int>(*status);
  terminal.Note(fmt::format("{}: {}", app_.get_name(), FormatError(status.error())));
  return static_cast<int>(ExitStatus::kCannot);
}

}  // namespace constat::cli
