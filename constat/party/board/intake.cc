#include "constat/party/board/intake.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/record/credential_name.h"
#include "constat/record/named.h"
#include "constat/record/shown_hash.h"

namespace constat::party {

using parcel::EntryBody;
using record::EntryType;

namespace {

constexpr size_t kBallotsAtOnce = 4096;

// IsOfTheStore says whether the board itself failed, as opposed to the entry.
bool IsOfTheStore(ErrorCode code) {
  return code == ErrorCode::kCannotWrite || code == ErrorCode::kCannotRead ||
         code == ErrorCode::kWrongOrder || code == ErrorCode::kUsage;
}

// StandsAlone says whether an entry is appended or refused whatever becomes of the others in its file.
bool StandsAlone(EntryType type) {
  return type == EntryType::kBallot || type == EntryType::kReplacementShare || type == EntryType::kStatement;
}

bool AllStandAlone(const parcel::EntryFile& file) {
  return std::all_of(file.entries.begin(), file.entries.end(),
                     [](const EntryBody& entry) { return StandsAlone(entry.type); });
}

}  // namespace

bool IsRefusal(ErrorCode code) {
  return code < ErrorCode::kRefusesOverwrite && code != ErrorCode::kMissingFile &&
         code != ErrorCode::kWrongReferendum;
}

std::string FormatTaken(const referendum::Context& context, const EntryBody& entry) {
  std::string out(record::EntryTypeWords(entry.type));
  if (entry.type != EntryType::kBallot) return out;
  const Result<record::ParsedBallot> parsed = record::ParseBallot(context.shape, entry.body);
  if (!parsed) return out;
  const Bytes32 tracker = record::Tracker(context.shape, parsed->ballot, context.manifest_hash);
  return fmt::format("{}  tracker {}  of {}", out, record::FormatTracker(tracker),
                     record::FormatCredentialName(context.manifest_hash, parsed->ballot.Credential()));
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

Intake::Intake(BoardFolder& folder, IntakeSinks sinks, Answers answers)
    : folder_(folder),
      sinks_(std::move(sinks)),
      which_(answers),
      answers_(folder.board(), folder.refusal_key()) {}

Status Intake::Take(std::span<const std::string> names) {
  std::vector<Brought> ballots;
  std::vector<Brought> others;
  for (Brought& brought : Read(names)) {
    const bool alone = AllStandAlone(brought.file);
    (alone ? ballots : others).push_back(std::move(brought));
  }
  // Whoever comes too early is asked again once somebody else was let in.
  std::vector<Error> refused;
  for (bool again = true; again && !others.empty();) {
    again = false;
    refused.clear();
    std::vector<Brought> left;
    for (Brought& brought : others) {
      CONSTAT_ASSIGN(std::optional<Error> why, TryWhole(brought));
      again = again || !why;
      if (!why) continue;
      refused.push_back(*std::move(why));
      left.push_back(std::move(brought));
    }
    again = again && !left.empty();
    others = std::move(left);
  }
  for (const Error& why : refused) sinks_.refused(why);
  for (const Brought& brought : ballots) CONSTAT_TRY(TakeEach(brought));
  return Commit();
}

// Read reads what can be read, and tells of the rest.
std::vector<Intake::Brought> Intake::Read(std::span<const std::string> names) const {
  std::vector<Brought> out;
  for (const std::string& name : names) {
    Result<parcel::EntryFile> file = parcel::ReadEntryFile(name);
    const Status same = file ? parcel::CheckSameReferendum(*file, folder_.context().manifest_hash, name)
                             : Status(tl::unexpected(file.error()));
    if (same) {
      out.push_back({name, *std::move(file)});
    } else {
      sinks_.refused(same.error());
    }
  }
  return out;
}

void Intake::Accept(uint64_t index, const EntryBody& entry) {
  uncommitted_ = true;
  if (index_) index_->Add({entry.type, 0, entry.body}, index);
  sinks_.accepted(index, entry);
}

Status Intake::Commit() {
  if (!uncommitted_) return {};
  CONSTAT_TRY(folder_.board().Commit());
  uncommitted_ = false;
  return {};
}

// FindIn is the entry of the log that is this one, byte for byte.
Result<std::optional<uint64_t>> Intake::FindIn(const EntryBody& entry) {
  if (!index_) {
    CONSTAT_TRY(Commit());
    CONSTAT_ASSIGN(index_, BodyIndex::Of(folder_.board()));
  }
  return index_->Find(entry.type, entry.body);
}

// TryWhole appends a file whole, or says why not; then nothing of it is in the log.
Result<std::optional<Error>> Intake::TryWhole(const Brought& brought) {
  CONSTAT_ASSIGN(const bool is_in, IsIn(brought));
  if (is_in) return std::optional<Error>();
  const bool several = brought.file.entries.size() > 1;
  if (several) CONSTAT_TRY(Commit());
  CONSTAT_ASSIGN(std::optional<Error> why, TryEntries(brought));
  // Reading the log anew is dear: a file whose first entry is refused has left nothing.
  const Board& board = folder_.board();
  if (why && several && board.state().tree().size() != board.CommittedSize())
    CONSTAT_TRY(folder_.DropUncommitted());
  return why;
}

// IsIn says whether all entries of a file are in the log, or the i-th, and tells so.
Result<bool> Intake::IsIn(const Brought& brought) {
  for (const EntryBody& entry : brought.file.entries) {
    CONSTAT_ASSIGN(const std::optional<uint64_t> at, FindIn(entry));
    if (!at) return false;
  }
  return IsIn(brought, 0);
}

Result<bool> Intake::IsIn(const Brought& brought, size_t i) {
  CONSTAT_ASSIGN(const std::optional<uint64_t> at, FindIn(brought.file.entries[i]));
  if (at) sinks_.already(*at, brought.file.entries[i], brought.name);
  return at.has_value();
}

Result<std::optional<Error>> Intake::TryEntries(const Brought& brought) {
  std::vector<uint64_t> indices;
  for (const EntryBody& entry : brought.file.entries) {
    const Result<uint64_t> index = folder_.board().Append(entry.type, entry.body);
    if (!index && IsOfTheStore(index.error().code)) return tl::unexpected(index.error());
    if (!index) return std::optional(Prefix(brought.name, index.error()));
    indices.push_back(*index);
  }
  for (size_t i = 0; i < indices.size(); ++i) Accept(indices[i], brought.file.entries[i]);
  return std::optional<Error>();
}

// TakeEach appends those entries of a file that the rules accept.
Status Intake::TakeEach(const Brought& brought) {
  std::vector<size_t> ballots;
  for (size_t i = 0; i < brought.file.entries.size(); ++i) {
    const EntryBody& entry = brought.file.entries[i];
    CONSTAT_ASSIGN(const bool is_in, IsIn(brought, i));
    if (is_in && entry.type == EntryType::kBallot && which_ == Answers::kAll)
      CONSTAT_TRY(AnswerFor(brought, i, {ErrorCode::kDuplicate, ""}));
    if (is_in) continue;
    if (entry.type == EntryType::kBallot) {
      ballots.push_back(i);
      continue;
    }
    const Result<uint64_t> index = folder_.board().Append(entry.type, entry.body);
    if (!index && IsOfTheStore(index.error().code)) return tl::unexpected(index.error());
    if (index) {
      Accept(*index, entry);
    } else {
      sinks_.refused(Prefix(brought.name, index.error()));
    }
  }
  for (size_t first = 0; first < ballots.size(); first += kBallotsAtOnce) {
    const size_t count = std::min(kBallotsAtOnce, ballots.size() - first);
    CONSTAT_TRY(AddBallots(brought, std::span(ballots).subspan(first, count)));
  }
  return {};
}

// AnswerFor writes the answer to the i-th ballot of a file, and says what was written.
Result<std::string> Intake::AnswerFor(const Brought& brought, size_t i, const Error& refused) {
  const Arrival arrival{record::RefusedType::kBallot, brought.file.entries[i].body, folder_.board().NowMs()};
  CONSTAT_ASSIGN(const Answer answer, answers_.To(arrival, refused));
  const std::string stem =
      brought.file.entries.size() == 1 ? brought.name : fmt::format("{}-{}", brought.name, i + 1);
  CONSTAT_ASSIGN(const std::string written, WriteAnswer(stem, answer));
  return answer.words + written;
}

Status Intake::AddBallots(const Brought& brought, std::span<const size_t> which) {
  std::vector<ByteView> bodies;
  for (const size_t i : which) bodies.emplace_back(brought.file.entries[i].body);
  const std::vector<Result<uint64_t>> indices = folder_.board().AppendBallots(bodies);
  for (size_t k = 0; k < which.size(); ++k) {
    const EntryBody& entry = brought.file.entries[which[k]];
    if (indices[k]) {
      Accept(*indices[k], entry);
      continue;
    }
    const Error& why = indices[k].error();
    if (IsOfTheStore(why.code)) return tl::unexpected(why);
    // The same ballot twice in one file: the first is in the log by now.
    CONSTAT_ASSIGN(const bool is_in, IsIn(brought, which[k]));
    if (is_in) continue;
    CONSTAT_ASSIGN(std::string words, AnswerFor(brought, which[k], why));
    sinks_.refused(Prefix(brought.name, {why.code, std::move(words)}));
  }
  return {};
}

}  // namespace constat::party
