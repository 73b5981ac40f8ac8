// Seeds: the valid inputs from which fuzz targets begin, one folder a target.
#pragma once

#include <fmt/core.h>

#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/io/file.h"
#include "constat/testing/manifest.h"
#include "constat/text/hex.h"

namespace constat::fuzz {

class Seeds {
 public:
  explicit Seeds(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void Write(const std::string& target, ByteView bytes) {
    CONSTAT_CHECK(io::MakeDirectories(folder_ / target).has_value());
    CONSTAT_CHECK(io::WriteFile(folder_ / target / fmt::format("seed{}", number_++), bytes).has_value());
  }
  void Write(const std::string& target, std::string_view text) { Write(target, AsBytes(text)); }

  // Write with a choice puts that byte first.
  void Write(const std::string& target, uint8_t choice, ByteView bytes) {
    Bytes all{choice};
    Append(all, bytes);
    Write(target, all);
  }
  void Write(const std::string& target, uint8_t choice, std::string_view text) {
    Write(target, choice, AsBytes(text));
  }

 private:
  std::filesystem::path folder_;
  size_t number_ = 0;
};

// KeyNamed is the same key in seeds and targets.
inline crypto::Ed25519Key KeyNamed(std::string_view name) {
  crypto::Secret<Bytes32> seed;
  seed.ExposeMutable() = TestBytes(name);
  return crypto::Ed25519Key::FromSeed(seed);
}

// WriteParties: the files that parties bring.
void WriteParties(Seeds& seeds);

}  // namespace constat::fuzz
