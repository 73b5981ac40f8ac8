// CheckManifest: the limits of MAN-1 for manifests put together by hand, then MAN-3 to MAN-5 and RUL-2
// in their order.

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "constat/record/ballot.h"
#include "constat/record/ceremony.h"
#include "constat/record/entry.h"
#include "constat/record/manifest_layout.h"
#include "constat/record/roll.h"
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

// LimitsVisitor records the first part that the encoding cannot carry.
class LimitsVisitor {
 public:
  void Octets(std::string_view, ByteView) {}
  template <typename N>
  void Number(std::string_view, N) {}
  void Flag(std::string_view, bool) {}
  template <typename E>
  void Choice(std::string_view name, E v, uint8_t count) {
    In(name, [&] {
      if (static_cast<uint8_t>(v) >= count) {
        Refuse(ErrorCode::kUnknownEnum,
               fmt::format("{} is not one of 0..{}", static_cast<uint8_t>(v), count - 1));
      }
    });
  }
  void String(std::string_view name, const std::string& text, SizeRange size) {
    In(name, [&] { CheckText(text, size); });
  }
  void Key(std::string_view name, const std::string& text) {
    In(name, [&] {
      CheckSize("bytes", text.size(), kKeyNameSize);
      CheckText(text, kKeyNameSize);
      Demand(tlog::CheckKeyName(text));
    });
  }
  void Tag(const std::string& tag) {
    CheckSize("bytes", tag.size(), kTagSize);
    Demand(CheckTag(tag));
  }
  void Texts(std::string_view name, const LocalText& texts, SizeRange size, size_t languages) {
    if (texts.size() != languages) {
      In(name, [&] {
        Refuse(ErrorCode::kBadLength, fmt::format("{} texts for {} languages", texts.size(), languages));
      });
    }
    for (size_t i = 0; i < texts.size(); ++i) {
      In(
          name, [&] { CheckText(texts[i], size); }, i);
    }
  }
  void Element(std::string_view, const group::WirePoint&) {}
  template <typename T, typename Visit>
  void List(std::string_view name, const std::vector<T>& list, SizeRange size, Visit visit) {
    In(name, [&] { CheckSize("elements", list.size(), size); });
    for (size_t i = 0; i < list.size() && status_; ++i) {
      In(
          name, [&] { visit(list[i]); }, i);
    }
  }
  template <typename Visit>
  void In(std::string_view name, Visit visit, size_t index = FieldPath::kNoIndex) {
    path_.Push(name, index);
    visit();
    path_.Pop();
  }

  [[nodiscard]] const Status& status() const { return status_; }

 private:
  void Refuse(ErrorCode code, const std::string& what) {
    if (status_) status_ = Fail(code, path_.Format() + ": " + what);
  }
  void Demand(const Status& status) {
    if (!status) Refuse(status.error().code, status.error().detail);
  }
  void CheckSize(std::string_view unit, size_t n, SizeRange size) {
    if (!size.Contains(n)) {
      Refuse(ErrorCode::kBadLength, fmt::format("{} {} are outside {}..{}", n, unit, size.min, size.max));
    }
  }
  void CheckText(const std::string& text, SizeRange size) {
    CheckSize("bytes", text.size(), size);
    Demand(text::CheckPlainText(AsBytes(text), size.lines));
  }

  FieldPath path_;
  Status status_;
};

// Name is "what[index]".
std::string Name(std::string_view what, size_t index) { return fmt::format("{}[{}]", what, index); }

// KeeperPath is the field that says who keeps a party's key.
std::string KeeperPath(const Keeper& party) {
  switch (party.role) {
    case Role::kOrganiser:
      return "organiser.keeper";
    case Role::kRegistrar:
      return Name("registrars", party.index) + ".keeper";
    case Role::kBoard:
      return "board.keeper";
    case Role::kWitness:
      return Name("witnesses", party.index) + ".keeper";
    case Role::kTrustee:
      return Name("trustees", party.index - 1u) + ".keeper";
    case Role::kObserver:
      return Name("observers", party.index) + ".keeper";
  }
  CONSTAT_CHECK(false);
}

// CheckDistinct refuses the second of two equal values of a list, named by name(index).
template <typename T, typename NameOf>
Status CheckDistinct(const std::vector<T>& values, NameOf name) {
  std::map<T, size_t> seen;
  for (size_t i = 0; i < values.size(); ++i) {
    const auto [at, fresh] = seen.emplace(values[i], i);
    if (!fresh) return Bad("{}: the same as {}", name(i), name(at->second));
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
      return Bad(
          "languages[{}]: \"{}\" does not begin with a language's two or three letters, such as en or uk", i,
          tag);
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
      return fmt::format("questions[{}].options[{}].name ({})", q, o, m.languages[l]);
    }));
  }
  return {};
}

