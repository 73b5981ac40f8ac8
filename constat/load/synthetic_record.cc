#include "constat/load/synthetic_record.h"

#include <algorithm>

#include "constat/base/check.h"
#include "constat/base/parallel.h"
#include "constat/crypto/secret/seeded_rng.h"
#include "constat/party/organiser/organiser.h"
#include "constat/party/registrar/registrar.h"
#include "constat/party/registrar/replacement.h"
#include "constat/party/trustee/trustee.h"
#include "constat/tlog/secret/sign.h"

namespace constat::load {

using record::EntryType;

void SyntheticRecord::Log(const record::EntryView& entry) {
  bundle_.push_back(record::EncodeEntry(entry));
  const Status kept =
      tiles_.Append(tlog::LeafHash(bundle_.back()), [this](const tlog::Tile& tile, auto hashes) {
        files_[tlog::FormatTilePath(tile)] = tlog::EncodeHashTile(hashes);
        return Status{};
      });
  CONSTAT_CHECK(kept.has_value());
  if (bundle_.size() < tlog::kTileWidth) return;
  const uint64_t index = tiles_.size() / tlog::kTileWidth - 1;
  files_[tlog::FormatTilePath({tlog::Tile::kEntries, index, tlog::kTileWidth})] = tlog::EncodeBundle(bundle_);
  bundle_.clear();
}

Status SyntheticRecord::Append(EntryType type, ByteView body) {
  const record::EntryView entry{type, type == EntryType::kReplacementShare ? kOpeningMs : kOpeningMs - 60'000,
                                body};
  CONSTAT_TRY(state_.Apply({entry, tlog::LeafHash(record::EncodeEntry(entry))}));
  Log(entry);
  return {};
}

Status SyntheticRecord::HoldCeremony(const std::vector<party::Trustee>& trustees, crypto::Rng& rng) {
  for (const party::Trustee& trustee : trustees) {
    CONSTAT_TRY(Append(EntryType::kTrusteeCommit, trustee.Commit(rng)));
  }
  for (const party::Trustee& trustee : trustees) {
    CONSTAT_TRY(Append(EntryType::kTrusteeDeal, trustee.MakeDeal()));
  }
  for (const party::Trustee& trustee : trustees) {
    CONSTAT_ASSIGN(const party::Trustee::Judgement judgement, trustee.Judge(state_.ceremony(), rng));
    CONSTAT_TRY(Append(judgement.type, judgement.body));
  }
  return {};
}

void SyntheticRecord::Spoil() {
  for (size_t i = 50; i < bodies_.size(); i += 100, ++bad_) bodies_[i][bodies_[i].size() - 32] ^= 1;
}

// ReplaceSome has the registrar replace every hundredth code; votes are in the order of the slots.
Status SyntheticRecord::ReplaceSome(const Parties& parties, std::vector<PublicVote>& votes,
                                    crypto::Rng& rng) {
  const referendum::ContextPtr& context = state_.context();
  for (size_t i = 50; i < votes.size(); i += 100) {
    const referendum::Slot slot{0, static_cast<uint32_t>(i)};
    const parcel::VotingCode code = parcel::VotingCode::Generate(rng);
    CONSTAT_ASSIGN(const Bytes body, party::MakeReplacementBody(
                                         {context, &parties.registrar, slot, state_.roll().Credential(slot),
                                          party::ReplacementUntilMs(kOpeningMs)},
                                         code, rng));
    CONSTAT_TRY(Append(EntryType::kReplacementShare, body));
    votes[i].secret = code.ShareSecret(context->manifest_hash, 0).Declassify();
  }
  return {};
}

Status SyntheticRecord::FinishFiles() {
  if (!bundle_.empty()) {
    files_[tlog::FormatTilePath({tlog::Tile::kEntries, tiles_.size() / tlog::kTileWidth,
                                 static_cast<unsigned>(bundle_.size())})] = tlog::EncodeBundle(bundle_);
  }
  return tiles_.VisitPartial([this](const tlog::Tile& tile, std::span<const tlog::Hash> hashes) {
    files_[tlog::FormatTilePath(tile)] = tlog::EncodeHashTile(hashes);
    return Status{};
  });
}

Result<std::unique_ptr<SyntheticRecord>> SyntheticRecord::Make(size_t ballots, unsigned threads,
                                                               Quality quality) {
  crypto::SeededRng rng("constat bench", "parties");
  const Parties parties(rng);
  std::unique_ptr<SyntheticRecord> load(new SyntheticRecord());
  CONSTAT_ASSIGN(const Bytes manifest, party::MakeManifestBody(MakeManifest(parties), parties.organiser));
  CONSTAT_TRY(load->Append(EntryType::kManifest, manifest));
  const referendum::ContextPtr context = load->state_.context();
  std::vector<party::Trustee> trustees;
  for (const group::SecretScalar& key : parties.trustees) {
    CONSTAT_ASSIGN(party::Trustee trustee, party::Trustee::Make(context, key.Copy()));
    trustees.push_back(std::move(trustee));
  }
  CONSTAT_TRY(load->HoldCeremony(trustees, rng));

  std::vector<parcel::Person> persons(ballots);
  for (size_t i = 0; i < ballots; ++i) persons[i] = {std::to_string(i), 0, ""};
  const parcel::PersonOrder order = party::DrawOrder(context->manifest, persons, rng);
  std::vector<PublicVote> votes;
  const party::IssueSinks sinks{
      .sheet =
          [&](const parcel::SheetRow& row) {
            PublicVote& vote = votes.emplace_back();
            vote.secret = row.code.ShareSecret(context->manifest_hash, 0).Declassify();
            vote.choices = {{static_cast<uint16_t>(rng.Below(3))}};
            rng.Fill(vote.seed);
            return Status{};
          },
      .entry = [&](EntryType type, const Bytes& body) { return load->Append(type, body); }};
  CONSTAT_TRY(party::Issue({context, &parties.registrar, &persons, &order, threads}, rng, sinks));
  for (const party::Trustee& trustee : trustees) {
    CONSTAT_ASSIGN(const Bytes drill, trustee.MakeDrill(load->state_, rng));
    CONSTAT_TRY(load->Append(EntryType::kTrusteeDrill, drill));
  }
  CONSTAT_ASSIGN(const Bytes open, party::MakeOpenBody(load->state_, parties.organiser));
  CONSTAT_TRY(load->Append(EntryType::kOpen, open));

  if (quality == Quality::kOnePercentReplaced) CONSTAT_TRY(load->ReplaceSome(parties, votes, rng));
  const VartimeBallots maker(context, load->state_.ceremony().JointKey());
  constexpr size_t kTogether = 64;
  load->bodies_.resize(ballots);
  ParallelFor((ballots + kTogether - 1) / kTogether, threads, [&](size_t block) {
    const auto mine =
        std::span(votes).subspan(block * kTogether, std::min(kTogether, ballots - block * kTogether));
    std::vector<Bytes> made = maker.Make(mine);
    std::move(made.begin(), made.end(), load->bodies_.begin() + static_cast<ptrdiff_t>(block * kTogether));
  });
  if (quality == Quality::kOnePercentBad) load->Spoil();
  for (const Bytes& body : load->bodies_) load->Log({EntryType::kBallot, kOpeningMs, body});
  CONSTAT_TRY(load->FinishFiles());
  const tlog::TreeHead head = load->tiles_.Head();
  const tlog::Checkpoint checkpoint{context->manifest.origin, head.size, head.root};
  const std::string note =
      tlog::FormatSignedCheckpoint({checkpoint, {tlog::SignCheckpoint(parties.board, checkpoint)}});
  load->files_[std::string(tlog::kCheckpointPath)] = Bytes(note.begin(), note.end());
  return load;
}

Result<Bytes> SyntheticRecord::Read(std::string_view path, size_t max_size) const {
  const auto file = files_.find(path);
  if (file == files_.end()) return Fail(ErrorCode::kMissingFile, std::string(path));
  if (file->second.size() > max_size) return Fail(ErrorCode::kTooLarge, std::string(path));
  return file->second;
}

Status SyntheticRecord::ForEachFile(const tlog::VisitFile& visit) const {
  for (const auto& [path, bytes] : files_) CONSTAT_TRY(visit({path, bytes.size()}));
  return {};
}

}  // namespace constat::load
