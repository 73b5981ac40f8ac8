// Own fate: what became of a voter's ballots: of those in the record, whether they count and whether the
// voter noted them; of those noted, whether they arrived. Public data only; no I/O. Spec: BAL-9.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "constat/parcel/own_ballots.h"
#include "constat/referendum/own_entries.h"

namespace constat::party {

// Standing is what an entry of a credential is worth.
enum class Standing {
  kCounts,
  kReplaced,
  kValid,        // and the last of the valid ones; whether it counts is not judged here
  kNotAccepted,  // its verdict says why
};

// StandingOf REQUIRES: i is an index of entries.entries().
[[nodiscard]] Standing StandingOf(const referendum::OwnEntries& entries, size_t i);

// IsNoted says whether the entry's ballot is among the voter's notes.
[[nodiscard]] bool IsNoted(std::span<const parcel::OwnBallot> notes, const referendum::OwnEntry& entry);

// Fate is what became of a noted ballot.
enum class Fate {
  kArrived,    // valid or not judged
  kRefused,    // only in entries that the rules refuse
  kOvertaken,  // not there, and another ballot of its revision is valid: it cannot come in any more
  kMissing,
};
[[nodiscard]] Fate FateOf(const parcel::OwnBallot& noted, const referendum::OwnEntries& entries);

// OwnFindings is what a voter has to be told about all of it.
struct OwnFindings {
  bool stolen = false;        // somebody made a ballot with the code that is not in the notes
  bool record_wrong = false;  // an entry of the credential is not accepted
  bool refused = false;       // a noted ballot is there, and the rules refuse it
  bool lost = false;          // a noted ballot is missing after the close

  // IsWrong says whether the voter has to do something about the record or the code.
  [[nodiscard]] bool IsWrong() const { return stolen || record_wrong || lost; }
};
[[nodiscard]] OwnFindings FindingsOf(const referendum::OwnEntries& entries,
                                     std::span<const parcel::OwnBallot> notes);

// DescribeMissing has a line for each noted ballot that did not arrive; Advise says what to do about what was
// found of the voter's own ballots. Sentences for people.
[[nodiscard]] std::vector<std::string> DescribeMissing(const referendum::OwnEntries& entries,
                                                       std::span<const parcel::OwnBallot> notes);
[[nodiscard]] std::vector<std::string> Advise(const OwnFindings& findings);

}  // namespace constat::party