// MAN-3 (2)
Status CheckNames(const Manifest& m) {
  CONSTAT_TRY(CheckLanguages(m));
  std::vector<std::string_view> ids;
  for (const Region& region : m.regions) ids.push_back(region.id);
  CONSTAT_TRY(CheckDistinct(ids, [](size_t i) { return Name("regions", i) + ".id"; }));
  for (size_t q = 0; q < m.questions.size(); ++q) CONSTAT_TRY(CheckOptionNames(m, q));
  if (m.origin.find("//") != std::string::npos) {
    return Bad("origin: \"{}\" holds \"//\"; it is a name without a scheme, such as example.org/bridge",
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
    for (size_t i = 0; i < parties.size(); ++i) add(Name(what, i) + ".key", parties[i].key);
  };
  add("organiser.key", m.organiser.key);
  add_all("registrars", m.registrars);
  add("board.key", m.board.key);
  add("board.refusal_key", m.board.refusal_key);
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
    return i < m.witnesses.size() ? Name("witnesses", i) + ".name" : std::string("origin");
  });
}

// MAN-3 (4)
Status CheckTrustees(const Manifest& m) {
  std::vector<group::EncodedPoint> keys;
  for (size_t i = 0; i < m.trustees.size(); ++i) {
    if (m.trustees[i].key.IsIdentity()) {
      return Fail(ErrorCode::kIdentityPoint, Name("trustees", i) + ".key: the identity is no key");
    }
    keys.push_back(m.trustees[i].key.encoded);
  }
  CONSTAT_TRY(CheckDistinct(keys, [](size_t i) { return Name("trustees", i) + ".key"; }));
  if (m.threshold < 2 || m.threshold > m.trustees.size()) {
    return Bad("threshold: {} is outside 2..{}", m.threshold, m.trustees.size());
  }
  if (2 * size_t{m.threshold} <= m.trustees.size()) {
    return Bad(
        "threshold: {} is not more than half of {} trustees; two groups of {} could each decrypt other sums",
        m.threshold, m.trustees.size(), m.threshold);
  }
  const bool no_spare = m.threshold == m.trustees.size();
  if (m.no_spare_trustee != no_spare) {
    return Bad("no_spare_trustee: {}, and {} of {} trustees are needed", m.no_spare_trustee, m.threshold,
               m.trustees.size());
  }
  if (m.drills < m.threshold || m.drills > m.trustees.size()) {
    return Bad("drills: {} is outside {}..{}", m.drills, m.threshold, m.trustees.size());
  }
  return {};
}

// MAN-3 (5)
Status CheckQuorum(const Manifest& m) {
  const size_t witnesses = m.witnesses.size();
  if (m.quorum < 1 || m.quorum > witnesses) return Bad("quorum: {} is outside 1..{}", m.quorum, witnesses);
  if (2 * size_t{m.quorum} <= witnesses) {
    return Bad("quorum: {} is not more than half of {} witnesses; two forks could each find a quorum",
               m.quorum, witnesses);
  }
  return {};
}

// MAN-3 (6), replacements.
Status CheckReplacements(const Manifest& m) {
  if (m.replace_permille > kMaxPermille) {
    return Bad("replace_permille: {} is above {}", m.replace_permille, kMaxPermille);
  }
  if (m.replace_permille == 0 && m.replace_least == 0) {
    if (m.replace_until_ms == 0) return {};
    return Bad("replace_until_ms: a time, and no code may be replaced");
  }
  if (m.replace_until_ms == 0 || m.replace_until_ms % kMinuteMs != 0) {
    return Bad("replace_until_ms: {} is no whole minute; codes may be replaced, so a time is needed",
               m.replace_until_ms);
  }
  if (m.replace_until_ms > m.closing_ms || m.closing_ms - m.replace_until_ms < m.grace_ms) {
    return Bad(
        "replace_until_ms: less than the grace ({} s) is left until the closing for the new codes' voters",
        m.grace_ms / kSecondMs);
  }
  return {};
}

