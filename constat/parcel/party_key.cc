#include "constat/parcel/party_key.h"

#include <fmt/core.h>

#include "constat/base/check.h"
#include "constat/crypto/ed25519.h"
#include "constat/group/wire_point.h"
#include "constat/io/file.h"
#include "constat/parcel/file_kind.h"
#include "constat/record/manifest.h"
#include "constat/text/carried.h"
#include "constat/text/clean.h"
#include "constat/text/hex.h"
#include "constat/tlog/note.h"

namespace constat::parcel {
namespace {

constexpr std::string_view kKeyMagic = "constat-key/1 ";
constexpr size_t kMaxName = 200;
constexpr size_t kMaxWitnessName = 128;  // MAN-1
constexpr size_t kMaxKeyFile = 4096;
constexpr std::string_view kRefusalName = "board-refusals";
constexpr uint8_t kKeyRoles = record::kRoles + 1;

// TakeWord cuts the text up to the next space off.
std::string_view TakeWord(std::string_view& text) {
  const size_t end = text.find(' ');
  const std::string_view word = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
  return word;
}

Status CheckKey(const PartyKey& key) {
  if (key.role != Role::kTrustee) return crypto::CheckEd25519Key(key.key);
  CONSTAT_ASSIGN(const group::WirePoint point, group::WirePoint::Decode(key.key));
  if (point.IsIdentity())
    return Fail(ErrorCode::kIdentityPoint, "the trustee's key is the identity, which is not a key");
  return {};
}

// KeyOf is the key by which a manifest names a party, as a PartyKey has it.
const Bytes32& KeyOf(const record::Manifest& manifest, record::Keeper party) {
  switch (party.role) {
    case record::Role::kOrganiser:
      return manifest.organiser.key;
    case record::Role::kRegistrar:
      return manifest.registrars[party.index].key;
    case record::Role::kBoard:
      return manifest.board.key;
    case record::Role::kWitness:
      return manifest.witnesses[party.index].key;
    case record::Role::kTrustee:
      return manifest.trustees[party.index - 1u].key.encoded;
    case record::Role::kObserver:
      return manifest.observers[party.index].key;
  }
  CONSTAT_CHECK(false);
}

}  // namespace

std::string_view RoleName(Role role) {
  return role == Role::kRefusal ? kRefusalName : record::RoleName(static_cast<record::Role>(role));
}

Result<Role> ParseRole(std::string_view name) {
  std::string all;
  for (uint8_t i = 0; i < kKeyRoles; ++i) {
    const std::string_view known = RoleName(static_cast<Role>(i));
    if (known == name) return static_cast<Role>(i);
    all.append(all.empty() ? "" : ", ").append(known);
  }
  return Fail(ErrorCode::kUnknownEnum, fmt::format("\"{}\" is not a party; write one of {}", name, all));
}

std::string_view KeepAdvice(Role role) {
  switch (role) {
    case Role::kOrganiser:
      return "It signs the referendum, opens the voting, and signs other lists of the pages for voters; "
             "keep it until the close, and until the result if pages may still change. Then destroy it.";
    case Role::kRegistrar:
      return "It signs the roll; destroy it once the roll is in the record.";
    case Role::kBoard:
      return "It signs the log; keep it until the end of the archive: statements are accepted until then.";
    case Role::kWitness:
      return "It cosigns checkpoints; one key may serve many referendums.";
    case Role::kTrustee:
      return "It is for one referendum only. Without enough of these keys there is no result; with enough "
             "of them every ballot can be read. Destroy it after the result.";
    case Role::kObserver:
      return "It signs what you say in the record; keep it until the archive's end.";
    case Role::kRefusal:
      return "It signs refusals of ballots; keep it apart from the board's other key, until the "
             "result is published.";
  }
  return "";
}

Status CheckPartyName(Role role, std::string_view name) {
  if (role == Role::kWitness) {
    if (name.size() > kMaxWitnessName || name.find('\x7f') != std::string_view::npos) {
      return Fail(
          ErrorCode::kBadText,
          fmt::format("a witness's name has at most {} bytes, and no control characters", kMaxWitnessName));
    }
    return tlog::CheckKeyName(name);
  }
  if (const std::string_view escape = text::FindEscape(name); !escape.empty()) {
    return Fail(ErrorCode::kBadText,
                fmt::format("a name with {}, which is how mail or a web page writes a character; "
                            "write the character",
                            escape));
  }
  const bool control = std::any_of(name.begin(), name.end(),
                                   [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  if (name.empty() || name.size() > kMaxName || control || !IsUtf8(AsBytes(name)) || name.front() == ' ' ||
      name.back() == ' ') {
    return Fail(
        ErrorCode::kBadText,
        fmt::format("a name has 1 to {} bytes of UTF-8, no control characters, and no space at either end",
                    kMaxName));
  }
  return {};
}

std::string FormatPartyKey(const PartyKey& key) {
  if (key.role == Role::kWitness) {
    return tlog::FormatVerifierKey({key.name, tlog::KeyType::kCosignature, key.key}) + "\n";
  }
  return fmt::format("{}{} {} {}\n", kKeyMagic, RoleName(key.role), text::FormatHex(key.key), key.name);
}

Result<PartyKey> ParsePartyKey(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (!line.starts_with(kKeyMagic)) {
    const Result<tlog::VerifierKey> witness = tlog::ParseVerifierKey(line);
    if (!witness || witness->type != tlog::KeyType::kCosignature) {
      return Fail(ErrorCode::kBadText,
                  "this is not a public key: neither a line \"constat-key/1 <role> <digits> <name>\", as in "
                  "a .pub file, nor a witness's \"<name>+<8 digits>+<base64>\"");
    }
    return PartyKey{Role::kWitness, witness->name, witness->key};
  }
  std::string_view rest = line.substr(kKeyMagic.size());
  PartyKey key;
  CONSTAT_ASSIGN(key.role, ParseRole(TakeWord(rest)));
  if (key.role == Role::kWitness) {
    return Fail(ErrorCode::kBadText, "a witness's key is written \"<name>+<8 digits>+<base64>\"");
  }
  CONSTAT_ASSIGN(key.key, text::ParseHex32(TakeWord(rest)));
  key.name = rest;
  CONSTAT_TRY(CheckPartyName(key.role, key.name));
  CONSTAT_TRY(CheckKey(key));
  return key;
}

Result<PartyKey> ReadPartyKey(const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(path, kMaxKeyFile));
  std::string undone;
  Result<PartyKey> key = text::ParseCarried(bytes, undone, ParsePartyKey);
  if (!key) return tl::unexpected(SayKind(key.error(), {path.string(), bytes, FileKind::kPartyKey}));
  return key;
}

Result<record::Keeper> FindParty(const record::Manifest& manifest, const PartyKey& key) {
  for (const record::KeptKey& kept : record::KeptKeys(manifest)) {
    if (static_cast<uint8_t>(kept.party.role) != static_cast<uint8_t>(key.role)) continue;
    if (KeyOf(manifest, kept.party) == key.key) return kept.party;
  }
  return Fail(ErrorCode::kWrongKey,
              fmt::format("this is the key of the {} “{}”, which the referendum does not name",
                          RoleName(key.role), text::CleanLine(key.name)));
}

}  // namespace constat::parcel
