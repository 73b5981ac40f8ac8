#include "constat/party/exchange/exchange.h"

#include "constat/io/file.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"

namespace constat::party {
namespace {

const parcel::EntryFile kFile{Bytes32{7}, {{record::EntryType::kOpen, Bytes{1, 2, 3}}}};

TEST(FolderExchange, LeavesEntriesUnderTheirNames) {
  const TemporaryFolder folder;
  FolderExchange exchange = FolderExchange::ToFolder("record", folder.path() / "a" / "b");
  EXPECT_FALSE(Value(exchange.Find("open.entry")).has_value());
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "a"));
  const std::string where = Value(exchange.Send("open.entry", kFile));
  EXPECT_EQ(where, (folder.path() / "a" / "b" / "open.entry").string());
  const std::optional<Sent> sent = Value(exchange.Find("open.entry"));
  ASSERT_TRUE(sent.has_value());
  EXPECT_EQ(sent->where, where);
  EXPECT_EQ(sent->file.manifest_hash, kFile.manifest_hash);
  EXPECT_EQ(sent->file.entries.front().body, kFile.entries.front().body);
  EXPECT_THAT(exchange.Send("open.entry", kFile), FailsWith(ErrorCode::kRefusesOverwrite));
}

TEST(FolderExchange, LeavesAllInOneFile) {
  const TemporaryFolder folder;
  FolderExchange exchange = FolderExchange::ToFile("record", folder.path() / "x");
  EXPECT_EQ(Value(exchange.Send("open.entry", kFile)), (folder.path() / "x").string());
  EXPECT_TRUE(Value(exchange.Find("anything")).has_value());
}

TEST(FolderExchange, SomethingElseOfThatNameIsAnError) {
  const TemporaryFolder folder;
  ASSERT_THAT(io::WriteFile(folder.path() / "open.entry", AsBytes("hello")), Succeeds());
  const FolderExchange exchange = FolderExchange::ToFolder("record", folder.path());
  EXPECT_THAT(exchange.Find("open.entry"), FailsWith(ErrorCode::kBadText));
  EXPECT_FALSE(
      FolderExchange::ToFolder((folder.path() / "open.entry").string(), "").OpenRecord().has_value());
}

}  // namespace
}  // namespace constat::party
