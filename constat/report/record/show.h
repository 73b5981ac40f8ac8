// Show: any object of a record as text for people or JSON for programs.
//
// Nothing is judged here but encodings: what does not decode is shown as hex with the reason. Text carries no
// control characters but line feeds. With no context, names and everything whose length depends on the
// manifest stay numbers and hex.
#pragma once

#include <string>

#include "constat/referendum/context.h"
#include "constat/tlog/receipt.h"

namespace constat::report {

// EntryAt is an entry and its index in the log.
struct EntryAt {
  uint64_t index = 0;
  record::EntryView entry;
};

[[nodiscard]] std::string FormatEntryText(const referendum::Context* context, const EntryAt& at);
// FormatEntryJson is one object, indented by two spaces, with a line feed at the end. Numbers that may exceed
// 2^53 do not occur but revision, which is exact all the same.
[[nodiscard]] std::string FormatEntryJson(const referendum::Context* context, const EntryAt& at);

// FormatManifestText shows a manifest whole, in all its languages.
[[nodiscard]] std::string FormatManifestText(const record::Manifest& manifest, const Bytes32& manifest_hash);
[[nodiscard]] std::string FormatManifestJson(const record::Manifest& manifest, const Bytes32& manifest_hash);

// FormatChallengeText shows what a challenged device revealed; not whether it is right.
[[nodiscard]] std::string FormatChallengeText(const record::Manifest& manifest,
                                              const record::Challenge& challenge);
[[nodiscard]] std::string FormatChallengeJson(const record::Manifest& manifest,
                                              const record::Challenge& challenge);

// FormatReceiptText shows a receipt, its checkpoint and signatures, unverified, and its entry (the
// receipt's extra data).
[[nodiscard]] std::string FormatReceiptText(const referendum::Context* context,
                                            const tlog::InclusionReceipt& receipt);
[[nodiscard]] std::string FormatReceiptJson(const referendum::Context* context,
                                            const tlog::InclusionReceipt& receipt);

}  // namespace constat::report
