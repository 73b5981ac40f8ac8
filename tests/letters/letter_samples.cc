// Letters for letters_printed_test.py, short and as long as a manifest lets them be: DIR/a4.html and
// DIR/us.html, each printed as registrar letters --pdf does, DIR/square.svg, and for each page of letters
// DIR/NAME.tsv, a line a letter: its marker, which is the beginning of the person's number, the code in
// groups, what the QR code holds, whether the address fits the window, how many questions there are, the
// return address where it is short, and the words of the address.
//
// usage: letter_samples DIR
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "constat/base/check.h"
#include "constat/crypto/secret/seeded_rng.h"
#include "constat/io/file.h"
#include "constat/parcel/secret/voting_code.h"
#include "constat/party/registrar/letters_pdf.h"
#include "constat/report/letters/letters.h"
#include "constat/testing/manifest.h"

using namespace constat;

namespace {

constexpr std::string_view kVoteAt = "https://vote.example.org/bridge/vote";

// Filler is text of whole words of a language, up to size bytes; "wide" has no blank in it.
std::string Filler(std::string_view language, size_t size) {
  const std::string word = language == "uk"      ? "Щоденні "
                           : language == "de"    ? "Donaudampfschifffahrtsgesellschaftskapitänsmützenfarbe "
                           : language == "fr"    ? "l’œuvre "
                           : language == "en-XA" ? "ĝŕöššé "
                           : language == "ar-XB" ? "שאלה ארוכה "
                           : language == "wide"  ? "W"
                                                 : "question ";
  std::string out;
  while (out.size() + word.size() <= size) out += word;
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out.empty() ? "x" : out;
}

struct Sample {
  std::string language = "en";
  bool longest = false;
  size_t questions = 2;
  bool large_print = false;
  bool replacement = false;
  std::string contact = "QAnn QExample\nQMain QStreet Q1\nQ12345 QTown";
};

record::Manifest MakeManifest(const Sample& sample) {
  record::Manifest m = record::MakeTestManifest();
  const std::string fill = sample.language == "wide" ? "wide" : sample.language;
  m.languages = {sample.language == "wide" ? "en" : sample.language};
  const auto one = [](record::LocalText& text) { text.resize(1); };
  for (record::LocalText* text : {&m.title, &m.description, &m.contact, &m.notices.privacy,
                                  &m.notices.imprint, &m.notices.accessibility})
    one(*text);
  for (record::Question& question : m.questions) {
    one(question.text);
    question.text[0] += " ZEND";
    for (record::Option& option : question.options) one(option.name);
  }
  for (record::Region& region : m.regions) one(region.name);
  m.zone = {"Europe/Berlin", {{0, 60, "CET"}}};
  if (!sample.longest) {
    m.registrars.resize(1);
    return m;
  }
  m.rehearsal = true;
  m.title[0] = Filler(fill, 1000);
  m.regions[0].name[0] = Filler(fill, 200);
  m.registrars[0].name = Filler(fill, 200);
  m.questions.resize(1);
  const record::Question question = m.questions[0];
  m.questions.assign(sample.questions, question);
  const size_t bytes = sample.questions == 16 ? 3650 : 3990;
  for (record::Question& q : m.questions) q.text[0] = Filler(fill, bytes) + "\nZEND";
  return m;
}

report::LetterOptions MakeOptions(const Sample& sample, report::Paper paper) {
  report::LetterOptions out;
  out.paper = paper;
  out.replacements = sample.replacement;
  out.vote_at = kVoteAt;
  out.contact = "Town hall, 01 234 56 78";
  if (!sample.longest) return out;
  out.vote_at = "https://vote.example.org/" + std::string(175, 'v');
  out.check_at = "https://check.example.org/" + std::string(174, 'v');
  out.return_address = Filler(sample.language, 200);
  for (int i = 0; i < 12; ++i) out.contact += "\nand somebody else to ask, " + Filler(sample.language, 60);
  return out;
}

std::vector<Sample> Samples() {
  std::vector<Sample> out;
  std::vector<std::string> languages;
  for (const std::string_view language : report::LetterLanguages()) languages.emplace_back(language);
  // The made ones are in this program's texts alone: longer texts, and texts from right to left.
  for (const char* made : {"en-XA", "ar-XB"}) {
    CONSTAT_CHECK(std::find(languages.begin(), languages.end(), made) != languages.end());
  }
  for (const std::string& language : languages) out.push_back({.language = language});
  for (const std::string& language : languages) out.push_back({.language = language, .replacement = true});
  languages.emplace_back("wide");
  for (const std::string& language : languages) {
    out.push_back({.language = language, .longest = true});
    out.push_back({.language = language, .large_print = true});
  }
  out.push_back({.longest = true, .questions = 16});
  out.push_back({.longest = true, .large_print = true});
  out.push_back({.language = "wide", .longest = true, .large_print = true});
  std::string lines = "Q1";
  for (int i = 2; i <= 60; ++i) {
    lines += fmt::format("\nQ{}", i);
    if (i == 5 || i == 6 || i == 7 || i == 9 || i == 12 || i == 60) out.push_back({.contact = lines});
  }
  out.push_back({.contact = "Q" + std::string(3000, 'w')});
  out.push_back({.contact = ""});
  return out;
}

void WritePage(const std::string& folder, report::Paper paper) {
  crypto::SeededRng rng("letter", "samples");
  std::string page;
  std::string table;
  std::string end;
  size_t number = 0;
  for (const Sample& sample : Samples()) {
    const record::Manifest manifest = MakeManifest(sample);
    const Status good = record::CheckManifest(manifest);
    if (!good) fmt::print("{}\n", good.error().detail);
    CONSTAT_CHECK(good.has_value());
    const Bytes32 hash = record::ManifestHash(record::EncodeManifest(manifest));
    const report::LetterOptions options = MakeOptions(sample, paper);
    const report::LetterWriter writer = report::LetterWriter::Make(manifest, hash, options).value();
    const std::string code = parcel::VotingCode::Generate(rng).Format();
    const std::string marker = fmt::format("ID{:03}", number++);
    const std::string id = marker + (sample.longest ? std::string(195, 'y') : "");
    report::LetterVoter voter{code, 0, id, sample.contact};
    voter.large_print = sample.large_print;
    const std::string letter = writer.Letter(voter).value();
    if (page.empty()) page = writer.Begin();
    page += letter;
    end = writer.End();
    std::string symbols = code;
    std::erase(symbols, '-');
    std::string address = sample.contact;
    for (char& c : address) c = c == '\n' ? ' ' : c;
    table +=
        fmt::format("{}\t{}\t{}\t{}\t{}\t{}\t{}\n", marker, code, report::LetterLink(options, hash, symbols),
                    writer.FitsWindow(sample.contact) ? 1 : 0, manifest.questions.size(),
                    sample.longest ? "" : manifest.registrars[0].name, address);
    if (number == 1) {
      CONSTAT_CHECK(
          io::WriteFile(folder + "/square.svg", AsBytes(writer.CodeSquare(voter).value())).has_value());
    }
  }
  const std::string name = folder + (paper == report::Paper::kA4 ? "/a4" : "/us");
  CONSTAT_CHECK(io::WriteFile(name + ".html", AsBytes(page + end)).has_value());
  const char* const search_path = std::getenv("PATH");
  CONSTAT_CHECK(search_path != nullptr);
  const Status printed =
      party::PrintPdf(party::FindBrowser(search_path).value(), name + ".html", name + ".pdf");
  if (!printed) fmt::print("{}\n", printed.error().detail);
  CONSTAT_CHECK(printed.has_value());
  CONSTAT_CHECK(io::WriteFile(name + ".tsv", AsBytes(table)).has_value());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  for (const report::Paper paper : {report::Paper::kA4, report::Paper::kUsLetter}) WritePage(argv[1], paper);
  return 0;
}
