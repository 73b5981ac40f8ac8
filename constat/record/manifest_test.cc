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
  const auto party = [](const Party& p, const std::string& keeper) {
    return Text(p.name) + text::FormatHex(p.key) + keeper;
  };
  const auto trustee = [](const Trustee& t, const std::string& keeper) {
    return Text(t.name) + text::FormatHex(t.key.encoded) + keeper;
  };
  std::string hex = Fields("82 00 00 01") + text::FormatHex(m.nonce) + Text("example.org/referendum");
  hex += Fields("0002 02") + text::FormatHex(AsBytes("en")) + "05" + text::FormatHex(AsBytes("de-CH"));
  hex += Text("A bridge") + Text("Eine Brücke") + Text("") + Text("Zeile eins\nZeile zwei");
  hex += Text("Town") + Text("Town") + Text("https://town.example/privacy") +
         Text("https://town.example/datenschutz") + Text("") + Text("") + Text("") + Text("");
  hex += Text("UTC") + Fields("0001 0000000000000000 0000") + Text("UTC");
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
  hex += Fields("0000018bcfe56800 0000018bcfe56800 0000018bd50bc400 0036ee80 000dbba0");
  hex += Fields("0000018d0a095400 0000018bd27847e0 0032 0003");
  hex += party(m.organiser, "000000") + "0002" + party(m.registrars[0], "010000") +
         party(m.registrars[1], "010001");
  hex += party(m.board, text::FormatHex(m.board.refusal_key) + "020000") + "0003";
  hex += party(m.witnesses[0], "030000") + Text("https://w0.example/") + party(m.witnesses[1], "030001") +
         Text("") + party(m.witnesses[2], "030002") + Text("");
  hex += "0002" + Fields("0003") + trustee(m.trustees[0], "040001") + trustee(m.trustees[1], "040002") +
         trustee(m.trustees[2], "040003");
  hex += Fields("0002 00 0002");
  hex += "0001" + party(m.observers[0], "050000") + "00";
  hex += Fields("0001 0000") + Text("https://watch.example/check/");
  hex += Fields("01 0014 0000000a") + Text("constat") + Text("1.0") + "0000";
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
  EXPECT_EQ(CodeOf(SplitManifestBody(ByteView(body).first(1))), "truncated");
  EXPECT_EQ(CodeOf(SplitManifestBody(ByteView(body).first(64))), "ok");
}

