#include "constat/tlog/checkpoint.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <set>

#include "constat/base/check.h"
#include "constat/io/read_back.h"
#include "constat/text/hex.h"
#include "constat/tlog/decimal.h"
#include "constat/wire/reader.h"

namespace constat::tlog {
namespace {

constexpr size_t kEd25519SignatureSize = 64;
constexpr size_t kTimestampSize = 8;

tl::unexpected<Error> BadCheckpoint(std::string detail) {
  return Fail(ErrorCode::kBadCheckpoint, std::move(detail));
}

// TakeCheckpointLine cuts the next line off text, without its line feed.
Result<std::string_view> TakeCheckpointLine(std::string_view& text) {
  const size_t end = text.find('\n');
  if (end == std::string_view::npos)
    return BadCheckpoint(
        "this is not a checkpoint, which has three lines: the log's name, its number of entries and a hash");
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end + 1);
  return line;
}

bool IsBy(const NoteSignature& signature, const VerifierKey& key, uint32_t key_id) {
  return signature.key_id == key_id && signature.name == key.name;
}

tl::unexpected<Error> BadSignature(const NoteSignature& signature) {
  return Fail(ErrorCode::kBadSignature,
              fmt::format("the checkpoint's signature by {} does not verify", signature.name));
}

// VerifyCosignature returns the time of a line that claims to be by witness, none if it does not verify.
std::optional<uint64_t> VerifyCosignature(std::string_view text, const NoteSignature& line,
                                          const VerifierKey& witness) {
  if (line.signature.size() != kTimestampSize + kEd25519SignatureSize) return std::nullopt;
  wire::Reader reader(line.signature);
  const uint64_t time_s = reader.U64();
  const crypto::Ed25519Signature signature = reader.Fixed64();
  if (time_s >> 63 != 0) return std::nullopt;
  if (!crypto::VerifyEd25519(witness.key, AsBytes(CosignedMessage(text, time_s)), signature)) {
    return std::nullopt;
  }
  return time_s;
}

}  // namespace

Result<Checkpoint> ParseCheckpoint(std::string_view text) {
  if (!IsUtf8(AsBytes(text))) return BadCheckpoint("the checkpoint is not UTF-8");
  Checkpoint out;
  CONSTAT_ASSIGN(out.origin, TakeCheckpointLine(text));
  CONSTAT_ASSIGN(const std::string_view size, TakeCheckpointLine(text));
  CONSTAT_ASSIGN(const std::string_view root, TakeCheckpointLine(text));
  if (!text.empty())
    return BadCheckpoint(
        "the checkpoint has more than three lines before its signatures; no log of Constat's has");
  const bool control = std::any_of(out.origin.begin(), out.origin.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x20; });
  if (out.origin.empty() || control)
    return BadCheckpoint("the log's name in the checkpoint is empty or has control characters");
  const std::optional<uint64_t> number = ParseDecimal(size);
  if (!number || *number > kMaxTreeSize)
    return BadCheckpoint("the second line of the checkpoint is not a number of entries");
  out.size = *number;
  const Result<Bytes> bytes = text::ParseBase64(root);
  if (!bytes || bytes->size() != out.root.size()) {
    return BadCheckpoint("the third line of the checkpoint is not a hash (32 bytes in base64)");
  }
  std::copy(bytes->begin(), bytes->end(), out.root.begin());
  return out;
}

std::string FormatCheckpoint(const Checkpoint& checkpoint) {
  return fmt::format("{}\n{}\n{}\n", checkpoint.origin, checkpoint.size, text::FormatBase64(checkpoint.root));
}

Result<SignedCheckpoint> ParseSignedCheckpoint(std::string_view note) {
  Result<SignedNote> parts = ParseNote(note);
  if (!parts) return BadCheckpoint(parts.error().detail);
  SignedCheckpoint out;
  CONSTAT_ASSIGN(out.checkpoint, ParseCheckpoint(parts->text));
  out.signatures = std::move(parts->signatures);
  return out;
}

std::string FormatSignedCheckpoint(const SignedCheckpoint& checkpoint) {
  return FormatNote({checkpoint.Text(), checkpoint.signatures});
}

