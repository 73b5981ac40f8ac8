#include "constat/tlog/note.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "constat/base/check.h"
#include "constat/crypto/hash.h"
#include "constat/text/hex.h"

namespace constat::tlog {
namespace {

constexpr std::string_view kLineStart = "\xe2\x80\x94 ";  // em dash, space
constexpr size_t kKeyIdSize = 4;

// The characters of Unicode's property White_Space outside ASCII's control characters.
constexpr std::array<std::string_view, 20> kSpaces = {" ",
                                                      "\xc2\x85",
                                                      "\xc2\xa0",
                                                      "\xe1\x9a\x80",
                                                      "\xe2\x80\x80",
                                                      "\xe2\x80\x81",
                                                      "\xe2\x80\x82",
                                                      "\xe2\x80\x83",
                                                      "\xe2\x80\x84",
                                                      "\xe2\x80\x85",
                                                      "\xe2\x80\x86",
                                                      "\xe2\x80\x87",
                                                      "\xe2\x80\x88",
                                                      "\xe2\x80\x89",
                                                      "\xe2\x80\x8a",
                                                      "\xe2\x80\xa8",
                                                      "\xe2\x80\xa9",
                                                      "\xe2\x80\xaf",
                                                      "\xe2\x81\x9f",
                                                      "\xe3\x80\x80"};

bool IsControl(char c) { return static_cast<unsigned char>(c) < 0x20; }

tl::unexpected<Error> BadNote(std::string detail) { return Fail(ErrorCode::kBadText, std::move(detail)); }
tl::unexpected<Error> BadKey(std::string detail) { return Fail(ErrorCode::kBadKey, std::move(detail)); }

uint32_t BigEndian32(ByteView bytes) {
  return static_cast<uint32_t>(bytes[0]) << 24 | static_cast<uint32_t>(bytes[1]) << 16 |
         static_cast<uint32_t>(bytes[2]) << 8 | bytes[3];
}

// KeyMaterial is the type byte and the public key, as key ids and vkeys have them.
Bytes KeyMaterial(const VerifierKey& key) {
  Bytes out{static_cast<uint8_t>(key.type)};
  Append(out, key.key);
  return out;
}

Status CheckNoteCharacters(std::string_view note) {
  if (note.size() > kMaxNoteSize) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("the checkpoint has {} bytes; at most {} are read", note.size(), kMaxNoteSize));
  }
  if (!IsUtf8(AsBytes(note))) return BadNote("the checkpoint is not UTF-8");
  if (std::any_of(note.begin(), note.end(), [](char c) { return IsControl(c) && c != '\n'; })) {
    return BadNote("the checkpoint has a control character other than line feed");
  }
  return {};
}

}  // namespace

Status CheckKeyName(std::string_view name) {
  if (name.empty()) return BadNote("the name of the signing key is empty");
  if (!IsUtf8(AsBytes(name))) return BadNote("the name of the signing key is not UTF-8");
  if (std::any_of(name.begin(), name.end(), IsControl))
    return BadNote("the name of the signing key has a control character");
  if (name.find('+') != std::string_view::npos)
    return BadNote("the name of the signing key has a plus sign (+)");
  for (const std::string_view space : kSpaces) {
    if (name.find(space) != std::string_view::npos) return BadNote("the name of the signing key has a space");
  }
  return {};
}

Result<NoteSignature> ParseSignatureLine(std::string_view line) {
  if (!line.starts_with(kLineStart))
    return BadNote("a signature line does not begin with an em dash and a space");
  line.remove_prefix(kLineStart.size());
  if (!line.ends_with('\n')) return BadNote("a signature line does not end in a line feed");
  line.remove_suffix(1);
  const size_t space = line.find(' ');
  if (space == std::string_view::npos) return BadNote("a signature line lacks its signature");
  NoteSignature out;
  out.name = line.substr(0, space);
  CONSTAT_TRY(CheckKeyName(out.name));
  CONSTAT_ASSIGN(const Bytes bytes, text::ParseBase64(line.substr(space + 1)));
  if (bytes.size() <= kKeyIdSize) return BadNote("a signature line is cut off");
  out.key_id = BigEndian32(bytes);
  out.signature.assign(bytes.begin() + kKeyIdSize, bytes.end());
  return out;
}

