// constat audit plan, draw, update.
#include <fmt/core.h>

#include <algorithm>
#include <memory>

#include "constat/audit/draw.h"
#include "constat/audit/list_reader.h"
#include "constat/audit/plan.h"
#include "constat/audit/sample.h"
#include "constat/cli/audit/audit_text.h"
#include "constat/cli/commands.h"
#include "constat/cli/output_file.h"
#include "constat/crypto/hash.h"
#include "constat/io/file.h"
#include "constat/io/read_back.h"
#include "constat/text/csv.h"
#include "constat/text/hex.h"

namespace constat::cli {
namespace {

constexpr size_t kGoodSeedSize = 20;

struct PlanOptions {
  std::string winner, loser, manifest, out, json;
  std::string risk_limit = "5%";
  std::string method = "polling";
  int64_t ballots = 0;
};

struct DrawOptions {
  std::string plan, seed, manifest, out;
  uint64_t first = 1;
  uint64_t count = 0;
};

// UpdateOptions: counts are nothing where they were not given.
struct UpdateOptions {
  std::string plan, json;
  audit::ResultLists lists;
  std::optional<int64_t> winner, loser, other, compared, over1, over2, under1, under2;
};

Result<audit::Plan> MakePlan(const PlanOptions& options) {
  audit::Plan plan;
  CONSTAT_ASSIGN(plan.method, audit::ParseMethod(options.method));
  CONSTAT_ASSIGN(plan.risk_limit, audit::ParseRiskLimit(options.risk_limit));
  CONSTAT_ASSIGN(const audit::NameVotes winner, audit::ParseNameVotes(options.winner));
  CONSTAT_ASSIGN(const audit::NameVotes loser, audit::ParseNameVotes(options.loser));
  plan.winner = winner.name;
  plan.loser = loser.name;
  plan.reported = {winner.votes, loser.votes, options.ballots};
  if (!options.manifest.empty()) {
    CONSTAT_ASSIGN(const audit::BallotManifest manifest, audit::ReadBallotManifest(options.manifest));
    plan.manifest = audit::PinnedManifest{manifest.sha256, manifest.ballots};
  }
  CONSTAT_TRY(audit::CheckPlan(plan));
  return plan;
}

// SayMissing says what ballots that are counted, but not in the manifest, do to the audit.
void SayMissing(const audit::Plan& plan, int64_t listed, Terminal& terminal) {
  if (listed == plan.reported.ballots) return;
  terminal.Note(
      fmt::format("Warning: the count has {}, the manifest only {}. The {} that are not there can be drawn, "
                  "and then count against {}. Look for them before the seed is rolled.",
                  FormatBallots(plan.reported.ballots), FormatCount(listed),
                  FormatCount(plan.reported.ballots - listed), CleanForTerminal(plan.winner)));
}

Result<ExitStatus> RunPlan(const PlanOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const audit::Plan meant, MakePlan(options));
  // What is said here is said of the plan as others will read it.
  CONSTAT_ASSIGN(const audit::WrittenPlan written, audit::FormatPlan(meant));
  const auto& [text, plan] = written;
  CONSTAT_ASSIGN(const Sizes sizes, SizesOf(plan));
  CONSTAT_TRY(io::WriteNewFile(options.out, AsBytes(text)));
  if (!options.json.empty()) CONSTAT_TRY(WriteOutput(options.json, FormatPlanJson(plan, sizes), terminal));
  if (plan.manifest) SayMissing(plan, plan.manifest->ballots, terminal);
  if (options.json == "-") return ExitStatus::kOk;
  terminal.Print(FormatPlanText(plan, sizes));
  terminal.Say(fmt::format("SHA-256 of the plan: {}", text::FormatHex(plan.file_sha256)));
  const std::optional<int64_t> size = SizeToBeginWith(plan, sizes);
  if (!size) {
    terminal.Say(fmt::format("\nWrote {}. By this method, a full hand count is less work than an audit.",
                             options.out));
    return ExitStatus::kOk;
  }
  terminal.Say(fmt::format(
      "\n"
      "Wrote {}. Next: publish it together with the manifest of the ballots; then roll at least "
      "20 digits in\n"
      "public, and draw the first ballots with them:\n"
      "  constat audit draw {} --seed DIGITS --manifest {} --count {} --out draw-1.csv",
      options.out, options.out, options.manifest.empty() ? "ballots.csv" : options.manifest, *size));
  return ExitStatus::kOk;
}

// CheckManifest compares the manifest with what the plan pinned, and with the count.
Status CheckManifest(const audit::Plan& plan, const audit::BallotManifest& manifest) {
  if (plan.manifest && plan.manifest->sha256 != manifest.sha256) {
    return Fail(ErrorCode::kWrongHash,
                "this is not the manifest that the plan was made with; use that one, or plan again and roll "
                "a new seed");
  }
  audit::Plan with_this = plan;
  with_this.manifest = audit::PinnedManifest{manifest.sha256, manifest.ballots};
  return audit::CheckPlan(with_this);
}

// RoomToFillIn is how much people may write into a row of a list of draws, in bytes.
size_t RoomToFillIn(const audit::Plan& plan) {
  size_t word = 0;
  for (const std::string_view name :
       {std::string_view(plan.winner), std::string_view(plan.loser), audit::kMissingWord}) {
    word = std::max(word, text::FormatCsvRecord({name}).size());
  }
  return plan.method == audit::Method::kComparison ? 2 * word : word;
}

// ReadDraws reads the draws and tickets of a list of draws, which is not filled in yet.
Result<std::vector<std::pair<int64_t, int64_t>>> ReadDraws(const audit::Plan& plan, const std::string& text) {
  CONSTAT_ASSIGN(audit::ListReader rows, audit::ListReader::Open(text, "the list of draws"));
  CONSTAT_ASSIGN(const size_t draw, rows.Column("draw"));
  CONSTAT_ASSIGN(const size_t ticket, rows.Column("ticket"));
  CONSTAT_TRY(rows.Column("vote"));
  if (plan.method == audit::Method::kComparison) CONSTAT_TRY(rows.Column("machine"));
  std::vector<std::pair<int64_t, int64_t>> out;
  for (;;) {
    CONSTAT_ASSIGN(const bool more, rows.Next());
    if (!more) return out;
    CONSTAT_ASSIGN(const int64_t number, rows.Count(draw));
    CONSTAT_ASSIGN(const int64_t drawn, rows.Count(ticket));
    out.emplace_back(number, drawn);
  }
}

// CheckDraw reads a list of draws back. ERRORS: kTooLarge if it could be more, filled in, than is read.
Status CheckDraw(const audit::Plan& plan, const audit::Drawing& drawing, const std::vector<int64_t>& tickets,
                 const std::string& text) {
  constexpr std::string_view kWhat = "the list of draws";
  CONSTAT_TRY(io::CheckReadableSize(kWhat, text.size() + RoomToFillIn(plan) * tickets.size(),
                                    audit::kMaxDrawListSize));
  return io::CheckReadsBack(kWhat, ReadDraws(plan, text), [&](const auto& read) {
    if (read.size() != tickets.size()) return false;
    for (size_t i = 0; i < read.size(); ++i) {
      if (read[i] != std::pair(static_cast<int64_t>(drawing.first + i), tickets[i])) return false;
    }
    return true;
  });
}

std::string FormatDraw(const audit::Plan& plan, const audit::Drawing& drawing,
                       const audit::BallotManifest& manifest, const std::vector<int64_t>& tickets) {
  const bool comparison = plan.method == audit::Method::kComparison;
  std::vector<std::string_view> fields = {"draw", "ticket", "batch", "position"};
  if (comparison) fields.push_back("machine");
  fields.push_back("vote");
  std::string out = text::FormatCsvRecord(fields);
  const std::vector<audit::BallotPlace> places = audit::PlacesOf(manifest, tickets);
  for (size_t i = 0; i < tickets.size(); ++i) {
    const audit::BallotPlace& place = places[i];
    const std::string draw = std::to_string(drawing.first + i);
    const std::string ticket = std::to_string(tickets[i]);
    const std::string position = place.batch != nullptr ? std::to_string(place.position) : "";
    fields = {draw, ticket, place.batch != nullptr ? std::string_view(place.batch->name) : "", position};
    if (comparison) fields.push_back("");
    fields.push_back(place.batch != nullptr ? std::string_view() : audit::kMissingWord);
    out += text::FormatCsvRecord(fields);
  }
  return out;
}

Result<ExitStatus> RunDraw(const DrawOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const audit::Plan plan, audit::ReadPlan(options.plan));
  CONSTAT_ASSIGN(const audit::BallotManifest manifest, audit::ReadBallotManifest(options.manifest));
  CONSTAT_TRY(CheckManifest(plan, manifest));
  const audit::Drawing drawing{.seed = options.seed,
                               .ballots = plan.reported.ballots,
                               .replacement = plan.method != audit::Method::kAlpha,
                               .first = options.first,
                               .count = options.count};
  CONSTAT_ASSIGN(const std::vector<int64_t> tickets, audit::DrawTickets(drawing));
  const std::string text = FormatDraw(plan, drawing, manifest, tickets);
  CONSTAT_TRY(CheckDraw(plan, drawing, tickets, text));
  CONSTAT_TRY(io::WriteNewFile(options.out, AsBytes(text)));
  SayMissing(plan, manifest.ballots, terminal);
  if (options.seed.size() < kGoodSeedSize) {
    terminal.Note("Warning: the seed is short, and somebody could have tried many; roll at least 20 digits.");
  }
  const uint64_t last = options.first + options.count - 1;
  terminal.Say(fmt::format("Drew {} (draws {} to {}) from {} in {} by the seed {}.",
                           FormatBallots(static_cast<int64_t>(options.count)), options.first, last,
                           FormatBallots(plan.reported.ballots),
                           manifest.batches.size() == 1
                               ? "1 batch"
                               : FormatCount(static_cast<int64_t>(manifest.batches.size())) + " batches",
                           options.seed));
  terminal.Say(fmt::format("SHA-256 of the manifest: {}", text::FormatHex(manifest.sha256)));
  if (!plan.manifest) {
    terminal.Say(
        "The plan does not name the manifest: compare that number with one published before the seed.");
  }
  terminal.Say(fmt::format(
      "Wrote {}. Next: fetch each ballot and write under vote: {}, {}, other or missing{}. Then:\n"
      "  constat audit update {} --results {}{}\n"
      "If it says GO ON, draw with the same seed and --from {}.",
      options.out, CleanForTerminal(plan.winner), CleanForTerminal(plan.loser),
      plan.method == audit::Method::kComparison ? ", and under machine what its record says" : "",
      options.plan, options.first == 1 ? "" : "EARLIER --results ", options.out, last + 1));
  return ExitStatus::kOk;
}

