// Skeleton: what is left of a name for the eye. Two names that differ in case, in normal form, in what nobody
// sees, or in letters that look alike can be taken for each other; here is who says so, for options, regions,
// parties and persons. It refuses nothing, and no rule of the format depends on it.
//
// The table is assets/lookalikes.txt, of Unicode's and ICU's data; tools/make_lookalikes writes it.
// SOURCE: Unicode Technical Standard 39, section 4; Unicode Standard, 3.11 (normal forms) and 3.13 (case).
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace constat::text {

// Decompose is the normal form NFD.
[[nodiscard]] std::u32string Decompose(std::u32string_view text);

// Fold is text without case, without forms of compatibility (full-width letters, ligatures, "ⅷ"), without
// what nobody sees, with the digits of every script as 0 to 9; decomposed. SOURCE: NFKC_Casefold(NFD(X)), as
// in definition D147.
[[nodiscard]] std::u32string Fold(std::u32string_view text);

// Skeleton is that of UTS 39, which is for comparing and never for showing. What nobody sees
// (Default_Ignorable_Code_Point) is left out first, as later versions of UTS 39 do.
[[nodiscard]] std::u32string Skeleton(std::u32string_view text);

// IsBlank says whether a character is white space, or is drawn as it; IsIgnored, whether nothing is drawn of
// it (Default_Ignorable_Code_Point: what a fold drops); Combines, whether it is drawn on the character before
// it; IsUnseen, whether it shows nothing by itself: all these, and controls.
[[nodiscard]] bool IsBlank(char32_t c);
[[nodiscard]] bool IsIgnored(char32_t c);
[[nodiscard]] bool IsUnseen(char32_t c);
[[nodiscard]] bool Combines(char32_t c);

// Zeros says whether "007" looks like "7" too, as in lists where a spreadsheet took zeros away.
enum class Zeros : bool { kCount, kLeadingDropped };

// AlikeNames are two names of a list, by their indices: the later one, and the first that it looks like.
struct AlikeNames {
  size_t first = 0;
  size_t later = 0;

  bool operator==(const AlikeNames&) const = default;
};

// FindAlike finds each name that looks like an earlier one, in the order of names: with the same skeleton
// before or after folding or in capitals, blanks and accents left aside. Equal names are alike. Two names
// of which nothing is seen are not. Names that are not UTF-8 are made so. COST: about a microsecond a
// name in ASCII.
[[nodiscard]] std::vector<AlikeNames> FindAlike(std::span<const std::string_view> names,
                                                Zeros zeros = Zeros::kCount);

// HowAlike says in what two alike names differ: "they differ in case only". Harmless to a terminal.
[[nodiscard]] std::string HowAlike(std::string_view first, std::string_view later);

}  // namespace constat::text
