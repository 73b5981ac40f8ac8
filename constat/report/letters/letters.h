// Letters: printable HTML with a voting code for each voter, one voter a page.
//
// The letters hold secrets: the caller writes them to a file of mode 0600, prints them, and destroys them.
// Voter by voter, so memory does not grow with the roll: Begin(), Letter() for each, End(), written one after
// the other to one file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "constat/base/result.h"
#include "constat/record/manifest.h"
#include "constat/report/page/document.h"

namespace constat::report {

struct LetterOptions {
  std::string language{};  // BCP 47 tag, of the manifest and of LetterLanguages(); empty: the first that is
                           // both, else English around the manifest's first language
  uint16_t registrar = 0;  // whose codes these are
  std::string vote_at{};   // where to vote, such as "https://vote.example.org"
  std::string check_at{};  // where to check a ballot and the record; empty: not mentioned
  std::string contact{};   // whom to ask, such as "Town hall, 01 234 56 78"
};

struct LetterVoter {
  std::string_view code;  // 24 symbols, with or without hyphens
  uint16_t region = 0;
  std::string_view id;       // the registrar's own number of the person
  std::string_view contact;  // address or name, may be empty; line feeds are kept
};

// LetterLink is what a letter's QR code holds: the code, the registrar's index and the manifest hash, as the
// link that vote_at is if it begins with https:// and has no # of its own, else alone. symbols are the
// code's, without hyphens. Spec: BAL-10.
[[nodiscard]] std::string LetterLink(const LetterOptions& options, const Bytes32& manifest_hash,
                                     std::string_view symbols);

// LetterLanguages lists the tags for which there are texts (assets/texts).
[[nodiscard]] std::vector<std::string_view> LetterLanguages();

class LetterWriter {
 public:
  // Make REQUIRES a manifest that CheckManifest accepts, which outlives the writer.
  // ERRORS: kUsage if a language was asked for that the manifest or LetterLanguages() lacks, or
  // no such registrar.
  [[nodiscard]] static Result<LetterWriter> Make(const record::Manifest& manifest,
                                                 const Bytes32& manifest_hash, LetterOptions options);

  [[nodiscard]] std::string Begin() const;
  // Letter is one page. ERRORS: kBadCode unless the code is 24 symbols (the check symbol is not looked at);
  // kBadNumber for a region the manifest does not have; kTooLarge if the QR code cannot hold it.
  [[nodiscard]] Result<std::string> Letter(const LetterVoter& voter) const;
  [[nodiscard]] std::string End() const;

 private:
  LetterWriter(const record::Manifest& manifest, const Bytes32& manifest_hash, LetterOptions options);

  // WriteWhatAllShare writes the parts of a letter that do not change from voter to voter, once.
  void WriteWhatAllShare();

  const record::Manifest* manifest_;
  Bytes32 manifest_hash_;
  LetterOptions options_;
  size_t texts_ = 0;     // index into the table of letter texts
  size_t language_ = 0;  // index into manifest_->languages
  page::Document document_;
  std::string before_code_;
  std::string after_code_;
};

}  // namespace constat::report
