// roles: a registrar's files: the list of persons, the secret order, the private sheet. The first
// byte chooses one.
#include "constat/roles/persons.h"
#include "constat/roles/sheet.h"
#include "constat/testing/manifest.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/property.h"

using namespace constat;

namespace {

// Five persons, whose order the input may be.
const std::vector<roles::Person>& Persons() {
  static const std::vector<roles::Person> persons = {
      {"a", 0, ""}, {"b", 0, "x"}, {"c", 1, ""}, {"d", 2, ""}, {"e", 0, ""}};
  return persons;
}

void CheckPersons(std::string_view text) {
  const record::Manifest& manifest = record::TestManifest();
  const auto persons = roles::ParsePersons(manifest, text, "persons.csv");
  if (!persons) {
    CONSTAT_CHECK(!persons.error().detail.empty());
    return;
  }
  for (const roles::Person& person : *persons) {
    CONSTAT_CHECK(!person.id.empty() && person.region < manifest.regions.size());
  }
}

void CheckOrder(std::string_view text) {
  const auto order = roles::ParseOrder(record::TestManifest(), Persons(), text);
  if (!order) {
    CONSTAT_CHECK(!order.error().detail.empty());
    return;
  }
  const auto again = roles::FormatOrder(record::TestManifest(), Persons(), *order);
  CONSTAT_CHECK(again.has_value());
  const auto read = roles::ParseOrder(record::TestManifest(), Persons(), *again);
  CONSTAT_CHECK(read && read->slots == order->slots);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  if (choice % 3 == 0) CheckPersons(AsText(bytes));
  if (choice % 3 == 1) CheckOrder(AsText(bytes));
  if (choice % 3 == 2) {
    const fuzz::MemoryFile file(bytes);
    const auto sheet = roles::ReadSheet(file.path(), record::TestManifest());
    CONSTAT_CHECK(sheet || !sheet.error().detail.empty());
  }
  return 0;
}
