// BallotManifest: the list of all paper that was counted, box by box; a CSV file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "constat/audit/plan.h"
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

// ParseBallotManifest reads CSV whose first line names a column "batch" and a column "ballots"; others are
// ignored. name: what messages call the list. ERRORS: kTooLarge, kBadText, kBadNumber, kDuplicate (a batch
// twice), with row and column.
[[nodiscard]] Result<BallotManifest> ParseBallotManifest(ByteView csv, const std::string& name);
// ReadBallotManifest reads a file of at most 64 MiB. ERRORS: also kMissingFile, kCannotRead.
[[nodiscard]] Result<BallotManifest> ReadBallotManifest(const std::filesystem::path& path);

// Pinned is what a plan says of a manifest.
[[nodiscard]] PinnedManifest Pinned(const BallotManifest& manifest);

// CheckManifest compares a manifest with what the plan pinned, and with the count. ERRORS: kWrongHash;
// CheckPlan's, where it lists more ballots than were counted.
[[nodiscard]] Status CheckManifest(const Plan& plan, const BallotManifest& manifest);

// BallotPlace is where a ticket's ballot lies: position 1 is the first of its batch. Tickets beyond the
// manifest are ballots that were counted but are not there; batch is null for them.
struct BallotPlace {
  const BallotBatch* batch = nullptr;
  int64_t position = 0;
};
// PlacesOf finds the places of tickets, which count 1, 2, ... in the order of the manifest, batch by batch.
[[nodiscard]] std::vector<BallotPlace> PlacesOf(const BallotManifest& manifest,
                                                const std::vector<int64_t>& tickets);

}  // namespace constat::audit
