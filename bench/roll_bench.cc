// The memory and speed of a large roll: constat_roll_bench [CREDENTIALS], 40 million if not given. Prints the
// resident memory that the table takes, and how long entering and finding take, without replaced codes and
// with as many as the default cap allows, by two registrars; all found slots are checked.
#include <fmt/core.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <string>

#include "constat/crypto/hash.h"
#include "constat/referendum/credential_table.h"
#include "constat/referendum/replacements.h"

namespace {

constexpr uint16_t kRegions = 13;

double Megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmRSS:")) return std::strtod(line.c_str() + 6, nullptr) / 1000;
  }
  return 0;
}

// Credential is as random as an encoding is, and computed anew when it is looked up.
constat::group::EncodedPoint Credential(uint64_t i) {
  constat::group::EncodedPoint out;
  for (uint64_t word = 0; word < 4; ++word) {
    uint64_t x = 4 * i + word + 1;  // splitmix64
    x *= 0x9e3779b97f4a7c15;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
    x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
    x ^= x >> 31;
    std::memcpy(out.data() + 8 * word, &x, sizeof(x));
  }
  return out;
}

double Seconds(const auto& work) {
  const auto begun = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
}

}  // namespace

int main(int argc, char** argv) {
  const uint64_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 40'000'000;
  const auto slot = [](uint64_t i) {
    return constat::referendum::Slot{static_cast<uint16_t>(i % kRegions),
                                     static_cast<uint32_t>(i / kRegions)};
  };
  const double before = Megabytes();
  constat::referendum::CredentialTable table(kRegions);
  const double entering = Seconds([&] {
    for (uint64_t i = 0; i < count; ++i) {
      table.Put(slot(i), Credential(i));
      table.Enter(slot(i));
    }
  });
  const double used = Megabytes() - before;
  uint64_t wrong = 0;
  const double finding = Seconds([&] {
    for (uint64_t i = 0; i < 2 * count; i += 2) {
      const auto found = table.Find(Credential(i));
      const bool right =
          i < count ? found && found->region == slot(i).region && found->number == slot(i).number : !found;
      wrong += right ? 0 : 1;
    }
  });
  fmt::print("{} credentials: {:.0f} MB, {:.2f} us to enter one, {:.2f} us to look one up; {} wrong\n", count,
             used, 1e6 * entering / static_cast<double>(count), 1e6 * finding / static_cast<double>(count),
             wrong);
  const double plain = Megabytes();
  constexpr uint64_t kPermille = 50;
  const uint64_t replaced = count * kPermille / 1000;
  constat::referendum::ReplacedSlots replacements(2);
  for (uint64_t i = 0; i < replaced; ++i) {
    const std::array shares = {Credential(3 * count + 2 * i), Credential(3 * count + 2 * i + 1)};
    replacements.Replace(slot(i * (1000 / kPermille)), Credential(2 * count + i), shares);
  }
  for (uint64_t i = 0; i < replaced; ++i) {
    const auto found = replacements.Find(Credential(2 * count + i));
    const auto expected = slot(i * (1000 / kPermille));
    wrong += found && found->region == expected.region && found->number == expected.number ? 0 : 1;
  }
  fmt::print("{} of them replaced: {:.0f} MB more; {} wrong\n", replaced, Megabytes() - plain, wrong);
  return wrong == 0 ? 0 : 1;
}
