#include "constat/party/registrar/registrar.h"

#include <sys/stat.h>

#include <set>

#include "constat/crypto/secret/seeded_rng.h"
#include "constat/parcel/secret/voting_code.h"
#include "constat/record/roll.h"
#include "constat/testing/town.h"
#include "constat/text/csv.h"

namespace constat::party {
namespace {

using record::EntryType;
using testing::Town;

std::string Outcome(const Result<std::vector<parcel::Person>>& result) {
  if (result) return "ok " + std::to_string(result->size());
  return std::string(ErrorName(result.error().code)) + ": " + result.error().detail;
}

class PersonsTest : public ::testing::Test {
 protected:
  PersonsTest() { manifest_.regions = {{"north", {"North"}, 1}, {"south", {"South"}, 1}}; }
  [[nodiscard]] Result<std::vector<parcel::Person>> Parse(std::string_view csv) {
    return parcel::ParsePersons(manifest_, csv, "roll.csv");
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
            "bad-text: roll.csv:1: the file is empty; its first line names the columns: id,region,contact");
  EXPECT_EQ(Outcome(Parse("id\n")),
            "bad-text: roll.csv:1: the column \"region\" is missing from the first line");
  EXPECT_EQ(Outcome(Parse("region,contact\n")),
            "bad-text: roll.csv:1: the column \"id\" is missing from the first line");
  EXPECT_EQ(Outcome(Parse("id,region,id\n")), "bad-text: roll.csv:1: two columns \"id\"");
  EXPECT_EQ(Outcome(Parse("id,region,name\n")),
            "bad-text: roll.csv:1: a column \"name\"; the columns are id, region and contact");
  EXPECT_EQ(Outcome(Parse("id,region\na,north\nb\n")),
            "bad-text: roll.csv:3: 1 fields; the first line names 2 columns");
  EXPECT_EQ(Outcome(Parse("id,region\na,north,x\n")),
            "bad-text: roll.csv:2: 3 fields; the first line names 2 columns");
  EXPECT_EQ(Outcome(Parse("id,region\n,north\n")), "bad-text: roll.csv:2: the id is empty");
  EXPECT_EQ(Outcome(Parse("id,region\na,east\n")),
            "bad-text: roll.csv:2: \"east\" is the id of no region of the manifest");
  EXPECT_EQ(Outcome(Parse("id,region\na,north\n\"x\ny\",south\na,south\n")),
            "duplicate: roll.csv:5: the id \"a\" stands in line 2 already");
  EXPECT_EQ(Outcome(Parse("id,region\na\"b,north\n")),
            "bad-text: roll.csv:2: a quote inside a field that does not begin with one");
  EXPECT_EQ(Outcome(Parse("id,region\n\"a\"b,north\n")),
            "bad-text: roll.csv:2: a comma or the end of the line is expected after a closing quote");
  EXPECT_EQ(Outcome(Parse("id,region\na,north\n\"b,north\nc,north\n")),
            "bad-text: roll.csv:3: a quote that is never closed");
  EXPECT_EQ(Outcome(Parse("id,region\na\tb,north\n")), "bad-text: roll.csv:2: a control character");
  EXPECT_EQ(Outcome(Parse("id,region\na\rb,north\n")), "bad-text: roll.csv:2: a control character");
  EXPECT_EQ(Outcome(Parse("id,region\n\xe4,north\n")),
            "bad-text: roll.csv:2: not UTF-8; save the file as UTF-8");
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
  std::vector<parcel::Person> persons;
  for (int i = 0; i < 20; ++i) persons.push_back({"p" + std::to_string(i), static_cast<uint16_t>(i % 2), ""});
  crypto::SeededRng rng("order", "order");
  const parcel::PersonOrder order = DrawOrder(manifest_, persons, rng);
  const std::string csv = Value(parcel::FormatOrder(manifest_, persons, order));
  std::vector<parcel::Person> reversed(persons.rbegin(), persons.rend());
  const parcel::PersonOrder again = Value(parcel::ParseOrder(manifest_, reversed, csv));
  EXPECT_EQ(Value(parcel::FormatOrder(manifest_, reversed, again)), csv);