// A count alone, with nothing behind it, must not make the decoder allocate.
TEST(Manifest, CountsWithoutElementsAreTruncated) {
  Bytes bytes{kVersion, kOpenMode, 0, 0};
  Append(bytes, Bytes32{});
  Append(bytes, text::ParseHex("000161").value());  // origin "a"
  Append(bytes, text::ParseHex("0020").value());    // 32 languages, none there
  const auto refused = DecodeManifest(bytes);
  EXPECT_EQ(CodeOf(refused), "truncated");
  EXPECT_THAT(DetailOf(refused), ::testing::StartsWith("language 1: "));
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

// Address is one of n bytes.
std::string Address(size_t n) { return std::string("https://").append(n < 8 ? 0 : n - 8, 'x').substr(0, n); }

// Spec: MAN-1
TEST(Manifest, VersionAndModeComeFirst) {
  const Bytes encoded = EncodeManifest(TestManifest());
  for (const size_t at : {0, 1}) {
    for (unsigned value = 0; value < 256; ++value) {
      Bytes altered = encoded;
      altered[at] = static_cast<uint8_t>(value);
      EXPECT_EQ(CodeOf(DecodeManifest(altered)), altered == encoded ? "ok" : "unknown-mode");
      // Nothing else of it is looked at.
      EXPECT_EQ(CodeOf(CheckVersion(ByteView(altered).first(2))), altered == encoded ? "ok" : "unknown-mode");
    }
  }
  EXPECT_EQ(CodeOf(CheckVersion(ByteView(encoded).first(1))), "truncated");
  EXPECT_EQ(FormatVersion(kVersion), "version 1, draft 2");
  EXPECT_EQ(FormatVersion(1), "version 1");
  EXPECT_EQ(NumberOfVersion(1).draft, 0);
  EXPECT_EQ(NumberOfVersion(128 + 3).version, 1);
  EXPECT_EQ(NumberOfVersion(128 + 3).draft, 3);
  EXPECT_THAT(DetailOf(CheckVersion(Bytes{1, 7})), ::testing::HasSubstr("constat 0.1 reads"));
  EXPECT_THAT(DetailOf(CheckVersion(Bytes{131, 0})), ::testing::HasSubstr("A newer program"));
}

// Spec: MAN-1
TEST(Manifest, TextsHaveLimits) {
  const auto limits = [](const std::string& part, size_t min, size_t max, auto field, auto text) {
    const auto set = [&](size_t n) { return [=](Manifest& m) { field(m) = text(n); }; };
    if (min > 0) ExpectLimit({part, "bad-length", set(min - 1)});
    ExpectLimit({part, "ok", set(min)});
    ExpectLimit({part, "ok", set(max)});
    ExpectLimit({part, "bad-length", set(max + 1)});
  };
  limits(
      "origin", 1, 128, [](Manifest& m) -> std::string& { return m.origin; }, Long);
  limits(
      "language 2", 2, 35, [](Manifest& m) -> std::string& { return m.languages[1]; },
      [](size_t n) { return n < 3 ? Long(n) : "xy-" + Long(n - 3); });
  limits(
      "title (language 2)", 1, 1000, [](Manifest& m) -> std::string& { return m.title[1]; }, Long);
  limits(
      "description (language 1)", 0, 10000, [](Manifest& m) -> std::string& { return m.description[0]; },
      Long);
  limits(
      "question 2, text (language 1)", 1, 4000,
      [](Manifest& m) -> std::string& { return m.questions[1].text[0]; }, Long);
  limits(
      "question 1, option 3, name (language 2)", 1, 1000,
      [](Manifest& m) -> std::string& { return m.questions[0].options[2].name[1]; }, Long);
  limits(
      "region 2, id", 1, 64, [](Manifest& m) -> std::string& { return m.regions[1].id; }, Long);
  limits(
      "region 3, name (language 1)", 1, 200, [](Manifest& m) -> std::string& { return m.regions[2].name[0]; },
      Long);
  limits(
      "organiser, name", 1, 200, [](Manifest& m) -> std::string& { return m.organiser.name; }, Long);
  limits(
      "registrar 2, name", 1, 200, [](Manifest& m) -> std::string& { return m.registrars[1].name; }, Long);
  limits(
      "board, name", 1, 200, [](Manifest& m) -> std::string& { return m.board.name; }, Long);
  limits(
      "witness 3, name", 1, 128, [](Manifest& m) -> std::string& { return m.witnesses[2].name; }, Long);
  limits(
      "observer 1, name", 1, 200, [](Manifest& m) -> std::string& { return m.observers[0].name; }, Long);
  limits(
      "contact (language 2)", 1, 500, [](Manifest& m) -> std::string& { return m.contact[1]; }, Long);
  limits(
      "zone, name", 1, 64, [](Manifest& m) -> std::string& { return m.zone.name; }, Long);
  limits(
      "zone, offset 1, abbreviation", 1, 8,
      [](Manifest& m) -> std::string& { return m.zone.offsets[0].abbreviation; }, Long);
  limits(
      "software, name", 1, 100, [](Manifest& m) -> std::string& { return m.software.name; }, Long);
  limits(
      "software, version", 1, 50, [](Manifest& m) -> std::string& { return m.software.version; }, Long);
  limits(
      "software, file 1, path", 1, 120,
      [](Manifest& m) -> std::string& { return m.software.files.emplace_back().path; }, Long);
  limits(
      "trustee 1, name", 1, 200, [](Manifest& m) -> std::string& { return m.trustees[0].name; }, Long);
}

// Spec: MAN-1, MAN-3 (12)
TEST(Manifest, AddressesHaveLimits) {
  const auto limits = [](const std::string& part, size_t max, auto field) {
    ExpectLimit({part, "ok", [=](Manifest& m) { field(m) = Address(9); }});
    ExpectLimit({part, "ok", [=](Manifest& m) { field(m) = Address(max); }});
    ExpectLimit({part, "bad-length", [=](Manifest& m) { field(m) = Address(max + 1); }});
  };
  limits("notices, privacy (language 1)", 500, [](Manifest& m) -> auto& { return m.notices.privacy[0]; });
  limits("notices, imprint (language 2)", 500, [](Manifest& m) -> auto& { return m.notices.imprint[1]; });
  limits("notices, accessibility (language 2)", 500,
         [](Manifest& m) -> auto& { return m.notices.accessibility[1]; });
  limits("witness 2, address", 200, [](Manifest& m) -> auto& { return m.witnesses[1].address; });
  limits("check page 1, address", 200, [](Manifest& m) -> auto& { return m.check_pages[0].address; });
  ExpectLimit(
      {"check page 1, address", "bad-length", [](Manifest& m) { m.check_pages[0].address = Address(8); }});
}

// Fill makes a list of n elements, make(i) each.
template <typename Field, typename Make>
std::function<void(Manifest&)> Fill(Field field, Make make, size_t n) {
  return [=](Manifest& m) {
    auto& list = field(m);
    list.clear();
    for (size_t i = 0; i < n; ++i) list.push_back(make(i));
  };
}

// Spec: MAN-1, ENC-5
TEST(Manifest, ListsOfQuestionsHaveLimits) {
  const auto questions = [](Manifest& m) -> auto& { return m.questions; };
  const auto question = [](size_t) {
    return Question{.text = {"a", "b"}, .options = {{{"a", "b"}}, {{"c", "d"}}}};
  };
  ExpectLimit({"questions", "bad-length", Fill(questions, question, 0)});
  ExpectLimit({"questions", "ok", Fill(questions, question, 1)});
  ExpectLimit({"questions", "ok", Fill(questions, question, 16)});
  ExpectLimit({"questions", "bad-length", Fill(questions, question, 17)});

  const auto options = [](Manifest& m) -> auto& { return m.questions[1].options; };
  const auto option = [](size_t i) { return Option{{fmt::format("a{}", i), fmt::format("b{}", i)}}; };
  ExpectLimit({"question 2, options", "bad-length", Fill(options, option, 1)});
  ExpectLimit({"question 2, options", "ok", Fill(options, option, 2)});
  ExpectLimit({"question 2, options", "ok", Fill(options, option, 64)});
  ExpectLimit({"question 2, options", "bad-length", Fill(options, option, 65)});

  const auto terms = [](Manifest& m) -> auto& { return m.questions[1].terms; };
  const auto term = [](size_t) { return Term{.denominator = Denominator::kRegistered}; };
  ExpectLimit({"question 2, terms", "ok", Fill(terms, term, 0)});
  ExpectLimit({"question 2, terms", "ok", Fill(terms, term, 32)});
  ExpectLimit({"question 2, terms", "bad-length", Fill(terms, term, 33)});
}

// Spec: MAN-1, ENC-5
TEST(Manifest, ListsOfPartiesHaveLimits) {
  const auto registrars = [](Manifest& m) -> auto& {
    m.kept_by_one = true;  // by the organiser
    return m.registrars;
  };
  const auto party = [](size_t i) {
    return Party{fmt::format("n{}", i), TestKey(fmt::format("k{}", i)), {Role::kOrganiser, 0}};
  };
  ExpectLimit({"registrars", "bad-length", Fill(registrars, party, 0)});
  ExpectLimit({"registrars", "ok", Fill(registrars, party, 16)});
  ExpectLimit({"registrars", "bad-length", Fill(registrars, party, 17)});

  const auto witness = [](size_t i) {
    return Witness{
        {fmt::format("n{}", i), TestKey(fmt::format("k{}", i)), {Role::kWitness, static_cast<uint16_t>(i)}},
        ""};
  };
  const auto witnesses = [&](size_t n) {
    return [=](Manifest& m) {
      Fill([](Manifest& w) -> auto& { return w.witnesses; }, witness, n)(m);
      m.quorum = static_cast<uint16_t>(n / 2 + 1);
    };
  };
  ExpectLimit({"witnesses", "bad-length", witnesses(0)});
  ExpectLimit({"witnesses", "ok", witnesses(1)});
  ExpectLimit({"witnesses", "ok", witnesses(64)});
  ExpectLimit({"witnesses", "bad-length", witnesses(65)});

  const auto observers = [](Manifest& m) -> auto& {
    m.check_pages.clear();
    return m.observers;
  };
  ExpectLimit({"observers", "ok", Fill(observers, party, 0)});
  ExpectLimit({"observers", "ok", Fill(observers, party, 32)});
  ExpectLimit({"observers", "bad-length", Fill(observers, party, 33)});
}

// Spec: MAN-1, ENC-5
TEST(Manifest, ListOfTrusteesHasLimits) {
  const auto trustees = [&](size_t n) {
    return [=](Manifest& m) {
      const auto trustee = [](size_t i) {
        return Trustee{"t", TestPoint(fmt::format("t{}", i)), {Role::kTrustee, static_cast<uint16_t>(i + 1)}};
      };
      Fill([](Manifest& w) -> auto& { return w.trustees; }, trustee, n)(m);
      m.threshold = static_cast<uint16_t>(n / 2 + 1);
      m.no_spare_trustee = m.threshold == n;
      m.drills = m.threshold;
    };
  };
  ExpectLimit({"trustees", "bad-length", trustees(1)});
  ExpectLimit({"trustees", "ok", trustees(2)});
  ExpectLimit({"trustees", "ok", trustees(64)});
  ExpectLimit({"trustees", "bad-length", trustees(65)});
}

// Spec: MAN-1, ENC-5
TEST(Manifest, ListsOfPromisesHaveLimits) {
  const auto pages = [](Manifest& m) -> auto& { return m.check_pages; };
  const auto page = [](size_t) { return CheckPage{0, "https://check.example/"}; };
  ExpectLimit({"check_pages", "ok", Fill(pages, page, 0)});
  ExpectLimit({"check_pages", "ok", Fill(pages, page, 32)});
  ExpectLimit({"check_pages", "bad-length", Fill(pages, page, 33)});

  const auto offsets = [](Manifest& m) -> auto& { return m.zone.offsets; };
  const auto offset = [](size_t i) { return Offset{i, 0, "UTC"}; };
  ExpectLimit({"zone, offsets", "bad-length", Fill(offsets, offset, 0)});
  ExpectLimit({"zone, offsets", "ok", Fill(offsets, offset, 1)});
  ExpectLimit({"zone, offsets", "ok", Fill(offsets, offset, 16)});
  ExpectLimit({"zone, offsets", "bad-length", Fill(offsets, offset, 17)});

  const auto files = [](Manifest& m) -> auto& { return m.software.files; };
  const auto file = [](size_t i) { return SoftwareFile{fmt::format("{:03}", i), {}}; };
  ExpectLimit({"software, files", "ok", Fill(files, file, 0)});
  ExpectLimit({"software, files", "ok", Fill(files, file, 128)});
  ExpectLimit({"software, files", "bad-length", Fill(files, file, 129)});
}

// OneLanguage is the test manifest with its first language only, and this many regions.
Manifest OneLanguage(size_t regions) {
  Manifest m = TestManifest();
  m.languages.resize(1);
  m.title.resize(1);
  m.description.resize(1);
  m.contact.resize(1);
  m.notices = NoNotices(1);
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
    for (size_t i = 0; i < n; ++i) m.languages.push_back(fmt::format("xy-{}", i));
    repeat(m.title);
    repeat(m.description);
    repeat(m.contact);
    m.notices = NoNotices(n);
    repeat(m.questions[0].text);
    for (size_t o = 0; o < m.questions[0].options.size(); ++o)
      m.questions[0].options[o].name.assign(n, fmt::format("{}", o));
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
    EXPECT_THAT(DetailOf(decoded), ::testing::StartsWith(n == 4096 ? "" : "question 1, rule 1, named: "));
  }
}

