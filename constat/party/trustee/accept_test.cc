#include "constat/party/trustee/accept.h"

#include <fstream>

#include "constat/testing/town.h"
#include "constat/verify/light/place.h"

namespace constat::party {
namespace {

using record::EntryType;
using ::testing::HasSubstr;
using testing::kClosingMs;
using testing::Town;

class AcceptTest : public ::testing::Test {
 protected:
  AcceptTest() {
    town_.Start();
    town_.Deal();
    town_.Publish();
  }
  Result<Acceptance> Run(size_t trustee, const std::filesystem::path& memory) {
    const verify::RecordView view = Value(verify::OpenView(Place(), {}));
    return Accept(InputOf(view, trustee, memory), town_.rng);
  }
  AcceptInput InputOf(const verify::RecordView& view, size_t trustee, const std::filesystem::path& memory) {
    return {.state = view.state(),
            .record = {town_.manifest_hash, view.source(), view.checkpoint().checkpoint.Tree()},
            .trustee = town_.trustees[trustee],
            .memory = memory,
            .now_ms = town_.clock.NowMs()};
  }
  Result<AcceptedAgain> RunAgain(const std::filesystem::path& memory, const std::string& word = "") {
    const std::unique_ptr<tlog::LogSource> record = Value(tlog::OpenLogSource(Place().record));
    const verify::Trust trust{town_.context().manifest_hash, town_.context().LogPolicy(), {}, {}};
    return AcceptAgain({.record = *record,
                        .trust = trust,
                        .memory = memory,
                        .word = word,
                        .trustee = [&](referendum::ContextPtr context) -> Result<Trustee> {
                          return Trustee::Make(std::move(context), town_.trustee_keys.secrets[0].Copy());
                        },
                        .clock = town_.clock});
  }
  verify::RecordPlace Place() { return {.record = (town_.folder.path() / "record").string(), .trust = ""}; }
  std::filesystem::path File(const char* name) { return town_.folder.path() / name; }
  void Send(const Acceptance& acceptance) {
    town_.Append(acceptance.judgement.type, acceptance.judgement.body);
    town_.Publish();
  }
  Town town_;
};

// Spec: CER-8, TAL-10
TEST_F(AcceptTest, TheMemoryBeginsOnceAndGoesOnUntilTheAcceptanceArrives) {
  const Acceptance first = Value(Run(0, File("memory")));
  EXPECT_EQ(first.judgement.type, EntryType::kTrusteeAccept);
  EXPECT_TRUE(first.is_new_memory);
  const Acceptance second = Value(Run(0, File("memory")));
  EXPECT_FALSE(second.is_new_memory);
  Send(second);
  const Result<Acceptance> third = Run(0, File("memory"));
  ASSERT_THAT(third, FailsWith(ErrorCode::kDuplicate));
  EXPECT_THAT(third.error().detail, HasSubstr("run constat trustee accept --again"));
  EXPECT_FALSE(std::filesystem::exists(File("elsewhere")));
}

TEST_F(AcceptTest, NoFolderIsMadeForATrusteeWhoMayNotAccept) {
  Send(Value(Run(0, File("memory"))));
  EXPECT_THAT(Run(0, File("elsewhere")), FailsWith(ErrorCode::kDuplicate));
  town_.clock.Set(kClosingMs);
  EXPECT_THAT(Run(1, File("elsewhere")), FailsWith(ErrorCode::kWrongOrder));
  EXPECT_FALSE(std::filesystem::exists(File("elsewhere")));
}

// Spec: MAN-7
TEST_F(AcceptTest, AClockThatWasSetIsForRehearsalsOnly) {
  const verify::RecordView view = Value(verify::OpenView(Place(), {}));
  AcceptInput input = InputOf(view, 0, File("memory"));
  input.clock_is_set = true;
  EXPECT_THAT(Accept(input, town_.rng), FailsWith(ErrorCode::kUsage));
  EXPECT_FALSE(std::filesystem::exists(File("memory")));
}

TEST_F(AcceptTest, OneTrusteesFolderIsNoOthers) {
  Value(Run(0, File("memory")));
  EXPECT_THAT(Run(1, File("memory")), FailsWith(ErrorCode::kWrongKey));
}

// Spec: TAL-10
TEST_F(AcceptTest, ALostMemoryBeginsAnewOnlyAfterAnAcceptanceAndInANewFolder) {
  EXPECT_THAT(RunAgain(File("new")), FailsWith(ErrorCode::kWrongOrder));
  EXPECT_FALSE(std::filesystem::exists(File("new")));
  Send(Value(Run(0, File("memory"))));
  const AcceptedAgain again = Value(RunAgain(File("new")));
  EXPECT_EQ(again.trustee, 1);
  EXPECT_EQ(again.verification.tree.size, town_.board->published()->checkpoint.size);
  EXPECT_THAT(RunAgain(File("new")), FailsWith(ErrorCode::kRefusesOverwrite));
}

// Spec: TAL-10
TEST_F(AcceptTest, AfterTheVotingTheTrusteeTypesWhichLogItIs) {
  Send(Value(Run(0, File("memory"))));
  town_.clock.Set(kClosingMs);
  EXPECT_THAT(RunAgain(File("new")), FailsWith(ErrorCode::kMemoryMissing));
  EXPECT_THAT(RunAgain(File("new"), "example.org/other"), FailsWith(ErrorCode::kMemoryMissing));
  EXPECT_FALSE(std::filesystem::exists(File("new")));
  EXPECT_EQ(Value(RunAgain(File("new"), town_.manifest.origin)).trustee, 1);
}

// Spec: TAL-10
TEST_F(AcceptTest, NothingIsRememberedOfAWrongRecord) {
  Send(Value(Run(0, File("memory"))));
  const std::filesystem::path bundle = File("record") / "tile" / "entries";
  for (const auto& at : std::filesystem::recursive_directory_iterator(bundle)) {
    if (!at.is_regular_file()) continue;
    std::fstream file(at.path(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(-1, std::ios::end);
    file.put('\x55');
  }
  const Result<AcceptedAgain> again = RunAgain(File("new"));
  EXPECT_TRUE(!again || !again->trustee);
  EXPECT_FALSE(std::filesystem::exists(File("new")));
}

TEST(WithWayBack, SaysWhatToDoAboutAMemory) {
  const auto said = [](ErrorCode code) { return WithWayBack({code, "it"}, "memory").detail; };
  EXPECT_THAT(said(ErrorCode::kMemoryMissing), HasSubstr("its name after --state, memory, is mistyped"));
  EXPECT_EQ(said(ErrorCode::kDuplicate),
            "it. If the memory in memory is lost, run constat trustee accept --again");
  EXPECT_THAT(said(ErrorCode::kBadText), HasSubstr("treat the memory as lost"));
  EXPECT_EQ(said(ErrorCode::kLogRewound), "it");
}

}  // namespace
}  // namespace constat::party
