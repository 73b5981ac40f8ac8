// parcel: public keys and secret files of the parties. The first byte chooses the public key, or a
// role's secret file.
#include "constat/parcel/party_key.h"
#include "constat/parcel/secret/secret_file.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  if (choice % 6 == 5) {
    const auto key = parcel::ParsePartyKey(AsText(bytes));
    if (!key) {
      CONSTAT_CHECK(!key.error().detail.empty());
      return 0;
    }
    const std::string again = parcel::FormatPartyKey(*key);
    CONSTAT_CHECK(Equal(AsBytes(again), bytes) || Equal(AsBytes(again).first(again.size() - 1), bytes));
    return 0;
  }
  const fuzz::MemoryFile file(bytes);
  const auto role = static_cast<parcel::Role>(choice % 6);
  const auto secret = parcel::ReadSecretFile(file.path(), role);
  if (!secret) {
    CONSTAT_CHECK(!secret.error().detail.empty());
    return 0;
  }
  CONSTAT_CHECK(secret->party.role == role);
  CONSTAT_CHECK(parcel::ParsePartyKey(parcel::FormatPartyKey(secret->party)).has_value());
  return 0;
}
