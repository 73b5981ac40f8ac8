// Lost codes on random runs of entries: shares that make a new credential, ballots of the old one and of the
// new one, good and forged, in any order and however they are cut: judged as one by one, and nobody votes
// with two credentials.
// Spec: LOG-7, ROL-10, BAL-8, BAL-9, BAL-13, VER-5
#include <gtest/gtest.h>

#include <map>

#include "tests/property/judged.h"

namespace constat::referendum {
namespace {

using group::SecretScalar;
using group::WirePoint;
using record::EntryType;
using testing::kFirstMinuteMs;
using testing::Plan;
using testing::World;

constexpr uint64_t kSixMinutesMs = 6 * kMinuteMs;

// Bag collects what is sent for some voters, and how it is made.
class Bag {
 public:
  explicit Bag(World& w) : w_(w) {}

  // AddPerson adds a chain of credentials, each in the place of the one before it, and what each
  // is voted with.
  void AddPerson(size_t voter) {
    const auto links = *rc::gen::element(1, 1, 1, 2, 3);
    for (int link = 0; link < links; ++link) {
      if (*rc::gen::weightedElement<bool>({{2, false}, {1, true}})) AddBallots(voter);
      const size_t fresh = AddCredential(voter);
      AddBallots(voter);
      voter = fresh;
    }
    AddBallots(voter);
  }

  // Take gives the bodies in a random order, each with a time.
  [[nodiscard]] std::vector<Sent> Take() {
    Reorder();
    uint64_t time_ms = kFirstMinuteMs;
    std::vector<Sent> out;
    for (auto& [type, body] : bodies_) {
      time_ms += *rc::gen::weightedElement<uint64_t>({{16, 0}, {4, kMinuteMs}, {1, kSixMinutesMs}});
      Sent sent{type, time_ms, std::move(body)};
      if (*rc::gen::weightedElement<bool>({{2, false}, {1, true}})) Damage(sent, out);
      out.push_back(std::move(sent));
    }
    return out;
  }

 private:
  // AddCredential adds a share of every registrar, or not of the last one, for a new credential of a voter.
  size_t AddCredential(size_t voter) {
    SecretScalar sum;
    const bool refuses = *rc::gen::weightedElement<bool>({{5, false}, {1, true}});
    for (uint16_t m = 0; m < w_.plan.registrars; ++m) {
      const SecretScalar secret = SecretScalar::Random(w_.rng);
      sum = sum.Add(secret);
      if (refuses && m + 1u == w_.plan.registrars) continue;
      AddShare(m, voter, secret);
      if (*rc::gen::weightedElement<bool>({{4, false}, {1, true}})) AddShare(m, voter, secret);
    }
    const group::WirePoint credential = WirePoint::From(sum.MulBase());
    w_.voters.push_back({std::move(sum), credential, w_.voters[voter].slot});
    return w_.voters.size() - 1;
  }

  // AddShare: the share may wait until a time that is over when it comes, that ends among the other entries,
  // or longer than is allowed.
  void AddShare(uint16_t m, size_t voter, const SecretScalar& secret) {
    const auto until_ms =
        *rc::gen::weightedElement<uint64_t>({{1, kFirstMinuteMs},
                                             {2, kFirstMinuteMs + kMinuteMs},
                                             {2, kFirstMinuteMs + kSixMinutesMs},
                                             {1, kFirstMinuteMs + kMinuteMs + 1},
                                             {6, kFirstMinuteMs + kLongestWaitMs},
                                             {1, kFirstMinuteMs + kLongestWaitMs + kMinuteMs}});
    bodies_.emplace_back(EntryType::kReplacementShare,
                         w_.SignReplacement(w_.Replacement(m, voter, secret, until_ms)));
  }

  void AddBallots(size_t voter) {
    const auto count = *rc::gen::element(0, 1, 1, 2);
    for (int i = 0; i < count; ++i) {
      const bool forged = *rc::gen::weightedElement<bool>({{5, false}, {1, true}});
      const auto revision = *rc::gen::element<uint64_t>(1, 1, 2, 3, 4);
      const auto option = *rc::gen::inRange<uint16_t>(0, 3);
      const record::Ballot ballot =
          forged ? w_.ForgedBallot(voter, {{1, 1, 0}})
                 : w_.Ballot({.voter = voter, .revision = revision, .choices = {{option}}});
      bodies_.emplace_back(EntryType::kBallot, w_.Encoded(ballot));
    }
  }

  // Reorder shuffles everything, or exchanges a few: in the order they were made in, more of
  // them are accepted.
  void Reorder() {
    const size_t size = bodies_.size();
    const auto swaps = *rc::gen::element<size_t>(0, 0, 2, 5, 5 * size);
    for (size_t i = 0; i < swaps; ++i)
      std::swap(bodies_[*rc::gen::inRange<size_t>(0, size)], bodies_[*rc::gen::inRange<size_t>(0, size)]);
  }

  World& w_;
  std::vector<std::pair<EntryType, Bytes>> bodies_;
};

// CheckOneCredentialVotes: of those that a slot ever had, at most one has accepted ballots.
void CheckOneCredentialVotes(const World& w, const std::vector<Sent>& all, const Judged& judged) {
  std::map<std::pair<uint16_t, uint32_t>, group::EncodedPoint> voted;
  for (size_t i = 0; i < all.size(); ++i) {
    if (all[i].type != EntryType::kBallot || judged.codes[i] != "ok") continue;
    const auto at = std::find_if(w.voters.begin(), w.voters.end(), [&](const testing::Voter& voter) {
      return std::equal(voter.credential.encoded.begin(), voter.credential.encoded.end(),
                        all[i].body.begin());
    });
    RC_ASSERT(at != w.voters.end());
    const auto [slot, is_new] =
        voted.emplace(std::pair(at->slot.region, at->slot.number), at->credential.encoded);
    RC_ASSERT(is_new || slot->second == at->credential.encoded);
  }
}

RC_GTEST_PROP(ReplacementProperty, OldAndNewCredentialsInOneBatchAreJudgedAsOneByOne, ()) {
  const auto registrars = *rc::gen::element<size_t>(1, 2, 2);
  World w({.name = "replaced",
           .voters = {4, 2},
           .registrars = registrars,
           .trustees = 2,
           .max_ballots = 2,
           .replace_permille = 0,
           .replace_least = *rc::gen::element<uint16_t>(1, 2, 3)});
  w.ToOpen();
  Bag bag(w);
  const auto persons = *rc::gen::element<size_t>(1, 2, 4);
  for (size_t voter = 0; voter < persons; ++voter) bag.AddPerson(voter);
  const std::vector<Sent> all = bag.Take();
  const Judged judged = JudgedInEveryWay(w.log, all);
  CheckOneCredentialVotes(w, all, judged);
  for (const uint32_t replaced : judged.replaced) RC_ASSERT(replaced <= w.manifest.replace_least);
  const auto seen = [&](const std::string& code) {
    return std::count(judged.codes.begin(), judged.codes.end(), code) > 0;
  };
  RC_CLASSIFY(judged.replaced[0] > 0, "a code was replaced");
  RC_CLASSIFY(seen("credential-replaced"), "an old code was tried");
  RC_CLASSIFY(seen("already-voted"), "a code that had voted was to be replaced");
  RC_CLASSIFY(seen("too-many-replacements"), "a cap was reached");
  RC_CLASSIFY(seen("bad-number"), "a share waits for no time, or too long");
}

}  // namespace
}  // namespace constat::referendum
