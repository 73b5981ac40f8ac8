#include "constat/report/record/plain_words.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/record/local_time.h"
#include "constat/record/rehearsal.h"
#include "constat/record/sizes.h"
#include "constat/referendum/voting_time.h"
#include "constat/report/record/collusion_words.h"
#include "constat/report/record/term_text.h"
#include "constat/text/clean.h"
#include "constat/text/number.h"
#include "constat/text/wrap.h"

namespace constat::report {
namespace {

class PlainWords {
 public:
  PlainWords(const record::Manifest& manifest, const std::string& language)
      : manifest_(manifest), words_(&manifest, "en", &PlainName, language), texts_(words_.texts()) {}

  std::string Write() {
    Line(record::WithRehearsal(manifest_.rehearsal, text::CleanLine(texts_.Title())));
    if (!texts_.Description().empty()) Line("  " + text::CleanLine(texts_.Description()));
    for (size_t q = 0; q < manifest_.questions.size(); ++q) Question(q);
    When();
    LostCodes();
    Who();
    NeededWhen();
    Collusion();
    Secrecy();
    Told();
    return std::move(out_);
  }

 private:
  void Line(const std::string& text) { out_ += text + "\n"; }
  // Row is a name and a sentence or more, Sentence only that; both are wrapped.
  void Row(std::string_view name, const std::string& text) {
    out_ += text::Wrap(text, fmt::format("  {:<12} ", name));
  }
  void Sentence(std::string_view text) { out_ += text::Wrap(text, "  "); }
  [[nodiscard]] std::string At(uint64_t time_ms) const { return record::FormatLocalTime(manifest_, time_ms); }

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
      Line("    " + DescribeTerm(words_, {q, t, {}}).requirement);
    }
  }

  void When() {
    const record::Manifest& m = manifest_;
    Line(fmt::format("\nWhen (times of {})", text::CleanLine(m.zone.name)));
    Row("ceremony", fmt::format("until {} the trustees make their key, or the referendum has to begin anew",
                                At(m.ceremony_end_ms)));
    Row("opening", fmt::format("{}; the organiser can still open until {}, and ballots count from then on",
                               At(m.opening_ms), At(referendum::OpenUntilMs(m))));
    Row("closing", record::FormatLocalAndUtc(m, m.closing_ms));
    const size_t by_seal = 2 * size_t{m.quorum} - m.witnesses.size();
    Row("seal", fmt::format("by {} {} confirm the close, so that nothing can be added later. An "
                            "earlier time makes it harder to add something; a later time gives "
                            "witnesses longer to answer",
                            At(m.closing_ms + m.seal_ms),
                            by_seal == 1 ? std::string("one witness has to")
                                         : fmt::format("{} witnesses have to", by_seal)));
    Row("grace", fmt::format("by {} {} of {} witnesses have to confirm the close, or there is no result. So "
                             "long may one person be away. A longer grace can delay the result",
                             At(m.closing_ms + m.grace_ms), m.quorum, m.witnesses.size()));
    Row("archive", fmt::format("until {}, or seven days after the last result if that is later, parties can "
                               "put statements into the record",
                               At(m.archive_ms)));
    Row("again", m.revoting
                     ? fmt::format("a voter may vote up to {} times; the last vote counts. A higher number "
                                   "helps people who are watched or whose code was stolen, but the record "
                                   "can become larger",
                                   m.max_ballots)
                     : "a voter votes once, and a vote under pressure or with a stolen code stays");
  }

