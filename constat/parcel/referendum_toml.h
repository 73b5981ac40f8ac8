// referendum.toml: a manifest as a person writes it. Spec: MAN-1, RUL-1.
//
// Texts are a string where there is one language, or a table with one string per language. Keys are hex (a
// witness: a vkey) or the name of a .pub file (party_key.h), relative to the TOML file. Times have an offset
// from UTC, or are local ones of the zone, which must exist, once. A zone that is given by its name is
// expanded to every change from a year before the opening to the end of the archive (MAN-4). Unknown fields
// are errors. The layout:
//
//   nonce rehearsal listed origin languages title description contact opening closing ceremony_end
//   archive grace_minutes seal_minutes (or _seconds) replace_until replace_permille replace_least
//   revoting max_ballots floor quorum threshold no_spare_trustee drills kept_by_one
//   zone = "Europe/Kyiv", or [zone] name and [[zone.offset]] from, east ("+02:00"), abbreviation
//   [notices]            privacy, imprint, accessibility: addresses
//   [organiser] [board] [[registrar]] [[trustee]] [[observer]]  name, key, keeper ("registrar 1");
//                        a board's refusal_key
//   [[witness]]          key, keeper, address
//   [[check_page]]       observer, address
//   [software]           name, version; [[software.file]] path, sha256
//   [[region]]           id, name, weight
//   [[question]]         text, min, max
//   [[question.option]]  id, name, blank
//   [[question.rule]]    votes = "<option id>" or turnout = true; of = "valid" | "cast" | "registered" |
//   "others" |
//                        { option = "<id>" }; more_than or at_least = "1/2"; blanks_count;
//                        in_regions = { weight = 12 } or { named = ["<region id>", ...] }
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "constat/parcel/party_key.h"
#include "constat/parcel/zone_database.h"
#include "constat/record/manifest.h"

namespace constat::parcel {

// ReadReferendumToml reads a manifest that has passed CheckManifest, and in which
// record::FindNotMeant finds nothing.
// ERRORS: io::ReadFile's; with "file:line: field: what is wrong": kBadText and kBadNumber, kWrongKey for a
// key of another role, those of ReadPartyKey, MachineZones and CheckManifest.
[[nodiscard]] Result<record::Manifest> ReadReferendumToml(const std::filesystem::path& path);

// ReferendumFile is also where the parts of the manifest are in the file: lines, from 1, by the keys of the
// file itself ("title") and the names of tables in messages ("question 1", "question 1, rule 2", "region 3").
struct ReferendumFile {
  record::Manifest manifest;
  std::map<std::string, size_t> lines;
};
// ReadReferendumFile ERRORS: ReadReferendumToml's.
[[nodiscard]] Result<ReferendumFile> ReadReferendumFile(const std::filesystem::path& path);

// KeyByName gives the key in what a text calls name: from a folder, or from what a page was given.
using KeyByName = std::function<Result<PartyKey>(const std::string& name)>;

// NoKeys is where no key was given but those in the text. ERRORS: kMissingFile.
[[nodiscard]] Result<PartyKey> NoKeys(const std::string& name);

// TomlText is the text of a file called name, with the keys in the files that it names.
// ReadSoftwareToml reads a list of pages by itself: a file with [software] and [[software.file]] alone, as in
// a referendum.toml. ERRORS: io::ReadFile's; kBadText and kBadNumber with file and line; CheckSoftware's.
[[nodiscard]] Result<record::Software> ReadSoftwareToml(const std::filesystem::path& path);

struct TomlText {
  std::string_view text;
  std::string name = "referendum.toml";
  KeyByName keys = NoKeys;
  ZoneByName zones = NoZones;  // asked where the text gives a zone by its name alone
};

// ParseReferendumToml is ReadReferendumToml of a text; it opens no file. ERRORS: those of ReadReferendumToml
// but its own files'; those of keys and zones.
[[nodiscard]] Result<record::Manifest> ParseReferendumToml(const TomlText& toml);

// FormatReferendumToml writes text that ParseReferendumToml reads back to the same manifest. Options get the
// ids "o0", "o1", ... ERRORS: those of ParseReferendumToml and io::CheckReadsBack; kBadText for what TOML
// cannot say, such as a year of five digits.
[[nodiscard]] Result<std::string> FormatReferendumToml(const record::Manifest& manifest);

// TemplateInput is what `referendum new` knows. Times are rounded to whole hours by the caller if at all.
struct TemplateInput {
  Bytes32 nonce{};  // fresh random bytes
  std::string origin = "example.org/referendum";
  uint64_t opening_ms = 0;
  uint64_t closing_ms = 0;
  std::string zone = "UTC";
  ZoneByName zones = NoZones;
  bool rehearsal = false;
};

// FormatTemplate writes a commented referendum.toml: one question (yes, no, blank; a majority of the valid
// votes), two regions, one registrar, three trustees of which two decrypt, three witnesses of which two are a
// quorum; keys in keys/organiser.pub, keys/registrar.pub, keys/board.pub, keys/trustee-1.pub .. 3,
// keys/witness-1.pub .. 3. ERRORS: those of ParseReferendumToml, as for an origin that no manifest may have;
// those of zones.
[[nodiscard]] Result<std::string> FormatTemplate(const TemplateInput& input);

}  // namespace constat::parcel
