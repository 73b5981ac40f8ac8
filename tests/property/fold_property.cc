// The fold on random referendums: honest ballots of any shape add up, and entries checked ahead in blocks are
// judged as those that come one by one, whatever the damage. Spec: LOG-7, BAL-8, BAL-13, VER-5
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/property/judged.h"

namespace constat::referendum {
namespace {

using record::EntryType;
using testing::kFirstMinuteMs;
using testing::Plan;
using testing::World;

// ArbitraryQuestion has two to five options, perhaps a blank one, and any range of choices.
record::Question ArbitraryQuestion() {
  const auto options = *rc::gen::inRange<uint16_t>(2, 6);
  record::Question q{.text = {"?"}};
  for (uint16_t o = 0; o < options; ++o) q.options.push_back({{std::to_string(o)}});
  if (*rc::gen::arbitrary<bool>()) q.blank = *rc::gen::inRange<uint16_t>(0, options);
  q.max = *rc::gen::inRange<uint16_t>(1, static_cast<uint16_t>(options + (q.blank == record::kNone ? 1 : 0)));
  q.min = *rc::gen::inRange<uint16_t>(0, static_cast<uint16_t>(q.max + 1));
  return q;
}

// ArbitraryChoice is any choice BAL-2 allows.
std::vector<uint16_t> ArbitraryChoice(const record::Question& q) {
  if (q.blank != record::kNone && *rc::gen::inRange(0, 4) == 0) return {q.blank};
  std::vector<uint16_t> options;
  for (size_t o = 0; o < q.options.size(); ++o) {
    if (o != q.blank) options.push_back(static_cast<uint16_t>(o));
  }
  const auto size = *rc::gen::inRange<size_t>(q.min, q.max + 1u);
  while (options.size() > size) {
    options.erase(options.begin() + *rc::gen::inRange<ptrdiff_t>(0, static_cast<ptrdiff_t>(options.size())));
  }
  return options;
}

RC_GTEST_PROP(FoldProperty, HonestBallotsOfAnyShapeAddUp, ()) {
  Plan plan{.name = "shape-" + std::to_string(*rc::gen::arbitrary<uint32_t>())};
  plan.questions = {ArbitraryQuestion()};
  if (*rc::gen::arbitrary<bool>()) plan.questions.push_back(ArbitraryQuestion());
  plan.voters = {3};
  plan.trustees = 2;
  World w(plan);
  w.ToOpen();
  std::vector<std::vector<uint32_t>> votes;
  for (const record::Question& q : plan.questions) votes.emplace_back(q.options.size());
  for (size_t voter = 0; voter < 3; ++voter) {
    record::Choices choices;
    for (size_t q = 0; q < votes.size(); ++q) {
      choices.push_back(ArbitraryChoice(plan.questions[q]));
      for (const uint16_t o : choices.back()) ++votes[q][o];
    }
    RC_ASSERT(w.Put(EntryType::kBallot,
                    w.Encoded(w.Ballot({.voter = voter, .revision = 1, .choices = choices}))) == "ok");
  }
  w.CloseVote();
  w.ShareAll(1, 2);
  w.PutResult();
  RC_ASSERT(w.referendum.phase() == Phase::kFinal);
  RC_ASSERT(w.referendum.result()->units[0].votes == votes);
}

// Whatever numbers a forged ballot encrypts, it is accepted exactly if they are a choice BAL-2 allows.
RC_GTEST_PROP(FoldProperty, ForgedBallotsAreAcceptedOnlyIfTheyAreAllowedChoices, ()) {
  Plan plan{.name = "forged-" + std::to_string(*rc::gen::arbitrary<uint32_t>())};
  plan.questions = {ArbitraryQuestion()};
  plan.voters = {1};
  plan.trustees = 2;
  World w(plan);
  w.ToOpen();
  const record::Question& q = plan.questions[0];
  const auto message = rc::gen::weightedElement<int64_t>({{8, 0}, {6, 1}, {1, 2}, {1, -1}, {1, 1000}});
  const auto messages = *rc::gen::container<std::vector<int64_t>>(q.options.size(), message);
  record::Choices choices(1);
  bool bits = true;
  for (size_t o = 0; o < messages.size(); ++o) {
    bits = bits && (messages[o] == 0 || messages[o] == 1);
    if (messages[o] == 1) choices[0].push_back(static_cast<uint16_t>(o));
  }
  const bool allowed = bits && record::CheckChoices(w.manifest, choices).has_value();
  RC_ASSERT(w.Put(EntryType::kBallot, w.Encoded(w.ForgedBallot(0, {messages}))) ==
            (allowed ? "ok" : "bad-proof"));
  RC_CLASSIFY(allowed, "allowed");
}

RC_GTEST_PROP(FoldProperty, BallotsCheckedInBlocksAreJudgedAsOneByOne, ()) {
  World w({.name = "blocks", .voters = {4, 2}, .trustees = 2, .max_ballots = 3});
  w.ToOpen();
  std::vector<Sent> all;
  const auto count = *rc::gen::element(1, 5, 9, 14);
  uint64_t time_ms = kFirstMinuteMs;
  for (int i = 0; i < count; ++i) {
    time_ms += *rc::gen::element<uint64_t>(0, 0, 60'000);
    const auto voter = *rc::gen::inRange<size_t>(0, w.voters.size());
    const auto revision = *rc::gen::element<uint64_t>(1, 1, 1, 2, 2, 3, 1026, 0);
    const auto option = *rc::gen::inRange<uint16_t>(0, 3);
    const bool forged = *rc::gen::element(true, false, false, false, false, false);
    const record::Ballot ballot =
        forged ? w.ForgedBallot(voter, {{1, 1, 0}})
               : w.Ballot({.voter = voter, .revision = revision, .choices = {{option}}});
    Sent sent{EntryType::kBallot, time_ms, w.Encoded(ballot)};
    Damage(sent, all);
    all.push_back(std::move(sent));
  }
  (void)JudgedInEveryWay(w.log, all);
}

RC_GTEST_PROP(FoldProperty, RollChunksCheckedInBlocksAreJudgedAsOneByOne, ()) {
  World w({.name = "roll-blocks", .voters = {5, 4}, .registrars = 2, .trustees = 2});
  w.ToRoll();
  std::vector<Sent> all;
  for (uint16_t m = 0; m < 2; ++m) {
    for (uint16_t region = 0; region < 2; ++region) {
      for (uint32_t slot = 0; slot < w.plan.voters[region];) {
        const uint32_t size = std::min(*rc::gen::inRange<uint32_t>(1, 4), w.plan.voters[region] - slot);
        Sent sent{EntryType::kRollChunk, w.now_ms, w.SignChunk(w.Chunk(m, region, slot, size))};
        slot += size;
        Damage(sent, all);
        all.push_back(std::move(sent));
      }
    }
  }
  (void)JudgedInEveryWay(w.log, all);
}

}  // namespace
}  // namespace constat::referendum