Result<std::string> FormatReadable(const SignedCheckpoint& checkpoint) {
  std::string text = FormatSignedCheckpoint(checkpoint);
  CONSTAT_TRY(io::CheckReadsBack("this checkpoint", ParseSignedCheckpoint(text),
                                 [&](const SignedCheckpoint& read) { return read == checkpoint; }));
  return text;
}

Status VerifyLogSignature(const SignedCheckpoint& checkpoint, const VerifierKey& key) {
  CONSTAT_CHECK(key.type == KeyType::kEd25519);
  if (checkpoint.checkpoint.origin != key.name) {
    return Fail(ErrorCode::kWrongOrigin, fmt::format("the checkpoint is of the log {}, not of {}",
                                                     checkpoint.checkpoint.origin, key.name));
  }
  const std::string text = checkpoint.Text();
  const uint32_t key_id = key.Id();
  bool found = false;
  for (const NoteSignature& line : checkpoint.signatures) {
    if (!IsBy(line, key, key_id)) continue;
    if (line.signature.size() != kEd25519SignatureSize) return BadSignature(line);
    crypto::Ed25519Signature signature;
    std::copy(line.signature.begin(), line.signature.end(), signature.begin());
    if (!crypto::VerifyEd25519(key.key, AsBytes(text), signature)) return BadSignature(line);
    found = true;
  }
  if (!found) {
    return Fail(ErrorCode::kMissingSignature,
                fmt::format("the checkpoint has no signature by the log {} with the key that is known for "
                            "it (number {:08x})",
                            key.name, key_id));
  }
  return {};
}

Status VerifyLogSignature(const SignedCheckpoint& checkpoint, std::span<const VerifierKey> keys) {
  Status outcome = Fail(ErrorCode::kWrongOrigin,
                        fmt::format("the checkpoint is of the log {}, of which no key is known here",
                                    checkpoint.checkpoint.origin));
  bool is_signed = false;
  for (const VerifierKey& key : keys) {
    if (key.name != checkpoint.checkpoint.origin) continue;
    Status verified = VerifyLogSignature(checkpoint, key);
    if (!verified && verified.error().code == ErrorCode::kBadSignature) return verified;
    is_signed = is_signed || verified.has_value();
    outcome = std::move(verified);
  }
  return is_signed ? Status{} : outcome;
}

std::string WitnessLines::SpoiltNames() const {
  std::string out;
  for (const std::string& name : std::set<std::string>(spoilt.begin(), spoilt.end())) {
    out += (out.empty() ? "" : ", ") + name;
  }
  return out;
}

std::string WitnessLines::SpoiltText() const {
  if (spoilt.empty()) return "";
  return fmt::format(", and lines that do not verify have the name of {}", SpoiltNames());
}

WitnessLines VerifyCosignatures(const SignedCheckpoint& checkpoint, std::span<const VerifierKey> witnesses) {
  const std::string text = checkpoint.Text();
  std::vector<uint32_t> key_ids;
  for (const VerifierKey& witness : witnesses) {
    CONSTAT_CHECK(witness.type == KeyType::kCosignature);
    key_ids.push_back(witness.Id());
  }
  WitnessLines out;
  for (const NoteSignature& line : checkpoint.signatures) {
    for (size_t i = 0; i < witnesses.size(); ++i) {
      if (!IsBy(line, witnesses[i], key_ids[i])) continue;
      if (const std::optional<uint64_t> time_s = VerifyCosignature(text, line, witnesses[i])) {
        out.cosignatures.push_back({witnesses[i], *time_s});
      } else {
        out.spoilt.push_back(witnesses[i].name);
      }
    }
  }
  return out;
}

size_t CountWitnesses(std::span<const Cosignature> cosignatures) {
  std::vector<crypto::Ed25519PublicKey> keys;
  for (const Cosignature& cosignature : cosignatures) keys.push_back(cosignature.witness.key);
  std::sort(keys.begin(), keys.end());
  return static_cast<size_t>(std::unique(keys.begin(), keys.end()) - keys.begin());
}

uint64_t LatestTimeMs(std::span<const Cosignature> cosignatures) {
  uint64_t out = 0;
  for (const Cosignature& cosignature : cosignatures) out = std::max(out, cosignature.time_s * 1000);
  return out;
}

std::string CosignedMessage(std::string_view text, uint64_t time_s) {
  return fmt::format("cosignature/v1\ntime {}\n{}", time_s, text);
}

}  // namespace constat::tlog
