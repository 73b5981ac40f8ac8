#include "constat/audit/draw.h"

#include <fmt/core.h>

#include <algorithm>
#include <set>
#include <unordered_set>

#include "constat/audit/list_reader.h"
#include "constat/audit/plan.h"
#include "constat/base/check.h"
#include "constat/crypto/hash.h"
#include "constat/io/file.h"
#include "constat/table/cell.h"

namespace constat::audit {
namespace {

constexpr size_t kMaxManifestSize = size_t{1} << 26;

Status CheckSeed(std::string_view seed) {
  const bool printable = std::all_of(seed.begin(), seed.end(), [](char c) { return c >= ' ' && c <= '~'; });
  if (seed.empty() || !printable || seed.front() == ' ' || seed.back() == ' ') {
    return Fail(ErrorCode::kBadText,
                "the seed must be digits or other ASCII signs without blanks around them; give the digits "
                "rolled in public, for example --seed 31415926535897932384");
  }
  return {};
}

}  // namespace

Result<BallotManifest> ReadBallotManifest(const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(path, kMaxManifestSize));
  BallotManifest manifest;
  manifest.sha256 = crypto::Sha256(bytes);
  const std::string name = path.string();
  CONSTAT_ASSIGN(ListReader rows, ListReader::Open(std::string(AsText(bytes)), name));
  CONSTAT_ASSIGN(const size_t batch, rows.Column("batch"));
  CONSTAT_ASSIGN(const size_t ballots, rows.Column("ballots"));
  std::set<std::string, std::less<>> seen;
  while (true) {
    CONSTAT_ASSIGN(const bool more, rows.Next());
    if (!more) break;
    BallotBatch next{std::string(table::Trimmed(rows.Cell(batch))), 0};
    if (next.name.empty()) return rows.Wrong(ErrorCode::kBadText, "a batch without a name");
    if (!seen.insert(next.name).second) {
      return rows.Wrong(ErrorCode::kDuplicate,
                        fmt::format("the batch {} stands here twice; each needs a name of its own",
                                    table::Quoted(next.name)));
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

int64_t TicketOf(std::string_view seed, uint64_t i, int64_t ballots) {
  CONSTAT_CHECK(ballots > 0 && ballots <= kMostBallots);
  const Bytes32 hash = crypto::Sha256(AsBytes(fmt::format("{},{}", seed, i)));
  uint64_t remainder = 0;
  for (const uint8_t byte : hash) remainder = (256 * remainder + byte) % static_cast<uint64_t>(ballots);
  return static_cast<int64_t>(remainder) + 1;
}

Result<std::vector<int64_t>> DrawTickets(const Drawing& drawing) {
  CONSTAT_TRY(CheckSeed(drawing.seed));
  if (drawing.first < 1 || drawing.count < 1) {
    return Fail(ErrorCode::kBadNumber,
                "draws are numbered from 1, and at least one is needed; check --from and --count");
  }
  if (drawing.first > kMostDraws || drawing.count > kMostDraws - drawing.first + 1) {
    return Fail(ErrorCode::kBadNumber,
                "an audit draws at most 1,000,000 ballots; where more are needed, count all by hand");
  }
  const uint64_t last = drawing.first + drawing.count - 1;
  if (!drawing.replacement && last > static_cast<uint64_t>(drawing.ballots)) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("there are only {} ballots, and alpha draws each once; choose a smaller --count",
                            drawing.ballots));
  }
  std::vector<int64_t> out;
  std::unordered_set<int64_t> picked;
  uint64_t draw = 0;
  for (uint64_t i = drawing.replacement ? drawing.first : 1; out.size() < drawing.count; ++i) {
    const int64_t ticket = TicketOf(drawing.seed, i, drawing.ballots);
    if (!drawing.replacement && (!picked.insert(ticket).second || ++draw < drawing.first)) continue;
    out.push_back(ticket);
  }
  return out;
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
