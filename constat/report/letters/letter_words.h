// Letter words: what a letter says, sentence by sentence, in one language; the printed letter and the e-mail
// are both made of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "constat/record/manifest.h"
#include "constat/report/letters/letter_options.h"
#include "constat/report/letters/texts.generated.h"
#include "constat/text/message.h"

namespace constat::report {

// FindLetterTexts is the index of the texts for a tag or its first subtag, or none.
[[nodiscard]] std::optional<size_t> FindLetterTexts(std::string_view tag);

struct LetterWords {
  const record::Manifest& manifest;
  const LetterTexts& texts;
  const LetterOptions& options;
  size_t language;  // index into manifest.languages

  // Of is the text of the manifest in this language.
  [[nodiscard]] const std::string& Of(const record::LocalText& text) const { return text[language]; }
  [[nodiscard]] std::string_view Heading() const;
  // Label is a name as it is before a value, in plain text.
  [[nodiscard]] std::string Label(std::string_view name) const;
  // Sender is the registrar.
  [[nodiscard]] const std::string& Sender() const { return manifest.registrars[options.registrar].name; }
  [[nodiscard]] const std::string& ReturnAddress() const;
  // Opening and Closing are times in the voters' zone; the closing has UTC beside it. Spec: MAN-4.
  [[nodiscard]] std::string Opening() const;
  [[nodiscard]] std::string Closing() const;
  [[nodiscard]] text::Message Period() const;
  // Part says that there are other registrars' letters; empty with one registrar.
  [[nodiscard]] text::Message Part() const;
  // Where is the first thing to do, on paper; WhereInMail what comes before a link or an address, or in
  // place of them.
  [[nodiscard]] text::Message Where() const;
  [[nodiscard]] text::Message WhereInMail() const;
  [[nodiscard]] std::string_view TypeCode() const;
  // GoodToKnow is the last part, a paragraph each.
  [[nodiscard]] std::vector<text::Message> GoodToKnow() const;

 private:
  [[nodiscard]] std::string Time(uint64_t time_ms) const;
  [[nodiscard]] std::string TimeAndUtc(uint64_t time_ms) const;
};

}  // namespace constat::report
