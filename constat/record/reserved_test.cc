// Every number that names nothing: each byte of the format that is an enumeration or a truth value, with each
// value that is not listed. Entry types are in entry_test.cc, version and mode in manifest_test.cc.
#include "constat/record/refusal.h"
#include "constat/record/software_change.h"
#include "constat/record/statement.h"
#include "constat/record/tally.h"
#include "constat/testing/decoder.h"

namespace constat::record {
namespace {

// OnlyDifference is where two encodings of one length differ; they must in one byte.
size_t OnlyDifference(const Bytes& a, const Bytes& b) {
  EXPECT_EQ(a.size(), b.size());
  size_t at = a.size();
  for (size_t i = 0; i < a.size(); ++i) {
    if (a[i] == b[i]) continue;
    EXPECT_EQ(at, a.size()) << "two bytes differ";
    at = i;
  }
  EXPECT_LT(at, a.size());
  return at;
}

// ExpectOthersRefused tries every value of a byte: those that is_listed says decode, or are refused by a
// later rule; the others are refused at once, with a sentence that begins with the place.
template <typename Decode, typename IsListed>
void ExpectOthersRefused(const std::string& place, Bytes encoded, size_t at, Decode decode,
                         IsListed is_listed) {
  for (unsigned value = 0; value < 256; ++value) {
    encoded[at] = static_cast<uint8_t>(value);
    const auto decoded = decode(encoded);
    if (is_listed(value)) {
      EXPECT_NE(CodeOf(decoded), "unknown-enum") << place << ": " << value;
      continue;
    }
    EXPECT_EQ(CodeOf(decoded), "unknown-enum") << place << ": " << value;
    EXPECT_THAT(DetailOf(decoded), ::testing::StartsWith(place)) << value;
  }
}

// ExpectManifestByte finds the byte of a field by changing it to another listed value.
template <typename Change>
void ExpectManifestByte(const std::string& place, unsigned listed, Change change) {
  Manifest changed = TestManifest();
  change(changed);
  const Bytes encoded = EncodeManifest(TestManifest());
  ExpectOthersRefused(place + ": ", encoded, OnlyDifference(encoded, EncodeManifest(changed)), DecodeManifest,
                      [&](unsigned value) { return value < listed; });
}

// Spec: MAN-1, MAN-5, ENC-1
TEST(Reserved, KeepersRoles) {
  const auto other = [](Keeper& keeper) {
    keeper.role = keeper.role == Role::kOrganiser ? Role::kObserver : Role::kOrganiser;
  };
  constexpr unsigned kRoles = 6;  // 6 to 15 are of other modes
  ExpectManifestByte("organiser, keeper, role", kRoles, [&](Manifest& m) { other(m.organiser.keeper); });
  ExpectManifestByte("registrar 2, keeper, role", kRoles,
                     [&](Manifest& m) { other(m.registrars[1].keeper); });
  ExpectManifestByte("board, keeper, role", kRoles, [&](Manifest& m) { other(m.board.keeper); });
  ExpectManifestByte("witness 3, keeper, role", kRoles, [&](Manifest& m) { other(m.witnesses[2].keeper); });
  ExpectManifestByte("trustee 1, keeper, role", kRoles, [&](Manifest& m) { other(m.trustees[0].keeper); });
  ExpectManifestByte("observer 1, keeper, role", kRoles, [&](Manifest& m) { other(m.observers[0].keeper); });
}

// Spec: RUL-1, ENC-1
TEST(Reserved, PartsOfATerm) {
  const std::string term = "question 1, rule 2, ";
  const auto of = [](Manifest& m) -> Term& { return m.questions[0].terms[1]; };
  ExpectManifestByte(term + "denominator", 5, [&](Manifest& m) { of(m).denominator = Denominator::kOthers; });
  ExpectManifestByte(term + "comparator", 2, [&](Manifest& m) { of(m).comparator = Comparator::kGreater; });
  ExpectManifestByte(term + "scope", 3, [&](Manifest& m) { of(m).scope = Scope::kRegionWeight; });
}

// Spec: ENC-6, MAN-1
TEST(Reserved, TruthValuesOfAManifest) {
  const auto flip = [](bool& value) { value = !value; };
  ExpectManifestByte("rehearsal", 2, [&](Manifest& m) { flip(m.rehearsal); });
  ExpectManifestByte("listed", 2, [&](Manifest& m) { flip(m.listed); });
  ExpectManifestByte("question 1, rule 3, blanks_count", 2,
                     [&](Manifest& m) { flip(m.questions[0].terms[2].blanks_count); });
  ExpectManifestByte("no_spare_trustee", 2, [&](Manifest& m) { flip(m.no_spare_trustee); });
  ExpectManifestByte("kept_by_one", 2, [&](Manifest& m) { flip(m.kept_by_one); });
  ExpectManifestByte("revoting", 2, [&](Manifest& m) { flip(m.revoting); });
}

// Spec: STA-1, ENC-1
TEST(Reserved, RolesAndKindsOfStatements) {
  const Bytes encoded = EncodeStatement({.party = {Role::kObserver, 0}, .text = "x"});
  const auto below_six = [](unsigned value) { return value < 6; };
  ExpectOthersRefused("", encoded, 0, DecodeStatement, below_six);
  ExpectOthersRefused("", encoded, 3, DecodeStatement, below_six);
}

// Spec: BAL-15, ENC-1
TEST(Reserved, TypesOfRefusals) {
  const auto listed = [](unsigned value) { return value == 8 || value == 15; };
  ExpectOthersRefused("", EncodeRefusal({}), 32, DecodeRefusal, listed);
  ExpectOthersRefused("", EncodeRefusalFile({}), 32, DecodeRefusalFile, listed);
}

// Spec: TAL-9, ENC-1, ENC-6
TEST(Reserved, VerdictsAndOutcomesOfTerms) {
  Outcome outcome;
  outcome.regions = {{9, 8, 8}, {5, 4, 6}, {2, 0, 0}};
  outcome.units = {{.regions = {0, 1}, .counted = 12, .decrypted = true, .votes = {{6, 5, 1}, {1, 2, 3}}},
                   {.regions = {2}}};
  outcome.questions = {{Verdict::kCarried, std::vector<TermResult>(4, {TermOutcome::kHolds, 6, 5})},
                       {Verdict::kNoRule, {}}};
  const Bytes encoded = EncodeOutcome(outcome);
  const auto decode = [](ByteView bytes) { return DecodeOutcome(TestManifest(), bytes); };
  ASSERT_EQ(CodeOf(decode(encoded)), "ok");
  const auto expect_byte = [&](unsigned listed, auto change) {
    Outcome changed = outcome;
    change(changed);
    ExpectOthersRefused("", encoded, OnlyDifference(encoded, EncodeOutcome(changed)), decode,
                        [&](unsigned value) { return value < listed; });
  };
  expect_byte(4, [](Outcome& o) { o.questions[0].verdict = Verdict::kUndetermined; });
  expect_byte(4, [](Outcome& o) { o.questions[1].verdict = Verdict::kUndetermined; });
  expect_byte(3, [](Outcome& o) { o.questions[0].terms[3].outcome = TermOutcome::kFails; });
  // decrypted, in front of the first votes
  const Bytes votes = {0, 0, 0, 6, 0, 0, 0, 5, 0, 0, 0, 1};
  const auto at = std::search(encoded.begin(), encoded.end(), votes.begin(), votes.end());
  ASSERT_NE(at, encoded.end());
  ExpectOthersRefused("", encoded, static_cast<size_t>(at - encoded.begin()) - 1, decode,
                      [](unsigned value) { return value < 2; });
}

}  // namespace
}  // namespace constat::record
