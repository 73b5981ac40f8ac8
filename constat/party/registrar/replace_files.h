// Replace files: a registrar's new codes of one day, for persons whose letters were lost: the secret sheet of
// the codes, and the public shares, in an order that tells nothing. Spec: ROL-10, ROL-11.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/parcel/persons.h"
#include "constat/referendum/state.h"

namespace constat::party {

struct ReplaceInput {
  referendum::Referendum&
      state;  // of a record that is not wrong; takes the shares in, to judge each after the others
  const crypto::Ed25519Key& key;               // a registrar's of the manifest
  const std::vector<parcel::Person>& persons;  // who said that the code was lost
  std::filesystem::path slots;                 // the slots.csv of this registrar's roll
  uint64_t now_ms = 0;
};

// ReplaceTarget is where the files go.
struct ReplaceTarget {
  std::filesystem::path folder;

  [[nodiscard]] std::filesystem::path sheet() const { return folder / "replacements.csv"; }
  [[nodiscard]] std::filesystem::path entries() const { return folder / "replacements.entries"; }
};

// NotReplaced is a person who gets no new code, and why, for people.
struct NotReplaced {
  std::string id;
  Error error;
};

struct Replaced {
  uint64_t made = 0;      // shares written
  uint64_t complete = 0;  // of them, those that were the last ones needed
  std::vector<NotReplaced> refused;
};

// ReplaceFiles draws a code for each person, judges each share by the rules as if the board appended it now,
// and writes the good ones: first the sheet, durable, then the entries, shuffled. Nothing is written if none
// is good. ERRORS: kWrongOrder unless codes can be replaced now; kRefusesOverwrite; kUnsafeFile,
// io::ReadFile's and parcel::ReadSlots's; kWrongKey; the files'.
[[nodiscard]] Result<Replaced> ReplaceFiles(const ReplaceInput& input, const ReplaceTarget& target,
                                            crypto::Rng& rng);

}  // namespace constat::party
