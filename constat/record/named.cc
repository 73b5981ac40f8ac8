#include "constat/record/named.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <utility>

#include "constat/base/check.h"

namespace constat::record {
std::string FormatNamed(const Manifest& manifest, Keeper party) {
  const bool single = party.role == Role::kOrganiser || party.role == Role::kBoard;
  const std::string called = (single ? "the " : "") + FormatParty(party);
  return HasParty(manifest, party) ? fmt::format("{} ({})", called, PartyName(manifest, party)) : called;
}

std::string FormatTrustee(const Manifest& manifest, size_t number) {
  return FormatNamed(manifest, {Role::kTrustee, static_cast<uint16_t>(number)});
}

std::string FormatRegistrar(const Manifest& manifest, size_t index) {
  return FormatNamed(manifest, {Role::kRegistrar, static_cast<uint16_t>(index)});
}

std::string FormatRegion(const Manifest& manifest, size_t index) {
  const std::string called = fmt::format("region {}", index + 1);
  if (index >= manifest.regions.size()) return called;
  return fmt::format("{} ({})", called, manifest.regions[index].name.front());
}

std::string FormatPart(std::string_view list, size_t index) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kOne{
      {{"languages", "language"},
       {"questions", "question"},
       {"options", "option"},
       {"terms", "rule"},
       {"named", "named region"},
       {"regions", "region"},
       {"registrars", "registrar"},
       {"witnesses", "witness"},
       {"trustees", "trustee"},
       {"observers", "observer"},
       {"check_pages", "check page"},
       {"offsets", "offset"}}};
  const auto at = std::find_if(kOne.begin(), kOne.end(), [&](const auto& one) { return one.first == list; });
  if (at != kOne.end()) return fmt::format("{} {}", at->second, index + 1);
  if (list == "files") return fmt::format("file {}", index + 1);
  return fmt::format("{} (language {})", list, index + 1);
}

std::string_view EntryTypeWords(EntryType type) {
  switch (type) {
    case EntryType::kManifest:
      return "a manifest";
    case EntryType::kTrusteeCommit:
      return "a trustee's commitment";
    case EntryType::kTrusteeDeal:
      return "a trustee's deal";
    case EntryType::kTrusteeAccept:
      return "a trustee's acceptance";
    case EntryType::kTrusteeComplaint:
      return "a trustee's complaint";
    case EntryType::kTrusteeDrill:
      return "a trustee's drill";
    case EntryType::kRollChunk:
      return "a part of the roll";
    case EntryType::kRollEnd:
      return "the end of a roll";
    case EntryType::kOpen:
      return "an opening";
    case EntryType::kBallot:
      return "a ballot";
    case EntryType::kReplacementShare:
      return "a part of a new code";
    case EntryType::kClose:
      return "a close";
    case EntryType::kDecryptionShare:
      return "a trustee's decryption";
    case EntryType::kResult:
      return "a part of the result";
    case EntryType::kStatement:
      return "a statement";
    case EntryType::kSoftware:
      return "a list of pages";
  }
  CONSTAT_CHECK(false);
}

}  // namespace constat::record
