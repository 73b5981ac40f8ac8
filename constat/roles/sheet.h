// The registrar's private sheet: which person has which code. Never published; destroyed as the guide says.
#pragma once

#include <filesystem>
#include <vector>

#include "constat/roles/persons.h"
#include "constat/roles/voting_code.h"

namespace constat::roles {

// SheetRow views one voter.
struct SheetRow {
  const Person& person;
  uint32_t slot;
  const VotingCode& code;
};

// SheetWriter writes credentials.csv (id, region, slot, contact, code), mode 0600, row by row. Nothing is
// sure before Finish.
class SheetWriter {
 public:
  // Open creates the file. ERRORS: kRefusesOverwrite, kCannotWrite.
  [[nodiscard]] static Result<SheetWriter> Open(const std::filesystem::path& path,
                                                const record::Manifest& manifest);
  SheetWriter(SheetWriter&& other) noexcept;
  SheetWriter& operator=(SheetWriter&&) = delete;
  ~SheetWriter();

  [[nodiscard]] Status Write(const SheetRow& row);
  // Finish makes all rows durable. ERRORS: kCannotWrite.
  [[nodiscard]] Status Finish();

 private:
  SheetWriter(int fd, const record::Manifest& manifest) : fd_(fd), manifest_(&manifest) {}
  [[nodiscard]] Status Flush();

  int fd_;
  const record::Manifest* manifest_;
  Bytes buffer_;
};

// Issued is a row read back.
struct Issued {
  Person person;
  uint32_t slot = 0;
  VotingCode code;
};
// ReadSheet ERRORS: kUnsafeFile, kMissingFile, kBadText, kBadCode, with file and line.
[[nodiscard]] Result<std::vector<Issued>> ReadSheet(const std::filesystem::path& path,
                                                    const record::Manifest& manifest);

}  // namespace constat::roles
