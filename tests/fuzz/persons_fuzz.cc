// parcel: a registrar's files: the list of persons, the secret order, the slots, the private sheet. The first
// byte chooses one.
#include "constat/parcel/persons.h"
#include "constat/parcel/secret/sheet.h"
#include "constat/testing/manifest.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/property.h"

using namespace constat;

namespace {

// Five persons, whose order the input may be.
const std::vector<parcel::Person>& Persons() {
  static const std::vector<parcel::Person> persons = {
      {"a", 0, ""}, {"b", 0, "x"}, {"c", 1, ""}, {"d", 2, ""}, {"e", 0, ""}};
  return persons;
}

void CheckPersons(std::string_view text) {
  const record::Manifest& manifest = record::TestManifest();
  const auto persons = parcel::ParsePersons(manifest, text, "persons.csv");
  if (!persons) {
    CONSTAT_CHECK(!persons.error().detail.empty());
    return;
  }
  for (const parcel::Person& person : *persons) {
    CONSTAT_CHECK(!person.id.empty() && person.region < manifest.regions.size());
  }
}

void CheckOrder(std::string_view text) {
  const auto order = parcel::ParseOrder(record::TestManifest(), Persons(), text);
  if (!order) {
    CONSTAT_CHECK(!order.error().detail.empty());
    return;
  }
  const auto again = parcel::FormatOrder(record::TestManifest(), Persons(), *order);
  CONSTAT_CHECK(again.has_value());
  const auto read = parcel::ParseOrder(record::TestManifest(), Persons(), *again);
  CONSTAT_CHECK(read && *read == *order);
}

void CheckSlots(std::string_view text) {
  const auto slots = parcel::ParseSlots(record::TestManifest(), text, "slots.csv");
  CONSTAT_CHECK(slots || !slots.error().detail.empty());
  for (const auto& [id, at] : slots.value_or(parcel::PersonSlots{}))
    CONSTAT_CHECK(at.region < record::TestManifest().regions.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  if (choice % 4 == 0) CheckPersons(AsText(bytes));
  if (choice % 4 == 1) CheckOrder(AsText(bytes));
  if (choice % 4 == 3) CheckSlots(AsText(bytes));
  if (choice % 4 == 2) {
    const fuzz::MemoryFile file(bytes);
    const auto sheet = parcel::ReadSheet(file.path(), record::TestManifest());
    CONSTAT_CHECK(sheet || !sheet.error().detail.empty());
  }
  return 0;
}
