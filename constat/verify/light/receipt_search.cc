#include "constat/verify/light/receipt_search.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/crypto/hash.h"
#include "constat/parcel/entry_file.h"
#include "constat/record/shown_hash.h"
#include "constat/text/carried.h"

namespace constat::verify {

Result<WantedBallot> ReadWantedBallot(const std::filesystem::path& path, const referendum::Context& context) {
  CONSTAT_ASSIGN(const parcel::EntryFile file, parcel::ReadEntryFile(path));
  CONSTAT_TRY(parcel::CheckSameReferendum(file, context.manifest_hash, path));
  if (file.entries.size() != 1 || file.entries.front().type != record::EntryType::kBallot) {
    return Fail(ErrorCode::kUsage, path.string() +
                                       " does not have one ballot in it; give the file that was sent "
                                       "to the board");
  }
  const Bytes& body = file.entries.front().body;
  const Result<record::ParsedBallot> parsed = record::ParseBallot(context.shape, body);
  if (!parsed) return tl::unexpected(Prefix(path.string(), parsed.error()));
  return WantedBallot{record::Tracker(context.shape, parsed->ballot, context.manifest_hash),
                      parsed->ballot.Credential(), crypto::Sha256(body)};
}

Error NotInRecord(const std::string& tracker) {
  // After the letter; what was typed may be the beginning only.
  const auto symbols =
      static_cast<size_t>(std::ranges::count_if(tracker, [](char c) { return c != ' '; })) - 1;
  const std::string compare =
      symbols < record::kTrackerSymbols
          ? fmt::format(
                "a tracker has {} letters and digits after the t, and this has {}: give all of them, as "
                "in your note",
                record::kTrackerSymbols, symbols)
          : std::string("compare it with your note");
  return {ErrorCode::kReceiptNotIncluded,
          fmt::format("this record has no ballot with the tracker {}; {}. If it is right, and the ballot "
                      "was sent a short time ago, try again with a newer copy of the record. If the ballot "
                      "was sent long ago, send the same file again, and tell the organiser",
                      tracker, compare)};
}

void TrackerSearch::Add(const Bytes32& tracker, const group::EncodedPoint& credential) {
  if (!typed_.Finds(tracker)) return;
  several_ = several_ || (first_ && first_->tracker != tracker);
  if (!first_) first_ = WantedBallot{tracker, credential, {}};
}

Result<WantedBallot> TrackerSearch::Found() const {
  if (!first_) return tl::unexpected(NotInRecord(typed_.Format()));
  if (!several_) return *first_;
  return Fail(ErrorCode::kUsage,
              fmt::format("more than one tracker in the record fits {}: type more of it", typed_.Format()));
}

Result<WantedBallot> FindWantedBallot(const OpenedPlace& place, const record::TypedTracker& tracker,
                                      const ReadProgress& progress) {
  const referendum::Context& context = *place.context;
  TrackerSearch search(tracker);
  const auto visit = [&](const LaterEntry& at) -> Status {
    if (at.entry.type != record::EntryType::kBallot) return {};
    const Result<record::ParsedBallot> parsed = record::ParseBallot(context.shape, at.entry.body);
    if (!parsed) return {};  // refused by every verifier
    search.Add(record::Tracker(context.shape, parsed->ballot, context.manifest_hash),
               parsed->ballot.Credential());
    return {};
  };
  CONSTAT_TRY(RecordView::Open(place, progress, visit));
  return search.Found();
}

Result<record::TypedTracker> ReadTyped(std::string typed, bool whole) {
  text::PlainTyped(typed);
  return whole ? record::TypedTracker::ParseWhole(typed) : record::TypedTracker::Parse(typed);
}

Result<WantedBallot> FindWanted(const WantedName& wanted, const OpenedPlace& place,
                                const ReadProgress& progress) {
  if (wanted.ballot.empty() == wanted.tracker.empty()) {
    return Fail(ErrorCode::kUsage, "say which ballot: with --ballot or with --tracker");
  }
  if (!wanted.ballot.empty()) return ReadWantedBallot(wanted.ballot, *place.context);
  CONSTAT_ASSIGN(const record::TypedTracker tracker, ReadTyped(wanted.tracker, false));
  return FindWantedBallot(place, tracker, progress);
}

}  // namespace constat::verify
