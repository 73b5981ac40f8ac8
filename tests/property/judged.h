// Judged: what a referendum says to a run of entries, whichever way they are cut into blocks and checked
// ahead, for laws of the fold on random entries.
#pragma once

#include <rapidcheck/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "constat/testing/world.h"

namespace constat::referendum {

// Sent is what a board is sent: body and time.
struct Sent {
  record::EntryType type;
  uint64_t time_ms;
  Bytes body;
};

// Damage changes an entry in one of many ways, or leaves it.
inline void Damage(Sent& sent, const std::vector<Sent>& before) {
  switch (*rc::gen::element(0, 1, 2, 3, 4, 5, 5, 5, 5, 5, 5, 5)) {
    case 0:
      sent.body[*rc::gen::inRange<size_t>(0, sent.body.size())] ^= *rc::gen::inRange<uint8_t>(1, 255);
      break;
    case 1:
      sent.body.resize(*rc::gen::inRange<size_t>(0, sent.body.size()));
      break;
    case 2:
      sent.body.push_back(0);
      break;
    case 3:
      sent.time_ms += *rc::gen::element<uint64_t>(1, 60'000, testing::kClosingMs);
      break;
    case 4:
      if (!before.empty()) sent = before[*rc::gen::inRange<size_t>(0, before.size())];
      break;
    default:
      break;
  }
}

// Blocks is how entries are checked ahead of being applied.
enum class Blocks : uint8_t {
  kNone,     // each is checked when it is applied
  kInTurn,   // a block is checked when the one before it is applied
  kAllAhead  // all blocks are checked before anything is applied, as by threads that are quick
};

struct Judged {
  std::vector<std::string> codes;
  tlog::TreeHead head;
  std::vector<std::string> standing;  // of a vote: who has which slot, and what counts
  std::vector<uint32_t> replaced;     // of a vote: completed replacements by region
  bool operator==(const Judged&) const = default;
};

// Judging applies entries to a referendum and keeps those that it accepts.
class Judging {
 public:
  // log is the accepted entries so far.
  Judging(ProofMethod method, std::vector<Bytes> log) : referendum_(method), log_(std::move(log)) {
    for (const Bytes& bytes : log_) {
      const record::EntryView entry = record::DecodeEntry(bytes).value();
      RC_ASSERT(referendum_.Apply({entry, tlog::LeafHash(bytes)}).has_value());
    }
  }

  [[nodiscard]] Judged Run(const std::vector<Sent>& all, Blocks blocks) {
    std::vector<std::vector<record::EntryView>> cut;
    for (size_t first = 0; first < all.size();) {
      const size_t most = blocks == Blocks::kNone ? 1 : *rc::gen::inRange<size_t>(1, 9);
      std::vector<record::EntryView>& block = cut.emplace_back();
      for (; block.size() < most && first < all.size(); ++first)
        block.push_back({all[first].type, all[first].time_ms, all[first].body});
    }
    std::vector<std::vector<Prechecked>> ahead;
    if (blocks == Blocks::kAllAhead) {
      for (const auto& block : cut) ahead.push_back(referendum_.Precheck(block));
    }
    for (size_t b = 0; b < cut.size(); ++b) {
      std::vector<Prechecked> checked(cut[b].size());
      if (blocks == Blocks::kAllAhead) checked = std::move(ahead[b]);
      if (blocks == Blocks::kInTurn) checked = referendum_.Precheck(cut[b]);
      for (size_t i = 0; i < cut[b].size(); ++i) Apply(cut[b][i], std::move(checked[i]));
    }
    out_.head = referendum_.tree().Head();
    if (referendum_.phase() == Phase::kOpen) AddStanding();
    return out_;
  }

 private:
  void Apply(const record::EntryView& entry, Prechecked checked) {
    Bytes bytes = record::EncodeEntry(entry);
    out_.codes.push_back(CodeOf(referendum_.Apply({entry, tlog::LeafHash(bytes)}, std::move(checked))));
    if (out_.codes.back() == "ok") log_.push_back(std::move(bytes));
  }

  void AddStanding() {
    while (const std::optional<uint64_t> entry = referendum_.FirstPending())
      RC_ASSERT(referendum_.Retract(log_.at(*entry)).has_value());
    for (uint16_t region = 0; region < referendum_.context()->manifest.regions.size(); ++region) {
      std::string line = std::to_string(referendum_.ballots().CountedIn(region)) + " of " +
                         std::to_string(referendum_.ballots().BallotsIn(region));
      for (uint32_t s = 0; s < referendum_.roll().Registered(region); ++s) {
        const Slot slot{region, s};
        line += "; " + text::FormatHex(referendum_.replacements().Current(slot));
        if (const std::optional<LastVote> last = referendum_.ballots().Last(slot))
          line += " votes in " + std::to_string(last->entry);
      }
      out_.standing.push_back(line);
      out_.replaced.push_back(referendum_.replacements().CompletedIn(region));
      if (referendum_.ballots().CountedIn(region) == 0) continue;
      for (const group::Point& sum : referendum_.ballots().SumsIn(region))
        out_.standing.push_back(text::FormatHex(sum.Encode()));
    }
  }

  Referendum referendum_;
  std::vector<Bytes> log_;
  Judged out_;
};

// JudgedInEveryWay judges the entries with both methods and in blocks of all kinds, after those of log. All
// have to agree.
inline Judged JudgedInEveryWay(const std::vector<Bytes>& log, const std::vector<Sent>& all) {
  std::optional<Judged> first;
  for (const ProofMethod method : {ProofMethod::kBatch, ProofMethod::kOneByOne}) {
    for (const Blocks blocks : {Blocks::kNone, Blocks::kInTurn, Blocks::kAllAhead}) {
      const Judged judged = Judging(method, log).Run(all, blocks);
      if (!first) first = judged;
      RC_ASSERT(judged.codes == first->codes);
      RC_ASSERT(judged.head == first->head);
      RC_ASSERT(judged.standing == first->standing);
      RC_ASSERT(judged.replaced == first->replaced);
    }
  }
  RC_CLASSIFY(std::count(first->codes.begin(), first->codes.end(), "ok") == 0, "nothing accepted");
  return *first;
}

}  // namespace constat::referendum
