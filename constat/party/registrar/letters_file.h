// The letters file: one page a voter, each with a voting code. What a page looks like is the caller's.
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>

#include "constat/parcel/secret/sheet.h"

namespace constat::party {

// LetterPages makes the file's parts. code is wiped when letter returns, and so is the page once
// it is written.
struct LetterPages {
  std::string begin;
  std::function<Result<std::string>(const std::string& code, const parcel::Person& person)> letter;
  std::string end;
};

// WriteLetters writes a letter for each row of the sheet, in its order, into a file of mode 0600, which
// appears whole or not at all. progress is told how many are written. ERRORS: letter's; io::WholeFile's.
[[nodiscard]] Status WriteLetters(const std::filesystem::path& path, std::span<const parcel::Issued> sheet,
                                  const LetterPages& pages,
                                  const std::function<void(uint64_t done, uint64_t total)>& progress);

}  // namespace constat::party
