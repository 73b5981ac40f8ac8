#include "constat/party/registrar/replace_files.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/io/file.h"
#include "constat/parcel/entry_file.h"
#include "constat/parcel/secret/sheet.h"
#include "constat/party/registrar/registrar.h"
#include "constat/party/registrar/replacement.h"

namespace constat::party {
namespace {

namespace fs = std::filesystem;
using record::EntryType;

Status CheckNothingThere(const fs::path& path) {
  std::error_code ignored;
  if (!fs::exists(path, ignored)) return {};
  return Fail(ErrorCode::kRefusesOverwrite,
              path.string() + " exists already; give each day's replacements a folder of their own");
}

// Share is a new code with the share that was made from it.
struct Share {
  const parcel::Person* person;
  referendum::Slot slot;
  parcel::VotingCode code;
  Bytes body;
  bool complete = false;
};

// SharesOfADay makes the shares one after another, each judged after those before it.
class SharesOfADay {
 public:
  SharesOfADay(const ReplaceInput& input, parcel::PersonSlots slots, crypto::Rng& rng)
      : input_(input), slots_(std::move(slots)), rng_(rng) {
    time_ms_ = std::max(input.state.voting_time().RoundedMs(input.now_ms), input.state.LastTimeMs());
  }

  [[nodiscard]] Result<Share> Make(const parcel::Person& person) {
    CONSTAT_ASSIGN(const referendum::Slot slot, SlotOf(person));
    const group::EncodedPoint old = input_.state.replacements().Current(slot);
    Share share{&person, slot, parcel::VotingCode::Generate(rng_), {}};
    CONSTAT_ASSIGN(share.body, MakeReplacementBody({.context = input_.state.context(),
                                                    .key = &input_.key,
                                                    .slot = slot,
                                                    .old = old,
                                                    .until_ms = ReplacementUntilMs(time_ms_)},
                                                   share.code, rng_));
    const record::EntryView entry{EntryType::kReplacementShare, time_ms_, share.body};
    CONSTAT_TRY(input_.state.Apply({entry, tlog::LeafHash(record::EncodeEntry(entry))}));
    share.complete = input_.state.replacements().Current(slot) != old;
    return share;
  }

 private:
  [[nodiscard]] Result<referendum::Slot> SlotOf(const parcel::Person& person) const {
    const auto found = slots_.find(person.id);
    if (found == slots_.end())
      return Fail(ErrorCode::kNotOnRoll,
                  fmt::format("nobody in {} has this id; check how it is written", input_.slots.string()));
    const auto [region, slot] = found->second;
    const record::Manifest& manifest = input_.state.context()->manifest;
    if (region != person.region) {
      return Fail(ErrorCode::kBadNumber,
                  fmt::format("{} has this person in the region {}, not in {}; check both lists",
                              input_.slots.string(), manifest.regions[region].id,
                              manifest.regions[person.region].id));
    }
    if (slot < input_.state.roll().Registered(region)) return referendum::Slot{region, slot};
    return Fail(ErrorCode::kNotOnRoll, fmt::format("{} is of another roll: the record has no slot {} there",
                                                   input_.slots.string(), slot));
  }

  const ReplaceInput& input_;
  parcel::PersonSlots slots_;
  crypto::Rng& rng_;
  uint64_t time_ms_ = 0;
};

Status WriteSheet(const fs::path& path, const parcel::SheetOwner& owner, const std::vector<Share>& shares) {
  CONSTAT_ASSIGN(parcel::SheetWriter sheet,
                 parcel::SheetWriter::Open(path, owner, parcel::SheetKind::kReplacements));
  for (const Share& share : shares) CONSTAT_TRY(sheet.Write({*share.person, share.slot.number, share.code}));
  return sheet.Finish();
}

}  // namespace

Result<Replaced> ReplaceFiles(const ReplaceInput& input, const ReplaceTarget& target, crypto::Rng& rng) {
  if (input.state.phase() != referendum::Phase::kOpen) {
    return Fail(ErrorCode::kWrongOrder, fmt::format("codes are replaced while people vote, and now {}",
                                                    referendum::PhaseWords(input.state.phase())));
  }
  CONSTAT_TRY(CheckNothingThere(target.sheet()));
  CONSTAT_TRY(CheckNothingThere(target.entries()));
  const referendum::ContextPtr context = input.state.context();
  CONSTAT_ASSIGN(parcel::PersonSlots slots, parcel::ReadSlots(context->manifest, input.slots));

  Replaced out;
  SharesOfADay day(input, std::move(slots), rng);
  std::vector<Share> shares;
  for (const parcel::Person& person : input.persons) {
    Result<Share> share = day.Make(person);
    if (!share && share.error().code == ErrorCode::kWrongKey) return tl::unexpected(share.error());
    if (!share) {
      out.refused.push_back({person.id, share.error()});
      continue;
    }
    out.complete += share->complete ? 1 : 0;
    shares.push_back(*std::move(share));
  }
  out.made = shares.size();
  if (shares.empty()) return out;

  for (size_t i = shares.size(); i > 1; --i) std::swap(shares[i - 1], shares[rng.Below(i)]);
  parcel::EntryFile entries{context->manifest_hash, {}};
  for (const Share& share : shares) entries.entries.push_back({EntryType::kReplacementShare, share.body});
  CONSTAT_ASSIGN(const Bytes readable, parcel::FormatReadable(target.entries(), entries));
  CONSTAT_TRY(io::MakeDirectories(target.folder));
  CONSTAT_ASSIGN(const uint16_t registrar, FindRegistrar(context->manifest, input.key));
  CONSTAT_TRY(WriteSheet(target.sheet(), {context->manifest, context->manifest_hash, registrar}, shares));
  CONSTAT_TRY(io::WriteNewFile(target.entries(), readable));
  return out;
}

}  // namespace constat::party
