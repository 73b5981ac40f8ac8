// Issue files: a registrar's roll as files: the secret sheet, the public roll, and the secret order that the
// other registrars take over. Spec: ROL-1 to ROL-3, ROL-9.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>

#include "constat/party/registrar/letters_made.h"
#include "constat/party/registrar/registrar.h"
#include "constat/referendum/agenda.h"
#include "constat/verify/light/record_view.h"

namespace constat::party {

// FindOrder reads the order that the first registrar drew, or draws one where path is empty, which only the
// first registrar may: another one would make codes that fit nobody. input.order is not looked at. ERRORS:
// kWrongKey; kMissingFile for another registrar without a path; kUnsafeFile, io::ReadFile's;
// parcel::ParseOrder's with the path. Spec: ROL-9.
[[nodiscard]] Result<parcel::PersonOrder> FindOrder(const std::filesystem::path& path,
                                                    const IssueInput& input, crypto::Rng& rng);

// IssueTarget is where the files go. share_order: this registrar drew the order, and others need it.
struct IssueTarget {
  std::filesystem::path folder;
  bool share_order = false;

  [[nodiscard]] std::filesystem::path sheet() const { return folder / "credentials.csv"; }
  [[nodiscard]] std::filesystem::path roll() const { return folder / "roll.entries"; }
  [[nodiscard]] std::filesystem::path slots() const { return folder / "slots.csv"; }
  [[nodiscard]] std::filesystem::path order() const { return folder / "order.csv"; }
  // letters is where `next` makes the letters.
  [[nodiscard]] LettersPlace letters() const { return LettersPlace::Of(folder / "letters", sheet()); }
};

// CheckNotIssued: a second roll would make codes that are worthless. A manifest alone tells nothing. ERRORS:
// kDuplicate if the record has the roll of the registrar with this key; kWrongKey; RecordView::Open's.
[[nodiscard]] Status CheckNotIssued(const verify::OpenedPlace& place, const crypto::Ed25519Key& key,
                                    const verify::ReadProgress& progress);

// RegistrarNext is what a registrar has to do: issue codes, send the roll that it issued before, make letters
// of the roll that is in the record, or nothing.
enum class RegistrarNext : uint8_t { kIssue, kSend, kLetters, kWaits };
[[nodiscard]] RegistrarNext NextOf(const referendum::Agenda& agenda, const referendum::Milestones& said,
                                   record::Keeper me, uint64_t now_ms, const IssueTarget& target);

// CheckIssued looks at the roll that lies where it was written before. ERRORS: parcel::ReadEntryFile's;
// kWrongReferendum; kWrongKey if it is another registrar's.
[[nodiscard]] Status CheckIssued(const IssueTarget& target, const referendum::Context& context,
                                 record::Keeper me);

// IssueProgress is told how many of the persons have a code.
using IssueProgress = std::function<void(uint64_t done, uint64_t total)>;

// IssueFiles makes this registrar's roll and writes it. The sheet is durable before the roll appears, because
// a code that is lost cannot be made again; and the sheet appears only once the roll is known to be readable,
// or its codes would be worthless. A run that fails takes away what it wrote, and no file that it did not
// write. ERRORS: kWrongCount for a list without persons (ROL-6); kRefusesOverwrite if one of the files is
// there; Issue's; parcel::FormatOrder's, FormatReadable's; the files'.
[[nodiscard]] Status IssueFiles(const IssueInput& input, const IssueTarget& target,
                                const IssueProgress& progress, crypto::Rng& rng);

}  // namespace constat::party
