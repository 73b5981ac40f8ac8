#include "constat/report/record/plain_words.h"

#include <fmt/core.h>

#include "constat/report/record/term_text.h"
#include "constat/text/clean.h"
#include "constat/text/number.h"

namespace constat::report {
namespace {

std::string Quoted(std::string_view name) { return fmt::format("\u201c{}\u201d", text::CleanLine(name)); }

constexpr Markup kMarkup{text::kTerminalNumbers, &Quoted};

class PlainWords {
 public:
  PlainWords(const record::Manifest& manifest, const std::string& language)
      : manifest_(manifest), texts_(manifest, language) {}

  std::string Write() {
    Line(text::CleanLine(texts_.Title()));
    if (!texts_.Description().empty()) Line("  " + text::CleanLine(texts_.Description()));
    for (size_t q = 0; q < manifest_.questions.size(); ++q) Question(q);
    When();
    Who();
    Secrecy();
    return std::move(out_);
  }

 private:
  void Line(const std::string& text) { out_ += text + "\n"; }
  void Row(std::string_view name, const std::string& text) { Line(fmt::format("  {:<12} {}", name, text)); }

  void Question(size_t q) {
    const record::Question& question = manifest_.questions[q];
    Line(fmt::format("\nQuestion {}: {}", q + 1, text::CleanLine(texts_.Question(q))));
    for (size_t o = 0; o < question.options.size(); ++o) {
      Row(fmt::format("{}", o + 1),
          text::CleanLine(texts_.Option(q, o)) + (o == question.blank ? " (blank vote)" : ""));
    }
    if (question.max > 1 || question.min != question.max) {
      Line(fmt::format("  A voter chooses from {} to {} of them.", question.min, question.max));
    }
    if (question.terms.empty()) Line("  It is a poll: no rule decides anything.");
    if (question.terms.size() == 1) Line("  It is carried if this holds:");
    if (question.terms.size() > 1) Line("  It is carried if all of these hold:");
    for (size_t t = 0; t < question.terms.size(); ++t) {
      Line("    " + DescribeTerm(texts_, {q, t, {}}, kMarkup).requirement);
    }
  }

  void When() {
    Line("\nWhen");
    Row("opening", text::FormatTime(manifest_.opening_ms));
    Row("closing", text::FormatTime(manifest_.closing_ms));
    Row("grace", fmt::format("the witnesses confirm the close within {} seconds, or there is no result",
                             manifest_.grace_ms / 1000));
    Row("again", manifest_.revoting ? fmt::format("a voter may vote up to {} times; the last vote counts",
                                                  manifest_.max_ballots)
                                    : "a voter votes once");
  }

  template <typename Parties>
  static std::string Names(const Parties& parties) {
    std::string out;
    for (const auto& party : parties) out += (out.empty() ? "" : ", ") + text::CleanLine(party.name);
    return out;
  }

  void Who() {
    Line("\nWho");
    Row("organiser", text::CleanLine(manifest_.organiser.name));
    Row("registrars", Names(manifest_.registrars));
    Row("board",
        fmt::format("{}, log {}", text::CleanLine(manifest_.board.name), text::CleanLine(manifest_.origin)));
    Row("trustees", fmt::format("{}: any {} of {} decrypt the sums, fewer learn nothing",
                                Names(manifest_.trustees), manifest_.threshold, manifest_.trustees.size()));
    Row("witnesses", fmt::format("{}: {} of {} have to see the same log", Names(manifest_.witnesses),
                                 manifest_.quorum, manifest_.witnesses.size()));
    if (manifest_.registrars.size() == 1) {
      Line("  With one registrar, that registrar knows every voting code. With two, neither does alone.");
    }
  }

  void Secrecy() {
    Line("\nCounted by");
    for (size_t r = 0; r < manifest_.regions.size(); ++r) {
      Row(text::CleanLine(manifest_.regions[r].id),
          fmt::format("{}, weight {}", text::CleanLine(texts_.Region(r)), manifest_.regions[r].weight));
    }
    Line(fmt::format("  Votes of a region with fewer than {} ballots are not shown by themselves.",
                     manifest_.floor));
  }

  const record::Manifest& manifest_;
  Texts texts_;
  std::string out_;
};

}  // namespace

std::string FormatPlainWords(const record::Manifest& manifest, const std::string& language) {
  return PlainWords(manifest, language).Write();
}

}  // namespace constat::report
