#include "constat/report/record/look_again.h"

#include <fmt/core.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "constat/record/local_time.h"
#include "constat/record/named.h"
#include "constat/report/record/look_again_rules.h"
#include "constat/text/clean.h"
#include "constat/text/number.h"
#include "constat/text/skeleton.h"
#include "constat/text/utf8.h"
#include "constat/text/wrap.h"

namespace constat::report {
namespace {

using record::Manifest;

constexpr uint64_t kHourMs = 3'600'000;
constexpr uint64_t kDayMs = 24 * kHourMs;
constexpr uint32_t kShortSealMs = 6 * 60'000;

constexpr uint64_t kYearMs = 365 * kDayMs;
constexpr uint16_t kManyPermille = 200;
constexpr uint16_t kManyBallots = 100;
constexpr uint32_t kHighFloor = 1000;

// kReserved are domains that nobody can own. SOURCE: RFC 2606, RFC 6761.
constexpr std::string_view kReserved[] = {"example.org", "example.com", "example.net", "example",
                                          "invalid",     "localhost",   "test"};

// kThreeLetters are tags of three letters for languages that have two (BCP 47 takes the shorter).
constexpr std::pair<std::string_view, std::string_view> kThreeLetters[] = {
    {"eng", "en"}, {"ukr", "uk"}, {"deu", "de"}, {"ger", "de"}, {"fra", "fr"}, {"fre", "fr"}, {"ita", "it"},
    {"spa", "es"}, {"pol", "pl"}, {"nld", "nl"}, {"dut", "nl"}, {"por", "pt"}, {"rus", "ru"}};

bool IsOddInOrigin(char c) {
  return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           std::string_view(".-_/:").find(c) != std::string_view::npos);
}

std::string Shown(std::string_view name) { return text::QuoteName(name); }

class Looker {
 public:
  Looker(const Manifest& manifest, const Known& known) : m_(manifest), known_(known) {}

  std::vector<std::string> Look() {
    Identity();
    Names();
    Blanks();
    Times();
    Zone();
    for (std::string& one : LookAgainAtRules(m_, known_.lines)) out_.push_back(std::move(one));
    Parties();
    Numbers();
    return std::move(out_);
  }

 private:
  // At is the part of the manifest that the next sentence is about.
  Looker& At(std::string_view part) {
    part_ = part;
    return *this;
  }
  template <typename... Args>
  void Say(fmt::format_string<Args...> format, Args&&... args) {
    out_.push_back(AtLine(known_.lines, part_, fmt::format(format, std::forward<Args>(args)...)));
  }