// Spec: ENC-4
TEST(Manifest, TextIsUtf8WithoutControlCharacters) {
  const auto title = [](const std::string& text) { return [=](Manifest& m) { m.title[1] = text; }; };
  ExpectLimit({"title (language 2)", "ok", title("one line \xc2\xa0 \xf0\x9f\x8c\x89")});
  for (const std::string& text :
       {std::string("line\nfeed"), std::string("\xc2\x80"), std::string("\xe2\x80\xae"), std::string("\0", 1),
        std::string("a\tb"), std::string("\r"), std::string("\x1f"), std::string("\x7f"), std::string("\xff"),
        std::string("\xc0\x80"), std::string("\xed\xa0\x80"), std::string("cut \xe2\x82")}) {
    ExpectLimit({"title (language 2)", "bad-text", title(text)});
  }
}

// Spec: ENC-4, MAN-1
TEST(Manifest, LineFeedsStandWherePeopleWriteAtLength) {
  ExpectLimit({"description (language 1)", "ok", [](Manifest& m) { m.description[0] = "a\nb"; }});
  ExpectLimit({"contact (language 2)", "ok", [](Manifest& m) { m.contact[1] = "a\nb"; }});
  ExpectLimit({"question 2, text (language 1)", "ok", [](Manifest& m) { m.questions[1].text[0] = "a\nb"; }});
  const auto refused = [](const std::string& part, auto field) {
    ExpectLimit({part, "bad-text", [=](Manifest& m) { field(m) = "https://a\nb"; }});
  };
  refused("question 1, option 2, name (language 2)",
          [](Manifest& m) -> auto& { return m.questions[0].options[1].name[1]; });
  refused("region 1, name (language 1)", [](Manifest& m) -> auto& { return m.regions[0].name[0]; });
  refused("board, name", [](Manifest& m) -> auto& { return m.board.name; });
  refused("notices, imprint (language 1)", [](Manifest& m) -> auto& { return m.notices.imprint[0]; });
}

