#include "constat/audit/ballot_manifest.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>

#include "constat/audit/list_reader.h"
#include "constat/crypto/hash.h"
#include "constat/io/file.h"
#include "constat/table/cell.h"

namespace constat::audit {
namespace {

constexpr size_t kMaxManifestSize = size_t{1} << 26;

}  // namespace

Result<BallotManifest> ReadBallotManifest(const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(path, kMaxManifestSize));
  return ParseBallotManifest(bytes, path.string());
}

Result<BallotManifest> ParseBallotManifest(ByteView csv, const std::string& name) {
  BallotManifest manifest;
  manifest.sha256 = crypto::Sha256(csv);
  CONSTAT_ASSIGN(ListReader rows, ListReader::Open(std::string(AsText(csv)), name));
  CONSTAT_ASSIGN(const size_t batch, rows.Column("batch"));
  CONSTAT_ASSIGN(const size_t ballots, rows.Column("ballots"));
  std::set<std::string, std::less<>> seen;
  while (true) {
    CONSTAT_ASSIGN(const bool more, rows.Next());
    if (!more) break;
    BallotBatch next{std::string(table::Trimmed(rows.Cell(batch))), 0};
    if (next.name.empty())
      return rows.Wrong(ErrorCode::kBadText, "a batch has no name; each needs a name of its own");
    if (!seen.insert(next.name).second) {
      return rows.Wrong(
          ErrorCode::kDuplicate,
          fmt::format("the batch {} is here twice; each needs a name of its own", table::Quoted(next.name)));
    }
    CONSTAT_ASSIGN(next.ballots, rows.Count(ballots));
    manifest.ballots += next.ballots;
    if (manifest.ballots > kMostBallots) {
      return rows.Wrong(ErrorCode::kTooLarge, "more than 2,147,483,647 ballots up to here");
    }
    manifest.batches.push_back(std::move(next));
  }
  if (manifest.ballots == 0) {
    return Fail(ErrorCode::kBadNumber, name + " lists no ballots; each line needs a batch and its ballots");
  }
  return manifest;
}

PinnedManifest Pinned(const BallotManifest& manifest) { return {manifest.sha256, manifest.ballots}; }

Status CheckManifest(const Plan& plan, const BallotManifest& manifest) {
  if (plan.manifest && plan.manifest->sha256 != manifest.sha256) {
    return Fail(ErrorCode::kWrongHash,
                "this is not the manifest that the plan was made with; use that one, or plan again and roll "
                "a new seed");
  }
  Plan with_this = plan;
  with_this.manifest = Pinned(manifest);
  return CheckPlan(with_this);
}

std::vector<BallotPlace> PlacesOf(const BallotManifest& manifest, const std::vector<int64_t>& tickets) {
  std::vector<int64_t> ends;  // the last ticket of each batch
  int64_t sum = 0;
  for (const BallotBatch& batch : manifest.batches) ends.push_back(sum += batch.ballots);
  std::vector<BallotPlace> out;
  for (const int64_t ticket : tickets) {
    const auto end = std::lower_bound(ends.begin(), ends.end(), ticket);
    if (end == ends.end()) {
      out.push_back({});
      continue;
    }
    const BallotBatch& batch = manifest.batches[static_cast<size_t>(end - ends.begin())];
    out.push_back({&batch, ticket - (*end - batch.ballots)});
  }
  return out;
}

}  // namespace constat::audit
