#include "constat/report/record/look_again.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <map>

#include "constat/record/local_time.h"
#include "constat/text/clean.h"
#include "constat/text/number.h"
#include "constat/text/utf8.h"

namespace constat::report {
namespace {

using record::Manifest;
using record::Scope;
using record::Term;

constexpr uint64_t kHourMs = 3'600'000;
constexpr uint64_t kDayMs = 24 * kHourMs;
constexpr uint32_t kShortSealMs = 6 * 60'000;

// kLooks has pairs: a letter, and the one that it is taken for.
constexpr std::u32string_view kLooks =
    U"аaеeоoрpсcуyхxіiјjѕsԁdһhкkмmтtвbнhгrпnѡwԛqԝwαaεeοoρpυuχxιiκkτtβbηhνvμuγyωoΑaΕeΟoΡpΥyΧxΙi"
    U"ΚkΤtΒbΗhΝnΜmΖzàaáaâaãaäaåaçcèeéeêeëeìiíiîiïiñnòoóoôoõoöoùuúuûuüuýyÿyĀaāaĂaăaĄaąaĆcćcĈcĉc"
    U"ĊcċcČcčcĎdďdĒeēeĔeĕeĖeėeĘeęeĚeěeĜgĝgĞgğgĠgġgĢgģgĤhĥhĨiĩiĪiīiĬiĭiĮiįiİiĴjĵjĶkķkĹlĺlĻlļlĽl"
    U"ľlŃnńnŅnņnŇnňnŌoōoŎoŏoŐoőoŔrŕrŖrŗrŘrřrŚsśsŜsŝsŞsşsŠsšsŢtţtŤtťtŨuũuŪuūuŬuŭuŮuůuŰuűuŲuųuŴw"
    U"ŵwŶyŷyŸyŹzźzŻzżzŽzžzøołlđdħhŧtıiйиїiёeўyґr0o1l3з9g|l";
static_assert(kLooks.size() % 2 == 0);

char32_t LooksLike(char32_t c) {
  for (size_t i = 0; i < kLooks.size(); i += 2) {
    if (kLooks[i] == c) return kLooks[i + 1];
  }
  return c;
}

struct CodeRange {
  char32_t first;
  char32_t last;
};

// kUnseen shows nothing by itself: blanks, marks that combine, what joins, fillers. ENC-4 refuses
// more of them.
constexpr CodeRange kUnseen[] = {
    {0x0, 0x20},      {0xa0, 0xa0},     {0xad, 0xad},     {0x300, 0x36f},     {0x483, 0x489},
    {0x61c, 0x61c},   {0x115f, 0x1160}, {0x1680, 0x1680}, {0x17b4, 0x17b5},   {0x180b, 0x180f},
    {0x1ab0, 0x1aff}, {0x1dc0, 0x1dff}, {0x2000, 0x200f}, {0x202f, 0x202f},   {0x205f, 0x2065},
    {0x206a, 0x206f}, {0x20d0, 0x20ff}, {0x2800, 0x2800}, {0x3000, 0x3000},   {0x3164, 0x3164},
    {0xfe00, 0xfe0f}, {0xfe20, 0xfe2f}, {0xffa0, 0xffa0}, {0x1d173, 0x1d17a},
};

bool IsUnseen(char32_t c) {
  return std::any_of(std::begin(kUnseen), std::end(kUnseen),
                     [c](const CodeRange& range) { return c >= range.first && c <= range.last; });
}

// Combines says whether a code point may rightly end a text: it is drawn on what is before it.
bool Combines(char32_t c) {
  return (c >= 0x300 && c <= 0x36f) || (c >= 0x483 && c <= 0x489) || (c >= 0x1ab0 && c <= 0x1aff) ||
         (c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff) || (c >= 0xfe00 && c <= 0xfe0f) ||
         (c >= 0xfe20 && c <= 0xfe2f);
}

std::string Shown(std::string_view name) { return fmt::format("\u201c{}\u201d", text::CleanLine(name)); }

class Looker {
 public:
  Looker(const Manifest& manifest, const Known& known) : m_(manifest), known_(known) {}

  std::vector<std::string> Look() {
    Names();
    Blanks();
    Times();
    Zone();
    Rules();
    Parties();
    Numbers();
    return std::move(out_);
  }

 private:
  template <typename... Args>
  void Say(fmt::format_string<Args...> format, Args&&... args) {
    out_.push_back(fmt::format(format, std::forward<Args>(args)...));
  }

