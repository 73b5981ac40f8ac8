// Place: where a person says that a record and a trust file are, and opening both. Each file is opened once:
// it may be a pipe, which can be read only once.
#pragma once

#include <optional>
#include <string>

#include "constat/verify/light/record_view.h"

namespace constat::verify {

// RecordPlace is what --record and --trust say.
struct RecordPlace {
  std::string record;
  std::string trust;  // empty: none
};

// ReadPlaceTrust reads the trust file, if one is named, and undoes what carriers do to it (text/carried.h),
// as no verification does: VER-1 says what a trust file is. ERRORS: ParseTrust's, io::ReadFile's.
[[nodiscard]] Result<std::optional<verify::Trust>> ReadPlaceTrust(const RecordPlace& place);

// OpenPlace reads the trust file, and the referendum's definition from a record's first entry or from the
// manifest's entry file. ERRORS: kWrongReferendum if the trust file names another; kWrongPhase if entry 0 is
// no manifest; MakeContext's; ReadTrust's; the source's.
[[nodiscard]] Result<OpenedPlace> OpenPlace(const RecordPlace& place);

// OpenContext is OpenPlace for those who need only the definition. ERRORS: OpenPlace's.
[[nodiscard]] Result<referendum::ContextPtr> OpenContext(const RecordPlace& place);

// OpenView opens a place and reads its record (RecordView::Open). ERRORS: OpenPlace's, RecordView::Open's.
[[nodiscard]] Result<RecordView> OpenView(const RecordPlace& place, const ReadProgress& progress);

}  // namespace constat::verify
