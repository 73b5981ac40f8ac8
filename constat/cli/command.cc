#include "constat/cli/command.h"

#include <fmt/core.h>

#include <CLI/CLI.hpp>
#include <map>
#include <new>
#include <utility>

#include "constat/base/check.h"
#include "constat/base/log.h"
#include "constat/base/version.h"
#include "constat/cli/help_text.h"
#include "constat/text/error_text.h"

namespace constat::cli {
namespace {

std::string Footer(const std::string& example) {
  std::string out = "Example:\n  ";
  for (const char c : example) out += c == '\n' ? "\n  " : std::string(1, c);
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

struct CommandTree::Parsed {
  Parsed(const std::string& about, const std::string& program) : app(about, program) {}

  CLI::App app;
  std::map<const CLI::App*, Run> runs;
  std::string log_level = kLogLevelNames.back();

  // SetRun says what a command does, and gives it the option that all commands have.
  void SetRun(CLI::App* command, Run run) {
    runs[command] = std::move(run);
    Command(command)
        .Add("--log-level", log_level,
             "Write to standard error what it does: trace, debug, info, warn, error, off")
        .Value("LEVEL")
        .OneOf({kLogLevelNames.begin(), kLogLevelNames.end()});
  }
};

CommandTree::CommandTree(const std::string& program, const std::string& about)
    : parsed_(std::make_unique<Parsed>(about, program)) {
  CLI::App& app = parsed_->app;
  app.set_version_flag("--version", std::string(ProgramVersion()), "Say which version this is");
  app.set_help_flag("-h,--help", "Show this");
  app.footer(Footer(program + " --help"));
  app.formatter(std::make_shared<HelpFormatter>());
}

CommandTree::~CommandTree() = default;

Command CommandTree::root() { return Command(&parsed_->app); }

Command CommandTree::UseRoot(const std::string& example, Run run) {
  Example(example);
  parsed_->SetRun(&parsed_->app, std::move(run));
  return root();
}

Command CommandTree::Add(Command parent, const CommandText& text, Run run) {
  const std::string more = text.more.empty() ? "" : "\n" + text.more;
  CLI::App* const command = parent.app().add_subcommand(text.name, text.summary + more);
  command->footer(Footer(text.example));
  parsed_->SetRun(command, std::move(run));
  if (&parent.app() == &parsed_->app) parsed_->app.require_subcommand(1);
  return Command(command);
}

Command CommandTree::AddGroup(const std::string& name, const std::string& summary) {
  CLI::App& app = parsed_->app;
  CLI::App* const group = app.add_subcommand(name, summary);
  group->require_subcommand(1);
  group->footer(Footer(fmt::format("{} {} --help", app.get_name(), name)));
  app.require_subcommand(1);
  return Command(group);
}

void CommandTree::Title(const std::string& command, const std::string& title) {
  parsed_->app.get_subcommand(command)->group(title);
}

void CommandTree::Example(const std::string& example) { parsed_->app.footer(Footer(example)); }

int CommandTree::Main(int argc, const char* const* argv, Terminal& terminal) {
  CLI::App& app = parsed_->app;
  const auto cannot = [&](std::string_view why) {
    terminal.Note(fmt::format("{}: {}", app.get_name(), why));
    return static_cast<int>(ExitStatus::kCannot);
  };
  try {
    app.parse(argc, argv);
    return RunChosen(terminal);
  } catch (const CLI::CallForHelp&) {
    terminal.Print(Chosen(&app)->help());
  } catch (const CLI::CallForVersion& version) {
    terminal.Say(version.what());
  } catch (const CLI::ParseError& error) {
    return cannot(fmt::format("{} Run {} --help.", Sentence(error.what()), FullName(Chosen(&app))));
  } catch (const std::bad_alloc&) {
    return cannot("not enough memory for this. Close other programs or use a larger machine.");
  } catch (const std::exception& error) {
    return cannot(fmt::format("it could not be done: {}", Sentence(error.what())));
  }
  return static_cast<int>(terminal.Finish() ? ExitStatus::kOk : ExitStatus::kCannot);
}

int CommandTree::RunChosen(Terminal& terminal) {
  const CLI::App& app = parsed_->app;
  const auto at = parsed_->runs.find(Chosen(&app));
  CONSTAT_CHECK(at != parsed_->runs.end());
  SetLogLevel(*ParseLogLevel(parsed_->log_level));
  Result<ExitStatus> status = at->second(terminal);
  if (const Status finished = terminal.Finish(); status && !finished)
    status = tl::unexpected(finished.error());
  if (status) return static_cast<int>(*status);
  terminal.Note(fmt::format("{}: {}", app.get_name(), text::FormatError(status.error())));
  return static_cast<int>(ExitStatus::kCannot);
}

}  // namespace constat::cli