  // Alike looks for two names of a list that are easily taken for each other. Equal ones of
  // parties count too.
  void Alike(std::string_view what, const std::vector<std::string_view>& names) {
    std::map<std::u32string, std::string_view> seen;
    for (const std::string_view name : names) {
      const auto [at, fresh] = seen.emplace(Skeleton(name), name);
      if (!fresh)
        Say("{} {} and {} look alike: give one another name.", what, Shown(at->second), Shown(name));
    }
  }

  void Names() {
    if (m_.origin == "example.org/referendum")
      Say("The log is called {}, as in the template: take a name you own.", m_.origin);
    for (const record::Question& question : m_.questions) {
      for (size_t l = 0; l < m_.languages.size(); ++l) {
        std::vector<std::string_view> names;
        for (const record::Option& option : question.options) names.push_back(option.name[l]);
        Alike("The options", names);
      }
    }
    for (size_t l = 0; l < m_.languages.size(); ++l) {
      std::vector<std::string_view> names;
      for (const record::Region& region : m_.regions) names.push_back(region.name[l]);
      Alike("The regions", names);
    }
  }

  // Blank looks for a text of which nothing is seen, or not its beginning or its end.
  void Blank(std::string_view what, std::string_view text) {
    while (text.ends_with('\n')) text.remove_suffix(1);  // as the file of a long text has it
    const std::u32string points = text::CodePoints(text);
    if (std::all_of(points.begin(), points.end(), IsUnseen)) {
      Say("{} {} shows nothing: give it a text that can be read.", what, Shown(text));
    } else if (IsUnseen(points.front()) || (IsUnseen(points.back()) && !Combines(points.back()))) {
      Say("{} {} begins or ends with what nobody sees, a blank or the like: take it away.", what,
          Shown(text));
    }
  }

  void Blanks() {
    for (size_t l = 0; l < m_.languages.size(); ++l) {
      Blank("The title", m_.title[l]);
      for (const record::Question& question : m_.questions) {
        Blank("The question", question.text[l]);
        for (const record::Option& option : question.options) Blank("The option", option.name[l]);
      }
      for (const record::Region& region : m_.regions) Blank("The region", region.name[l]);
    }
    Blank("The party", m_.organiser.name);
    Blank("The party", m_.board.name);
    for (const std::string_view name : PartyNames()) Blank("The party", name);
  }

  void Times() {
    const auto shown = [&](uint64_t time_ms) { return record::FormatLocalTime(m_, time_ms); };
    if (known_.now_ms && m_.opening_ms < *known_.now_ms + kDayMs && m_.closing_ms - m_.opening_ms > kDayMs) {
      Say("The voting opens in less than a day; before that the trustees make their key, the registrars the "
          "roll, and the codes reach the voters.");
    }
    if (m_.seal_ms < kShortSealMs) {
      Say("The seal comes five minutes, or little more, after the closing: where clocks differ by minutes "
          "and a disk is slow, the witnesses may sign too late, and then the vote is void. Six minutes or "
          "more are safer.");
    }
    if (m_.replace_until_ms != 0 && m_.replace_until_ms <= m_.opening_ms) {
      Say("Replacements of lost codes end before the opening ({}), so no code is ever replaced: a shorter "
          "grace leaves time for them.",
          shown(m_.replace_until_ms));
    }
  }

  void Zone() {
    for (const record::Offset& offset : m_.zone.offsets) {
      if (offset.from_ms > m_.opening_ms && offset.from_ms <= m_.closing_ms) {
        Say("Clocks change during the voting: from {} on they show {} ({}). Say so where people "
            "read the times.",
            text::FormatTime(offset.from_ms), record::FormatLocalTime(m_, offset.from_ms),
            record::FormatOffset(offset.minutes));
      }
    }
    if (!known_.zone) return;
    if (!*known_.zone) {
      Say("The offsets of the zone were not compared: {}.", known_.zone->error().detail);
    } else {
      Compare(**known_.zone);
    }
  }

