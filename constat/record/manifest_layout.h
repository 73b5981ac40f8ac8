// The layout of a manifest, written once: every field in wire order with its limits. Spec: MAN-1, RUL-1.
//
// VisitManifest walks a Manifest with a visitor; the encoder, the decoder and the check of limits are
// visitors (manifest.cc, manifest_check.cc). Internal to this layer.
#pragma once

#include <fmt/core.h>

#include "constat/record/manifest.h"
#include "constat/record/named.h"
#include "constat/text/plain_text.h"
#include "constat/wire/reader.h"
#include "constat/wire/writer.h"

namespace constat::record {

// SizeRange is min..max bytes of a text, which may have several lines or not, or elements of a list.
struct SizeRange {
  size_t min;
  size_t max;
  text::Lines lines = text::Lines::kOne;
  [[nodiscard]] bool Contains(size_t n) const { return min <= n && n <= max; }
};

// FieldPath is the name of the part a visitor is in, as people read it: "question 2, option 1, name (language
// 1)". Fields are called as in a referendum.toml, times without their unit.
class FieldPath {
 public:
  static constexpr size_t kNoIndex = SIZE_MAX;
  void Push(std::string_view name, size_t index) { parts_.push_back({name, index}); }
  void Pop() { parts_.pop_back(); }
  [[nodiscard]] std::string Format() const {
    std::string out;
    for (const Part& part : parts_) {
      if (!out.empty()) out += ", ";
      if (part.index != kNoIndex) {
        out += FormatPart(part.name, part.index);
      } else {
        out += part.name.ends_with("_ms") ? part.name.substr(0, part.name.size() - 3) : part.name;
      }
    }
    return out;
  }

