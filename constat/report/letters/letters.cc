#include "constat/report/letters/letters.h"

#include <fmt/format.h>

#include <algorithm>

#include "constat/record/rehearsal.h"
#include "constat/record/shown_hash.h"
#include "constat/report/letters/letter_words.h"
#include "constat/report/letters/qr_code.h"
#include "constat/report/page/elements.h"
#include "constat/report/record/figures.h"
#include "constat/text/hex.h"
#include "constat/text/reader_language.h"

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
using page::Span;
using page::Strong;
using page::Ul;

namespace {

constexpr size_t kCodeSymbols = 24;
constexpr size_t kTrackerGroups = 5;  // of five symbols each
constexpr size_t kGroupSymbols = 5;

// AddressRoom is how many lines the window shows, and how many average letters fit on one, in the usual size
// and in a small one. assets/css/letters.css has the sizes.
struct AddressRoom {
  size_t lines;
  size_t columns;
  size_t small_lines;
  size_t small_columns;
};
constexpr AddressRoom kRoomA4{6, 34, 9, 46};
constexpr AddressRoom kRoomUsLetter{5, 30, 7, 42};

const AddressRoom& RoomOf(Paper paper) { return paper == Paper::kA4 ? kRoomA4 : kRoomUsLetter; }
std::string_view PaperClass(Paper paper) { return paper == Paper::kA4 ? "a4" : "us"; }

// LinesOf counts the lines of an address, longer ones as several.
size_t LinesOf(std::string_view address, size_t columns) {
  size_t lines = 0;
  size_t column = 0;
  for (const char c : address) {
    if (c == '\n') {
      lines += 1;
      column = 0;
    } else if ((static_cast<unsigned char>(c) & 0xc0) != 0x80 && ++column > columns) {
      lines += 1;
      column = 1;
    }
  }
  return lines + (column > 0 ? 1 : 0);
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

// Filled is a message with its values isolated: an address or a telephone number keeps its own direction
// within a sentence from right to left, and cannot change the sentence's. Emphasised has them in bold too.
enum class Values : uint8_t { kPlain, kBold };
Node Isolated(const text::Message& message, Values values) {
  Node out;
  for (const text::MessagePart& part : message) {
    if (part.argument.empty()) {
      out.Add(part.text);
    } else {
      out.Add(values == Values::kBold ? Strong(Bdi(part.text)) : Bdi(part.text));
    }
  }
  return out;
}
Node Filled(const text::Message& message) { return Isolated(message, Values::kPlain); }
Node Emphasised(const text::Message& message) { return Isolated(message, Values::kBold); }

// LetterPage is what one printed letter is put together from.
struct LetterPage {
  const LetterWords& words;

  [[nodiscard]] Node Text(const record::LocalText& text) const {
    return Bdi(page::Lang(words.manifest.languages[words.language]), words.Of(text));
  }

  [[nodiscard]] Node Facts(const LetterVoter& voter) const {
    const LetterTexts& texts = words.texts;
    Node facts = page::Dl(Class("facts"), page::Dir(texts.direction), Dt(texts.from), Dd(Bdi(words.Sender())),
                          Dt(texts.region), Dd(Text(words.manifest.regions[voter.region].name)));
    if (!voter.id.empty()) facts.Add(Fragment(Dt(texts.reference), Dd(Bdi(voter.id))));
    return facts;
  }

  // Top has the address at the window, which is on the left whatever the direction of writing.
  [[nodiscard]] Node Top(const LetterVoter& voter) const {
    Node back = Div(Class("back"));
    if (words.manifest.rehearsal) back.Add(P(Strong(record::kRehearsal)));
    back.Add(P(Class("return"), page::Dir("auto"), words.ReturnAddress()));
    const AddressRoom& room = RoomOf(words.options.paper);
    const bool small = LinesOf(voter.contact, room.columns) > room.lines;
    Node top = Div(Class("top"), page::Dir("ltr"));
    for (const char* mark : {"fold first", "fold middle", "fold last"})
      top.Add(Span(Class(mark), page::Hidden()));
    top.Add(Div(Class("window"), std::move(back),
                Div(Class(small ? "to small" : "to"), page::Dir("auto"), voter.contact)));
    if (!voter.large_print) top.Add(Facts(voter));
    return top;
  }

  [[nodiscard]] Node Heading() const {
    Node out = Fragment(page::H1(words.Heading()));
    if (words.options.replacements) out.Add(P(Class("new"), words.texts.replaced));
    return out;
  }

  [[nodiscard]] Node Code(std::string_view symbols, const QrCode& qr) const {
    Node groups = P(Class("symbols"), page::Dir("ltr"));
    for (size_t i = 0; i < symbols.size(); i += 4) groups.Add(Span(symbols.substr(i, 4)));
    Node text = Div(H2(words.texts.code), std::move(groups));
    const text::Message part = words.Part();
    if (!part.empty()) text.Add(P(Class("part"), Filled(part)));
    return Section(Class("code"), std::move(text), DrawQrCode(qr, words.texts.qr));
  }

  [[nodiscard]] Node Subject() const {
    Node asked = Ul(Class("asked"), page::AriaLabel(words.texts.asked));
    for (const record::Question& question : words.manifest.questions) asked.Add(Li(Text(question.text)));
    return Fragment(P(Class("title"), Text(words.manifest.title)), std::move(asked),
                    P(Emphasised(words.Period())));
  }

  [[nodiscard]] Node HowTo() const {
    const LetterTexts& texts = words.texts;
    Node tracker = Div(Class("tracker"), page::Dir("ltr"), page::Hidden(), Strong("t"));
    for (size_t i = 0; i < kTrackerGroups; ++i) {
      Node group = Span();
      for (size_t j = 0; j < kGroupSymbols; ++j) group.Add(Span());
      tracker.Add(std::move(group));
    }
    return Section(H2(texts.how),
                   page::Ol(Li(Emphasised(words.Where())), Li(words.TypeCode()),
                            Li(texts.choose, std::move(tracker)), Li(texts.send)),
                   P(Class("test"), texts.test));
  }

  [[nodiscard]] Node Know() const {
    Node list = Ul(Class("know"));
    for (const text::Message& sentence : words.GoodToKnow()) list.Add(Li(Emphasised(sentence)));
    return Section(H2(words.texts.good_to_know), std::move(list));
  }

  [[nodiscard]] Node Number(const Bytes32& manifest_hash) const {
    return Fragment(words.texts.number, " ",
                    page::Code(page::Dir("ltr"), record::FormatReferendumNumber(manifest_hash)));
  }

  // Foot is at the end of each page: which letter the page is of, and of which referendum.
  [[nodiscard]] Node Foot(const LetterVoter& voter, const Bytes32& manifest_hash) const {
    Node line = P();
    if (!voter.id.empty()) line.Add(Fragment(words.texts.reference, " ", Bdi(voter.id), " · "));
    line.Add(Number(manifest_hash));
    return page::Footer(std::move(line));
  }
};

}  // namespace

std::vector<std::string_view> LetterLanguages() { return text::LanguagesOf(AllLetterTexts()); }

LetterWriter::LetterWriter(const record::Manifest& manifest, const Bytes32& manifest_hash,
                           LetterOptions options)
    : manifest_(&manifest), manifest_hash_(manifest_hash), options_(std::move(options)) {}

Result<LetterWriter> LetterWriter::Make(const record::Manifest& manifest, const Bytes32& manifest_hash,
                                        LetterOptions options) {
  if (options.registrar >= manifest.registrars.size()) {
    return Fail(ErrorCode::kUsage, fmt::format("there is no registrar {}; this referendum has {}",
                                               options.registrar + 1, manifest.registrars.size()));
  }
  CONSTAT_TRY(CheckLetterOptions(options));
  LetterWriter out(manifest, manifest_hash, std::move(options));
  CONSTAT_TRY(out.ChooseLanguages());
  out.WriteWhatAllShare();
  return out;
}

Status LetterWriter::ChooseLanguages() {
  const std::string& wanted = options_.language;
  const std::vector<std::string>& languages = manifest_->languages;
  for (size_t l = 0; l < languages.size(); ++l) {
    const bool fits = wanted.empty() || languages[l] == wanted || LanguageBase(languages[l]) == wanted;
    const std::optional<size_t> texts = FindLetterTexts(languages[l]);
    if (fits && texts) shared_.push_back({.texts = *texts, .language = l});
  }
  if (!wanted.empty() && shared_.empty()) {
    return Fail(ErrorCode::kUsage,
                fmt::format("no letters in {}: it must be a language of the manifest ({}) and one there are "
                            "texts for ({})",
                            wanted, fmt::join(languages, ", "), fmt::join(LetterLanguages(), ", ")));
  }
  if (shared_.empty()) shared_.emplace_back();
  if (!wanted.empty()) shared_.resize(1);
  return {};
}

void LetterWriter::WriteWhatAllShare() {
  const LetterTexts& first = AllLetterTexts()[shared_.front().texts];
  document_.language = first.language;
  // Pages are bound on the left whatever a letter's direction is, which each letter states: the first page is
  // then a front page for every browser.
  document_.direction = "ltr";
  document_.title = first.heading;
  document_.styles = {page::StyleSheet::kLetters};
  document_.no_referrer = true;
  for (Shared& shared : shared_) {
    const LetterWords words{*manifest_, AllLetterTexts()[shared.texts], options_, shared.language};
    const LetterPage page{words};
    shared.before_code = page::FormatHtml(page.Heading());
    shared.after_code = page::FormatHtml(Fragment(page.Subject(), page.HowTo(), page.Know()));
  }
}

size_t LetterWriter::Find(std::string_view language) const {
  const auto find = [&](const auto& fits) {
    const auto found = std::find_if(shared_.begin(), shared_.end(), [&](const Shared& shared) {
      return shared.language < manifest_->languages.size() && fits(manifest_->languages[shared.language]);
    });
    return static_cast<size_t>(found - shared_.begin());
  };
  const size_t same = find([&](const std::string& own) { return own == language; });
  if (same < shared_.size() || language.empty()) return same;
  return find([&](const std::string& own) { return LanguageBase(own) == LanguageBase(language); });
}

const LetterWriter::Shared& LetterWriter::SharedOf(const LetterVoter& voter) const {
  const size_t found = Find(voter.language);
  return shared_[found < shared_.size() ? found : 0];
}

bool LetterWriter::Speaks(std::string_view language) const { return Find(language) < shared_.size(); }

bool LetterWriter::FitsWindow(std::string_view contact) const {
  const AddressRoom& room = RoomOf(options_.paper);
  return LinesOf(contact, room.columns) <= room.lines ||
         LinesOf(contact, room.small_columns) <= room.small_lines;
}

std::string LetterWriter::Begin() const { return page::FormatHtmlBegin(document_); }
std::string LetterWriter::End() const { return page::FormatHtmlEnd(document_); }

Result<std::string> LetterWriter::Check(const LetterVoter& voter) const {
  if (voter.region >= manifest_->regions.size()) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("there is no region of the number {} in the manifest", voter.region));
  }
  return CodeSymbols(voter.code);
}

