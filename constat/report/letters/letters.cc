#include "constat/report/letters/letters.h"

#include <fmt/format.h>

#include <algorithm>

#include "constat/report/letters/assets.generated.h"
#include "constat/report/letters/letter_texts.h"
#include "constat/report/letters/qr_code.h"
#include "constat/report/record/figures.h"
#include "constat/text/clean.h"
#include "constat/text/hex.h"
#include "constat/text/number.h"

namespace constat::report {
namespace {

constexpr size_t kCodeSymbols = 24;

// FindTexts is the index of the texts for a tag's first subtag, or none.
std::optional<size_t> FindTexts(std::string_view tag) {
  const std::span<const LetterTexts> all = AllLetterTexts();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const LetterTexts& texts) { return texts.tag == LanguageBase(tag); });
  if (found == all.end()) return std::nullopt;
  return static_cast<size_t>(found - all.begin());
}

std::string LetterDate(const LetterTexts& texts, uint64_t time_ms) {
  const text::CalendarTime time = text::ToCalendar(time_ms);
  return fmt::format(fmt::runtime(texts.date), fmt::arg("day", time.day),
                     fmt::arg("month", texts.months[time.month - 1]), fmt::arg("year", time.year),
                     fmt::arg("time", fmt::format("{:02}:{:02}", time.hour, time.minute)));
}

// CodeSymbols is the 24 symbols without hyphens and spaces, in capitals.
Result<std::string> CodeSymbols(std::string_view code) {
  std::string out;
  for (const char c : code) {
    if (c == '-' || c == ' ') continue;
    const int value = text::Base32Value(c);
    if (value < 0) return Fail(ErrorCode::kBadCode, "a voting code with a symbol that is none");
    out += text::kBase32Symbols[static_cast<size_t>(value)];
  }
  if (out.size() != kCodeSymbols) {
    return Fail(ErrorCode::kBadCode,
                fmt::format("a voting code of {} symbols instead of {}", out.size(), kCodeSymbols));
  }
  return out;
}

std::string Fill(std::string_view text, std::string_view name, std::string_view value) {
  return fmt::format(fmt::runtime(text), fmt::arg(std::string(name).c_str(), text::EscapeHtml(value)));
}

std::string Item(const std::string& html) { return "<li>" + html + "</li>\n"; }

// LetterPage is what one letter is put together from.
struct LetterPage {
  const record::Manifest& manifest;
  const LetterTexts& texts;
  const LetterOptions& options;
  size_t language;

  [[nodiscard]] std::string Text(const record::LocalText& text) const {
    return fmt::format(R"(<bdi lang="{}">{}</bdi>)", text::EscapeHtml(manifest.languages[language]),
                       text::EscapeHtml(text[language]));
  }

