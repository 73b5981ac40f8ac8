#include <fmt/core.h>

#include <chrono>

#include "constat/base/version.h"
#include "constat/cli/commands.h"
#include "constat/console/progress.h"
#include "constat/demo/attacks/attacks.h"
#include "constat/demo/folder.h"
#include "constat/demo/verdict.h"
#include "constat/io/this_program.h"
#include "constat/report/record/text_report.h"

namespace constat::cli {
namespace {

using demo::Cheat;
using demo::World;
using demo::WorldOptions;

struct DemoOptions {
  uint64_t ballots = 0;  // 0: demo::BallotsOf's choice
  std::string out = "constat-demo";
  std::string seed;
  unsigned threads = 0;
  std::string attack;
  bool fast = false;
};

ExitStatus ListAttacks(Terminal& terminal) {
  for (const Cheat& cheat : demo::AllAttacks()) terminal.Say(cheat.name);
  return ExitStatus::kOk;
}

// Steps turns the world's progress into one progress line a step.
class Steps {
 public:
  explicit Steps(Terminal& terminal) : terminal_(terminal) {}
  void Show(const std::string& what, uint64_t done, uint64_t total) {
    if (what != what_) {
      line_.reset();
      line_ = std::make_unique<console::ProgressLine>(terminal_, what);
      what_ = what;
    }
    line_->Show(done, total);
  }
  void Say(const std::string& text) {
    line_.reset();
    what_.clear();
    terminal_.Say(CleanForTerminal(text));
  }

 private:
  Terminal& terminal_;
  std::unique_ptr<console::ProgressLine> line_;
  std::string what_;
};

Result<ExitStatus> RunDemo(const DemoOptions& options, Terminal& terminal) {
  if (options.attack == "list") return ListAttacks(terminal);
  const Cheat* const cheat = options.attack.empty() ? nullptr : demo::FindAttack(options.attack);
  if (!options.attack.empty() && cheat == nullptr) {
    return Fail(
        ErrorCode::kUsage,
        fmt::format("there is no attack \"{}\"; `constat demo --attack list` names them", options.attack));
  }
  const std::filesystem::path out = options.out;
  CONSTAT_TRY(demo::PrepareFolder(out));
  Steps steps(terminal);
  const uint64_t ballots = demo::BallotsOf(options.ballots, cheat);
  WorldOptions world_options{.ballots = ballots,
                             .out = out,
                             .seed = options.seed,
                             .threads = options.threads,
                             .fast = options.fast || ballots >= demo::kFastFrom,
                             .cheat = cheat};
  world_options.say = [&](const std::string& text) { steps.Say(text); };
  world_options.progress = [&](const std::string& what, uint64_t done, uint64_t total) {
    steps.Show(what, done, total);
  };
  if (world_options.fast) {
    steps.Say(
        "The ballots of this demo are made by a load generator in variable time, because its votes are "
        "public: the ballots are valid, but voters' devices work differently (constat vote).");
  }
  const auto begun = std::chrono::steady_clock::now();
  CONSTAT_ASSIGN(const std::unique_ptr<World> world, World::Make(world_options));
  if (cheat != nullptr) steps.Say(fmt::format("Attack {}: {}", cheat->name, cheat->story));
  CONSTAT_TRY(world->Run());
  CONSTAT_ASSIGN(const verify::Verification verification,
                 demo::VerifyAndReport(*world, {.program = std::string(ProgramVersion()),
                                                .threads = options.threads,
                                                .progress = [&](const verify::ProgressState& state) {
                                                  steps.Show("verifying the record", state.entries_done,
                                                             state.entries_total);
                                                }}));
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  steps.Say(fmt::format("From the first key to the report: {:.1f} s", took.count()));
  terminal.Say("");
  terminal.Print(report::FormatTextReport(
      verification, {.colours = terminal.colours(), .record = (out / "record").string(), .language = "en"}));
  if (cheat != nullptr) terminal.Say("\n" + demo::DescribeFound(verification, *cheat));
  if (cheat != nullptr && !demo::NamesAttack(verification, *cheat)) return ExitStatus::kCannot;
  terminal.Print(demo::FormatWhatNext(out, io::ThisProgram(), cheat != nullptr));
  return static_cast<ExitStatus>(verification.ExitStatus());
}

}  // namespace

void AddDemoCommand(CommandTree& tree) {
  auto options = std::make_shared<DemoOptions>();
  Command command =
      tree.Add(tree.root(),
               {"demo", "Holds a whole referendum in one folder, honestly or not, and verifies it",
                "constat demo --out my-demo\nconstat demo --attack wrong-result"},
               [options](Terminal& terminal) { return RunDemo(*options, terminal); });
  command
      .Add("--ballots", options->ballots,
           "How many ballots are counted in the end (3000 unless told; fewer for an attack)")
      .Positive();
  command.Add("--out", options->out, "The folder for everything; an earlier demo's is replaced")
      .ShowDefault();
  command.Add("--seed", options->seed,
              "Makes the same keys, codes and votes each time; never for a real vote");
  command.Add("--threads", options->threads, "Threads to use; 0: as many as the machine has").ShowDefault();
  command.AddFlag(
      "--fast", options->fast,
      "Make the ballots in variable time, as is done for more than 20,000: the demo's votes are public");
  command.Add("--attack", options->attack, "Makes one party cheat; \"list\" prints the names");
}

}  // namespace constat::cli
