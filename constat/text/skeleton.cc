#include "constat/text/skeleton.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

#include "constat/base/bytes.h"
#include "constat/base/check.h"
#include "constat/text/assets.generated.h"
#include "constat/text/clean.h"
#include "constat/text/utf8.h"

namespace constat::text {
namespace {

// Hangul syllables decompose by arithmetic (Unicode Standard, 3.12).
constexpr char32_t kFirstSyllable = 0xac00;
constexpr char32_t kSyllables = 11172;
constexpr char32_t kVowels = 21;
constexpr char32_t kFinals = 28;
constexpr char32_t kFirstLead = 0x1100;
constexpr char32_t kFirstVowel = 0x1161;
constexpr char32_t kBeforeFinals = 0x11a7;

// Section is one of the table's: what some characters become.
class Section {
 public:
  // Add reads a line, "what it becomes:the characters that do". The table is the program's own.
  void Add(std::string_view line) {
    const size_t colon = line.find(':');
    CONSTAT_CHECK(colon != std::string_view::npos);
    const auto begin = static_cast<uint32_t>(targets_.size());
    ForEachWord(line.substr(0, colon), [&](std::string_view word) {
      if (word != "-") targets_ += Point(word);
    });
    const auto size = static_cast<uint32_t>(targets_.size() - begin);
    ForEachWord(line.substr(colon + 1), [&](std::string_view word) {
      const size_t dash = word.find('-');
      const char32_t first = Point(word.substr(0, dash));
      rows_.push_back(
          {first, dash == std::string_view::npos ? first : Point(word.substr(dash + 1)), begin, size});
    });
  }
  void Sort() {
    std::sort(rows_.begin(), rows_.end(), [](const Row& a, const Row& b) { return a.first < b.first; });
    for (char32_t c = 0; c < ascii_.size(); ++c) ascii_[c] = Search(c);
  }
  // Find is what c becomes; none where it stays.
  [[nodiscard]] std::optional<std::u32string_view> Find(char32_t c) const {
    const Row* const row = c < ascii_.size() ? ascii_[c] : Search(c);
    if (row == nullptr) return std::nullopt;
    return std::u32string_view(targets_).substr(row->begin, row->size);
  }
  [[nodiscard]] bool Has(char32_t c) const { return Find(c).has_value(); }

 private:
  struct Row {
    char32_t first, last;
    uint32_t begin, size;  // in targets_
  };

  static char32_t Point(std::string_view hex) {
    uint32_t out = 0;
    const auto [end, error] = std::from_chars(hex.data(), hex.data() + hex.size(), out, 16);
    CONSTAT_CHECK(error == std::errc() && end == hex.data() + hex.size());
    return out;
  }
  template <typename Visit>
  static void ForEachWord(std::string_view words, Visit visit) {
    while (!words.empty()) {
      const size_t end = std::min(words.find(' '), words.size());
      visit(words.substr(0, end));
      words.remove_prefix(std::min(end + 1, words.size()));
    }
  }
  [[nodiscard]] const Row* Search(char32_t c) const {
    const auto after = std::upper_bound(rows_.begin(), rows_.end(), c,
                                        [](char32_t point, const Row& row) { return point < row.first; });
    return after == rows_.begin() || std::prev(after)->last < c ? nullptr : &*std::prev(after);
  }

