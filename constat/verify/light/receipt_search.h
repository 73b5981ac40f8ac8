// Receipt search: which ballot a receipt is wanted for, and where the record has it. Spec: BAL-12.
#pragma once

#include <filesystem>
#include <string>

#include "constat/record/shown_hash.h"
#include "constat/verify/light/record_view.h"

namespace constat::verify {

// WantedBallot is the ballot that a receipt is wanted for.
struct WantedBallot {
  Bytes32 tracker{};
  group::EncodedPoint credential{};
  std::optional<Bytes32> body_hash{};  // of a ballot given as a file
};

// ReadWantedBallot reads the entry file of one ballot. ERRORS: parcel::ReadEntryFile's,
// CheckSameReferendum's; kUsage if the file does not hold one ballot; record::ParseBallot's.
[[nodiscard]] Result<WantedBallot> ReadWantedBallot(const std::filesystem::path& file,
                                                    const referendum::Context& context);

// WantedName is how a person names it: the ballot's file, or its tracker as it is shown.
struct WantedName {
  std::string ballot;
  std::string tracker;
};
// ReadTyped is the tracker that a person typed or pasted (text::PlainTyped), or its beginning; whole:
// all of it.
// ERRORS: record::TypedTracker's.
[[nodiscard]] Result<record::TypedTracker> ReadTyped(std::string typed, bool whole);

// FindWanted finds it. ERRORS: kUsage unless it is named in one way; ReadWantedBallot's;
// record::TypedTracker::Parse's; FindWantedBallot's.
[[nodiscard]] Result<WantedBallot> FindWanted(const WantedName& wanted, const OpenedPlace& place,
                                              const ReadProgress& progress);

// NotInRecord is the error for a tracker, as it is shown, that no ballot of the record
// has: kReceiptNotIncluded.
[[nodiscard]] Error NotInRecord(const std::string& tracker);

// TrackerSearch takes the ballots of a record one after another, and keeps the one that was
// typed. Spec: BAL-10.
class TrackerSearch {
 public:
  explicit TrackerSearch(record::TypedTracker typed) : typed_(std::move(typed)) {}
  void Add(const Bytes32& tracker, const group::EncodedPoint& credential);
  // Found ERRORS: NotInRecord; kUsage if ballots with different trackers fit what was typed.
  [[nodiscard]] Result<WantedBallot> Found() const;

 private:
  record::TypedTracker typed_;
  std::optional<WantedBallot> first_;
  bool several_ = false;
};

// FindWantedBallot reads the record for the ballot whose tracker a person typed. ERRORS:
// TrackerSearch's; RecordView::Open's.
[[nodiscard]] Result<WantedBallot> FindWantedBallot(const OpenedPlace& place,
                                                    const record::TypedTracker& tracker,
                                                    const ReadProgress& progress);

}  // namespace constat::verify
