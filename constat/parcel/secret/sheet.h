// The registrar's private sheet: which person has which code. Never published; destroyed as the guide says.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "constat/io/whole_file.h"
#include "constat/parcel/persons.h"
#include "constat/parcel/secret/voting_code.h"

namespace constat::parcel {

// RegionIndex finds a region's index in the manifest by its id.
using RegionIndex = std::unordered_map<std::string_view, uint16_t>;

// SheetRow views one voter.
struct SheetRow {
  const Person& person;
  uint32_t slot;
  const VotingCode& code;
};

// kMaxSheet bounds what is read and written, in bytes.
inline constexpr size_t kMaxSheet = size_t{1} << 30;

// SheetKind is whose codes a sheet holds: those of a roll, all of it, or new ones in the place of lost ones,
// which count once every registrar has replaced them. The last column is named `code` or `new_code`.
enum class SheetKind : uint8_t { kRoll, kReplacements };

// SheetOwner is whose sheet it is, which every row says: of which referendum, and of which registrar, from 0.
struct SheetOwner {
  const record::Manifest& manifest;
  Bytes32 manifest_hash{};
  uint16_t registrar = 0;
};

// SheetWriter writes credentials.csv (id, region, slot, contact, language, email, large_print, referendum,
// registrar, code), mode 0600, row by row, each of which it reads back. The file appears under its name,
// whole and durable, with Finish; without it nothing is left.
class SheetWriter {
 public:
  // Open begins a sheet of at most max_bytes. ERRORS: kRefusesOverwrite, kCannotWrite.
  [[nodiscard]] static Result<SheetWriter> Open(const std::filesystem::path& path, const SheetOwner& owner,
                                                SheetKind kind = SheetKind::kRoll,
                                                size_t max_bytes = kMaxSheet);
  SheetWriter(SheetWriter&& other) noexcept = default;
  SheetWriter& operator=(SheetWriter&&) = delete;
  ~SheetWriter();

  // Write ERRORS: kTooLarge for a row or a sheet that is; ReadSheet's for a row that it would refuse.
  [[nodiscard]] Status Write(const SheetRow& row);
  // Finish ERRORS: kRefusesOverwrite, kCannotWrite.
  [[nodiscard]] Status Finish();

 private:
  SheetWriter(std::filesystem::path path, io::WholeFile file)
      : path_(std::move(path)), file_(std::move(file)) {}
  [[nodiscard]] Status CheckRow(const SheetRow& row, std::string_view line) const;
  [[nodiscard]] Status Flush();

  std::filesystem::path path_;
  io::WholeFile file_;
  const record::Manifest* manifest_ = nullptr;
  std::string referendum_;  // its number, as people are shown it
  std::string registrar_;   // from 1
  RegionIndex regions_;
  size_t max_bytes_ = 0;
  size_t bytes_ = 0;  // of all rows so far
  Bytes buffer_;
};

// Issued is a row read back.
struct Issued {
  Person person;
  uint32_t slot = 0;
  VotingCode code;
};
struct Sheet {
  SheetKind kind = SheetKind::kRoll;
  // What all rows say; none for a sheet without these columns, as sheets were before.
  std::optional<std::string> referendum{};  // its number, as record::FormatReferendumNumber writes it
  std::optional<uint16_t> registrar{};      // from 0
  std::vector<Issued> rows;
};
// ParseSheet reads the text of a sheet that messages call name; one without referendum and registrar, or also
// without language, email and large_print, as they were before, is read too. ERRORS: kBadText, kBadCode, with
// name and line; kBadText also for rows of two referendums or registrars.
[[nodiscard]] Result<Sheet> ParseSheet(std::string_view csv, const std::string& name,
                                       const record::Manifest& manifest);
// ReadSheet ERRORS: also kUnsafeFile, io::ReadFile's.
[[nodiscard]] Result<Sheet> ReadSheet(const std::filesystem::path& path, const record::Manifest& manifest);

}  // namespace constat::parcel