 private:
  struct Part {
    std::string_view name;
    size_t index;
  };
  std::vector<Part> parts_;
};

// A visitor has these members; m is a Manifest or a const Manifest, and what is passed on is a part of it:
//   Octets(name, bytes)                        opaque[n]
//   Number(name, integer)                      u16, u32, u64, i16
//   Flag(name, bool), Choice(name, enum, n)    one byte, below 2, below n
//   String(name, string, range)                Text
//   Key(name, string)                          KeyName
//   Tag(string)                                the language tag the visitor is in
//   Texts(name, local_text, range, languages)  LocalText
//   Element(name, wire_point)                  Point
//   List(name, vector, range, visit)           T x<a..b>; visit(element) for each, in the part name[i]
//   In(name, visit)                            visit() in the part name

template <typename Visitor, typename T>
void VisitTerm(Visitor& v, T& term) {
  v.Number("numerator", term.numerator);
  v.Choice("denominator", term.denominator, 5);
  v.Number("other", term.other);
  v.Flag("blanks_count", term.blanks_count);
  v.Choice("comparator", term.comparator, 2);
  v.Number("num", term.num);
  v.Number("den", term.den);
  v.Choice("scope", term.scope, 3);
  v.Number("weight", term.weight);
  v.List("named", term.named, {0, 4096}, [&](auto& region) { v.Number("", region); });
}

template <typename Visitor, typename Q>
void VisitQuestion(Visitor& v, Q& question, size_t languages) {
  v.Texts("text", question.text, {1, 4000, text::Lines::kSeveral}, languages);
  v.List("options", question.options, {2, 64}, [&](auto& option) {
    v.Texts("name", option.name, {1, 1000}, languages);
  });
  v.Number("blank", question.blank);
  v.Number("min", question.min);
  v.Number("max", question.max);
  v.List("terms", question.terms, {0, 32}, [&](auto& term) { VisitTerm(v, term); });
}

template <typename Visitor, typename K>
void VisitKeeper(Visitor& v, K& keeper) {
  v.In("keeper", [&] {
    v.Choice("role", keeper.role, kRoles);
    v.Number("index", keeper.index);
  });
}

template <typename Visitor, typename P>
void VisitParty(Visitor& v, P& party) {
  v.String("name", party.name, {1, 200});
  v.Octets("key", party.key);
  VisitKeeper(v, party.keeper);
}

template <typename Visitor, typename Z>
void VisitZone(Visitor& v, Z& zone) {
  v.String("name", zone.name, {1, 64});
  v.List("offsets", zone.offsets, {1, 16}, [&](auto& offset) {
    v.Number("from_ms", offset.from_ms);
    v.Number("minutes", offset.minutes);
    v.String("abbreviation", offset.abbreviation, {1, 8});
  });
}

template <typename Visitor, typename S>
void VisitSoftware(Visitor& v, S& software) {
  v.String("name", software.name, {1, 100});
  v.String("version", software.version, {1, 50});
  v.List("files", software.files, {0, 128}, [&](auto& file) {
    v.String("path", file.path, {1, 120});
    v.Octets("sha256", file.sha256);
  });
}

// VisitAsked is everything up to the regions: what is asked, of whom, in which words.
template <typename Visitor, typename M>
void VisitAsked(Visitor& v, M& m) {
  v.Flag("rehearsal", m.rehearsal);
  v.Flag("listed", m.listed);
  v.Octets("nonce", m.nonce);
  v.Key("origin", m.origin);
  v.List("languages", m.languages, {1, 32}, [&](auto& tag) { v.Tag(tag); });
  const size_t languages = m.languages.size();
  v.Texts("title", m.title, {1, 1000}, languages);
  v.Texts("description", m.description, {0, 10000, text::Lines::kSeveral}, languages);
  v.Texts("contact", m.contact, {1, 500, text::Lines::kSeveral}, languages);
  v.In("notices", [&] {
    v.Texts("privacy", m.notices.privacy, {0, 500}, languages);
    v.Texts("imprint", m.notices.imprint, {0, 500}, languages);
    v.Texts("accessibility", m.notices.accessibility, {0, 500}, languages);
  });
  v.In("zone", [&] { VisitZone(v, m.zone); });
  v.List("questions", m.questions, {1, 16}, [&](auto& question) { VisitQuestion(v, question, languages); });
  v.List("regions", m.regions, {1, 4096}, [&](auto& region) {
    v.String("id", region.id, {1, 64});
    v.Texts("name", region.name, {1, 200}, languages);
    v.Number("weight", region.weight);
  });
}

// VisitTimes is when everything happens, and how many codes may be replaced until when.
template <typename Visitor, typename M>
void VisitTimes(Visitor& v, M& m) {
  v.Number("ceremony_end_ms", m.ceremony_end_ms);
  v.Number("opening_ms", m.opening_ms);
  v.Number("closing_ms", m.closing_ms);
  v.Number("grace_ms", m.grace_ms);
  v.Number("seal_ms", m.seal_ms);
  v.Number("archive_ms", m.archive_ms);
  v.Number("replace_until_ms", m.replace_until_ms);
  v.Number("replace_permille", m.replace_permille);
  v.Number("replace_least", m.replace_least);
}

// VisitParties is who does what, and who keeps whose keys.
template <typename Visitor, typename M>
void VisitParties(Visitor& v, M& m) {
  v.In("organiser", [&] { VisitParty(v, m.organiser); });
  v.List("registrars", m.registrars, {1, 16}, [&](auto& party) { VisitParty(v, party); });
  v.In("board", [&] {
    v.String("name", m.board.name, {1, 200});
    v.Octets("key", m.board.key);
    v.Octets("refusal_key", m.board.refusal_key);
    VisitKeeper(v, m.board.keeper);
  });
  v.List("witnesses", m.witnesses, {1, 64}, [&](auto& witness) {
    v.Key("name", witness.name);
    v.Octets("key", witness.key);
    VisitKeeper(v, witness.keeper);
    v.String("address", witness.address, {0, 200});
  });
  v.Number("quorum", m.quorum);
  v.List("trustees", m.trustees, {2, 64}, [&](auto& trustee) {
    v.String("name", trustee.name, {1, 200});
    v.Element("key", trustee.key);
    VisitKeeper(v, trustee.keeper);
  });
  v.Number("threshold", m.threshold);
  v.Flag("no_spare_trustee", m.no_spare_trustee);
  v.Number("drills", m.drills);
  v.List("observers", m.observers, {0, 32}, [&](auto& party) { VisitParty(v, party); });
  v.Flag("kept_by_one", m.kept_by_one);
  v.List("check_pages", m.check_pages, {0, 32}, [&](auto& page) {
    v.Number("observer", page.observer);
    v.String("address", page.address, {9, 200});
  });
}

// VisitManifest is everything after version and mode.
template <typename Visitor, typename M>
void VisitManifest(Visitor& v, M& m) {
  VisitAsked(v, m);
  VisitTimes(v, m);
  VisitParties(v, m);
  v.Flag("revoting", m.revoting);
  v.Number("max_ballots", m.max_ballots);
  v.Number("floor", m.floor);
  v.In("software", [&] { VisitSoftware(v, m.software); });
}

// WriteSoftware and ReadSoftware are MAN-1's Software where it stands by itself; the reader has the errors.
void WriteSoftware(wire::Writer& writer, const Software& software);
[[nodiscard]] Software ReadSoftware(wire::Reader& reader);

// CheckTag demands what a language tag is made of. ERRORS: kBadText.
[[nodiscard]] Status CheckTag(std::string_view tag);

// CheckLimits demands what the encoding can carry: every length, count and text. ERRORS: kBadLength,
// kBadText, kUnknownEnum. A decoded manifest passes.
[[nodiscard]] Status CheckLimits(const Manifest& manifest);

inline constexpr SizeRange kKeyNameSize{1, 128};
inline constexpr SizeRange kTagSize{2, 35};

}  // namespace constat::record