// MAN-3 (6)
Status CheckTimes(const Manifest& m) {
  const std::array<std::pair<std::string_view, uint64_t>, 6> seconds{{{"ceremony_end_ms", m.ceremony_end_ms},
                                                                      {"opening_ms", m.opening_ms},
                                                                      {"closing_ms", m.closing_ms},
                                                                      {"grace_ms", m.grace_ms},
                                                                      {"seal_ms", m.seal_ms},
                                                                      {"archive_ms", m.archive_ms}}};
  for (const auto& [name, time] : seconds) {
    if (time % kSecondMs != 0) return Bad("{}: {} is not a whole second", name, time);
  }
  if (m.ceremony_end_ms > m.opening_ms) return Bad("ceremony_end_ms: after opening_ms");
  if (m.opening_ms >= m.closing_ms)
    return Bad("closing_ms: {} is not after opening_ms {}", m.closing_ms, m.opening_ms);
  if (m.grace_ms < kMinGraceMs || m.grace_ms > kMaxGraceMs) {
    return Bad("grace_ms: {} is outside {}..{}", m.grace_ms, kMinGraceMs, kMaxGraceMs);
  }
  if (m.seal_ms < kMinGraceMs || m.seal_ms > m.grace_ms) {
    return Bad("seal_ms: {} is outside {}..{}, which is the grace", m.seal_ms, kMinGraceMs, m.grace_ms);
  }
  if (m.archive_ms > kMaxTimeMs) return Bad("archive_ms: {} is above 2^53", m.archive_ms);
  if (m.archive_ms < m.grace_ms || m.archive_ms - m.grace_ms < m.closing_ms) {
    return Bad("archive_ms: {} is before the end of the grace", m.archive_ms);
  }
  return CheckReplacements(m);
}

// MAN-3 (7)
Status CheckQuestion(const Question& question, const std::string& name) {
  const size_t options = question.options.size();
  if (question.blank != kNone && question.blank >= options) {
    return Bad("{}.blank: {} is no option of {}", name, question.blank, options);
  }
  if (question.min > question.max) return Bad("{}.min: {} is above max {}", name, question.min, question.max);
  const size_t choosable = options - (question.blank == kNone ? 0 : 1);
  if (question.max < 1 || question.max > choosable) {
    return Bad("{}.max: {} is outside 1..{}", name, question.max, choosable);
  }
  return {};
}

