// Entry types that no entry of this mode has, anywhere in a record. Spec: LOG-6, VER-7.
#include "constat/testing/world_record.h"

namespace constat::verify {
namespace {

using testing::VerifyWith;
using testing::World;

// AddReserved puts the next 24 reserved numbers into the log, each with the rest of the entry before it.
void AddReserved(World& w, unsigned& type) {
  for (int k = 0; k < 24; ++k) {
    Bytes reserved = w.log.back();
    reserved[0] = static_cast<uint8_t>(type);
    w.referendum.Skip(tlog::LeafHash(reserved));
    w.log.push_back(reserved);
    type = type == 0 ? 17 : type + 1;
  }
}

// Every reserved number, some in every phase: all are found, and the fold goes on to the result.
// Spec: LOG-6, LOG-7, VER-2, VER-7
TEST(ReservedTypes, AreFindingsOfTheLogInEveryPhase) {
  World w({.name = "reserved"});
  unsigned type = 0;
  const auto vote = [&] {
    for (const size_t voter : {0, 1, 2, 4, 5, 6}) w.Vote({.voter = voter, .choices = {{0}}});
  };
  for (const std::function<void()>& step : std::vector<std::function<void()>>{
           [&] { w.Start(); }, [&] { w.CommitAll(); }, [&] { w.DealAll(); }, [&] { w.AcceptAll(); },
           [&] { w.RollAll(); }, [&] { w.DrillAll(); }, [&] { w.OpenVote(); }, vote, [&] { w.CloseVote(); },
           [&] { w.ShareAll(1, 2); }}) {
    step();
    AddReserved(w, type);
  }
  EXPECT_EQ(type, 256u) << "all of them";
  w.PutResult();
  std::vector<std::string> expected;
  for (size_t i = 0; i < w.log.size(); ++i) {
    if (!record::EntryTypeOf(w.log[i][0])) expected.push_back("log " + std::to_string(i) + " unknown-enum");
  }
  ASSERT_EQ(expected.size(), 240u);
  const Trust trust{w.manifest_hash, w.context().LogPolicy(), {}, {}};
  const Verification v = VerifyWith(testing::RecordOf(w, w.log), {.trust = &trust, .threads = 1});
  EXPECT_EQ(v.outcome(), VerificationOutcome::kWrong);
  EXPECT_EQ(testing::Everything(v), expected);
  ASSERT_TRUE(v.result);
  EXPECT_EQ(*v.result, *w.referendum.result());
  EXPECT_THAT(v.notes, ::testing::IsEmpty());
}

// As entry 0, such an entry leaves no usable manifest. Spec: VER-7, VER-10
TEST(ReservedTypes, AsEntryZeroLeaveNoManifest) {
  World w({.name = "reserved first"});
  w.Start();
  for (const size_t type : {0, 17, 24, 25, 31, 32, 128, 255}) {
    Bytes reserved = w.log[0];
    reserved[0] = static_cast<uint8_t>(type);
    const std::vector<Bytes> log = {reserved, w.log[0]};
    const Verification v = VerifyWith(testing::RecordOf(w, log), {.threads = 1});
    EXPECT_THAT(testing::Everything(v), ::testing::ElementsAre("log 0 unknown-enum", "manifest - incomplete"))
        << type;
    EXPECT_EQ(v.context, nullptr);
  }
}

// A manifest of another version or mode says nothing of what follows: such a record could not be checked.
// Spec: MAN-1, VER-4, VER-10
TEST(ReservedModes, CouldNotBeChecked) {
  World w({.name = "reserved mode"});
  w.Start();
  for (const size_t at : {0, 1}) {
    for (unsigned value = 0; value < 256; ++value) {
      Bytes manifest = w.log[0];
      uint8_t& byte = manifest[record::kEntryOverhead + at];
      if (byte == value) continue;
      byte = static_cast<uint8_t>(value);
      const std::vector<Bytes> log = {manifest, {0xff}};
      EXPECT_THAT(VerifyRecord(testing::RecordOf(w, log), {.threads = 1}), FailsWith(ErrorCode::kUnknownMode))
          << at << ": " << value;
    }
  }
}

}  // namespace
}  // namespace constat::verify
