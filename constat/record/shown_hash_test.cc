#include "constat/record/shown_hash.h"

#include "constat/testing/matchers.h"
#include "constat/testing/vectors.h"
#include "constat/text/hex.h"

namespace constat::record {
namespace {

Bytes32 Counting() {
  Bytes32 out;
  for (size_t i = 0; i < out.size(); ++i) out[i] = static_cast<uint8_t>(i);
  return out;
}

constexpr std::string_view kCounting = "t 000g4 0r40m 30e20 9185g r38e1";

bool Finds(std::string_view typed, const Bytes32& tracker) {
  return Value(TypedTracker::Parse(typed)).Finds(tracker);
}

// Spec: BAL-10
TEST(ShownHash, IsALetterAndTwentyFiveSymbolsInFives) {
  Bytes32 hash{};
  EXPECT_EQ(FormatTracker(hash), "t 00000 00000 00000 00000 00000");
  hash.fill(0xff);
  hash[15] = 0xf8;  // the last three bits of it are not shown
  EXPECT_EQ(FormatTracker(hash), "t zzzzz zzzzz zzzzz zzzzz zzzzz");
  EXPECT_EQ(FormatReferendumNumber(hash), "r zzzzz zzzzz zzzzz zzzzz zzzzz");
  EXPECT_EQ(FormatTracker(Counting()), kCounting);
}

// Spec: BAL-10
TEST(TypedTracker, TakesWhatAPersonTypes) {
  const Bytes32 tracker = Counting();
  for (const char* typed :
       {"t 000g4 0r40m 30e20 9185g r38e1", "000g4 0r40m 30e20 9185g r38e1", "T000G40R40M30E209185GR38E1",
        "t-ooog4-Or4Om-3oe2o-9i85g-r38eL", "000g 40r4", "t 000g40r4", "000g40r4"}) {
    EXPECT_TRUE(Finds(typed, tracker)) << typed;
  }
  EXPECT_EQ(Value(TypedTracker::Parse("T-000g40r4")).Format(), "t 000g4 0r4");
}

// What is typed is compared whole: a wrong symbol at the end is not overlooked. Spec: BAL-10
TEST(TypedTracker, ComparesAllThatIsTyped) {
  EXPECT_FALSE(Finds("000g40r5", Counting()));
  EXPECT_FALSE(Finds("t 000g4 0r40m 30e20 9185g r38e0", Counting()));
  EXPECT_FALSE(Finds("t t000g4 0r40m 30e20 9185g r38e", Counting()));
}

// t is a symbol too: what begins with it is tried both ways, and only where there are enough symbols.
// Spec: BAL-10
TEST(TypedTracker, TriesALeadingTBothWays) {
  Bytes32 begins_with_t = Counting();
  begins_with_t[0] = 0xd0;  // t = 26 = 11010, then 00000, ...
  ASSERT_EQ(FormatTracker(begins_with_t), "t t00g4 0r40m 30e20 9185g r38e1");
  EXPECT_TRUE(Finds("t00g40r4", begins_with_t));
  EXPECT_TRUE(Finds("tt00g40r4", begins_with_t));
  EXPECT_TRUE(Finds("t00g40r40m30e209185gr38e1", begins_with_t)) << "all 25, and no letter before";
  EXPECT_FALSE(Finds("t00g40r4", Counting())) << "seven symbols after the letter are too few";
  EXPECT_TRUE(Finds("t000g40r4", Counting()));
}

// Spec: BAL-10
TEST(TypedTracker, RefusesWhatIsNone) {
  for (const char* typed : {"", "t", "000g40r", "000g4 0r40m 30e20 9185g r38e1 0",
                            "t 000g4 0r40m 30e20 9185g r38e1 0", "U00g40r4", "000g40r4.", "000g40r4\n"}) {
    EXPECT_THAT(TypedTracker::Parse(typed), FailsWith(ErrorCode::kBadText)) << typed;
  }
}

// Where a device is tested, nothing is left out: eight symbols could be met by trying. Spec: BAL-10, BAL-11
TEST(TypedTracker, CanBeWantedWhole) {
  EXPECT_TRUE(Value(TypedTracker::ParseWhole(kCounting)).Finds(Counting()));
  EXPECT_TRUE(Value(TypedTracker::ParseWhole(kCounting.substr(1))).Finds(Counting()));
  for (const std::string_view typed :
       {kCounting.substr(0, kCounting.size() - 2), std::string_view("000g40r4")}) {
    EXPECT_THAT(TypedTracker::ParseWhole(typed), FailsWith(ErrorCode::kBadText)) << typed;
  }
  // With the last symbol missing, the t may be the first of 25: they are compared, and are others.
  const std::string_view one_missing = kCounting.substr(0, kCounting.size() - 1);
  EXPECT_FALSE(Value(TypedTracker::ParseWhole(one_missing)).Finds(Counting()));
}

// Nobody is to be accused because a symbol was left out.
TEST(TypedTracker, SaysHowManySymbolsAreMissing) {
  const auto detail = [](std::string_view typed) { return TypedTracker::ParseWhole(typed).error().detail; };
  EXPECT_EQ(detail(kCounting.substr(0, kCounting.size() - 2)),
            "a tracker has 25 characters after its t, not counting spaces; here are 23 after the t, so "
            "2 are missing");
  EXPECT_EQ(detail(kCounting.substr(1, kCounting.size() - 2)),
            "a tracker has 25 characters after its t, not counting spaces; here are 24, so 1 is missing");
  EXPECT_EQ(detail(std::string(kCounting) + "00"),
            "a tracker has 25 characters after its t, not counting spaces; here are 27 after the t, "
            "2 too many");
  EXPECT_EQ(detail(FormatReferendumNumber(Counting())),
            "this is the number of a referendum, which begins with r; a tracker begins with t");

  const Status short_one =
      Value(TypedTracker::ParseWhole(kCounting.substr(0, kCounting.size() - 1))).CheckNotShort();
  ASSERT_THAT(short_one, FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(short_one.error().detail, ::testing::HasSubstr("1 is missing"));
  EXPECT_THAT(Value(TypedTracker::ParseWhole(kCounting)).CheckNotShort(), Succeeds());
  EXPECT_THAT(Value(TypedTracker::ParseWhole(kCounting.substr(2))).CheckNotShort(), Succeeds());
  EXPECT_THAT(Value(TypedTracker::Parse(kCounting.substr(0, 11))).CheckNotShort(), Succeeds());
}

// Spec: BAL-10
TEST(Vectors, Trackers) {
  ForEachVector("trackers", [](Vector& v) {
    const Bytes32 hash = v.HexArray("hash");
    EXPECT_EQ(FormatTracker(hash), v.Text("tracker_text"));
    EXPECT_EQ(FormatReferendumNumber(hash), v.Text("number_text"));
    EXPECT_EQ(text::FormatBase64Url(hash), v.Text("base64url"));
    for (const nlohmann::json& object : v.Json("look_ups")) {
      const auto typed = object.at("typed").get<std::string>();
      const Result<TypedTracker> parsed = TypedTracker::Parse(typed);
      if (object.at("found").is_null()) {
        EXPECT_THAT(parsed, FailsWith(ErrorCode::kBadText)) << typed;
        continue;
      }
      EXPECT_EQ(Value(parsed).Finds(hash), object.at("found").get<bool>()) << typed;
    }
  });
}

}  // namespace
}  // namespace constat::record
