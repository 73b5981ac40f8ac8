// Acceptance: when a trustee may accept, and when a lost memory may begin anew. Spec: TAL-10.
#pragma once

#include <optional>
#include <string_view>

#include "constat/verify/light/record_view.h"
#include "constat/verify/verification.h"

namespace constat::party {

// AcceptanceIn is the index of the entry by which a trustee (from 1) accepted, if it did. REQUIRES: the
// record's entries up to `open` have been judged, so that such an entry of this trustee is a good one.
// ERRORS: ForEachEntry's; the decoders'.
[[nodiscard]] Result<std::optional<uint64_t>> AcceptanceIn(const tlog::RecordSource& record, uint64_t size,
                                                           uint16_t trustee);

// CheckMayAccept: plain acceptance is no way around a lost memory. ERRORS: kDuplicate, saying in which entry,
// if the trustee accepted already; kWrongOrder after the closing by the trustee's clock; AcceptanceIn's.
[[nodiscard]] Status CheckMayAccept(const verify::RecordView& view, uint16_t trustee, uint64_t now_ms);

// CheckWord: once the votes may have been decrypted, a memory is not begun anew by a word that lies ready
// in a script or in a shell's history: the trustee types which log it is. ERRORS: kMemoryMissing, with
// what to compare first, if the voting has been closed, or has ended by the trustee's clock, and word is
// not the log's origin.
[[nodiscard]] Status CheckWord(const verify::Verification& record, std::string_view word, uint64_t now_ms);

}  // namespace constat::party
