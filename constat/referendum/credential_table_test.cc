#include "constat/referendum/credential_table.h"

#include <gtest/gtest.h>

#include "constat/crypto/secret/seeded_rng.h"

namespace constat::referendum {
namespace {

constexpr uint32_t kPerRegion = 5000;

group::EncodedPoint Credential(uint16_t region, uint32_t number) {
  crypto::SeededRng rng("credential table", std::to_string(region) + "/" + std::to_string(number));
  group::EncodedPoint out;
  rng.Fill(out);
  return out;
}

TEST(CredentialTableTest, FindsWhatWasEnteredAndNothingElse) {
  CredentialTable table(3);
  for (uint16_t region = 0; region < 3; ++region) {
    for (uint32_t number = 0; number < kPerRegion; ++number) {
      table.Put({region, number}, Credential(region, number));
      if (number % 2 == 0) table.Enter({region, number});
    }
    EXPECT_EQ(table[region].size(), kPerRegion);
  }
  for (uint16_t region = 0; region < 3; ++region) {
    for (uint32_t number = 0; number < kPerRegion; ++number) {
      const std::optional<Slot> slot = table.Find(Credential(region, number));
      ASSERT_EQ(slot.has_value(), number % 2 == 0);
      if (!slot) continue;
      EXPECT_EQ(slot->region, region);
      EXPECT_EQ(slot->number, number);
    }
  }
  EXPECT_FALSE(table.Find(Credential(4, 0)).has_value());
}

// All cells' words alike but for the last bytes: the table must stay right, if slower.
TEST(CredentialTableTest, EncodingsThatBeginAlikeAreToldApart) {
  CredentialTable table(1);
  group::EncodedPoint credential{};
  for (uint32_t number = 0; number < 600; ++number) {
    credential[31] = static_cast<uint8_t>(number);
    credential[30] = static_cast<uint8_t>(number >> 8);
    table.Put({0, number}, credential);
    table.Enter({0, number});
  }
  credential[31] = 7;
  credential[30] = 1;
  EXPECT_EQ(table.Find(credential)->number, 256u + 7u);
  credential[29] = 1;
  EXPECT_FALSE(table.Find(credential).has_value());
}

TEST(CredentialTableTest, ASlotCanBeWrittenAgainUntilItIsEntered) {
  CredentialTable table(1);
  table.Put({0, 0}, Credential(0, 1));
  table.Put({0, 0}, Credential(0, 2));
  table.Enter({0, 0});
  EXPECT_FALSE(table.Find(Credential(0, 1)).has_value());
  EXPECT_TRUE(table.Find(Credential(0, 2)).has_value());
  EXPECT_EQ(table[0][0], Credential(0, 2));
}

}  // namespace
}  // namespace constat::referendum
