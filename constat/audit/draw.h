// Audit draw: which ballots of a paper count an audit looks at, by a public rule that anybody can repeat.
//
// The rule: the i-th pick, i = 1, 2, ..., is SHA-256 of the text "SEED,i" (i in decimal) as a big-endian
// number, modulo the number of ballots, plus 1: the pick's ticket. Ballots have tickets 1, 2, ... in the
// order of the manifest, batch by batch. With replacement every pick is a draw; without, a pick whose
// ticket was picked before is skipped. The remainder favours no ticket by more than 2^-225 for fewer
// than 2^31 ballots.
// SOURCE: Rivest, "Reference implementation code for pseudo-random sampler" (sampler.py), 2011; the rule of
// Stark's tools for election audits. Test vectors: Jerdonek, "Test cases for Rivest sampling algorithm".
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "constat/base/bytes.h"
#include "constat/base/result.h"

namespace constat::audit {

// BallotBatch is a box or bundle of paper.
struct BallotBatch {
  std::string name;
  int64_t ballots = 0;
};

// BallotManifest lists all paper, in the order of the file.
struct BallotManifest {
  Bytes32 sha256{};  // of the file's bytes
  std::vector<BallotBatch> batches;
  int64_t ballots = 0;
};

// ReadBallotManifest reads a CSV file whose first line names a column "batch" and a column "ballots"; others
// are ignored. ERRORS: kMissingFile, kCannotRead, kTooLarge, kBadText, kBadNumber, kDuplicate (a batch
// twice), with row and column.
[[nodiscard]] Result<BallotManifest> ReadBallotManifest(const std::filesystem::path& path);

// TicketOf is the ticket of pick i, 1..ballots. REQUIRES: 0 < ballots < 2^31.
[[nodiscard]] int64_t TicketOf(std::string_view seed, uint64_t i, int64_t ballots);

// Drawing says which draws are wanted: those numbered first to first + count - 1, from 1.
struct Drawing {
  std::string seed;
  int64_t ballots = 0;
  bool replacement = true;
  uint64_t first = 1;
  uint64_t count = 0;
};

inline constexpr uint64_t kMostDraws = 1'000'000;

// DrawTickets returns the tickets of a drawing. ERRORS: kBadText (a seed that is empty, begins or ends with a
// blank, or is not printable ASCII), kBadNumber (no draws, draws beyond kMostDraws, or more ballots than
// there are without replacement).
[[nodiscard]] Result<std::vector<int64_t>> DrawTickets(const Drawing& drawing);

// BallotPlace is where a ticket's ballot lies: position 1 is the first of its batch. Tickets beyond the
// manifest are ballots that were counted but are not there; batch is null for them.
struct BallotPlace {
  const BallotBatch* batch = nullptr;
  int64_t position = 0;
};
[[nodiscard]] std::vector<BallotPlace> PlacesOf(const BallotManifest& manifest,
                                                const std::vector<int64_t>& tickets);

}  // namespace constat::audit
