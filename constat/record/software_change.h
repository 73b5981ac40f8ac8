// SoftwareChange: another list of the pages that voters are meant to get. Spec: MAN-6.
#pragma once

#include "constat/record/manifest.h"

namespace constat::record {

struct SoftwareChange {
  uint16_t number = 0;  // of the first change 1, and so on
  Software software{};  // the whole list
  crypto::Ed25519Signature organiser_signature{};
  crypto::Ed25519Signature board_signature{};
};

// kChangeSignaturesSize is the bytes at the end of the body that neither signature covers.
inline constexpr size_t kChangeSignaturesSize = 128;

// EncodeSoftwareChange REQUIRES a list within MAN-1's limits.
[[nodiscard]] Bytes EncodeSoftwareChange(const SoftwareChange& change);
// DecodeSoftwareChange ERRORS: ENC-1's; kBadText. The list is not yet checked by CheckSoftware.
[[nodiscard]] Result<SoftwareChange> DecodeSoftwareChange(ByteView body);

}  // namespace constat::record
