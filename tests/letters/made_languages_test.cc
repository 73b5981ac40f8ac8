// Letters in two made languages: what a letter says is from assets/texts, and nothing else but values.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cctype>

#include "constat/record/shown_hash.h"
#include "constat/report/letters/letters.h"
#include "constat/testing/html.h"
#include "constat/testing/made_language.h"
#include "constat/testing/manifest.h"
#include "constat/text/hex.h"

namespace constat::report {
namespace {

constexpr std::string_view kCode = "7ZK3-0AQX-M4DP-9TRW-B2HN-6YCE";

// MakeManifest has values that begin with Q, which no text does.
record::Manifest MakeManifest(const std::string& language) {
  record::Manifest m = record::MakeTestManifest();
  m.languages = {language};
  for (record::LocalText* text : {&m.title, &m.description, &m.contact, &m.notices.privacy,
                                  &m.notices.imprint, &m.notices.accessibility})
    *text = {"Qtext"};
  for (record::Question& question : m.questions) {
    question.text = {"Qquestion"};
    for (record::Option& option : question.options) option.name = {"Qoption"};
  }
  for (record::Region& region : m.regions) region.name = {"Qregion"};
  for (record::Party& registrar : m.registrars) registrar.name = "Qregistrar";
  return m;
}

// Letters is what a voter gets on paper and by e-mail, without what is the same in every language.
std::vector<std::string> Letters(const std::string& language, const LetterOptions& options) {
  const record::Manifest m = MakeManifest(language);
  const Bytes32 hash = record::ManifestHash(record::EncodeManifest(m));
  const LetterWriter writer = LetterWriter::Make(m, hash, options).value();
  const LetterVoter voter{kCode, 0, "Qid", "Qaddress"};
  std::string symbols(kCode);
  std::erase(symbols, '-');
  std::vector<std::string> out = {PlainText(writer.Begin() + writer.Letter(voter).value() + writer.End()),
                                  writer.PlainLetter(voter).value(), writer.Subject(voter)};
  const std::string typed(IsWebAddress(options.vote_at) ? WithoutScheme(options.vote_at) : "Qhall");
  for (std::string& letter : out) {
    for (const std::string& same : {record::FormatReferendumNumber(hash), LetterLink(options, hash, symbols),
                                    std::string(kCode), typed}) {
      for (size_t at = letter.find(same); at != std::string::npos; at = letter.find(same))
        letter.erase(at, same.size());
    }
  }
  return out;
}

// WordsOf lists words that are no values: of two letters or more, none a digit.
std::vector<std::string> WordsOf(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : std::string(text) + " ") {
    if (std::string_view(" \n.:-/·#&=").find(c) == std::string_view::npos) {
      word += c;
      continue;
    }
    const bool value = word.starts_with("Q") || word.find_first_of("0123456789") != std::string::npos;
    if (word.size() > 1 && !value && std::isalpha(static_cast<unsigned char>(word[0])) != 0)
      out.push_back(word);
    word.clear();
  }
  return out;
}

TEST(MadeLanguages, AreThere) {
  EXPECT_THAT(LetterLanguages(), ::testing::IsSupersetOf({"en", "uk", "en-XA", "ar-XB"}));
}

TEST(MadeLanguages, ShowWhatIsNotFromTheTexts) {
  EXPECT_EQ(OutsideBrackets("[a [b] c] From [d]: e"), " From : e");
  EXPECT_EQ(OutsideBrackets("a] b [c"), "a b ");
  EXPECT_THAT(WordsOf("From : Qid 12.a"), ::testing::ElementsAre("From"));
}

TEST(MadeLanguages, AreAllThatLettersSay) {
  for (const std::string language : {"en-XA", "ar-XB"}) {
    for (const std::string place : {"", "Qhall", "https://q.example/vote"}) {
      for (const bool replacements : {false, true}) {
        const LetterOptions options{
            .vote_at = place, .check_at = place, .replacements = replacements, .mail_link = !replacements};
        for (const std::string& letter : Letters(language, options)) {
          EXPECT_THAT(letter, ::testing::HasSubstr("["));
          EXPECT_THAT(WordsOf(OutsideBrackets(letter)), ::testing::IsEmpty()) << language << ": " << letter;
        }
      }
    }
  }
}

// WithoutIsolated is a letter without each element of these that keeps its own direction.
std::string WithoutIsolated(std::string letter) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 5> kIsolated{
      {{"<bdi", "</bdi>"},
       {"<code dir=\"ltr\"", "</code>"},
       {"<p class=\"symbols\" dir=\"ltr\"", "</p>"},
       {"<p class=\"return\" dir=\"auto\"", "</p>"},
       {"<div class=\"to\" dir=\"auto\"", "</div>"}}};
  for (const auto& [begin, end] : kIsolated) {
    for (size_t at = letter.find(begin); at != std::string::npos; at = letter.find(begin))
      letter.erase(at, letter.find(end, at) + end.size() - at);
  }
  return letter;
}

TEST(MadeLanguages, IsolateEveryValueFromTheirDirection) {
  record::Manifest m = MakeManifest("ar-XB");
  m.replace_until_ms = m.closing_ms - 1;
  const LetterOptions options{.vote_at = "https://q.example/vote",
                              .check_at = "https://q.example/check",
                              .contact = "Q +380 44 123 45 67",
                              .return_address = "Qback 12"};
  const LetterWriter writer = LetterWriter::Make(m, Bytes32{}, options).value();
  const std::string letter = writer.Letter({kCode, 0, "Qid 7", "Qaddress 3"}).value();
  for (const char* value : {"<strong><bdi>https://q.example/vote</bdi></strong>",
                            "<strong><bdi>https://q.example/check</bdi></strong>",
                            "<strong><bdi>Q +380 44 123 45 67</bdi></strong>", "<bdi>2</bdi>"})
    EXPECT_THAT(letter, ::testing::HasSubstr(value));
  std::string rest = PlainText("<body>" + WithoutIsolated(letter));
  const size_t places = rest.find("25");  // of a tracker: in the sentence itself
  ASSERT_NE(places, std::string::npos);
  rest.erase(places, 2);
  EXPECT_EQ(rest.find_first_of("Q0123456789"), std::string::npos) << rest;
  EXPECT_THAT(rest, ::testing::Not(::testing::HasSubstr("://")));
}

TEST(MadeLanguages, KeepTheirDirection) {
  const record::Manifest m = MakeManifest("ar-XB");
  const LetterWriter writer = LetterWriter::Make(m, Bytes32{}, {}).value();
  EXPECT_THAT(writer.Letter({kCode, 0, "Qid", "Qaddress"}).value(), ::testing::HasSubstr("lang=\"ar-XB\" "
                                                                                         "dir=\"rtl\""));
}

}  // namespace
}  // namespace constat::report
