#include "constat/audit/sample.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "constat/audit/alpha_polling.h"
#include "constat/audit/draw.h"
#include "constat/audit/list_reader.h"
#include "constat/io/file.h"
#include "constat/table/cell.h"

namespace constat::audit {
namespace {

enum class Vote { kWinner, kLoser, kOther, kMissing };

// DrawnBallot is one row; ticket 0 where the list has no tickets.
struct DrawnBallot {
  int64_t ticket = 0;
  Vote vote = Vote::kOther;
  Vote machine = Vote::kOther;
};

// Margin is what a ballot adds to the winner's margin.
int Margin(Vote vote) { return vote == Vote::kWinner ? 1 : vote == Vote::kOther ? 0 : -1; }

class ResultsReader {
 public:
  explicit ResultsReader(const Plan& plan) : plan_(plan) {}

  Status ReadFileOf(const std::string& path) {
    CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(path, kMaxDrawListSize));
    CONSTAT_ASSIGN(ListReader rows, ListReader::Open(std::string(AsText(bytes)), path));
    CONSTAT_ASSIGN(const size_t draw, rows.Column("draw"));
    CONSTAT_ASSIGN(const size_t vote, rows.Column("vote"));
    size_t machine = vote;
    if (plan_.method == Method::kComparison) {
      CONSTAT_ASSIGN(machine, rows.Column("machine"));
    }
    size_t ticket = draw;
    if (rows.Has("ticket")) {
      CONSTAT_ASSIGN(ticket, rows.Column("ticket"));
    }
    while (true) {
      CONSTAT_ASSIGN(const bool more, rows.Next());
      if (!more) return {};
      CONSTAT_ASSIGN(const int64_t number, rows.Count(draw));
      DrawnBallot ballot;
      CONSTAT_ASSIGN(ballot.vote, VoteIn(rows, vote, "vote"));
      CONSTAT_ASSIGN(ballot.machine, VoteIn(rows, machine, "machine"));
      if (ballot.machine == Vote::kMissing) ballot.machine = Vote::kWinner;  // the worst it can have been
      if (ticket != draw) {
        CONSTAT_ASSIGN(ballot.ticket, rows.Count(ticket));
        CONSTAT_TRY(CheckTicket(rows, ballot));
      }
      if (number < 1 || static_cast<uint64_t>(number) > kMostDraws) {
        return rows.Wrong(ErrorCode::kBadNumber, "draws are numbered from 1 to 1,000,000");
      }
      if (!ballots_.emplace(number, ballot).second) {
        return rows.Wrong(ErrorCode::kDuplicate,
                          fmt::format("draw {} stands here twice; each list must be given once", number));
      }
    }
  }

  // InOrder checks that no draw is left out. Reading only some would let a person choose which to read.
  Result<std::vector<DrawnBallot>> InOrder() const {
    std::vector<DrawnBallot> out;
    for (const auto& [number, ballot] : ballots_) {
      if (number != static_cast<int64_t>(out.size()) + 1) {
        return Fail(
            ErrorCode::kWrongOrder,
            fmt::format("draw {} is not in the lists; give the results of all draws from the first on, "
                        "those of earlier lists too",
                        out.size() + 1));
      }
      out.push_back(ballot);
    }
    if (out.empty()) return Fail(ErrorCode::kBadText, "the lists hold no results; fill in the column vote");
    return out;
  }

 private:
  Result<Vote> VoteIn(const ListReader& rows, size_t column, std::string_view name) const {
    const std::string_view word = rows.Cell(column);
    if (SameWord(word, plan_.winner)) return Vote::kWinner;
    if (SameWord(word, plan_.loser)) return Vote::kLoser;
    if (SameWord(word, kOtherWord)) return Vote::kOther;
    if (SameWord(word, kMissingWord)) return Vote::kMissing;
    const std::string what = word.empty() ? "nothing stands" : table::Quoted(word) + " stands";
    return rows.Wrong(ErrorCode::kBadText,
                      fmt::format("{} under {}; write {}, {}, other (for neither, blank or void) or "
                                  "missing (not found)",
                                  what, name, plan_.winner, plan_.loser));
  }

