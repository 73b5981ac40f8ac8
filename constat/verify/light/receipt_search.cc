#include "constat/verify/light/receipt_search.h"

#include <fmt/core.h>

#include "constat/crypto/hash.h"
#include "constat/parcel/entry_file.h"

namespace constat::verify {

Result<WantedBallot> ReadWantedBallot(const std::filesystem::path& path, const referendum::Context& context) {
  CONSTAT_ASSIGN(const parcel::EntryFile file, parcel::ReadEntryFile(path));
  CONSTAT_TRY(parcel::CheckSameReferendum(file, context.manifest_hash, path));
  if (file.entries.size() != 1 || file.entries.front().type != record::EntryType::kBallot) {
    return Fail(ErrorCode::kUsage, path.string() + " does not hold one ballot");
  }
  const Bytes& body = file.entries.front().body;
  const Result<record::ParsedBallot> parsed = record::ParseBallot(context.shape, body);
  if (!parsed) return tl::unexpected(Prefix(path.string(), parsed.error()));
  return WantedBallot{
      record::FormatTracker(record::Tracker(context.shape, parsed->ballot, context.manifest_hash)),
      parsed->ballot.Credential(), crypto::Sha256(body)};
}

Error NotInRecord(const std::string& tracker) {
  return {ErrorCode::kReceiptNotIncluded,
          fmt::format("no ballot with the tracker {} is in the published record; it may have been appended "
                      "but not published yet",
                      tracker)};
}

Result<group::EncodedPoint> FindCredential(const OpenedPlace& place, const std::string& tracker,
                                           const ReadProgress& progress) {
  const referendum::Context& context = *place.context;
  std::optional<group::EncodedPoint> out;
  const auto visit = [&](const LaterEntry& at) -> Status {
    if (out || at.entry.type != record::EntryType::kBallot) return {};
    const Result<record::ParsedBallot> parsed = record::ParseBallot(context.shape, at.entry.body);
    if (!parsed) return {};  // refused by every verifier
    const Bytes32 found = record::Tracker(context.shape, parsed->ballot, context.manifest_hash);
    if (record::FormatTracker(found) == tracker) out = parsed->ballot.Credential();
    return {};
  };
  CONSTAT_TRY(RecordView::Open(place, progress, visit));
  if (!out) return tl::unexpected(NotInRecord(tracker));
  return *out;
}

}  // namespace constat::verify