  std::vector<parcel::Person> fewer(persons.begin(), persons.end() - 1);
  EXPECT_THAT(parcel::ParseOrder(manifest_, fewer, csv), FailsWith(ErrorCode::kWrongCount));
  std::vector<parcel::Person> more = persons;
  more.push_back({"new", 0, ""});
  EXPECT_THAT(parcel::ParseOrder(manifest_, more, csv), FailsWith(ErrorCode::kWrongCount));
  std::vector<parcel::Person> moved = persons;
  moved[3].region = 0;
  EXPECT_THAT(parcel::ParseOrder(manifest_, moved, csv), FailsWith(ErrorCode::kWrongCount));
  EXPECT_THAT(parcel::ParseOrder(manifest_, persons, "region,id\r\n"), FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(parcel::ParseOrder(manifest_, persons, "region,slot,id\r\nnorth,1,p0\r\n"),
              FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(parcel::ParseOrder(manifest_, persons, "region,slot,id\r\nnorth,0,p0\r\nnorth,1,p0\r\n"),
              FailsWith(ErrorCode::kDuplicate));
}

TEST_F(PersonsTest, NoOrderIsWrittenThatTheOtherRegistrarsCouldNotRead) {
  std::vector<parcel::Person> persons = {{"a", 0, ""}, {"b", 1, ""}};
  const parcel::PersonOrder order{{{0}, {1}}};
  const std::string csv = Value(parcel::FormatOrder(manifest_, persons, order));
  EXPECT_THAT(parcel::FormatOrder(manifest_, persons, order, csv.size()), Succeeds());
  EXPECT_THAT(parcel::FormatOrder(manifest_, persons, order, csv.size() - 1),
              FailsWith(ErrorCode::kTooLarge));
  EXPECT_THAT(parcel::FormatOrder(manifest_, persons, {{{0}, {}}}), FailsWith(ErrorCode::kWrongCount));
  persons[1].id = "b\x01";
  EXPECT_THAT(parcel::FormatOrder(manifest_, persons, order), FailsWith(ErrorCode::kBadText));
}

TEST_F(PersonsTest, OrderIsAPermutationWithinRegions) {
  std::vector<parcel::Person> persons;
  for (int i = 0; i < 100; ++i) persons.push_back({std::to_string(i), static_cast<uint16_t>(i % 2), ""});
  crypto::SeededRng rng("order", "permutation");
  std::set<std::vector<uint32_t>> orders;
  for (int round = 0; round < 10; ++round) {
    const parcel::PersonOrder order = DrawOrder(manifest_, persons, rng);
    for (size_t r = 0; r < 2; ++r) {
      std::set<uint32_t> seen(order.slots[r].begin(), order.slots[r].end());
      EXPECT_EQ(seen.size(), 50u);
      for (const uint32_t person : seen) EXPECT_EQ(persons[person].region, r);
    }
    orders.insert(order.slots[0]);
  }
  EXPECT_EQ(orders.size(), 10u);
}

class RegistrarTest : public ::testing::Test {
 protected:
  RegistrarTest() {
    context_ = Value(referendum::MakeContext(town_.manifest_body));
    for (int i = 0; i < 1300; ++i)
      persons_.push_back({"person-" + std::to_string(i), static_cast<uint16_t>(i < 1100 ? 0 : 1), "x"});
    order_ = DrawOrder(town_.manifest, persons_, town_.rng);
  }
  struct Issuance {
    std::vector<std::pair<EntryType, Bytes>> entries;
    std::vector<std::string> rows;
  };
  [[nodiscard]] Issuance Run(unsigned threads) {
    Issuance out;
    crypto::SeededRng rng("issue", "issue");
    const Status issued =
        Issue({context_, &town_.registrar_keys[0], &persons_, &order_, threads}, rng,
              {[&](const parcel::SheetRow& row) -> Status {
                 out.rows.push_back(row.person.id + " " + std::to_string(row.slot) + " " + row.code.Format());
                 return {};
               },
               [&](EntryType type, Bytes body) -> Status {
                 out.entries.emplace_back(type, std::move(body));
                 return {};
               }});
    EXPECT_THAT(issued, Succeeds());
    return out;
  }
  Town town_;
  referendum::ContextPtr context_;
  std::vector<parcel::Person> persons_;
  parcel::PersonOrder order_;
};

// Spec: ROL-5, ROL-6
TEST_F(RegistrarTest, MakesTheSameValidRollOnAnyNumberOfThreads) {
  const Issuance one = Run(1);
  const Issuance three = Run(3);
  EXPECT_EQ(one.entries, three.entries);
  EXPECT_EQ(one.rows, three.rows);
  ASSERT_EQ(one.entries.size(), 5u);  // 512 + 512 + 76, 200, end
  referendum::Roll roll(context_);
  for (const auto& [type, body] : one.entries) {
    if (type == EntryType::kRollChunk) {
      ASSERT_THAT(roll.ApplyChunk(referendum::CheckRollChunk(*context_, body), body), Succeeds());
    } else {
      ASSERT_THAT(roll.ApplyEnd(body), Succeeds());
    }
  }
  EXPECT_TRUE(roll.AllEnded());
  EXPECT_EQ(roll.Registered(0), 1100u);
  EXPECT_EQ(roll.Registered(1), 200u);
}

// Spec: ROL-2, ROL-3
TEST_F(RegistrarTest, SheetLeadsEachPersonToItsSlotAndNothingPublicDoes) {
  const Issuance issuance = Run(2);
  std::map<std::pair<uint16_t, uint32_t>, group::EncodedPoint> published;
  std::string all;
  for (const auto& [type, body] : issuance.entries) {
    all += AsText(body);
    if (type != EntryType::kRollChunk) continue;
    const record::RollChunk chunk = Value(record::DecodeRollChunk(body));
    for (size_t i = 0; i < chunk.slots.size(); ++i) {
      published[{chunk.region, static_cast<uint32_t>(chunk.first_slot + i)}] = chunk.slots[i].share.encoded;
    }
  }
  ASSERT_EQ(issuance.rows.size(), persons_.size());
  std::set<std::string> codes;
  for (const std::string& row : issuance.rows) {
    const size_t first = row.find(' ');
    const size_t second = row.find(' ', first + 1);
    const size_t person = std::stoul(row.substr(7, first - 7));
    const auto slot = static_cast<uint32_t>(std::stoul(row.substr(first + 1, second - first - 1)));
    const std::string code = row.substr(second + 1);
    codes.insert(code);
    EXPECT_EQ(order_.slots[persons_[person].region][slot], person);
    EXPECT_EQ(
        (published[{persons_[person].region, slot}]),
        Value(parcel::VotingCode::Parse(code)).ShareSecret(context_->manifest_hash, 0).MulBaseEncoded());
    EXPECT_EQ(all.find(code), std::string::npos);
  }
  EXPECT_EQ(codes.size(), persons_.size());
  EXPECT_EQ(all.find("person-"), std::string::npos);
}

TEST_F(RegistrarTest, StopsWhenASinkFailsAndRefusesWhatDoesNotFit) {
  crypto::SeededRng rng("issue", "fails");
  int rows = 0;
  bool published = false;
  const IssueSinks full = {[&](const parcel::SheetRow&) -> Status {
                             if (++rows == 10) return Fail(ErrorCode::kCannotWrite, "the disk is full");
                             return {};
                           },
                           [&](EntryType, const Bytes&) -> Status {
                             published = true;
                             return {};
                           }};
  EXPECT_THAT(Issue({context_, &town_.registrar_keys[0], &persons_, &order_, 1}, rng, full),
              FailsWith(ErrorCode::kCannotWrite));
  EXPECT_FALSE(published) << "a chunk whose codes are not all on the sheet";
  EXPECT_THAT(Issue({context_, &town_.board_key, &persons_, &order_, 1}, rng, full),
              FailsWith(ErrorCode::kWrongKey));
  parcel::PersonOrder bad = order_;
  bad.slots[0][0] = bad.slots[0][1];
  EXPECT_THAT(Issue({context_, &town_.registrar_keys[0], &persons_, &bad, 1}, rng, full),
              FailsWith(ErrorCode::kWrongCount));
  bad = order_;
  std::swap(bad.slots[0][0], bad.slots[1][0]);
  EXPECT_THAT(Issue({context_, &town_.registrar_keys[0], &persons_, &bad, 1}, rng, full),
              FailsWith(ErrorCode::kWrongCount));
  bad = order_;
  bad.slots[1].pop_back();
  EXPECT_THAT(Issue({context_, &town_.registrar_keys[0], &persons_, &bad, 1}, rng, full),
              FailsWith(ErrorCode::kWrongCount));
}

TEST_F(RegistrarTest, SheetFileIsPrivateAndReadBack) {
  const std::filesystem::path path = town_.folder.path() / "credentials.csv";
  crypto::SeededRng rng("sheet", "codes");
  std::vector<parcel::Person> persons = {{"a", 0, "Main St 1, Town"}, {"b", 1, ""}};
  std::vector<parcel::VotingCode> codes;
  {
    parcel::SheetWriter writer = Value(parcel::SheetWriter::Open(path, town_.manifest));
    for (const parcel::Person& person : persons) {
      codes.push_back(parcel::VotingCode::Generate(rng));
      ASSERT_THAT(writer.Write({person, 7, codes.back()}), Succeeds());
    }
    const parcel::Person talkative{"c", 0, std::string(70'000, 'x')};
    EXPECT_THAT(writer.Write({talkative, 8, codes.back()}), FailsWith(ErrorCode::kTooLarge));
    ASSERT_THAT(writer.Finish(), Succeeds());
  }
  EXPECT_THAT(parcel::SheetWriter::Open(path, town_.manifest), FailsWith(ErrorCode::kRefusesOverwrite));
  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  const std::vector<parcel::Issued> issued = Value(parcel::ReadSheet(path, town_.manifest));
  ASSERT_EQ(issued.size(), 2u);
  EXPECT_EQ(issued[0].person.contact, "Main St 1, Town");
  EXPECT_EQ(issued[1].person.region, 1);
  EXPECT_EQ(issued[1].slot, 7u);
  for (size_t i = 0; i < 2; ++i) EXPECT_EQ(issued[i].code.Format(), codes[i].Format());
  ASSERT_EQ(::chmod(path.c_str(), 0644), 0);
  EXPECT_THAT(parcel::ReadSheet(path, town_.manifest), FailsWith(ErrorCode::kUnsafeFile));
}

TEST_F(RegistrarTest, NoSheetIsWrittenThatCouldNotBeRead) {
  const std::filesystem::path path = town_.folder.path() / "credentials.csv";
  crypto::SeededRng rng("sheet", "codes");
  const parcel::VotingCode code = parcel::VotingCode::Generate(rng);
  const parcel::Person good{"a", 0, "x, \"y\"\r\nz"};
  {
    parcel::SheetWriter writer = Value(parcel::SheetWriter::Open(path, town_.manifest));
    for (const parcel::Person& bad :
         {parcel::Person{"a\x01", 0, ""}, parcel::Person{"a", 1, "\xff"}, parcel::Person{"a", 0, "b\x7f"}}) {
      const Status written = writer.Write({bad, 0, code});
      ASSERT_THAT(written, FailsWith(ErrorCode::kBadText));
      EXPECT_THAT(written.error().detail, ::testing::HasSubstr("the person a"));
    }
    ASSERT_THAT(writer.Write({good, 0, code}), Succeeds());
    EXPECT_FALSE(std::filesystem::exists(path)) << "before it is whole";
  }
  EXPECT_TRUE(std::filesystem::is_empty(town_.folder.path())) << "without Finish";

  parcel::SheetWriter writer = Value(parcel::SheetWriter::Open(path, town_.manifest));
  ASSERT_THAT(writer.Write({good, 0, code}), Succeeds());
  ASSERT_THAT(writer.Finish(), Succeeds());
  EXPECT_EQ(Value(parcel::ReadSheet(path, town_.manifest)).front().person.contact, good.contact);
  const size_t size = std::filesystem::file_size(path);
  parcel::SheetWriter small =
      Value(parcel::SheetWriter::Open(path.string() + "2", town_.manifest, size + 20));
  ASSERT_THAT(small.Write({good, 0, code}), Succeeds());
  const Status beyond = small.Write({good, 1, code});
  ASSERT_THAT(beyond, FailsWith(ErrorCode::kTooLarge));
  EXPECT_THAT(beyond.error().detail, ::testing::HasSubstr("credentials.csv2 was not written"));
}

}  // namespace
}  // namespace constat::party
