#include "constat/party/registrar/own_shares.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/parallel.h"
#include "constat/party/registrar/letters_made.h"
#include "constat/record/named.h"
#include "constat/record/shown_hash.h"
#include "constat/text/clean.h"
#include "constat/text/number.h"
#include "constat/tlog/log_reader.h"

namespace constat::party {

using record::EntryType;

namespace {

constexpr size_t kRowsAtOnce = 256;  // a thread takes so many multiplications at a time

// StandingsOf is that of every row, on all threads.
std::vector<ShareStanding> StandingsOf(const OwnShares& shares, const std::vector<parcel::Issued>& rows) {
  std::vector<ShareStanding> out(rows.size());
  ParallelFor((rows.size() + kRowsAtOnce - 1) / kRowsAtOnce, DefaultThreads(), [&](size_t part) {
    const size_t end = std::min(rows.size(), (part + 1) * kRowsAtOnce);
    for (size_t i = part * kRowsAtOnce; i < end; ++i)
      out[i] = shares.StandingOf({rows[i].person.region, rows[i].slot}, rows[i].code);
  });
  return out;
}

}  // namespace

Status OwnShares::Take(ByteView entry_bytes, bool& ended) {
  CONSTAT_ASSIGN(const record::EntryView entry, record::DecodeEntry(entry_bytes));
  if (entry.type == EntryType::kRollEnd) {
    CONSTAT_ASSIGN(const record::RollEnd end, record::DecodeRollEnd(state_->context()->manifest, entry.body));
    ended |= end.registrar == registrar_;
    return {};
  }
  if (entry.type != EntryType::kRollChunk) return {};
  CONSTAT_ASSIGN(const record::RollChunk chunk, record::DecodeRollChunk(entry.body));
  if (chunk.registrar != registrar_) return {};
  for (const record::RollSlot& slot : chunk.slots) shares_[chunk.region].push_back(slot.share.encoded);
  return {};
}

Result<OwnShares> OwnShares::Read(const tlog::LogSource& record, const referendum::Referendum& state,
                                  uint16_t registrar) {
  OwnShares out(state, registrar);
  out.shares_.resize(state.context()->manifest.regions.size());
  const uint64_t size = state.complete_roll() ? state.complete_roll()->size : state.tree().size();
  bool ended = false;
  CONSTAT_TRY(tlog::ForEachEntry(record, state.tree().size(), {0, size},
                                 [&](uint64_t, ByteView bytes) { return out.Take(bytes, ended); }));
  if (ended) return out;
  return Fail(ErrorCode::kWrongOrder,
              fmt::format("the roll of registrar {} is not whole in this record yet; take a newer copy when "
                          "the board has published it",
                          registrar + 1));
}

ShareStanding OwnShares::StandingOf(referendum::Slot slot, const parcel::VotingCode& code) const {
  if (slot.region >= shares_.size() || slot.number >= shares_[slot.region].size())
    return ShareStanding::kNoSlot;
  const group::EncodedPoint share =
      code.ShareSecret(state_->context()->manifest_hash, registrar_).MulBaseEncoded();
  const bool on_roll = shares_[slot.region][slot.number] == share;
  const bool voting = state_->phase() >= referendum::Phase::kOpen;
  if (voting && state_->replacements().Current(slot) != state_->roll().Credential(slot)) {
    if (state_->replacements().Holds(slot, registrar_, share)) return ShareStanding::kHeld;
    return on_roll ? ShareStanding::kReplaced : ShareStanding::kOther;
  }
  return on_roll ? ShareStanding::kHeld : ShareStanding::kOther;
}

Result<SheetStanding> JudgeSheet(const OwnShares& shares, parcel::Sheet sheet, const std::string& name) {
  SheetStanding out;
  out.kind = sheet.kind;
  const bool of_roll = sheet.kind == parcel::SheetKind::kRoll;
  const std::vector<ShareStanding> standings = StandingsOf(shares, sheet.rows);
  out.held.reserve(sheet.rows.size());
  for (size_t i = 0; i < sheet.rows.size(); ++i) {
    parcel::Issued& row = sheet.rows[i];
    switch (standings[i]) {
      case ShareStanding::kHeld:
        out.held.push_back(std::move(row));
        break;
      case ShareStanding::kReplaced:
        ++out.replaced;
        break;
      case ShareStanding::kOther:
        if (!of_roll) {
          ++out.waiting;
          break;
        }
        [[fallthrough]];
      case ShareStanding::kNoSlot:
        return Fail(ErrorCode::kUsage,
                    fmt::format("{}: the code of the person \"{}\" is not the one that the record holds for "
                                "this person; the sheet is of another referendum, of another registrar, of "
                                "a roll that was not published, or it was changed. Use the sheet that was "
                                "written together with the roll.entries that you sent to the board, and if "
                                "it is lost, tell the organiser",
                                name, row.person.id));
    }
  }
  return out;
}

Result<uint16_t> RegistrarOf(const parcel::Sheet& sheet, const std::string& name,
                             const referendum::Context& context, std::optional<size_t> said) {
  const record::Manifest& manifest = context.manifest;
  const size_t registrars = manifest.registrars.size();
  if (said && *said >= registrars) {
    return Fail(ErrorCode::kUsage, fmt::format("--registrar {}: this referendum has {}", *said + 1,
                                               text::Plural(registrars, "registrar")));
  }
  const std::string number = record::FormatReferendumNumber(context.manifest_hash);
  if (sheet.referendum && *sheet.referendum != number) {
    return Fail(ErrorCode::kWrongReferendum,
                fmt::format("{} is a sheet of the referendum {}, and this is {}; take the sheet that was "
                            "written for this referendum",
                            name, text::CleanLine(*sheet.referendum), number));
  }
  if (said && sheet.registrar && *said != *sheet.registrar) {
    return Fail(ErrorCode::kUsage,
                fmt::format("{} is a sheet of {}, and --registrar says {}; leave --registrar out, or take "
                            "the other sheet",
                            name, record::FormatNamed(manifest, {record::Role::kRegistrar, *sheet.registrar}),
                            *said + 1));
  }
  if (sheet.registrar) return *sheet.registrar;
  if (said) return static_cast<uint16_t>(*said);
  if (registrars == 1) return uint16_t{0};
  return Fail(ErrorCode::kUsage,
              fmt::format("{} does not say which of the {} registrars its codes are of; say "
                          "it with --registrar",
                          name, registrars));
}

Result<SheetStanding> ReadSheetStanding(const verify::OpenedPlace& place, std::optional<size_t> said,
                                        const std::string& path, const verify::ReadProgress& progress) {
  const referendum::Context& context = *place.context;
  CONSTAT_ASSIGN(parcel::Sheet sheet, parcel::ReadSheet(path, context.manifest));
  CONSTAT_ASSIGN(const uint16_t registrar, RegistrarOf(sheet, path, context, said));
  const Bytes32 hash = HashSheet(context.manifest_hash, registrar, sheet.rows);
  if (!place.IsManifestFile()) {
    CONSTAT_ASSIGN(const verify::RecordView view, verify::RecordView::Open(place, progress, {}));
    const Result<OwnShares> shares = OwnShares::Read(view.source(), view.state(), registrar);
    if (!shares && shares.error().code != ErrorCode::kWrongOrder) return tl::unexpected(shares.error());
    if (shares) {
      CONSTAT_ASSIGN(SheetStanding judged, JudgeSheet(*shares, std::move(sheet), path));
      judged.hash = hash;
      judged.registrar = registrar;
      return judged;
    }
  }
  if (sheet.kind == parcel::SheetKind::kReplacements) {
    return Fail(ErrorCode::kWrongOrder, path + ": new codes get letters once the record holds them");
  }
  return SheetStanding{
      .compared = false, .held = std::move(sheet.rows), .hash = hash, .registrar = registrar};
}

}  // namespace constat::party
