// The letter as plain text, and what other programs make letters of.
#include <fmt/format.h>

#include "constat/record/rehearsal.h"
#include "constat/record/shown_hash.h"
#include "constat/report/letters/letter_words.h"
#include "constat/report/letters/letters.h"
#include "constat/report/letters/qr_code.h"
#include "constat/text/clean.h"

namespace constat::report {
namespace {

constexpr std::string_view kPlaces = "t _____ _____ _____ _____ _____";

// Grouped is a code as people read it.
std::string Grouped(std::string_view symbols) {
  std::string out;
  for (size_t i = 0; i < symbols.size(); i += 4) {
    if (i > 0) out += '-';
    out += symbols.substr(i, 4);
  }
  return out;
}

// Paragraphs are separated by empty lines; what comes from others is cleaned.
class Paragraphs {
 public:
  void Add(std::string_view text) { out_ += text::CleanText(text) + "\n\n"; }
  void Add(const text::Message& message) { Add(text::JoinMessage(message)); }
  void AddStep(size_t number, std::string_view text) { Add(fmt::format("{}. {}", number, text)); }
  [[nodiscard]] std::string Take() {
    if (!out_.empty()) out_.pop_back();
    return std::move(out_);
  }

 private:
  std::string out_;
};

}  // namespace

std::string LetterWriter::Subject(const LetterVoter& voter) const {
  const Shared& shared = SharedOf(voter);
  const LetterWords words{*manifest_, AllLetterTexts()[shared.texts], options_, shared.language};
  const std::string_view mark = manifest_->rehearsal ? record::kRehearsal : "";
  return text::CleanLine(fmt::format("{}{}{} {}", mark, mark.empty() ? "" : ": ",
                                     words.Label(words.Heading()), words.Of(manifest_->title)));
}

Result<std::string> LetterWriter::PlainLetter(const LetterVoter& voter) const {
  CONSTAT_ASSIGN(const std::string symbols, Check(voter));
  const Shared& shared = SharedOf(voter);
  const LetterTexts& texts = AllLetterTexts()[shared.texts];
  const LetterWords words{*manifest_, texts, options_, shared.language};
  Paragraphs out;
  if (manifest_->rehearsal) out.Add(record::kRehearsal);
  if (!voter.contact.empty()) out.Add(voter.contact);
  out.Add(words.Heading());
  if (options_.replacements) out.Add(texts.replaced);
  out.Add(fmt::format("{}\n{}", words.Label(texts.code), Grouped(symbols)));
  if (const text::Message part = words.Part(); !part.empty()) out.Add(part);
  out.Add(words.Of(manifest_->title));
  out.Add(words.Period());
  out.Add(texts.asked);
  for (const record::Question& question : manifest_->questions)
    out.Add(fmt::format("- {}", words.Of(question.text)));
  out.Add(texts.how);
  std::string where = text::JoinMessage(words.WhereInMail());
  if (IsWebAddress(options_.vote_at)) {
    where += '\n';
    where += options_.mail_link ? LetterLink(options_, manifest_hash_, symbols)
                                : std::string(WithoutScheme(options_.vote_at));
  }
  out.AddStep(1, where);
  out.AddStep(2, words.TypeCode());
  out.AddStep(3, fmt::format("{}\n{}", texts.choose, kPlaces));
  out.AddStep(4, texts.send);
  out.Add(texts.test);
  out.Add(texts.good_to_know);
  for (const text::Message& sentence : words.GoodToKnow())
    out.Add(fmt::format("- {}", text::JoinMessage(sentence)));
  out.Add(fmt::format("{}\n{}", texts.number, record::FormatReferendumNumber(manifest_hash_)));
  std::string facts = fmt::format("{} {}\n{} {}", words.Label(texts.from), words.Sender(),
                                  words.Label(texts.region), words.Of(manifest_->regions[voter.region].name));
  if (!voter.id.empty()) facts += fmt::format("\n{} {}", words.Label(texts.reference), voter.id);
  out.Add(facts);
  return out.Take();
}

Result<std::string> LetterWriter::CodeSquare(const LetterVoter& voter) const {
  CONSTAT_ASSIGN(const std::string symbols, Check(voter));
  CONSTAT_ASSIGN(const QrCode qr, MakeQrCode(LetterLink(options_, manifest_hash_, symbols)));
  return FormatQrFile(qr);
}

std::vector<std::string> LetterWriter::FieldNames() const {
  std::vector<std::string> out = {"id",    "contact", "email",  "language", "large_print",
                                  "title", "region",  "sender", "opening",  "closing",
                                  "code",  "part",    "parts",  "number",   "link"};
  if (manifest_->rehearsal) out.insert(out.begin(), std::string(record::kRehearsal));
  return out;
}

Result<std::vector<std::string>> LetterWriter::Fields(const LetterVoter& voter) const {
  CONSTAT_ASSIGN(const std::string symbols, Check(voter));
  const Shared& shared = SharedOf(voter);
  const LetterTexts& texts = AllLetterTexts()[shared.texts];
  const LetterWords words{*manifest_, texts, options_, shared.language};
  const bool link = IsWebAddress(options_.vote_at) && options_.mail_link;
  std::vector<std::string> out = {std::string(voter.id),
                                  std::string(voter.contact),
                                  std::string(voter.email),
                                  std::string(texts.language),
                                  voter.large_print ? "yes" : "",
                                  words.Of(manifest_->title),
                                  words.Of(manifest_->regions[voter.region].name),
                                  words.Sender(),
                                  words.Opening(),
                                  words.Closing(),
                                  Grouped(symbols),
                                  std::to_string(options_.registrar + 1),
                                  std::to_string(manifest_->registrars.size()),
                                  record::FormatReferendumNumber(manifest_hash_),
                                  link ? LetterLink(options_, manifest_hash_, symbols) : ""};
  if (manifest_->rehearsal) out.insert(out.begin(), std::string(record::kRehearsal));
  return out;
}

}  // namespace constat::report
