#include "constat/party/registrar/registrar.h"

#include <sys/stat.h>

#include <set>

#include "constat/crypto/secret/seeded_rng.h"
#include "constat/io/file.h"
#include "constat/parcel/secret/voting_code.h"
#include "constat/record/roll.h"
#include "constat/record/shown_hash.h"
#include "constat/testing/town.h"
#include "constat/text/csv.h"

namespace constat::party {
namespace {

using record::EntryType;
using testing::Town;

TEST(DrawOrder, IsAPermutationWithinRegions) {
  const record::Manifest manifest = Town().manifest;
  std::vector<parcel::Person> persons;
  for (int i = 0; i < 100; ++i) persons.push_back({std::to_string(i), static_cast<uint16_t>(i % 2), ""});
  crypto::SeededRng rng("order", "permutation");
  std::set<std::vector<uint32_t>> orders;
  for (int round = 0; round < 10; ++round) {
    const parcel::PersonOrder order = DrawOrder(manifest, persons, rng);
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

// A machine that was copied before it issued under two manifests: the codes are the same, their shares and
// the nonces of the proofs are not. Spec: LAB-6
TEST_F(RegistrarTest, ACopiedGeneratorSharesNoNonce) {
  std::set<group::EncodedPoint> commitments;
  size_t slots = 0;
  const auto add = [&](const Issuance& issuance) {
    for (const auto& [type, body] : issuance.entries) {
      if (type != EntryType::kRollChunk) continue;
      for (const record::RollSlot& slot : Value(record::DecodeRollChunk(body)).slots) {
        commitments.insert(slot.proof.commitment.encoded);
        ++slots;
      }
    }
  };
  const Issuance first = Run(2);
  add(first);
  auto other = std::make_shared<referendum::Context>(*context_);
  other->manifest_hash[0] ^= 1;
  context_ = other;
  const Issuance second = Run(2);
  add(second);
  EXPECT_EQ(first.rows, second.rows);
  EXPECT_EQ(commitments.size(), slots);
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
  std::vector<parcel::Person> persons = {{"a", 0, "Main St 1, Town", "de-CH", "a@example.org", true},
                                         {"b", 1, ""}};
  std::vector<parcel::VotingCode> codes;
  {
    parcel::SheetWriter writer =
        Value(parcel::SheetWriter::Open(path, {town_.manifest, town_.manifest_hash}));
    for (const parcel::Person& person : persons) {
      codes.push_back(parcel::VotingCode::Generate(rng));
      ASSERT_THAT(writer.Write({person, 7, codes.back()}), Succeeds());
    }
    const parcel::Person talkative{"c", 0, std::string(70'000, 'x')};
    EXPECT_THAT(writer.Write({talkative, 8, codes.back()}), FailsWith(ErrorCode::kTooLarge));
    ASSERT_THAT(writer.Finish(), Succeeds());
  }
  EXPECT_THAT(parcel::SheetWriter::Open(path, {town_.manifest, town_.manifest_hash}),
              FailsWith(ErrorCode::kRefusesOverwrite));
  struct stat info {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600u);
  const std::vector<parcel::Issued> issued = Value(parcel::ReadSheet(path, town_.manifest)).rows;
  ASSERT_EQ(issued.size(), 2u);
  for (size_t i = 0; i < 2; ++i) EXPECT_EQ(issued[i].person, persons[i]);
  EXPECT_EQ(issued[1].slot, 7u);
  for (size_t i = 0; i < 2; ++i) EXPECT_EQ(issued[i].code.Format(), codes[i].Format());
  ASSERT_EQ(::chmod(path.c_str(), 0644), 0);
  EXPECT_THAT(parcel::ReadSheet(path, town_.manifest), FailsWith(ErrorCode::kUnsafeFile));
}

TEST_F(RegistrarTest, SheetsThatDoNotSayHowALetterIsDeliveredAreReadToo) {
  crypto::SeededRng rng("sheet", "codes");
  const std::string code = parcel::VotingCode::Generate(rng).Format();
  const std::string region = town_.manifest.regions[1].id;
  const auto parse = [&](const std::string& text) {
    return parcel::ParseSheet(text, "s.csv", town_.manifest);
  };
  const parcel::Sheet sheet =
      Value(parse("id,region,slot,contact,new_code\na," + region + ",3,\"Main St 1\"," + code + "\n"));
  EXPECT_EQ(sheet.kind, parcel::SheetKind::kReplacements);
  ASSERT_EQ(sheet.rows.size(), 1u);
  EXPECT_EQ(sheet.rows[0].person, (parcel::Person{"a", 1, "Main St 1"}));
  const std::string head = "id,region,slot,contact,language,email,large_print,code\n";
  const std::string begin = "a," + region + ",3,,";
  EXPECT_THAT(parse(head + begin + ",,," + code + "\n"), Succeeds());
  for (const std::string& bad : {begin + code, begin + "German,,," + code, begin + ",a b@c,," + code,
                                 begin + ",,maybe," + code, begin + ",,,," + code}) {
    EXPECT_THAT(parse(head + bad + "\n"), FailsWith(ErrorCode::kBadText)) << bad;
  }
}

TEST(Sheet, SaysOfWhichReferendumAndRegistrarItIs) {
  Town town({.registrars = 2});
  town.Start();
  const std::filesystem::path path = town.folder.path() / "credentials.csv";
  crypto::SeededRng rng("sheet", "codes");
  const parcel::VotingCode code = parcel::VotingCode::Generate(rng);
  parcel::SheetWriter writer = Value(parcel::SheetWriter::Open(path, {town.manifest, town.manifest_hash, 1}));
  for (uint32_t slot = 0; slot < 2; ++slot)
    ASSERT_THAT(writer.Write({parcel::Person{std::to_string(slot), 0, ""}, slot, code}), Succeeds());
  ASSERT_THAT(writer.Finish(), Succeeds());
  const parcel::Sheet sheet = Value(parcel::ReadSheet(path, town.manifest));
  EXPECT_EQ(sheet.referendum, record::FormatReferendumNumber(town.manifest_hash));
  EXPECT_EQ(sheet.registrar, 1);
  const std::string text(AsText(Value(io::ReadFile(path))));
  const auto with = [&](const std::string& last_registrar) {
    std::string changed = text;
    changed.replace(changed.rfind(",2,"), 3, "," + last_registrar + ",");
    return parcel::ParseSheet(changed, "s.csv", town.manifest);
  };
  EXPECT_THAT(with("2"), Succeeds());
  EXPECT_THAT(with("1"), FailsWith(ErrorCode::kBadText)) << "two sheets put together";
  for (const char* none : {"0", "3", "", "two"})
    EXPECT_THAT(with(none), FailsWith(ErrorCode::kBadText)) << none;
}

TEST_F(RegistrarTest, NoSheetIsWrittenThatCouldNotBeRead) {
  const std::filesystem::path path = town_.folder.path() / "credentials.csv";
  crypto::SeededRng rng("sheet", "codes");
  const parcel::VotingCode code = parcel::VotingCode::Generate(rng);
  const parcel::Person good{"a", 0, "x, \"y\"\r\nz"};
  {
    parcel::SheetWriter writer =
        Value(parcel::SheetWriter::Open(path, {town_.manifest, town_.manifest_hash}));
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

  parcel::SheetWriter writer = Value(parcel::SheetWriter::Open(path, {town_.manifest, town_.manifest_hash}));
  ASSERT_THAT(writer.Write({good, 0, code}), Succeeds());
  ASSERT_THAT(writer.Finish(), Succeeds());
  EXPECT_EQ(Value(parcel::ReadSheet(path, town_.manifest)).rows.front().person.contact, good.contact);
  const size_t size = std::filesystem::file_size(path);
  parcel::SheetWriter small = Value(parcel::SheetWriter::Open(
      path.string() + "2", {town_.manifest, town_.manifest_hash}, parcel::SheetKind::kRoll, size + 20));
  ASSERT_THAT(small.Write({good, 0, code}), Succeeds());
  const Status beyond = small.Write({good, 1, code});
  ASSERT_THAT(beyond, FailsWith(ErrorCode::kTooLarge));
  EXPECT_THAT(beyond.error().detail, ::testing::HasSubstr("credentials.csv2 was not written"));
}

}  // namespace
}  // namespace constat::party
