#include "constat/verify/trust.h"

#include <fmt/format.h>
#include <toml++/toml.h>

#include "constat/base/file.h"
#include "constat/base/text.h"
#include "constat/base/toml_text.h"

namespace constat::verify {
namespace {

constexpr size_t kMaxTrustSize = 1 << 20;

Result<toml::table> ParseToml(const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const Bytes bytes, ReadFile(path, kMaxTrustSize));
  CONSTAT_ASSIGN(const std::string text, AsciiToml(AsText(bytes), path.string()));
  try {
    return toml::parse(text, path.string());
  } catch (const toml::parse_error& error) {
    return Fail(ErrorCode::kBadText,
                fmt::format("{} line {}: {}", path.string(), error.source().begin.line, error.description()));
  }
}

Result<std::string> RequiredText(const toml::table& table, const char* key,
                                 const std::filesystem::path& path) {
  const auto text = table[key].value<std::string>();
  if (!text)
    return Fail(ErrorCode::kBadText, fmt::format("{}: \"{}\" is missing or is not text", path.string(), key));
  return *text;
}

// FileNames reads an optional list of names, relative to the trust file.
Result<std::vector<std::filesystem::path>> FileNames(const toml::table& table, const char* key,
                                                     const std::filesystem::path& path) {
  std::vector<std::filesystem::path> out;
  if (!table.contains(key)) return out;
  const toml::array* const names = table[key].as_array();
  if (names == nullptr)
    return Fail(ErrorCode::kBadText, fmt::format("{}: \"{}\" is not a list", path.string(), key));
  for (const toml::node& name : *names) {
    const auto text = name.value<std::string>();
    if (!text)
      return Fail(ErrorCode::kBadText,
                  fmt::format("{}: \"{}\" holds something that is not text", path.string(), key));
    out.push_back(path.parent_path() / *text);
  }
  return out;
}

Status CheckKeys(const toml::table& table, const std::filesystem::path& path) {
  for (const auto& [key, value] : table) {
    if (key != "manifest" && key != "policy" && key != "checkpoints" && key != "receipts") {
      return Fail(ErrorCode::kBadText, fmt::format("{} line {}: \"{}\" is not a key of a trust file",
                                                   path.string(), value.source().begin.line, key.str()));
    }
  }
  return {};
}

}  // namespace

Result<Trust> ReadTrust(const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const toml::table table, ParseToml(path));
  CONSTAT_TRY(CheckKeys(table, path));
  CONSTAT_ASSIGN(const std::string manifest, RequiredText(table, "manifest", path));
  CONSTAT_ASSIGN(const std::string policy_text, RequiredText(table, "policy", path));
  const Result<Bytes32> hash = ParseHex32(manifest);
  if (!hash)
    return Fail(ErrorCode::kBadText, fmt::format("{}: \"manifest\" is not 64 hex digits", path.string()));
  Result<tlog::Policy> policy = tlog::Policy::Parse(policy_text);
  if (!policy) return tl::unexpected(Prefix(path.string() + ": \"policy\"", policy.error()));
  if (policy->logs().empty()) {
    return Fail(ErrorCode::kBadPolicy, fmt::format("{}: \"policy\" names no log", path.string()));
  }
  Trust trust{.manifest_hash = *hash, .policy = *std::move(policy), .checkpoints = {}, .receipts = {}};
  CONSTAT_ASSIGN(const auto checkpoints, FileNames(table, "checkpoints", path));
  for (const std::filesystem::path& name : checkpoints) {
    CONSTAT_ASSIGN(const Bytes bytes, ReadFile(name, tlog::kMaxNoteSize));
    Result<tlog::SignedCheckpoint> checkpoint = tlog::ParseSignedCheckpoint(AsText(bytes));
    if (!checkpoint) return tl::unexpected(Prefix(name.string(), checkpoint.error()));
    trust.checkpoints.push_back({name.filename().string(), *std::move(checkpoint)});
  }
  CONSTAT_ASSIGN(const auto receipts, FileNames(table, "receipts", path));
  for (const std::filesystem::path& name : receipts) {
    CONSTAT_ASSIGN(const Bytes bytes, ReadFile(name, 4 * tlog::kMaxProofExtraSize));
    Result<tlog::InclusionReceipt> receipt = tlog::ParseReceipt(AsText(bytes));
    if (!receipt) return tl::unexpected(Prefix(name.string(), receipt.error()));
    if (receipt->extra.empty())
      return Fail(ErrorCode::kBadText, name.string() + ": the receipt holds no entry");
    trust.receipts.push_back({name.filename().string(), *std::move(receipt)});
  }
  return trust;
}

std::string FormatTrust(const Bytes32& manifest_hash, const tlog::Policy& policy) {
  return fmt::format(
      "# What a verifier of this referendum must be told from outside its record.\n"
      "# Compare it with your poll card, or with what several people you trust were given.\n\n"
      "manifest = \"{}\"\n"
      "policy = \"\"\"\n{}\"\"\"\n",
      FormatHex(manifest_hash), policy.Format());
}

}  // namespace constat::verify
