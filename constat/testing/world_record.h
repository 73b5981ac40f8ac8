// RecordOf: a World's entries as a record that verifies, signed by its board and a quorum of its witnesses.
// Not for other code.
#pragma once

#include "constat/testing/record.h"
#include "constat/testing/world.h"
#include "constat/tlog/secret/sign.h"

namespace constat::testing {

// CheckpointOf is the checkpoint of a tree, signed by board and witnesses.
inline tlog::SignedCheckpoint CheckpointOf(const World& w, const tlog::TreeHead& head) {
  const tlog::Checkpoint checkpoint{w.manifest.origin, head.size, head.root};
  tlog::SignedCheckpoint note{checkpoint, {tlog::SignCheckpoint(w.board_key, checkpoint)}};
  for (size_t i = 0; i < kQuorum; ++i) {
    note.signatures.push_back(
        tlog::CosignCheckpoint(w.witness_keys[i], WitnessName(i), checkpoint, 1'900'000'000));
  }
  return note;
}

inline MemoryRecord RecordOf(const World& w, std::span<const Bytes> entries) {
  MemoryRecord out;
  const auto keep = [&](const tlog::Tile& tile, std::span<const tlog::Hash> hashes) -> Status {
    out.files[tlog::FormatTilePath(tile)] = tlog::EncodeHashTile(hashes);
    return {};
  };
  tlog::TileBuilder builder;
  for (const Bytes& entry : entries) EXPECT_THAT(builder.Append(tlog::LeafHash(entry), keep), Succeeds());
  EXPECT_THAT(builder.VisitPartial(keep), Succeeds());
  for (uint64_t first = 0; first < entries.size(); first += tlog::kTileWidth) {
    const auto in = entries.subspan(first, std::min<size_t>(tlog::kTileWidth, entries.size() - first));
    const tlog::Tile bundle{tlog::Tile::kEntries, first / tlog::kTileWidth, static_cast<unsigned>(in.size())};
    out.files[tlog::FormatTilePath(bundle)] = tlog::EncodeBundle(in);
  }
  const std::string text = tlog::FormatSignedCheckpoint(CheckpointOf(w, builder.Head()));
  out.files[std::string(tlog::kCheckpointPath)] = Bytes(AsBytes(text).begin(), AsBytes(text).end());
  return out;
}

}  // namespace constat::testing
