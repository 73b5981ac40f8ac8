// MAN-3 and RUL-2, violated one clause at a time.
#include "constat/record/ballot.h"
#include "constat/record/entry.h"
#include "constat/record/roll.h"
#include "constat/testing/decoder.h"

namespace constat::record {
namespace {

using Change = std::function<void(Manifest&)>;

// ExpectRefused applies one change to the test manifest, and expects the same refusal from the manifest put
// together by hand and from its bytes.
void ExpectRefused(const std::string& code, const std::string& part, const Change& change) {
  Manifest m = TestManifest();
  change(m);
  for (const auto& [code_is, detail] :
       {std::pair(CodeOf(CheckManifest(m)), DetailOf(CheckManifest(m))),
        std::pair(CodeOf(DecodeManifest(EncodeManifest(m))), DetailOf(DecodeManifest(EncodeManifest(m))))}) {
    EXPECT_EQ(code_is, code) << part;
    EXPECT_THAT(detail, ::testing::StartsWith(part + ": "));
  }
}

void ExpectBad(const std::string& part, const Change& change) { ExpectRefused("bad-manifest", part, change); }

void ExpectFine(const Change& change) {
  Manifest m = TestManifest();
  change(m);
  const Status checked = CheckManifest(m);
  EXPECT_EQ(CodeOf(checked), "ok") << DetailOf(checked);
  EXPECT_EQ(CodeOf(DecodeManifest(EncodeManifest(m))), "ok");
}

TEST(CheckManifest, AcceptsTheTestManifest) {
  ExpectFine([](Manifest&) {});
}

// Spec: MAN-3
TEST(CheckManifest, LanguagesAndRegionIdsAreDistinct) {
  ExpectBad("languages[1]", [](Manifest& m) { m.languages[1] = "en"; });
  ExpectBad("regions[2].id", [](Manifest& m) { m.regions[2].id = "north"; });
  ExpectFine([](Manifest& m) { m.regions[2].name = m.regions[0].name; });
}

// Spec: MAN-3
TEST(CheckManifest, Ed25519KeysAreOfThePrimeOrderGroup) {
  const std::vector<BadEncoding> bad = {
      {"the identity", LittleEndian("0000000000000000000000000000000000000000000000000000000000000001")},
      {"order 2", LittleEndian("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffec")},
      {"order 4", LittleEndian("0000000000000000000000000000000000000000000000000000000000000000")},
      {"order 8", LittleEndian("7a03ac9277fdc74ec6cc392cfa53202a0f67100d760b3cba4fd83d3d706a17c7")},
      {"the identity as y = p + 1",
       LittleEndian("7fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffee")},
      {"not on the curve", LittleEndian("0000000000000000000000000000000000000000000000000000000000000002")}};
  for (const BadEncoding& b : bad) {
    ExpectRefused("bad-key", "organiser.key", [&](Manifest& m) { m.organiser.key = b.bytes; });
    ExpectRefused("bad-key", "registrars[1].key", [&](Manifest& m) { m.registrars[1].key = b.bytes; });
    ExpectRefused("bad-key", "board.key", [&](Manifest& m) { m.board.key = b.bytes; });
    ExpectRefused("bad-key", "witnesses[2].key", [&](Manifest& m) { m.witnesses[2].key = b.bytes; });
  }
}

// Spec: MAN-3
TEST(CheckManifest, NoEd25519KeyServesTwoRoles) {
  ExpectBad("registrars[0].key", [](Manifest& m) { m.registrars[0].key = m.organiser.key; });
  ExpectBad("registrars[1].key", [](Manifest& m) { m.registrars[1].key = m.registrars[0].key; });
  ExpectBad("board.key", [](Manifest& m) { m.board.key = m.registrars[1].key; });
  ExpectBad("witnesses[0].key", [](Manifest& m) { m.witnesses[0].key = m.board.key; });
  ExpectBad("witnesses[2].key", [](Manifest& m) { m.witnesses[2].key = m.witnesses[1].key; });
  ExpectFine([](Manifest& m) { m.board.name = m.organiser.name; });
}

// Spec: MAN-3
TEST(CheckManifest, WitnessNamesDifferFromEachOtherAndTheOrigin) {
  ExpectBad("witnesses[2].name", [](Manifest& m) { m.witnesses[2].name = m.witnesses[0].name; });
  ExpectBad("origin", [](Manifest& m) { m.witnesses[1].name = m.origin; });
}

// Spec: MAN-3
TEST(CheckManifest, TrusteeKeysAreDistinctAndNotTheIdentity) {
  ExpectRefused("identity-point", "trustees[1].key",
                [](Manifest& m) { m.trustees[1].key = group::WirePoint{}; });
  ExpectBad("trustees[2].key", [](Manifest& m) { m.trustees[2].key = m.trustees[0].key; });
}

// Spec: MAN-3
TEST(CheckManifest, ThresholdIsFromTwoToAll) {
  const auto threshold = [](uint16_t t) { return [=](Manifest& m) { m.threshold = t; }; };
  for (const uint16_t t : {uint16_t{0}, uint16_t{1}, uint16_t{4}}) ExpectBad("threshold", threshold(t));
  ExpectFine(threshold(2));
  ExpectFine(threshold(3));
}

// Spec: MAN-3
TEST(CheckManifest, QuorumIsMoreThanHalfOfTheWitnesses) {
  const auto quorum = [](uint16_t q) { return [=](Manifest& m) { m.quorum = q; }; };
  for (const uint16_t q : {uint16_t{0}, uint16_t{1}, uint16_t{4}, uint16_t{65535}})
    ExpectBad("quorum", quorum(q));
  ExpectFine(quorum(2));
  ExpectFine(quorum(3));
  // Half of an even number is not enough.
  ExpectBad("quorum", [](Manifest& m) { m.witnesses.push_back({"w3", TestKey("witness 3")}); });
  ExpectFine([](Manifest& m) {
    m.witnesses.push_back({"w3", TestKey("witness 3")});
    m.quorum = 3;
  });
}

// Spec: MAN-3
TEST(CheckManifest, TimesAreOrderedWholeSeconds) {
  constexpr uint64_t kLast = (uint64_t{1} << 53) / 1000 * 1000;
  ExpectBad("closing_ms", [](Manifest& m) { m.closing_ms = m.opening_ms; });
  ExpectBad("closing_ms", [](Manifest& m) { m.closing_ms = m.opening_ms - 1000; });
  ExpectFine([](Manifest& m) { m.closing_ms = m.opening_ms + 1000; });
  ExpectFine([](Manifest& m) { m.closing_ms = kLast; });
  ExpectBad("closing_ms", [](Manifest& m) { m.closing_ms = kLast + 1000; });
  ExpectFine([](Manifest& m) { m.opening_ms = 0; });
  ExpectBad("opening_ms", [](Manifest& m) { m.opening_ms += 1; });
  ExpectBad("closing_ms", [](Manifest& m) { m.closing_ms -= 1; });
  ExpectBad("closing_ms", [](Manifest& m) { m.closing_ms += 500; });
}

// Spec: MAN-3
TEST(CheckManifest, GraceIsASecondToAWeek) {
  const auto grace = [](uint32_t ms) { return [=](Manifest& m) { m.grace_ms = ms; }; };
  for (const uint32_t ms : {0u, 999u, 1001u, 1500u, 604'799'999u, 604'801'000u, 0xffffffffu})
    ExpectBad("grace_ms", grace(ms));
  ExpectFine(grace(1000));
  ExpectFine(grace(604'800'000));
}

// Spec: MAN-3
TEST(CheckManifest, BlankIsAnOptionOrNone) {
  const auto blank = [](uint16_t b) { return [=](Manifest& m) { m.questions[1].blank = b; }; };
  for (const uint16_t b : {uint16_t{3}, uint16_t{4}, uint16_t{65534}})
    ExpectBad("questions[1].blank", blank(b));
  ExpectFine(blank(0));
  ExpectFine(blank(2));
  ExpectFine(blank(kNone));
}

// Spec: MAN-3
TEST(CheckManifest, ChoosableOptionsBoundMinAndMax) {
  const auto choose = [](uint16_t min, uint16_t max, uint16_t blank) {
    return [=](Manifest& m) {
      m.questions[1].min = min;
      m.questions[1].max = max;
      m.questions[1].blank = blank;
    };
  };
  ExpectFine(choose(0, 3, kNone));
  ExpectFine(choose(3, 3, kNone));
  ExpectFine(choose(0, 2, 1));
  ExpectBad("questions[1].min", choose(2, 1, kNone));
  ExpectBad("questions[1].max", choose(0, 0, kNone));
  ExpectBad("questions[1].max", choose(0, 4, kNone));
  ExpectBad("questions[1].max", choose(0, 3, 1));
  ExpectBad("questions[1].max", choose(0, 65535, kNone));
}

// Spec: MAN-3
TEST(CheckManifest, WeightsFloorAndBallotsHaveLowerBounds) {
  ExpectBad("regions[1].weight", [](Manifest& m) { m.regions[1].weight = 0; });
  ExpectFine([](Manifest& m) { m.regions[1].weight = 0xffffffff; });
  ExpectBad("floor", [](Manifest& m) { m.floor = 2; });
  ExpectFine([](Manifest& m) { m.floor = 3; });
  ExpectFine([](Manifest& m) { m.floor = 0xffffffff; });
  ExpectBad("max_ballots", [](Manifest& m) { m.max_ballots = 0; });
  ExpectFine([](Manifest& m) { m.max_ballots = 1; });
  ExpectBad("max_ballots", [](Manifest& m) { m.revoting = false; });
  ExpectFine([](Manifest& m) {
    m.revoting = false;
    m.max_ballots = 1;
  });
}

// In the test manifest: terms[0] compares with another option, [1] with registered voters, [2] with the
// others' votes (scope 1), [3] with valid votes (scope 2).
Change Alter(size_t term, const std::function<void(Term&)>& change) {
  return [=](Manifest& m) { change(m.questions[0].terms[term]); };
}

void ExpectBadTerm(size_t term, const std::string& part, std::function<void(Term&)> change) {
  ExpectBad(fmt::format("questions[0].terms[{}].{}", term, part), Alter(term, std::move(change)));
}

// Spec: RUL-2
TEST(CheckManifest, NumeratorIsAnOptionOrBallotsCounted) {
  for (const size_t term : {0, 1, 2, 3}) {
    ExpectBadTerm(term, "numerator", [](Term& t) { t.numerator = 3; });
    ExpectBadTerm(term, "numerator", [](Term& t) { t.numerator = 65534; });
  }
  ExpectFine(Alter(3, [](Term& t) { t.numerator = 2; }));
  // Ballots counted go with registered voters only.
  for (const size_t term : {0, 2, 3}) ExpectBadTerm(term, "numerator", [](Term& t) { t.numerator = kNone; });
  ExpectBadTerm(1, "numerator", [](Term& t) { t.denominator = Denominator::kBallotsCounted; });
  ExpectFine(Alter(1, [](Term& t) { t.numerator = 0; }));
  ExpectFine(Alter(1, [](Term& t) {
    t.numerator = 0;
    t.denominator = Denominator::kBallotsCounted;
  }));
}

// Spec: RUL-2
TEST(CheckManifest, OtherIsAnotherOptionWhereItIsUsed) {
  ExpectBadTerm(0, "other", [](Term& t) { t.other = 3; });
  ExpectBadTerm(0, "other", [](Term& t) { t.other = kNone; });
  ExpectBadTerm(0, "other", [](Term& t) { t.other = t.numerator; });
  ExpectFine(Alter(0, [](Term& t) { t.other = 2; }));
  for (const size_t term : {1, 2, 3}) ExpectBadTerm(term, "other", [](Term& t) { t.other = 1; });
}

// Spec: RUL-2
TEST(CheckManifest, BlanksCountOnlyWhereTheyCouldBeCounted) {
  for (const size_t term : {0, 1})
    ExpectBadTerm(term, "blanks_count", [](Term& t) { t.blanks_count = true; });
  ExpectBadTerm(3, "blanks_count", [](Term& t) {
    t.denominator = Denominator::kBallotsCounted;
    t.blanks_count = true;
  });
  ExpectFine(Alter(3, [](Term& t) { t.blanks_count = true; }));
  ExpectFine(Alter(2, [](Term& t) { t.blanks_count = false; }));
  // A question without a blank option.
  ExpectBad("questions[0].terms[2].blanks_count", [](Manifest& m) { m.questions[0].blank = kNone; });
  ExpectFine([](Manifest& m) {
    m.questions[0].blank = kNone;
    m.questions[0].terms[2].blanks_count = false;
  });
}

// Spec: RUL-2
TEST(CheckManifest, FractionHasADenominator) {
  ExpectBadTerm(1, "den", [](Term& t) { t.den = 0; });
  ExpectFine(Alter(1, [](Term& t) { t.den = 0xffffffff; }));
  ExpectFine(Alter(1, [](Term& t) { t.num = 0xffffffff; }));
}

// Spec: RUL-2
TEST(CheckManifest, WeightIsWithinTheSumOfAll) {
  ExpectBadTerm(2, "weight", [](Term& t) { t.weight = 0; });
  ExpectFine(Alter(2, [](Term& t) { t.weight = 1; }));
  ExpectFine(Alter(2, [](Term& t) { t.weight = 5; }));
  ExpectBadTerm(2, "weight", [](Term& t) { t.weight = 6; });
  for (const size_t term : {0, 3}) ExpectBadTerm(term, "weight", [](Term& t) { t.weight = 1; });
  // A sum beyond 32 bits.
  const auto heavy = [](uint64_t weight) {
    return [=](Manifest& m) {
      for (Region& region : m.regions) region.weight = 0xffffffff;
      m.questions[0].terms[2].weight = weight;
    };
  };
  ExpectFine(heavy(3 * uint64_t{0xffffffff}));
  ExpectBad("questions[0].terms[2].weight", heavy(3 * uint64_t{0xffffffff} + 1));
}

// Spec: RUL-2
TEST(CheckManifest, NamedRegionsAscendWhereTheyAreUsed) {
  ExpectBadTerm(3, "named", [](Term& t) { t.named = {}; });
  ExpectFine(Alter(3, [](Term& t) { t.named = {0, 1, 2}; }));
  ExpectBadTerm(3, "named[1]", [](Term& t) { t.named = {1, 1}; });
  ExpectBadTerm(3, "named[1]", [](Term& t) { t.named = {2, 0}; });
  ExpectBadTerm(3, "named[0]", [](Term& t) { t.named = {3}; });
  ExpectBadTerm(3, "named[2]", [](Term& t) { t.named = {0, 1, 65535}; });
  for (const size_t term : {0, 2}) ExpectBadTerm(term, "named", [](Term& t) { t.named = {0}; });
}

// Spec: MAN-3
TEST(CheckManifest, ManifestEntryFitsItsLimit) {
  // 64 options fill most of an entry; one text brings it to the byte.
  Manifest m = TestManifest();
  m.questions[1].options.assign(64, Option{{std::string(480, 'x'), std::string(480, 'x')}});
  m.questions[1].text = {"x", "x"};
  const size_t rest = kMaxBodySize - kSignatureSize - EncodeManifest(m).size();
  ASSERT_LT(rest, 4000u);
  m.questions[1].text[0] = std::string(rest + 1, 'x');
  const Status fits = CheckManifest(m);
  EXPECT_EQ(CodeOf(fits), "ok") << DetailOf(fits);
  EXPECT_EQ(EncodeManifest(m).size() + 64 + 11, 65535u);
  m.questions[1].text[0] += 'x';
  EXPECT_EQ(CodeOf(CheckManifest(m)), "bad-manifest");
  EXPECT_EQ(CodeOf(DecodeManifest(EncodeManifest(m))), "bad-manifest");
}

// Spec: MAN-3
TEST(CheckManifest, BallotEntryFitsItsLimit) {
  // Sixteen questions; a ballot of 13 options each has 61,544 bytes, an option more 288.
  const auto asking = [](size_t larger) {
    Manifest m = TestManifest();
    m.questions.clear();
    for (size_t q = 0; q < 16; ++q) {
      m.questions.push_back({.text = {"x", "x"}, .options{q < larger ? 14u : 13u, Option{{"x", "x"}}}});
    }
    return m;
  };
  EXPECT_EQ(BallotShape::Of(asking(0)).size_bytes, 61544u);
  EXPECT_EQ(BallotShape::Of(asking(13)).size_bytes, 65288u);
  EXPECT_EQ(CodeOf(CheckManifest(asking(13))), "ok");
  EXPECT_EQ(CodeOf(CheckManifest(asking(14))), "bad-manifest");
  EXPECT_THAT(DetailOf(CheckManifest(asking(14))), ::testing::HasSubstr("65587 bytes"));
}

// Spec: LOG-7, MAN-3
TEST(CheckManifest, AppliesTheClausesInTheirOrder) {
  // Each change breaks one clause more, from the last to the first: the earliest broken clause
  // gives the answer.
  Manifest m = TestManifest();
  const auto expect = [&](const std::string& part) {
    EXPECT_THAT(DetailOf(CheckManifest(m)), ::testing::StartsWith(part));
  };
  m.questions[0].terms[1].den = 0;
  expect("questions[0].terms[1].den: ");
  m.regions[0].weight = 0;
  expect("regions[0].weight: ");
  m.questions[1].max = 0;
  m.questions[1].min = 0;
  expect("questions[1].max: ");
  m.grace_ms = 0;
  expect("grace_ms: ");
  m.quorum = 0;
  expect("quorum: ");
  m.threshold = 0;
  expect("threshold: ");
  m.trustees[0].key = {};
  expect("trustees[0].key: ");
  m.witnesses[0].name = m.origin;
  expect("origin: ");
  m.board.key = m.organiser.key;
  expect("board.key: ");
  m.witnesses[2].key = {};
  expect("witnesses[2].key: ");
  m.regions[1].id = m.regions[0].id;
  expect("regions[1].id: ");
  m.languages[1] = m.languages[0];
  expect("languages[1]: ");
  m.title[0] = "";
  expect("title[0]: ");
}

}  // namespace
}  // namespace constat::record
