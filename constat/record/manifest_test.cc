#include "constat/record/manifest.h"

#include "constat/testing/decoder.h"

namespace constat::record {
namespace {

Result<Bytes> RecodedManifest(ByteView bytes) {
  CONSTAT_ASSIGN(const Manifest manifest, DecodeManifest(bytes));
  return EncodeManifest(manifest);
}

// Text is the hex of a length-prefixed text.
std::string Text(std::string_view text) {
  const Bytes length{static_cast<uint8_t>(text.size() >> 8), static_cast<uint8_t>(text.size())};
  return text::FormatHex(length) + text::FormatHex(AsBytes(text));
}

// Fields is hex written field by field, without the blanks.
std::string Fields(std::string hex) {
  std::erase(hex, ' ');
  return hex;
}

// Spec: MAN-1, RUL-1, ENC-1, ENC-4, ENC-5, ENC-6
TEST(Manifest, EncodesItsFieldsInOrder) {
  const Manifest& m = TestManifest();
  const auto party = [](const Party& p) { return Text(p.name) + text::FormatHex(p.key); };
  const auto trustee = [](const Trustee& t) { return Text(t.name) + text::FormatHex(t.key.encoded); };
  std::string hex = "01" + text::FormatHex(m.nonce) + Text("example.org/referendum");
  hex += Fields("0002 02") + text::FormatHex(AsBytes("en")) + "05" + text::FormatHex(AsBytes("de-CH"));
  hex += Text("A bridge") + Text("Eine Brücke") + Text("") + Text("Zeile eins\nZeile zwei");
  hex += "0002" + Text("Build it?") + Text("Bauen?");
  hex += "0003" + Text("Yes") + Text("Ja") + Text("No") + Text("Nein") + Text("Blank") + Text("Leer");
  hex += Fields("0002 0001 0001 0004");
  hex += Fields("0000 03 0001 00 00 00000000 00000001 00 0000000000000000 0000");
  hex += Fields("ffff 02 ffff 00 01 00000001 00000004 00 0000000000000000 0000");
  hex += Fields("0000 04 ffff 01 00 00000001 00000001 01 0000000000000003 0000");
  hex += Fields("0000 00 ffff 00 00 00000001 00000002 02 0000000000000000 0002 0000 0002");
  hex += Text("Which?") + Text("Welche?");
  hex += "0003" + Text("Stone") + Text("Stein") + Text("Steel") + Text("Stahl") + Text("Wood") + Text("Holz");
  hex += Fields("ffff 0000 0002 0000");
  hex += "0003" + Text("north") + Text("North") + Text("Nord") + "00000002" + Text("south") + Text("South") +
         Text("Süd") + "00000002";
  hex += Text("abroad") + Text("Abroad") + Text("Ausland") + "00000001";
  hex += Fields("0000018bcfe56800 0000018bd50bc400 0036ee80");
  hex += party(m.organiser) + "0002" + party(m.registrars[0]) + party(m.registrars[1]) + party(m.board);
  hex += "0003" + party(m.witnesses[0]) + party(m.witnesses[1]) + party(m.witnesses[2]) + "0002";
  hex += "0003" + trustee(m.trustees[0]) + trustee(m.trustees[1]) + trustee(m.trustees[2]) + "0002";
  hex += Fields("01 0014 0000000a");
  EXPECT_EQ(text::FormatHex(EncodeManifest(m)), hex);
}

// Spec: ENC-1
TEST(Manifest, IsCanonical) { ExpectCanonical(EncodeManifest(TestManifest()), RecodedManifest); }

// Spec: ENC-2
TEST(Manifest, DecodesTrusteeKeysStrictly) {
  const Manifest& m = TestManifest();
  ExpectStrictFields(EncodeManifest(m), {m.trustees[0].key, m.trustees[1].key, m.trustees[2].key}, {},
                     RecodedManifest);
}

// Spec: MAN-3
TEST(Manifest, HasVersionOne) {
  Bytes encoded = EncodeManifest(TestManifest());
  for (const uint8_t version : {uint8_t{0}, uint8_t{2}, uint8_t{255}}) {
    encoded[0] = version;
    const auto refused = DecodeManifest(encoded);
    EXPECT_EQ(CodeOf(refused), "unknown-enum");
    EXPECT_THAT(DetailOf(refused), ::testing::StartsWith("version: "));
  }
}

// Spec: MAN-2
TEST(Manifest, HashIsLabelled) {
  const Bytes encoded = EncodeManifest(TestManifest());
  Bytes message(AsBytes("constat/v1/manifest").begin(), AsBytes("constat/v1/manifest").end());
  message.push_back(0);
  Append(message, encoded);
  EXPECT_EQ(ManifestHash(encoded), crypto::Sha256(message));
}

TEST(Manifest, BodyIsManifestAndSignature) {
  const Bytes encoded = EncodeManifest(TestManifest());
  const auto signature = TestSignature("organiser");
  const Bytes body = EncodeManifestBody(encoded, signature);
  EXPECT_EQ(body.size(), encoded.size() + 64);
  const auto split = SplitManifestBody(body);
  ASSERT_TRUE(split);
  EXPECT_TRUE(Equal(split->manifest, encoded));
  EXPECT_EQ(split->signature, signature);
  EXPECT_EQ(CodeOf(SplitManifestBody(ByteView(body).first(63))), "truncated");
  EXPECT_EQ(CodeOf(SplitManifestBody(ByteView(body).first(64))), "ok");
}

// A count alone, with nothing behind it, must not make the decoder allocate.
TEST(Manifest, CountsWithoutElementsAreTruncated) {
  Bytes bytes{1};
  Append(bytes, Bytes32{});
  Append(bytes, text::ParseHex("000161").value());  // origin "a"
  Append(bytes, text::ParseHex("0020").value());    // 32 languages, none there
  const auto refused = DecodeManifest(bytes);
  EXPECT_EQ(CodeOf(refused), "truncated");
  EXPECT_THAT(DetailOf(refused), ::testing::StartsWith("languages[0]: "));
}

// Limit is one field's size, from what the clause allows to one beyond.
struct Limit {
  std::string part;
  std::string code;  // expected
  std::function<void(Manifest&)> apply;
};

void ExpectLimit(const Limit& limit) {
  Manifest m = TestManifest();
  limit.apply(m);
  const Status checked = CheckManifest(m);
  EXPECT_EQ(CodeOf(checked), limit.code) << limit.part;
  const auto decoded = DecodeManifest(EncodeManifest(m));
  EXPECT_EQ(CodeOf(decoded), limit.code) << limit.part;
  if (limit.code == "ok") return;
  EXPECT_THAT(DetailOf(checked), ::testing::StartsWith(limit.part + ": "));
  EXPECT_THAT(DetailOf(decoded), ::testing::StartsWith(limit.part + ": "));
}

std::string Long(size_t n) { return std::string(n, 'x'); }

// Spec: MAN-1
TEST(Manifest, TextsHaveLimits) {
  const auto limits = [](const std::string& part, size_t min, size_t max, auto field) {
    const auto set = [&](size_t n) { return [=](Manifest& m) { field(m) = Long(n); }; };
    if (min > 0) ExpectLimit({part, "bad-length", set(min - 1)});
    ExpectLimit({part, "ok", set(min)});
    ExpectLimit({part, "ok", set(max)});
    ExpectLimit({part, "bad-length", set(max + 1)});
  };
  limits("origin", 1, 128, [](Manifest& m) -> std::string& { return m.origin; });
  limits("languages[1]", 2, 35, [](Manifest& m) -> std::string& { return m.languages[1]; });
  limits("title[1]", 1, 1000, [](Manifest& m) -> std::string& { return m.title[1]; });
  limits("description[0]", 0, 10000, [](Manifest& m) -> std::string& { return m.description[0]; });
  limits("questions[1].text[0]", 1, 4000, [](Manifest& m) -> std::string& { return m.questions[1].text[0]; });
  limits("questions[0].options[2].name[1]", 1, 1000,
         [](Manifest& m) -> std::string& { return m.questions[0].options[2].name[1]; });
  limits("regions[1].id", 1, 64, [](Manifest& m) -> std::string& { return m.regions[1].id; });
  limits("regions[2].name[0]", 1, 200, [](Manifest& m) -> std::string& { return m.regions[2].name[0]; });
  limits("organiser.name", 1, 200, [](Manifest& m) -> std::string& { return m.organiser.name; });
  limits("registrars[1].name", 1, 200, [](Manifest& m) -> std::string& { return m.registrars[1].name; });
  limits("board.name", 1, 200, [](Manifest& m) -> std::string& { return m.board.name; });
  limits("witnesses[2].name", 1, 128, [](Manifest& m) -> std::string& { return m.witnesses[2].name; });
  limits("trustees[0].name", 1, 200, [](Manifest& m) -> std::string& { return m.trustees[0].name; });
}

// Spec: MAN-1, ENC-5
TEST(Manifest, ListsHaveLimits) {
  const auto fill = [](auto field, auto make, size_t n) {
    return [=](Manifest& m) {
      auto& list = field(m);
      list.clear();
      for (size_t i = 0; i < n; ++i) list.push_back(make(i));
    };
  };
  const auto questions = [](Manifest& m) -> auto& { return m.questions; };
  const auto question = [](size_t) {
    return Question{.text = {"a", "b"}, .options = {{{"a", "b"}}, {{"c", "d"}}}};
  };
  ExpectLimit({"questions", "bad-length", fill(questions, question, 0)});
  ExpectLimit({"questions", "ok", fill(questions, question, 1)});
  ExpectLimit({"questions", "ok", fill(questions, question, 16)});
  ExpectLimit({"questions", "bad-length", fill(questions, question, 17)});

  const auto options = [](Manifest& m) -> auto& { return m.questions[1].options; };
  const auto option = [](size_t) { return Option{{"a", "b"}}; };
  ExpectLimit({"questions[1].options", "bad-length", fill(options, option, 1)});
  ExpectLimit({"questions[1].options", "ok", fill(options, option, 2)});
  ExpectLimit({"questions[1].options", "ok", fill(options, option, 64)});
  ExpectLimit({"questions[1].options", "bad-length", fill(options, option, 65)});

  const auto terms = [](Manifest& m) -> auto& { return m.questions[1].terms; };
  const auto term = [](size_t) { return Term{.denominator = Denominator::kRegistered}; };
  ExpectLimit({"questions[1].terms", "ok", fill(terms, term, 0)});
  ExpectLimit({"questions[1].terms", "ok", fill(terms, term, 32)});
  ExpectLimit({"questions[1].terms", "bad-length", fill(terms, term, 33)});

  const auto registrars = [](Manifest& m) -> auto& { return m.registrars; };
  const auto party = [](size_t i) { return Party{fmt::format("n{}", i), TestKey(fmt::format("k{}", i))}; };
  ExpectLimit({"registrars", "bad-length", fill(registrars, party, 0)});
  ExpectLimit({"registrars", "ok", fill(registrars, party, 16)});
  ExpectLimit({"registrars", "bad-length", fill(registrars, party, 17)});

  const auto witnesses = [&](size_t n) {
    return [=](Manifest& m) {
      fill([](Manifest& w) -> auto& { return w.witnesses; }, party, n)(m);
      m.quorum = static_cast<uint16_t>(n / 2 + 1);
    };
  };
  ExpectLimit({"witnesses", "bad-length", witnesses(0)});
  ExpectLimit({"witnesses", "ok", witnesses(1)});
  ExpectLimit({"witnesses", "ok", witnesses(64)});
  ExpectLimit({"witnesses", "bad-length", witnesses(65)});

  const auto trustees = [](Manifest& m) -> auto& { return m.trustees; };
  const auto trustee = [](size_t i) { return Trustee{"t", TestPoint(fmt::format("t{}", i))}; };
  ExpectLimit({"trustees", "bad-length", fill(trustees, trustee, 1)});
  ExpectLimit({"trustees", "ok", fill(trustees, trustee, 2)});
  ExpectLimit({"trustees", "ok", fill(trustees, trustee, 64)});
  ExpectLimit({"trustees", "bad-length", fill(trustees, trustee, 65)});
}

// OneLanguage is the test manifest with its first language only, and this many regions.
Manifest OneLanguage(size_t regions) {
  Manifest m = TestManifest();
  m.languages.resize(1);
  m.title.resize(1);
  m.description.resize(1);
  m.questions.resize(1);
  m.questions[0].text.resize(1);
  for (Option& option : m.questions[0].options) option.name.resize(1);
  m.questions[0].terms.clear();
  m.regions.clear();
  for (size_t i = 0; i < regions; ++i) m.regions.push_back({.id = fmt::format("{:x}", i), .name = {"x"}});
  return m;
}

// Spec: MAN-1, ENC-5
TEST(Manifest, LanguagesAndRegionsHaveLimits) {
  for (const size_t n : {0, 1, 32, 33}) {
    Manifest m = OneLanguage(1);
    const auto repeat = [&](LocalText& text) { text.assign(n, "x"); };
    m.languages.clear();
    for (size_t i = 0; i < n; ++i) m.languages.push_back(fmt::format("x{}", i));
    repeat(m.title);
    repeat(m.description);
    repeat(m.questions[0].text);
    for (Option& option : m.questions[0].options) repeat(option.name);
    repeat(m.regions[0].name);
    const std::string expected = n == 1 || n == 32 ? "ok" : "bad-length";
    EXPECT_EQ(CodeOf(CheckManifest(m)), expected) << n;
    EXPECT_EQ(CodeOf(DecodeManifest(EncodeManifest(m))), expected) << n;
  }
  for (const size_t n : {0, 1, 4096, 4097}) {
    const Manifest m = OneLanguage(n);
    const std::string expected = n == 1 || n == 4096 ? "ok" : "bad-length";
    EXPECT_EQ(CodeOf(CheckManifest(m)), expected) << n;
    EXPECT_EQ(CodeOf(DecodeManifest(EncodeManifest(m))), expected) << n;
  }
}

// Spec: RUL-1
TEST(Manifest, NamedRegionsHaveLimits) {
  for (const size_t n : {4096, 4097}) {
    Manifest m = OneLanguage(4096);
    Term term{.denominator = Denominator::kRegistered, .scope = Scope::kNamedRegions};
    for (size_t i = 0; i < n; ++i) term.named.push_back(static_cast<uint16_t>(i));
    m.questions[0].terms = {term};
    const auto decoded = DecodeManifest(EncodeManifest(m));
    EXPECT_EQ(CodeOf(decoded), n == 4096 ? "ok" : "bad-length");
    EXPECT_EQ(CodeOf(CheckManifest(m)), n == 4096 ? "ok" : "bad-length");
    EXPECT_THAT(DetailOf(decoded), ::testing::StartsWith(n == 4096 ? "" : "questions[0].terms[0].named: "));
  }
}

// Spec: ENC-4
TEST(Manifest, TextIsUtf8WithoutControlCharacters) {
  const auto title = [](const std::string& text) { return [=](Manifest& m) { m.title[1] = text; }; };
  ExpectLimit({"title[1]", "ok", title("line\nfeed \xc2\x80 \xf0\x9f\x8c\x89")});
  for (const std::string& text :
       {std::string("\0", 1), std::string("a\tb"), std::string("\r"), std::string("\x1f"),
        std::string("\x7f"), std::string("\xff"), std::string("\xc0\x80"), std::string("\xed\xa0\x80"),
        std::string("cut \xe2\x82")}) {
    ExpectLimit({"title[1]", "bad-text", title(text)});
  }
}

// Spec: MAN-1
TEST(Manifest, KeyNamesHaveNoSpaceAndNoPlus) {
  for (const std::string name : {"a b", "a+b", "a\nb",
                                 "a\xc2\xa0"
                                 "b",
                                 "\xe2\x80\xa8"}) {
    ExpectLimit({"origin", "bad-text", [&](Manifest& m) { m.origin = name; }});
    ExpectLimit({"witnesses[1].name", "bad-text", [&](Manifest& m) { m.witnesses[1].name = name; }});
  }
  ExpectLimit({"origin", "ok", [](Manifest& m) { m.origin = "münchen.example/2031"; }});
}

// Spec: MAN-1
TEST(Manifest, LanguageTagsAreLettersDigitsHyphens) {
  ExpectLimit({"languages[0]", "ok", [](Manifest& m) { m.languages[0] = "Az-09"; }});
  for (const std::string tag : {"d_", "d ", "d\xc3\xa4", "d@", "d[", "d`", "d{", "d/", "d:"}) {
    ExpectLimit({"languages[0]", "bad-text", [&](Manifest& m) { m.languages[0] = tag; }});
  }
}

// Spec: MAN-1
TEST(Manifest, EveryTextStandsInEveryLanguage) {
  const auto refused = [](const std::string& part, const std::function<void(Manifest&)>& apply) {
    Manifest m = TestManifest();
    apply(m);
    const Status checked = CheckManifest(m);
    EXPECT_EQ(CodeOf(checked), "bad-length");
    EXPECT_THAT(DetailOf(checked), ::testing::StartsWith(part + ": "));
  };
  refused("title", [](Manifest& m) { m.title.pop_back(); });
  refused("description", [](Manifest& m) { m.description.push_back("x"); });
  refused("questions[0].text", [](Manifest& m) { m.questions[0].text.clear(); });
  refused("questions[1].options[1].name", [](Manifest& m) { m.questions[1].options[1].name.pop_back(); });
  refused("regions[0].name", [](Manifest& m) { m.regions[0].name.pop_back(); });
}

// Spec: ENC-1, ENC-6, RUL-1
TEST(Manifest, EnumerationsAreListedValues) {
  const auto last = [](auto part, auto value, auto field) {
    ExpectLimit({part, "unknown-enum", [=](Manifest& m) {
                   auto& v = field(m.questions[0].terms[1]);
                   v = static_cast<std::remove_reference_t<decltype(v)>>(value);
                 }});
  };
  last("questions[0].terms[1].denominator", 5, [](Term& t) -> auto& { return t.denominator; });
  last("questions[0].terms[1].comparator", 2, [](Term& t) -> auto& { return t.comparator; });
  last("questions[0].terms[1].scope", 3, [](Term& t) -> auto& { return t.scope; });

  const Bytes encoded = EncodeManifest(TestManifest());
  Bytes altered = encoded;
  altered[altered.size() - 7] = 2;  // revoting, before max_ballots and floor
  auto refused = DecodeManifest(altered);
  EXPECT_EQ(CodeOf(refused), "unknown-enum");
  EXPECT_THAT(DetailOf(refused), ::testing::StartsWith("revoting: "));
}

// A text longer than its length field can say must not reach the encoder.
TEST(Manifest, LimitsComeBeforeEncoding) {
  Manifest m = TestManifest();
  m.description[0] = Long(70000);
  EXPECT_EQ(CodeOf(CheckManifest(m)), "bad-length");
  m = TestManifest();
  m.languages[0] = Long(300);
  EXPECT_EQ(CodeOf(CheckManifest(m)), "bad-length");
  m = TestManifest();
  m.regions.resize(70000);
  EXPECT_EQ(CodeOf(CheckManifest(m)), "bad-length");
}

}  // namespace
}  // namespace constat::record
