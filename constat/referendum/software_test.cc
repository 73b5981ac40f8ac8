#include "constat/referendum/software.h"

#include "constat/testing/world.h"

namespace constat::referendum {
namespace {

using record::EntryType;
using record::SoftwareChange;
using testing::kClosingMs;
using testing::kFirstMinuteMs;
using testing::World;

SoftwareChange List(uint16_t number) {
  return {.number = number, .software = {"Pages", fmt::format("{}", number), {{"a.js", Bytes32{}}}}};
}

std::string Change(World& w, const SoftwareChange& change, std::optional<uint64_t> time_ms = std::nullopt) {
  return w.Put(EntryType::kSoftware, w.SignSoftware(change), time_ms);
}

// Spec: MAN-6
TEST(SoftwareTest, NumbersFollowEachOtherUpToSixteen) {
  World w;
  w.Start();
  EXPECT_EQ(Change(w, List(0)), "bad-number");
  EXPECT_EQ(Change(w, List(2)), "bad-number");
  for (uint16_t n = 1; n <= kMostSoftwareChanges; ++n) {
    ASSERT_EQ(Change(w, List(n)), "ok") << n;
    EXPECT_EQ(Change(w, List(n)), "bad-number") << "old-pages: an older list cannot come back";
    EXPECT_EQ(w.referendum.software().Count(), n);
  }
  EXPECT_EQ(Change(w, List(17)), "bad-number");
}

// Each check in its order: every change here also fails all later ones.
// Spec: MAN-6, MAN-3
TEST(SoftwareTest, ChecksInTheClausesOrder) {
  World w;
  w.Start();
  SoftwareChange bad = List(1);
  EXPECT_EQ(w.Put(EntryType::kSoftware, record::EncodeSoftwareChange(bad)), "bad-signature")
      << "unsigned-pages";
  bad.software.files = {{"b", {}}, {"a", {}}};
  EXPECT_EQ(w.Put(EntryType::kSoftware, record::EncodeSoftwareChange(bad)), "bad-text");
  bad.number = 2;
  EXPECT_EQ(w.Put(EntryType::kSoftware, record::EncodeSoftwareChange(bad)), "bad-number");
}

// Spec: MAN-6
TEST(SoftwareTest, NeedsOrganiserAndBoard) {
  World w;
  w.Start();
  const Bytes good = w.SignSoftware(List(1));
  const auto with = [&](ptrdiff_t from, ptrdiff_t to) {
    Bytes altered = good;
    std::copy_n(good.end() - from, 64, altered.end() - to);
    return w.Put(EntryType::kSoftware, altered);
  };
  EXPECT_EQ(with(128, 64), "bad-signature") << "the organiser twice";
  EXPECT_EQ(with(64, 128), "bad-signature") << "the board twice";
  World other({.name = "other"});
  Bytes body = record::EncodeSoftwareChange(List(1));
  body.resize(body.size() - record::kChangeSignaturesSize);
  for (const auto& [hash, type] :
       {std::pair(other.manifest_hash, EntryType::kSoftware), std::pair(w.manifest_hash, EntryType::kOpen)}) {
    Bytes replayed = body;
    const Bytes message = record::SignedMessage(hash, type, 0, body);
    Append(replayed, w.organiser_key.Sign(message));
    Append(replayed, w.board_key.Sign(message));
    EXPECT_EQ(w.Put(EntryType::kSoftware, replayed), "bad-signature");
  }
  for (size_t i = 0; i < good.size(); ++i) {
    Bytes flipped = good;
    flipped[i] ^= 1;
    EXPECT_NE(w.Put(EntryType::kSoftware, flipped), "ok") << "byte " << i;
    EXPECT_EQ(w.Put(EntryType::kSoftware, ByteView(good).first(i)), "truncated");
  }
  EXPECT_EQ(w.Put(EntryType::kSoftware, good), "ok");
}

// Spec: MAN-6, LOG-6
TEST(SoftwareTest, NotBetweenRollAndOpeningNorFromTheClosingToTheClose) {
  World w;
  w.ToRoll();
  ASSERT_EQ(Change(w, List(1)), "ok");
  w.RollAll();
  EXPECT_EQ(Change(w, List(2)), "wrong-phase");
  w.DrillAll();
  EXPECT_EQ(Change(w, List(2)), "wrong-phase");
  w.OpenVote();
  EXPECT_EQ(Change(w, List(2), kClosingMs), "wrong-phase");
  EXPECT_EQ(Change(w, List(2), kFirstMinuteMs + 1), "time-not-rounded");
  ASSERT_EQ(Change(w, List(2), kFirstMinuteMs), "ok");
  w.Vote({.voter = 0, .choices = {{0}}});
  w.CloseVote();
  EXPECT_EQ(Change(w, List(3)), "ok") << "the close is in";
  w.ShareAll(1, 2);
  w.PutResult();
  EXPECT_EQ(Change(w, List(4)), "wrong-phase");
}

}  // namespace
}  // namespace constat::referendum
