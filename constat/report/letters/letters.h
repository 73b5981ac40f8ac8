// Letters: what gives each voter a code, as printable HTML or as plain text for an e-mail.
//
// The letters hold secrets: the caller writes them to files of mode 0600, sends them, and destroys
// them. Voter by voter, so memory does not grow with the roll: Begin(), Letter() for each, End(),
// written one after the other to one file. A writer that was made is not changed: its functions may be
// called from several threads.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "constat/base/result.h"
#include "constat/record/manifest.h"
#include "constat/report/letters/letter_options.h"
#include "constat/report/page/document.h"

namespace constat::report {

struct LetterVoter {
  std::string_view code;  // 24 symbols, with or without hyphens
  uint16_t region = 0;
  std::string_view id;          // the registrar's own number of the person
  std::string_view contact;     // address or name, may be empty; line feeds are kept
  std::string_view language{};  // BCP 47 tag; empty: the referendum's first with texts
  bool large_print = false;     // 18 pt
  std::string_view email{};
};

// LetterLanguages lists the tags for which there are texts (assets/texts).
[[nodiscard]] std::vector<std::string_view> LetterLanguages();

class LetterWriter {
 public:
  // Make REQUIRES a manifest that CheckManifest accepts, which outlives the writer.
  // ERRORS: kUsage if a language was asked for that the manifest or LetterLanguages() lacks, for no such
  // registrar, and for what CheckLetterOptions refuses.
  [[nodiscard]] static Result<LetterWriter> Make(const record::Manifest& manifest,
                                                 const Bytes32& manifest_hash, LetterOptions options);

  // Letter begins on a front page, has as many pages as it needs, and its address is where the windows of
  // envelopes are. ERRORS: kBadCode unless the code is 24 symbols (the check symbol is not looked at);
  // kBadNumber for a region the manifest does not have; kTooLarge if the QR code cannot hold it.
  [[nodiscard]] std::string Begin() const;
  [[nodiscard]] Result<std::string> Letter(const LetterVoter& voter) const;
  [[nodiscard]] std::string End() const;

  // Subject and PlainLetter are the same letter for an e-mail; lines are as long as they
  // are. ERRORS: Letter's.
  [[nodiscard]] std::string Subject(const LetterVoter& voter) const;
  [[nodiscard]] Result<std::string> PlainLetter(const LetterVoter& voter) const;

  // CodeSquare is the QR code alone, as an SVG file. ERRORS: Letter's.
  [[nodiscard]] Result<std::string> CodeSquare(const LetterVoter& voter) const;
  // Fields are what a program for mail merges gets of a letter, by FieldNames: the values of one row.
  [[nodiscard]] std::vector<std::string> FieldNames() const;
  [[nodiscard]] Result<std::vector<std::string>> Fields(const LetterVoter& voter) const;

  // Speaks is whether a voter of this language gets a letter in it. FitsWindow is whether all of an address
  // can be seen through the window, by an estimate of how wide its letters are.
  [[nodiscard]] bool Speaks(std::string_view language) const;
  [[nodiscard]] bool FitsWindow(std::string_view contact) const;

 private:
  // Shared is what letters of one language have in common.
  struct Shared {
    size_t texts = 0;     // index into the table of letter texts
    size_t language = 0;  // index into manifest_->languages
    std::string before_code{};
    std::string after_code{};
  };

  LetterWriter(const record::Manifest& manifest, const Bytes32& manifest_hash, LetterOptions options);

  [[nodiscard]] Status ChooseLanguages();
  // WriteWhatAllShare writes the parts of a letter that do not change from voter to voter, once.
  void WriteWhatAllShare();
  // Find is the index of a voter's language.
  [[nodiscard]] size_t Find(std::string_view language) const;
  [[nodiscard]] const Shared& SharedOf(const LetterVoter& voter) const;
  // Check is a voter's code as symbols without hyphens.
  [[nodiscard]] Result<std::string> Check(const LetterVoter& voter) const;

  const record::Manifest* manifest_;
  Bytes32 manifest_hash_;
  LetterOptions options_;
  std::vector<Shared> shared_;  // the first for whoever names no language
  page::Document document_;
};

}  // namespace constat::report