  Status CheckTicket(const ListReader& rows, const DrawnBallot& ballot) {
    if (ballot.ticket < 1 || ballot.ticket > plan_.reported.ballots) {
      return rows.Wrong(ErrorCode::kBadNumber,
                        fmt::format("ticket {} is outside 1..{}; is this list of another plan?",
                                    ballot.ticket, plan_.reported.ballots));
    }
    if (plan_.manifest && ballot.ticket > plan_.manifest->ballots && ballot.vote != Vote::kMissing) {
      return rows.Wrong(
          ErrorCode::kWrongCount,
          fmt::format("ticket {} is of no ballot in the manifest; its vote must be missing", ballot.ticket));
    }
    const auto [seen, is_new] = tickets_.emplace(ballot.ticket, ballot);
    if (is_new) return {};
    if (plan_.method == Method::kAlpha) {
      return rows.Wrong(
          ErrorCode::kDuplicate,
          fmt::format("ticket {} stands here twice, but alpha draws each ballot once", ballot.ticket));
    }
    if (seen->second.vote != ballot.vote || seen->second.machine != ballot.machine) {
      return rows.Wrong(
          ErrorCode::kWrongCount,
          fmt::format("ticket {} was drawn before, and another vote was written down then; look at "
                      "the ballot again",
                      ballot.ticket));
    }
    return {};
  }