  std::vector<Row> rows_;
  std::u32string targets_;
  std::array<const Row*, 128> ascii_{};
};

struct Table {
  Section decompose, classes, fold, looks, capital, blank, mark;
};

Table ReadTable() {
  Table out;
  const std::array<std::pair<std::string_view, Section*>, 7> sections{{{"[decompose]", &out.decompose},
                                                                       {"[class]", &out.classes},
                                                                       {"[fold]", &out.fold},
                                                                       {"[looks]", &out.looks},
                                                                       {"[capital]", &out.capital},
                                                                       {"[blank]", &out.blank},
                                                                       {"[mark]", &out.mark}}};
  Section* section = nullptr;
  for (std::string_view rest = embedded::LookalikesTxt(); !rest.empty();) {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    if (line.starts_with('#')) continue;
    const auto* const named =
        std::find_if(sections.begin(), sections.end(), [&](const auto& one) { return one.first == line; });
    if (named != sections.end()) {
      section = named->second;
    } else {
      CONSTAT_CHECK(section != nullptr);
      section->Add(line);
    }
  }
  for (const auto& one : sections) one.second->Sort();
  return out;
}

// TheTable is read once; it holds pointers into itself, so it stays where it is.
const Table& TheTable() {
  static const Table table = ReadTable();
  return table;
}

uint8_t ClassOf(char32_t c) {
  const std::optional<std::u32string_view> found = TheTable().classes.Find(c);
  return found ? static_cast<uint8_t>(found->front()) : uint8_t{0};
}

void DecomposeInto(std::u32string& out, char32_t c) {
  if (c >= kFirstSyllable && c < kFirstSyllable + kSyllables) {
    const char32_t index = c - kFirstSyllable;
    out += kFirstLead + index / (kVowels * kFinals);
    out += kFirstVowel + index / kFinals % kVowels;
    if (index % kFinals != 0) out += kBeforeFinals + index % kFinals;
  } else if (const auto to = TheTable().decompose.Find(c)) {
    out += *to;
  } else {
    out += c;
  }
}

// Order sorts runs of combining characters by their classes, as a normal form has them.
void Order(std::u32string& text) {
  const auto is_starter = [](char32_t c) { return c < 0x300 || ClassOf(c) == 0; };
  for (auto at = text.begin(); at != text.end();) {
    const auto begin = std::find_if_not(at, text.end(), is_starter);
    at = std::find_if(begin, text.end(), is_starter);
    if (at - begin > 1)
      std::stable_sort(begin, at, [](char32_t a, char32_t b) { return ClassOf(a) < ClassOf(b); });
  }
}

std::u32string Replace(std::u32string_view text, const Section& section) {
  std::u32string out;
  out.reserve(text.size());
  for (const char32_t c : text) {
    if (const auto to = section.Find(c)) {
      out += *to;
    } else {
      out += c;
    }
  }
  return out;
}

bool IsDigit(char32_t c) { return c >= U'0' && c <= U'9'; }

// DropZeros takes away the zeros that a number begins with, but its last digit.
void DropZeros(std::u32string& text) {
  std::u32string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool begins = i == 0 || !IsDigit(out.empty() ? U' ' : out.back());
    const bool more = i + 1 < text.size() && IsDigit(text[i + 1]);
    if (!(text[i] == U'0' && begins && more)) out += text[i];
  }
  text = std::move(out);
}

// IsAccent is a mark that a letter can do without and still be read; the vowels of Indian scripts are marks
// too, and no accents.
bool IsAccent(char32_t c) {
  return (c >= 0x300 && c <= 0x36f) || (c >= 0x483 && c <= 0x489) || (c >= 0x1ab0 && c <= 0x1aff) ||
         (c >= 0x1dc0 && c <= 0x1dff) || (c >= 0x20d0 && c <= 0x20ff) || (c >= 0xfe20 && c <= 0xfe2f);
}

// Bare leaves blanks and accents away.
void Bare(std::u32string& text) {
  text.erase(std::remove_if(text.begin(), text.end(),
                            [](char32_t c) { return IsAccent(c) || IsBlank(c) || c < 0x20 || IsIgnored(c); }),
             text.end());
}

std::u32string PointsOf(std::string_view name) {
  return CodePoints(IsUtf8(AsBytes(name)) ? name : CleanText(name));
}

constexpr size_t kKeys = 3;

// Keys are what two names are compared by, and one that is equal suffices: the skeleton folded, which finds
// "ВASE" (with a Cyrillic letter) beside "base"; the folded name's skeleton, which finds "уes" beside "YES";
// and its skeleton in capitals, which finds "так" beside "tak".
std::array<std::u32string, kKeys> Keys(std::string_view name, Zeros zeros) {
  const std::u32string points = PointsOf(name);
  std::u32string written = Decompose(points);
  std::u32string folded = Fold(points);
  for (std::u32string* const text : {&written, &folded}) {
    Bare(*text);
    if (zeros == Zeros::kLeadingDropped) DropZeros(*text);
  }
  std::array<std::u32string, kKeys> out{Fold(Skeleton(written)), Skeleton(folded),
                                        Skeleton(Replace(folded, TheTable().capital))};
  for (std::u32string& key : out) Bare(key);
  return out;
}

// Hash is FNV-1a over code points: names are compared again where it is equal.
uint64_t Hash(std::u32string_view text) {
  uint64_t out = 0xcbf29ce484222325;
  for (const char32_t c : text) out = (out ^ c) * 0x100000001b3;
  return out;
}

}  // namespace

