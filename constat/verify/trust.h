// Trust: what a verifier was told beforehand, and never reads from the record. Spec: VER-1, VER-3.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "constat/base/bytes_by_name.h"
#include "constat/record/refusal.h"
#include "constat/tlog/policy.h"
#include "constat/tlog/receipt.h"

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

struct NamedRefusal {
  std::string name;
  record::RefusalFile file;
};

struct Trust {
  Bytes32 manifest_hash{};
  tlog::Policy policy;
  std::vector<NamedCheckpoint> checkpoints;
  std::vector<NamedReceipt> receipts;
  std::vector<NamedReceipt> promises{};  // receipts but for the quorum
  std::vector<NamedRefusal> refusals{};
};

// What a trust file may name in all its lists. Spec: VER-1.
inline constexpr size_t kMaxTrustNames = 10'000;
inline constexpr size_t kMaxTrustFiles = size_t{256} << 20;  // bytes together

// kMaxTrustSize bounds what is read and written of a trust file, in bytes.
inline constexpr size_t kMaxTrustSize = size_t{1} << 20;

// TrustText is the text of a trust file that messages call name, with the files that it names.
struct TrustText {
  std::string_view text;
  std::string name = "the trust file";
  BytesByName files = NoBytes;
};

// ParseTrust reads the text, and what it names, which messages call as it does, without folders. It
// opens no file.
// ERRORS: kBadText, kBadPolicy, kBadCheckpoint, kTooLarge, DecodeRefusalFile's, those of files,
// with the place.
[[nodiscard]] Result<Trust> ParseTrust(const TrustText& trust);

// FilesIn are the files by their paths from folder; an absolute path is taken as it is. Messages call them by
// their names alone.
[[nodiscard]] BytesByName FilesIn(const std::filesystem::path& folder);

// ReadTrust reads a trust file and the files it names, relative to its folder. Messages call it by its path.
// ERRORS: ParseTrust's, io::ReadFile's.
[[nodiscard]] Result<Trust> ReadTrust(const std::filesystem::path& path);

// ReadTrustUnnamed is ReadTrust, but no message says where a file lies (VER-5).
[[nodiscard]] Result<Trust> ReadTrustUnnamed(const std::filesystem::path& path);

// WithTrustAdvice adds to an error about what a trust file holds what to do about it, unless that is said.
[[nodiscard]] Error WithTrustAdvice(Error error);

// FormatTrust writes a trust file with a manifest hash and a policy, as a poll card would carry it, and reads
// it back; that of a rehearsal says so first (MAN-7). ERRORS: ParseTrust's; io::CheckReadsBack's.
[[nodiscard]] Result<std::string> FormatTrust(const Bytes32& manifest_hash, const tlog::Policy& policy,
                                              bool rehearsal = false);

}  // namespace constat::verify