// SampleOfCounts is the sample where counts were given in place of lists.
Result<audit::Sample> SampleOfCounts(const audit::Plan& plan, const UpdateOptions& options) {
  audit::Sample sample;
  const bool comparison = plan.method == audit::Method::kComparison;
  if (plan.method == audit::Method::kAlpha) {
    return Fail(ErrorCode::kUsage,
                "alpha needs the votes in the order of the draw; give the lists with --results");
  }
  if (comparison ? options.winner || options.loser || options.other || !options.compared
                 : !options.winner || !options.loser || options.compared) {
    return Fail(ErrorCode::kUsage,
                comparison
                    ? "this plan is for a comparison; give the lists with --results, or --compared N with "
                      "--over1, --over2, --under1, --under2"
                    : "this plan is for reading ballots; give the lists with --results, or --winner-votes "
                      "and --loser-votes, with --other");
  }
  if (!options.lists.seed.empty()) {
    return Fail(ErrorCode::kUsage, "counts do not say which ballots were drawn; give --seed with --results");
  }
  sample.votes = {options.winner.value_or(0), options.loser.value_or(0)};
  sample.other = options.other.value_or(0);
  sample.drawn = comparison ? *options.compared : sample.votes.winner + sample.votes.loser + sample.other;
  sample.differences = {.ballots = sample.drawn,
                        .one_over = options.over1.value_or(0),
                        .two_over = options.over2.value_or(0),
                        .one_under = options.under1.value_or(0),
                        .two_under = options.under2.value_or(0)};
  if (sample.drawn == 0)
    return Fail(ErrorCode::kBadNumber, "no ballot was read yet; there is nothing to say");
  return sample;
}