std::string FormatSignatureLine(const NoteSignature& signature) {
  Bytes bytes;
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes.push_back(static_cast<uint8_t>(signature.key_id >> shift));
  Append(bytes, signature.signature);
  return fmt::format("{}{} {}\n", kLineStart, signature.name, text::FormatBase64(bytes));
}

Result<SignedNote> ParseNote(std::string_view note) {
  CONSTAT_TRY(CheckNoteCharacters(note));
  const size_t split = note.rfind("\n\n");
  if (split == std::string_view::npos)
    return BadNote("the checkpoint has no empty line before its signatures");
  SignedNote out;
  out.text = note.substr(0, split + 1);
  std::string_view rest = note.substr(split + 2);
  if (rest.empty()) return BadNote("the checkpoint has no signature");
  while (!rest.empty()) {
    if (out.signatures.size() == kMaxNoteSignatures) {
      return Fail(ErrorCode::kTooLarge,
                  fmt::format("the checkpoint has more than {} signatures", kMaxNoteSignatures));
    }
    const size_t end = rest.find('\n');
    if (end == std::string_view::npos)
      return BadNote("the checkpoint does not end in a line feed; its end is missing");
    CONSTAT_ASSIGN(NoteSignature signature, ParseSignatureLine(rest.substr(0, end + 1)));
    out.signatures.push_back(std::move(signature));
    rest.remove_prefix(end + 1);
  }
  return out;
}

std::string FormatNote(const SignedNote& note) {
  std::string out = note.text + "\n";
  for (const NoteSignature& signature : note.signatures) out += FormatSignatureLine(signature);
  return out;
}

uint32_t VerifierKey::Id() const {
  Bytes message;
  Append(message, AsBytes(name));
  message.push_back('\n');
  Append(message, KeyMaterial(*this));
  return BigEndian32(crypto::Sha256(message));
}

Result<VerifierKey> ParseVerifierKey(std::string_view text) {
  const size_t first = text.find('+');
  const size_t second = first == std::string_view::npos ? first : text.find('+', first + 1);
  if (second == std::string_view::npos)
    return BadKey(
        "a key is written <name>+<8 hex digits>+<base64>, such as the .pub file of a witness has it");
  VerifierKey out;
  out.name = text.substr(0, first);
  if (const Status name = CheckKeyName(out.name); !name) return BadKey(name.error().detail);
  const Result<Bytes> id = text::ParseHex(text.substr(first + 1, second - first - 1));
  if (!id || id->size() != kKeyIdSize)
    return BadKey("the second part of a key is eight digits of 0-9 and a-f");
  const Result<Bytes> material = text::ParseBase64(text.substr(second + 1));
  if (!material) return BadKey(material.error().detail);
  if (material->size() != 1 + out.key.size())
    return BadKey("the third part of a key has the wrong length; it was cut off or mistyped");
  const uint8_t type = material->front();
  if (type != static_cast<uint8_t>(KeyType::kEd25519) &&
      type != static_cast<uint8_t>(KeyType::kCosignature)) {
    return BadKey(
        fmt::format("the key is of kind 0x{:02x}, and only 0x01 (log) and 0x04 (witness) are known", type));
  }
  out.type = static_cast<KeyType>(type);
  std::copy(material->begin() + 1, material->end(), out.key.begin());
  if (BigEndian32(*id) != out.Id())
    return BadKey("the parts of the key do not belong together; one was mistyped");
  CONSTAT_TRY(crypto::CheckEd25519Key(out.key));
  return out;
}

std::string FormatVerifierKey(const VerifierKey& key) {
  return fmt::format("{}+{:08x}+{}", key.name, key.Id(), text::FormatBase64(KeyMaterial(key)));
}

}  // namespace constat::tlog
