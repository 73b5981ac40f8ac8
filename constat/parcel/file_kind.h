// File kind: which of the files that parties hand to each other this is, by its beginning, also where a
// carrier changed it (text/carried.h); and what a person is told about a file that is not the one that is
// wanted. Nothing is checked.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "constat/base/bytes.h"
#include "constat/base/error.h"
#include "constat/base/result.h"

namespace constat::parcel {

// FileKind: up to kCodes, a secret.
enum class FileKind : uint8_t {
  kSecretKey,   // secret/secret_file.h
  kOwnBallots,  // own_ballots.h
  kOrder,       // persons.h
  kSlots,       // persons.h
  kSheet,       // secret/sheet.h
  kCodes,       // secret/codes_file.h
  kPersons,     // persons.h: personal data
  kEntries,     // entry_file.h
  kChallenge,   // challenge_file.h
  kReceipt,     // tlog/receipt.h
  kPartyKey,    // party_key.h: a public key
  kCheckpoint,  // a whole signed checkpoint
  kTrust,       // verify/trust.h
  kReferendum,  // referendum_toml.h
  kRefusal,     // record/refusal.h: never recognized, for it has no words
  kUnknown,     // an archive of a record, perhaps
};

[[nodiscard]] FileKind KindOf(ByteView bytes);

// IsPrivate says whether a file of this kind is not to be shown: a secret, or a list of persons.
[[nodiscard]] bool IsPrivate(FileKind kind);

// KindName is what messages call it, with its article: "a public key".
[[nodiscard]] std::string_view KindName(FileKind kind);

// Given is a file that a person gave, and what it should be.
struct Given {
  std::string name;
  ByteView bytes;
  FileKind wanted;
};
// SayKind is error, which reading the file gave, as a person needs it: with the file's name, what the file is
// if it is something else, and what to do. Errors that are about contents in good form get the name alone.
[[nodiscard]] Error SayKind(Error error, const Given& given);

}  // namespace constat::parcel