  [[nodiscard]] std::string Top(const LetterVoter& voter) const {
    std::string out = fmt::format(R"(<div class="top"><div class="to"><bdi>{}</bdi></div>
<dl class="facts">)",
                                  text::EscapeHtml(voter.contact));
    out += fmt::format("<dt>{}</dt><dd><bdi>{}</bdi></dd>", texts.from,
                       text::EscapeHtml(manifest.registrars[options.registrar].name));
    out += fmt::format("<dt>{}</dt><dd>{}</dd>", texts.region, Text(manifest.regions[voter.region].name));
    if (!voter.id.empty()) {
      out += fmt::format("<dt>{}</dt><dd><bdi>{}</bdi></dd>", texts.reference, text::EscapeHtml(voter.id));
    }
    return out + "</dl></div>\n";
  }

  [[nodiscard]] std::string Subject() const {
    std::string out = fmt::format(R"(<h1>{}</h1>
<p class="title">{}</p>
<ul class="asked" aria-label="{}">)",
                                  texts.heading, Text(manifest.title), texts.asked);
    for (const record::Question& question : manifest.questions) out += Item(Text(question.text));
    out += "</ul>\n<p>";
    out +=
        fmt::format(fmt::runtime(texts.period), fmt::arg("opening", LetterDate(texts, manifest.opening_ms)),
                    fmt::arg("closing", LetterDate(texts, manifest.closing_ms)));
    return out + "</p>\n";
  }

  [[nodiscard]] std::string Code(std::string_view symbols, const QrCode& qr) const {
    std::string groups;
    for (size_t i = 0; i < symbols.size(); i += 4)
      groups += fmt::format("<span>{}</span>", symbols.substr(i, 4));
    std::string part;
    if (manifest.registrars.size() > 1) {
      part = R"(<p class="part">)" +
             fmt::format(fmt::runtime(texts.part), fmt::arg("number", options.registrar + 1),
                         fmt::arg("count", manifest.registrars.size())) +
             "</p>";
    }
    return fmt::format(
        R"(<section class="code"><div><h2>{}</h2><p class="symbols"
dir="ltr">{}</p>{}</div>{}</section>
)",
        texts.code, groups, part, FormatQrSvg(qr, texts.qr));
  }

  [[nodiscard]] std::string HowTo() const {
    std::string out = fmt::format("<section><h2>{}</h2>\n<ol>\n", texts.how);
    out +=
        Item(options.vote_at.empty() ? std::string(texts.open) : Fill(texts.open_at, "url", options.vote_at));
    out += Item(std::string(manifest.registrars.size() > 1 ? texts.type_all : texts.type_one));
    out += Item(std::string(texts.choose) +
                R"(<div class="tracker"
aria-hidden="true"><span></span><span></span><span></span><span></span><span></span><span></span><span></span><span></span></div>)");
    out += Item(std::string(texts.send));
    return out + fmt::format(R"(</ol>
<p class="small">{}</p></section>
)",
                             texts.test);
  }

  [[nodiscard]] std::string Know() const {
    std::string out = fmt::format(R"(<section><h2>{}</h2>
<ul class="know">
)",
                                  texts.good_to_know);
    out += Item(manifest.revoting && manifest.max_ballots > 1
                    ? Fill(texts.again, "max", std::to_string(manifest.max_ballots))
                    : std::string(texts.once));
    out += Item(std::string(texts.secret));
    out += Item(std::string(texts.never_asked));
    if (!options.check_at.empty()) out += Item(Fill(texts.check, "url", options.check_at));
    if (!options.contact.empty()) out += Item(Fill(texts.questions, "contact", options.contact));
    return out + "</ul></section>\n";
  }
};

}  // namespace

std::vector<std::string_view> LetterLanguages() {
  std::vector<std::string_view> out;
  for (const LetterTexts& texts : AllLetterTexts()) out.push_back(texts.tag);
  return out;
}

LetterWriter::LetterWriter(const record::Manifest& manifest, const Bytes32& manifest_hash,
                           LetterOptions options)
    : manifest_(&manifest), manifest_hash_(manifest_hash), options_(std::move(options)) {}

Result<LetterWriter> LetterWriter::Make(const record::Manifest& manifest, const Bytes32& manifest_hash,
                                        LetterOptions options) {
  if (options.registrar >= manifest.registrars.size()) {
    return Fail(ErrorCode::kUsage,
                fmt::format("there are {} registrars; number {} is none of them (they count from 0)",
                            manifest.registrars.size(), options.registrar));
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
    return out;
  }
  if (!wanted.empty()) {
    return Fail(ErrorCode::kUsage,
                fmt::format("no letters in {}: it must be a language of the manifest ({}) and one there are "
                            "texts for ({})",
                            wanted, fmt::join(manifest.languages, ", "), fmt::join(LetterLanguages(), ", ")));
  }
  return out;
}

std::string LetterWriter::Begin() const {
  const LetterTexts& texts = AllLetterTexts()[texts_];
  return fmt::format(
      R"(<!DOCTYPE html>
<html lang="{}" dir="{}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="referrer" content="no-referrer">
<title>{}</title>
<style>
{}</style>
</head>
<body>
)",
      texts.tag, texts.right_to_left ? "rtl" : "ltr", texts.heading, embedded::LettersCss());
}

Result<std::string> LetterWriter::Letter(const LetterVoter& voter) const {
  if (voter.region >= manifest_->regions.size()) {
    return Fail(ErrorCode::kBadNumber, fmt::format("{} is no region of the manifest", voter.region));
  }
  CONSTAT_ASSIGN(const std::string symbols, CodeSymbols(voter.code));
  CONSTAT_ASSIGN(const QrCode qr, MakeQrCode(options_.qr_prefix + symbols));
  const LetterTexts& texts = AllLetterTexts()[texts_];
  const LetterPage page{*manifest_, texts, options_, language_};
  std::string out = R"(<article class="letter">
)" + page.Top(voter) +
                    page.Subject() + page.Code(symbols, qr) + page.HowTo() + page.Know();
  out += fmt::format(R"(<footer class="foot">{} <code dir="ltr">{}</code></footer>
</article>
)",
                     texts.fingerprint, text::FormatHexGroups(manifest_hash_, " "));
  return out;
}

std::string LetterWriter::End() const { return "</body>\n</html>\n"; }

}  // namespace constat::report
