#include "constat/record/collusion.h"

#include <algorithm>
#include <map>

#include "constat/base/check.h"

namespace constat::record {
namespace {

// Bundle is what one keeper has.
struct Bundle {
  Keeper keeper;
  bool registrar = false;
  bool board = false;
  size_t witnesses = 0;
  size_t trustees = 0;
};

std::vector<Bundle> BundlesOf(const Manifest& manifest) {
  std::map<Keeper, Bundle> by_keeper;
  for (const KeptKey& key : KeptKeys(manifest)) {
    Bundle& bundle = by_keeper[key.keeper];
    bundle.keeper = key.keeper;
    bundle.registrar = bundle.registrar || key.party.role == Role::kRegistrar;
    bundle.board = bundle.board || key.party.role == Role::kBoard;
    bundle.witnesses += key.party.role == Role::kWitness ? 1 : 0;
    bundle.trustees += key.party.role == Role::kTrustee ? 1 : 0;
  }
  std::vector<Bundle> out;
  for (const auto& [keeper, bundle] : by_keeper) out.push_back(bundle);
  return out;
}

// Fewest finds the least number of bundles with so many witnesses' and trustees' keys, from the last bundle
// to the first: the fewest that are needed of those from i on, for every rest that may be missing.
class Fewest {
 public:
  Fewest(std::vector<Bundle> bundles, size_t witnesses, size_t trustees)
      : bundles_(std::move(bundles)), witnesses_(witnesses), trustees_(trustees) {
    counts_.assign((bundles_.size() + 1) * (witnesses_ + 1) * (trustees_ + 1), kNever);
    At(bundles_.size(), 0, 0) = 0;
    for (size_t i = bundles_.size(); i-- > 0;) {
      for (size_t w = 0; w <= witnesses_; ++w) {
        for (size_t t = 0; t <= trustees_; ++t) At(i, w, t) = std::min(At(i + 1, w, t), With(i, w, t));
      }
    }
  }

  [[nodiscard]] std::vector<Keeper> Take() {
    std::vector<Keeper> out;
    size_t w = witnesses_;
    size_t t = trustees_;
    for (size_t i = 0; i < bundles_.size(); ++i) {
      if (At(i, w, t) == kNever || At(i, w, t) == 0 || With(i, w, t) != At(i, w, t)) continue;
      out.push_back(bundles_[i].keeper);
      w -= std::min(w, bundles_[i].witnesses);
      t -= std::min(t, bundles_[i].trustees);
    }
    return out;
  }

 private:
  static constexpr size_t kNever = SIZE_MAX;

  size_t& At(size_t i, size_t w, size_t t) {
    return counts_[(i * (witnesses_ + 1) + w) * (trustees_ + 1) + t];
  }
  // With is the fewest when bundle i is one of them.
  size_t With(size_t i, size_t w, size_t t) {
    const Bundle& bundle = bundles_[i];
    const size_t rest = At(i + 1, w - std::min(w, bundle.witnesses), t - std::min(t, bundle.trustees));
    return rest == kNever ? kNever : rest + 1;
  }

  std::vector<Bundle> bundles_;
  size_t witnesses_;
  size_t trustees_;
  std::vector<size_t> counts_;
};

}  // namespace

Needed NeededKeys(const Manifest& m, Plot plot) {
  const size_t witnesses = m.witnesses.size();
  const size_t trustees = m.trustees.size();
  const size_t forked = 2 * size_t{m.quorum} - witnesses;
  switch (plot) {
    case Plot::kVoteForOthers:
      return {.registrars = m.registrars.size()};
    case Plot::kReadBallots:
      return {.trustees = m.threshold};
    case Plot::kTwoHistories:
      return {.board = 1, .witnesses = forked};
    case Plot::kSingleBallots:
      return {.board = 1, .witnesses = forked, .trustees = 2 * size_t{m.threshold} - trustees};
    case Plot::kNoClose:
      return {.witnesses = witnesses - m.quorum + 1};
    case Plot::kNoCount:
      return {.trustees = trustees - m.threshold + 1};
  }
  CONSTAT_CHECK(false);
}

std::vector<Keeper> FewestKeepers(const Manifest& manifest, Plot plot) {
  const Needed needed = NeededKeys(manifest, plot);
  std::vector<Keeper> out;
  std::vector<Bundle> others;
  size_t witnesses = needed.witnesses;
  size_t trustees = needed.trustees;
  // Who has a key that no other one can stand for is one of them in any case, with all that it has.
  for (const Bundle& bundle : BundlesOf(manifest)) {
    if ((needed.registrars > 0 && bundle.registrar) || (needed.board > 0 && bundle.board)) {
      out.push_back(bundle.keeper);
      witnesses -= std::min(witnesses, bundle.witnesses);
      trustees -= std::min(trustees, bundle.trustees);
    } else {
      others.push_back(bundle);
    }
  }
  for (const Keeper& keeper : Fewest(std::move(others), witnesses, trustees).Take()) out.push_back(keeper);
  std::sort(out.begin(), out.end());
  return out;
}

std::string_view KeeperName(const Manifest& m, const Keeper& keeper) {
  switch (keeper.role) {
    case Role::kOrganiser:
      return m.organiser.name;
    case Role::kRegistrar:
      return m.registrars.at(keeper.index).name;
    case Role::kBoard:
      return m.board.name;
    case Role::kWitness:
      return m.witnesses.at(keeper.index).name;
    case Role::kTrustee:
      return m.trustees.at(keeper.index - 1u).name;
    case Role::kObserver:
      return m.observers.at(keeper.index).name;
  }
  CONSTAT_CHECK(false);
}

}  // namespace constat::record
