// Note files: receipts and checkpoints as people and parties hand them to each other. What carriers do is
// undone (text/carried.h); what is signed stays what was signed, or no signature verifies.
//
// A record's own files, and those that a trust file names, are read by tlog/ and verify/ as
// the specification says.
#pragma once

#include <filesystem>

#include "constat/tlog/receipt.h"

namespace constat::parcel {

// ReadReceipt reads a receipt or a promise. ERRORS: io::ReadFile's; tlog::ParseReceipt's, with the path.
[[nodiscard]] Result<tlog::InclusionReceipt> ReadReceipt(const std::filesystem::path& path);

// ReadCheckpoint reads a checkpoint with its signatures. ERRORS: io::ReadFile's;
// tlog::ParseSignedCheckpoint's, with the path.
[[nodiscard]] Result<tlog::SignedCheckpoint> ReadCheckpoint(const std::filesystem::path& path);

}  // namespace constat::parcel