  void LostCodes() {
    const record::Manifest& m = manifest_;
    Line("\nLost codes");
    if (m.replace_until_ms == 0) {
      Sentence("Whoever loses the letter cannot vote: no code is ever replaced.");
      return;
    }
    Sentence(fmt::format(
        "Until {} registrars can give a voter who has not voted a new code: up to {} in every region, or "
        "{}.{} % of its voters if that is more. Afterwards a lost letter cannot be replaced. A higher limit "
        "helps more voters, but lets dishonest registrars take more votes of people who do not look.",
        At(m.replace_until_ms), m.replace_least, m.replace_permille / 10, m.replace_permille % 10));
    constexpr uint64_t kSixHoursMs = 21'600'000;
    if (m.grace_ms < kSixHoursMs && m.closing_ms - m.opening_ms <= kSixHoursMs) {
      Sentence(
          "Replacements end before the closing, earlier by the grace or more: a grace of 6 hours would end "
          "them before the opening.");
    }
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
    Row("trustees", fmt::format("{}: any {} of {} decrypt the sums, fewer learn nothing. If more are "
                                "needed, votes are safer, but fewer lost keys are enough to lose the result",
                                Names(manifest_.trustees), manifest_.threshold, manifest_.trustees.size()));
    Row("witnesses", fmt::format("{}: {} of {} have to see the same log. If more are needed, it takes more "
                                 "dishonest ones to show different records, but fewer who are away are "
                                 "enough to stop everything",
                                 Names(manifest_.witnesses), manifest_.quorum, manifest_.witnesses.size()));
    if (!manifest_.observers.empty())
      Row("observers", Names(manifest_.observers) + ": they can say in the record what they saw");
    if (manifest_.registrars.size() == 1) {
      Sentence("With one registrar, that registrar knows every voting code. With two, neither does alone.");
    }
    Sentence("A name here shows only that its owner\u2019s key is in this file: ask each of them.");
    Kept();
  }

  // Kept lists who has somebody else's key in hand (MAN-5).
  void Kept() {
    for (const record::KeptKey& key : record::KeptKeys(manifest_)) {
      if (key.keeper == key.party) continue;
      Sentence(fmt::format("The key of {} is kept by {}.",
                           text::CleanLine(record::KeeperName(manifest_, key.party)),
                           text::CleanLine(record::KeeperName(manifest_, key.keeper))));
    }
    if (manifest_.kept_by_one) Sentence("So one keeper alone can do what should take several.");
  }

  void NeededWhen() {
    const record::Manifest& m = manifest_;
    const size_t witnesses = m.witnesses.size();
    const size_t trustees = m.trustees.size();
    Line("\nWho is needed when");
    Row("registrars", fmt::format("before the opening for the roll{}",
                                  m.replace_until_ms == 0 ? "" : ", then every day until lost codes end"));
    Row("trustees", fmt::format("all {} for the ceremony; {} after the roll to show a working key; {} after "
                                "the close. If more must show a key, fewer can stop the opening, but a lost "
                                "key is found earlier",
                                trustees, m.drills, m.threshold));
    Row("witnesses",
        fmt::format("{} of {} all the time, until the last time of statements", m.quorum, witnesses));
    Row("", m.quorum == witnesses
                ? std::string("All are needed: one who is away until the seal makes the whole vote void.")
                : fmt::format("{} who are away stop the voting and the close.", witnesses - m.quorum + 1));
    Row("organiser", "until it has opened; until the close, or the result, if pages for voters may change");
    Row("board", "all the time; there is no spare key");
  }

  void Collusion() {
    Line("\nWho would have to work together");
    out_ += FormatCollusion(words_);
    const size_t witnesses = 2 * size_t{manifest_.quorum} - manifest_.witnesses.size();
    Sentence(
        fmt::format("{} enough for the board to show different people different records. That is twice the "
                    "witnesses who are needed, less all of them. The times of witnesses are only as right "
                    "as their clocks.",
                    witnesses == 1 ? std::string("1 dishonest witness is")
                                   : fmt::format("{} dishonest witnesses are", witnesses)));
    const size_t trustees = 2 * size_t{manifest_.threshold} - manifest_.trustees.size();
    Sentence(
        fmt::format("If {} dishonest too, they can have the sum of all ballots decrypted, and the sum of "
                    "all but one: the difference is somebody\u2019s vote. That is twice the trustees who "
                    "are needed, less all of them. A trustee who lost the folder with its notes and begins "
                    "anew can be used in the same way.",
                    trustees == 1 ? std::string("1 trustee is") : fmt::format("{} trustees are", trustees)));
  }

