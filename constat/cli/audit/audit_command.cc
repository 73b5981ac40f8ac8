// constat audit plan, draw, update.
#include <fmt/core.h>

#include <memory>

#include "constat/audit/ballot_manifest.h"
#include "constat/audit/draw.h"
#include "constat/audit/draw_list.h"
#include "constat/audit/json.h"
#include "constat/audit/judge.h"
#include "constat/audit/plan_file.h"
#include "constat/audit/sample.h"
#include "constat/audit/sizes.h"
#include "constat/audit/text.h"
#include "constat/cli/commands.h"
#include "constat/console/output_file.h"
#include "constat/io/file.h"
#include "constat/text/hex.h"

namespace constat::cli {
namespace {

struct PlanOptions {
  audit::WantedPlan plan;
  std::string out, json;
};

struct DrawOptions {
  std::string plan, seed, manifest, out;
  audit::DrawRange range;
};

struct UpdateOptions {
  std::string plan, json;
  audit::ResultLists lists;
  audit::SampleCounts counts;
};

void SayMissing(const audit::Plan& plan, int64_t listed, Terminal& terminal) {
  const std::string missing = audit::FormatMissingText(plan, listed);
  if (!missing.empty()) terminal.Note(missing);
}

Result<ExitStatus> RunPlan(const PlanOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const audit::Plan meant, audit::MakePlan(options.plan));
  // What is said here is said of the plan as others will read it.
  CONSTAT_ASSIGN(const audit::WrittenPlan written, audit::FormatPlan(meant));
  const auto& [text, plan] = written;
  CONSTAT_ASSIGN(const audit::Sizes sizes, audit::SizesOf(plan));
  CONSTAT_TRY(io::WriteNewFile(options.out, AsBytes(text)));
  if (!options.json.empty())
    CONSTAT_TRY(console::WriteOutput(options.json, audit::FormatPlanJson(plan, sizes), terminal));
  if (plan.manifest) SayMissing(plan, plan.manifest->ballots, terminal);
  if (options.json == "-") return ExitStatus::kOk;
  terminal.Print(audit::FormatPlanText(plan, sizes));
  terminal.Say(fmt::format("SHA-256 of the plan: {}", text::FormatHex(plan.file_sha256)));
  terminal.Print(
      audit::FormatPlanNext(plan, sizes, {.plan = options.out, .manifest = options.plan.manifest}));
  return ExitStatus::kOk;
}

Result<ExitStatus> RunDraw(const DrawOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const audit::Plan plan, audit::ReadPlan(options.plan));
  CONSTAT_ASSIGN(const audit::BallotManifest manifest, audit::ReadBallotManifest(options.manifest));
  CONSTAT_TRY(audit::CheckManifest(plan, manifest));
  const audit::Drawing drawing = audit::DrawingOf(plan, options.seed, options.range);
  CONSTAT_ASSIGN(const std::string text, audit::FormatDrawList(plan, manifest, drawing));
  CONSTAT_TRY(io::WriteNewFile(options.out, AsBytes(text)));
  SayMissing(plan, manifest.ballots, terminal);
  if (audit::IsShortSeed(options.seed)) {
    terminal.Note("Warning: the seed is short, and somebody could have tried many; roll at least 20 digits.");
  }
  terminal.Print(
      audit::FormatDrawnText(plan, manifest, drawing, {.plan = options.plan, .list = options.out}));
  return ExitStatus::kOk;
}

Result<ExitStatus> RunUpdate(const UpdateOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const audit::Plan plan, audit::ReadPlan(options.plan));
  CONSTAT_ASSIGN(const audit::Sample sample, audit::MakeSample(plan, options.lists, options.counts));
  CONSTAT_ASSIGN(const audit::Judgement judgement, audit::Judge(plan, sample));
  if (!options.json.empty()) {
    CONSTAT_TRY(
        console::WriteOutput(options.json, audit::FormatJudgementJson(plan, sample, judgement), terminal));
  }
  if (options.json != "-") terminal.Print(audit::FormatJudgementText(plan, sample, judgement));
  return judgement.verdict == audit::Verdict::kStop ? ExitStatus::kOk : ExitStatus::kOpen;
}

