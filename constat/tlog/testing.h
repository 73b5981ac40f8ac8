// What the tests of this layer share: fixed keys, entries, temporary folders, and a matcher of error codes.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>

#include "constat/base/file.h"
#include "constat/base/text.h"
#include "constat/tlog/sign.h"

namespace constat::tlog::testing {

// FailsWith(code) matches a Result whose error has that code.
MATCHER_P(FailsWith, code, std::string("fails with ") + std::string(ErrorName(code))) {
  if (arg.has_value()) {
    *result_listener << "which succeeded";
    return false;
  }
  *result_listener << ErrorName(arg.error().code) << ": " << arg.error().detail;
  return arg.error().code == code;
}

MATCHER(Succeeds, "succeeds") {
  if (arg.has_value()) return true;
  *result_listener << ErrorName(arg.error().code) << ": " << arg.error().detail;
  return false;
}

inline crypto::Ed25519Key KeyFromByte(uint8_t byte) {
  crypto::Secret<Bytes32> seed;
  seed.ExposeMutable().fill(byte);
  return crypto::Ed25519Key::FromSeed(seed);
}

// EntryAt is an entry of i % 40 + 1 bytes that differs from all others.
inline Bytes EntryAt(uint64_t i) {
  Bytes entry(i % 40, static_cast<uint8_t>(i));
  const std::string number = std::to_string(i);
  Append(entry, AsBytes(number));
  return entry;
}

inline TreeHead TreeOfEntries(uint64_t size) {
  MerkleFrontier frontier;
  for (uint64_t i = 0; i < size; ++i) frontier.Append(LeafHash(EntryAt(i)));
  return frontier.Head();
}

class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "constat-test.XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace constat::tlog::testing
