#include "constat/party/registrar/letters_made.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/crypto/hash.h"
#include "constat/crypto/secret/secret.h"
#include "constat/io/file.h"
#include "constat/text/csv.h"
#include "constat/text/hex.h"

namespace constat::party {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kMagic = "# constat-letters-1 ";

std::string Head(const Bytes32& sheet) { return fmt::format("{}{}\n", kMagic, text::FormatHex(sheet)); }

bool Exists(const fs::path& path) {
  std::error_code ignored;
  return fs::exists(fs::symlink_status(path, ignored));
}

// ReadNote is empty where there is none that can be read.
std::string ReadNote(const fs::path& path) {
  const Result<Bytes> bytes = io::ReadFile(path);
  return bytes ? std::string(AsText(*bytes)) : std::string();
}

std::string LineOf(const HashedFile& file) {
  return fmt::format("{}  {}\n", text::FormatHex(file.hash), file.name);
}

// FindMissing is the first file of a note that is not in the folder as the note says, or empty. Other files
// do not matter: somebody may have printed into the folder.
std::string FindMissing(const fs::path& folder, std::string_view note) {
  constexpr size_t kBeforeName = 2 * 32 + 2;
  note.remove_prefix(note.find('\n') + 1);  // the head
  while (!note.empty()) {
    const std::string_view line = note.substr(0, std::min(note.find('\n'), note.size() - 1) + 1);
    note.remove_prefix(line.size());
    if (line.size() <= kBeforeName) return std::string(kLettersNote);
    const std::string name(line.substr(kBeforeName, line.size() - kBeforeName - 1));
    Result<Bytes> bytes = io::ReadFile(folder / name);
    if (!bytes || LineOf({name, crypto::Sha256(*bytes)}) != line) return name;
    crypto::WipeMemory(bytes->data(), bytes->size());
  }
  return {};
}

}  // namespace

Bytes32 HashSheet(const Bytes32& manifest_hash, size_t registrar, const std::vector<parcel::Issued>& rows) {
  std::vector<Bytes32> hashes;
  hashes.reserve(rows.size() + 1);
  for (const auto& [person, slot, code] : rows) {
    std::string symbols = code.Format();
    std::string row =
        text::FormatCsvRecord({person.id, std::to_string(person.region), std::to_string(slot), person.contact,
                               person.language, person.email, person.large_print ? "yes" : "", symbols});
    hashes.push_back(crypto::Sha256(AsBytes(row)));
    crypto::WipeMemory(symbols.data(), symbols.size());
    crypto::WipeMemory(row.data(), row.size());
  }
  std::sort(hashes.begin(), hashes.end());
  Bytes all;
  Append(all, AsBytes(fmt::format("{}{}\n{}\n", kMagic, text::FormatHex(manifest_hash), registrar)));
  for (const Bytes32& hash : hashes) Append(all, hash);
  return crypto::Sha256(all);
}

std::string FormatLettersNote(const Bytes32& sheet, std::vector<HashedFile> files) {
  std::sort(files.begin(), files.end(),
            [](const HashedFile& a, const HashedFile& b) { return a.name < b.name; });
  std::string out = Head(sheet);
  for (const HashedFile& file : files) out += LineOf(file);
  return out;
}

Result<LettersStanding> FindLetters(const LettersPlace& place, const Bytes32& sheet) {
  const auto refuse = [](const fs::path& what, std::string_view why) {
    return Fail(ErrorCode::kRefusesOverwrite, fmt::format("{} {}", what.string(), why));
  };
  if (Exists(place.folder)) {
    const std::string note = ReadNote(place.folder / kLettersNote);
    if (!note.starts_with(kMagic)) {
      return refuse(place.folder,
                    "is there, and nothing in it says that it is the letters of this sheet. If they are "
                    "letters with codes, destroy them");
    }
    if (!note.starts_with(Head(sheet))) {
      return refuse(place.folder,
                    "has letters of another sheet, or the sheet was changed after they were made. Send none "
                    "of them, and destroy them");
    }
    const std::string missing = FindMissing(place.folder, note);
    if (missing.empty()) return LettersStanding::kMade;
    return refuse(place.folder / missing,
                  "is missing, or was changed after the letters were made. Send no letter that was changed; "
                  "destroy this folder unless its letters are sent");
  }
  if (!Exists(place.note)) return LettersStanding::kNone;
  if (ReadNote(place.note).starts_with(Head(sheet))) return LettersStanding::kTaken;
  return refuse(place.note,
                "says that letters were made of another sheet, or of this one before it was changed. Find "
                "out which letters were sent, and remove this file only if none was");
}

Status RememberLetters(const LettersPlace& place) {
  CONSTAT_ASSIGN(const Bytes note, io::ReadFile(place.folder / kLettersNote));
  return io::WriteFile(place.note, note, io::FileAccess::kSecret);
}

}  // namespace constat::party
