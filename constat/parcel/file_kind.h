// File kind: which of the files that parties hand to each other this is, by its first bytes.
// Nothing is checked.
#pragma once

#include "constat/base/bytes.h"

namespace constat::parcel {

enum class FileKind {
  kSecret,      // a secret key, a voter's notes or a registrar's sheet: not to be shown
  kEntries,     // entry_file.h
  kChallenge,   // challenge_file.h
  kReceipt,     // tlog/receipt.h
  kPartyKey,    // party_key.h: a public key
  kCheckpoint,  // a whole signed checkpoint
  kUnknown,     // an archive of a record, perhaps
};

[[nodiscard]] FileKind KindOf(ByteView bytes);

}  // namespace constat::parcel
