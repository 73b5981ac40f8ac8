// Every text that a person carries, times everything that carriers do to a text: each is read as what it was,
// or answered with one sentence that says what is wrong with which file and what to do.
#include <algorithm>
#include <array>
#include <map>

#include "constat/io/file.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"
#include "constat/text/error_text.h"
#include "tests/carried/carried_texts.h"
#include "tests/carried/mutilations.h"

namespace constat::carried {
namespace {

// The cells: r for read as it was; a for answered; k for read, with texts of people in it as the carrier left
// them, which nobody can tell from what they wrote; s for read as something else, which a signature or proof
// speaks against. One character for each of Mutilations().
const std::map<std::string, std::string> kMatrix = {
    {"secret key", "rrrrrrrrrrrrarrrrarrrrakrrraraaaaaaaa"},
    {"public key", "rrrrrrrrrrrrarrrrarrrrakrrraraaaaaaaa"},
    {"witness's key", "rrrrrrrrrrrrarrrrrrrrraaarraraaaaaaaa"},
    {"codes", "rrrrrrrrrrrrarrrrrrrrrrrrrraraaaaaaaa"},
    {"typed code", "rrrrrrrrraaaarrrrrrrrrrrrrraraaaaaaaa"},
    {"typed tracker", "rrrrrrrrraaaarrrrrrrrrrrrrraraaaaaaaa"},
    {"typed name of a voter", "rrrrrrrrraaaarrrrrrrrrrrrrraraaaaaaaa"},
    {"receipt", "rrrrrrrrrrrrarrrrarrrraaaaaaraaaaaaaa"},
    {"checkpoint", "rrrrrrrrrrrrarrrrrrrrraasaaaraaaaaaaa"},
    {"challenge", "rrrrrrrrrrrrarrrrarrrraarrraraaaaaaaa"},
    {"own ballots", "rrrrrrrrrrrrarrrrarrrrarrrraraaaaaaaa"},
    {"persons", "rrrrrrrrrrrrarrkkkkrarakrrrrraaaaaaaa"},
    {"order", "rrrrrrrrrrrrarrraaarrrarrrrrraaaaaaaa"},
    {"slots", "rrrrrrrrrrrrarrrkkkrrrarrrrrraaaaaaaa"},
    {"sheet", "rrrrrrrrrrrrarrkkkkrarakrrrrraaaaaaaa"},
    {"new-codes", "rrrrrrrrrrrrarrkkkkrarakrrrrraaaaaaaa"},
    {"trust file", "rrrrrrrrrrrrarrrrrrrrraarrraraaaaaaaa"},
    {"trust file of verify", "rrarrrraaaaaaaaarrraaraarrraaaaaaaaaa"},
    {"referendum.toml", "rrrrrrrrrrrrarraaaaaaraaarraraaaaaaaa"},
    {"entries", "raaraaaaaaaaaaaaaaaaarasassaaaaaaaaaa"},
    {"refusal", "raaraaaaaaaaaaaaaaaaarssrssaaaaaaaaaa"},
};

// What an answer may advise.
constexpr std::array kAdvice = {
    "save it",
    "save the file as",
    "check how it is written",
    "sent again",
    "unpack it",
    "copy the text",
    "type what it shows",
    "digits and letters other than U",
    "lists of all registrars",
    "some programs change capitals",
    "write straight ones",
    "write an ordinary space",
    "put texts and names in quotes",
    "in a text editor",
    "take your other copy",
    "correct that line",
    "name the right file",
};

size_t Count(const std::string& text, const std::string& part) {
  size_t out = 0;
  for (size_t i = text.find(part); i != std::string::npos; i = text.find(part, i + 1)) ++out;
  return out;
}

bool HasAdvice(const std::string& sentence) {
  return std::ranges::any_of(kAdvice,
                             [&](const char* advice) { return sentence.find(advice) != std::string::npos; });
}

class CarriedTest : public ::testing::Test {
 protected:
  std::filesystem::path Write(const std::string& name, const std::string& text) {
    const std::filesystem::path path = folder_.File(name);
    EXPECT_THAT(io::WriteFile(path, AsBytes(text), io::FileAccess::kSecret), Succeeds());
    return path;
  }
  // CheckAnswer wants one sentence, with the file's name once, and what to do.
  void CheckAnswer(const Carried& carried, const std::filesystem::path& path, const Error& error) {
    const std::string sentence = text::FormatError(error);
    EXPECT_EQ(sentence.find('\n'), std::string::npos);
    EXPECT_EQ(Count(sentence, path.string()), carried.typed ? 0u : 1u) << sentence;
    EXPECT_TRUE(HasAdvice(sentence)) << sentence;
  }
  World world_;
  TemporaryFolder folder_;
};

TEST_F(CarriedTest, IsReadOrAnswered) {
  for (const Carried& carried : world_.texts()) {
    const std::string value = Value(carried.read(Write("original", carried.text), carried.text));
    std::string row;
    for (const Mutilation& mutilation : Mutilations()) {
      SCOPED_TRACE(carried.name + ", " + mutilation.name);
      const std::string text = mutilation.make(carried.text);
      const std::filesystem::path path = Write("carried-file", text);
      const Result<std::string> read = carried.read(path, text);
      const bool refused = read && *read != value && carried.check && !carried.check(path);
      row += !read ? 'a' : *read == value ? 'r' : refused ? 's' : 'k';
      if (!read) CheckAnswer(carried, path, read.error());
    }
    const auto expected = kMatrix.find(carried.name);
    EXPECT_NE(expected, kMatrix.end()) << carried.name << " has no row: " << row;
    if (expected == kMatrix.end()) continue;
    EXPECT_EQ(row, expected->second) << carried.name;
    EXPECT_TRUE(carried.has_values || row.find('k') == std::string::npos) << carried.name << " was changed";
  }
}

TEST_F(CarriedTest, EveryRowIsAboutATextAndHasEveryCell) {
  EXPECT_EQ(kMatrix.size(), world_.texts().size());
  for (const auto& [name, row] : kMatrix) EXPECT_EQ(row.size(), Mutilations().size()) << name;
}

}  // namespace
}  // namespace constat::carried
