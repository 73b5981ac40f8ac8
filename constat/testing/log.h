// What tests of logs share: fixed keys and entries, and a log that was spoilt.
#pragma once

#include <string>

#include "constat/io/file.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"
#include "constat/text/hex.h"
#include "constat/tlog/log_source.h"
#include "constat/tlog/secret/sign.h"

namespace constat::testing {

inline const std::string kOrigin = "example.com/log";
inline const tlog::Checkpoint kCheckpoint{kOrigin, 42, tlog::LeafHash(AsBytes("root"))};
inline const tlog::TreeHead kEmptyTree{0, tlog::EmptyRoot()};

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

inline tlog::TreeHead TreeOfEntries(uint64_t size) {
  tlog::MerkleFrontier frontier;
  for (uint64_t i = 0; i < size; ++i) frontier.Append(tlog::LeafHash(EntryAt(i)));
  return frontier.Head();
}

// SpoiltEnd reads a log's files, but for the last byte of the newest entry.
class SpoiltEnd final : public tlog::LogSource {
 public:
  // log outlives this.
  explicit SpoiltEnd(const tlog::LogSource& log) : log_(log) {}
  [[nodiscard]] Result<Bytes> Read(std::string_view path, size_t max_size) const override {
    Result<Bytes> bytes = log_.Read(path, max_size);
    if (bytes && path.starts_with("tile/entries/")) bytes->back() ^= 1;
    return bytes;
  }
  [[nodiscard]] Status ForEachFile(const tlog::VisitFile& visit) const override {
    return log_.ForEachFile(visit);
  }

 private:
  const tlog::LogSource& log_;
};

}  // namespace constat::testing