Result<ExitStatus> RunUpdate(const UpdateOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const audit::Plan plan, audit::ReadPlan(options.plan));
  const bool counts = options.winner || options.loser || options.other || options.compared || options.over1 ||
                      options.over2 || options.under1 || options.under2;
  if (counts && !options.lists.files.empty()) {
    return Fail(ErrorCode::kUsage, "lists and counts would say the same twice; give one of them");
  }
  CONSTAT_ASSIGN(const audit::Sample sample, options.lists.files.empty()
                                                 ? SampleOfCounts(plan, options)
                                                 : audit::ReadSample(plan, options.lists));
  CONSTAT_ASSIGN(const audit::Judgement state, audit::Judge(plan, sample));
  if (!options.json.empty()) {
    CONSTAT_TRY(WriteOutput(options.json, FormatStateJson(plan, sample, state), terminal));
  }
  if (options.json != "-") terminal.Print(FormatStateText(plan, sample, state));
  return state.verdict == audit::Verdict::kStop ? ExitStatus::kOk : ExitStatus::kOpen;
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
  plan.Add("--winner", options->winner, "The option reported to have won, and its votes")
      .Value("NAME=VOTES")
      .Required();
  plan.Add("--loser", options->loser, "The other option, or the runner-up, and its votes")
      .Value("NAME=VOTES")
      .Required();
  plan.Add("--ballots", options->ballots, "All ballots cast, those for neither included")
      .Value("N")
      .Required()
      .Positive();
  plan.Add("--risk-limit", options->risk_limit, "5% if not given").Value("PERCENT");
  plan.Add("--method", options->method, "polling (if not given), comparison or alpha").Value("METHOD");
  plan.Add("--manifest", options->manifest, "The list of boxes: columns batch, ballots").Value("CSV");
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
  draw.Add("--count", options->count, "How many to draw").Value("N").Required();
  draw.Add("--from", options->first, "The number of the first draw, 1 if not given").Value("N");
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
  count("--winner-votes", options->winner, "Ballots read for the winner");
  count("--loser-votes", options->loser, "Ballots read for the loser, and missing ones");
  count("--other", options->other, "Ballots read for neither");
  count("--compared", options->compared, "Ballots compared with their record");
  count("--over1", options->over1, "Records too good for the winner by 1 vote");
  count("--over2", options->over2, "Records too good for the winner by 2 votes");
  count("--under1", options->under1, "Records too bad for the winner by 1 vote");
  count("--under2", options->under2, "Records too bad for the winner by 2 votes");
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
