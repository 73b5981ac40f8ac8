// Own ballots: a voter's own notes of the ballots cast, to compare with the record later. One line a ballot:
//
//   constat-own-ballot/1 <manifest hash> <credential> <revision> <tracker>        (hex, decimal)
//
// Holds no code and no choice, but says which credential is the voter's: mode 0600.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/group/point.h"

namespace constat::parcel {

struct OwnBallot {
  Bytes32 manifest_hash{};
  group::EncodedPoint credential{};
  uint64_t revision = 0;
  Bytes32 tracker{};

  bool operator==(const OwnBallot&) const = default;
};

// ParseOwnBallots reads the lines of a file that messages call name. ERRORS: kBadText with the line.
[[nodiscard]] Result<std::vector<OwnBallot>> ParseOwnBallots(std::string_view text, const std::string& name);

// ReadOwnBallots returns nothing for a file that is not there, nor for an empty one, and undoes what carriers
// do (text/carried.h). ERRORS: ParseOwnBallots's;
// kUnsafeFile; io::ReadFile's.
[[nodiscard]] Result<std::vector<OwnBallot>> ReadOwnBallots(const std::filesystem::path& path);

// AddOwnBallot adds a line, after reading back what it writes; durable on return. ERRORS: ReadOwnBallots's;
// kTooLarge if the file would be more than ReadOwnBallots reads; kCannotWrite.
[[nodiscard]] Status AddOwnBallot(const std::filesystem::path& path, const OwnBallot& ballot);

}  // namespace constat::parcel
