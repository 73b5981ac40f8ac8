// Letters made: which letters were made of which codes, so that they are made once. A note of it lies in the
// folder of letters, and beside the sheet for the time after they are sent and destroyed: a line
// `# constat-letters-1 HASH` with HashSheet in hex, then a line `HASH  FILE` for each file, in the order of
// their names, as sha256sum writes and checks it. A folder is believed for its files, never for its name. The
// note holds no code; mode 0600.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "constat/parcel/secret/sheet.h"

namespace constat::party {

// kLettersNote is the note's name in a folder of letters.
inline constexpr std::string_view kLettersNote = "letters.sha256";

// HashSheet is over everything that a sheet says, in any order of its rows, and whose sheet it is.
[[nodiscard]] Bytes32 HashSheet(const Bytes32& manifest_hash, size_t registrar,
                                const std::vector<parcel::Issued>& rows);

// HashedFile is a file of letters: its name in the folder, and SHA-256.
struct HashedFile {
  std::string name;
  Bytes32 hash{};
};
[[nodiscard]] std::string FormatLettersNote(const Bytes32& sheet, std::vector<HashedFile> files);

// LettersPlace is where the letters of a sheet are, and the note for when they are not there any more.
struct LettersPlace {
  std::filesystem::path folder;
  std::filesystem::path note;

  // Of is for letters in a folder, of a sheet beside which the note is.
  [[nodiscard]] static LettersPlace Of(const std::filesystem::path& folder,
                                       const std::filesystem::path& sheet) {
    return {folder, sheet.parent_path() / "letters-made"};
  }
};

// LettersStanding: nothing was made; the letters are there, whole and as they were made; or they were made,
// and taken away since.
enum class LettersStanding : uint8_t { kNone, kMade, kTaken };

// FindLetters looks for letters of the sheet with this hash. COST: all of its files are read. ERRORS:
// kRefusesOverwrite if what is there was made of something else, is not whole, or was changed.
[[nodiscard]] Result<LettersStanding> FindLetters(const LettersPlace& place, const Bytes32& sheet);

// RememberLetters keeps the note of letters that are there. ERRORS: io::ReadFile's, io::WriteFile's.
[[nodiscard]] Status RememberLetters(const LettersPlace& place);

}  // namespace constat::party
