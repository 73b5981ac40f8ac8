// Letter files: the letters of one part of a sheet as files: a page to print, a table for a mail merge with
// its QR codes, or messages to send. All of them are secret.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "constat/io/whole_folder.h"
#include "constat/parcel/secret/sheet.h"
#include "constat/report/letters/letters.h"

namespace constat::report {

enum class LetterForm : uint8_t { kPrint, kMerge, kMail };

struct LetterDelivery {
  LetterForm form = LetterForm::kPrint;
  std::string mail_from{};  // whom a voter answers, for kMail
  uint64_t date_ms = 0;     // when the e-mails are written
  bool pdf = false;         // what is printed becomes a PDF
};

// ParseLetterForm is one of "print", "merge" and "eml". ERRORS: kUsage.
[[nodiscard]] Result<LetterForm> ParseLetterForm(std::string_view name);

// CheckDelivery refuses what cannot be meant: e-mails without a sender, a sender without e-mails, a PDF of a
// table. ERRORS: kUsage.
[[nodiscard]] Status CheckDelivery(const LetterDelivery& delivery);

// MakeLetterFiles makes the files of part number (from 1) of a sheet, in the order of its rows:
//   kPrint: letters-001.html;
//   kMerge: merge-001.csv, and squares-001/001.svg for each row;
//   kMail: mail-001/001.eml for each row (RFC 5322, plain text, without Message-ID, which it does not demand
//     and the sending service adds: 3.6.4; RFC 6409, 8.3), and letters-001.html for those without an e-mail
//     address.
// ERRORS: LetterWriter::Letter's, with the person's id.
[[nodiscard]] Result<std::vector<io::FolderFile>> MakeLetterFiles(const LetterWriter& writer,
                                                                  const LetterDelivery& delivery,
                                                                  size_t number,
                                                                  std::span<const parcel::Issued> rows);

// LookAgainAt is what a registrar should know before the letters go out, a paragraph each: addresses that the
// window does not show whole, languages that have no letter, who gets no e-mail, and what services do to
// links. registrars: how many parts a code has.
[[nodiscard]] std::vector<std::string> LookAgainAt(const LetterWriter& writer, const LetterDelivery& delivery,
                                                   std::span<const parcel::Issued> rows, size_t registrars);

}  // namespace constat::report
