// Reports of a record in two made languages: what a report says is from assets/texts, and nothing
// else but values.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cctype>
#include <set>

#include "constat/record/shown_hash.h"
#include "constat/report/record/html_report.h"
#include "constat/report/record/text_report.h"
#include "constat/testing/html.h"
#include "constat/testing/made_language.h"
#include "constat/testing/verification.h"

namespace constat::report {
namespace {

// WordsOf lists the words of a text in small letters; none has a digit, and none is a group of a hash.
std::set<std::string> WordsOf(std::string_view text) {
  std::set<std::string> out;
  std::string word;
  for (const char c : std::string(text) + " ") {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      word += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
      continue;
    }
    const bool hash = word.size() == 4 && word.find_first_not_of("abcdef") == std::string::npos;
    if (word.size() > 2 && word.find_first_of("0123456789") == std::string::npos && !hash) out.insert(word);
    word.clear();
  }
  return out;
}

// Written is what the parties wrote into the manifest.
std::string Written(const record::Manifest& m) {
  std::string out;
  const auto add = [&](std::string_view text) { out += std::string(text) + " "; };
  const auto all = [&](const record::LocalText& texts) {
    for (const std::string& text : texts) add(text);
  };
  all(m.title);
  all(m.description);
  for (const record::Question& question : m.questions) {
    all(question.text);
    for (const record::Option& option : question.options) all(option.name);
  }
  for (const record::Region& region : m.regions) {
    add(region.id);
    all(region.name);
  }
  for (const auto& party : m.registrars) add(party.name);
  for (const auto& party : m.observers) add(party.name);
  for (const auto& party : m.witnesses) add(party.name);
  for (const auto& party : m.trustees) add(party.name);
  add(m.organiser.name);
  add(m.board.name);
  return out;
}

// Values is what a report may say that is in no text: what parties wrote, names of checks and codes, what a
// finding says to experts, and the command that checks a record.
std::string Values(const verify::Verification& v) {
  std::string out = Written(DemoManifest()) + "constat verify record --trust FILE ";
  for (size_t i = 0; i < verify::kCheckCount; ++i)
    out += std::string(verify::CheckName(static_cast<verify::CheckId>(i))) + " ";
  for (const verify::Check& check : v.checks()) {
    for (const verify::Finding& finding : check.findings()) {
      out += finding.text + " ";
      out += ErrorName(finding.code);
      out += " " + std::string(ErrorMeaning(finding.code)) + " ";
    }
  }
  return out;
}

// Untranslated lists what a report in a made language says in no text.
std::set<std::string> Untranslated(const verify::Verification& v, std::string report) {
  const std::string number =
      record::FormatReferendumNumber(record::ManifestHash(record::EncodeManifest(DemoManifest())));
  for (size_t at = report.find(number); at != std::string::npos; at = report.find(number))
    report.erase(at, number.size());
  std::set<std::string> out = WordsOf(OutsideBrackets(report));
  for (const std::string& word : WordsOf(Values(v))) out.erase(word);
  // Lines for experts that are in English: the format's version, and the entry that a finding is about.
  for (const char* word : {"version", "draft", "entry"}) out.erase(word);
  return out;
}

TEST(MadeReports, SayWhatIsInTheTexts) {
  for (const std::string language : {"en-XA", "ar-XB"}) {
    for (const verify::Verification& v :
         {DemoVerification(), WrongVerification(), UnpinnedVerification(), OpenVerification()}) {
      const std::string page = PlainText(FormatHtmlReport(v, {.language = language}));
      const std::string text = FormatTextReport(v, {.record = "record", .language = language});
      for (const std::string& report : {page, text}) {
        EXPECT_THAT(report, ::testing::HasSubstr("["));
        EXPECT_THAT(Untranslated(v, report), ::testing::IsEmpty()) << language << ": " << report;
      }
    }
  }
}

TEST(MadeReports, ShowWhatIsNotInTheTexts) {
  EXPECT_THAT(Untranslated(DemoVerification(), "[Ŕéšûļţ] Yes 2845 abcd Share [of]"),
              ::testing::ElementsAre("share"));
}

TEST(MadeReports, KeepTheirDirection) {
  EXPECT_THAT(FormatHtmlReport(DemoVerification(), {.language = "ar-XB"}),
              ::testing::HasSubstr("<html lang=\"ar-XB\" dir=\"rtl\">"));
}

}  // namespace
}  // namespace constat::report
