// Trust: what a verifier was told beforehand, and never reads from the record. Spec: VER-1, VER-3.
#pragma once

#include <filesystem>
#include <vector>

#include "constat/tlog/policy.h"
#include "constat/tlog/proof.h"

namespace constat::verify {

// NamedReceipt and NamedCheckpoint keep the file's name for messages.
struct NamedReceipt {
  std::string name;
  tlog::InclusionReceipt receipt;
};
struct NamedCheckpoint {
  std::string name;
  tlog::SignedCheckpoint checkpoint;
};

struct Trust {
  Bytes32 manifest_hash{};
  tlog::Policy policy;
  std::vector<NamedCheckpoint> checkpoints;
  std::vector<NamedReceipt> receipts;
};

// ReadTrust reads a trust file and the files it names. ERRORS: kBadText, kBadPolicy, kBadCheckpoint,
// kTooLarge, kMissingFile, kCannotRead, with the place.
[[nodiscard]] Result<Trust> ReadTrust(const std::filesystem::path& path);

// FormatTrust writes a trust file with a manifest hash and a policy, as a poll card would carry it.
[[nodiscard]] std::string FormatTrust(const Bytes32& manifest_hash, const tlog::Policy& policy);

}  // namespace constat::verify