Result<std::string> LetterWriter::Letter(const LetterVoter& voter) const {
  CONSTAT_ASSIGN(const std::string symbols, Check(voter));
  CONSTAT_ASSIGN(const QrCode qr, MakeQrCode(LetterLink(options_, manifest_hash_, symbols)));
  const Shared& shared = SharedOf(voter);
  const LetterWords words{*manifest_, AllLetterTexts()[shared.texts], options_, shared.language};
  const LetterPage page{words};
  const std::string_view paper = PaperClass(options_.paper);
  const Node sheet =
      page::Article(Class(fmt::format("letter {}{}", paper, voter.large_print ? " large" : "")),
                    page::Lang(words.texts.language), page::Dir(words.texts.direction));
  const Node body = Div(Class("body"));
  Node code = page.Code(symbols, qr);
  Node last;
  if (voter.large_print) {  // what is small in the others is said again, or elsewhere
    code = Fragment(std::move(code), page.Facts(voter));
    last = P(page.Number(manifest_hash_));
  }
  return page::FormatHtml(Div(Class(fmt::format("front {}", paper)), page::Hidden())) +
         page::FormatStart(sheet) + page::FormatStart(body) + page::FormatHtml(page.Top(voter)) +
         shared.before_code + page::FormatHtml(code) + shared.after_code + page::FormatHtml(last) +
         page::FormatEnd(body) + page::FormatHtml(page.Foot(voter, manifest_hash_)) + page::FormatEnd(sheet);
}

}  // namespace constat::report