std::u32string Decompose(std::u32string_view text) {
  std::u32string out;
  out.reserve(text.size());
  for (const char32_t c : text) DecomposeInto(out, c);
  Order(out);
  return out;
}

std::u32string Fold(std::u32string_view text) {
  std::u32string out = Replace(Decompose(text), TheTable().fold);
  Order(out);
  return out;
}

std::u32string Skeleton(std::u32string_view text) {
  std::u32string seen = Decompose(text);
  seen.erase(std::remove_if(seen.begin(), seen.end(), IsIgnored), seen.end());
  return Decompose(Replace(seen, TheTable().looks));
}

bool IsIgnored(char32_t c) {
  const auto to = TheTable().fold.Find(c);
  return to && to->empty();
}

bool IsBlank(char32_t c) { return TheTable().blank.Has(c); }

bool Combines(char32_t c) { return c >= 0x300 && TheTable().mark.Has(c); }

bool IsUnseen(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || IsBlank(c) || IsIgnored(c) || Combines(c);
}

std::vector<AlikeNames> FindAlike(std::span<const std::string_view> names, Zeros zeros) {
  struct Hashed {
    uint64_t hash;
    size_t index;
  };
  std::array<std::vector<Hashed>, kKeys> by_key;
  for (size_t i = 0; i < names.size(); ++i) {
    const auto keys = Keys(names[i], zeros);
    for (size_t k = 0; k < kKeys; ++k) {
      if (!keys[k].empty()) by_key[k].push_back({Hash(keys[k]), i});
    }
  }
  std::vector<AlikeNames> out;
  for (size_t k = 0; k < kKeys; ++k) {
    std::vector<Hashed>& hashed = by_key[k];
    std::sort(hashed.begin(), hashed.end(), [](const Hashed& a, const Hashed& b) {
      return a.hash != b.hash ? a.hash < b.hash : a.index < b.index;
    });
    for (size_t i = 1, first = 0; i < hashed.size(); ++i) {
      if (hashed[i].hash != hashed[first].hash) {
        first = i;
      } else if (Keys(names[hashed[i].index], zeros)[k] == Keys(names[hashed[first].index], zeros)[k]) {
        out.push_back({hashed[first].index, hashed[i].index});
      }
    }
  }
  std::sort(out.begin(), out.end(), [](const AlikeNames& a, const AlikeNames& b) {
    return a.later != b.later ? a.later < b.later : a.first < b.first;
  });
  out.erase(std::unique(out.begin(), out.end(),
                        [](const AlikeNames& a, const AlikeNames& b) { return a.later == b.later; }),
            out.end());
  return out;
}

std::string HowAlike(std::string_view first, std::string_view later) {
  if (first == later) return "they are the same";
  const std::u32string a = Decompose(PointsOf(first));
  const std::u32string b = Decompose(PointsOf(later));
  if (a == b) return "they differ only in how accents are stored";
  const auto seen = [](std::u32string text) {
    text.erase(
        std::remove_if(text.begin(), text.end(), [](char32_t c) { return IsUnseen(c) && !Combines(c); }),
        text.end());
    return text;
  };
  if (seen(a) == seen(b)) return "they differ only in blanks, or in what nobody sees";
  const auto [at, other] = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  if (Fold(seen(a)) == Fold(seen(b))) return "they differ only in capital letters or in the form of letters";
  const auto shown = [](const std::u32string& text, std::u32string::const_iterator point) {
    return point == text.end() ? std::string("nothing")
                               : fmt::format("the character U+{:04X}", static_cast<uint32_t>(*point));
  };
  return fmt::format("where one has {}, the other has {}", shown(a, at), shown(b, other));
}

}  // namespace constat::text
