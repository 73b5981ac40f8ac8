#include "constat/parcel/secret/voting_code.h"

#include <set>

#include "constat/crypto/hash.h"
#include "constat/crypto/secret/seeded_rng.h"
#include "constat/testing/matchers.h"
#include "constat/text/hex.h"

namespace constat::parcel {
namespace {

// Multiplication in GF(2)[g]/(g^5 + g^2 + 1) from the definition, to check CodeSyndrome against.
unsigned Multiply(unsigned a, unsigned b) {
  unsigned product = 0;
  for (int bit = 0; bit < 5; ++bit) {
    if ((b >> bit & 1) != 0) product ^= a << bit;
  }
  for (int bit = 8; bit >= 5; --bit) {
    if ((product >> bit & 1) != 0) product ^= 0x25u << (bit - 5);
  }
  return product;
}

// Spec: ROL-1
TEST(CodeSymbols, SyndromeIsTheSumOfPowersOfG) {
  crypto::SeededRng rng("syndrome", "values");
  for (int round = 0; round < 100; ++round) {
    CodeValues values;
    for (uint8_t& value : values) value = static_cast<uint8_t>(rng.Below(32));
    unsigned sum = 0;
    unsigned power = 1;
    for (const uint8_t value : values) {
      sum ^= Multiply(power, value);
      power = Multiply(power, 2);
    }
    EXPECT_EQ(CodeSyndrome(values), sum);
    values.back() = CodeCheckValue(values);
    EXPECT_EQ(CodeSyndrome(values), 0);
  }
}

// Spec: ROL-1
TEST(VotingCode, EverySingleWrongSymbolIsFound) {
  crypto::SeededRng rng("code", "single");
  const std::string code = VotingCode::Generate(rng).Format();
  ASSERT_THAT(VotingCode::Parse(code), Succeeds());
  for (size_t i = 0; i < code.size(); ++i) {
    if (code[i] == '-') continue;
    for (const char symbol : text::kBase32Symbols) {
      if (symbol == code[i]) continue;
      std::string typed = code;
      typed[i] = symbol;
      EXPECT_THAT(VotingCode::Parse(typed), FailsWith(ErrorCode::kBadCode)) << i << symbol;
    }
  }
}

// Not only neighbours: any two. Spec: ROL-1
TEST(VotingCode, AnyTwoExchangedSymbolsAreFound) {
  crypto::SeededRng rng("code", "swap");
  for (int round = 0; round < 20; ++round) {
    const std::string code = VotingCode::Generate(rng).Format();
    for (size_t i = 0; i < code.size(); ++i) {
      for (size_t k = i + 1; k < code.size(); ++k) {
        if (code[i] == code[k] || code[i] == '-' || code[k] == '-') continue;
        std::string typed = code;
        std::swap(typed[i], typed[k]);
        EXPECT_THAT(VotingCode::Parse(typed), FailsWith(ErrorCode::kBadCode));
      }
    }
  }
}

// Spec: ROL-1
TEST(VotingCode, IsReadAsPeopleTypeIt) {
  const Bytes32 manifest{7};
  std::array<uint8_t, VotingCode::kRandomBytes> random{};
  random[1] = 0x42;  // bits 9 and 14: the last ones of symbols 1 and 2
  const VotingCode code = VotingCode::FromRandom(random);
  const std::string shown = code.Format();
  ASSERT_EQ(shown.substr(0, 4), "0110") << shown;
  EXPECT_EQ(shown.size(), 29u);
  const group::EncodedPoint share = code.ShareSecret(manifest, 0).MulBaseEncoded();
  std::string typed = shown;
  std::transform(typed.begin(), typed.end(), typed.begin(), [](unsigned char c) { return std::tolower(c); });
  for (const auto& [from, to] :
       {std::pair('0', 'o'), std::pair('1', 'l'), std::pair('1', 'I'), std::pair('-', ' ')}) {
    std::string variant = typed;
    std::replace(variant.begin(), variant.end(), from, to);
    EXPECT_EQ(Value(VotingCode::Parse(variant)).ShareSecret(manifest, 0).MulBaseEncoded(), share) << variant;
  }
  std::erase(typed, '-');
  EXPECT_EQ(Value(VotingCode::Parse(typed)).ShareSecret(manifest, 0).MulBaseEncoded(), share);
}

TEST(VotingCode, SaysWhatIsWrong) {
  crypto::SeededRng rng("code", "messages");
  const std::string code = VotingCode::Generate(rng).Format();
  const auto detail = [](const std::string& typed) {
    const Result<VotingCode> parsed = VotingCode::Parse(typed);
    return parsed ? std::string("ok")
                  : std::string(ErrorName(parsed.error().code)) + ": " + parsed.error().detail;
  };
  EXPECT_EQ(detail(""),
            "bad-code: a voting code has 24 characters, not counting spaces; this one has 0, 24 too few");
  EXPECT_EQ(detail(code.substr(0, 28)),
            "bad-code: a voting code has 24 characters, not counting spaces; this one has 23, 1 too few");
  EXPECT_EQ(detail(code + "0"),
            "bad-code: a voting code has 24 characters, not counting spaces; this one has 25, 1 too many");
  std::string bad = code;
  bad[5] = 'U';
  EXPECT_THAT(detail(bad), ::testing::StartsWith("bad-code: character 6 cannot be in a voting code"));
  bad = code;
  bad[28] = code[28] == '0' ? '2' : '0';
  EXPECT_THAT(detail(bad), ::testing::StartsWith("bad-code: the voting code is mistyped"));
  EXPECT_EQ(detail(bad).find(code.substr(0, 4)), std::string::npos) << "a message never holds the code";
}

// Independent computation: SHA-512 of the bytes that ROL-2 lists. Spec: ROL-2, LAB-1
TEST(VotingCode, SecretIsTheHashOfManifestRegistrarAndSymbols) {
  crypto::SeededRng rng("code", "secret");
  const VotingCode code = VotingCode::Generate(rng);
  std::string symbols = code.Format();
  std::erase(symbols, '-');
  const Bytes32 manifest{1, 2, 3};
  Bytes message;
  Append(message, AsBytes(std::string_view("constat/v1/credential-secret\0", 29)));
  Append(message, manifest);
  Append(message, Bytes{0x01, 0x02});
  Append(message, AsBytes(symbols));
  EXPECT_EQ(code.ShareSecret(manifest, 0x0102).Declassify(),
            group::Scalar::FromWideBytes(crypto::Sha512(message)));
}

TEST(VotingCode, UsesAllItsRandomBits) {
  std::set<std::string> seen;
  for (size_t bit = 0; bit < 115; ++bit) {
    std::array<uint8_t, VotingCode::kRandomBytes> random{};
    random[bit / 8] = static_cast<uint8_t>(0x80 >> (bit % 8));
    seen.insert(VotingCode::FromRandom(random).Format());
  }
  EXPECT_EQ(seen.size(), 115u);
}

}  // namespace
}  // namespace constat::parcel
