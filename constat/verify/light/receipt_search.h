// Receipt search: which ballot a receipt is wanted for, and where the record has it. Spec: BAL-12.
#pragma once

#include <filesystem>
#include <string>

#include "constat/verify/light/record_view.h"

namespace constat::verify {

// WantedBallot is the ballot that a receipt is wanted for.
struct WantedBallot {
  std::string tracker;  // as record::FormatTracker writes it
  // Of a ballot given as a file; unset where only the tracker is known.
  std::optional<group::EncodedPoint> credential{};
  std::optional<Bytes32> body_hash{};
};

// ReadWantedBallot reads the entry file of one ballot. ERRORS: parcel::ReadEntryFile's,
// CheckSameReferendum's; kUsage if the file does not hold one ballot; record::ParseBallot's.
[[nodiscard]] Result<WantedBallot> ReadWantedBallot(const std::filesystem::path& file,
                                                    const referendum::Context& context);

// NotInRecord is the error for a tracker that no ballot of the record has: kReceiptNotIncluded.
[[nodiscard]] Error NotInRecord(const std::string& tracker);

// FindCredential reads the record for the credential of a ballot of which only the tracker is known. ERRORS:
// NotInRecord; RecordView::Open's.
[[nodiscard]] Result<group::EncodedPoint> FindCredential(const OpenedPlace& place, const std::string& tracker,
                                                         const ReadProgress& progress);

}  // namespace constat::verify
