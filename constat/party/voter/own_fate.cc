#include "constat/party/voter/own_fate.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/record/shown_hash.h"

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

std::vector<std::string> DescribeMissing(const referendum::OwnEntries& entries,
                                         std::span<const parcel::OwnBallot> notes) {
  std::vector<std::string> out;
  for (const parcel::OwnBallot& noted : notes) {
    const Fate fate = FateOf(noted, entries);
    if (fate == Fate::kArrived || fate == Fate::kRefused) continue;
    out.push_back(fmt::format(
        "{}  in your notes, but not in the record{}", record::FormatTracker(noted.tracker),
        fate == Fate::kOvertaken ? "; it cannot come in any more: another one with its number is valid"
                                 : ""));
  }
  return out;
}

std::vector<std::string> Advise(const OwnFindings& findings) {
  std::vector<std::string> out;
  if (findings.stolen) {
    out.emplace_back(
        "Compare the marked trackers with what you wrote down. If you did not make a ballot, somebody else "
        "has your code: vote again if you still can, and tell the office that sent it.");
  }
  if (findings.refused) {
    out.emplace_back(
        "A ballot you cast is in the record, but the rules refuse it there. Vote again if you still can, "
        "and keep its file and its receipt.");
  }
  if (findings.lost) {
    out.emplace_back(
        "A ballot you cast did not arrive. If you have a receipt for it, the record is wrong: "
        "show the receipt.");
  }
  return out;
}

}  // namespace constat::party
