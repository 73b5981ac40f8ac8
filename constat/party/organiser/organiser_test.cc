#include "constat/party/organiser/organiser.h"

#include "constat/testing/town.h"

namespace constat::party {
namespace {

using ::testing::HasSubstr;
using testing::Town;

// Spec: ROL-8
TEST(Organiser, SignsOnlyWhatIsItsOwnAndInTime) {
  Town town;
  EXPECT_THAT(MakeManifestBody(town.manifest, town.board_key), FailsWith(ErrorCode::kWrongKey));
  record::Manifest bad = town.manifest;
  bad.quorum = 1;
  EXPECT_THAT(MakeManifestBody(bad, town.organiser_key), FailsWith(ErrorCode::kBadManifest));
  town.Start();
  EXPECT_THAT(MakeOpenBody(town.board->state(), town.organiser_key), FailsWith(ErrorCode::kWrongOrder));
  town.HoldCeremony();
  EXPECT_THAT(MakeOpenBody(town.board->state(), town.organiser_key), FailsWith(ErrorCode::kWrongOrder));
  town.MakeRoll();
  const Result<Bytes> early = MakeOpenBody(town.board->state(), town.organiser_key);
  ASSERT_THAT(early, FailsWith(ErrorCode::kDrillMissing));
  EXPECT_NE(early.error().detail.find("trustee 1 (Trustee 1), 2 (Trustee 2), 3 (Trustee 3)"),
            std::string::npos)
      << early.error().detail;
  town.Drill();
  EXPECT_THAT(MakeOpenBody(town.board->state(), town.board_key), FailsWith(ErrorCode::kWrongKey));
  EXPECT_THAT(MakeOpenBody(town.board->state(), town.organiser_key), Succeeds());
}

TEST(Organiser, RefusesWhatNobodyCanMean) {
  Town town;
  record::Manifest m = town.manifest;
  m.ceremony_end_ms = m.opening_ms - 1000;
  const auto said = [&](uint64_t now_ms) {
    const Status checked = CheckMeant(m, now_ms);
    EXPECT_THAT(checked, FailsWith(ErrorCode::kBadManifest));
    return checked ? "" : checked.error().detail;
  };
  EXPECT_THAT(CheckMeant(m, m.ceremony_end_ms - 1), Succeeds());
  EXPECT_THAT(said(m.ceremony_end_ms), HasSubstr("the end of the trustees' ceremony, "));
  EXPECT_THAT(said(m.opening_ms), HasSubstr("the opening, "));
  EXPECT_THAT(said(m.closing_ms), HasSubstr("the closing, "));
  m.questions.push_back(testing::Majority());
  m.questions[1].terms[0].num = 0;
  EXPECT_THAT(CheckMeant(m, 0), Succeeds()) << "more than nothing";
  m.questions[1].terms[0].comparator = record::Comparator::kAtLeast;
  EXPECT_THAT(said(0), HasSubstr("rule 1 of question 2 asks for at least nothing"));
}

// Spec: MAN-6
TEST(Organiser, SignsListsOfPagesInTheirOrder) {
  Town town;
  town.Start();
  const record::Software pages{"Pages", "1", {{"index.html", Bytes32{1}}}};
  const auto make = [&](const record::Software& list, const crypto::Ed25519Key& key) {
    return MakePagesBody(town.board->state(), list, key, town.clock.NowMs());
  };
  EXPECT_THAT(make(pages, town.board_key), FailsWith(ErrorCode::kWrongKey));
  EXPECT_THAT(make({"Pages", "1", {{"../up", Bytes32{1}}}}, town.organiser_key),
              FailsWith(ErrorCode::kBadText));
  const Bytes first = Value(make(pages, town.organiser_key));
  EXPECT_EQ(Value(record::DecodeSoftwareChange(first)).number, 1);
  EXPECT_THAT(town.board->Append(record::EntryType::kSoftware, first), FailsWith(ErrorCode::kBadSignature))
      << "the board's signature is missing";
  EXPECT_THAT(town.board->AppendPages(first), Succeeds());
  EXPECT_THAT(town.board->AppendPages(first), FailsWith(ErrorCode::kBadNumber)) << "old-pages";
  Bytes unsigned_pages = Value(make(pages, town.organiser_key));
  unsigned_pages[unsigned_pages.size() - record::kChangeSignaturesSize] ^= 1;
  EXPECT_THAT(town.board->AppendPages(unsigned_pages), FailsWith(ErrorCode::kBadSignature));
  EXPECT_EQ(Value(record::DecodeSoftwareChange(Value(make(pages, town.organiser_key)))).number, 2);
  town.HoldCeremony();
  town.MakeRoll();
  EXPECT_THAT(make(pages, town.organiser_key), FailsWith(ErrorCode::kWrongPhase));
}

}  // namespace
}  // namespace constat::party
