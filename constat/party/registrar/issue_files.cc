#include "constat/party/registrar/issue_files.h"

#include <fmt/core.h>

#include "constat/io/file.h"
#include "constat/parcel/entry_file.h"
#include "constat/record/author.h"

namespace constat::party {
namespace {

namespace fs = std::filesystem;

Status CheckNothingThere(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return {};
  return Fail(ErrorCode::kRefusesOverwrite,
              path.string() +
                  " exists already; a second roll would make its codes worthless. Move it away only if its "
                  "roll was never published");
}

// RemoveIssued takes away what this run wrote: CheckNothingThere found none of these files before. One that
// is refused for having come in between is somebody else's, as all of them may be then.
void RemoveIssued(const IssueTarget& target, const Error& reason) {
  if (reason.code == ErrorCode::kRefusesOverwrite) return;
  std::error_code ignored;
  fs::remove(target.roll(), ignored);
  fs::remove(target.sheet(), ignored);
  fs::remove(target.slots(), ignored);
  if (target.share_order) fs::remove(target.order(), ignored);  // else a file of that name is not of this run
}

// IssueRoll returns the roll's file of entries, once the sheet is durable.
Result<Bytes> IssueRoll(const IssueInput& input, const IssueTarget& target, const IssueProgress& progress,
                        crypto::Rng& rng) {
  const record::Manifest& manifest = input.context->manifest;
  CONSTAT_ASSIGN(const uint16_t registrar, FindRegistrar(manifest, *input.key));
  CONSTAT_ASSIGN(
      parcel::SheetWriter sheet,
      parcel::SheetWriter::Open(target.sheet(), {manifest, input.context->manifest_hash, registrar}));
  parcel::EntryFile roll{input.context->manifest_hash, {}};
  uint64_t drawn = 0;
  IssueSinks sinks;
  sinks.sheet = [&](const parcel::SheetRow& row) {
    ++drawn;
    return sheet.Write(row);
  };
  sinks.entry = [&](record::EntryType type, Bytes body) -> Status {
    if (progress) progress(drawn, input.persons->size());
    roll.entries.push_back({type, std::move(body)});
    return {};
  };
  CONSTAT_TRY(Issue(input, rng, sinks));
  CONSTAT_ASSIGN(Bytes readable, parcel::FormatReadable(target.roll(), roll));
  CONSTAT_TRY(sheet.Finish());
  return readable;
}

}  // namespace

Result<parcel::PersonOrder> FindOrder(const fs::path& path, const IssueInput& input, crypto::Rng& rng) {
  const record::Manifest& manifest = input.context->manifest;
  const std::vector<parcel::Person>& persons = *input.persons;
  CONSTAT_ASSIGN(const uint16_t registrar, FindRegistrar(manifest, *input.key));
  if (path.empty()) {
    if (registrar == 0) return DrawOrder(manifest, persons, rng);
    return Fail(ErrorCode::kMissingFile,
                fmt::format("you are registrar {} of this referendum, and your codes have to follow the "
                            "order that registrar 1, {}, drew: get its order.csv",
                            registrar + 1, manifest.registrars.front().name));
  }
  return parcel::ReadOrder(manifest, persons, path);
}

Status IssueFiles(const IssueInput& input, const IssueTarget& target, const IssueProgress& progress,
                  crypto::Rng& rng) {
  if (input.persons->empty()) {
    return Fail(ErrorCode::kWrongCount,
                "the list of persons names nobody, and a roll without voters is refused: is it "
                "the right file?");
  }
  CONSTAT_TRY(CheckNothingThere(target.sheet()));
  CONSTAT_TRY(CheckNothingThere(target.roll()));
  CONSTAT_TRY(CheckNothingThere(target.slots()));
  if (target.share_order) CONSTAT_TRY(CheckNothingThere(target.order()));
  CONSTAT_TRY(io::MakeDirectories(target.folder));
  std::string order;
  if (target.share_order) {
    CONSTAT_ASSIGN(order, parcel::FormatOrder(input.context->manifest, *input.persons, *input.order));
  }
  CONSTAT_ASSIGN(const Bytes roll, IssueRoll(input, target, progress, rng));
  const std::string slots = parcel::FormatSlots(input.context->manifest, *input.persons, *input.order);
  Status written = io::WriteNewFile(target.slots(), AsBytes(slots), io::FileAccess::kSecret);
  if (written && target.share_order)
    written = io::WriteNewFile(target.order(), AsBytes(order), io::FileAccess::kSecret);
  if (written) written = io::WriteNewFile(target.roll(), roll);
  // Codes of a sheet without its roll are worthless, but look like others in letters.
  if (!written) RemoveIssued(target, written.error());
  return written;
}

Status CheckNotIssued(const verify::OpenedPlace& place, const crypto::Ed25519Key& key,
                      const verify::ReadProgress& progress) {
  CONSTAT_ASSIGN(const uint16_t registrar, FindRegistrar(place.context->manifest, key));
  if (place.IsManifestFile()) return {};
  CONSTAT_ASSIGN(const verify::RecordView view, verify::RecordView::Open(place, progress, {}));
  if (!view.state().roll().HasEnded(registrar)) return {};
  return Fail(ErrorCode::kDuplicate,
              fmt::format("the record {} has the roll of registrar {} already; new codes would fit nobody. "
                          "The codes that count are in the credentials.csv that was written with "
                          "that roll. "
                          "If it is lost, tell the organiser: codes cannot be made twice",
                          place.name, registrar + 1));
}

Status CheckIssued(const IssueTarget& target, const referendum::Context& context, record::Keeper me) {
  const fs::path path = target.roll();
  CONSTAT_ASSIGN(const parcel::EntryFile file, parcel::ReadEntryFile(path));
  CONSTAT_TRY(parcel::CheckSameReferendum(file, context.manifest_hash, path));
  for (const parcel::EntryBody& entry : file.entries) {
    if (record::AuthorOf({entry.type, 0, entry.body}) == me) continue;
    return Fail(ErrorCode::kWrongKey, path.string() +
                                          " is not the roll of this registrar; name the folder that your "
                                          "own codes are in");
  }
  return {};
}

RegistrarNext NextOf(const referendum::Agenda& agenda, const referendum::Milestones& said, record::Keeper me,
                     uint64_t now_ms, const IssueTarget& target) {
  std::error_code ignored;
  const referendum::Waiting* due = referendum::FindDuty(agenda, me, now_ms);
  if (due != nullptr && due->duty == referendum::Duty::kRoll)
    return std::filesystem::exists(target.roll(), ignored) ? RegistrarNext::kSend : RegistrarNext::kIssue;
  const bool may_vote_still = agenda.failure == referendum::Failure::kNone &&
                              said.phase <= referendum::Phase::kOpen && said.rolls[me.index];
  if (may_vote_still && std::filesystem::exists(target.sheet(), ignored)) return RegistrarNext::kLetters;
  return RegistrarNext::kWaits;
}

}  // namespace constat::party
