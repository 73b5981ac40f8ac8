#include "constat/parcel/secret/secret_file.h"

#include <fmt/core.h>

#include "constat/base/check.h"
#include "constat/io/file.h"
#include "constat/io/read_back.h"
#include "constat/parcel/file_kind.h"
#include "constat/parcel/secret/wiped_text.h"
#include "constat/text/carried.h"
#include "constat/text/hex.h"

namespace constat::parcel {
namespace {

constexpr std::string_view kSecretMagic = "constat-secret/1 ";
constexpr size_t kMaxSecretFile = 4096;

// WipedBytes wipes a buffer that held a secret, on every way out.
class WipedBytes {
 public:
  explicit WipedBytes(Bytes bytes) : bytes_(std::move(bytes)) {}
  ~WipedBytes() { crypto::WipeMemory(bytes_.data(), bytes_.size()); }
  WipedBytes(const WipedBytes&) = delete;
  WipedBytes& operator=(const WipedBytes&) = delete;
  [[nodiscard]] const Bytes& get() const { return bytes_; }

 private:
  Bytes bytes_;
};

// HexDigit is the digit of 0..15, without a table: the value is secret.
uint8_t HexDigit(unsigned value) {
  return static_cast<uint8_t>('0' + value + ((9 - static_cast<int>(value)) >> 31 & ('a' - '0' - 10)));
}

// HexValue is 0..15, or 16 or more for what is no lower-case hex digit. Without a branch.
unsigned HexValue(uint8_t digit) {
  const int c = digit;
  const int is_digit = (('0' - 1 - c) & (c - '9' - 1)) >> 31;
  const int is_letter = (('a' - 1 - c) & (c - 'f' - 1)) >> 31;
  return static_cast<unsigned>((is_digit & (c - '0')) | (is_letter & (c - 'a' + 10)) |
                               (~(is_digit | is_letter) & 16));
}

Status DecodeSecret(std::string_view hex, Bytes32& out) {
  if (hex.size() != 2 * out.size())
    return Fail(ErrorCode::kBadText,
                "the second line does not have 64 digits; the file was cut off or changed");
  unsigned bad = 0;
  for (size_t i = 0; i < out.size(); ++i) {
    const unsigned high = HexValue(static_cast<uint8_t>(hex[2 * i]));
    const unsigned low = HexValue(static_cast<uint8_t>(hex[2 * i + 1]));
    bad |= high | low;
    out[i] = static_cast<uint8_t>((high << 4 | low) & 0xff);
  }
  if ((bad & 16) != 0)
    return Fail(ErrorCode::kBadText,
                "the second line has other characters than 0-9 and a-f; the file was changed");
  return {};
}

// Complete computes the public key that belongs to the secret.
Status Complete(PartySecret& secret) {
  if (secret.party.role != Role::kTrustee) {
    secret.party.key = crypto::Ed25519Key::FromSeed(secret.secret).public_key();
    return {};
  }
  CONSTAT_ASSIGN(const group::SecretScalar scalar, group::SecretScalar::Decode(secret.secret.Expose()));
  secret.party.key = scalar.MulBaseEncoded();
  if (secret.party.key == Bytes32{})
    return Fail(ErrorCode::kIdentityPoint, "the trustee's key is zero, which is not a key");
  return {};
}

Result<PartySecret> ParseSecret(std::string_view text) {
  const size_t end = text.find('\n');
  if (!text.starts_with(kSecretMagic) || end == std::string_view::npos || !text.ends_with('\n')) {
    return Fail(ErrorCode::kBadText,
                "this is not a secret file that constat key new wrote, which begins with constat-secret/1");
  }
  const std::string_view head = text.substr(kSecretMagic.size(), end - kSecretMagic.size());
  const size_t space = head.find(' ');
  if (space == std::string_view::npos)
    return Fail(ErrorCode::kBadText, "the first line names no party; the file was cut off or changed");
  PartySecret out;
  CONSTAT_ASSIGN(out.party.role, ParseRole(head.substr(0, space)));
  out.party.name = head.substr(space + 1);
  CONSTAT_TRY(CheckPartyName(out.party.role, out.party.name));
  text.remove_prefix(end + 1);
  text.remove_suffix(1);
  CONSTAT_TRY(DecodeSecret(text, out.secret.ExposeMutable()));
  CONSTAT_TRY(Complete(out));
  return out;
}

}  // namespace

crypto::Ed25519Key PartySecret::SigningKey() const {
  CONSTAT_CHECK(party.role != Role::kTrustee);
  return crypto::Ed25519Key::FromSeed(secret);
}

group::SecretScalar PartySecret::TrusteeScalar() const {
  CONSTAT_CHECK(party.role == Role::kTrustee);
  Result<group::SecretScalar> scalar = group::SecretScalar::Decode(secret.Expose());
  CONSTAT_CHECK(scalar.has_value());
  return *std::move(scalar);
}

Result<PartySecret> GenerateSecret(Role role, const std::string& name, crypto::Rng& rng) {
  CONSTAT_TRY(CheckPartyName(role, name));
  PartySecret out;
  out.party = {role, name, {}};
  if (role == Role::kTrustee) {
    out.secret = group::SecretScalar::Random(rng).Encode();
  } else {
    rng.Fill(out.secret.ExposeMutable());
  }
  CONSTAT_TRY(Complete(out));
  return out;
}

std::filesystem::path PublicKeyPath(const std::filesystem::path& path) { return path.string() + ".pub"; }

Status WriteSecretFile(const std::filesystem::path& path, const PartySecret& secret) {
  if (std::error_code error; std::filesystem::exists(PublicKeyPath(path), error)) {
    return Fail(ErrorCode::kRefusesOverwrite, PublicKeyPath(path).string() +
                                                  " exists already and is not overwritten; "
                                                  "choose another name");
  }
  const std::string what = fmt::format("the secret file {}", path.string());
  const std::string head =
      fmt::format("{}{} {}\n", kSecretMagic, RoleName(secret.party.role), secret.party.name);
  CONSTAT_TRY(io::CheckReadableSize(what, head.size() + 2 * sizeof(Bytes32) + 1, kMaxSecretFile));
  Bytes text;
  text.reserve(kMaxSecretFile);  // so that growing leaves no copies behind
  Append(text, AsBytes(head));
  for (const uint8_t byte : secret.secret.Expose()) {
    text.push_back(HexDigit(byte >> 4));
    text.push_back(HexDigit(byte & 15));
  }
  text.push_back('\n');
  const WipedBytes wiped(std::move(text));
  const std::string shared = FormatPartyKey(secret.party);
  CONSTAT_TRY(io::CheckReadsBack(what, ParseSecret(AsText(wiped.get())),
                                 [&](const PartySecret& read) { return read.party == secret.party; }));
  CONSTAT_TRY(io::CheckReadsBack(fmt::format("the public key {}", PublicKeyPath(path).string()),
                                 ParsePartyKey(shared),
                                 [&](const PartyKey& read) { return read == secret.party; }));
  CONSTAT_TRY(io::WriteNewFile(path, wiped.get(), io::FileAccess::kSecret));
  return io::WriteNewFile(PublicKeyPath(path), AsBytes(shared));
}

Result<PartySecret> ReadSecretFile(const std::filesystem::path& path) {
  Result<Bytes> bytes = io::ReadFile(path, kMaxSecretFile);
  if (!bytes) return tl::unexpected(bytes.error());
  const WipedBytes wiped(*std::move(bytes));
  WipedText undone;
  Result<PartySecret> secret = text::ParseCarried(wiped.get(), undone.text, ParseSecret);
  if (!secret)
    return tl::unexpected(SayKind(secret.error(), {path.string(), wiped.get(), FileKind::kSecretKey}));
  // Not before it is known to be one: a public key may be read by all.
  CONSTAT_TRY(io::CheckOwnerOnly(path));
  return secret;
}

Result<PartySecret> ReadSecretFile(const std::filesystem::path& path, Role role) {
  CONSTAT_ASSIGN(PartySecret secret, ReadSecretFile(path));
  if (secret.party.role != role) {
    return Fail(ErrorCode::kWrongKey,
                fmt::format("{} is a key made for the role {}, and this command is for the role {}; give "
                            "the secret file that constat key new {} wrote for you, and if you have none, "
                            "ask the organiser which role is yours",
                            path.string(), RoleName(secret.party.role), RoleName(role), RoleName(role)));
  }
  return secret;
}

std::filesystem::path RefusalKeyPath(const std::filesystem::path& board_key) {
  return board_key.string() + "-refusals";
}

Result<std::optional<crypto::Ed25519Key>> ReadRefusalKey(const std::filesystem::path& board_key) {
  const Result<PartySecret> secret = ReadSecretFile(RefusalKeyPath(board_key), Role::kRefusal);
  if (secret) return std::optional(secret->SigningKey());
  if (secret.error().code != ErrorCode::kMissingFile) return tl::unexpected(secret.error());
  return std::optional<crypto::Ed25519Key>();
}

}  // namespace constat::parcel
