#include "constat/verdict/difference.h"

#include <algorithm>

namespace constat::verdict {
namespace {

using record::Outcome;
using record::UnitResult;

// Total is an option's votes over all groups; none where people voted in a group that was not decrypted.
std::optional<uint64_t> Total(const Outcome& outcome, size_t question, size_t option) {
  uint64_t sum = 0;
  for (const UnitResult& unit : outcome.units) {
    if (unit.decrypted) {
      sum += unit.votes[question][option];
    } else if (unit.counted != 0) {
      return std::nullopt;
    }
  }
  return sum;
}

QuestionDifference CompareQuestion(const record::Manifest& manifest, size_t q, const Outcome& published,
                                   const Outcome& right) {
  QuestionDifference out;
  out.published_verdict = published.questions[q].verdict;
  out.right_verdict = right.questions[q].verdict;
  for (size_t o = 0; o < manifest.questions[q].options.size(); ++o) {
    const std::optional<uint64_t> theirs = Total(published, q, o);
    const std::optional<uint64_t> ours = Total(right, q, o);
    if (!theirs || !ours) return out;  // nor any other option's
    out.votes.push_back({*theirs, *ours});
  }
  return out;
}

GroupDifference CompareGroup(const UnitResult& published, const UnitResult& right) {
  GroupDifference out{right.regions, {published.counted, right.counted}, {}};
  if (!published.decrypted || !right.decrypted) return out;
  for (size_t q = 0; q < right.votes.size(); ++q) {
    std::vector<Pair>& votes = out.votes.emplace_back();
    for (size_t o = 0; o < right.votes[q].size(); ++o)
      votes.push_back({published.votes[q][o], right.votes[q][o]});
  }
  return out;
}

// Moved is how many votes would have to be moved, added or taken away to make one of the other.
struct Moved {
  uint64_t more = 0;
  uint64_t fewer = 0;
  void Add(const Pair& pair) {
    const uint64_t greater = std::max(pair.published, pair.right);
    more += greater - pair.right;
    fewer += greater - pair.published;
  }
  [[nodiscard]] uint64_t Votes() const { return std::max(more, fewer); }
};

uint64_t MostVotes(const Difference& difference, size_t q) {
  Moved moved;
  if (difference.other_groups) {
    for (const Pair& pair : difference.questions[q].votes) moved.Add(pair);
    return moved.Votes();
  }
  for (const GroupDifference& group : difference.groups) {
    if (group.votes.empty()) {
      moved.Add({std::max(group.counted.published, group.counted.right), 0});
      continue;
    }
    for (const Pair& pair : group.votes[q]) moved.Add(pair);
  }
  return moved.Votes();
}

void CompareRegions(const Outcome& published, const Outcome& right, Difference& out) {
  for (size_t r = 0; r < right.regions.size(); ++r) {
    if (published.regions[r] == right.regions[r]) continue;
    out.regions.push_back({static_cast<uint16_t>(r),
                           {published.regions[r].registered, right.regions[r].registered},
                           {published.regions[r].counted, right.regions[r].counted},
                           {published.regions[r].ballots, right.regions[r].ballots}});
  }
}

bool SameGroups(const Outcome& published, const Outcome& right) {
  return std::equal(published.units.begin(), published.units.end(), right.units.begin(), right.units.end(),
                    [](const UnitResult& a, const UnitResult& b) { return a.regions == b.regions; });
}

}  // namespace

std::optional<Difference> CompareResults(const verify::Verification& verification) {
  if (!verification.published || !verification.recomputed || verification.context == nullptr)
    return std::nullopt;
  const record::Manifest& manifest = verification.context->manifest;
  const Outcome& published = verification.published->outcome;
  const Outcome& right = *verification.recomputed;
  Difference out;
  out.entry = verification.published->entry;
  out.other_groups = !SameGroups(published, right);
  for (size_t q = 0; q < manifest.questions.size(); ++q)
    out.questions.push_back(CompareQuestion(manifest, q, published, right));
  for (size_t u = 0; !out.other_groups && u < right.units.size(); ++u) {
    if (published.units[u] == right.units[u]) continue;
    out.groups.push_back(CompareGroup(published.units[u], right.units[u]));
  }
  CompareRegions(published, right, out);
  for (size_t q = 0; q < out.questions.size(); ++q)
    out.most_votes = std::max(out.most_votes, MostVotes(out, q));
  return out;
}

}  // namespace constat::verdict
