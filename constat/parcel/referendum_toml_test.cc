#include "constat/parcel/referendum_toml.h"

#include <fstream>
#include <regex>
#include <set>
#include <sstream>

#include "constat/crypto/secret/seeded_rng.h"
#include "constat/io/file.h"
#include "constat/parcel/party_key.h"
#include "constat/parcel/referendum_keys.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/testing/cast.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"
#include "constat/text/hex.h"

namespace constat::parcel {
namespace {

using record::Manifest;
using record::Term;
using testing::kClosingMs;
using testing::kOpeningMs;

// Good is a referendum.toml in which the tests below break one thing at a time.
constexpr std::string_view kHead =
    R"(nonce = "0101010101010101010101010101010101010101010101010101010101010101"
origin = "example.org/bridge"
languages = ["en", "uk"]
title = { en = "A bridge", uk = "Міст" }
opening = 2027-01-15T08:00:00+02:00
closing = 2027-01-15T20:00:00+02:00
quorum = 2
threshold = 2
zone = "UTC"
)";
constexpr std::string_view kTail = R"(
[[region]]
id = "n"
name = { en = "North", uk = "Північ" }
weight = 2

[[region]]
id = "s"
name = { en = "South", uk = "Південь" }

[[question]]
text = { en = "Build?", uk = "Будувати?" }

[[question.option]]
id = "yes"
name = { en = "Yes", uk = "Так" }

[[question.option]]
id = "no"
name = { en = "No", uk = "Ні" }

[[question.option]]
id = "blank"
name = { en = "Blank", uk = "Порожній" }
blank = true

[[question.rule]]
votes = "yes"
of = "valid"
more_than = "1/2"
)";

class TomlTest : public ::testing::Test {
 protected:
  TomlTest() {
    std::filesystem::create_directory(folder_.path() / "keys");
    crypto::SeededRng rng("toml", "keys");
    const auto write = [&](Role role, const std::string& file, const std::string& name) {
      std::ofstream(folder_.path() / "keys" / file)
          << FormatPartyKey(Value(GenerateSecret(role, name, rng)).party);
    };
    write(Role::kOrganiser, "organiser.pub", "Council");
    write(Role::kBoard, "board.pub", "Board");
    write(Role::kRefusal, "board-refusals.pub", "Board");
    write(Role::kObserver, "observer.pub", "Watch");
    write(Role::kRegistrar, "registrar.pub", "Registry");
    for (int i = 1; i <= 3; ++i) {
      write(Role::kTrustee, "trustee-" + std::to_string(i) + ".pub", "Trustee " + std::to_string(i));
      write(Role::kWitness, "witness-" + std::to_string(i) + ".pub", "w" + std::to_string(i) + ".example");
    }
    parties_ = "[organiser]\nname = \"The council\"\nkey = \"keys/organiser.pub\"\n";
    parties_ +=
        "[board]\n"
        "key = \"keys/board.pub\"\n"
        "refusal_key = \"keys/board-refusals.pub\"\n"
        "[[registrar]]\n"
        "key = \"keys/registrar.pub\"\n";
    for (int i = 1; i <= 3; ++i) {
      parties_ += "[[trustee]]\nkey = \"keys/trustee-" + std::to_string(i) + ".pub\"\n";
      parties_ += "[[witness]]\nkey = \"keys/witness-" + std::to_string(i) + ".pub\"\n";
    }
    good_ = std::string(kHead) + parties_ + std::string(kTail);
  }
  [[nodiscard]] Result<Manifest> Parse(const std::string& text) {
    return ParseReferendumToml(
        {text, "r.toml", [&](const std::string& name) { return ReadPartyKey(folder_.path() / name); }});
  }
  // Broken is the answer to the good text with one part of it replaced, which must be there once.
  [[nodiscard]] std::string Broken(std::string_view from, std::string_view to) {
    std::string text = good_;
    const size_t at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    text.replace(at, from.size(), to);
    const Result<Manifest> result = Parse(text);
    return result ? "ok" : std::string(ErrorName(result.error().code)) + ": " + result.error().detail;
  }
  // Promising is a manifest that chooses something in every field that has a default.
  [[nodiscard]] Manifest Promising(Manifest m) {
    m.grace_ms = 600'000;
    m.seal_ms = 301'000;
    m.rehearsal = true;
    m.listed = false;
    m.contact = {"Ring\nus", "Дзвоніть"};
    m.notices.privacy[0] = "https://town.example/privacy";
    m.zone = {"Europe/Kyiv", {{0, 120, "EET"}, {1'743'296'400'000, -210, "-0330"}}};
    m.replace_permille = m.replace_least = 0;
    m.replace_until_ms = 0;
    m.observers = {{"Watch", m.organiser.key, {record::Role::kObserver, 0}}};
    m.observers[0].key = Value(ReadPartyKey(folder_.path() / "keys/observer.pub")).key;
    m.check_pages = {{0, "https://watch.example/"}};
    m.witnesses[1].address = "https://w2.example/";
    m.witnesses[0].keeper = m.trustees[2].keeper = {record::Role::kRegistrar, 0};
    m.registrars[0].keeper = {record::Role::kRegistrar, 0};
    m.trustees[0].keeper = {record::Role::kTrustee, 2};
    m.kept_by_one = true;
    m.drills = 3;
    m.software = {"Pages", "7", {{"a/b.js", Bytes32{7}}}};
    return m;
  }
  void Everything(Manifest& m);
  TemporaryFolder folder_;
  std::string parties_;
  std::string good_;
};

