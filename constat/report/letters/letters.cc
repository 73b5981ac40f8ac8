#include "constat/report/letters/letters.h"

#include <fmt/format.h>

#include <algorithm>

#include "constat/record/local_time.h"
#include "constat/record/rehearsal.h"
#include "constat/record/shown_hash.h"
#include "constat/report/letters/qr_code.h"
#include "constat/report/letters/texts.generated.h"
#include "constat/report/page/elements.h"
#include "constat/report/record/figures.h"
#include "constat/text/hex.h"
#include "constat/text/number.h"

namespace constat::report {

using page::Bdi;
using page::Class;
using page::Dd;
using page::Div;
using page::Dt;
using page::Fragment;
using page::H2;
using page::Li;
using page::Node;
using page::P;
using page::Section;
using page::Strong;
using page::Ul;

namespace {

constexpr size_t kCodeSymbols = 24;
constexpr size_t kTrackerBoxes = 5;  // of five symbols each

// FindTexts is the index of the texts for a tag's first subtag, or none.
std::optional<size_t> FindTexts(std::string_view tag) {
  const std::span<const LetterTexts> all = AllLetterTexts();
  const auto found = std::find_if(
      all.begin(), all.end(), [&](const LetterTexts& texts) { return texts.language == LanguageBase(tag); });
  if (found == all.end()) return std::nullopt;
  return static_cast<size_t>(found - all.begin());
}

std::string LetterTime(const LetterTexts& texts, const record::Manifest& manifest, uint64_t time_ms) {
  const record::ClockTime clock = record::ClockAt(manifest, time_ms);
  return text::JoinMessage(texts.moment({.time = clock.clock_ms, .zone = clock.offset->abbreviation}));
}

// LetterTimeAndUtc has UTC beside it, where the clocks show another time. Spec: MAN-4.
std::string LetterTimeAndUtc(const LetterTexts& texts, const record::Manifest& manifest, uint64_t time_ms) {
  const std::string local = LetterTime(texts, manifest, time_ms);
  if (record::ClockAt(manifest, time_ms).IsUtc()) return local;
  const std::string utc = text::JoinMessage(texts.moment({.time = time_ms, .zone = "UTC"}));
  return text::JoinMessage(texts.beside({.local = local, .utc = utc}));
}

// CodeSymbols is the 24 symbols without hyphens and spaces, in capitals.
Result<std::string> CodeSymbols(std::string_view code) {
  std::string out;
  for (const char c : code) {
    if (c == '-' || c == ' ') continue;
    const int value = text::Base32Value(c);
    if (value < 0) return Fail(ErrorCode::kBadCode, "a voting code has a character that cannot be in it");
    out += text::kBase32Symbols[static_cast<size_t>(value)];
  }
  if (out.size() != kCodeSymbols) {
    return Fail(ErrorCode::kBadCode,
                fmt::format("a voting code has {} characters instead of {}", out.size(), kCodeSymbols));
  }
  return out;
}

// Filled is a message as it is; Emphasised has its values in bold.
Node Filled(const text::Message& message) { return Fragment(text::JoinMessage(message)); }
Node Emphasised(const text::Message& message) {
  Node out;
  for (const text::MessagePart& part : message) {
    if (part.argument.empty()) {
      out.Add(part.text);
    } else {
      out.Add(Strong(part.text));
    }
  }
  return out;
}

// LetterPage is what one letter is put together from.
struct LetterPage {
  const record::Manifest& manifest;
  const LetterTexts& texts;
  const LetterOptions& options;
  size_t language;

  [[nodiscard]] Node Text(const record::LocalText& text) const {
    return Bdi(page::Lang(manifest.languages[language]), text[language]);
  }

  [[nodiscard]] Node Top(const LetterVoter& voter) const {
    Node facts =
        page::Dl(Class("facts"), Dt(texts.from), Dd(Bdi(manifest.registrars[options.registrar].name)),
                 Dt(texts.region), Dd(Text(manifest.regions[voter.region].name)));
    if (!voter.id.empty()) facts.Add(Fragment(Dt(texts.reference), Dd(Bdi(voter.id))));
    Node top = Div(Class("top"), Div(Class("to"), Bdi(voter.contact)), std::move(facts));
    if (!manifest.rehearsal) return top;
    return Fragment(P(Strong(record::kRehearsal)), std::move(top));
  }

  [[nodiscard]] Node Subject() const {
    Node asked = Ul(Class("asked"), page::AriaLabel(texts.asked));
    for (const record::Question& question : manifest.questions) asked.Add(Li(Text(question.text)));
    return Fragment(
        page::H1(texts.heading), P(Class("title"), Text(manifest.title)), std::move(asked),
        P(Emphasised(texts.period({.opening = LetterTime(texts, manifest, manifest.opening_ms),
                                   .closing = LetterTimeAndUtc(texts, manifest, manifest.closing_ms)}))));
  }

  [[nodiscard]] Node Code(std::string_view symbols, const QrCode& qr) const {
    Node groups = P(Class("symbols"), page::Dir("ltr"));
    for (size_t i = 0; i < symbols.size(); i += 4) groups.Add(page::Span(symbols.substr(i, 4)));
    Node text = Div(H2(texts.code), std::move(groups));
    if (manifest.registrars.size() > 1) {
      text.Add(P(Class("part"), Filled(texts.part({.number = options.registrar + uint64_t{1},
                                                   .count = manifest.registrars.size()}))));
    }
    return Section(Class("code"), std::move(text), DrawQrCode(qr, texts.qr));
  }

