// Own shares: what a record holds of one registrar, and whether the codes of a sheet are those. It needs no
// other registrar's codes. Spec: ROL-5, ROL-10, ROL-11.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "constat/parcel/secret/sheet.h"
#include "constat/referendum/state.h"
#include "constat/tlog/log_source.h"
#include "constat/verify/light/record_view.h"

namespace constat::party {

// ShareStanding is what a record says about a code for a slot.
enum class ShareStanding : uint8_t {
  kHeld,      // it is the registrar's part of the credential that has the slot
  kReplaced,  // it was that, until the slot's code was replaced
  kOther,     // the record has another one there: of another sheet, or a replacement that is not complete
  kNoSlot,    // the roll has no such slot
};

// OwnShares is the registrar's share of every slot: 32 bytes each.
class OwnShares {
 public:
  // Read reads the roll of a record of which state is the fold, at least up to the end of this registrar's
  // roll. ERRORS: kWrongOrder if that end is not in the record; tlog::ForEachEntry's; DecodeEntry's,
  // DecodeRollChunk's. REQUIRES: state outlives this; the record's entries are those that state took.
  [[nodiscard]] static Result<OwnShares> Read(const tlog::LogSource& record,
                                              const referendum::Referendum& state, uint16_t registrar);

  // StandingOf derives the code's share: one multiplication.
  [[nodiscard]] ShareStanding StandingOf(referendum::Slot slot, const parcel::VotingCode& code) const;

 private:
  OwnShares(const referendum::Referendum& state, uint16_t registrar)
      : state_(&state), registrar_(registrar) {}
  [[nodiscard]] Status Take(ByteView entry_bytes, bool& ended);

  const referendum::Referendum* state_;
  uint16_t registrar_;
  std::vector<std::vector<group::EncodedPoint>> shares_;  // [region][slot]
};

// SheetStanding is what became of the rows of a sheet.
struct SheetStanding {
  bool compared = true;  // false: the registrar's roll is not there to compare with
  parcel::SheetKind kind = parcel::SheetKind::kRoll;
  std::vector<parcel::Issued> held;  // whose codes are worth a letter
  uint64_t replaced = 0;             // codes that were replaced since
  uint64_t waiting = 0;              // of a sheet of replacements: not complete in this record
  Bytes32 hash{};                    // of the whole sheet, HashSheet; JudgeSheet leaves it, and the next
  uint16_t registrar = 0;            // whose sheet it is
};

// JudgeSheet takes the rows of a sheet apart, on all threads. ERRORS: kUsage for a sheet of a roll with a
// code that the record does not hold, and for a sheet of which it holds none, with the sheet's name and the
// person's id: the sheet of another referendum or registrar, of an issue that was never published, or one
// that was changed.
[[nodiscard]] Result<SheetStanding> JudgeSheet(const OwnShares& shares, parcel::Sheet sheet,
                                               const std::string& name);

// RegistrarOf is whose sheet it is, from 0: what it says, and what the person said, if anything, are the
// same; where neither says it, the only registrar's. ERRORS: kUsage if they differ, or if nobody knows;
// kWrongReferendum for the sheet of another referendum.
[[nodiscard]] Result<uint16_t> RegistrarOf(const parcel::Sheet& sheet, const std::string& name,
                                           const referendum::Context& context, std::optional<size_t> said);

// ReadSheetStanding reads a sheet, of RegistrarOf, and compares it with a place's record; a manifest alone,
// or a record without the registrar's roll, cannot tell. ERRORS: RegistrarOf's; kWrongOrder for new codes
// that cannot be compared; parcel::ReadSheet's, RecordView::Open's, JudgeSheet's.
[[nodiscard]] Result<SheetStanding> ReadSheetStanding(const verify::OpenedPlace& place,
                                                      std::optional<size_t> registrar,
                                                      const std::string& path,
                                                      const verify::ReadProgress& progress);

}  // namespace constat::party
