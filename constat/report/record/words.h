// Words: the texts of a record's report in one language, and how that language writes the numbers, times and
// names that are put into them. The page, the terminal and the summary say the same by it.
//
// The report is in the reader's language, and what the organiser wrote in the manifest's: in the same
// language if the manifest has it, else in the one that the manifest puts first (figures.h, Texts).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "constat/record/parties.h"
#include "constat/report/record/cause.generated.h"
#include "constat/report/record/figures.h"
#include "constat/report/record/report.generated.h"
#include "constat/text/message.h"

namespace constat::report {

// Say is a message as one text.
[[nodiscard]] inline std::string Say(const text::Message& message) { return text::JoinMessage(message); }
[[nodiscard]] inline std::string Say(std::string_view message) { return std::string(message); }

class Words {
 public:
  // Name says how an untrusted name is put into a sentence: made harmless, and set apart where there
  // is a way.
  using Naming = std::string (*)(std::string_view);

  // manifest is null for a record without a usable one, and outlives this. language is a BCP 47 tag; English
  // where there are no texts for it. own is that of the manifest's texts; empty: the same.
  Words(const record::Manifest* manifest, std::string_view language, Naming naming,
        std::string_view own = {});

  const ReportTexts& t;
  const CauseTexts& c;

  [[nodiscard]] const record::Manifest& manifest() const { return texts_->manifest(); }
  // texts are the manifest's. REQUIRES: a manifest.
  [[nodiscard]] const Texts& texts() const { return *texts_; }
  [[nodiscard]] bool HasManifest() const { return texts_.has_value(); }
  // IsOtherLanguage says whether the manifest's texts are in another language than the report.
  [[nodiscard]] bool IsOtherLanguage() const;

  [[nodiscard]] std::string Count(uint64_t count) const { return text::FormatCount(count, t.numbers); }
  [[nodiscard]] std::string Percent(const text::Ratio& ratio) const {
    return text::FormatPercent(ratio, t.numbers);
  }
  [[nodiscard]] std::string Name(std::string_view name) const { return naming_(name); }
  [[nodiscard]] std::string Quoted(std::string_view name) const;
  [[nodiscard]] std::string Option(size_t question, size_t option) const;
  [[nodiscard]] std::string Region(size_t region) const;
  // Regions are several, with commas.
  [[nodiscard]] std::string Regions(std::span<const uint16_t> regions) const;

  // Date is an RFC 3339 time in UTC as the language writes it; the same text where it is none.
  [[nodiscard]] std::string Date(const std::string& utc) const;
  // Time is in the voters' zone; TimeAndUtc has UTC beside it. Voting is the period. Spec: MAN-4.
  [[nodiscard]] std::string Time(uint64_t time_ms) const;
  [[nodiscard]] std::string TimeAndUtc(uint64_t time_ms) const;
  [[nodiscard]] std::string Voting() const;

  // Party is a party within a sentence, Start at its beginning; a party that the manifest does not have is
  // named by its number. REQUIRES: a manifest.
  [[nodiscard]] std::string Party(record::Keeper party) const;
  [[nodiscard]] std::string Start(record::Keeper party) const;

  [[nodiscard]] std::string Commas(const std::vector<std::string>& parts) const;
  [[nodiscard]] std::string Semicolons(const std::vector<std::string>& parts) const;
  [[nodiscard]] std::string Label(std::string_view label, std::string_view text) const;

 private:
  [[nodiscard]] std::string PartyName(record::Keeper party) const;

  std::optional<Texts> texts_;
  Naming naming_;
};

// PlainName is a name for a terminal, IsolatedName one within a sentence that page::WithNames makes
// a node of.
[[nodiscard]] std::string PlainName(std::string_view name);
[[nodiscard]] std::string IsolatedName(std::string_view name);

}  // namespace constat::report