  [[nodiscard]] Node HowTo() const {
    Node tracker = Div(Class("tracker"), page::Hidden());
    tracker.Add(Strong("t"));
    for (size_t i = 0; i < kTrackerBoxes; ++i) tracker.Add(page::Span());
    return Section(H2(texts.how),
                   page::Ol(Li(options.vote_at.empty() ? Fragment(texts.open)
                                                       : Emphasised(texts.open_at({.url = options.vote_at}))),
                            Li(manifest.registrars.size() > 1 ? texts.type_all : texts.type_one),
                            Li(texts.choose, std::move(tracker)), Li(texts.send)),
                   P(Class("small"), texts.test));
  }

  [[nodiscard]] Node Know() const {
    Node list = Ul(Class("know"));
    list.Add(Li(manifest.revoting && manifest.max_ballots > 1
                    ? Filled(texts.again({.max = manifest.max_ballots}))
                    : Fragment(texts.once)));
    list.Add(Li(texts.secret));
    list.Add(Li(texts.never_asked));
    if (!options.check_at.empty()) list.Add(Li(Emphasised(texts.check({.url = options.check_at}))));
    if (!options.contact.empty()) list.Add(Li(Filled(texts.questions({.contact = options.contact}))));
    return Section(H2(texts.good_to_know), std::move(list));
  }

  [[nodiscard]] Node Foot(const Bytes32& manifest_hash) const {
    return page::Footer(Class("foot"), texts.number, " ",
                        page::Code(page::Dir("ltr"), record::FormatReferendumNumber(manifest_hash)));
  }
};

// Sheet is the element around a letter.
Node Sheet() { return page::Article(Class("letter")); }

}  // namespace

std::string LetterLink(const LetterOptions& options, const Bytes32& manifest_hash, std::string_view symbols) {
  const bool is_link =
      options.vote_at.starts_with("https://") && options.vote_at.find('#') == std::string::npos;
  return fmt::format("{}c={}&n={}&r={}", is_link ? options.vote_at + "#" : "", symbols, options.registrar,
                     text::FormatBase64Url(manifest_hash));
}

std::vector<std::string_view> LetterLanguages() {
  std::vector<std::string_view> out;
  for (const LetterTexts& texts : AllLetterTexts()) out.push_back(texts.language);
  return out;
}

LetterWriter::LetterWriter(const record::Manifest& manifest, const Bytes32& manifest_hash,
                           LetterOptions options)
    : manifest_(&manifest), manifest_hash_(manifest_hash), options_(std::move(options)) {}

Result<LetterWriter> LetterWriter::Make(const record::Manifest& manifest, const Bytes32& manifest_hash,
                                        LetterOptions options) {
  if (options.registrar >= manifest.registrars.size()) {
    return Fail(ErrorCode::kUsage, fmt::format("there is no registrar {}; this referendum has {}",
                                               options.registrar + 1, manifest.registrars.size()));
  }
  LetterWriter out(manifest, manifest_hash, std::move(options));
  const std::string& wanted = out.options_.language;
  for (size_t l = 0; l < manifest.languages.size(); ++l) {
    const bool fits =
        wanted.empty() || manifest.languages[l] == wanted || LanguageBase(manifest.languages[l]) == wanted;
    const std::optional<size_t> texts = FindTexts(manifest.languages[l]);
    if (!fits || !texts) continue;
    out.language_ = l;
    out.texts_ = *texts;
    out.WriteWhatAllShare();
    return out;
  }
  if (!wanted.empty()) {
    return Fail(ErrorCode::kUsage,
                fmt::format("no letters in {}: it must be a language of the manifest ({}) and one there are "
                            "texts for ({})",
                            wanted, fmt::join(manifest.languages, ", "), fmt::join(LetterLanguages(), ", ")));
  }
  out.WriteWhatAllShare();
  return out;
}

void LetterWriter::WriteWhatAllShare() {
  const LetterTexts& texts = AllLetterTexts()[texts_];
  const LetterPage page{*manifest_, texts, options_, language_};
  document_.language = texts.language;
  document_.direction = texts.direction;
  document_.title = texts.heading;
  document_.styles = {page::StyleSheet::kLetters};
  document_.no_referrer = true;
  before_code_ = page::FormatHtml(page.Subject());
  after_code_ = page::FormatHtml(Fragment(page.HowTo(), page.Know(), page.Foot(manifest_hash_)));
}

std::string LetterWriter::Begin() const { return page::FormatHtmlBegin(document_); }
std::string LetterWriter::End() const { return page::FormatHtmlEnd(document_); }

Result<std::string> LetterWriter::Letter(const LetterVoter& voter) const {
  if (voter.region >= manifest_->regions.size()) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("there is no region of the number {} in the manifest", voter.region));
  }
  CONSTAT_ASSIGN(const std::string symbols, CodeSymbols(voter.code));
  CONSTAT_ASSIGN(const QrCode qr, MakeQrCode(LetterLink(options_, manifest_hash_, symbols)));
  const LetterPage page{*manifest_, AllLetterTexts()[texts_], options_, language_};
  const Node sheet = Sheet();
  return page::FormatStart(sheet) + page::FormatHtml(page.Top(voter)) + before_code_ +
         page::FormatHtml(page.Code(symbols, qr)) + after_code_ + page::FormatEnd(sheet);
}

}  // namespace constat::report
