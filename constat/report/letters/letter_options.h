// What a registrar says about all letters, and the link that a letter's QR code holds.
#pragma once

#include <string>
#include <string_view>

#include "constat/base/bytes.h"
#include "constat/base/result.h"

namespace constat::report {

// Paper decides on the envelope too: DIN 5008 form B, or a No. 10 with one window or two.
enum class Paper : uint8_t { kA4, kUsLetter };

struct LetterOptions {
  std::string language{};  // BCP 47 tag, of the manifest and of LetterLanguages(); empty: each voter's own,
                           // else the first that is both, else English around the manifest's first language
  uint16_t registrar = 0;  // whose codes these are
  std::string vote_at{};   // an https address, or any other place to vote; empty: the organiser says where
  std::string check_at{};  // where to check a ballot and the record; empty: the public record
  std::string contact{};   // whom to ask, such as "Town hall, 01 234 56 78"; empty: the manifest's contact
  std::string return_address{};  // one line above the voter's address; empty: the registrar's name
  Paper paper = Paper::kA4;
  bool replacements = false;  // the codes take the place of lost ones
  bool mail_link = true;      // an e-mail holds a link, which services on its way read and rewrite
};

// CheckLetterOptions refuses an address on the web at which nobody should vote, or that no QR code holds: one
// that begins with http://, and one with https:// that no manifest may name (MAN-3, 12) or of more than 200
// bytes; and a return address that is too long for the window. ERRORS: kUsage.
[[nodiscard]] Status CheckLetterOptions(const LetterOptions& options);

// IsWebAddress is whether letters name a page to vote at, and link to it.
[[nodiscard]] bool IsWebAddress(std::string_view place);
// WithoutScheme is such an address as people type it. REQUIRES: IsWebAddress.
[[nodiscard]] std::string_view WithoutScheme(std::string_view address);

// LetterLink is what a letter's QR code holds: the code, the registrar's index and the manifest hash,
// behind the # of the page to vote at where there is one, else alone. symbols are the code's, without
// hyphens. Spec: BAL-10.
[[nodiscard]] std::string LetterLink(const LetterOptions& options, const Bytes32& manifest_hash,
                                     std::string_view symbols);

}  // namespace constat::report
