#include "constat/report/letters/letter_files.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "constat/crypto/secret/seeded_rng.h"
#include "constat/testing/html.h"
#include "constat/testing/matchers.h"
#include "constat/testing/verification.h"
#include "constat/text/csv.h"
#include "constat/text/hex.h"

namespace constat::report {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr std::string_view kVoteAt = "https://vote.example.org/bridge/vote";

class LetterFilesTest : public ::testing::Test {
 protected:
  LetterFilesTest() {
    crypto::SeededRng rng("letter", "files");
    rows_.push_back(
        {{"A-17", 0, "Ann\nMain Street 1", "uk", "ann@example.org"}, 0, parcel::VotingCode::Generate(rng)});
    rows_.push_back({{"B=1", 1, "\"Bob\", 2"}, 0, parcel::VotingCode::Generate(rng)});
  }
  [[nodiscard]] LetterWriter Writer(const LetterOptions& options) const {
    return Value(LetterWriter::Make(manifest_, Hash(), options));
  }
  [[nodiscard]] Bytes32 Hash() const { return record::ManifestHash(record::EncodeManifest(manifest_)); }
  [[nodiscard]] static std::vector<std::string> NamesOf(const std::vector<io::FolderFile>& files) {
    std::vector<std::string> out;
    for (const io::FolderFile& file : files) out.push_back(file.name);
    return out;
  }
  [[nodiscard]] std::string Link(size_t row) const {
    std::string symbols = rows_[row].code.Format();
    std::erase(symbols, '-');
    return LetterLink({.vote_at = std::string(kVoteAt)}, Hash(), symbols);
  }

