#include "constat/audit/sample.h"

#include <fmt/core.h>

#include <map>

#include "constat/audit/draw.h"
#include "constat/audit/draw_list.h"
#include "constat/audit/list_reader.h"
#include "constat/audit/vote_word.h"
#include "constat/io/file.h"
#include "constat/table/cell.h"

namespace constat::audit {
namespace {

// DrawnBallot is one row of a list that is filled in; ticket 0 where the list has no tickets.
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

  Status Add(ByteView list, const std::string& name) {
    CONSTAT_ASSIGN(ListReader rows, ListReader::Open(std::string(AsText(list)), name));
    CONSTAT_ASSIGN(const DrawColumns columns, FindDrawColumns(plan_, rows));
    while (true) {
      CONSTAT_ASSIGN(const bool more, rows.Next());
      if (!more) return {};
      CONSTAT_ASSIGN(const int64_t number, rows.Count(columns.draw));
      DrawnBallot ballot;
      CONSTAT_ASSIGN(ballot.vote, VoteIn(rows, columns.vote, "vote"));
      CONSTAT_ASSIGN(ballot.machine, VoteIn(rows, columns.machine.value_or(columns.vote), "machine"));
      if (ballot.machine == Vote::kMissing) ballot.machine = Vote::kWinner;  // the worst it can have been
      if (columns.ticket) {
        CONSTAT_ASSIGN(ballot.ticket, rows.Count(*columns.ticket));
        CONSTAT_TRY(CheckTicket(rows, ballot));
      }
      if (number < 1 || static_cast<uint64_t>(number) > kMostDraws) {
        return rows.Wrong(ErrorCode::kBadNumber, "draws are numbered from 1 to 1,000,000");
      }
      if (!ballots_.emplace(number, ballot).second) {
        return rows.Wrong(ErrorCode::kDuplicate,
                          fmt::format("draw {} is here twice; give each list once", number));
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
    if (const std::optional<Vote> vote = ParseVote(plan_, word)) return *vote;
    const std::string what = word.empty() ? "nothing is" : table::Quoted(word) + " is";
    return rows.Wrong(ErrorCode::kBadText,
                      fmt::format("{} under {}; write {}, {}, other (for neither, blank or void) or "
                                  "missing (not found)",
                                  what, name, plan_.winner, plan_.loser));
  }

  Status CheckTicket(const ListReader& rows, const DrawnBallot& ballot) {
    if (ballot.ticket < 1 || ballot.ticket > plan_.reported.ballots) {
      return rows.Wrong(ErrorCode::kBadNumber,
                        fmt::format("there is no ticket {}, only 1 to {}; is this list of another plan?",
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
          fmt::format("ticket {} is here twice, but alpha draws each ballot once", ballot.ticket));
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

// CheckDrawnBy says whether these are the ballots that the seed draws.
Status CheckDrawnBy(const Plan& plan, const std::string& seed, const std::vector<DrawnBallot>& ballots) {
  CONSTAT_ASSIGN(const std::vector<int64_t> tickets, DrawTickets(DrawingOf(plan, seed, {1, ballots.size()})));
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

// CheckCounts says whether the counts given are those that a sample of this plan consists of.
Status CheckCounts(const Plan& plan, const SampleCounts& counts) {
  if (plan.method == Method::kAlpha) {
    return Fail(ErrorCode::kUsage,
                "alpha needs the votes in the order of the draw; give the lists with --results");
  }
  const bool comparison = plan.method == Method::kComparison;
  if (comparison ? counts.winner || counts.loser || counts.other || !counts.compared
                 : !counts.winner || !counts.loser || counts.compared) {
    return Fail(ErrorCode::kUsage,
                comparison
                    ? "this plan is for a comparison; give the lists with --results, or --compared N with "
                      "--over1, --over2, --under1, --under2"
                    : "this plan is for reading ballots; give the lists with --results, or --winner-votes "
                      "and --loser-votes, with --other");
  }
  return {};
}

Result<Sample> SampleOfCounts(const Plan& plan, const SampleCounts& counts, const std::string& seed) {
  CONSTAT_TRY(CheckCounts(plan, counts));
  if (!seed.empty()) {
    return Fail(ErrorCode::kUsage, "counts do not say which ballots were drawn; give --seed with --results");
  }
  Sample sample;
  sample.votes = {counts.winner.value_or(0), counts.loser.value_or(0)};
  sample.other = counts.other.value_or(0);
  sample.drawn = counts.compared.value_or(sample.votes.winner + sample.votes.loser + sample.other);
  sample.differences = {.ballots = sample.drawn,
                        .one_over = counts.over1.value_or(0),
                        .two_over = counts.over2.value_or(0),
                        .one_under = counts.under1.value_or(0),
                        .two_under = counts.under2.value_or(0)};
  if (sample.drawn == 0)
    return Fail(ErrorCode::kBadNumber, "no ballot was read yet; there is nothing to say");
  return sample;
}

}  // namespace

Result<Sample> ReadSample(const Plan& plan, const ResultLists& lists) {
  return ParseSample(plan, lists,
                     [](const std::string& path, size_t max_size) { return io::ReadFile(path, max_size); });
}

Result<Sample> ParseSample(const Plan& plan, const ResultLists& lists, const BytesByName& files) {
  ResultsReader reader(plan);
  for (const std::string& name : lists.files) {
    CONSTAT_ASSIGN(const Bytes list, files(name, kMaxDrawListSize));
    CONSTAT_TRY(reader.Add(list, name));
  }
  CONSTAT_ASSIGN(const std::vector<DrawnBallot> ballots, reader.InOrder());
  if (!lists.seed.empty()) CONSTAT_TRY(CheckDrawnBy(plan, lists.seed, ballots));
  Sample sample;
  sample.seed_checked = !lists.seed.empty();
  for (const DrawnBallot& ballot : ballots) AddBallot(ballot, sample);
  if (plan.method != Method::kComparison) sample.differences = {};
  return sample;
}

Result<Sample> MakeSample(const Plan& plan, const ResultLists& lists, const SampleCounts& counts) {
  if (lists.files.empty()) return SampleOfCounts(plan, counts, lists.seed);
  if (!counts.IsEmpty()) {
    return Fail(ErrorCode::kUsage, "lists and counts would say the same twice; give one of them");
  }
  return ReadSample(plan, lists);
}

}  // namespace constat::audit
