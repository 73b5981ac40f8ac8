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
  ExpectBad("language 2", [](Manifest& m) { m.languages[1] = "en"; });
  ExpectBad("language 2", [](Manifest& m) { m.languages[1] = "EN"; });
  for (const std::string tag : {"German", "d-CH", "e1", "-en", "engl-GB"})
    ExpectBad("language 2", [&](Manifest& m) { m.languages[1] = tag; });
  ExpectFine([](Manifest& m) { m.languages[1] = "gsw-CH"; });
  ExpectBad("region 3, id", [](Manifest& m) { m.regions[2].id = "north"; });
  ExpectFine([](Manifest& m) { m.regions[2].name = m.regions[0].name; });
}

// Spec: MAN-3
TEST(CheckManifest, NoTwoOptionsOfAQuestionShareAName) {
  ExpectBad("question 1, option 3, name (de-CH)",
            [](Manifest& m) { m.questions[0].options[2].name[1] = m.questions[0].options[0].name[1]; });
  ExpectFine([](Manifest& m) { m.questions[1].options[0].name = m.questions[0].options[0].name; });
}

// Spec: MAN-3
TEST(CheckManifest, OriginHasNoScheme) {
  ExpectBad("origin", [](Manifest& m) { m.origin = "https://example.org/referendum"; });
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
    ExpectRefused("bad-key", "organiser, key", [&](Manifest& m) { m.organiser.key = b.bytes; });
    ExpectRefused("bad-key", "registrar 2, key", [&](Manifest& m) { m.registrars[1].key = b.bytes; });
    ExpectRefused("bad-key", "board, key", [&](Manifest& m) { m.board.key = b.bytes; });
    ExpectRefused("bad-key", "board, refusal_key", [&](Manifest& m) { m.board.refusal_key = b.bytes; });
    ExpectRefused("bad-key", "observer 1, key", [&](Manifest& m) { m.observers[0].key = b.bytes; });
    ExpectRefused("bad-key", "witness 3, key", [&](Manifest& m) { m.witnesses[2].key = b.bytes; });
  }
}

// Spec: MAN-3
TEST(CheckManifest, NoEd25519KeyServesTwoRoles) {
  ExpectBad("registrar 1, key", [](Manifest& m) { m.registrars[0].key = m.organiser.key; });
  ExpectBad("registrar 2, key", [](Manifest& m) { m.registrars[1].key = m.registrars[0].key; });
  ExpectBad("board, key", [](Manifest& m) { m.board.key = m.registrars[1].key; });
  ExpectBad("board, refusal_key", [](Manifest& m) { m.board.refusal_key = m.board.key; });
  ExpectBad("witness 1, key", [](Manifest& m) { m.witnesses[0].key = m.board.refusal_key; });
  ExpectBad("observer 1, key", [](Manifest& m) { m.observers[0].key = m.witnesses[0].key; });
  ExpectBad("witness 3, key", [](Manifest& m) { m.witnesses[2].key = m.witnesses[1].key; });
  ExpectFine([](Manifest& m) { m.board.name = m.organiser.name; });
}

// Spec: MAN-3
TEST(CheckManifest, WitnessNamesDifferFromEachOtherAndTheOrigin) {
  ExpectBad("witness 3, name", [](Manifest& m) { m.witnesses[2].name = m.witnesses[0].name; });
  ExpectBad("origin", [](Manifest& m) { m.witnesses[1].name = m.origin; });
}

// Spec: MAN-3
TEST(CheckManifest, TrusteeKeysAreDistinctAndNotTheIdentity) {
  ExpectRefused("identity-point", "trustee 2, key",
                [](Manifest& m) { m.trustees[1].key = group::WirePoint{}; });
  ExpectBad("trustee 3, key", [](Manifest& m) { m.trustees[2].key = m.trustees[0].key; });
}

TEST(CheckManifest, SaysTimesInTheZoneAndNumbersFromOne) {
  Manifest m = TestManifest();
  m.zone.offsets = {{0, 120, "CEST"}};
  m.closing_ms = m.opening_ms;
  m.archive_ms = 0;
  EXPECT_EQ(DetailOf(CheckManifest(m)),
            "closing: 15 November 2023, 00:13:20 CEST is not after the opening, 15 November "
            "2023, 00:13:20 CEST");
  m = TestManifest();
  m.questions[1].max = 9;
  EXPECT_EQ(DetailOf(CheckManifest(m)),
            "question 2, max: 9 is not between 1 and the number of options that can be chosen together, 3");
}

