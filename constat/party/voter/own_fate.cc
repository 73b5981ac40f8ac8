#include "constat/party/voter/own_fate.h"

#include <algorithm>

namespace constat::party {

using referendum::OwnEntry;
using referendum::OwnVerdict;

Standing StandingOf(const referendum::OwnEntries& entries, size_t i) {
  if (entries.entries()[i].verdict != OwnVerdict::kAccepted) return Standing::kNotAccepted;
  if (i == entries.Counting()) return Standing::kCounts;
  return i == entries.LastAccepted() ? Standing::kValid : Standing::kReplaced;
}

bool IsNoted(std::span<const parcel::OwnBallot> notes, const OwnEntry& entry) {
  return entry.ballot && std::any_of(notes.begin(), notes.end(), [&](const parcel::OwnBallot& noted) {
           return noted.tracker == entry.ballot->tracker;
         });
}

Fate FateOf(const parcel::OwnBallot& noted, const referendum::OwnEntries& entries) {
  Fate out = Fate::kMissing;
  for (const OwnEntry& entry : entries.entries()) {
    if (!entry.ballot) continue;
    if (entry.ballot->tracker == noted.tracker) {
      if (entry.verdict != OwnVerdict::kRefused) return Fate::kArrived;
      out = Fate::kRefused;
    } else if (entry.verdict == OwnVerdict::kAccepted && entry.ballot->revision == noted.revision &&
               out == Fate::kMissing) {
      out = Fate::kOvertaken;
    }
  }
  return out;
}

OwnFindings FindingsOf(const referendum::OwnEntries& entries, std::span<const parcel::OwnBallot> notes) {
  const auto any_fate = [&](Fate fate) {
    return std::any_of(notes.begin(), notes.end(),
                       [&](const parcel::OwnBallot& noted) { return FateOf(noted, entries) == fate; });
  };
  OwnFindings out;
  out.stolen = std::any_of(entries.entries().begin(), entries.entries().end(),
                           [&](const OwnEntry& e) { return e.made_with_code && !IsNoted(notes, e); });
  out.record_wrong = entries.CountOf(OwnVerdict::kAccepted) < entries.entries().size();
  out.refused = any_fate(Fate::kRefused);
  out.lost = entries.close() && any_fate(Fate::kMissing);
  return out;
}

}  // namespace constat::party
