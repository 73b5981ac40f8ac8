#include "constat/record/entry.h"

#include <algorithm>
#include <set>

#include "constat/crypto/label.h"
#include "constat/testing/decoder.h"

namespace constat::record {
namespace {

Result<Bytes> RecodedEntry(ByteView bytes) {
  CONSTAT_ASSIGN(const EntryView entry, DecodeEntry(bytes));
  return EncodeEntry(entry);
}

// Spec: LOG-2
TEST(Entry, IsTypeTimeAndBody) {
  const Entry entry{EntryType::kBallot, 0x0102030405060708, {0xaa, 0xbb}};
  EXPECT_EQ(text::FormatHex(EncodeEntry(entry)), "0801020304050607080002aabb");
  ExpectCanonical(EncodeEntry(entry), RecodedEntry);
  ExpectCanonical(EncodeEntry(Entry{EntryType::kResult, 0, {}}), RecodedEntry);
}

// Spec: LOG-6
TEST(Entry, HasTypesWithNamesOfTheirOwnAndRefusesEveryReservedNumber) {
  std::set<std::string_view> names;
  for (unsigned type = 0; type < 256; ++type) {
    const Bytes bytes{static_cast<uint8_t>(type), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    const Result<EntryView> entry = DecodeEntry(bytes);
    const bool listed =
        std::find(kEntryTypes.begin(), kEntryTypes.end(), static_cast<EntryType>(type)) != kEntryTypes.end();
    EXPECT_EQ(CodeOf(entry), listed ? "ok" : "unknown-enum") << type;
    if (type == 0 || type >= 17) {
      EXPECT_EQ(CodeOf(entry), "unknown-enum") << "reserved: " << type;
    }
    const std::optional<EntryType> known = EntryTypeOf(static_cast<uint8_t>(type));
    ASSERT_EQ(known.has_value(), entry.has_value()) << type;
    if (!known) continue;
    EXPECT_EQ(*known, entry->type);
    EXPECT_EQ(static_cast<unsigned>(*known), type);
    names.insert(EntryTypeName(*known));
  }
  EXPECT_THAT(names, ::testing::UnorderedElementsAre(
                         "manifest", "trustee_deal", "trustee_accept", "trustee_complaint", "roll_chunk",
                         "roll_end", "open", "ballot", "close", "decryption_share", "result",
                         "trustee_commit", "trustee_drill", "replacement_share", "statement", "software"));
  EXPECT_EQ(names.size(), kEntryTypes.size());
  EXPECT_EQ(EntryTypeName(EntryType::kManifest), "manifest");
  EXPECT_EQ(EntryTypeName(EntryType::kResult), "result");
}

// Spec: ENC-1
TEST(Entry, ReportsTheTypeBeforeMissingBytes) {
  const Bytes unknown{17};
  EXPECT_EQ(CodeOf(DecodeEntry(unknown)), "unknown-enum");
  EXPECT_EQ(CodeOf(DecodeEntry({})), "truncated");
}

// Spec: LOG-2
TEST(Entry, HasAtMost65535Bytes) {
  const Bytes largest = EncodeEntry(Entry{EntryType::kBallot, 1, Bytes(kMaxBodySize, 7)});
  EXPECT_EQ(largest.size(), 65535u);
  const Result<EntryView> decoded = DecodeEntry(largest);
  ASSERT_TRUE(decoded);
  EXPECT_EQ(decoded->body.size(), 65524u);

  Bytes larger = largest;
  larger.push_back(7);
  EXPECT_EQ(CodeOf(DecodeEntry(larger)), "too-large");
  // One byte more than allowed, with a length that says so.
  larger[10]++;
  EXPECT_EQ(CodeOf(DecodeEntry(larger)), "too-large");
  // The same length in an entry of allowed size promises a byte that is not there.
  larger.pop_back();
  EXPECT_EQ(CodeOf(DecodeEntry(larger)), "truncated");
  EXPECT_DEATH((void)EncodeEntry(Entry{EntryType::kBallot, 1, Bytes(kMaxBodySize + 1, 7)}), "kMaxBodySize");
}

// Spec: LAB-3
TEST(Entry, SignsLabelManifestTypeAuthorAndBody) {
  const Bytes32 hash = TestBytes("manifest");
  const Bytes body{1, 2, 3};
  const std::string expected = text::FormatHex(AsBytes("constat/v1/signature")) + "00" +
                               text::FormatHex(hash) + "05" + "0102" + "010203";
  EXPECT_EQ(text::FormatHex(SignedMessage(hash, EntryType::kRollChunk, 0x0102, body)), expected);
}

}  // namespace
}  // namespace constat::record