// Spec: MAN-1
TEST_F(TomlTest, ReadsAManifest) {
  const Manifest m = Value(Parse(good_));
  EXPECT_EQ(m.nonce[31], 1);
  EXPECT_EQ(m.origin, "example.org/bridge");
  EXPECT_EQ(m.languages, (std::vector<std::string>{"en", "uk"}));
  EXPECT_EQ(m.title, (record::LocalText{"A bridge", "Міст"}));
  EXPECT_EQ(m.description, (record::LocalText{"", ""}));
  EXPECT_EQ(m.opening_ms, 1'799'992'800'000u);
  EXPECT_EQ(m.closing_ms - m.opening_ms, 12u * 3'600'000);
  EXPECT_EQ(m.grace_ms, 3u * 3'600'000);
  EXPECT_EQ(m.seal_ms, 900'000u);
  EXPECT_EQ(m.ceremony_end_ms, m.opening_ms);
  EXPECT_EQ(m.archive_ms, m.closing_ms + uint64_t{60} * 24 * 3'600'000);
  EXPECT_EQ(m.replace_until_ms, m.closing_ms - 6u * 3'600'000);
  EXPECT_EQ(m.replace_permille, 50);
  EXPECT_EQ(m.replace_least, 3);
  EXPECT_EQ(m.drills, 2);
  EXPECT_FALSE(m.rehearsal);
  EXPECT_TRUE(m.listed);
  EXPECT_EQ(m.contact, (record::LocalText{"The council", "The council"}));
  EXPECT_EQ(m.zone.name, "UTC");
  EXPECT_EQ(m.organiser.name, "The council");
  EXPECT_EQ(m.board.name, "Board") << "the name in the key's file";
  EXPECT_EQ(m.witnesses[2].name, "w3.example");
  EXPECT_EQ(m.trustees.size(), 3u);
  EXPECT_EQ(m.regions[0].weight, 2u);
  EXPECT_EQ(m.regions[1].name[1], "Південь");
  EXPECT_EQ(m.questions[0].blank, 2);
  EXPECT_TRUE(m.revoting);
  EXPECT_EQ(m.max_ballots, 20);
  EXPECT_EQ(m.floor, 10u);
}

// Everything sets what a manifest can have.
void TomlTest::Everything(Manifest& m) {
  m.description = {"Two\nlines, a \"quote\" and a \\", ""};
  m = Promising(std::move(m));
  m.revoting = false;
  m.max_ballots = 1;
  m.questions.push_back(m.questions[0]);
  m.questions[1].min = 0;
  m.questions[1].max = 2;
  m.questions[1].terms = {
      Term{.numerator = 0, .denominator = record::Denominator::kOption, .other = 1, .num = 1},
      Term{.denominator = record::Denominator::kRegistered,
           .comparator = record::Comparator::kAtLeast,
           .num = 1,
           .den = 4},
      Term{.numerator = 1,
           .denominator = record::Denominator::kOthers,
           .blanks_count = true,
           .num = 1,
           .scope = record::Scope::kRegionWeight,
           .weight = 3},
      Term{.numerator = 0,
           .denominator = record::Denominator::kBallotsCounted,
           .num = 2,
           .den = 3,
           .scope = record::Scope::kNamedRegions,
           .named = {0, 1}}};
}

// The text from toml++ and FormatReferendumToml mean the same manifest, byte for byte.
TEST_F(TomlTest, WrittenManifestsAreReadBack) {
  for (const bool one_language : {false, true}) {
    Manifest m = Value(Parse(good_));
    Everything(m);
    if (one_language) {
      m.languages = {"en"};
      m.title.resize(1);
      m.description.resize(1);
      m.contact.resize(1);
      m.notices.privacy.resize(1);
      m.notices.imprint.resize(1);
      m.notices.accessibility.resize(1);
      for (auto& region : m.regions) region.name.resize(1);
      for (auto& question : m.questions) {
        question.text.resize(1);
        for (auto& option : question.options) option.name.resize(1);
      }
    }
    ASSERT_THAT(record::CheckManifest(m), Succeeds());
    const Manifest again = Value(Parse(Value(FormatReferendumToml(m))));
    EXPECT_EQ(text::FormatHex(record::EncodeManifest(again)), text::FormatHex(record::EncodeManifest(m)));
  }
}

// PathsIn lists the keys of a text as the table of keys has them.
void PathsIn(const toml::table& table, const std::string& prefix, std::set<std::string>& out) {
  for (const auto& [name, node] : table) {
    const std::string path = prefix + std::string(name.str());
    const toml::array* const list = node.as_array();
    if (list != nullptr && !list->empty() && list->front().is_table()) {
      out.insert(path + "[]");
      for (const toml::node& element : *list) PathsIn(*element.as_table(), path + "[].", out);
      continue;
    }
    out.insert(path);
    if (node.is_table() && !node.as_table()->contains("en")) PathsIn(*node.as_table(), path + ".", out);
  }
}

// The table of keys, from which the guide's page is made, has each key that is read, and no other: one that
// nobody reads, and one that it does not have, are refused.
TEST_F(TomlTest, TableOfKeysIsWhatIsRead) {
  Manifest m = Value(Parse(good_));
  Everything(m);
  m.replace_least = 3;
  m.replace_until_ms = m.opening_ms / 60'000 * 60'000 + 60'000;
  std::string text = Value(FormatReferendumToml(m));
  for (const auto& [header, keeper] :
       std::vector<std::pair<std::string, std::string>>{{"[organiser]", "organiser"},
                                                        {"[board]", "board"},
                                                        {"[[observer]]", "observer 1"},
                                                        {"[[registrar]]", "registrar 1"}}) {
    const std::string line = "\n" + header + "\n";
    ASSERT_NE(text.find(line), std::string::npos) << header;
    text.replace(text.find(line), line.size(), line + "keeper = \"" + keeper + "\"\n");
  }
  ASSERT_THAT(Parse(text), Succeeds());
  std::set<std::string> used;
  PathsIn(Value(text::ParseToml(text, "r.toml")), "", used);
  for (const char* also : {"grace_minutes", "seal_minutes"}) {
    EXPECT_FALSE(used.contains(also)) << "a manifest is written in seconds";
    used.insert(also);
  }
  std::set<std::string> known;
  for (const ReferendumKey& key : ReferendumKeys()) known.insert(std::string(key.path));
  EXPECT_EQ(used, known);
  EXPECT_THAT(Parse("seal_minutes = 5\ngrace_minutes = 5\n" + good_), Succeeds());
}

// Spec: MAN-4, MAN-5
TEST_F(TomlTest, AnAssemblyOfThirtyWorksWithTheDefaults) {
  const Bytes bytes = Value(io::ReadFile(std::string(CONSTAT_SOURCE_DIR) + "/docs/guide/assembly.toml"));
  const KeyByName keys = [&](const std::string& name) {
    return ReadPartyKey(folder_.path() / (name == "keys/witness.pub" ? "keys/witness-1.pub" : name));
  };
  std::string text(AsText(bytes));
  const std::string zone = "\"Europe/Berlin\"";
  text.replace(text.find(zone), zone.size(), "\"UTC\"");  // no database is asked here
  const Manifest m = Value(ParseReferendumToml({.text = text, .keys = keys}));
  constexpr uint64_t kMinute = 60'000;
  EXPECT_EQ(m.closing_ms - m.opening_ms, 60 * kMinute);
  EXPECT_EQ(m.grace_ms, 15 * kMinute);
  EXPECT_EQ(m.seal_ms, 15 * kMinute) << "one witness: nobody may be away";
  EXPECT_EQ(m.replace_until_ms, m.opening_ms + 30 * kMinute);
  EXPECT_EQ(m.replace_least, 3);
  EXPECT_EQ(m.drills, 2) << "one trustee may be away";
  EXPECT_FALSE(m.kept_by_one);
  EXPECT_TRUE(m.rehearsal);
}

TEST_F(TomlTest, TemplateIsAReferendum) {
  const std::string text = Value(FormatTemplate(
      {.nonce = {9}, .origin = "town.example/vote", .opening_ms = kOpeningMs, .closing_ms = kClosingMs}));
  const Manifest m = Value(Parse(text));
  EXPECT_EQ(m.nonce, Bytes32{9});
  EXPECT_EQ(m.origin, "town.example/vote");
  EXPECT_EQ(m.opening_ms, kOpeningMs);
  EXPECT_EQ(m.closing_ms, kClosingMs);
  EXPECT_EQ(m.questions[0].terms.size(), 1u);
}

// What an organiser may write stands in the template, with its reason.
TEST_F(TomlTest, TemplateNamesEveryKey) {
  const std::string text = Value(FormatTemplate(
      {.nonce = {9}, .origin = "town.example/vote", .opening_ms = kOpeningMs, .closing_ms = kClosingMs}));
  for (const ReferendumKey& key : ReferendumKeys()) {
    std::string name(key.path.substr(key.path.find_last_of('.') + 1));
    if (name.ends_with("[]")) name.resize(name.size() - 2);
    if (key.path == "zone.offset[]") continue;  // described in words: few machines need it
    const std::regex word("(^|[^a-z_])" + name + "([^a-z_]|$)");
    EXPECT_TRUE(std::regex_search(text, word)) << key.path;
  }
}

TEST_F(TomlTest, NothingIsWrittenThatCouldNotBeRead) {
  // The year after 9999, which a manifest may have and TOML not.
  constexpr uint64_t kYear10000Ms = 253'402'300'800'000;
  Manifest m = Value(Parse(good_));
  m.closing_ms = kYear10000Ms;
  m.archive_ms = kYear10000Ms + m.grace_ms;
  ASSERT_THAT(record::CheckManifest(m), Succeeds());
  const Result<std::string> text = FormatReferendumToml(m);
  ASSERT_THAT(text, FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(text.error().detail, ::testing::StartsWith("referendum.toml was not written"));

  TemplateInput input{.nonce = {9}, .opening_ms = kOpeningMs, .closing_ms = kClosingMs};
  EXPECT_THAT(FormatTemplate(input), Succeeds());
  for (const char* origin : {"", "town.example/a vote", "town+example", "town\x01", "town\r"}) {
    input.origin = origin;
    EXPECT_THAT(FormatTemplate(input), ::testing::Not(Succeeds())) << origin;
  }
  EXPECT_THAT(FormatTemplate({.nonce = {9},
                              .origin = "https://town.example",
                              .opening_ms = kOpeningMs,
                              .closing_ms = kClosingMs}),
              FailsWith(ErrorCode::kBadManifest));
  input.origin = "town.example/\"vote\\";
  EXPECT_THAT(FormatTemplate(input), Succeeds());
  input.closing_ms = kYear10000Ms;
  EXPECT_THAT(FormatTemplate(input), FailsWith(ErrorCode::kBadText));
}

// Spec: RUL-1
TEST_F(TomlTest, ReadsRules) {
  const auto rule = [&](const std::string& text) {
    std::string with = good_;
    with.replace(with.find("votes = \"yes\""), std::string::npos, text);
    return Value(Parse(with)).questions[0].terms[0];
  };
  Term term = rule("turnout = true\nat_least = \"25%\"");
  EXPECT_EQ(term.numerator, record::kNone);
  EXPECT_EQ(term.denominator, record::Denominator::kRegistered);
  EXPECT_EQ(term.comparator, record::Comparator::kAtLeast);
  EXPECT_EQ(term.num, 25u);
  EXPECT_EQ(term.den, 100u);
  term = rule("votes = \"no\"\nof = { option = \"yes\" }\nmore_than = \"1\"");
  EXPECT_EQ(term.numerator, 1);
  EXPECT_EQ(term.denominator, record::Denominator::kOption);
  EXPECT_EQ(term.other, 0);
  EXPECT_EQ(term.num, 1u);
  EXPECT_EQ(term.den, 1u);
  term = rule(
      "votes = \"yes\"\n"
      "of = \"others\"\n"
      "blanks_count = true\n"
      "more_than = \"1/1\"\n"
      "in_regions = { weight = 2 }");
  EXPECT_EQ(term.denominator, record::Denominator::kOthers);
  EXPECT_TRUE(term.blanks_count);
  EXPECT_EQ(term.scope, record::Scope::kRegionWeight);
  EXPECT_EQ(term.weight, 2u);
  term = rule("votes = \"yes\"\nof = \"cast\"\nat_least = \"2/3\"\nin_regions = { named = [\"s\", \"n\"] }");
  EXPECT_EQ(term.denominator, record::Denominator::kBallotsCounted);
  EXPECT_EQ(term.named, (std::vector<uint16_t>{0, 1}));
}

TEST_F(TomlTest, NamesFileLineAndFieldOfWhatIsWrong) {
  EXPECT_THAT(Broken("title = {", "title = {{"), ::testing::StartsWith("bad-text: r.toml line 4: "));
  EXPECT_EQ(Broken("quorum = 2\n", ""), "bad-text: r.toml line 1: quorum: this is missing; add it");
  EXPECT_EQ(Broken("quorum = 2", "quorums = 2"),
            "bad-text: r.toml line 7: quorums: this name is not known here; check how it is written "
            "(docs/guide/referendum-toml.md lists all)");
  EXPECT_EQ(Broken("quorum = 2", "quorum = 2\nfloors = 3"),
            "bad-text: r.toml line 8: floors: this name is not known here; check how it is written "
            "(docs/guide/referendum-toml.md lists all)");
  EXPECT_EQ(Broken("quorum = 2", "quorum = \"2\""), "bad-text: r.toml line 7: quorum: write a whole number");
  EXPECT_EQ(Broken("quorum = 2", "quorum = -2"),
            "bad-number: r.toml line 7: quorum: -2 is not between 1 and 64");
  EXPECT_EQ(Broken("quorum = 2", "quorum = 1"),
            "bad-manifest: r.toml line 7: quorum: 1 is not more than half of the 3 witnesses: two different "
            "logs could each have enough of them");
  EXPECT_EQ(Broken("0101\"", "010\""),
            "bad-text: r.toml line 1: nonce: write 64 random digits of 0-9 and a-f; \"constat referendum "
            "new\" draws them");
  EXPECT_EQ(Broken("{ en = \"A bridge\", uk = \"Міст\" }", "\"A bridge\""),
            "bad-text: r.toml line 4: title: here is one text, and there are 2 languages: write { "
            "en = \"...\", ... }");
  EXPECT_EQ(Broken(", uk = \"Міст\"", ""), "bad-text: r.toml line 4: title, uk: this is missing; add it");
  EXPECT_EQ(Broken(", uk = \"Міст\"", ", uk = \"Міст\", de = \"Brücke\""),
            "bad-text: r.toml line 4: title, de: this name is not known here; check how it is written");
  EXPECT_EQ(Broken("2027-01-15T08:00:00+02:00", "2027-01-15"),
            "bad-text: r.toml line 5: opening: write a date and time without quotes, such as "
            "2026-05-17T08:00:00+02:00");
  EXPECT_EQ(Broken("2027-01-15T08:00:00+02:00", "2027-01-15T08:00:00.5Z"),
            "bad-number: r.toml line 5: opening: write whole seconds");
  EXPECT_EQ(Broken("2027-01-15T08:00:00+02:00", "1969-01-15T08:00:00Z"),
            "bad-number: r.toml line 5: opening: the time is before 1970");
  EXPECT_THAT(Broken("2027-01-15T20:00:00", "2027-01-15T07:00:00"),
              ::testing::StartsWith("bad-manifest: r.toml line 6: closing: "));
  EXPECT_EQ(Broken("weight = 2", "weight = 0"),
            "bad-number: r.toml line 34: region 1, weight: 0 is not between 1 and 4294967295");
  EXPECT_EQ(Broken("[\"en\", \"uk\"]", "\"en\""),
            "bad-text: r.toml line 3: languages: write a list of texts in quotes, such as [\"a\", \"b\"]");
}

TEST_F(TomlTest, NamesWhatIsWrongWithKeys) {
  EXPECT_THAT(
      Broken("keys/board.pub", "keys/missing.pub"),
      ::testing::AllOf(::testing::StartsWith("missing-file: r.toml line 14: board, key: cannot open "),
                       ::testing::HasSubstr("keys/missing.pub")));
  EXPECT_EQ(
      Broken("keys/board.pub", "keys/organiser.pub"),
      "wrong-key: r.toml line 14: board, key: keys/organiser.pub is a key made for the role organiser, and "
      "here the key of the role board belongs; ask its owner for the file that constat key new board wrote");
  EXPECT_THAT(Broken("keys/trustee-2.pub", std::string(64, 'f')),
              ::testing::StartsWith("bad-text: r.toml line 22: trustee 2, name: this is missing; add it"));
  EXPECT_THAT(Broken("keys/trustee-2.pub\"", std::string(64, 'f') + "\"\nname = \"T\""),
              ::testing::StartsWith("bad-point: r.toml line 23: trustee 2, key: "));
  EXPECT_THAT(Broken("keys/trustee-2.pub", "keys/trustee-1.pub"),
              ::testing::StartsWith("bad-manifest: r.toml line 22: trustee 2"));
  EXPECT_THAT(Broken("keys/witness-2.pub", "w2.example+00000000+AAAA"),
              ::testing::StartsWith("bad-text: r.toml line 25: witness 2, key: "));
}

TEST_F(TomlTest, NamesWhatIsWrongWithQuestions) {
  EXPECT_EQ(
      Broken("votes = \"yes\"", "votes = \"yep\""),
      "bad-text: r.toml line 57: question 1, rule 1, votes: no option of this question has the id \"yep\"; "
      "write one of \"yes\", \"no\", \"blank\"");
  EXPECT_EQ(Broken("votes = \"yes\"", "turnout = true\nvotes = \"yes\""),
            "bad-text: r.toml line 58: question 1, rule 1, votes: a rule is about either votes = \"<option "
            "id>\" or turnout = true");
  EXPECT_THAT(Broken("of = \"valid\"", "of = \"all\""),
              ::testing::StartsWith("bad-text: r.toml line 58: question 1, rule 1, of: \"all\" has no "
                                    "meaning here; write "));
  EXPECT_EQ(Broken("more_than = \"1/2\"", "more_than = \"half\""),
            "bad-text: r.toml line 59: question 1, rule 1, more_than: \"half\" is not a fraction; write "
            "such as \"1/2\", \"50%\" or \"1\"");
  for (const std::string_view bad :
       {"1/0", "1/2/3", "-1/2", "1/", "/2", "%", "01/2", "1 /2", "1/5000000000"}) {
    EXPECT_THAT(Broken("\"1/2\"", "\"" + std::string(bad) + "\""), ::testing::HasSubstr("is not a fraction"))
        << bad;
  }
  EXPECT_EQ(Broken("more_than = \"1/2\"", ""),
            "bad-text: r.toml line 56: question 1, rule 1, more_than: a rule has either more_than or "
            "at_least, and not both");
  EXPECT_EQ(Broken("more_than = \"1/2\"", "more_than = \"1/2\"\nin_regions = { named = [\"x\"] }"),
            "bad-text: r.toml line 60: question 1, rule 1, in_regions, named: no region has the id \"x\"; "
            "write one of \"n\", \"s\"");
  EXPECT_EQ(Broken("more_than = \"1/2\"", "more_than = \"1/2\"\nin_regions = {}"),
            "bad-text: r.toml line 60: question 1, rule 1, in_regions: write either { weight = <number> } "
            "or { named = [\"<region id>\", ...] }");
  EXPECT_EQ(Broken("id = \"no\"", "id = \"yes\""),
            "bad-text: r.toml line 48: question 1, option 2, id: another option of this question has this "
            "id; give each its own");
  EXPECT_THAT(Broken("more_than = \"1/2\"", "more_than = \"1/2\"\nin_regions = { weight = 4 }"),
              ::testing::StartsWith(
                  "bad-manifest: r.toml line 56: question 1, rule 1, weight: 4 is not between 1 and"));
  EXPECT_THAT(Broken("text = { en = \"Build?\"", "max = 3\ntext = { en = \"Build?\""),
              ::testing::StartsWith("bad-manifest: r.toml line 40: question 1, max: 3 is not between 1 and"));
}

TEST_F(TomlTest, RefusesWhatNobodyCanMeanWithItsLine) {
  EXPECT_THAT(Broken("more_than = \"1/2\"", "at_least = \"110 %\""), ::testing::HasSubstr("r.toml line 59"));
  EXPECT_THAT(Broken("more_than = \"1/2\"", "at_least = \"110%\""),
              ::testing::StartsWith("bad-manifest: r.toml line 56: "));
  EXPECT_EQ(Broken("more_than = \"1/2\"",
                   "more_than = \"1/2\"\n[[question.rule]]\nvotes = \"no\"\nof = \"valid\"\n"
                   "more_than = \"50%\""),
            "bad-manifest: r.toml line 60: rules 1 and 2 of question 1 can never both hold, and the "
            "question is carried only when every rule holds: they ask for more votes for \u201cYes\u201d "
            "and for \u201cNo\u201d together than there are. Leave one out");
  EXPECT_THAT(Broken("example.org/bridge", "https:example.org/bridge"),
              ::testing::StartsWith("bad-manifest: r.toml line 2: \"https:example.org/bridge\" begins with"));
  std::string text = good_;
  for (size_t at; (at = text.find("uk = ")) != std::string::npos;) text.replace(at, 2, "ua");
  text.replace(text.find("\"uk\""), 4, "\"ua\"");
  const Result<Manifest> country = Parse(text);
  ASSERT_THAT(country, FailsWith(ErrorCode::kBadManifest));
  EXPECT_THAT(country.error().detail,
              ::testing::StartsWith("r.toml line 3: \"ua\" is the code of a country"));
}

TEST_F(TomlTest, FindsKeysWithoutAnyFile) {
  const KeyByName keys = [&](const std::string& name) -> Result<PartyKey> {
    if (name == "keys/organiser.pub") return ParsePartyKey("mayor");
    return ReadPartyKey(folder_.path() / name);
  };
  const Result<Manifest> spoilt = ParseReferendumToml({good_, "r.toml", keys});
  ASSERT_THAT(spoilt, FailsWith(ErrorCode::kBadText));
  EXPECT_THAT(spoilt.error().detail, ::testing::StartsWith("r.toml line 12: organiser, key: this is not a "
                                                           "public key: neither a line"));

  const Manifest m = Value(Parse(good_));
  const std::string whole = Value(FormatReferendumToml(m));  // with the keys themselves
  EXPECT_EQ(record::EncodeManifest(Value(ParseReferendumToml({.text = whole}))), record::EncodeManifest(m));
  const Result<Manifest> none = ParseReferendumToml({.text = good_});
  ASSERT_THAT(none, FailsWith(ErrorCode::kMissingFile));
  EXPECT_EQ(none.error().detail,
            "referendum.toml line 12: organiser, key: \"keys/organiser.pub\" is not a key, and no file of "
            "this name was given");
}

// Spec: MAN-6
TEST_F(TomlTest, ReadsAListOfPagesByItself) {
  const auto read = [&](const std::string& text) {
    EXPECT_THAT(io::WriteFile(folder_.path() / "pages.toml", AsBytes(text)), Succeeds());
    return ReadSoftwareToml(folder_.path() / "pages.toml");
  };
  const std::string head = "[software]\nname = \"Pages\"\nversion = \"2\"\n";
  const std::string file = "[[software.file]]\npath = \"a.js\"\nsha256 = \"" + std::string(64, '0') + "\"\n";
  const Result<record::Software> list = read(head + file);
  ASSERT_THAT(list, Succeeds());
  EXPECT_EQ(list->name, "Pages");
  EXPECT_EQ(list->files.size(), 1u);
  EXPECT_THAT(read("").error().code, ErrorCode::kBadText) << "no list at all is not the empty list";
  EXPECT_THAT(read(head + file + file), FailsWith(ErrorCode::kBadText)) << "a path twice";
  EXPECT_THAT(read("title = \"x\"\n" + head), FailsWith(ErrorCode::kBadText));
}

TEST_F(TomlTest, ReadsAFileWithPathsBesideIt) {
  const std::filesystem::path path = folder_.path() / "referendum.toml";
  EXPECT_THAT(ReadReferendumToml(path), FailsWith(ErrorCode::kMissingFile));
  std::ofstream(path) << good_;
  EXPECT_EQ(text::FormatHex(record::EncodeManifest(Value(ReadReferendumToml(path)))),
            text::FormatHex(record::EncodeManifest(Value(Parse(good_)))));
}

// Each line that a part is said to be in has its key, or begins its table.
TEST_F(TomlTest, SaysWhereThePartsAre) {
  const std::filesystem::path path = folder_.path() / "referendum.toml";
  std::ofstream(path) << good_;
  const ReferendumFile file = Value(ReadReferendumFile(path));
  std::vector<std::string> rows{""};  // lines are counted from 1
  std::istringstream text(good_);
  for (std::string row; std::getline(text, row);) rows.push_back(row);
  const auto row = [&](const std::string& part) { return rows.at(file.lines.at(part)); };
  EXPECT_THAT(row("title"), ::testing::HasSubstr("title"));
  EXPECT_THAT(row("origin"), ::testing::HasSubstr("origin"));
  EXPECT_THAT(row("opening"), ::testing::HasSubstr("opening"));
  EXPECT_EQ(row("question 1"), "[[question]]");
  EXPECT_EQ(row("question 1, rule 1"), "[[question.rule]]");
  EXPECT_EQ(row("region 2"), "[[region]]");
  EXPECT_EQ(row("registrar 1"), "[[registrar]]");
  EXPECT_LT(file.lines.at("region 1"), file.lines.at("region 2"));
}

}  // namespace
}  // namespace constat::parcel