// Spec: MAN-1
TEST(Manifest, KeyNamesHaveNoSpaceAndNoPlus) {
  for (const std::string name : {"a b", "a+b", "a\nb",
                                 "a\xc2\xa0"
                                 "b",
                                 "\xe2\x80\xa8"}) {
    ExpectLimit({"origin", "bad-text", [&](Manifest& m) { m.origin = name; }});
    ExpectLimit({"witness 2, name", "bad-text", [&](Manifest& m) { m.witnesses[1].name = name; }});
  }
  ExpectLimit({"origin", "ok", [](Manifest& m) { m.origin = "münchen.example/2031"; }});
}

// Spec: MAN-1
TEST(Manifest, LanguageTagsAreLettersDigitsHyphens) {
  ExpectLimit({"language 1", "ok", [](Manifest& m) { m.languages[0] = "Az-09"; }});
  for (const std::string tag : {"d_", "d ", "d\xc3\xa4", "d@", "d[", "d`", "d{", "d/", "d:"}) {
    ExpectLimit({"language 1", "bad-text", [&](Manifest& m) { m.languages[0] = tag; }});
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
  refused("question 1, text", [](Manifest& m) { m.questions[0].text.clear(); });
  refused("question 2, option 2, name", [](Manifest& m) { m.questions[1].options[1].name.pop_back(); });
  refused("region 1, name", [](Manifest& m) { m.regions[0].name.pop_back(); });
}

// Spec: ENC-1, ENC-6, RUL-1
TEST(Manifest, EnumerationsAreListedValues) {
  const auto last = [](auto part, auto value, auto field) {
    ExpectLimit({part, "unknown-enum", [=](Manifest& m) {
                   auto& v = field(m.questions[0].terms[1]);
                   v = static_cast<std::remove_reference_t<decltype(v)>>(value);
                 }});
  };
  last("question 1, rule 2, denominator", 5, [](Term& t) -> auto& { return t.denominator; });
  last("question 1, rule 2, comparator", 2, [](Term& t) -> auto& { return t.comparator; });
  for (const int role : {6, 15, 16, 255}) {
    ExpectLimit({"observer 1, keeper, role", "unknown-enum",
                 [=](Manifest& m) { m.observers[0].keeper.role = static_cast<Role>(role); }});
  }
  last("question 1, rule 2, scope", 3, [](Term& t) -> auto& { return t.scope; });

  const Bytes encoded = EncodeManifest(TestManifest());
  Bytes altered = encoded;
  // revoting, before max_ballots, floor and the software: two texts and an empty list
  const Software& software = TestManifest().software;
  altered[altered.size() - (2 + software.name.size() + 2 + software.version.size() + 2) - 7] = 2;
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
