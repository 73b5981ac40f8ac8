// CheckManifest: the limits of MAN-1 for manifests put together by hand, then MAN-3 and RUL-2 in their order.

#include <algorithm>
#include <map>
#include <set>

#include "constat/record/ballot.h"
#include "constat/record/ceremony.h"
#include "constat/record/entry.h"
#include "constat/record/manifest_layout.h"
#include "constat/record/roll.h"
#include "constat/tlog/note.h"

namespace constat::record {
namespace {

constexpr uint64_t kMaxTimeMs = uint64_t{1} << 53;  // what a JavaScript number holds exactly
constexpr uint32_t kMinGraceMs = 1000;
constexpr uint32_t kMaxGraceMs = 604'800'000;  // a week
constexpr uint32_t kMinFloor = 3;

template <typename... Args>
tl::unexpected<Error> Bad(fmt::format_string<Args...> format, Args&&... args) {
  return Fail(ErrorCode::kBadManifest, fmt::format(format, std::forward<Args>(args)...));
}

// LimitsVisitor records the first part that the encoding cannot carry.
class LimitsVisitor {
 public:
  void Version() {}
  void Octets(std::string_view, ByteView) {}
  void Number(std::string_view, uint64_t) {}
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
    const ByteView bytes = AsBytes(text);
    const bool printable = std::none_of(bytes.begin(), bytes.end(),
                                        [](uint8_t b) { return (b < 0x20 && b != '\n') || b == 0x7f; });
    if (!IsUtf8(bytes) || !printable)
      Refuse(ErrorCode::kBadText, "text is not UTF-8 or holds control characters");
  }

  FieldPath path_;
  Status status_;
};

// Name is "what[index]".
std::string Name(std::string_view what, size_t index) { return fmt::format("{}[{}]", what, index); }

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

// MAN-3 (2)
Status CheckNames(const Manifest& m) {
  CONSTAT_TRY(CheckDistinct(m.languages, [](size_t i) { return Name("languages", i); }));
  std::vector<std::string_view> ids;
  for (const Region& region : m.regions) ids.push_back(region.id);
  return CheckDistinct(ids, [](size_t i) { return Name("regions", i) + ".id"; });
}

// MAN-3 (3)
Status CheckKeys(const Manifest& m) {
  std::vector<std::string> names;
  std::vector<crypto::Ed25519PublicKey> keys;
  auto add = [&](std::string name, const Party& party) {
    names.push_back(std::move(name) + ".key");
    keys.push_back(party.key);
  };
  add("organiser", m.organiser);
  for (size_t i = 0; i < m.registrars.size(); ++i) add(Name("registrars", i), m.registrars[i]);
  add("board", m.board);
  for (size_t i = 0; i < m.witnesses.size(); ++i) add(Name("witnesses", i), m.witnesses[i]);
  for (size_t i = 0; i < keys.size(); ++i) {
    Status valid = crypto::CheckEd25519Key(keys[i]);
    if (!valid) return tl::unexpected(Prefix(names[i], std::move(valid).error()));
  }
  CONSTAT_TRY(CheckDistinct(keys, [&](size_t i) { return names[i]; }));

  std::vector<std::string_view> key_names;
  for (const Party& witness : m.witnesses) key_names.push_back(witness.name);
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

// MAN-3 (6)
Status CheckTimes(const Manifest& m) {
  if (m.opening_ms >= m.closing_ms)
    return Bad("closing_ms: {} is not after opening_ms {}", m.closing_ms, m.opening_ms);
  if (m.closing_ms > kMaxTimeMs) return Bad("closing_ms: {} is above 2^53", m.closing_ms);
  if (m.opening_ms % 1000 != 0) return Bad("opening_ms: {} is not a whole second", m.opening_ms);
  if (m.closing_ms % 1000 != 0) return Bad("closing_ms: {} is not a whole second", m.closing_ms);
  if (m.grace_ms < kMinGraceMs || m.grace_ms > kMaxGraceMs) {
    return Bad("grace_ms: {} is outside {}..{}", m.grace_ms, kMinGraceMs, kMaxGraceMs);
  }
  if (m.grace_ms % 1000 != 0) return Bad("grace_ms: {} is not a whole second", m.grace_ms);
  return {};
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
  return {};
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

}  // namespace

Status CheckTag(std::string_view tag) {
  const bool fine = std::all_of(tag.begin(), tag.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
  if (!fine) return Fail(ErrorCode::kBadText, "a language tag may hold only A-Z, a-z, 0-9 and hyphens");
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
  return CheckWorstCase(manifest);
}

}  // namespace constat::record