// MAN-3 (8)
Status CheckCounts(const Manifest& m) {
  for (size_t i = 0; i < m.regions.size(); ++i) {
    if (m.regions[i].weight < 1) return Bad("regions[{}].weight: less than 1", i);
  }
  if (m.floor < kMinFloor) return Bad("floor: {} is less than {}", m.floor, kMinFloor);
  if (m.max_ballots < 1) return Bad("max_ballots: less than 1");
  if (!m.revoting && m.max_ballots != 1) {
    return Bad("max_ballots: {}, and without voting again it is 1", m.max_ballots);
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
  return Bad("{}.num: {} {}/{} of all can never hold", name, above ? "more than" : "at least", term.num,
             term.den);
}

// RUL-2: numerator, denominator, other, blanks_count.
Status CheckFraction(const Question& question, const Term& term, const std::string& name) {
  const size_t options = question.options.size();
  if (term.numerator != kNone && term.numerator >= options) {
    return Bad("{}.numerator: {} is no option of {}", name, term.numerator, options);
  }
  if (term.numerator == kNone && term.denominator != Denominator::kRegistered) {
    return Bad("{}.numerator: ballots counted compare with registered voters only", name);
  }
  if (term.denominator == Denominator::kOption) {
    if (term.other >= options) return Bad("{}.other: {} is no option of {}", name, term.other, options);
    if (term.other == term.numerator) return Bad("{}.other: the numerator itself", name);
  } else if (term.other != kNone) {
    return Bad("{}.other: {} where the denominator has no use for it; {} says none", name, term.other, kNone);
  }
  const bool may_count_blanks =
      term.denominator == Denominator::kValidVotes || term.denominator == Denominator::kOthers;
  if (term.blanks_count && !may_count_blanks) {
    return Bad("{}.blanks_count: true where the denominator does not depend on blank votes", name);
  }
  if (term.blanks_count && question.blank == kNone) {
    return Bad("{}.blanks_count: true in a question without a blank option", name);
  }
  if (term.den < 1) return Bad("{}.den: less than 1", name);
  return CheckReachable(term, name);
}

// RUL-2: scope, weight, named.
Status CheckScope(const Manifest& m, const Term& term, const std::string& name) {
  if (term.scope == Scope::kRegionWeight) {
    uint64_t sum = 0;
    for (const Region& region : m.regions) sum += region.weight;
    if (term.weight < 1 || term.weight > sum)
      return Bad("{}.weight: {} is outside 1..{}", name, term.weight, sum);
  } else if (term.weight != 0) {
    return Bad("{}.weight: {} where the scope has no use for it; 0 says none", name, term.weight);
  }
  if (term.scope != Scope::kNamedRegions) {
    if (!term.named.empty()) return Bad("{}.named: not empty where the scope has no use for it", name);
    return {};
  }
  if (term.named.empty()) return Bad("{}.named: empty", name);
  for (size_t i = 0; i < term.named.size(); ++i) {
    if (term.named[i] >= m.regions.size()) {
      return Bad("{}.named[{}]: {} is no region of {}", name, i, term.named[i], m.regions.size());
    }
    if (i > 0 && term.named[i] <= term.named[i - 1])
      return Bad("{}.named[{}]: not above the one before", name, i);
  }
  return {};
}

// MAN-3 (9)
Status CheckTerms(const Manifest& m) {
  for (size_t q = 0; q < m.questions.size(); ++q) {
    const Question& question = m.questions[q];
    for (size_t i = 0; i < question.terms.size(); ++i) {
      const std::string name = fmt::format("questions[{}].terms[{}]", q, i);
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
    return Bad("the manifest's entry would have {} bytes; {} are allowed: shorten its texts",
               manifest + kEntryOverhead, kMaxEntrySize);
  }
  const size_t ballot = BallotShape::Of(m).size_bytes;
  if (ballot > kMaxBodySize) {
    return Bad("questions: a ballot's entry would have {} bytes; {} are allowed: ask less at once",
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
    return Bad("zone.name: \"{}\" is no zone's name, such as Europe/Kyiv", m.zone.name);
  for (size_t i = 0; i < m.zone.offsets.size(); ++i) {
    const Offset& offset = m.zone.offsets[i];
    const std::string name = fmt::format("zone.offsets[{}]", i);
    if (i == 0 && offset.from_ms != 0) return Bad("{}.from_ms: {}, and the first is 0", name, offset.from_ms);
    if (i > 0 && offset.from_ms <= m.zone.offsets[i - 1].from_ms)
      return Bad("{}.from_ms: not after the one before", name);
    if (offset.from_ms > m.archive_ms) return Bad("{}.from_ms: after archive_ms", name);
    if (offset.minutes < kMostWest || offset.minutes > kMostEast)
      return Bad("{}.minutes: {} is outside {}..{}", name, offset.minutes, kMostWest, kMostEast);
    if (!IsOf(offset.abbreviation, "+-"))
      return Bad("{}.abbreviation: \"{}\" is none, such as EEST or +03", name, offset.abbreviation);
    if (offset.minutes != 0 && IsNameOfUtc(offset.abbreviation))
      return Bad("{}.abbreviation: {} is a name of UTC, and the offset is {} minutes", name,
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
      return Bad("{}: the keeper of a key is a party of this referendum that keeps its own key",
                 KeeperPath(key.party));
    }
  }
  if (m.kept_by_one != IsKeptByOne(m)) {
    return m.kept_by_one ? Bad("kept_by_one: true, and no one keeps keys that should take several")
                         : Bad("kept_by_one: one keeper has keys that should take several people; it must "
                               "be true, so that everybody can read it");
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
  return Bad("{}: not an address that begins with https:// and goes on without blanks and ? # @ \\ \" < >",
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
      CONSTAT_TRY(CheckAddress((*texts)[l], fmt::format("notices.{}[{}]", name, l)));
  }
  for (size_t i = 0; i < m.witnesses.size(); ++i)
    CONSTAT_TRY(CheckAddress(m.witnesses[i].address, Name("witnesses", i) + ".address"));
  for (size_t i = 0; i < m.check_pages.size(); ++i) {
    CONSTAT_TRY(CheckAddress(m.check_pages[i].address, Name("check_pages", i) + ".address"));
    if (m.check_pages[i].observer >= m.observers.size())
      return Bad("check_pages[{}].observer: {} is no observer", i, m.check_pages[i].observer);
  }
  const Status software = CheckSoftware(m.software);
  if (!software) return Bad("software.{}", software.error().detail);
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
    return bad(fmt::format("version: \"{}\" has other characters than A-Z a-z 0-9 . _ -", software.version));
  for (size_t i = 0; i < software.files.size(); ++i) {
    const std::string& path = software.files[i].path;
    if (!IsPath(path))
      return bad(fmt::format("files[{}].path: \"{}\" is no path such as app/booth.js", i, path));
    if (i > 0 && path <= software.files[i - 1].path)
      return bad(fmt::format("files[{}].path: \"{}\" does not come after the one before", i, path));
  }
  return {};
}

Status CheckTag(std::string_view tag) {
  if (!IsOf(tag, "-"))
    return Fail(ErrorCode::kBadText, "a language tag may hold only A-Z, a-z, 0-9 and hyphens");
  return {};
}

Status CheckLimits(const Manifest& manifest) {
  LimitsVisitor visitor;
  VisitManifest(visitor, manifest);
  return visitor.status();
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