  // Identity is the name of the log, the nonce and the languages.
  void Identity() {
    const std::string& origin = m_.origin;
    const std::string_view host = std::string_view(origin).substr(0, origin.find_first_of("/:"));
    const auto is_of = [&](std::string_view domain) {
      return host == domain || (host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.');
    };
    if (origin == "example.org/referendum") {
      At("origin").Say("The log is called {}, as in the template: take a name you own.", origin);
    } else if (!m_.rehearsal && std::any_of(std::begin(kReserved), std::end(kReserved), is_of)) {
      At("origin").Say("The log is called {}, a name that belongs to nobody: take one you own (origin).",
                       Shown(origin));
    } else if (host.find('.') == std::string_view::npos) {
      At("origin").Say(
          "The log is called {}, without a domain: another one may have that name; take one you own, such "
          "as vote.example.org/2026-bridge (origin).",
          Shown(origin));
    }
    if (std::any_of(origin.begin(), origin.end(), IsOddInOrigin)) {
      At("origin").Say(
          "The log\u2019s name {} has other characters than small letters, digits and . - _ / : people type "
          "this name, and with a capital letter it is another name (origin).",
          Shown(origin));
    }
    if (std::all_of(m_.nonce.begin(), m_.nonce.end(), [&](uint8_t byte) { return byte == m_.nonce[0]; }))
      At("nonce").Say(
          "The nonce is not random: take one that \u201cconstat referendum new\u201d draws (nonce).");
    if (m_.title[0] == "A bridge over the river")
      At("title").Say("The title is that of the template, {}.", Shown(m_.title[0]));
    for (const std::string& tag : m_.languages) {
      for (const auto& [three, two] : kThreeLetters) {
        if (std::string_view(tag).substr(0, tag.find('-')) != three) continue;
        At("languages").Say("The language \u201c{}\u201d is written \u201c{}\u201d (languages).", tag, two);
      }
    }
  }

  // Alike looks for two names of a list that are easily taken for each other. Equal ones of parties count
  // too. part is where the one of an index is; where is the question's, or "".
  template <typename Part>
  void Alike(std::string_view what, const std::vector<std::string_view>& names, const Part& part,
             std::string_view where = "") {
    for (const text::AlikeNames& pair : text::FindAlike(names)) {
      const std::string_view first = names[pair.first];
      const std::string_view later = names[pair.later];
      At(part(pair.later))
          .Say("{} {} and {}{} look alike: {}. Give one another name.", what, Shown(first), Shown(later),
               where, text::HowAlike(first, later));
    }
  }

  void Names() {
    for (size_t q = 0; q < m_.questions.size(); ++q) {
      const std::string where = m_.questions.size() == 1 ? "" : fmt::format(" of question {}", q + 1);
      for (size_t l = 0; l < m_.languages.size(); ++l) {
        std::vector<std::string_view> names;
        for (const record::Option& option : m_.questions[q].options) names.push_back(option.name[l]);
        Alike(
            "The options", names, [&](size_t) { return record::FormatPart("questions", q); }, where);
      }
    }
    const auto of_region = [](size_t r) { return record::FormatPart("regions", r); };
    for (size_t l = 0; l < m_.languages.size(); ++l) {
      std::vector<std::string_view> names;
      std::vector<std::string_view> questions;
      for (const record::Region& region : m_.regions) names.push_back(region.name[l]);
      for (const record::Question& question : m_.questions) questions.push_back(question.text[l]);
      Alike("The regions", names, of_region);
      Alike("The questions", questions, [](size_t q) { return record::FormatPart("questions", q); });
    }
    std::vector<std::string_view> ids;
    for (const record::Region& region : m_.regions) ids.push_back(region.id);
    Alike("The ids of the regions", ids, of_region);
    Translations();
  }

  // Translations looks for a question that was copied into another language and not translated.
  void Translations() {
    for (size_t q = 0; q < m_.questions.size(); ++q) {
      const record::LocalText& text = m_.questions[q].text;
      for (size_t l = 1; l < text.size(); ++l) {
        if (text[l] != text[0]) continue;
        At(record::FormatPart("questions", q))
            .Say("Question {} is the same text in {} and in {}: was it translated?", q + 1, m_.languages[0],
                 m_.languages[l]);
      }
    }
  }

  // Blank looks for a text of which nothing is seen, or not its beginning or its end.
  void Blank(std::string_view what, std::string_view text, std::string_view part) {
    while (text.ends_with('\n')) text.remove_suffix(1);  // as the file of a long text has it
    const std::u32string points = text::CodePoints(text);
    if (std::all_of(points.begin(), points.end(), text::IsUnseen)) {
      At(part).Say("{} {} shows nothing: give it a text that can be read.", what, Shown(text));
    } else if (text::IsUnseen(points.front()) ||
               (text::IsUnseen(points.back()) && !text::Combines(points.back()))) {
      At(part).Say(
          "{} {} begins or ends with a blank, or with another character that nobody sees: take that away.",
          what, Shown(text));
    }
  }

  void Blanks() {
    for (size_t l = 0; l < m_.languages.size(); ++l) {
      Blank("The title", m_.title[l], "title");
      for (size_t q = 0; q < m_.questions.size(); ++q) {
        const std::string part = record::FormatPart("questions", q);
        Blank("The question", m_.questions[q].text[l], part);
        for (const record::Option& option : m_.questions[q].options)
          Blank("The option", option.name[l], part);
      }
      for (size_t r = 0; r < m_.regions.size(); ++r)
        Blank("The region", m_.regions[r].name[l], record::FormatPart("regions", r));
    }
    Blank("The party", m_.organiser.name, "organiser");
    Blank("The party", m_.board.name, "board");
    for (const std::string_view name : PartyNames()) Blank("The party", name, "");
  }

  void Times() {
    const auto shown = [&](uint64_t time_ms) { return record::FormatLocalTime(m_, time_ms); };
    const uint64_t voting_ms = m_.closing_ms - m_.opening_ms;
    if (known_.now_ms && m_.opening_ms < *known_.now_ms + kDayMs && voting_ms > kDayMs) {
      At("opening").Say(
          "The voting opens in less than a day. Before that the trustees have to make their key, the "
          "registrars the roll, and the codes have to reach the voters: is there time?");
    }
    if (known_.now_ms && m_.opening_ms > *known_.now_ms + 2 * kYearMs)
      At("opening").Say("The voting opens in more than two years, {}: is the year right?",
                        shown(m_.opening_ms));
    if (voting_ms < kHourMs) {
      At("opening").Say("The voting lasts less than an hour, from {} to {}: is that meant?",
                        shown(m_.opening_ms), shown(m_.closing_ms));
    }
    if (voting_ms > 60 * kDayMs) {
      At("opening").Say("The voting lasts more than two months, from {} to {}: is that meant?",
                        shown(m_.opening_ms), shown(m_.closing_ms));
    }
    if (IsMidnight(m_.closing_ms)) {
      At("closing").Say(
          "The voting closes at midnight, at the beginning of the day that is named: {}. People will think "
          "of the end of that day. Take a time that nobody mistakes, such as 18:00 or 23:59.",
          shown(m_.closing_ms));
    }
    AfterTheClosing(voting_ms);
  }

  [[nodiscard]] bool IsMidnight(uint64_t time_ms) const {
    const int64_t local =
        static_cast<int64_t>(time_ms) + record::OffsetAt(m_.zone, time_ms).minutes * int64_t{60'000};
    return local % static_cast<int64_t>(kDayMs) == 0;
  }

  void AfterTheClosing(uint64_t voting_ms) {
    if (m_.seal_ms < kShortSealMs) {
      At("seal_minutes")
          .Say(
              "The seal comes five minutes, or little more, after the closing: where clocks differ by "
              "minutes and a disk is slow, the witnesses may sign too late, and then the vote is void. Six "
              "minutes or more are safer (seal_minutes).");
    }
    if (m_.grace_ms > voting_ms)
      At("grace_minutes")
          .Say(
              "The grace is longer than the voting itself: while it lasts there is "
              "no result (grace_minutes).");
    const uint64_t archive_ms = m_.archive_ms - m_.closing_ms;
    if (archive_ms < m_.grace_ms + kDayMs) {
      At("archive").Say(
          "Parties can say what they saw until {} only, less than a day after the grace (archive).",
          record::FormatLocalTime(m_, m_.archive_ms));
    } else if (archive_ms > 5 * kYearMs) {
      At("archive").Say(
          "The board has to take statements for more than five years, until {}: is the "
          "year right (archive)?",
          record::FormatLocalTime(m_, m_.archive_ms));
    }
    Replacements();
  }

  void Replacements() {
    if (m_.replace_until_ms != 0 && m_.replace_until_ms <= m_.opening_ms) {
      At("replace_until")
          .Say(
              "Replacements of lost codes end before the opening ({}), so no code is ever replaced: a "
              "shorter grace leaves time for them.",
              record::FormatLocalTime(m_, m_.replace_until_ms));
    }
    if (m_.replace_until_ms == 0)
      At("replace_permille")
          .Say("No lost code can be replaced: whoever loses the letter cannot vote (replace_permille).");
    if (m_.replace_permille > kManyPermille) {
      At("replace_permille")
          .Say(
              "Up to {} in 1,000 codes of a region may be replaced: dishonest registrars can take so many "
              "votes of people who do not look (replace_permille).",
              m_.replace_permille);
    }
  }

  void Zone() {
    for (const record::Offset& offset : m_.zone.offsets) {
      if (offset.from_ms > m_.opening_ms && offset.from_ms <= m_.closing_ms) {
        At("zone").Say(
            "Clocks change during the voting: from {} on they show {} ({}). Say so where people "
            "read the times.",
            text::FormatTime(offset.from_ms), record::FormatLocalTime(m_, offset.from_ms),
            record::FormatOffset(offset.minutes));
      }
    }
    if (!known_.zone) return;
    if (!*known_.zone) {
      At("zone").Say("The offsets of the zone were not compared: {}.", known_.zone->error().detail);
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
      At("zone").Say(
          "From {} on, {} is {} {} in this file and {} {} in this machine\u2019s database of time zones: "
          "one of them is wrong.",
          text::FormatTime(time_ms), m_.zone.name, record::FormatOffset(ours.minutes), ours.abbreviation,
          record::FormatOffset(theirs.minutes), theirs.abbreviation);
      return;
    }
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

  // SameAddress looks for one address of two parties.
  void SameAddress(std::string_view what, std::string_view list,
                   const std::vector<std::string_view>& addresses) {
    for (size_t i = 0; i < addresses.size(); ++i) {
      for (size_t j = 0; j < i; ++j) {
        if (addresses[i].empty() || addresses[i] != addresses[j]) continue;
        At(record::FormatPart(list, i))
            .Say("{} {} and {} have one address, {}.", what, j + 1, i + 1, addresses[i]);
      }
    }
  }

  void Addresses() {
    std::vector<std::string_view> witnesses;
    std::vector<std::string_view> pages;
    for (const record::Witness& witness : m_.witnesses) witnesses.push_back(witness.address);
    for (const record::CheckPage& page : m_.check_pages) pages.push_back(page.address);
    SameAddress("Witnesses", "witnesses", witnesses);
    SameAddress("Check pages", "check_pages", pages);
  }

  void Parties() {
    Alike("The parties", PartyNames(), [](size_t) { return ""; });
    Addresses();
    if (m_.registrars.size() == 1)
      At("registrar 1")
          .Say(
              "With one registrar, that registrar can vote in the place of whoever does not vote. Two or "
              "more can do that only together.");
    const size_t witnesses = m_.witnesses.size();
    if (witnesses == 1) {
      At("witness 1")
          .Say(
              "There is one witness: the board and this witness together can show different people "
              "different records, and without this witness nothing goes on.");
    } else if (m_.quorum == witnesses) {
      At("quorum").Say(
          "All {} witnesses are needed: one who is away when the voting closes makes the whole vote void.",
          witnesses);
    }
    if (m_.no_spare_trustee)
      At("no_spare_trustee").Say("Every trustee is needed: one lost key, and the votes are never counted.");
    if (m_.drills == m_.trustees.size())
      At("drills").Say("Every trustee must show a working key before the opening: one who is away stops it.");
    if (m_.kept_by_one)
      At("kept_by_one")
          .Say("One keeper has keys that the referendum promises to several people. The manifest says so.");
  }

  void Numbers() {
    const size_t regions = m_.regions.size();
    if (regions > 1 && known_.voters > 0 && known_.voters / regions < m_.floor) {
      At("floor").Say(
          "With {} voters in {} regions most regions stay below the floor of {} and are "
          "counted with others.",
          text::FormatCount(known_.voters), regions, m_.floor);
    }
    if (known_.voters > 0 && known_.voters < 2 * uint64_t{m_.floor}) {
      At("floor").Say("{} voters are few: the result itself tells much about how single people voted.",
                      text::FormatCount(known_.voters));
    }
    if (m_.floor > kHighFloor || (known_.voters > 0 && known_.voters < m_.floor)) {
      At("floor").Say("The floor is {}: where fewer people vote, no region is shown by itself (floor).",
                      text::FormatCount(m_.floor));
    }
    if (m_.max_ballots > kManyBallots) {
      At("max_ballots")
          .Say("Every voter may cast {} ballots: the record can become so many times as large (max_ballots).",
               text::FormatCount(m_.max_ballots));
    }
    if (!m_.revoting)
      At("revoting")
          .Say(
              "Nobody can vote again: a ballot that was cast with a stolen code, or under pressure, "
              "cannot be replaced.");
  }

  const Manifest& m_;
  const Known& known_;
  std::string part_;
  std::vector<std::string> out_;
};

}  // namespace

std::string AtLine(const PartLines* lines, std::string_view part, std::string sentence) {
  if (lines == nullptr) return sentence;
  auto at = lines->find(std::string(part));
  if (at == lines->end()) at = lines->find(std::string(part.substr(0, part.find(','))));
  return at == lines->end() ? sentence : fmt::format("Line {}: {}", at->second, sentence);
}

std::string FormatLookAgain(const std::vector<std::string>& list) {
  if (list.empty()) return "";
  std::string out = "\nLook again at this\n";
  for (const std::string& one : list) out += text::Wrap(one, "  - ");
  return out;
}

std::vector<std::string> LookAgain(const Manifest& manifest, const Known& known) {
  return Looker(manifest, known).Look();
}

}  // namespace constat::report
