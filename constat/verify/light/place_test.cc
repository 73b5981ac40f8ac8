#include "constat/verify/light/place.h"

#include "constat/io/file.h"
#include "constat/parcel/entry_file.h"
#include "constat/testing/town.h"

namespace constat::verify {

class Place : public ::testing::Test {
 protected:
  Place() { town_.Start(); }

  std::string Path(const std::string& name) { return (town_.folder.path() / name).string(); }
  std::string Write(const std::string& name, ByteView bytes) {
    EXPECT_THAT(io::WriteFile(Path(name), bytes), Succeeds());
    return Path(name);
  }

  testing::Town town_;
};

TEST_F(Place, IsARecordOrTheManifestsEntryFile) {
  const OpenedPlace record = Value(OpenPlace({.record = Path("record"), .trust = ""}));
  EXPECT_EQ(record.context->manifest_hash, town_.manifest_hash);
  EXPECT_FALSE(record.IsManifestFile());
  EXPECT_FALSE(record.trust.has_value());
  EXPECT_THAT(RecordView::Open(record, {}, {}), Succeeds());

  const std::string file = Write(
      "manifest.entry",
      parcel::FormatEntryFile({town_.manifest_hash, {{record::EntryType::kManifest, town_.manifest_body}}}));
  const OpenedPlace manifest = Value(OpenPlace({.record = file, .trust = ""}));
  EXPECT_EQ(manifest.context->manifest_hash, town_.manifest_hash);
  EXPECT_TRUE(manifest.IsManifestFile());
  EXPECT_THAT(RecordView::Open(manifest, {}, {}), FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(OpenView({.record = file, .trust = ""}, {}), FailsWith(ErrorCode::kUsage));
}

TEST_F(Place, IsTheReferendumThatTheTrustFileNames) {
  Bytes32 hash = town_.manifest_hash;
  const auto named = [&](const std::string& name) {
    return Write(name, AsBytes(Value(FormatTrust(hash, town_.context().LogPolicy()))));
  };
  EXPECT_TRUE(Value(OpenPlace({.record = Path("record"), .trust = named("own.toml")})).trust.has_value());
  hash[0] ^= 1;
  EXPECT_THAT(OpenPlace({.record = Path("record"), .trust = named("other.toml")}),
              FailsWith(ErrorCode::kWrongReferendum));
}

TEST_F(Place, IsThere) {
  EXPECT_THAT(OpenContext({.record = Path("nowhere"), .trust = ""}), FailsWith(ErrorCode::kMissingFile));
  EXPECT_THAT(OpenContext({.record = Path("record"), .trust = Path("nowhere")}),
              FailsWith(ErrorCode::kMissingFile));
}

}  // namespace constat::verify
