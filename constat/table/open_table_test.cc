#include "constat/table/open_table.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>

#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"

namespace constat::table {
namespace {

using ::testing::HasSubstr;

class OpenTableTest : public ::testing::Test {
 protected:
  std::string Write(const std::string& name, const std::string& text) {
    const std::string path = folder_.File(name).string();
    std::ofstream(path, std::ios::binary) << text;
    return path;
  }
  const TemporaryFolder folder_;
};

TableChoice At(const std::string& path) { return {.path = path, .example = "", .map = "", .region = ""}; }

TEST_F(OpenTableTest, GuessesAMappingAndSaysWhich) {
  const std::string path = Write("votes.csv", "registered,ballots,Yes,No\n100,50,30,20\n200,90,50,40\n");
  const OpenedTable opened = Value(OpenTable(At(path)));
  EXPECT_EQ(opened.title, "votes.csv");
  EXPECT_EQ(opened.guessed_mapping, Value(SuggestedMapping(At(path))));
  EXPECT_EQ(opened.table.stations.size(), 2u);
  EXPECT_THAT(CheckDefects(opened.table.report, "--leave-out"), Succeeds());
  EXPECT_THAT(CheckNotEmpty(opened), Succeeds());
}

TEST_F(OpenTableTest, TakesAMappingThatIsGivenAndAnotherRegion) {
  const std::string path = Write("votes.csv", "registered,ballots,Yes,No,a,b\n100,50,30,20,x,y\n");
  TableChoice choice = At(path);
  choice.map = Write("map.toml", Value(SuggestedMapping(choice)));
  choice.region = "b";
  const OpenedTable opened = Value(OpenTable(choice));
  EXPECT_EQ(opened.guessed_mapping, "");
  EXPECT_EQ(opened.table.stations.region_names, std::vector<std::string>{"y"});
}

TEST_F(OpenTableTest, AnExampleBringsItsOwnMappingAndSource) {
  const TableChoice choice{.path = "", .example = "gb2016", .map = "", .region = ""};
  const OpenedTable opened = Value(OpenTable(choice));
  EXPECT_NE(opened.provenance, "");
  EXPECT_EQ(opened.guessed_mapping, "") << "it was not guessed";
  EXPECT_THAT(OpenTable({.path = "", .example = "nowhere", .map = "", .region = ""}),
              FailsWith(ErrorCode::kUsage));
}

TEST_F(OpenTableTest, RowsThatCannotBeReadAreLeftOutAndNamed) {
  const OpenedTable opened =
      Value(OpenTable(At(Write("votes.csv", "registered,ballots,Yes,No\n100,50,30,20\n100,x,30,20\n"))));
  EXPECT_EQ(opened.table.stations.size(), 1u);
  const Status refused = CheckDefects(opened.table.report, "--leave-out");
  ASSERT_THAT(refused, FailsWith(ErrorCode::kBadNumber));
  EXPECT_THAT(refused.error().detail, HasSubstr("votes.csv has a cell or row that cannot be read"));
  EXPECT_THAT(refused.error().detail, HasSubstr("or leave such rows out with --leave-out"));
  const OpenedTable none =
      Value(OpenTable(At(Write("none.csv", "registered,ballots,Yes,No\n100,x,30,20\n"))));
  EXPECT_THAT(CheckNotEmpty(none), FailsWith(ErrorCode::kBadText));
}

TEST_F(OpenTableTest, SaysHowToWriteAMappingWhereNoneCanBeGuessed) {
  const Result<OpenedTable> unknown = OpenTable(At(Write("a.csv", "a,b\nx,y\n")));
  ASSERT_THAT(unknown, FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(unknown.error().detail, HasSubstr("no column of " + folder_.File("a.csv").string()));
  const std::string pipe = folder_.File("pipe").string();
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  const Result<OpenedTable> once = OpenTable(At(pipe));
  ASSERT_THAT(once, FailsWith(ErrorCode::kUsage));
  EXPECT_THAT(once.error().detail, HasSubstr("is a pipe, which cannot be read twice"));
}

}  // namespace
}  // namespace constat::table