  void Secrecy() {
    Line("\nCounted by");
    for (size_t r = 0; r < manifest_.regions.size(); ++r) {
      Row(text::CleanLine(manifest_.regions[r].id),
          fmt::format("{}, weight {}", text::CleanLine(texts_.Region(r)), manifest_.regions[r].weight));
    }
    Floor();
    for (size_t q = 0; q < manifest_.questions.size(); ++q) {
      const auto& terms = manifest_.questions[q].terms;
      if (!std::any_of(terms.begin(), terms.end(), NeedsRegions)) continue;
      Sentence(
          fmt::format("Question {} is decided by regions. If one ballot more or less takes a region across "
                      "the floor, the rule can be left undetermined.",
                      q + 1));
    }
  }

  // Floor is what TAL-3 shows: one unit that is all there is, from 3 ballots on.
  void Floor() {
    if (manifest_.regions.size() == 1) {
      Sentence(
          "There is one region: its votes are shown from 3 ballots on, whatever the floor is, and with "
          "fewer nothing is decrypted.");
      return;
    }
    Sentence(
        fmt::format("A region with fewer than {} ballots (the floor) is counted together with others. A "
                    "higher floor hides more, a lower one shows more. Where fewer ballots than that come in "
                    "all, they are shown as one sum, from 3 ballots on; if all of them are from one region, "
                    "these are the votes of that region.",
                    manifest_.floor));
  }

  // NeedsRegions says whether a rule needs votes of single regions (RUL-4).
  static bool NeedsRegions(const record::Term& term) {
    return term.scope != record::Scope::kWhole && term.numerator != record::kNone;
  }

  // Told is what the manifest tells people besides.
  void Told() {
    const record::Manifest& m = manifest_;
    Line("\nWhat people are told");
    Row("contact", text::CleanLine(texts_.Contact()));
    Row("list", m.listed ? "this referendum may be in public lists" : "this referendum is in no public list");
    for (const auto& [name, text] :
         {std::pair{"privacy", &m.notices.privacy}, std::pair{"imprint", &m.notices.imprint},
          std::pair{"access", &m.notices.accessibility}}) {
      const std::string& address = (*text)[texts_.Language()];
      if (!address.empty()) Row(name, text::CleanLine(address));
    }
    for (const record::CheckPage& page : m.check_pages) {
      Row("check page", fmt::format("{}, of {}; it never asks for a code", text::CleanLine(page.address),
                                    text::CleanLine(m.observers[page.observer].name)));
    }
    Row("software",
        fmt::format("{} {}, {} of pages for voters are listed", text::CleanLine(m.software.name),
                    text::CleanLine(m.software.version), text::Plural(m.software.files.size(), "file")));
    if (m.rehearsal)
      Sentence(
          "REHEARSAL: the parties may set the clock, and whatever is shown says that this is a rehearsal. "
          "It decides nothing.");
  }

  const record::Manifest& manifest_;
  Words words_;
  const Texts& texts_;
  std::string out_;
};

}  // namespace

std::string FormatSizes(const record::Manifest& manifest, uint64_t voters) {
  const record::Sizes sizes = record::SizesOf(manifest);
  std::string out = "\nSizes\n";
  const auto row = [&](std::string_view name, uint64_t bytes, std::string_view more) {
    out += fmt::format("  {:<16}{:>12} bytes{}\n", name, text::FormatCount(bytes), more);
  };
  row("manifest", sizes.manifest, "");
  row("a trustee's deal", sizes.deal, "");
  row("a voter", sizes.voter, " on the public roll");
  row("a ballot", sizes.ballot, "");
  if (voters == 0) return out;
  row("the record", sizes.Record(voters, 1),
      fmt::format(" if all {} voters vote once, at most {} if all vote {} times", text::FormatCount(voters),
                  text::FormatCount(sizes.Record(voters, manifest.max_ballots)), manifest.max_ballots));
  return out;
}

std::string FormatPlainWords(const record::Manifest& manifest, const std::string& language) {
  return PlainWords(manifest, language).Write();
}

}  // namespace constat::report
