// The letters folder: letters in parts of a few hundred, each with voting codes. What a letter looks like
// is the caller's.
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <vector>

#include "constat/io/whole_folder.h"
#include "constat/parcel/secret/sheet.h"
#include "constat/party/registrar/letters_made.h"

namespace constat::party {

// OrderByPerson puts rows in the order of the persons' numbers, shorter ones first. A sheet is in the order
// of the roll, which is secret: whoever saw a stack of letters in it would know whose each credential is.
void OrderByPerson(std::vector<parcel::Issued>& rows);

struct LettersTarget {
  std::filesystem::path folder;     // must not exist
  Bytes32 sheet{};                  // HashSheet
  size_t part_size = 300;           // letters, at least 1
  std::filesystem::path browser{};  // turns each .html into a .pdf; empty: it stays HTML
  unsigned threads = 0;             // 0: as many as the machine has
};

// MakePart makes the files of a part, number from 1; it is called from several threads.
using MakePart =
    std::function<Result<std::vector<io::FolderFile>>(size_t number, std::span<const parcel::Issued> rows)>;

// WriteLetters writes the letters of a sheet into a folder of mode 0700, in files of mode 0600, which appears
// whole or not at all, with the note of it. Memory is that of a few parts; what make returned is wiped.
// progress is told how many letters are written, never by two threads at once. ERRORS: the first part's that
// has one, of make, of PrintPdf, of io::WholeFolder.
[[nodiscard]] Status WriteLetters(const LettersTarget& target, std::span<const parcel::Issued> sheet,
                                  const MakePart& make,
                                  const std::function<void(uint64_t done, uint64_t total)>& progress);

}  // namespace constat::party
