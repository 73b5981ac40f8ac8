// A letter from its first word to its last, printed and as text: each part where it is, beside the
// table of texts.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "constat/record/shown_hash.h"
#include "constat/report/letters/letter_words.h"
#include "constat/report/letters/letters.h"
#include "constat/report/letters/qr_code.h"
#include "constat/testing/matchers.h"
#include "constat/testing/verification.h"

namespace constat::report {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

constexpr std::string_view kWrittenCode = "7ZK3-0AQX-M4DP-9TRW-B2HN-6YCE";
constexpr std::string_view kSymbols = "7ZK30AQXM4DP9TRWB2HN6YCE";
constexpr std::string_view kPlace = "https://vote.example.org/v";

std::string Say(const text::Message& message) { return text::JoinMessage(message); }
std::string Say(std::string_view text) { return std::string(text); }
const LetterTexts& English() { return AllLetterTexts()[FindLetterTexts("en").value()]; }

// TwoOffices is a rehearsal with two registrars and two questions.
record::Manifest TwoOffices() {
  record::Manifest m = DemoManifest();
  m.registrars.push_back({"Post", TestKey("post")});
  m.questions.push_back(m.questions[0]);
  m.questions[1].text = {"Another?", "Інше?"};
  m.rehearsal = true;
  m.replace_until_ms = m.closing_ms - 3'600'000;
  m.contact = {"Town hall", "Ратуша"};
  return m;
}
Bytes32 ManifestHashOf(const record::Manifest& m) { return record::ManifestHash(record::EncodeManifest(m)); }

// Sequence is what is read in HTML, and the name and class of each element that begins, in their order. What
// is drawn is left out.
std::vector<std::string> Sequence(const std::string& html) {
  std::vector<std::string> out;
  for (size_t at = 0; at < html.size();) {
    const size_t end = html.find(html[at] == '<' ? '>' : '<', at);
    std::string part = html.substr(at, std::min(end, html.size()) - at);
    at = std::min(end, html.size()) + (html[at] == '<' ? 1 : 0);
    if (part == "\n" || part.starts_with("</")) continue;
    if (part[0] == '<') {
      const size_t style = part.find(" class=\"");
      const size_t begin = style + 8;
      part = part.substr(0, part.find(' ')) +
             (style == std::string::npos ? "" : "." + part.substr(begin, part.find('"', begin) - begin));
    }
    if (part == "<svg.qr") at = html.find("</svg>", at) + 6;
    out.push_back(part);
  }
  return out;
}

std::vector<std::string> PrintedLetter(const record::Manifest& m, const LetterOptions& options,
                                       const LetterVoter& voter) {
  return Sequence(Value(Value(LetterWriter::Make(m, ManifestHashOf(m), options)).Letter(voter)));
}

// AddGoodToKnow adds the last part: a sentence each, of which the values are in bold.
void AddGoodToKnow(const record::Manifest& m, const std::string& replaced_until,
                   std::vector<std::string>& out) {
  const LetterTexts& t = English();
  const auto add = [&](const text::Message& message) {
    out.emplace_back("<li");
    for (const text::MessagePart& part : message) {
      if (!part.argument.empty()) out.insert(out.end(), {"<strong", "<bdi"});
      out.push_back(part.text);
    }
  };
  out.insert(out.end(), {"<section", "<h2", Say(t.good_to_know), "<ul.know"});
  add(t.again({.max = m.max_ballots}));
  out.insert(out.end(), {"<li", Say(t.secret)});
  add(t.lost({.time = replaced_until}));
  out.insert(out.end(), {"<li", Say(t.look)});
  add(t.questions({.contact = "Town hall"}));
}

TEST(PrintedLetter, HasEachPartInItsPlace) {
  const record::Manifest m = TwoOffices();
  const LetterTexts& t = English();
  const LetterOptions options{.registrar = 1, .paper = Paper::kUsLetter, .replacements = true};
  const LetterWords words{m, t, options, 0};
  std::vector<std::string> told = {
      "<div.front us", "<article.letter us", "<div.body", "<div.top", "<span.fold first", "<span.fold middle",
      "<span.fold last", "<div.window", "<div.back", "<p", "<strong", "REHEARSAL", "<p.return", "Post",
      "<div.to", "Olena\nMain Street 1",
      // Whose letter it is.
      "<dl.facts", "<dt", Say(t.from), "<dd", "<bdi", "Post", "<dt", Say(t.region), "<dd", "<bdi",
      "Ivano-Frankivsk", "<dt", Say(t.reference), "<dd", "<bdi", "A-17", "<h1", Say(t.heading_new), "<p.new",
      Say(t.replaced), "<section.code", "<div", "<h2", Say(t.code), "<p.symbols", "<span", "7ZK3", "<span",
      "0AQX", "<span", "M4DP", "<span", "9TRW", "<span", "B2HN", "<span", "6YCE", "<p.part"};
  for (const text::MessagePart& part : t.part({.number = 2, .count = 2})) {
    if (!part.argument.empty()) told.emplace_back("<bdi");
    told.push_back(part.text);
  }
  told.insert(told.end(), {"<svg.qr", "<p.title", "<bdi", m.title[0], "<ul.asked", "<li", "<bdi",
                           m.questions[0].text[0], "<li", "<bdi", "Another?", "<p"});
  for (const text::MessagePart& part : t.period({.opening = words.Opening(), .closing = words.Closing()})) {
    if (!part.argument.empty()) told.insert(told.end(), {"<strong", "<bdi"});
    told.push_back(part.text);
  }
  told.insert(told.end(), {"<section", "<h2", Say(t.how), "<ol", "<li", Say(t.vote_anywhere), "<li",
                           Say(t.type_all), "<li", Say(t.choose), "<div.tracker", "<strong", "t"});
  for (size_t group = 0; group < 5; ++group) told.insert(told.end(), 6, "<span");
  told.insert(told.end(), {"<li", Say(t.send), "<p.test", Say(t.test)});
  AddGoodToKnow(m, "1 December 1991, 17:00 UTC", told);
  told.insert(told.end(), {"<footer", "<p", Say(t.reference) + " ", "<bdi", "A-17",
                           " · " + Say(t.number) +
                               " "
                               "",
                           "<code", record::FormatReferendumNumber(ManifestHashOf(m))});
  EXPECT_THAT(PrintedLetter(m, options, {kWrittenCode, 3, "A-17", "Olena\nMain Street 1"}),
              ElementsAreArray(told));
}

// In large print, whose letter it is follows the code, and the referendum's number is said there too.
TEST(PrintedLetter, SaysLaterWhatIsSmallInOthers) {
  const record::Manifest m = DemoManifest();
  LetterVoter voter{kWrittenCode, 3, "", "Olena"};
  const std::vector<std::string> usual = PrintedLetter(m, {}, voter);
  voter.large_print = true;
  const std::vector<std::string> large = PrintedLetter(m, {}, voter);
  const auto place = [](const std::vector<std::string>& in, const std::string& what) {
    return std::find(in.begin(), in.end(), what) - in.begin();
  };
  EXPECT_LT(place(usual, "<dl.facts"), place(usual, "<h1"));
  EXPECT_EQ(place(large, "<dl.facts"), place(large, "<svg.qr") + 1);
  const std::string number = Say(English().number) + " ";
  const std::string written = record::FormatReferendumNumber(ManifestHashOf(m));
  EXPECT_THAT(std::vector<std::string>(large.end() - 9, large.end()),
              ElementsAre("<p", number, "<code", written, "<footer", "<p", number, "<code", written));
}

TEST(PlainLetter, HasEachParagraphInItsPlace) {
  const record::Manifest m = TwoOffices();
  const LetterTexts& t = English();
  const LetterOptions options{.registrar = 1, .vote_at = std::string(kPlace), .replacements = true};
  const LetterWords words{m, t, options, 0};
  const auto label = [&](std::string_view name) { return Say(t.label({.name = name})); };
  const std::vector<std::string> paragraphs = {
      "REHEARSAL",
      "Olena\nMain Street 1",
      Say(t.heading_new),
      Say(t.replaced),
      fmt::format("{}\n{}", label(t.code), kWrittenCode),
      Say(t.part({.number = 2, .count = 2})),
      m.title[0],
      Say(t.period({.opening = words.Opening(), .closing = words.Closing()})),
      Say(t.asked),
      "- " + m.questions[0].text[0],
      "- Another?",
      Say(t.how),
      fmt::format("1. {}\n{}", Say(t.open_link({.url = kPlace})),
                  LetterLink(options, ManifestHashOf(m), kSymbols)),
      "2. " + Say(t.type_all),
      fmt::format("3. {}\nt _____ _____ _____ _____ _____", t.choose),
      "4. " + Say(t.send),
      Say(t.test),
      Say(t.good_to_know),
      "- " + Say(t.again({.max = m.max_ballots})),
      "- " + Say(t.secret),
      "- " + Say(t.lost({.time = "1 December 1991, 17:00 UTC"})),
      "- " + Say(t.look),
      "- " + Say(t.questions({.contact = "Town hall"})),
      fmt::format("{}\n{}", t.number, record::FormatReferendumNumber(ManifestHashOf(m))),
      fmt::format("{} Post\n{} Ivano-Frankivsk\n{} A-17", label(t.from), label(t.region),
                  label(t.reference))};
  const LetterWriter writer = Value(LetterWriter::Make(m, ManifestHashOf(m), options));
  EXPECT_EQ(Value(writer.PlainLetter({kWrittenCode, 3, "A-17", "Olena\nMain Street 1"})),
            fmt::format("{}\n", fmt::join(paragraphs, "\n\n")));
  EXPECT_EQ(writer.Subject({kWrittenCode, 3, "A-17", ""}),
            fmt::format("REHEARSAL: {} {}", label(t.heading_new), m.title[0]));
}

TEST(MailMerge, HasAFieldForEachName) {
  record::Manifest m = TwoOffices();
  const LetterOptions options{.registrar = 1, .vote_at = std::string(kPlace)};
  const LetterWriter writer = Value(LetterWriter::Make(m, ManifestHashOf(m), options));
  LetterVoter voter{kWrittenCode, 3, "A-17", "Olena\nMain Street 1"};
  voter.large_print = true;
  voter.email = "olena@example.org";
  const LetterWords words{m, English(), options, 0};
  EXPECT_THAT(writer.FieldNames(),
              ElementsAre("REHEARSAL", "id", "contact", "email", "language", "large_print", "title", "region",
                          "sender", "opening", "closing", "code", "part", "parts", "number", "link"));
  EXPECT_THAT(Value(writer.Fields(voter)),
              ElementsAre("REHEARSAL", "A-17", "Olena\nMain Street 1", "olena@example.org", "en", "yes",
                          m.title[0], "Ivano-Frankivsk", "Post", words.Opening(), words.Closing(),
                          kWrittenCode, "2", "2", record::FormatReferendumNumber(ManifestHashOf(m)),
                          LetterLink(options, ManifestHashOf(m), kSymbols)));
  EXPECT_EQ(Value(writer.CodeSquare(voter)),
            FormatQrFile(Value(MakeQrCode(LetterLink(options, ManifestHashOf(m), kSymbols)))));
}

// Each sentence that depends on the referendum or on the registrar, both ways.
TEST(LetterWords, KnowWhatIsGoodToKnow) {
  record::Manifest m = DemoManifest();
  const LetterTexts& t = English();
  LetterOptions options;
  const auto told = [&] {
    std::vector<std::string> out;
    for (const text::Message& sentence : LetterWords{m, t, options, 0}.GoodToKnow())
      out.push_back(Say(sentence));
    return out;
  };
  m.contact = {"", ""};
  m.replace_until_ms = 0;
  m.revoting = true;
  m.max_ballots = 2;
  EXPECT_THAT(told(),
              ElementsAre(Say(t.again({.max = 2})), Say(t.secret), Say(t.lost_for_good), Say(t.look)));
  m.max_ballots = 1;
  EXPECT_EQ(told()[0], Say(t.once));
  m.max_ballots = 2;
  m.revoting = false;
  EXPECT_EQ(told()[0], Say(t.once));
  m.contact = {"Town hall", "Ратуша"};
  options = {.check_at = "https://check.example.org"};
  EXPECT_EQ(told()[3], Say(t.look_at({.url = "https://check.example.org"})));
  EXPECT_EQ(told().back(), Say(t.questions({.contact = "Town hall"})));
  options.contact = "Post office";
  EXPECT_EQ(told().back(), Say(t.questions({.contact = "Post office"})));
}

// Of a time on the same day in UTC, the day is said once; the return address is the registrar unless another
// one is given.
TEST(LetterWords, SayTimesAndSenders) {
  record::Manifest m = DemoManifest();
  const LetterTexts& t = English();
  m.closing_ms = 691'621'200'000;  // 1 December 1991, 21:00 UTC
  const auto closing = [&](int16_t offset_minutes) {
    m.zone = {"Europe/Kyiv", {{0, offset_minutes, "EET"}}};
    return LetterWords{m, t, {}, 0}.Closing();
  };
  const auto moment = [&](uint64_t time_ms, std::string_view zone) {
    return Say(t.moment({.time = time_ms, .zone = zone}));
  };
  EXPECT_EQ(closing(120), Say(t.beside({.local = moment(m.closing_ms + 7'200'000, "EET"),
                                        .utc = Say(t.clock({.time = m.closing_ms, .zone = "UTC"}))})));
  EXPECT_EQ(
      closing(180),
      Say(t.beside({.local = moment(m.closing_ms + 10'800'000, "EET"), .utc = moment(m.closing_ms, "UTC")})))
      << "midnight: another day";
  const LetterOptions own{.return_address = "PO box 1"};
  EXPECT_EQ((LetterWords{m, t, {}, 0}.ReturnAddress()), m.registrars[0].name);
  EXPECT_EQ((LetterWords{m, t, own, 0}.ReturnAddress()), "PO box 1");
}

// An address is written small where it has more lines than the window shows, and longer lines count as
// several: on A4 six lines of 34 letters, or nine small ones of 46; on US Letter five of 30, or seven of 42.
TEST(LetterWindow, HasRoomForSoManyLinesAndLetters) {
  const record::Manifest m = DemoManifest();
  struct Room {
    Paper paper;
    size_t lines, columns, small_lines, small_columns;
  };
  const auto address = [](size_t lines, size_t columns) {
    std::string out;
    for (size_t i = 0; i < lines; ++i) {
      if (i > 0) out += '\n';
      for (size_t c = 0; c < columns; ++c) out += "\u0416";  // two bytes are one letter
    }
    return out;
  };
  for (const Room& room : {Room{Paper::kA4, 6, 34, 9, 46}, Room{Paper::kUsLetter, 5, 30, 7, 42}}) {
    const LetterWriter writer = Value(LetterWriter::Make(m, ManifestHashOf(m), {.paper = room.paper}));
    const auto is_small = [&](const std::string& to) {
      const std::string letter = Value(writer.Letter({kWrittenCode, 0, "", to}));
      EXPECT_NE(letter.find("class=\"to\"") == std::string::npos,
                letter.find("class=\"to small\"") == std::string::npos);
      return letter.find("class=\"to small\"") != std::string::npos;
    };
    EXPECT_FALSE(is_small(address(room.lines, room.columns)));
    EXPECT_TRUE(is_small(address(room.lines + 1, 1)));
    EXPECT_TRUE(is_small(address(room.lines - 1, 1) + "\n" + address(1, room.columns + 1)));
    EXPECT_FALSE(is_small(address(room.lines - 2, 1) + "\n" + address(1, 2 * room.columns)));
    EXPECT_TRUE(is_small(address(room.lines - 2, 1) + "\n" + address(1, 2 * room.columns + 1)));
    EXPECT_TRUE(writer.FitsWindow(address(room.small_lines, room.small_columns)));
    EXPECT_FALSE(writer.FitsWindow(address(room.small_lines + 1, 1)));
    EXPECT_FALSE(
        writer.FitsWindow(address(room.small_lines - 1, 1) + "\n" + address(1, room.small_columns + 1)));
  }
}

}  // namespace
}  // namespace constat::report
