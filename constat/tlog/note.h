// Signed notes: a text, an empty line, and signature lines "— <key name> <base64(key id || signature)>".
//
// Only the form is here; checkpoint.h says what a signature covers. Thread-safe.
// SOURCE: c2sp.org/signed-note. Of its signature types Constat knows 0x01 (Ed25519) and 0x04
// (timestamped Ed25519 cosignatures); lines of any other type are signatures of unknown keys, and
// ignored as the clause says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "constat/base/bytes.h"
#include "constat/base/result.h"
#include "constat/crypto/ed25519.h"

namespace constat::tlog {

// The spec demands at least 16 signatures; post-quantum ones are near 5 kB each.
inline constexpr size_t kMaxNoteSignatures = 100;
inline constexpr size_t kMaxNoteSize = size_t{1} << 20;

// NoteSignature is one signature line. signature is what follows the four bytes of the key id; never empty.
struct NoteSignature {
  std::string name;
  uint32_t key_id = 0;
  Bytes signature;
  bool operator==(const NoteSignature&) const = default;
};

// SignedNote is a note in parts. text ends in a line feed and is what signatures cover.
struct SignedNote {
  std::string text;
  std::vector<NoteSignature> signatures;  // 1..kMaxNoteSignatures
};

// ParseNote splits a note. It accepts exactly what FormatNote writes: valid UTF-8, no control character but
// line feed, one or more signature lines after the last empty line, canonical base64.
// ERRORS: kBadText; kTooLarge beyond kMaxNoteSize or kMaxNoteSignatures.
[[nodiscard]] Result<SignedNote> ParseNote(std::string_view note);
[[nodiscard]] std::string FormatNote(const SignedNote& note);

// ParseSignatureLine reads one line including its line feed. ERRORS: kBadText.
[[nodiscard]] Result<NoteSignature> ParseSignatureLine(std::string_view line);
[[nodiscard]] std::string FormatSignatureLine(const NoteSignature& signature);

// CheckKeyName demands UTF-8 that is not empty and holds no Unicode space, plus sign or control character.
// ERRORS: kBadText.
[[nodiscard]] Status CheckKeyName(std::string_view name);

enum class KeyType : uint8_t {
  kEd25519 = 0x01,      // signs the note text: a log's key
  kCosignature = 0x04,  // signs time and note text: a witness's key (c2sp.org/tlog-cosignature)
};

// VerifierKey is a public key with the name its signature lines carry.
struct VerifierKey {
  std::string name;
  KeyType type = KeyType::kEd25519;
  crypto::Ed25519PublicKey key{};

  // Id is the first four bytes of SHA-256(name || 0x0a || type || key), big-endian.
  [[nodiscard]] uint32_t Id() const;
  bool operator==(const VerifierKey&) const = default;
};

// ParseVerifierKey reads a vkey: "<name>+<8 hex digits of the key id>+<base64(type || key)>".
// ERRORS: kBadKey: malformed, a type other than KeyType's, an id that is not the key's, or a
// key CheckEd25519Key refuses.
[[nodiscard]] Result<VerifierKey> ParseVerifierKey(std::string_view text);
[[nodiscard]] std::string FormatVerifierKey(const VerifierKey& key);

}  // namespace constat::tlog