void AddPlan(CommandTree& tree, Command group) {
  auto options = std::make_shared<PlanOptions>();
  Command plan = tree.Add(
      group,
      {"plan", "Say how many ballots an audit has to draw, and write its plan",
       "constat audit plan --winner Yes=600 --loser No=400 --ballots 1000 --manifest "
       "ballots.csv --out audit.toml",
       "Where more than two options stood, audit the winner against each other one, at least against the "
       "runner-up; votes for the rest are ballots for neither."},
      [options](Terminal& terminal) { return RunPlan(*options, terminal); });
  plan.Add("--winner", options->plan.winner, "The option reported to have won, and its votes")
      .Value("NAME=VOTES")
      .Required();
  plan.Add("--loser", options->plan.loser, "The other option, or the runner-up, and its votes")
      .Value("NAME=VOTES")
      .Required();
  plan.Add("--ballots", options->plan.ballots, "All ballots cast, those for neither included")
      .Value("N")
      .Required()
      .Positive();
  plan.Add("--risk-limit", options->plan.risk_limit, "5% if not given").Value("PERCENT");
  plan.Add("--method", options->plan.method, "polling (if not given), comparison or alpha").Value("METHOD");
  plan.Add("--manifest", options->plan.manifest, "The list of boxes: columns batch, ballots").Value("CSV");
  plan.Add("--out", options->out, "The plan to write").Value("FILE").Required();
  plan.Add("--json", options->json, "Write the sizes for programs to this file (- for here)").Value("FILE");
}

void AddDraw(CommandTree& tree, Command group) {
  auto options = std::make_shared<DrawOptions>();
  Command draw =
      tree.Add(group,
               {"draw", "Draw ballots by a seed that was rolled in public",
                "constat audit draw audit.toml --seed 31415926535897932384 --manifest ballots.csv --count "
                "290 --out draw-1.csv",
                "Draw i is SHA-256 of \"SEED,i\" as a number, modulo the number of ballots, plus 1; alpha "
                "skips a ballot drawn before."},
               [options](Terminal& terminal) { return RunDraw(*options, terminal); });
  draw.Add("PLAN", options->plan, "The plan").Required();
  draw.Add("--seed", options->seed, "The digits, rolled after plan and manifest were published")
      .Value("DIGITS")
      .Required();
  draw.Add("--manifest", options->manifest, "The list of boxes: columns batch, ballots")
      .Value("CSV")
      .Required();
  draw.Add("--count", options->range.count, "How many to draw").Value("N").Required();
  draw.Add("--from", options->range.first, "The number of the first draw, 1 if not given").Value("N");
  draw.Add("--out", options->out, "The list of draws to write").Value("CSV").Required();
}

void AddUpdate(CommandTree& tree, Command group) {
  auto options = std::make_shared<UpdateOptions>();
  Command update =
      tree.Add(group,
               {"update", "Say whether the audit may stop, from all ballots read so far",
                "constat audit update audit.toml --results draw-1.csv --results draw-2.csv\n"
                "constat audit update audit.toml --winner-votes 175 --loser-votes 110 --other 5",
                "Exit status 0: stop; 3: go on, or count all by hand; 2: the lists cannot be used."},
               [options](Terminal& terminal) { return RunUpdate(*options, terminal); });
  update.Add("PLAN", options->plan, "The plan").Required();
  update.Add("--results", options->lists.files, "A list of draws with the votes filled in")
      .Value("CSV")
      .OneEach();
  update.Add("--seed", options->lists.seed, "Check that the lists hold the draws of this seed")
      .Value("DIGITS");
  const auto count = [&](const char* name, std::optional<int64_t>& value, const char* text) {
    update.Add(name, value, text).Value("N").Between(0, int64_t{1} << 31);
  };
  count("--winner-votes", options->counts.winner, "Ballots read for the winner");
  count("--loser-votes", options->counts.loser, "Ballots read for the loser, and missing ones");
  count("--other", options->counts.other, "Ballots read for neither");
  count("--compared", options->counts.compared, "Ballots compared with their record");
  count("--over1", options->counts.over1, "Records too good for the winner by 1 vote");
  count("--over2", options->counts.over2, "Records too good for the winner by 2 votes");
  count("--under1", options->counts.under1, "Records too bad for the winner by 1 vote");
  count("--under2", options->counts.under2, "Records too bad for the winner by 2 votes");
  update.Add("--json", options->json, "Write the state for programs to this file (- for here)").Value("FILE");
}

}  // namespace

void AddAuditCommands(CommandTree& tree) {
  Command group =
      tree.AddGroup("audit", "Audit a count of paper ballots: how many to draw, which, and when to stop");
  AddPlan(tree, group);
  AddDraw(tree, group);
  AddUpdate(tree, group);
}

}  // namespace constat::cli
