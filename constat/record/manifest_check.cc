// CheckManifest: the limits of MAN-1 for manifests put together by hand, then MAN-3 to MAN-5 and RUL-2
// in their order.

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "constat/record/ballot.h"
#include "constat/record/ceremony.h"
#include "constat/record/entry.h"
#include "constat/record/local_time.h"
#include "constat/record/manifest_layout.h"
#include "constat/record/roll.h"
#include "constat/text/number.h"
#include "constat/tlog/note.h"

namespace constat::record {
namespace {

constexpr uint64_t kMaxTimeMs = uint64_t{1} << 53;  // what a JavaScript number holds exactly
constexpr uint64_t kSecondMs = 1000;
constexpr uint64_t kMinuteMs = 60 * kSecondMs;
constexpr uint32_t kMinGraceMs = 5 * kMinuteMs;
constexpr uint32_t kMaxGraceMs = 604'800'000;  // a week
constexpr uint32_t kMinFloor = 3;
constexpr uint16_t kMaxPermille = 1000;
constexpr int kMostWest = -720;  // minutes
constexpr int kMostEast = 840;
constexpr std::string_view kScheme = "https://";

template <typename... Args>
tl::unexpected<Error> Bad(fmt::format_string<Args...> format, Args&&... args) {
  return Fail(ErrorCode::kBadManifest, fmt::format(format, std::forward<Args>(args)...));
}

// Name is such as "region 3" for ("regions", 2), as FieldPath has it.
std::string Name(std::string_view what, size_t index) { return FormatPart(what, index); }

// Shown is a time in the manifest's zone where that can be told; it has not been checked when this is called.
std::string Shown(const Manifest& m, uint64_t time_ms) {
  if (m.zone.offsets.front().from_ms != 0) return text::FormatTime(time_ms);
  Manifest clocks;  // whatever the end of the archive, which is in question too
  clocks.zone = m.zone;
  clocks.archive_ms = UINT64_MAX;
  return FormatLocalTime(clocks, time_ms);
}

// Span is so much time in words.
std::string Span(uint32_t ms) {
  return ms % kMinuteMs == 0 ? fmt::format("{} minutes", ms / kMinuteMs)
                             : fmt::format("{} seconds", ms / kSecondMs);
}

// KeeperPath is the field that says who keeps a party's key.
std::string KeeperPath(const Keeper& party) {
  switch (party.role) {
    case Role::kOrganiser:
      return "organiser, keeper";
    case Role::kRegistrar:
      return Name("registrars", party.index) + ", keeper";
    case Role::kBoard:
      return "board, keeper";
    case Role::kWitness:
      return Name("witnesses", party.index) + ", keeper";
    case Role::kTrustee:
      return Name("trustees", party.index - 1u) + ", keeper";
    case Role::kObserver:
      return Name("observers", party.index) + ", keeper";
  }
  CONSTAT_CHECK(false);
}

// CheckDistinct refuses the second of two equal values of a list, named by name(index).
template <typename T, typename NameOf>
Status CheckDistinct(const std::vector<T>& values, NameOf name) {
  std::map<T, size_t> seen;
  for (size_t i = 0; i < values.size(); ++i) {
    const auto [at, fresh] = seen.emplace(values[i], i);
    if (!fresh)
      return Bad("{}: it is the same as that of {}; each must be its own", name(i), name(at->second));
  }
  return {};
}

bool IsLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// IsOf says whether text has letters, digits and the others only.
bool IsOf(std::string_view text, std::string_view others) {
  return std::all_of(text.begin(), text.end(), [&](char c) {
    return IsLetter(c) || IsDigit(c) || others.find(c) != std::string_view::npos;
  });
}

// LowerAscii lowers A to Z.
std::string LowerAscii(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

bool IsNameOfUtc(const std::string& abbreviation) {
  const std::string name = LowerAscii(abbreviation);
  return name == "utc" || name == "ut" || name == "gmt" || name == "z";
}

// MAN-3 (2), languages. Tags hold ASCII only.
Status CheckLanguages(const Manifest& m) {
  std::vector<std::string> tags;
  for (size_t i = 0; i < m.languages.size(); ++i) {
    const std::string& tag = m.languages[i];
    const std::string_view primary = std::string_view(tag).substr(0, tag.find('-'));
    if ((primary.size() != 2 && primary.size() != 3) ||
        !std::all_of(primary.begin(), primary.end(), IsLetter)) {
      return Bad("{}: \"{}\" does not begin with a language's two or three letters, such as en or uk",
                 Name("languages", i), tag);
    }
    tags.push_back(LowerAscii(tag));
  }
  return CheckDistinct(tags, [](size_t i) { return Name("languages", i); });
}

// MAN-3 (2), options of one question: no two with one name in any language.
Status CheckOptionNames(const Manifest& m, size_t q) {
  const Question& question = m.questions[q];
  for (size_t l = 0; l < m.languages.size(); ++l) {
    std::vector<std::string_view> names;
    for (const Option& option : question.options) names.push_back(option.name[l]);
    CONSTAT_TRY(CheckDistinct(names, [&](size_t o) {
      return fmt::format("{}, {}, name ({})", Name("questions", q), Name("options", o), m.languages[l]);
    }));
  }
  return {};
}

// MAN-3 (2)
Status CheckNames(const Manifest& m) {
  CONSTAT_TRY(CheckLanguages(m));
  std::vector<std::string_view> ids;
  for (const Region& region : m.regions) ids.push_back(region.id);
  CONSTAT_TRY(CheckDistinct(ids, [](size_t i) { return Name("regions", i) + ", id"; }));
  for (size_t q = 0; q < m.questions.size(); ++q) CONSTAT_TRY(CheckOptionNames(m, q));
  if (m.origin.find("//") != std::string::npos) {
    return Bad("origin: \"{}\" has \"//\" in it; write a name without https://, such as example.org/bridge",
               m.origin);
  }
  return {};
}

// MAN-3 (3)
Status CheckKeys(const Manifest& m) {
  std::vector<std::string> names;
  std::vector<crypto::Ed25519PublicKey> keys;
  auto add = [&](std::string name, const crypto::Ed25519PublicKey& key) {
    names.push_back(std::move(name));
    keys.push_back(key);
  };
  const auto add_all = [&](std::string_view what, const auto& parties) {
    for (size_t i = 0; i < parties.size(); ++i) add(Name(what, i) + ", key", parties[i].key);
  };
  add("organiser, key", m.organiser.key);
  add_all("registrars", m.registrars);
  add("board, key", m.board.key);
  add("board, refusal_key", m.board.refusal_key);
  add_all("witnesses", m.witnesses);
  add_all("observers", m.observers);
  for (size_t i = 0; i < keys.size(); ++i) {
    Status valid = crypto::CheckEd25519Key(keys[i]);
    if (!valid) return tl::unexpected(Prefix(names[i], std::move(valid).error()));
  }
  CONSTAT_TRY(CheckDistinct(keys, [&](size_t i) { return names[i]; }));

  std::vector<std::string_view> key_names;
  for (const Witness& witness : m.witnesses) key_names.push_back(witness.name);
  key_names.push_back(m.origin);
  return CheckDistinct(key_names, [&](size_t i) {
    return i < m.witnesses.size() ? Name("witnesses", i) + ", name" : std::string("origin");
  });
}

// MAN-3 (4)
Status CheckTrustees(const Manifest& m) {
  std::vector<group::EncodedPoint> keys;
  for (size_t i = 0; i < m.trustees.size(); ++i) {
    if (m.trustees[i].key.IsIdentity()) {
      return Fail(ErrorCode::kIdentityPoint,
                  Name("trustees", i) + ", key: this is the identity, which is not a key");
    }
    keys.push_back(m.trustees[i].key.encoded);
  }
  CONSTAT_TRY(CheckDistinct(keys, [](size_t i) { return Name("trustees", i) + ", key"; }));
  if (m.threshold < 2 || m.threshold > m.trustees.size()) {
    return Bad("threshold: {} is not between 2 and the number of trustees, {}", m.threshold,
               m.trustees.size());
  }
  if (2 * size_t{m.threshold} <= m.trustees.size()) {
    return Bad(
        "threshold: {} is not more than half of the {} trustees: two groups of {} could each "
        "decrypt other sums",
        m.threshold, m.trustees.size(), m.threshold);
  }
  const bool no_spare = m.threshold == m.trustees.size();
  if (m.no_spare_trustee != no_spare) {
    return Bad("no_spare_trustee: it must be {}, since {} of {} trustees are needed", no_spare, m.threshold,
               m.trustees.size());
  }
  if (m.drills < m.threshold || m.drills > m.trustees.size()) {
    return Bad("drills: {} is not between the threshold, {}, and the number of trustees, {}", m.drills,
               m.threshold, m.trustees.size());
  }
  return {};
}

// MAN-3 (5)
Status CheckQuorum(const Manifest& m) {
  const size_t witnesses = m.witnesses.size();
  if (m.quorum < 1 || m.quorum > witnesses)
    return Bad("quorum: {} is not between 1 and the number of witnesses, {}", m.quorum, witnesses);
  if (2 * size_t{m.quorum} <= witnesses) {
    return Bad(
        "quorum: {} is not more than half of the {} witnesses: two different logs could each have "
        "enough of them",
        m.quorum, witnesses);
  }
  return {};
}

// MAN-3 (6), replacements.
Status CheckReplacements(const Manifest& m) {
  if (m.replace_permille > kMaxPermille) {
    return Bad("replace_permille: {} is more than {}", m.replace_permille, kMaxPermille);
  }
  if (m.replace_permille == 0 && m.replace_least == 0) {
    if (m.replace_until_ms == 0) return {};
    return Bad("replace_until: a time is given, and no code may be replaced: leave it out");
  }
  if (m.replace_until_ms == 0 || m.replace_until_ms % kMinuteMs != 0) {
    return Bad("replace_until: {} is not a whole minute; since codes may be replaced, such a time is needed",
               m.replace_until_ms == 0 ? "no time" : Shown(m, m.replace_until_ms));
  }
  if (m.replace_until_ms > m.closing_ms || m.closing_ms - m.replace_until_ms < m.grace_ms) {
    return Bad(
        "replace_until: {} is too late: whoever gets a new code needs the grace, {}, before the closing, {}",
        Shown(m, m.replace_until_ms), Span(m.grace_ms), Shown(m, m.closing_ms));
  }
  return {};
}

// MAN-3 (6)
Status CheckTimes(const Manifest& m) {
  const std::array<std::pair<std::string_view, uint64_t>, 6> seconds{{{"ceremony_end", m.ceremony_end_ms},
                                                                      {"opening", m.opening_ms},
                                                                      {"closing", m.closing_ms},
                                                                      {"grace", m.grace_ms},
                                                                      {"seal", m.seal_ms},
                                                                      {"archive", m.archive_ms}}};
  for (const auto& [name, time] : seconds) {
    if (time % kSecondMs != 0) return Bad("{}: it is not in whole seconds ({} ms)", name, time);
  }
  if (m.ceremony_end_ms > m.opening_ms)
    return Bad("ceremony_end: {} is after the opening, {}", Shown(m, m.ceremony_end_ms),
               Shown(m, m.opening_ms));
  if (m.opening_ms >= m.closing_ms)
    return Bad("closing: {} is not after the opening, {}", Shown(m, m.closing_ms), Shown(m, m.opening_ms));
  if (m.grace_ms < kMinGraceMs || m.grace_ms > kMaxGraceMs) {
    return Bad("grace: {} is not between {} and {}", Span(m.grace_ms), Span(kMinGraceMs), Span(kMaxGraceMs));
  }
  if (m.seal_ms < kMinGraceMs || m.seal_ms > m.grace_ms) {
    return Bad("seal: {} is not between {} and the grace, {}", Span(m.seal_ms), Span(kMinGraceMs),
               Span(m.grace_ms));
  }
  if (m.archive_ms > kMaxTimeMs) return Bad("archive: the time is more than 200,000 years away");
  if (m.archive_ms < m.grace_ms || m.archive_ms - m.grace_ms < m.closing_ms) {
    return Bad("archive: {} is before the end of the grace, {} after the closing, {}", Shown(m, m.archive_ms),
               Span(m.grace_ms), Shown(m, m.closing_ms));
  }
  return CheckReplacements(m);
}

// MAN-3 (7)
Status CheckQuestion(const Question& question, const std::string& name) {
  const size_t options = question.options.size();
  if (question.blank != kNone && question.blank >= options) {
    return Bad("{}, blank: there is no option {}; the question has {}", name, question.blank + 1, options);
  }
  if (question.min > question.max)
    return Bad("{}, min: {} is more than max, {}", name, question.min, question.max);
  const size_t choosable = options - (question.blank == kNone ? 0 : 1);
  if (question.max < 1 || question.max > choosable) {
    return Bad("{}, max: {} is not between 1 and the number of options that can be chosen together, {}", name,
               question.max, choosable);
  }
  return {};
}

// MAN-3 (8)
Status CheckCounts(const Manifest& m) {
  for (size_t i = 0; i < m.regions.size(); ++i) {
    if (m.regions[i].weight < 1) return Bad("{}, weight: it is less than 1", Name("regions", i));
  }
  if (m.floor < kMinFloor)
    return Bad("floor: {} is less than {}, and smaller groups are not secret", m.floor, kMinFloor);
  if (m.max_ballots < 1) return Bad("max_ballots: it is less than 1, so nobody could vote");
  if (!m.revoting && m.max_ballots != 1) {
    return Bad("max_ballots: {} is not 1, and without voting again (revoting = false) it must be",
               m.max_ballots);
  }
  return {};
}

// RUL-2: a part of a whole cannot be more than all of it.
Status CheckReachable(const Term& term, const std::string& name) {
  const bool of_whole = term.denominator == Denominator::kValidVotes ||
                        term.denominator == Denominator::kBallotsCounted ||
                        term.denominator == Denominator::kRegistered;
  const bool above = term.comparator == Comparator::kGreater;
  if (!of_whole || (above ? term.num < term.den : term.num <= term.den)) return {};
  return Bad("{}, num: {} {}/{} of all can never hold", name, above ? "more than" : "at least", term.num,
             term.den);
}

// RUL-2: numerator, denominator, other, blanks_count.
Status CheckFraction(const Question& question, const Term& term, const std::string& name) {
  const size_t options = question.options.size();
  if (term.numerator != kNone && term.numerator >= options) {
    return Bad("{}, numerator: there is no option {}; the question has {}", name, term.numerator + 1,
               options);
  }
  if (term.numerator == kNone && term.denominator != Denominator::kRegistered) {
    return Bad("{}, numerator: turnout is compared with the registered voters only", name);
  }
  if (term.denominator == Denominator::kOption) {
    if (term.other >= options)
      return Bad("{}, other: there is no option {}; the question has {}", name, term.other + 1, options);
    if (term.other == term.numerator) return Bad("{}, other: an option is compared with itself", name);
  } else if (term.other != kNone) {
    return Bad("{}, other: option {} is named, and the rule compares with no option", name, term.other + 1);
  }
  const bool may_count_blanks =
      term.denominator == Denominator::kValidVotes || term.denominator == Denominator::kOthers;
  if (term.blanks_count && !may_count_blanks) {
    return Bad("{}, blanks_count: it is true, and this rule does not depend on blank votes: leave it out",
               name);
  }
  if (term.blanks_count && question.blank == kNone) {
    return Bad("{}, blanks_count: it is true, and the question has no blank option: leave it out", name);
  }
  if (term.den < 1) return Bad("{}, den: it is less than 1", name);
  return CheckReachable(term, name);
}

// RUL-2: scope, weight, named.
Status CheckScope(const Manifest& m, const Term& term, const std::string& name) {
  if (term.scope == Scope::kRegionWeight) {
    uint64_t sum = 0;
    for (const Region& region : m.regions) sum += region.weight;
    if (term.weight < 1 || term.weight > sum)
      return Bad("{}, weight: {} is not between 1 and the weight of all regions, {}", name, term.weight, sum);
  } else if (term.weight != 0) {
    return Bad("{}, weight: it is {}, and this rule does not use a weight", name, term.weight);
  }
  if (term.scope != Scope::kNamedRegions) {
    if (!term.named.empty())
      return Bad("{}, named: regions are named, and this rule does not use them", name);
    return {};
  }
  if (term.named.empty()) return Bad("{}, named: no region is named", name);
  for (size_t i = 0; i < term.named.size(); ++i) {
    if (term.named[i] >= m.regions.size()) {
      return Bad("{}, {}: there is no region {}; this referendum has {}", name, Name("named", i),
                 term.named[i] + 1, m.regions.size());
    }
    if (i > 0 && term.named[i] <= term.named[i - 1])
      return Bad("{}, {}: the region is named twice, or before another that comes first", name,
                 Name("named", i));
  }
  return {};
}

// MAN-3 (9)
Status CheckTerms(const Manifest& m) {
  for (size_t q = 0; q < m.questions.size(); ++q) {
    const Question& question = m.questions[q];
    for (size_t i = 0; i < question.terms.size(); ++i) {
      const std::string name = fmt::format("{}, {}", Name("questions", q), Name("terms", i));
      CONSTAT_TRY(CheckFraction(question, question.terms[i], name));
      CONSTAT_TRY(CheckScope(m, question.terms[i], name));
    }
  }
  return {};
}

// MAN-3 (10)
Status CheckWorstCase(const Manifest& m) {
  const size_t manifest = EncodeManifest(m).size() + kSignatureSize;
  if (manifest > kMaxBodySize) {
    return Bad("the signed manifest would have {} bytes, and {} are allowed: shorten its texts",
               manifest + kEntryOverhead, kMaxEntrySize);
  }
  const size_t ballot = BallotShape::Of(m).size_bytes;
  if (ballot > kMaxBodySize) {
    return Bad(
        "questions: a ballot would have {} bytes, and {} are allowed: ask fewer questions, or "
        "give fewer options",
        ballot + kEntryOverhead, kMaxEntrySize);
  }
  // A deal is the dealer, t commitments, n shares and two proofs: with 64 trustees far below the limit.
  constexpr size_t kMaxTrustees = 64;
  static_assert(2 + 32 * kMaxTrustees + (32 + 64 + kSealedShareSize) * kMaxTrustees + 2 * kSchnorrSize <=
                kMaxBodySize);
  return {};
}

// MAN-3 (11): MAN-4
Status CheckZone(const Manifest& m) {
  if (!IsOf(m.zone.name, "_+-/"))
    return Bad("zone, name: \"{}\" is not the name of a zone, such as Europe/Kyiv", m.zone.name);
  for (size_t i = 0; i < m.zone.offsets.size(); ++i) {
    const Offset& offset = m.zone.offsets[i];
    const std::string name = "zone, " + Name("offsets", i);
    if (i == 0 && offset.from_ms != 0)
      return Bad("{}, from: the first offset has no time from which it holds", name);
    if (i > 0 && offset.from_ms <= m.zone.offsets[i - 1].from_ms)
      return Bad("{}, from: its time is not after that of the offset before it", name);
    if (offset.from_ms > m.archive_ms) return Bad("{}, from: its time is after the end of the archive", name);
    if (offset.minutes < kMostWest || offset.minutes > kMostEast)
      return Bad("{}, minutes: {} is not between {} and {}", name, offset.minutes, kMostWest, kMostEast);
    if (!IsOf(offset.abbreviation, "+-"))
      return Bad(
          "{}, abbreviation: \"{}\" has other characters than letters, digits, + and -; write such as "
          "EEST or +03",
          name, offset.abbreviation);
    if (offset.minutes != 0 && IsNameOfUtc(offset.abbreviation))
      return Bad("{}, abbreviation: {} is a name of UTC, and the offset is {} minutes, not 0", name,
                 offset.abbreviation, offset.minutes);
  }
  return {};
}

// MAN-3 (11): MAN-5
Status CheckKeepers(const Manifest& m) {
  const std::vector<KeptKey> kept = KeptKeys(m);
  for (const KeptKey& key : kept) {
    const bool keeps_own = std::any_of(kept.begin(), kept.end(), [&](const KeptKey& other) {
      return other.party == key.keeper && other.keeper == other.party;
    });
    if (!keeps_own) {
      return Bad("{}: whoever keeps a key must be a party of this referendum that keeps its own key",
                 KeeperPath(key.party));
    }
  }
  if (m.kept_by_one != IsKeptByOne(m)) {
    return m.kept_by_one ? Bad("kept_by_one: it is true, and nobody keeps keys that several people should "
                               "keep: leave it out")
                         : Bad("kept_by_one: somebody keeps keys that several people should keep; give "
                               "each to a person of its own, or say so with kept_by_one = true, for "
                               "everybody to read");
  }
  return {};
}

// MAN-3 (12): an address that is not empty.
Status CheckAddress(std::string_view address, const std::string& name) {
  if (address.empty()) return {};
  const bool visible =
      std::all_of(address.begin(), address.end(), [](char c) { return c >= '!' && c <= '~'; });
  const bool fine = visible && address.starts_with(kScheme) && address.size() > kScheme.size() &&
                    address.find_first_of("?#@\\\"<>") == std::string_view::npos;
  if (fine) return {};
  return Bad(
      "{}: this is not an address that begins with https:// and goes on without spaces and ? # @ \\ \" < >",
      name);
}

// MAN-3 (12)
Status CheckAddresses(const Manifest& m) {
  const std::array<std::pair<std::string_view, const LocalText*>, 3> notices{
      {{"privacy", &m.notices.privacy},
       {"imprint", &m.notices.imprint},
       {"accessibility", &m.notices.accessibility}}};
  for (const auto& [name, texts] : notices) {
    for (size_t l = 0; l < texts->size(); ++l)
      CONSTAT_TRY(CheckAddress((*texts)[l], "notices, " + Name(name, l)));
  }
  for (size_t i = 0; i < m.witnesses.size(); ++i)
    CONSTAT_TRY(CheckAddress(m.witnesses[i].address, Name("witnesses", i) + ", address"));
  for (size_t i = 0; i < m.check_pages.size(); ++i) {
    CONSTAT_TRY(CheckAddress(m.check_pages[i].address, Name("check_pages", i) + ", address"));
    if (m.check_pages[i].observer >= m.observers.size())
      return Bad("{}, observer: there is no observer {}; this referendum has {}", Name("check_pages", i),
                 m.check_pages[i].observer + 1, m.observers.size());
  }
  const Status software = CheckSoftware(m.software);
  if (!software) return Bad("software, {}", software.error().detail);
  return {};
}

bool IsPath(std::string_view path) {
  if (!IsOf(path, "._-/")) return false;
  for (size_t begin = 0; begin <= path.size();) {
    const size_t end = std::min(path.find('/', begin), path.size());
    const std::string_view part = path.substr(begin, end - begin);
    if (part.empty() || part == "." || part == "..") return false;
    begin = end + 1;
  }
  return true;
}

}  // namespace

Status CheckSoftware(const Software& software) {
  const auto bad = [](std::string detail) { return Fail(ErrorCode::kBadText, std::move(detail)); };
  if (!IsOf(software.version, "._-"))
    return bad(
        fmt::format("version: \"{}\" has other characters than A-Z, a-z, 0-9, . _ and -", software.version));
  for (size_t i = 0; i < software.files.size(); ++i) {
    const std::string& path = software.files[i].path;
    if (!IsPath(path))
      return bad(fmt::format("{}, path: \"{}\" is not a path such as app/booth.js", Name("files", i), path));
    if (i > 0 && path <= software.files[i - 1].path)
      return bad(
          fmt::format("{}, path: \"{}\" does not come after the one before; put the paths in the order of "
                      "their characters, each once",
                      Name("files", i), path));
  }
  return {};
}

Status CheckTag(std::string_view tag) {
  if (!IsOf(tag, "-"))
    return Fail(ErrorCode::kBadText,
                "a language tag has only A-Z, a-z, 0-9 and hyphens, such as en or pt-BR");
  return {};
}

Status CheckManifest(const Manifest& manifest) {
  CONSTAT_TRY(CheckLimits(manifest));
  CONSTAT_TRY(CheckNames(manifest));
  CONSTAT_TRY(CheckKeys(manifest));
  CONSTAT_TRY(CheckTrustees(manifest));
  CONSTAT_TRY(CheckQuorum(manifest));
  CONSTAT_TRY(CheckTimes(manifest));
  for (size_t q = 0; q < manifest.questions.size(); ++q) {
    CONSTAT_TRY(CheckQuestion(manifest.questions[q], Name("questions", q)));
  }
  CONSTAT_TRY(CheckCounts(manifest));
  CONSTAT_TRY(CheckTerms(manifest));
  CONSTAT_TRY(CheckWorstCase(manifest));
  CONSTAT_TRY(CheckZone(manifest));
  CONSTAT_TRY(CheckKeepers(manifest));
  return CheckAddresses(manifest);
}

}  // namespace constat::record
