// Noted voters: whose ballots a file of notes is about. One file may hold the notes of several voters who
// vote on one device, and of several referendums; none of them is a repetition of another. Public data
// only; no I/O.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "constat/parcel/own_ballots.h"
#include "constat/verify/light/whose.h"

namespace constat::party {

// Notes are those of one file, which messages call name, and the referendum asked about.
struct Notes {
  std::string name;
  Bytes32 manifest_hash{};
  std::span<const parcel::OwnBallot> ballots;
};

// NotedVoters are the credentials with notes of this referendum, in the order of their first notes.
[[nodiscard]] std::vector<group::EncodedPoint> NotedVoters(const Notes& notes);

// FindNotedVoter is the one whom the reader names or is, or else the only one that is noted; none if nothing
// is noted and the reader says nothing. ERRORS: kUsage, with their names, where several are noted and the
// reader says nothing; kAnotherVoter, with their names, where none has the name given; kUsage, with the
// credentials, where several have it.
[[nodiscard]] Result<std::optional<group::EncodedPoint>> FindNotedVoter(const Notes& notes,
                                                                        const verify::Reader& reader);

// NotesOf are the notes of one credential.
[[nodiscard]] std::vector<parcel::OwnBallot> NotesOf(const Notes& notes,
                                                     const group::EncodedPoint& credential);

// DescribeNotes says what the notes are compared with, and which of them are of another voter or another
// referendum. Sentences for people.
[[nodiscard]] std::vector<std::string> DescribeNotes(const Notes& notes,
                                                     const group::EncodedPoint& credential);

}  // namespace constat::party
