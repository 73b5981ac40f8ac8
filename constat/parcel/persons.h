// The roll of persons, as an office keeps it, and the secret order that hides who is who. Spec: ROL-3, ROL-9.
//
// Personal data: nothing here is ever published. Every table is read as spreadsheets save it
// (text/carried_csv.h): blanks at the ends of words do not count, the contact stays as it is.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "constat/record/manifest.h"

namespace constat::parcel {

struct Person {
  std::string id;            // unique
  uint16_t region = 0;       // index in the manifest
  std::string contact;       // the address for the letter; may be empty
  std::string language{};    // BCP 47 tag of the letter; empty: not said
  std::string email{};       // empty: none
  bool large_print = false;  // who cannot read the usual letter
  size_t line = 0;           // in the file that was read, from 1; 0 where there is none

  // Where a person was read makes no other person.
  friend bool operator==(const Person& a, const Person& b) {
    return a.id == b.id && a.region == b.region && a.contact == b.contact && a.language == b.language &&
           a.email == b.email && a.large_print == b.large_print;
  }
};

// CheckMailAddress demands an address of ASCII (RFC 5321's Mailbox without quotes and address literals), so
// that none puts a second address or a line into a message's header. ERRORS: kBadText.
[[nodiscard]] Status CheckMailAddress(std::string_view address);
// CheckLanguage demands the form of a manifest's language tag. ERRORS: kBadText. Spec: MAN-1.
[[nodiscard]] Status CheckLanguage(std::string_view tag);

// ParsePersons reads CSV whose first line names the columns: id, region (a region's id), and optionally
// contact, language, email and large_print (yes, no or nothing), in any order. ERRORS: kBadText (form,
// missing column, empty id, unknown region, what CheckMailAddress or CheckLanguage refuses), kDuplicate (an
// id twice); with file and line.
[[nodiscard]] Result<std::vector<Person>> ParsePersons(const record::Manifest& manifest, std::string_view csv,
                                                       const std::string& name);
// ReadPersons reads a file. ERRORS: also kMissingFile, kCannotRead.
[[nodiscard]] Result<std::vector<Person>> ReadPersons(const record::Manifest& manifest,
                                                      const std::filesystem::path& path);

// PersonOrder is who has which slot: slots[region][slot] is an index into the persons. The nonce hides the
// order in its public hash: whoever has it can try whether a list of persons is this one.
struct PersonOrder {
  std::vector<std::vector<uint32_t>> slots;
  Bytes32 nonce{};

  bool operator==(const PersonOrder&) const = default;
};

// OrderHash is what the chunks of a roll state of the order, where several registrars make it. Spec: ROL-9.
[[nodiscard]] Bytes32 OrderHash(const Bytes32& manifest_hash, const std::vector<Person>& persons,
                                const PersonOrder& order);

// kMaxOrderFile bounds what is read and written of an order, in bytes.
inline constexpr size_t kMaxOrderFile = size_t{1} << 30;

// FormatOrder writes order.csv for the other registrars, and reads it back: a line `constat-order-1,NONCE`
// with the nonce in hex, then region, slot, id. A secret: keep it 0600. ERRORS: ParseOrder's; kTooLarge for
// more than max_bytes.
[[nodiscard]] Result<std::string> FormatOrder(const record::Manifest& manifest,
                                              const std::vector<Person>& persons, const PersonOrder& order,
                                              size_t max_bytes = kMaxOrderFile);
// FormatSlots writes slots.csv (id, region, slot): who has which slot, and no codes. Kept secret, 0600, for
// as long as lost codes are replaced. Spec: ROL-11.
[[nodiscard]] std::string FormatSlots(const record::Manifest& manifest, const std::vector<Person>& persons,
                                      const PersonOrder& order);
// PersonSlot is a person's place on the roll.
struct PersonSlot {
  uint16_t region = 0;
  uint32_t slot = 0;

  bool operator==(const PersonSlot&) const = default;
};
using PersonSlots = std::unordered_map<std::string, PersonSlot>;  // by id

// ParseSlots reads the text of a slots.csv that messages call name. ERRORS: kBadText, kDuplicate (an id
// twice), with name and line.
[[nodiscard]] Result<PersonSlots> ParseSlots(const record::Manifest& manifest, std::string_view csv,
                                             const std::string& name);
// ReadSlots ERRORS: also kUnsafeFile, io::ReadFile's.
[[nodiscard]] Result<PersonSlots> ReadSlots(const record::Manifest& manifest,
                                            const std::filesystem::path& path);

// ParseOrder reads it back against this registrar's own persons: the same persons in the same regions, each
// once. name is what messages call it. ERRORS: kBadText, kDuplicate, kWrongCount; with name and line.
[[nodiscard]] Result<PersonOrder> ParseOrder(const record::Manifest& manifest,
                                             const std::vector<Person>& persons, std::string_view csv,
                                             const std::string& name = "order.csv");
// ReadOrder ERRORS: also kUnsafeFile, io::ReadFile's.
[[nodiscard]] Result<PersonOrder> ReadOrder(const record::Manifest& manifest,
                                            const std::vector<Person>& persons,
                                            const std::filesystem::path& path);

}  // namespace constat::parcel