  const Plan& plan_;
  std::map<int64_t, DrawnBallot> ballots_;  // by draw
  std::map<int64_t, DrawnBallot> tickets_;
};

Status CheckSeed(const Plan& plan, const std::string& seed, const std::vector<DrawnBallot>& ballots) {
  CONSTAT_ASSIGN(const std::vector<int64_t> tickets,
                 DrawTickets({.seed = seed,
                              .ballots = plan.reported.ballots,
                              .replacement = plan.method != Method::kAlpha,
                              .first = 1,
                              .count = ballots.size()}));
  for (size_t i = 0; i < tickets.size(); ++i) {
    if (ballots[i].ticket == tickets[i]) continue;
    return Fail(
        ErrorCode::kWrongCount,
        fmt::format("draw {} has ticket {}, but the seed draws {}; the lists are not of this seed and plan",
                    i + 1, ballots[i].ticket == 0 ? "none" : std::to_string(ballots[i].ticket), tickets[i]));
  }
  return {};
}

void AddBallot(const DrawnBallot& ballot, Sample& sample) {
  ++sample.drawn;
  if (ballot.vote == Vote::kWinner) ++sample.votes.winner;
  if (ballot.vote == Vote::kLoser || ballot.vote == Vote::kMissing) ++sample.votes.loser;
  if (ballot.vote == Vote::kOther) ++sample.other;
  if (ballot.vote == Vote::kMissing) ++sample.missing;
  sample.values.push_back(0.5 + 0.5 * Margin(ballot.vote));
  switch (Margin(ballot.machine) - Margin(ballot.vote)) {
    case 2:
      ++sample.differences.two_over;
      break;
    case 1:
      ++sample.differences.one_over;
      break;
    case -1:
      ++sample.differences.one_under;
      break;
    case -2:
      ++sample.differences.two_under;
      break;
    default:
      break;
  }
}

// Continue says that the audit goes on, or, with nothing to go on with, that all ballots are to be counted.
Judgement Continue(const Plan& plan, int64_t drawn, double p, std::optional<int64_t> more) {
  if (!more || *more > plan.reported.ballots - drawn) return {Verdict::kFullCount, p, 0};
  return {Verdict::kGoOn, p, std::max<int64_t>(*more, 1)};
}

Result<Judgement> JudgePolling(const Plan& plan, const Sample& sample) {
  CONSTAT_ASSIGN(const double p, BravoPValue(plan.reported, sample.votes));
  if (p <= plan.risk_limit) return Judgement{Verdict::kStop, p, 0};
  // Refused where the margin or the sample is such that no sample will do.
  const Result<int64_t> more = BravoQuantileSize(plan.reported, plan.risk_limit, 0.8, sample.votes);
  return Continue(plan, sample.drawn, p, more ? std::optional(*more) : std::nullopt);
}

Result<Judgement> JudgeAlpha(const Plan& plan, const Sample& sample) {
  CONSTAT_ASSIGN(const AlphaSettings settings, AlphaPolling(plan.reported));
  CONSTAT_ASSIGN(const SequentialTest test, TestAlpha(sample.values, settings));
  if (test.p <= plan.risk_limit) return Judgement{Verdict::kStop, test.p, 0};
  CONSTAT_ASSIGN(const AlphaSizes sizes, SimulateAlphaSizes(plan.reported, plan.risk_limit, sample.values));
  return Continue(plan, sample.drawn, test.p, sizes.q80);
}

// MoreWithoutDifferences is how many more ballots are enough if none of them differs; nothing where all
// ballots are not.
std::optional<int64_t> MoreWithoutDifferences(const Plan& plan, double margin, DiscrepancyCounts counts) {
  const int64_t drawn = counts.ballots;
  const auto is_enough = [&](int64_t ballots) {
    counts.ballots = ballots;
    const Result<double> p = ComparisonPValue(margin, counts);
    return p && *p <= plan.risk_limit;
  };
  int64_t too_few = drawn;
  int64_t enough = plan.reported.ballots;
  if (too_few >= enough || !is_enough(enough)) return std::nullopt;
  while (enough - too_few > 1) {  // p falls with each ballot that does not differ
    const int64_t middle = too_few + (enough - too_few) / 2;
    (is_enough(middle) ? enough : too_few) = middle;
  }
  return enough - drawn;
}

Result<Judgement> JudgeComparison(const Plan& plan, const Sample& sample) {
  const double margin = static_cast<double>(plan.reported.winner - plan.reported.loser) /
                        static_cast<double>(plan.reported.ballots);
  DiscrepancyCounts counts = sample.differences;
  counts.ballots = sample.drawn;
  CONSTAT_ASSIGN(const double p, ComparisonPValue(margin, counts));
  if (p <= plan.risk_limit) return Judgement{Verdict::kStop, p, 0};
  // The logarithm of p grows with the sample where its rates of differences stay as they are.
  const double so_far = std::log(p);
  if (so_far < 0) {
    const double more =
        std::ceil(static_cast<double>(sample.drawn) * (std::log(plan.risk_limit) / so_far - 1));
    return Continue(plan, sample.drawn, p,
                    more < 0x1p31 ? std::optional(static_cast<int64_t>(more)) : std::nullopt);
  }
  // At the rates so far p would never fall. Few ballots say little about rates; as many as planned do.
  const Result<int64_t> planned = ComparisonSize(margin, plan.risk_limit);
  if (!planned || sample.drawn >= *planned) return Continue(plan, sample.drawn, p, std::nullopt);
  return Continue(plan, sample.drawn, p, MoreWithoutDifferences(plan, margin, counts));
}

}  // namespace

Result<Sample> ReadSample(const Plan& plan, const ResultLists& lists) {
  ResultsReader reader(plan);
  for (const std::string& file : lists.files) CONSTAT_TRY(reader.ReadFileOf(file));
  CONSTAT_ASSIGN(const std::vector<DrawnBallot> ballots, reader.InOrder());
  if (!lists.seed.empty()) CONSTAT_TRY(CheckSeed(plan, lists.seed, ballots));
  Sample sample;
  sample.seed_checked = !lists.seed.empty();
  for (const DrawnBallot& ballot : ballots) AddBallot(ballot, sample);
  if (plan.method != Method::kComparison) sample.differences = {};
  return sample;
}

Result<Judgement> Judge(const Plan& plan, const Sample& sample) {
  switch (plan.method) {
    case Method::kPolling:
      return JudgePolling(plan, sample);
    case Method::kAlpha:
      return JudgeAlpha(plan, sample);
    case Method::kComparison:
      return JudgeComparison(plan, sample);
  }
  return Fail(ErrorCode::kUsage, "no such method of audit");
}

}  // namespace constat::audit