  record::Manifest manifest_ = DemoManifest();
  std::vector<parcel::Issued> rows_;
};

// TextOf decodes the body of a message.
std::string TextOf(const std::string& mail) {
  std::string body = mail.substr(mail.find("\r\n\r\n") + 4);
  std::erase_if(body, [](char c) { return c == '\r' || c == '\n'; });
  std::string text(AsText(Value(text::ParseBase64(body))));
  EXPECT_THAT(text, HasSubstr("\r\n"));
  std::erase(text, '\r');
  return text;
}

TEST_F(LetterFilesTest, PagesToPrintHoldAPartEach) {
  const auto files = Value(MakeLetterFiles(Writer({}), {}, 7, rows_));
  EXPECT_THAT(NamesOf(files), ElementsAre("letters-007.html"));
  ExpectWellFormed(files[0].contents);
  for (const parcel::Issued& row : rows_)
    EXPECT_THAT(files[0].contents, HasSubstr("<span>" + row.code.Format().substr(0, 4) + "</span>"));
}

TEST_F(LetterFilesTest, ATableForAMailMergeHasARowAndASquareAPerson) {
  const LetterDelivery merge{.form = LetterForm::kMerge};
  const auto files = Value(MakeLetterFiles(Writer({.vote_at = std::string(kVoteAt)}), merge, 1, rows_));
  EXPECT_THAT(NamesOf(files), ElementsAre("squares-001/001.svg", "squares-001/002.svg", "merge-001.csv"));
  text::CsvReader table(files[2].contents, "merge");
  std::vector<std::string> names;
  std::vector<std::string> row;
  ASSERT_TRUE(Value(table.Next(names)));
  EXPECT_EQ(names.front(), "id");
  const auto field = [&](std::string_view name) {
    return row[static_cast<size_t>(std::find(names.begin(), names.end(), name) - names.begin())];
  };
  ASSERT_TRUE(Value(table.Next(row)));
  EXPECT_EQ(field("code"), rows_[0].code.Format());
  EXPECT_EQ(field("link"), Link(0));
  EXPECT_EQ(field("language"), "uk");
  EXPECT_EQ(field("email"), "ann@example.org");
  EXPECT_EQ(field("contact"), "Ann\nMain Street 1");
  EXPECT_EQ(field("square"), "squares-001/001.svg");
  EXPECT_EQ(field("part") + " of " + field("parts"), "1 of 1");
  EXPECT_THAT(field("closing"), HasSubstr("18:00 UTC"));
  ASSERT_TRUE(Value(table.Next(row)));
  EXPECT_EQ(field("id"), "B=1");
  EXPECT_FALSE(Value(table.Next(row)));
  const auto bare =
      Value(MakeLetterFiles(Writer({.vote_at = std::string(kVoteAt), .mail_link = false}), merge, 1, rows_));
  EXPECT_THAT(bare[2].contents, Not(HasSubstr("https://")));
}

// SOURCE: RFC 5322, RFC 2045, RFC 2047.
TEST_F(LetterFilesTest, MessagesAreTextAndThoseWithoutAnAddressGetAPage) {
  const LetterDelivery mail{.form = LetterForm::kMail,
                            .mail_from = "office@example.org",
                            .date_ms = 1'777'852'799'999};  // 3 May 2026, a Sunday
  const auto files = Value(
      MakeLetterFiles(Writer({.vote_at = std::string(kVoteAt), .contact = "Town hall"}), mail, 2, rows_));
  ASSERT_THAT(NamesOf(files), ElementsAre("mail-002/001.eml", "letters-002.html"));
  const std::string& message = files[0].contents;
  EXPECT_THAT(message, ::testing::StartsWith("Date: Sun, 3 May 2026 23:59:59 +0000\r\n"
                                             "From: office@example.org\r\n"
                                             "To: ann@example.org\r\n"
                                             "Subject: =?utf-8?B?"));
  for (size_t at = 0; at < message.size();) {
    const size_t end = message.find("\r\n", at);
    ASSERT_NE(end, std::string::npos);
    EXPECT_LE(end - at, 90u) << "a line of a message";
    EXPECT_EQ(message.find('\n', at), end + 1);
    at = end + 2;
  }
  const std::string text = TextOf(message);
  EXPECT_THAT(text, HasSubstr(rows_[0].code.Format()));
  EXPECT_THAT(text, HasSubstr(Link(0) + "\n"));
  EXPECT_THAT(text, HasSubstr("Ваш код"));
  EXPECT_THAT(text, HasSubstr("18:00 UTC"));
  EXPECT_THAT(text, HasSubstr("Town hall"));
  EXPECT_THAT(files[1].contents, HasSubstr("B=1"));
  EXPECT_THAT(files[1].contents, Not(HasSubstr("ann@example.org")));
}

TEST_F(LetterFilesTest, AMessageWithoutALinkHasNothingThatAServiceRewrites) {
  const LetterDelivery mail{.form = LetterForm::kMail, .mail_from = "office@example.org"};
  const auto text = [&](const LetterOptions& options) {
    return TextOf(Value(MakeLetterFiles(Writer(options), mail, 1, rows_))[0].contents);
  };
  const std::string typed = text({.vote_at = std::string(kVoteAt), .mail_link = false});
  EXPECT_THAT(typed, Not(HasSubstr("://")));
  EXPECT_THAT(typed, HasSubstr("\nvote.example.org/bridge/vote\n"));
  EXPECT_THAT(text({}), Not(HasSubstr("example.org/"))) << "names no page that is not there";
}

TEST_F(LetterFilesTest, BeginWithRehearsalWhereItIsOne) {
  manifest_.rehearsal = true;
  const LetterDelivery mail{.form = LetterForm::kMail, .mail_from = "o@example.org"};
  const auto files = Value(MakeLetterFiles(Writer({}), mail, 1, rows_));
  EXPECT_THAT(TextOf(files[0].contents), ::testing::StartsWith("REHEARSAL"));
  EXPECT_THAT(files[0].contents, HasSubstr("Subject: =?utf-8?B?UkVIRUFSU0FM"));
  EXPECT_THAT(PlainText(files[1].contents), ::testing::StartsWith("REHEARSAL"));
  const auto merge = Value(MakeLetterFiles(Writer({}), {.form = LetterForm::kMerge}, 1, rows_));
  EXPECT_THAT(merge.back().contents, HasSubstr("\r\nREHEARSAL,A-17,"));
}

TEST_F(LetterFilesTest, ErrorsNameThePerson) {
  rows_[1].person.region = 99;
  for (const LetterForm form : {LetterForm::kPrint, LetterForm::kMerge, LetterForm::kMail}) {
    const auto files = MakeLetterFiles(Writer({}), {.form = form, .mail_from = "o@example.org"}, 1, rows_);
    ASSERT_THAT(files, FailsWith(ErrorCode::kBadNumber));
    EXPECT_THAT(files.error().detail, HasSubstr("B=1"));
  }
}

TEST_F(LetterFilesTest, RefusesWhatCannotBeMeant) {
  EXPECT_THAT(CheckDelivery({}), Succeeds());
  EXPECT_THAT(CheckDelivery({.form = LetterForm::kMail, .mail_from = "a@example.org", .pdf = true}),
              Succeeds());
  EXPECT_THAT(CheckDelivery({.form = LetterForm::kMail}), FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(CheckDelivery({.form = LetterForm::kMail, .mail_from = "a\r\nBcc: b@c"}),
              FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(CheckDelivery({.mail_from = "a@example.org"}), FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(CheckDelivery({.form = LetterForm::kMerge, .pdf = true}), FailsWith(ErrorCode::kUsage));
  EXPECT_EQ(Value(ParseLetterForm("eml")), LetterForm::kMail);
  EXPECT_THAT(ParseLetterForm("fax"), FailsWith(ErrorCode::kUsage));
}

TEST_F(LetterFilesTest, SayWhatToLookAtAgain) {
  const LetterWriter writer = Writer({});
  EXPECT_THAT(LookAgainAt(writer, {}, rows_, 1), IsEmpty());
  rows_[0].person.language = "fr";
  rows_[1].person.contact = std::string(1000, 'x');
  EXPECT_THAT(LookAgainAt(writer, {}, rows_, 2),
              ElementsAre(HasSubstr("1 letter whose address is too long"), HasSubstr("1 letter in another "
                                                                                     "language")));
  const auto mail = LookAgainAt(writer, {.form = LetterForm::kMail}, rows_, 2);
  EXPECT_THAT(mail, Contains(HasSubstr("1 person without an e-mail address")));
  EXPECT_THAT(mail, Contains(HasSubstr("Mail services read and rewrite links")));
  EXPECT_THAT(mail, Contains(HasSubstr("at least one part of the code should go on paper")));
}

// What an office should look at, each sentence where there is something.
TEST_F(LetterFilesTest, CountsWhatIsToBeLookedAt) {
  const LetterDelivery print{.form = LetterForm::kPrint};
  const LetterDelivery mail{.form = LetterForm::kMail, .mail_from = "office@example.org"};
  const LetterDelivery merge{.form = LetterForm::kMerge};
  const auto look = [&](const LetterDelivery& delivery, size_t registrars = 1) {
    return LookAgainAt(Writer({}), delivery, rows_, registrars);
  };
  EXPECT_THAT(look(print, 2), IsEmpty());
  EXPECT_THAT(look(mail), ::testing::SizeIs(2)) << "one without an address, and links";
  EXPECT_THAT(look(mail)[0], ::testing::StartsWith("1 person without"));
  EXPECT_THAT(look(mail, 2), ::testing::SizeIs(3));
  EXPECT_THAT(look(mail, 2)[2], HasSubstr("several registrars"));
  rows_[0].person.language = "pt";
  rows_[0].person.contact = rows_[1].person.contact = std::string(4000, 'W');
  EXPECT_THAT(look(print), ElementsAre(::testing::StartsWith("Look at 2 letters"),
                                       ::testing::StartsWith("1 letter in another language")));
  EXPECT_THAT(look(merge), ElementsAre(::testing::StartsWith("1 letter in another language")));
  EXPECT_THAT(look(mail)[0], ::testing::StartsWith("Look at 1 letter "));
}

}  // namespace
}  // namespace constat::report
