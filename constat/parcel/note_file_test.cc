#include "constat/parcel/note_file.h"

#include "constat/io/file.h"
#include "constat/testing/town.h"

namespace constat::parcel {
namespace {

// What is signed is the same after it was carried: the signatures still verify.
TEST(NoteFile, ReadsWhatAMailProgramMadeOfIt) {
  testing::Town town;
  town.Start();
  town.Publish();
  const tlog::SignedCheckpoint checkpoint = *town.board->published();
  std::string text = tlog::FormatSignedCheckpoint(checkpoint);
  const auto path = town.folder.File("carried");
  const auto read = [&](const std::string& carried) {
    EXPECT_THAT(io::WriteFile(path, AsBytes(carried)), Succeeds());
    return ReadCheckpoint(path);
  };
  EXPECT_EQ(Value(read(text)), checkpoint);
  for (size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 2))
    text.insert(at, "\r");
  EXPECT_EQ(Value(read(text)), checkpoint);
  EXPECT_THAT(tlog::VerifyLogSignature(Value(read(text)), town.context().BoardKey()), Succeeds());

  const auto receipt = town.board->Receipt(0);
  ASSERT_THAT(io::WriteFile(path, AsBytes("\xef\xbb\xbf" + Value(tlog::FormatReadable(Value(receipt))))),
              Succeeds());
  EXPECT_EQ(Value(ReadReceipt(path)), *receipt);
}

TEST(NoteFile, SaysWhatItIsInstead) {
  testing::Town town;
  town.Start();
  town.Publish();
  const auto path = town.folder.File("carried");
  ASSERT_THAT(io::WriteFile(path, AsBytes(tlog::FormatSignedCheckpoint(*town.board->published()))),
              Succeeds());
  const auto receipt = ReadReceipt(path);
  ASSERT_THAT(receipt, FailsWith(ErrorCode::kBadText));
  EXPECT_EQ(receipt.error().detail,
            path.string() + " is a checkpoint, and a receipt is wanted; name the right file");
  EXPECT_THAT(ReadCheckpoint(town.folder.File("none")), FailsWith(ErrorCode::kMissingFile));
}

}  // namespace
}  // namespace constat::parcel