  // Compare names the first time from which the manifest and the database do not show the same clock.
  void Compare(const record::Zone& database) {
    std::vector<uint64_t> changes{m_.opening_ms};
    for (const record::Zone* zone : {&m_.zone, &database}) {
      for (const record::Offset& offset : zone->offsets) {
        if (offset.from_ms > m_.opening_ms) changes.push_back(offset.from_ms);
      }
    }
    std::sort(changes.begin(), changes.end());
    for (const uint64_t time_ms : changes) {
      const record::Offset& ours = record::OffsetAt(m_.zone, time_ms);
      const record::Offset& theirs = record::OffsetAt(database, time_ms);
      if (ours.minutes == theirs.minutes && ours.abbreviation == theirs.abbreviation) continue;
      Say("From {} on, {} is {} {} in this file and {} {} in this machine\u2019s database of time zones: "
          "one of them is wrong.",
          text::FormatTime(time_ms), m_.zone.name, record::FormatOffset(ours.minutes), ours.abbreviation,
          record::FormatOffset(theirs.minutes), theirs.abbreviation);
      return;
    }
  }

  void Rules() {
    for (size_t q = 0; q < m_.questions.size(); ++q) {
      const record::Question& question = m_.questions[q];
      if (question.min == 0 && question.blank != record::kNone) {
        Say("Question {} has a blank option and may be left without any choice: both are blank votes to "
            "people, and they are counted apart.",
            q + 1);
      }
      for (const Term& term : question.terms) Rule(q, term);
    }
  }

  void Rule(size_t q, const Term& term) {
    const bool at_least = term.comparator == record::Comparator::kAtLeast;
    if (at_least && term.den == 2 * uint64_t{term.num} && term.numerator != record::kNone &&
        term.scope == Scope::kWhole) {
      Say("A rule of question {} asks for at least one half: with as many votes on the other side it holds.",
          q + 1);
    }
    if (term.numerator == m_.questions[q].blank && term.numerator != record::kNone)
      Say("A rule of question {} counts blank votes as votes for something.", q + 1);
  }

  template <typename List>
  static void Add(std::vector<std::string_view>& names, const List& parties) {
    for (const auto& party : parties) names.push_back(party.name);
  }

  // PartyNames are those of the parties of which there may be several.
  [[nodiscard]] std::vector<std::string_view> PartyNames() const {
    std::vector<std::string_view> names;
    Add(names, m_.registrars);
    Add(names, m_.witnesses);
    Add(names, m_.trustees);
    Add(names, m_.observers);
    return names;
  }

  void Parties() {
    Alike("The parties", PartyNames());
    if (m_.registrars.size() == 1)
      Say("With one registrar, that registrar can vote for whoever does not. Two or more can only together.");
    const size_t witnesses = m_.witnesses.size();
    if (witnesses == 1) {
      Say("There is one witness: the board and this witness together can show two histories, and without it "
          "nothing goes on.");
    } else if (m_.quorum == witnesses) {
      Say("All {} witnesses are needed: one who is away when the voting closes makes the whole vote void.",
          witnesses);
    }
    if (m_.no_spare_trustee) Say("Every trustee is needed: one lost key, and the votes are never counted.");
    if (m_.drills == m_.trustees.size())
      Say("Every trustee must show a working key before the opening: one who is away stops it.");
    if (m_.kept_by_one)
      Say("One keeper has keys that the referendum promises to several people. The manifest says so.");
  }

  void Numbers() {
    const size_t regions = m_.regions.size();
    if (regions > 1 && known_.voters > 0 && known_.voters / regions < m_.floor) {
      Say("With {} voters in {} regions most regions stay below the floor of {} and are counted with others.",
          text::FormatCount(known_.voters), regions, m_.floor);
    }
    if (known_.voters > 0 && known_.voters < 2 * uint64_t{m_.floor}) {
      Say("{} voters are few: the result itself tells much of how single people voted.",
          text::FormatCount(known_.voters));
    }
    if (!m_.revoting)
      Say("Nobody can vote again: a ballot cast with a stolen code, or under pressure, stays.");
  }

  const Manifest& m_;
  const Known& known_;
  std::vector<std::string> out_;
};

}  // namespace

std::u32string Skeleton(std::string_view name) {
  std::u32string out;
  for (const char32_t c : text::LowerCase(text::CodePoints(name))) {
    if (IsUnseen(c)) continue;
    const char32_t looks = LooksLike(c);
    out += looks == U'i' ? U'l' : looks;  // I, l and 1
  }
  return out;
}

std::vector<std::string> LookAgain(const Manifest& manifest, const Known& known) {
  return Looker(manifest, known).Look();
}

}  // namespace constat::report