// Spec: MAN-3
TEST(CheckManifest, ThresholdIsFromTwoToAll) {
  const auto threshold = [](uint16_t t) {
    return [=](Manifest& m) {
      m.threshold = t;
      m.no_spare_trustee = t == m.trustees.size();
      m.drills = t;
    };
  };
  for (const uint16_t t : {uint16_t{0}, uint16_t{1}, uint16_t{4}}) ExpectBad("threshold", threshold(t));
  ExpectFine(threshold(2));
  ExpectFine(threshold(3));
  // More than half: otherwise two groups could each decrypt other sums.
  const auto four = [&](uint16_t t) {
    return [=](Manifest& m) {
      m.trustees.push_back({"Di", TestPoint("trustee 4"), {Role::kTrustee, 4}});
      threshold(t)(m);
    };
  };
  ExpectBad("threshold", four(2));
  ExpectFine(four(3));
}

// Spec: MAN-3
TEST(CheckManifest, ThatNoTrusteeCanBeSparedIsSaid) {
  ExpectBad("no_spare_trustee", [](Manifest& m) { m.no_spare_trustee = true; });
  ExpectBad("no_spare_trustee", [](Manifest& m) { m.threshold = 3; });
}

// Spec: MAN-3
TEST(CheckManifest, DrillsAreFromTheThresholdToAll) {
  const auto drills = [](uint16_t d) { return [=](Manifest& m) { m.drills = d; }; };
  for (const uint16_t d : {uint16_t{0}, uint16_t{1}, uint16_t{4}}) ExpectBad("drills", drills(d));
  ExpectFine(drills(2));
  ExpectFine(drills(3));
}

// Spec: MAN-3
TEST(CheckManifest, QuorumIsMoreThanHalfOfTheWitnesses) {
  const auto quorum = [](uint16_t q) { return [=](Manifest& m) { m.quorum = q; }; };
  for (const uint16_t q : {uint16_t{0}, uint16_t{1}, uint16_t{4}, uint16_t{65535}})
    ExpectBad("quorum", quorum(q));
  ExpectFine(quorum(2));
  ExpectFine(quorum(3));
  // Half of an even number is not enough.
  const Witness fourth{{"w3", TestKey("witness 3"), {Role::kWitness, 3}}, ""};
  ExpectBad("quorum", [&](Manifest& m) { m.witnesses.push_back(fourth); });
  ExpectFine([&](Manifest& m) {
    m.witnesses.push_back(fourth);
    m.quorum = 3;
  });
}

// Spec: MAN-3
TEST(CheckManifest, TimesAreOrderedWholeSeconds) {
  constexpr uint64_t kLast = (uint64_t{1} << 53) / 1000 * 1000;
  const auto closing = [](uint64_t ms) { return [=](Manifest& m) { m.closing_ms = ms; }; };
  const uint64_t opening_ms = TestManifest().opening_ms;
  ExpectBad("closing", closing(opening_ms));
  ExpectBad("closing", closing(opening_ms - 1000));
  ExpectFine([](Manifest& m) {
    m.closing_ms = m.opening_ms + 1000;
    m.replace_until_ms = (m.closing_ms - m.grace_ms) / 60'000 * 60'000;
  });
  ExpectFine([](Manifest& m) { m.opening_ms = m.ceremony_end_ms = 0; });
  ExpectBad("opening", [](Manifest& m) { m.opening_ms += 1; });
  ExpectBad("closing", [](Manifest& m) { m.closing_ms += 500; });
  ExpectBad("ceremony_end", [](Manifest& m) { m.ceremony_end_ms -= 1; });
  ExpectBad("ceremony_end", [](Manifest& m) { m.ceremony_end_ms = m.opening_ms + 1000; });
  ExpectFine([](Manifest& m) { m.ceremony_end_ms = m.opening_ms; });
  ExpectBad("archive", [](Manifest& m) { m.archive_ms += 1; });
  ExpectFine([](Manifest& m) { m.archive_ms = m.closing_ms + m.grace_ms; });
  ExpectBad("archive", [](Manifest& m) { m.archive_ms = m.closing_ms + m.grace_ms - 1000; });
  ExpectBad("archive", [](Manifest& m) { m.archive_ms = 0; });
  ExpectFine([](Manifest& m) { m.archive_ms = kLast; });
  ExpectBad("archive", [](Manifest& m) { m.archive_ms = kLast + 1000; });
  ExpectBad("archive", closing(UINT64_MAX / 1000 * 1000));
}

