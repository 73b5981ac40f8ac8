// Voting: the day of the vote. Voters prepare ballots on their devices, some challenge them first,
// some vote again.
#pragma once

#include "constat/demo/world.h"
#include "constat/load/vartime_ballot.h"

namespace constat::demo {

class Voting {
 public:
  explicit Voting(World& world) : world_(world) {}
  [[nodiscard]] Status Run();
  [[nodiscard]] std::string Summary() const;

 private:
  // Event is one ballot that a voter will cast.
  struct Event {
    uint32_t minute = 0;  // since the opening
    uint32_t voter = 0;
    uint8_t choice = 0;
    bool challenges = false;  // challenges a first draft
    bool first_of_two = false;
  };
  void PlanDay();
  [[nodiscard]] Status CastBlock(std::span<const Event> events);
  [[nodiscard]] Result<Bytes> Prepare(const Event& event) const;
  [[nodiscard]] Result<std::vector<Bytes>> PrepareAll(std::span<const Event> events) const;
  [[nodiscard]] Result<std::vector<Bytes>> PrepareFast(std::span<const Event> events) const;
  [[nodiscard]] Status EndOfSlice(size_t done);

  World& world_;
  std::unique_ptr<load::VartimeBallots> fast_;  // set if ballots are made in variable time
  std::vector<Event> events_;
  uint64_t last_index_ = 0;
  size_t receipts_ = 0;
  uint64_t challenged_ = 0;
  uint64_t voted_again_ = 0;
  bool half_told_ = false;
};

}  // namespace constat::demo
