#include "constat/record/meant.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <map>
#include <string_view>

#include "constat/record/named.h"
#include "constat/text/clean.h"

namespace constat::record {
namespace {

__extension__ using Wide = unsigned __int128;

// kTwoLetters are all languages of two letters that were ever registered (ISO 639-1, with the former in, iw,
// ji, jw, mo and sh). There will be no others.
constexpr std::string_view kTwoLetters =
    "aaabaeafakamanarasavayazbabebgbhbibmbnbobrbscacechcocrcscucvcydadedvdzeeeleneoeseteufafffifjfofrfygagdglgngugv"
    "hahehihohrhthuhyhziaidieigiiikinioisitiuiwjajijvjwkakgkikjkkklkmknkokrkskukvkwkylalblglilnloltlulvmgmhmimkmlmn"
    "momrmsmtmynanbndnengnlnnnonrnvnyocojomorospapiplpsptqurmrnrorurwsascsdsesgshsisksl"
    "smsnsosqsrssstsusvswtatetgthtitktltntotrtstttwtyugukuruzvevivowawoxhyiyozazhzu";

// Country is a country's code that is no language's, and the language that was probably meant.
struct Country {
  std::string_view code, language, tag;
};
constexpr std::array<Country, 8> kCountries{{{"ua", "Ukrainian", "uk"},
                                             {"cz", "Czech", "cs"},
                                             {"dk", "Danish", "da"},
                                             {"gr", "Greek", "el"},
                                             {"jp", "Japanese", "ja"},
                                             {"cn", "Chinese", "zh"},
                                             {"gb", "English", "en"},
                                             {"us", "English", "en"}}};

// PartOfTerm is how a person knows a rule.
std::string PartOfTerm(size_t q, size_t t) {
  return fmt::format("{}, {}", FormatPart("questions", q), FormatPart("terms", t));
}

template <typename... Args>
NotMeant No(std::string part, fmt::format_string<Args...> format, Args&&... args) {
  return {std::move(part), fmt::format(format, std::forward<Args>(args)...)};
}

std::string Lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::optional<NotMeant> Origin(const std::string& origin) {
  const std::string shown = text::CleanLine(origin);
  const size_t odd = origin.find_first_of("?#@");
  if (odd != std::string::npos) {
    return No("origin",
              "\"{}\" has a {}: the origin is the log's name, such as vote.example.org/2026-bridge, and no "
              "address of a page or a person",
              shown, origin[odd]);
  }
  for (const std::string_view scheme : {"http:", "https:", "mailto:", "file:", "ftp:"}) {
    if (!Lower(origin).starts_with(scheme)) continue;
    return No("origin", "\"{}\" begins with {}: leave that out, the origin is only a name", shown, scheme);
  }
  const auto at_edge = [](char c) { return c == '/' || c == '.'; };
  if (at_edge(origin.front()) || at_edge(origin.back())) {
    return No("origin",
              "\"{}\" begins or ends with a slash or a dot: take that away, or nobody will know whether it "
              "belongs to the name",
              shown);
  }
  return std::nullopt;
}

bool IsTwoLetterLanguage(std::string_view code) {
  for (size_t i = 0; i < kTwoLetters.size(); i += 2) {
    if (kTwoLetters.substr(i, 2) == code) return true;
  }
  return false;
}

std::optional<NotMeant> Language(const std::string& tag) {
  const std::string part = "languages";
  const std::string first = Lower(tag.substr(0, tag.find('-')));
  for (size_t begin = 0; begin <= tag.size();) {
    const size_t end = std::min(tag.find('-', begin), tag.size());
    if (end == begin || end - begin > 8) {
      return No(part,
                "\"{}\" is no language tag: between hyphens it has one to eight letters or digits, as in "
                "de-CH or zh-Hant",
                tag);
    }
    begin = end + 1;
  }
  if (first.size() != 2 || IsTwoLetterLanguage(first)) return std::nullopt;
  for (const Country& country : kCountries) {
    if (country.code == first) {
      return No(part, "\"{}\" is the code of a country and of no language; {} is \"{}\"", tag,
                country.language, country.tag);
    }
  }
  return No(part,
            "\"{}\" is the code of no language (ISO 639-1): take the language's, such as en, de, fr or uk",
            tag);
}

// Share is the least part of the valid votes that a term asks for its option, in a question where people
// choose one: strict, if exactly so much is too little.
struct Share {
  uint64_t num = 0;
  uint64_t den = 1;
  bool strict = false;
  size_t term = 0;
};

// ShareOf: ballots counted and registered voters are never fewer than the valid votes, so of them the same
// part is at least as much. None for what says nothing about it.
std::optional<Share> ShareOf(const Question& question, const Term& term, size_t index) {
  if (term.scope != Scope::kWhole || term.numerator == kNone || term.numerator == question.blank)
    return std::nullopt;
  const bool strict = term.comparator == Comparator::kGreater;
  switch (term.denominator) {
    case Denominator::kValidVotes:
    case Denominator::kBallotsCounted:
    case Denominator::kRegistered:
      return Share{term.num, term.den, strict, index};
    case Denominator::kOthers:  // N den > num (V - N)
      return Share{term.num, uint64_t{term.num} + term.den, strict, index};
    case Denominator::kOption:
      return std::nullopt;
  }
  return std::nullopt;
}

// Less orders shares by what they ask for.
bool Less(const Share& a, const Share& b) {
  const Wide left = Wide{a.num} * b.den;
  const Wide right = Wide{b.num} * a.den;
  return left != right ? left < right : !a.strict && b.strict;
}

// ExceedTogether says whether two parts of one whole cannot be there at once.
bool ExceedTogether(const Share& a, const Share& b) {
  const Wide sum = Wide{a.num} * b.den + Wide{b.num} * a.den;
  const Wide whole = Wide{a.den} * b.den;
  return sum > whole || (sum == whole && (a.strict || b.strict));
}

std::string OptionName(const Question& question, uint16_t option) {
  return text::CleanLine(question.options[option].name.front());
}

// Outvoted finds two rules that ask for more votes for two options than there are.
std::optional<NotMeant> Outvoted(const Question& question, size_t q) {
  if (question.max != 1) return std::nullopt;
  std::map<uint16_t, Share> most;  // for each option, the most that is asked
  for (size_t t = 0; t < question.terms.size(); ++t) {
    const std::optional<Share> share = ShareOf(question, question.terms[t], t);
    if (!share) continue;
    const auto [at, fresh] = most.emplace(question.terms[t].numerator, *share);
    if (!fresh && Less(at->second, *share)) at->second = *share;
  }
  for (auto a = most.begin(); a != most.end(); ++a) {
    for (auto b = std::next(a); b != most.end(); ++b) {
      if (!ExceedTogether(a->second, b->second)) continue;
      return No(PartOfTerm(q, std::max(a->second.term, b->second.term)),
                "rules {} and {} of question {} can never both hold, and the question is carried only when "
                "every rule holds: they ask for more votes for \u201c{}\u201d and for \u201c{}\u201d "
                "together than there are. Leave one out",
                std::min(a->second.term, b->second.term) + 1, std::max(a->second.term, b->second.term) + 1,
                q + 1, OptionName(question, a->first), OptionName(question, b->first));
    }
  }
  return std::nullopt;
}

// Contrary finds two rules of which each wants its option ahead of the other's.
std::optional<NotMeant> Contrary(const Question& question, size_t q) {
  const auto compares = [](const Term& term) {
    return term.scope == Scope::kWhole && term.denominator == Denominator::kOption;
  };
  const std::vector<Term>& terms = question.terms;
  for (size_t i = 0; i < terms.size(); ++i) {
    for (size_t j = i + 1; j < terms.size(); ++j) {
      const Term& a = terms[i];
      const Term& b = terms[j];
      if (!compares(a) || !compares(b) || a.numerator != b.other || a.other != b.numerator) continue;
      const Wide product = Wide{a.num} * b.num;
      const Wide whole = Wide{a.den} * b.den;
      const bool strict = a.comparator == Comparator::kGreater || b.comparator == Comparator::kGreater;
      if (product < whole || (product == whole && !strict)) continue;
      return No(PartOfTerm(q, j),
                "rules {} and {} of question {} can never both hold, and the question is carried only when "
                "every rule holds: \u201c{}\u201d and \u201c{}\u201d would each have to be ahead of the "
                "other. Leave one out",
                i + 1, j + 1, q + 1, OptionName(question, a.numerator), OptionName(question, a.other));
    }
  }
  return std::nullopt;
}

std::optional<NotMeant> AsksForNothing(const Question& question, size_t q) {
  for (size_t t = 0; t < question.terms.size(); ++t) {
    const Term& term = question.terms[t];
    if (term.num != 0 || term.comparator != Comparator::kAtLeast) continue;
    return No(PartOfTerm(q, t),
              "rule {} of question {} asks for at least nothing, so it holds whatever people vote: leave it "
              "out, or give it the share that is meant",
              t + 1, q + 1);
  }
  return std::nullopt;
}

std::optional<NotMeant> OneBallot(const Question& question, size_t q) {
  if (question.blank != kNone || question.min != question.options.size()) return std::nullopt;
  return No(
      FormatPart("questions", q),
      "question {} has {} options, and everybody has to choose {}: all ballots are the same. Lower min, and "
      "max if one is to be chosen",
      q + 1, question.options.size(),
      question.options.size() == 2 ? std::string("both") : fmt::format("all {}", question.options.size()));
}

}  // namespace

std::optional<NotMeant> FindNotMeant(const Manifest& manifest) {
  if (auto found = Origin(manifest.origin)) return found;
  for (size_t l = 0; l < manifest.languages.size(); ++l) {
    if (auto found = Language(manifest.languages[l])) return found;
  }
  if (manifest.revoting && manifest.max_ballots == 1) {
    return No("max_ballots",
              "max_ballots = 1, so nobody can vote again, and revoting = true says that people can: set "
              "revoting = false, or allow more ballots");
  }
  for (size_t q = 0; q < manifest.questions.size(); ++q) {
    for (const auto check : {OneBallot, AsksForNothing, Outvoted, Contrary}) {
      if (auto found = check(manifest.questions[q], q)) return found;
    }
  }
  return std::nullopt;
}

}  // namespace constat::record
