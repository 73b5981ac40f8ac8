// The layout of a manifest, written once: every field in wire order with its limits. Spec: MAN-1, RUL-1.
//
// VisitManifest walks a Manifest with a visitor; the encoder, the decoder and the check of limits are
// visitors (manifest.cc, manifest_check.cc). Internal to this layer.
#pragma once

#include <fmt/core.h>

#include "constat/record/manifest.h"

namespace constat::record {

inline constexpr uint8_t kManifestVersion = 1;

// SizeRange is min..max bytes of a text, or elements of a list.
struct SizeRange {
  size_t min;
  size_t max;
  [[nodiscard]] bool Contains(size_t n) const { return min <= n && n <= max; }
};

// FieldPath is the name of the part a visitor is in, such as "questions[1].options[0].name[0]".
class FieldPath {
 public:
  static constexpr size_t kNoIndex = SIZE_MAX;
  void Push(std::string_view name, size_t index) { parts_.push_back({name, index}); }
  void Pop() { parts_.pop_back(); }
  [[nodiscard]] std::string Format() const {
    std::string out;
    for (const Part& part : parts_) {
      if (!out.empty()) out += '.';
      out += part.name;
      if (part.index != kNoIndex) out += fmt::format("[{}]", part.index);
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
//   Version()                                  the version byte
//   Octets(name, bytes)                        opaque[n]
//   Number(name, integer)                      u16, u32, u64
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
  v.Texts("text", question.text, {1, 4000}, languages);
  v.List("options", question.options, {2, 64}, [&](auto& option) {
    v.Texts("name", option.name, {1, 1000}, languages);
  });
  v.Number("blank", question.blank);
  v.Number("min", question.min);
  v.Number("max", question.max);
  v.List("terms", question.terms, {0, 32}, [&](auto& term) { VisitTerm(v, term); });
}

template <typename Visitor, typename P>
void VisitParty(Visitor& v, P& party) {
  v.String("name", party.name, {1, 200});
  v.Octets("key", party.key);
}

template <typename Visitor, typename M>
void VisitManifest(Visitor& v, M& m) {
  v.Version();
  v.Octets("nonce", m.nonce);
  v.Key("origin", m.origin);
  v.List("languages", m.languages, {1, 32}, [&](auto& tag) { v.Tag(tag); });
  const size_t languages = m.languages.size();
  v.Texts("title", m.title, {1, 1000}, languages);
  v.Texts("description", m.description, {0, 10000}, languages);
  v.List("questions", m.questions, {1, 16}, [&](auto& question) { VisitQuestion(v, question, languages); });
  v.List("regions", m.regions, {1, 4096}, [&](auto& region) {
    v.String("id", region.id, {1, 64});
    v.Texts("name", region.name, {1, 200}, languages);
    v.Number("weight", region.weight);
  });
  v.Number("opening_ms", m.opening_ms);
  v.Number("closing_ms", m.closing_ms);
  v.Number("grace_ms", m.grace_ms);
  v.In("organiser", [&] { VisitParty(v, m.organiser); });
  v.List("registrars", m.registrars, {1, 16}, [&](auto& party) { VisitParty(v, party); });
  v.In("board", [&] { VisitParty(v, m.board); });
  v.List("witnesses", m.witnesses, {1, 64}, [&](auto& witness) {
    v.Key("name", witness.name);
    v.Octets("key", witness.key);
  });
  v.Number("quorum", m.quorum);
  v.List("trustees", m.trustees, {2, 64}, [&](auto& trustee) {
    v.String("name", trustee.name, {1, 200});
    v.Element("key", trustee.key);
  });
  v.Number("threshold", m.threshold);
  v.Flag("revoting", m.revoting);
  v.Number("max_ballots", m.max_ballots);
  v.Number("floor", m.floor);
}

// CheckTag demands what a language tag is made of. ERRORS: kBadText.
[[nodiscard]] Status CheckTag(std::string_view tag);

// CheckLimits demands what the encoding can carry: every length, count and text. ERRORS: kBadLength,
// kBadText, kUnknownEnum. A decoded manifest passes.
[[nodiscard]] Status CheckLimits(const Manifest& manifest);

inline constexpr SizeRange kKeyNameSize{1, 128};
inline constexpr SizeRange kTagSize{2, 35};

}  // namespace constat::record