// Spec: MAN-3
TEST(CheckManifest, GraceIsFiveMinutesToAWeek) {
  const auto grace = [](uint32_t ms) {
    return [=](Manifest& m) {
      m.grace_ms = m.seal_ms = ms;
      m.opening_ms = m.ceremony_end_ms = 0;
      m.replace_until_ms = (m.closing_ms - std::min<uint64_t>(ms, m.closing_ms)) / 60'000 * 60'000;
    };
  };
  for (const uint32_t ms : {0u, 299'000u, 604'801'000u, 4'294'967'000u}) ExpectBad("grace", grace(ms));
  for (const uint32_t ms : {300'001u, 604'799'999u}) ExpectBad("grace", grace(ms));
  ExpectFine(grace(300'000));
  ExpectFine(grace(604'800'000));
}

// Spec: MAN-3
TEST(CheckManifest, SealIsFiveMinutesToTheGrace) {
  const auto seal = [](uint32_t ms) { return [=](Manifest& m) { m.seal_ms = ms; }; };
  const uint32_t grace_ms = TestManifest().grace_ms;
  for (const uint32_t ms : {0u, 299'000u, 300'001u, grace_ms + 1000}) ExpectBad("seal", seal(ms));
  ExpectFine(seal(300'000));
  ExpectFine(seal(grace_ms));
}

// Spec: MAN-3
TEST(CheckManifest, ReplacementsEndAWholeMinuteBeforeTheGrace) {
  const auto until = [](uint64_t ms) { return [=](Manifest& m) { m.replace_until_ms = ms; }; };
  const Manifest& m = TestManifest();
  const uint64_t last = (m.closing_ms - m.grace_ms) / 60'000 * 60'000;
  ExpectFine(until(last));
  ExpectFine(until(60'000));
  for (const uint64_t ms : {uint64_t{0}, last + 60'000, last - 1000, m.closing_ms + 60'000, UINT64_MAX})
    ExpectBad("replace_until", until(ms));
  const auto caps = [](uint16_t permille, uint16_t least) {
    return [=](Manifest& changed) {
      changed.replace_permille = permille;
      changed.replace_least = least;
      if (permille == 0 && least == 0) changed.replace_until_ms = 0;
    };
  };
  ExpectFine(caps(0, 0));
  ExpectFine(caps(1000, 65535));
  ExpectBad("replace_permille", caps(1001, 0));
  ExpectBad("replace_until", [&](Manifest& changed) {
    caps(0, 0)(changed);
    changed.replace_until_ms = 60'000;
  });
}

// Spec: MAN-4
TEST(CheckManifest, ZoneIsAListOfOffsets) {
  const auto offsets = [](std::vector<Offset> list) { return [=](Manifest& m) { m.zone.offsets = list; }; };
  ExpectFine(offsets({{0, -720, "a"}, {1, 840, "+14"}}));
  ExpectBad("zone, offset 1, from", offsets({{1, 0, "UTC"}}));
  ExpectBad("zone, offset 2, from", offsets({{0, 0, "UTC"}, {0, 0, "UTC"}}));
  ExpectBad("zone, offset 2, from", offsets({{0, 0, "UTC"}, {TestManifest().archive_ms + 1, 0, "UTC"}}));
  ExpectFine(offsets({{0, 0, "UTC"}, {TestManifest().archive_ms, 0, "UTC"}}));
  ExpectBad("zone, offset 1, minutes", offsets({{0, -721, "UTC"}}));
  ExpectBad("zone, offset 1, minutes", offsets({{0, 841, "UTC"}}));
  ExpectBad("zone, offset 1, abbreviation", offsets({{0, 0, "U C"}}));
  for (const char* name : {"UTC", "utc", "Gmt", "UT", "z"}) {
    ExpectBad("zone, offset 1, abbreviation", offsets({{0, 60, name}}));
    ExpectFine(offsets({{0, 0, name}}));
  }
  ExpectFine(offsets({{0, 60, "UTC+1"}}));
  ExpectBad("zone, name", [](Manifest& m) { m.zone.name = "Europe/Kyiv."; });
}

// Spec: MAN-5
TEST(CheckManifest, KeepersKeepTheirOwnKeys) {
  ExpectBad("witness 1, keeper", [](Manifest& m) { m.witnesses[0].keeper = {Role::kRegistrar, 2}; });
  ExpectBad("trustee 1, keeper", [](Manifest& m) { m.trustees[0].keeper = {Role::kTrustee, 0}; });
  ExpectBad("board, keeper", [](Manifest& m) { m.board.keeper = {Role::kOrganiser, 1}; });
  ExpectBad("observer 1, keeper", [](Manifest& m) {
    m.observers[0].keeper = {Role::kTrustee, 1};
    m.trustees[0].keeper = {Role::kOrganiser, 0};
  });
  ExpectFine([](Manifest& m) { m.registrars[0].keeper = {Role::kOrganiser, 0}; });
}

// Spec: MAN-5. The attack: one person has all the keys that the referendum says several have.
TEST(CheckManifest, OneKeeperOfManyKeysIsSaid) {
  const Keeper organiser{Role::kOrganiser, 0};
  const std::vector<std::function<void(Manifest&)>> kept = {
      [&](Manifest& m) { m.registrars[0].keeper = m.registrars[1].keeper = organiser; },
      [&](Manifest& m) { m.trustees[0].keeper = m.trustees[2].keeper = organiser; },
      [&](Manifest& m) { m.witnesses[0].keeper = m.witnesses[1].keeper = organiser; },
      [&](Manifest& m) { m.board.keeper = m.witnesses[0].keeper = organiser; },
      // itself is a keeper like any other
      [&](Manifest& m) {
        m.trustees[0].keeper = {Role::kTrustee, 2};
      }};
  for (const auto& keep : kept) {
    ExpectBad("kept_by_one", keep);
    ExpectFine([&](Manifest& m) {
      keep(m);
      m.kept_by_one = true;
    });
  }
  ExpectBad("kept_by_one", [](Manifest& m) { m.kept_by_one = true; });
  ExpectFine([&](Manifest& m) {
    m.registrars[0].keeper = m.trustees[0].keeper = m.witnesses[0].keeper = organiser;
  });
}

// Spec: MAN-3
TEST(CheckManifest, AddressesBeginWithHttps) {
  for (const std::string address :
       {"http://a.example/", "https://", "https://a b", "https://a?b", "https://a#b", "https://a@b",
        "https://a\\b", "https://a\"b", "https://a<b", "https://a>b", "https://\xc3\xa4.example/",
        "HTTPS://a.example/"}) {
    ExpectBad("notices, privacy (language 2)", [&](Manifest& m) { m.notices.privacy[1] = address; });
    ExpectBad("witness 3, address", [&](Manifest& m) { m.witnesses[2].address = address; });
    if (address.size() >= 9)
      ExpectBad("check page 1, address", [&](Manifest& m) { m.check_pages[0].address = address; });
  }
  ExpectBad("check page 1, observer", [](Manifest& m) { m.check_pages[0].observer = 1; });
}

// Spec: MAN-3
TEST(CheckManifest, SoftwareIsAListOfPaths) {
  const auto paths = [](std::vector<std::string> list) {
    return [=](Manifest& m) {
      for (const std::string& path : list) m.software.files.push_back({path, {}});
    };
  };
  ExpectFine(paths({"a", "a-b/c_d.js", "a.b", "a/b"}));
  for (const std::string path : {"/a", "a/", "a//b", ".", "..", "a/./b", "a/../b", "a b", "\xc3\xa4"})
    ExpectBad("software, file 1, path", paths({path}));
  ExpectBad("software, file 2, path", paths({"b", "a"}));
  ExpectBad("software, file 2, path", paths({"a", "a"}));
  ExpectBad("software, version", [](Manifest& m) { m.software.version = "1 2"; });
  Software software = TestManifest().software;
  software.files = {{"..", {}}};
  EXPECT_EQ(CodeOf(CheckSoftware(software)), "bad-text");
}

// Spec: MAN-3
TEST(CheckManifest, BlankIsAnOptionOrNone) {
  const auto blank = [](uint16_t b) { return [=](Manifest& m) { m.questions[1].blank = b; }; };
  for (const uint16_t b : {uint16_t{3}, uint16_t{4}, uint16_t{65534}})
    ExpectBad("question 2, blank", blank(b));
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
  ExpectBad("question 2, min", choose(2, 1, kNone));
  ExpectBad("question 2, max", choose(0, 0, kNone));
  ExpectBad("question 2, max", choose(0, 4, kNone));
  ExpectBad("question 2, max", choose(0, 3, 1));
  ExpectBad("question 2, max", choose(0, 65535, kNone));
}

// Spec: MAN-3
TEST(CheckManifest, WeightsFloorAndBallotsHaveLowerBounds) {
  ExpectBad("region 2, weight", [](Manifest& m) { m.regions[1].weight = 0; });
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
  ExpectBad(fmt::format("question 1, rule {}, {}", term + 1, part), Alter(term, std::move(change)));
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
  ExpectBad("question 1, rule 3, blanks_count", [](Manifest& m) { m.questions[0].blank = kNone; });
  ExpectFine([](Manifest& m) {
    m.questions[0].blank = kNone;
    m.questions[0].terms[2].blanks_count = false;
  });
}

// Spec: RUL-2
TEST(CheckManifest, FractionHasADenominator) {
  ExpectBadTerm(1, "den", [](Term& t) { t.den = 0; });
  ExpectFine(Alter(1, [](Term& t) { t.den = 0xffffffff; }));
  ExpectFine(Alter(0, [](Term& t) { t.num = 0xffffffff; }));
}

// Spec: RUL-2. The attack: a rule that nobody notices can never hold.
TEST(CheckManifest, APartIsNotMoreThanAll) {
  for (const Denominator whole :
       {Denominator::kValidVotes, Denominator::kBallotsCounted, Denominator::kRegistered}) {
    const auto set = [&](uint32_t num, Comparator comparator) {
      return [=](Term& t) {
        t.numerator = 0;
        t.denominator = whole;
        t.num = num;
        t.den = 10;
        t.comparator = comparator;
      };
    };
    ExpectFine(Alter(1, set(9, Comparator::kGreater)));
    ExpectBadTerm(1, "num", set(10, Comparator::kGreater));
    ExpectFine(Alter(1, set(10, Comparator::kAtLeast)));
    ExpectBadTerm(1, "num", set(11, Comparator::kAtLeast));
  }
  ExpectFine(Alter(2, [](Term& t) { t.num = 3; }));  // three times the others' votes
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
  ExpectBad("question 1, rule 3, weight", heavy(3 * uint64_t{0xffffffff} + 1));
}

// Spec: RUL-2
TEST(CheckManifest, NamedRegionsAscendWhereTheyAreUsed) {
  ExpectBadTerm(3, "named", [](Term& t) { t.named = {}; });
  ExpectFine(Alter(3, [](Term& t) { t.named = {0, 1, 2}; }));
  ExpectBadTerm(3, "named region 2", [](Term& t) { t.named = {1, 1}; });
  ExpectBadTerm(3, "named region 2", [](Term& t) { t.named = {2, 0}; });
  ExpectBadTerm(3, "named region 1", [](Term& t) { t.named = {3}; });
  ExpectBadTerm(3, "named region 3", [](Term& t) { t.named = {0, 1, 65535}; });
  for (const size_t term : {0, 2}) ExpectBadTerm(term, "named", [](Term& t) { t.named = {0}; });
}

// Spec: MAN-3
TEST(CheckManifest, ManifestEntryFitsItsLimit) {
  // 64 options fill most of an entry; one text brings it to the byte.
  Manifest m = TestManifest();
  m.questions[1].options.clear();
  for (size_t o = 0; o < 64; ++o) {
    const std::string name = fmt::format("{:02}", o) + std::string(475, 'x');
    m.questions[1].options.push_back({{name, name}});
  }
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
      Question question{.text = {"x", "x"}};
      for (size_t o = 0; o < (q < larger ? 14u : 13u); ++o)
        question.options.push_back({{fmt::format("{}", o), fmt::format("{}", o)}});
      m.questions.push_back(std::move(question));
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
  m.software.version = "1 2";
  expect("software, version: ");
  m.check_pages[0].observer = 9;
  expect("check page 1, observer: ");
  m.witnesses[1].address = "http://w1.example/";
  expect("witness 2, address: ");
  m.kept_by_one = true;
  expect("kept_by_one: ");
  m.zone.name = "?";
  expect("zone, name: ");
  m.questions[0].terms[1].den = 0;
  expect("question 1, rule 2, den: ");
  m.regions[0].weight = 0;
  expect("region 1, weight: ");
  m.questions[1].max = 0;
  m.questions[1].min = 0;
  expect("question 2, max: ");
  m.replace_until_ms = 1;
  expect("replace_until: ");
  m.seal_ms = 0;
  expect("seal: ");
  m.quorum = 0;
  expect("quorum: ");
  m.drills = 0;
  expect("drills: ");
  m.threshold = 0;
  expect("threshold: ");
  m.trustees[0].key = {};
  expect("trustee 1, key: ");
  m.witnesses[0].name = m.witnesses[1].name;
  expect("witness 2, name: ");
  m.board.key = m.organiser.key;
  expect("board, key: ");
  m.witnesses[2].key = {};
  expect("witness 3, key: ");
  m.origin += "//";
  expect("origin: ");
  m.regions[1].id = m.regions[0].id;
  expect("region 2, id: ");
  m.languages[1] = m.languages[0];
  expect("language 2: ");
  m.title[0] = "";
  expect("title (language 1): ");
}

}  // namespace
}  // namespace constat::record
