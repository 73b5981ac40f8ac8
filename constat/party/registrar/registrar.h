// The registrar: draws a code for each person and publishes credential shares that say nothing about persons.
// Spec: ROL-1 to ROL-6, ROL-9.
#pragma once

#include <functional>
#include <vector>

#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/parcel/persons.h"
#include "constat/parcel/secret/sheet.h"
#include "constat/referendum/context.h"

namespace constat::party {

// DrawOrder draws the common order, a uniform permutation within each region, and its nonce. The first
// registrar draws it and gives it to the others in secret (FormatOrder). Spec: ROL-3, ROL-9.
[[nodiscard]] parcel::PersonOrder DrawOrder(const record::Manifest& manifest,
                                            const std::vector<parcel::Person>& persons, crypto::Rng& rng);

struct IssueInput {
  referendum::ContextPtr context;
  const crypto::Ed25519Key* key =
      nullptr;  // a registrar's of the manifest: which one says the registrar's index
  const std::vector<parcel::Person>* persons = nullptr;
  const parcel::PersonOrder* order = nullptr;
  unsigned threads = 0;  // 0: as many as the machine has
};

// FindRegistrar says which registrar of the manifest has this key. ERRORS: kWrongKey if none has.
[[nodiscard]] Result<uint16_t> FindRegistrar(const record::Manifest& manifest, const crypto::Ed25519Key& key);

// IssueSinks take what Issue makes, on the calling thread. For each chunk the sheet's rows come first, then
// the chunk; at the end the roll_end. Make the sheet durable before any entry is sent: a code that is lost
// cannot be made again.
struct IssueSinks {
  std::function<Status(const parcel::SheetRow& row)> sheet;
  std::function<Status(record::EntryType type, Bytes body)> entry;
};

// Issue makes this registrar's whole roll. The same entries for the same rng, whatever the threads. Memory
// does not grow with the roll. COST: about 40 us a voter and thread. ERRORS: kWrongKey if the manifest has no
// such registrar; kWrongCount if order does not fit persons; the sinks'.
[[nodiscard]] Status Issue(const IssueInput& input, crypto::Rng& rng, const IssueSinks& sinks);

}  // namespace constat::party
