// Show, as JSON: the one place that says how an object of a record is laid out for reading; show.cc turns the
// same into text. For .cc files of this layer only.
#pragma once

#include "constat/report/record/show.h"
#include "constat/text/json.h"

namespace constat::report {

using text::Json;

[[nodiscard]] Json ShowEntry(const referendum::Context* context, const EntryAt& at);
[[nodiscard]] Json ShowManifest(const record::Manifest& manifest, const Bytes32& manifest_hash);
[[nodiscard]] Json ShowChallenge(const record::Manifest& manifest, const record::Challenge& challenge);
[[nodiscard]] Json ShowReceipt(const referendum::Context* context, const tlog::InclusionReceipt& receipt);

// ShowCheckpoint is a signed note. A cosignature's time is what its bytes claim.
[[nodiscard]] Json ShowCheckpoint(const tlog::SignedCheckpoint& checkpoint);

// ShowAuthor is {"number": n, "name": ...}; the name is null for a number that is nobody's, or
// without a manifest.
[[nodiscard]] Json ShowAuthor(uint64_t number, const std::string* name);

// ShowSoftware is a list of pages.
[[nodiscard]] Json ShowSoftware(const record::Software& software);

// ShowCommit to ShowResult are bodies of entries of one type. ERRORS: ENC-1's; kWrongOrder for a type that
// needs a manifest and has none.
[[nodiscard]] Result<Json> ShowCommit(const referendum::Context* context, ByteView body);
[[nodiscard]] Result<Json> ShowDeal(const referendum::Context* context, ByteView body);
[[nodiscard]] Result<Json> ShowAccept(const referendum::Context* context, ByteView body);
[[nodiscard]] Result<Json> ShowComplaint(const referendum::Context* context, ByteView body);
[[nodiscard]] Result<Json> ShowDrill(const referendum::Context* context, ByteView body);
[[nodiscard]] Result<Json> ShowBallot(const referendum::Context* context, ByteView body);
[[nodiscard]] Result<Json> ShowClose(ByteView body);
[[nodiscard]] Result<Json> ShowShare(const referendum::Context* context, ByteView body);
[[nodiscard]] Result<Json> ShowResult(const referendum::Context* context, ByteView body);

}  // namespace constat::report
