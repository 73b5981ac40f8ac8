#include "constat/crypto/secret/secret.h"

#include <gtest/gtest.h>

#include <concepts>
#include <cstring>
#include <new>
#include <ostream>

namespace constat::crypto {
namespace {

using SecretBytes = Secret<Bytes32>;

template <typename T>
concept Printable = requires(std::ostream& out, const T& value) { out << value; };

static_assert(!std::copyable<SecretBytes>);
static_assert(!std::is_copy_constructible_v<SecretBytes> && !std::is_copy_assignable_v<SecretBytes>);
static_assert(std::is_nothrow_move_constructible_v<SecretBytes>);
static_assert(!std::equality_comparable<SecretBytes> && !Printable<SecretBytes>);
static_assert(!std::is_convertible_v<SecretBytes, Bytes32>);
static_assert(!std::is_copy_constructible_v<Wiped<Bytes32>> && !std::is_move_constructible_v<Wiped<Bytes32>>);

TEST(Secret, BeginsAsZero) { EXPECT_EQ(SecretBytes().Expose(), Bytes32{}); }

TEST(Secret, CopyIsASecondValue) {
  SecretBytes secret;
  secret.ExposeMutable().fill(7);
  SecretBytes copy = secret.Copy();
  EXPECT_EQ(copy.Expose(), secret.Expose());
  copy.ExposeMutable().fill(8);
  EXPECT_EQ(secret.Expose()[0], 7);
}

TEST(Secret, MovesWithoutCopying) {
  SecretBytes secret;
  secret.ExposeMutable().fill(7);
  const Bytes32* const place = &secret.Expose();
  SecretBytes moved(std::move(secret));
  EXPECT_EQ(&moved.Expose(), place);
  SecretBytes assigned;
  assigned = std::move(moved);
  EXPECT_EQ(&assigned.Expose(), place);
  EXPECT_EQ(assigned.Expose()[31], 7);
}

TEST(SecretDeathTest, AbortsWhenUsedAfterAMove) {
  SecretBytes secret;
  const SecretBytes moved(std::move(secret));
  // NOLINTNEXTLINE(bugprone-use-after-move): that it ends the program is the test
  EXPECT_DEATH((void)secret.Expose(), "value_ != nullptr");
  EXPECT_DEATH((void)secret.ExposeMutable(), "value_ != nullptr");
}

TEST(SecretDeathTest, EndsAtAGuardPage) {
  const SecretBytes secret;
  const volatile uint8_t* const bytes = secret.Expose().data();
  EXPECT_DEATH((void)bytes[32], "");
}

TEST(SecretDeathTest, IsGoneWhenReleased) {
  const volatile uint8_t* bytes = nullptr;
  {
    SecretBytes secret;
    secret.ExposeMutable().fill(7);
    bytes = secret.Expose().data();
  }
  EXPECT_DEATH((void)bytes[0], "");
}

TEST(Wiped, IsZeroAfterItsLife) {
  alignas(Wiped<Bytes32>) std::array<uint8_t, sizeof(Wiped<Bytes32>)> memory;
  auto* const wiped = new (memory.data()) Wiped<Bytes32>();
  EXPECT_EQ(wiped->value, Bytes32{});
  wiped->value.fill(7);
  EXPECT_EQ(memory[31], 7);
  wiped->~Wiped();
  EXPECT_EQ(std::count(memory.begin(), memory.end(), 0), 32);
}

TEST(WipeMemory, Overwrites) {
  Bytes bytes(100, 7);
  WipeMemory(bytes.data(), 99);
  EXPECT_EQ(std::count(bytes.begin(), bytes.end(), 0), 99);
  EXPECT_EQ(bytes[99], 7);
}

}  // namespace
}  // namespace constat::crypto
