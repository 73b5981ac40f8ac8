#include "constat/parcel/persons.h"

#include "constat/crypto/secret/seeded_rng.h"
#include "constat/party/registrar/registrar.h"
#include "constat/testing/matchers.h"
#include "constat/testing/vectors.h"
#include "constat/text/csv.h"

namespace constat::parcel {
namespace {

std::string Outcome(const Result<std::vector<Person>>& result) {
  if (result) return "ok " + std::to_string(result->size());
  return std::string(ErrorName(result.error().code)) + ": " + result.error().detail;
}

class PersonsTest : public ::testing::Test {
 protected:
  PersonsTest() { manifest_.regions = {{"north", {"North"}, 1}, {"south", {"South"}, 1}}; }
  [[nodiscard]] Result<std::vector<Person>> Parse(std::string_view csv) {
    return ParsePersons(manifest_, csv, "roll.csv");
  }
  record::Manifest manifest_;
};

TEST_F(PersonsTest, ReadsQuotesLineEndsAndAByteOrderMark) {
  const auto persons =
      Value(Parse("\xef\xbb\xbf"
                  "contact,id,region\r\n"
                  "\"Main St 1, Town\",a1,north\r\n"
                  "\"the \"\"old\"\" mill\r\nupstairs\",\"b,2\",south\n"
                  "\n"
                  ",Їжак,north"));
  ASSERT_EQ(persons.size(), 3u);
  EXPECT_EQ(persons[0].id, "a1");
  EXPECT_EQ(persons[0].contact, "Main St 1, Town");
  EXPECT_EQ(persons[1].id, "b,2");
  EXPECT_EQ(persons[1].contact, "the \"old\" mill\r\nupstairs");
  EXPECT_EQ(persons[1].region, 1);
  EXPECT_EQ(persons[2].id, "Їжак");
  EXPECT_EQ(Outcome(Parse("id,region\r\n")), "ok 0");
}

TEST_F(PersonsTest, NamesFileAndLineOfWhatIsWrong) {
  EXPECT_EQ(Outcome(Parse("")),
            "bad-text: roll.csv line 1: the file is empty; its first line names the "
            "columns: id,region,contact");
  EXPECT_EQ(Outcome(Parse("id\n")),
            "bad-text: roll.csv line 1: the column \"region\" is missing from the first line");
  EXPECT_EQ(Outcome(Parse("region,contact\n")),
            "bad-text: roll.csv line 1: the column \"id\" is missing from the first line");
  EXPECT_EQ(Outcome(Parse("id,region,id\n")),
            "bad-text: roll.csv line 1: the first line names the column \"id\" twice");
  EXPECT_EQ(Outcome(Parse("id,region,name\n")),
            "bad-text: roll.csv line 1: the first line names a column \"name\"; the columns are id, region, "
            "contact, language, email and large_print");
  EXPECT_EQ(Outcome(Parse("id,region\na,north\nb\n")),
            "bad-text: roll.csv line 3: the number of fields in this line is 1, and the first line "
            "names 2 columns");
  EXPECT_EQ(Outcome(Parse("id,region\na,north,x\n")),
            "bad-text: roll.csv line 2: the number of fields in this line is 3, and the first line "
            "names 2 columns");
  EXPECT_EQ(Outcome(Parse("id,region\n,north\n")), "bad-text: roll.csv line 2: the id is empty");
  EXPECT_EQ(Outcome(Parse("id,region\na,east\n")),
            "bad-text: roll.csv line 2: no region of the referendum has the id \"east\"; write one "
            "of \"north\", \"south\"");
  EXPECT_EQ(Outcome(Parse("id,region\na,North\n")),
            "bad-text: roll.csv line 2: no region of the referendum has the id \"North\"; the referendum "
            "writes \"north\": some programs change capitals, or remove zeros at the beginning");
  EXPECT_EQ(
      Outcome(Parse("id,region\na,north\n\"x\ny\",south\na,south\n")),
      "duplicate: roll.csv line 5: the id \"a\" is in line 2 already; each person has an id of its own");
  EXPECT_EQ(Outcome(Parse("id,region\na\"b,north\n")),
            "bad-text: roll.csv line 2: a quotation mark inside a field that does not begin with one; put "
            "the whole field in quotation marks, and write those inside twice");
  EXPECT_EQ(Outcome(Parse("id,region\n\"a\"b,north\n")),
            "bad-text: roll.csv line 2: after a closing quotation mark comes a comma or the end of the line");
  EXPECT_EQ(Outcome(Parse("id,region\na,north\n\"b,north\nc,north\n")),
            "bad-text: roll.csv line 3: a quotation mark opens a field here and is never closed");
  EXPECT_EQ(Outcome(Parse("id,region\na\tb,north\n")),
            "bad-text: roll.csv line 2: a control character; is this a text file? Save the table as "
            "CSV in UTF-8");
  EXPECT_EQ(Outcome(Parse("id,region\na\rb,north\n")),
            "bad-text: roll.csv line 2: a control character; is this a text file? Save the table as "
            "CSV in UTF-8");
  EXPECT_EQ(Outcome(Parse("id,region\n\xe4,north\n")),
            "bad-text: roll.csv line 2: this is not UTF-8; save the file as CSV in UTF-8");
}

TEST_F(PersonsTest, ReadsHowALetterIsDelivered) {
  const auto persons =
      Value(Parse("email,id,large_print,region,language\n"
                  "ann@example.org,a,yes,north,de-CH\n"
                  ",b,no,south,\n"
                  ",c,,south,uk\n"));
  EXPECT_EQ(persons[0], (Person{"a", 0, "", "de-CH", "ann@example.org", true}));
  EXPECT_EQ(persons[1], (Person{"b", 1, ""}));
  EXPECT_EQ(persons[2], (Person{"c", 1, "", "uk"}));
  EXPECT_EQ(Outcome(Parse("id,region,large_print\na,north,18 pt\n")),
            "bad-text: roll.csv line 2: large_print is \"18 pt\"; it is yes, no or empty");
  for (const char* tag : {"German", "d", "de_CH", "de CH", "1a", "dé"}) {
    EXPECT_EQ(Outcome(Parse("id,region,language\na,north," + std::string(tag) + "\n")),
              "bad-text: roll.csv line 2: \"" + std::string(tag) +
                  "\" is not a language's tag such as en or de-CH");
  }
  EXPECT_THAT(CheckLanguage("de-" + std::string(32, 'x')), Succeeds());
  EXPECT_THAT(CheckLanguage("de-" + std::string(33, 'x')), FailsWith(ErrorCode::kBadText));
}

// What is written into the header of a message can add no address and no line. SOURCE: RFC 5321, 4.1.2.
TEST_F(PersonsTest, TakesOneMailAddressAPerson) {
  for (const char* good : {"a@b", "ann.o'neil+vote@example.org", "!#$%&'*+-/=?^_`{|}~@xn--bcher-kva.example"})
    EXPECT_THAT(CheckMailAddress(good), Succeeds()) << good;
  for (const char* bad :
       {"", "a", "@b", "a@", "a@b@c", "a b@c", "a@b\nBcc: c@d", "a@b,c@d", "a@b;c@d", "<a@b>", "\"a\"@b",
        "a@[127.0.0.1]", "(x)a@b", "a\\@b", "grüße@example.org", "group:a@b"}) {
    EXPECT_THAT(CheckMailAddress(bad), FailsWith(ErrorCode::kBadText)) << bad;
  }
  EXPECT_THAT(CheckMailAddress(std::string(64, 'a') + "@b"), Succeeds());
  EXPECT_THAT(CheckMailAddress(std::string(65, 'a') + "@b"), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(CheckMailAddress("a@" + std::string(252, 'b')), Succeeds());
  EXPECT_THAT(CheckMailAddress("a@" + std::string(253, 'b')), FailsWith(ErrorCode::kBadText));
  EXPECT_EQ(Outcome(Parse("id,region,email\na,north,ann\n")),
            "bad-text: roll.csv line 2: \"ann\" is not an e-mail address such as ann@example.org");
}

TEST_F(PersonsTest, WrittenRecordsAreReadBack) {
  const std::vector<std::string> fields = {"plain", "with,comma", "with \"quotes\"", "two\r\nlines", ""};
  const std::string text = text::FormatCsvRecord({fields.begin(), fields.end()});
  text::CsvReader reader(text, "x.csv");
  std::vector<std::string> again;
  EXPECT_TRUE(Value(reader.Next(again)));
  EXPECT_EQ(again, fields);
  EXPECT_FALSE(Value(reader.Next(again)));
}

// Spec: ROL-3
TEST_F(PersonsTest, OrderIsReadBackAndFitsTheOtherRegistrarsRoll) {
  std::vector<Person> persons;
  for (int i = 0; i < 20; ++i) persons.push_back({"p" + std::to_string(i), static_cast<uint16_t>(i % 2), ""});
  crypto::SeededRng rng("order", "order");
  const PersonOrder order = party::DrawOrder(manifest_, persons, rng);
  const std::string csv = Value(FormatOrder(manifest_, persons, order));
  std::vector<Person> reversed(persons.rbegin(), persons.rend());
  const PersonOrder again = Value(ParseOrder(manifest_, reversed, csv));
  EXPECT_EQ(Value(FormatOrder(manifest_, reversed, again)), csv);

  std::vector<Person> fewer(persons.begin(), persons.end() - 1);
  EXPECT_THAT(ParseOrder(manifest_, fewer, csv), FailsWith(ErrorCode::kWrongCount));
  std::vector<Person> more = persons;
  more.push_back({"new", 0, ""});
  EXPECT_THAT(ParseOrder(manifest_, more, csv), FailsWith(ErrorCode::kWrongCount));
  std::vector<Person> moved = persons;
  moved[3].region = 0;
  EXPECT_THAT(ParseOrder(manifest_, moved, csv), FailsWith(ErrorCode::kWrongCount));
  const std::string first = "constat-order-1," + std::string(64, 'a') + "\r\n";
  EXPECT_THAT(ParseOrder(manifest_, persons, first + "region,id\r\n"), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(ParseOrder(manifest_, persons, first + "region,slot,id\r\nnorth,1,p0\r\n"),
              FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(ParseOrder(manifest_, persons, first + "region,slot,id\r\nnorth,0,p0\r\nnorth,1,p0\r\n"),
              FailsWith(ErrorCode::kDuplicate));
  const std::string body = csv.substr(csv.find('\n') + 1);
  for (const std::string& line :
       {std::string(), "constat-order-2," + std::string(64, 'a') + "\r\n", std::string("constat-order-1\r\n"),
        "constat-order-1," + std::string(63, 'a') + "\r\n",
        "constat-order-1," + std::string(64, 'a') + ",x\r\n"}) {
    EXPECT_THAT(ParseOrder(manifest_, persons, line + body), FailsWith(ErrorCode::kBadText)) << line;
  }
  EXPECT_EQ(Value(ParseOrder(manifest_, persons, first + body)).nonce[31], 0xaa);
}

// Spec: ROL-11
TEST_F(PersonsTest, ThePersonsSlotsAreFoundAgain) {
  const std::vector<Person> persons = {{"a", 0, ""}, {"b, the \"second\"", 1, ""}, {"c", 1, ""}};
  const std::string csv = FormatSlots(manifest_, persons, {{{0}, {2, 1}}, {}});
  const PersonSlots slots = Value(ParseSlots(manifest_, csv, "slots.csv"));
  EXPECT_EQ(slots, (PersonSlots{{"a", {0, 0}}, {"b, the \"second\"", {1, 1}}, {"c", {1, 0}}}));
  EXPECT_THAT(ParseSlots(manifest_, csv + "a,north,2\r\n", "slots.csv"), FailsWith(ErrorCode::kDuplicate));
  for (const char* bad : {"", "id,slot\n", "id,region,slot\na,north\n", "id,region,slot\na,east,0\n",
                          "id,region,slot\na,north,-1\n", "id,region,slot\na,north,01\n",
                          "id,region,slot\na,north,4294967296\n", "id,region,slot\na,north,\n"}) {
    EXPECT_THAT(ParseSlots(manifest_, bad, "slots.csv"), FailsWith(ErrorCode::kBadText)) << bad;
  }
}

// Spec: ROL-9
TEST_F(PersonsTest, TheHashOfAnOrderIsThatOfTheVectors) {
  ForEachVector("orders", [](Vector& v) {
    std::vector<Person> persons;
    PersonOrder order{std::vector<std::vector<uint32_t>>(4), v.HexArray("nonce")};
    for (const auto& object : v.Json("persons")) {
      Vector person(object);
      const auto region = person.Get<uint16_t>("region");
      order.slots[region].push_back(static_cast<uint32_t>(persons.size()));
      const Bytes id = person.Hex("id");
      persons.push_back({std::string(AsText(id)), region, ""});
    }
    EXPECT_EQ(OrderHash(v.HexArray("manifest_hash"), persons, order), v.HexArray("order_hash"));
  });
}

TEST_F(PersonsTest, NoOrderIsWrittenThatTheOtherRegistrarsCouldNotRead) {
  std::vector<Person> persons = {{"a", 0, ""}, {"b", 1, ""}};
  const PersonOrder order{{{0}, {1}}};
  const std::string csv = Value(FormatOrder(manifest_, persons, order));
  EXPECT_THAT(FormatOrder(manifest_, persons, order, csv.size()), Succeeds());
  EXPECT_THAT(FormatOrder(manifest_, persons, order, csv.size() - 1), FailsWith(ErrorCode::kTooLarge));
  EXPECT_THAT(FormatOrder(manifest_, persons, {{{0}, {}}}), FailsWith(ErrorCode::kWrongCount));
  persons[1].id = "b\x01";
  EXPECT_THAT(FormatOrder(manifest_, persons, order), FailsWith(ErrorCode::kBadText));
}

}  // namespace
}  // namespace constat::parcel
