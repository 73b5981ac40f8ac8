#include "constat/parcel/file_kind.h"

#include "constat/io/file.h"
#include "constat/parcel/challenge_file.h"
#include "constat/parcel/entry_file.h"
#include "constat/parcel/own_ballots.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/parcel/secret/sheet.h"
#include "constat/testing/town.h"
#include "constat/tlog/receipt.h"

namespace constat::parcel {
namespace {

using testing::Town;

// Every file is one that its own writer makes.
TEST(KindOf, KnowsEveryFileByItsWriter) {
  Town town;
  town.Start();
  town.HoldCeremony();
  town.MakeRoll();
  const auto file = [&](const char* name) { return town.folder.path() / name; };
  const auto kind_at = [](const std::filesystem::path& path) { return KindOf(Value(io::ReadFile(path))); };

  ASSERT_THAT(WriteSecretFile(file("key"), Value(GenerateSecret(Role::kBoard, "Board", town.rng))),
              Succeeds());
  EXPECT_EQ(kind_at(file("key")), FileKind::kSecretKey);
  EXPECT_EQ(kind_at(PublicKeyPath(file("key"))), FileKind::kPartyKey);
  ASSERT_THAT(AddOwnBallot(file("notes"), {}), Succeeds());
  EXPECT_EQ(kind_at(file("notes")), FileKind::kOwnBallots);
  SheetWriter sheet = Value(SheetWriter::Open(file("sheet"), {town.manifest, town.manifest_hash}));
  ASSERT_THAT(sheet.Write({town.persons[0], 0, town.codes[0][0]}), Succeeds());
  ASSERT_THAT(sheet.Finish(), Succeeds());
  EXPECT_EQ(kind_at(file("sheet")), FileKind::kSheet);

  EXPECT_EQ(KindOf(AsBytes(Value(FormatOrder(town.manifest, town.persons, town.order)))), FileKind::kOrder);
  EXPECT_EQ(KindOf(AsBytes(FormatSlots(town.manifest, town.persons, town.order))), FileKind::kSlots);
  EXPECT_EQ(KindOf(FormatEntryFile({{}, {{record::EntryType::kManifest, town.manifest_body}}})),
            FileKind::kEntries);
  party::BallotDraft draft =
      Value(party::BallotDraft::Make(town.DraftOf(town.voters[0], {{0}}), town.voters[0].secret, town.rng));
  const std::string challenge =
      Value(FormatChallengeFile(town.manifest, Value(std::move(draft).Challenge())));
  EXPECT_EQ(KindOf(AsBytes(challenge)), FileKind::kChallenge);
  EXPECT_EQ(KindOf(AsBytes(Value(tlog::FormatReadable(Value(town.board->Receipt(0)))))), FileKind::kReceipt);
  EXPECT_EQ(KindOf(AsBytes(tlog::FormatSignedCheckpoint(*town.board->published()))), FileKind::kCheckpoint);
}

TEST(KindOf, GuessesNothing) {
  for (const char* text : {"", "constat", "id,contact\n", "referendum", "\x1f\x8b"}) {
    EXPECT_EQ(KindOf(AsBytes(std::string_view(text))), FileKind::kUnknown) << text;
  }
}

}  // namespace
}  // namespace constat::parcel
