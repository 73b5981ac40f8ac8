#include "constat/party/board/append.h"

#include <fmt/core.h>

#include "constat/record/named.h"
#include "constat/record/shown_hash.h"

namespace constat::party {
namespace {

using parcel::EntryBody;
using record::EntryType;

constexpr size_t kBallotsAtOnce = 4096;

// IsOfTheStore says whether the board itself failed, as opposed to the entry.
bool IsOfTheStore(ErrorCode code) {
  return code == ErrorCode::kCannotWrite || code == ErrorCode::kCannotRead ||
         code == ErrorCode::kWrongOrder || code == ErrorCode::kUsage;
}

}  // namespace

bool IsRefusal(ErrorCode code) {
  return code < ErrorCode::kRefusesOverwrite && code != ErrorCode::kMissingFile &&
         code != ErrorCode::kWrongReferendum;
}

std::string FormatAccepted(const referendum::Context& context, uint64_t index, const EntryBody& entry) {
  std::string out = fmt::format("entry {}: {}", index, record::EntryTypeWords(entry.type));
  if (entry.type != EntryType::kBallot) return out;
  const Result<record::ParsedBallot> parsed = record::ParseBallot(context.shape, entry.body);
  if (!parsed) return out;
  const Bytes32 tracker = record::Tracker(context.shape, parsed->ballot, context.manifest_hash);
  return out + "  tracker " + record::FormatTracker(tracker);
}

Result<uint64_t> AppendPages(Board& board, const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const parcel::EntryFile file, parcel::ReadEntryFile(path));
  CONSTAT_TRY(parcel::CheckSameReferendum(file, board.state().context()->manifest_hash, path));
  if (file.entries.size() != 1 || file.entries.front().type != EntryType::kSoftware)
    return Fail(ErrorCode::kWrongOrder, path.string() +
                                            " is not one list of pages; give the file that constat "
                                            "organiser pages wrote");
  Result<uint64_t> index = board.AppendPages(file.entries.front().body);
  if (!index) return tl::unexpected(Prefix(path.string(), index.error()));
  return index;
}

Status Appending::Add(const parcel::EntryFile& file, const std::string& name) {
  CONSTAT_TRY(parcel::CheckSameReferendum(file, board_.state().context()->manifest_hash, name));
  for (size_t i = 0; i < file.entries.size();) {
    size_t end = i;
    while (end < file.entries.size() && file.entries[end].type == EntryType::kBallot &&
           end - i < kBallotsAtOnce)
      ++end;
    if (end == i) {
      const Result<uint64_t> index = board_.Append(file.entries[i].type, file.entries[i].body);
      if (!index) return tl::unexpected(Prefix(name, index.error()));
      sinks_.accepted(*index, file.entries[i]);
      ++i;
      continue;
    }
    CONSTAT_TRY(AddBallots({name, std::span(file.entries).subspan(i, end - i), i, file.entries.size() == 1}));
    i = end;
  }
  return {};
}

// AnswerFor writes the answer to the i-th ballot of a batch, and says what was written.
Result<std::string> Appending::AnswerFor(const Batch& batch, size_t i, const Error& refused) {
  if (sinks_.answers == nullptr) return refused.detail;
  const Arrival arrival{record::RefusedType::kBallot, batch.ballots[i].body, board_.NowMs()};
  CONSTAT_ASSIGN(const Answer answer, sinks_.answers->To(arrival, refused));
  const std::string stem = batch.alone ? batch.name : fmt::format("{}-{}", batch.name, batch.first + i + 1);
  CONSTAT_ASSIGN(const std::string written, WriteAnswer(stem, answer));
  return answer.words + written;
}

Status Appending::AddBallots(const Batch& batch) {
  std::vector<ByteView> bodies;
  for (const EntryBody& ballot : batch.ballots) bodies.emplace_back(ballot.body);
  const std::vector<Result<uint64_t>> indices = board_.AppendBallots(bodies);
  for (size_t i = 0; i < indices.size(); ++i) {
    if (indices[i]) {
      sinks_.accepted(*indices[i], batch.ballots[i]);
      continue;
    }
    if (IsOfTheStore(indices[i].error().code)) return tl::unexpected(indices[i].error());
    CONSTAT_ASSIGN(std::string words, AnswerFor(batch, i, indices[i].error()));
    sinks_.refused(Prefix(batch.name, {indices[i].error().code, std::move(words)}));
  }
  return {};
}

}  // namespace constat::party
