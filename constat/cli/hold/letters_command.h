// Commands of a registrar's sheet: letters, test; and the letters of `next`.
#pragma once

#include "constat/cli/record/record_place.h"
#include "constat/party/registrar/issue_files.h"
#include "constat/report/letters/letter_files.h"

namespace constat::cli {

// LetterChoices are the options that `letters` and `next` share.
struct LetterChoices {
  unsigned part = 300;
  std::string form = "print";
  std::string paper = "a4";
  bool no_link = false;
  report::LetterDelivery delivery;
  report::LetterOptions letter;
};
void AddLetterChoices(Command command, LetterChoices& choices);

// DueLetters are those of a roll that is in the record.
struct DueLetters {
  const verify::RecordPlace& place;
  party::IssueTarget target;
  size_t registrar = 0;
  const LetterChoices& choices;
  unsigned threads = 0;
  bool dry_run = false;
  uint64_t now_ms = 0;
};
// MakeDueLetters makes them unless they are made, and says what it found. It returns whether something was
// done, or would be.
[[nodiscard]] Result<bool> MakeDueLetters(const DueLetters& due, Terminal& terminal);

// AddSheetCommands adds letters and test to the registrar's group.
void AddSheetCommands(CommandTree& tree, Command group);

}  // namespace constat::cli
