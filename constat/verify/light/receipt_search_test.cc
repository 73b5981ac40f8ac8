#include "constat/verify/light/receipt_search.h"

#include "constat/crypto/hash.h"
#include "constat/parcel/entry_file.h"
#include "constat/record/shown_hash.h"
#include "constat/testing/town.h"
#include "constat/verify/light/place.h"

namespace constat::verify {
namespace {

using testing::Town;

class ReceiptSearchTest : public ::testing::Test {
 protected:
  ReceiptSearchTest() {
    town_.ToOpen();
    body_ = town_.MakeBallot(town_.voters[0], {{0}});
    town_.Vote(1, {{1}});
    town_.Append(record::EntryType::kBallot, body_);
    town_.Publish();
  }
  std::filesystem::path Write(const std::string& name, const parcel::EntryFile& file) {
    const std::filesystem::path path = town_.folder.path() / name;
    EXPECT_THAT(parcel::WriteEntryFile(path, file), Succeeds());
    return path;
  }
  Town town_{{.voters = {2, 1}}};
  Bytes body_;
};

// Spec: BAL-12
TEST_F(ReceiptSearchTest, ABallotsFileAndItsTrackerLeadToTheSameCredential) {
  const Bytes32& hash = town_.context().manifest_hash;
  const WantedBallot wanted =
      Value(ReadWantedBallot(Write("a", {hash, {{record::EntryType::kBallot, body_}}}), town_.context()));
  EXPECT_EQ(wanted.credential, town_.voters[0].secret.credential());
  EXPECT_EQ(wanted.body_hash, crypto::Sha256(body_));
  const OpenedPlace place =
      Value(OpenPlace({.record = (town_.folder.path() / "record").string(), .trust = ""}));
  const std::string shown = record::FormatTracker(wanted.tracker);
  for (const std::string& typed : {shown, shown.substr(0, 11), shown.substr(2, 9)}) {
    const auto found = FindWantedBallot(place, Value(record::TypedTracker::Parse(typed)), {});
    EXPECT_EQ(Value(found).credential, wanted.credential) << typed;
    EXPECT_EQ(Value(found).tracker, wanted.tracker) << typed;
  }
  const std::string unknown = record::FormatTracker({1, 2, 3});
  const auto found = FindWantedBallot(place, Value(record::TypedTracker::Parse(unknown)), {});
  ASSERT_THAT(found, FailsWith(ErrorCode::kReceiptNotIncluded));
  EXPECT_EQ(found.error().detail, NotInRecord(unknown).detail);
  EXPECT_THAT(found.error().detail, ::testing::HasSubstr(unknown));
}

// The first symbols of a tracker may be those of another one; a program never chooses. Spec: BAL-10
TEST(TrackerSearch, DoesNotChooseAmongSeveral) {
  const Bytes32 one{1, 2, 3, 4, 5, 6};
  Bytes32 other = one;
  other[6] = 1;  // after the first nine symbols
  const std::string shown = record::FormatTracker(other);
  const auto search = [&](const std::string& typed) {
    TrackerSearch out(Value(record::TypedTracker::Parse(typed)));
    out.Add({9}, TestPoint("nobody's").encoded);
    out.Add(one, TestPoint("X").encoded);
    out.Add(other, TestPoint("Y").encoded);
    out.Add(other, TestPoint("Y").encoded);  // a spoilt copy
    return out.Found();
  };
  EXPECT_THAT(search(shown.substr(0, 11)), FailsWith(ErrorCode::kUsage));
  EXPECT_EQ(Value(search(shown)).tracker, other);
  EXPECT_EQ(Value(search(shown)).credential, TestPoint("Y").encoded);
}

TEST_F(ReceiptSearchTest, TakesAFileOfOneBallotOfThisReferendumOnly) {
  const Bytes32& hash = town_.context().manifest_hash;
  const parcel::EntryBody ballot{record::EntryType::kBallot, body_};
  const auto read = [&](const std::string& name, const parcel::EntryFile& file) {
    return ReadWantedBallot(Write(name, file), town_.context());
  };
  EXPECT_THAT(read("two", {hash, {ballot, ballot}}), FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(read("manifest", {hash, {{record::EntryType::kManifest, town_.manifest_body}}}),
              FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(read("other", {{7}, {ballot}}), FailsWith(ErrorCode::kWrongReferendum));
  const Result<WantedBallot> cut =
      read("cut", {hash, {{record::EntryType::kBallot, Bytes(body_.begin(), body_.end() - 1)}}});
  ASSERT_FALSE(cut.has_value());
  EXPECT_THAT(cut.error().detail, ::testing::HasSubstr("cut"));
}

}  // namespace
}  // namespace constat::verify
