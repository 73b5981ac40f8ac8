#include "constat/record/credential_name.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/crypto/hash.h"
#include "constat/text/hex.h"

namespace constat::record {
namespace {

constexpr std::string_view kWord = "voter";
constexpr std::string_view kTypedWord = "v0ter";  // O is read as 0
constexpr size_t kSymbols = 8;
constexpr size_t kGroup = 4;

char LowerCase(char symbol) {
  return symbol >= 'A' && symbol <= 'Z' ? static_cast<char>(symbol - 'A' + 'a') : symbol;
}

std::string Shown(std::string_view symbols) {
  std::string out = fmt::format("{} {}/{}", kWord, symbols.substr(0, kGroup), symbols.substr(kGroup, kGroup));
  std::ranges::transform(out, out.begin(), LowerCase);
  return out;
}

}  // namespace

std::string FormatCredentialName(const Bytes32& manifest_hash, const group::EncodedPoint& credential) {
  Bytes message;
  message.reserve(manifest_hash.size() + credential.size());
  Append(message, manifest_hash);
  Append(message, credential);
  return Shown(text::FormatBase32(crypto::LabelledSha256(crypto::Label::kVoterName, message)));
}

bool IsCredentialName(std::string_view typed) {
  std::string begin(typed.substr(0, kWord.size()));
  std::ranges::transform(begin, begin.begin(), LowerCase);
  return begin == kWord && typed.find('/') != std::string_view::npos;
}

Result<TypedCredentialName> TypedCredentialName::Parse(std::string_view typed) {
  std::string symbols;
  for (size_t i = 0; i < typed.size(); ++i) {
    if (typed[i] == '-' || typed[i] == ' ' || typed[i] == '/') continue;
    const int value = text::Base32Value(typed[i]);
    if (value < 0) {
      return Fail(ErrorCode::kBadText,
                  fmt::format("character {} cannot be in the name of a voter, which has only digits and "
                              "letters other than U, and a slash",
                              i + 1));
    }
    symbols += LowerCase(text::kBase32Symbols[static_cast<size_t>(value)]);
  }
  if (symbols.size() == kTypedWord.size() + kSymbols && symbols.starts_with(kTypedWord))
    symbols.erase(0, kTypedWord.size());
  if (symbols.size() == kSymbols) return TypedCredentialName(Shown(symbols));
  return Fail(ErrorCode::kBadText,
              fmt::format("the name of a voter has {} letters and digits after the word voter; here are {} "
                          "in all. It is no tracker and no code: constat vote shows it beside the tracker",
                          kSymbols, symbols.size()));
}

bool TypedCredentialName::Names(const Bytes32& manifest_hash, const group::EncodedPoint& credential) const {
  return FormatCredentialName(manifest_hash, credential) == shown_;
}

}  // namespace constat::record
