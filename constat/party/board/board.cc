#include "constat/party/board/board.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/base/log.h"
#include "constat/io/file.h"
#include "constat/party/board/replay.h"
#include "constat/record/local_time.h"
#include "constat/record/secret/sign_body.h"
#include "constat/record/tally.h"
#include "constat/referendum/precheck.h"
#include "constat/tlog/secret/file_log_store.h"
#include "constat/tlog/secret/sign.h"

namespace constat::party {

using record::EntryType;
using record::EntryView;
using referendum::Phase;

namespace {

Status CheckBoardKey(const BoardOptions& options, const record::Manifest& manifest) {
  if (!options.key || options.key->public_key() == manifest.board.key) return {};
  return Fail(ErrorCode::kWrongKey, "this is not the key of this referendum's board");
}

Result<tlog::LogWriter> OpenLog(const BoardOptions& options, const std::string& origin) {
  CONSTAT_ASSIGN(std::unique_ptr<tlog::LogStore> store, tlog::OpenLogStore(options.files));
  return tlog::LogWriter::Open(std::move(store), origin);
}

// OriginOf reads a log's name from its head.
Result<std::string> OriginOf(const BoardOptions& options) {
  Result<Bytes> head = io::ReadFile(options.files.head, tlog::kMaxNoteSize);
  if (!head && head.error().code == ErrorCode::kMissingFile) {
    return Fail(ErrorCode::kMissingFile,
                fmt::format("there is no log here: {} is missing; constat board init begins one",
                            options.files.head.string()));
  }
  CONSTAT_TRY(head);
  CONSTAT_ASSIGN(const tlog::SignedCheckpoint checkpoint, tlog::ParseSignedCheckpoint(AsText(*head)));
  return checkpoint.checkpoint.origin;
}

// OnlyKnown drops the signature lines of keys the manifest does not name: a close has little room.
tlog::SignedCheckpoint OnlyKnown(const referendum::Context& context, tlog::SignedCheckpoint checkpoint) {
  std::vector<tlog::VerifierKey> keys = context.WitnessKeys();
  keys.push_back(context.BoardKey());
  std::erase_if(checkpoint.signatures, [&](const tlog::NoteSignature& line) {
    return std::none_of(keys.begin(), keys.end(), [&](const tlog::VerifierKey& key) {
      return key.name == line.name && key.Id() == line.key_id;
    });
  });
  return checkpoint;
}

}  // namespace

Result<Board> Board::Create(BoardOptions options, ByteView manifest_body) {
  CONSTAT_ASSIGN(const referendum::ContextPtr context, referendum::MakeContext(manifest_body));
  CONSTAT_TRY(CheckBoardKey(options, context->manifest));
  if (std::error_code error; std::filesystem::exists(options.files.head, error)) {
    return Fail(ErrorCode::kRefusesOverwrite,
                fmt::format("{} is there already: a log was begun here; go on with it, or name a new folder",
                            options.files.head.string()));
  }
  CONSTAT_ASSIGN(tlog::LogWriter log, OpenLog(options, context->manifest.origin));
  CONSTAT_ASSIGN(tlog::PublicFolder folder, tlog::PublicFolder::Open(options.publish));
  if (folder.published()) {
    return Fail(ErrorCode::kRefusesOverwrite,
                fmt::format("{} has a record in it already; a new log needs a folder of its own",
                            options.publish.folder.string()));
  }
  Board board(std::move(options), std::move(log), std::move(folder), referendum::Referendum());
  CONSTAT_TRY(board.CheckUsable());
  const EntryView entry{EntryType::kManifest, board.options_.clock->NowMs(), manifest_body};
  CONSTAT_TRY(board.AppendChecked(entry, {}));
  CONSTAT_TRY(board.Commit());
  return board;
}

Result<Board> Board::Open(BoardOptions options) {
  CONSTAT_ASSIGN(const std::string origin, OriginOf(options));
  CONSTAT_ASSIGN(tlog::LogWriter log, OpenLog(options, origin));
  const ReplayInput input{&log.store(), log.head()->checkpoint.Tree(), options.threads};
  // Below its own signature lies what this board has judged before. Without the key it is anybody's folder.
  const bool own = options.key && tlog::VerifyLogSignature(*log.head(), {origin, tlog::KeyType::kEd25519,
                                                                         options.key->public_key()});
  CONSTAT_ASSIGN(referendum::Referendum state, own ? TrustedReplay::Of(input) : Replay(input));
  if (state.context() == nullptr)
    return Fail(ErrorCode::kRecordNotVerified,
                "the log has no manifest; put the board's folder back whole, from the newest copy");
  CONSTAT_TRY(CheckBoardKey(options, state.context()->manifest));
  CONSTAT_TRY(tlog::VerifyLogSignature(*log.head(), state.context()->BoardKey()));
  CONSTAT_ASSIGN(tlog::PublicFolder folder, tlog::PublicFolder::Open(options.publish));
  Board board(std::move(options), std::move(log), std::move(folder), std::move(state));
  Log(LogLevel::kInfo, "board.opened",
      {{"head", board.options_.files.head.native()},
       {"entries", board.head()->checkpoint.size},
       {"phase", referendum::PhaseName(board.state_.phase())}});
  if (board.options_.key) CONSTAT_TRY(board.BringFolder());
  return board;
}

Result<Board> Board::Reopened(Board board) {
  BoardOptions options = std::move(board.options_);
  // The lock on the log goes with the old board.
  { const Board gone = std::move(board); }
  return Open(std::move(options));
}

// BringFolder brings the public folder to what was published; it does nothing where it is there.
Status Board::BringFolder() {
  const std::optional<tlog::SignedCheckpoint>& published = log_.published();
  const std::optional<tlog::SignedCheckpoint>& there = folder_.published();
  if (!published && !there) return {};
  if (!published) {
    return Fail(ErrorCode::kLogRewound,
                fmt::format("{} has a published record in it, but this log says that nothing was published; "
                            "it may be an old copy: put the newest one back",
                            options_.publish.folder.string()));
  }
  if (there != published) {
    CONSTAT_TRY(folder_.Publish(*published, log_.store()));
    Log(LogLevel::kInfo, "board.published",
        {{"folder", options_.publish.folder.native()}, {"entries", published->checkpoint.size}});
  }
  return folder_.RemoveOldTiles();
}

Status Board::CheckUsable() const {
  if (failed_) {
    return Fail(ErrorCode::kWrongOrder, "an earlier step of this board failed; run the command again");
  }
  if (!options_.key) return Fail(ErrorCode::kUsage, "the board was opened for reading, without its key");
  return {};
}

// NextTimeMs is the time of an entry that comes now. While people vote it is never below the last entry's, so
// that a clock that is set back delays no ballot. Spec: TAL-11.
uint64_t Board::NextTimeMs() const {
  const uint64_t time_ms = state_.EntryTimeMs(options_.clock->NowMs());
  return state_.phase() == Phase::kOpen ? std::max(time_ms, state_.LastTimeMs()) : time_ms;
}

// CheckNotTooLate refuses an entry after which, by its time alone, the referendum could not go on. The rules
// take some of them; but if it is the clock that is ahead, what it ends cannot be undone. Spec: LOG-7, ROL-8.
Status Board::CheckNotTooLate(uint64_t time_ms) const {
  if (state_.phase() != Phase::kCeremony && state_.phase() != Phase::kRoll) return {};
  const record::Manifest& manifest = state_.context()->manifest;
  const bool ceremony = state_.phase() == Phase::kCeremony;
  const uint64_t last_ms = ceremony ? manifest.ceremony_end_ms : referendum::OpenUntilMs(manifest);
  if (time_ms <= last_ms || state_.LastTimeMs() > last_ms) return {};
  return Fail(ErrorCode::kWrongPhase,
              fmt::format("this machine's clock shows {}, and {} had to be done by {}: compare the clock "
                          "with a third one, and set it right; nothing was added, for an entry of this "
                          "time would end the referendum. If the clock is right, the organiser has to "
                          "begin a new one",
                          record::FormatLocalTime(manifest, time_ms),
                          ceremony ? "the trustees' key" : "the opening of the voting",
                          record::FormatLocalTime(manifest, last_ms)));
}

Result<uint64_t> Board::AppendChecked(const EntryView& entry, referendum::Prechecked prechecked) {
  const Bytes bytes = record::EncodeEntry(entry);
  CONSTAT_TRY(state_.Apply({entry, tlog::LeafHash(bytes)}, std::move(prechecked)));
  Result<uint64_t> index = log_.Append(bytes);
  // The state holds an entry that the log does not.
  if (!index) failed_ = true;
  if (index && entry.type != EntryType::kBallot) {
    Log(LogLevel::kInfo, "board.appended", {{"type", record::EntryTypeName(entry.type)}, {"index", *index}});
  }
  return index;
}

Result<uint64_t> Board::Append(EntryType type, ByteView body) {
  CONSTAT_TRY(CheckUsable());
  if (body.size() > record::kMaxBodySize) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("an entry with {} bytes of contents is too large; at most {} are allowed",
                            body.size(), record::kMaxBodySize));
  }
  const EntryView entry{type, NextTimeMs(), body};
  CONSTAT_TRY(CheckNotTooLate(entry.time_ms));
  return AppendChecked(entry, {});
}

std::vector<Result<uint64_t>> Board::AppendBallots(std::span<const ByteView> bodies) {
  std::vector<Result<uint64_t>> out;
  const uint64_t time_ms = NextTimeMs();
  std::vector<EntryView> entries;
  for (const ByteView body : bodies) {
    // A body too large for any entry is judged as the empty one: both have the wrong length.
    entries.push_back({EntryType::kBallot, time_ms, body.size() > record::kMaxBodySize ? ByteView() : body});
  }
  std::vector<referendum::Prechecked> prechecked;
  if (CheckUsable()) prechecked = referendum::PrecheckInParallel(state_, entries, options_.threads);
  for (size_t i = 0; i < entries.size(); ++i) {
    const Status usable = CheckUsable();
    if (!usable) {
      out.emplace_back(tl::unexpected(usable.error()));
    } else if (bodies[i].size() > record::kMaxBodySize) {
      out.push_back(Append(EntryType::kBallot, bodies[i]));
    } else {
      out.push_back(AppendChecked(entries[i], std::move(prechecked[i])));
    }
  }
  const auto is_in = [](const Result<uint64_t>& index) { return index.has_value(); };
  Log(LogLevel::kInfo, "board.ballots",
      {{"given", out.size()}, {"appended", std::count_if(out.begin(), out.end(), is_in)}});
  return out;
}

Result<tlog::SignedCheckpoint> Board::Commit() {
  CONSTAT_TRY(CheckUsable());
  CONSTAT_CHECK(log_.size() == state_.tree().size());
  const LogStep step(LogLevel::kDebug, "board.sync");
  CONSTAT_ASSIGN(tlog::SignedCheckpoint head,
                 log_.Commit([this](const tlog::Checkpoint& checkpoint) -> Result<tlog::NoteSignature> {
                   // The rules' own tree, computed apart from the log's tiles.
                   if (checkpoint.Tree() != state_.tree().Head()) {
                     return Fail(ErrorCode::kWrongRoot,
                                 "the log's files are not those of the entries that were accepted; put the "
                                 "board's folder back whole, from the newest copy");
                   }
                   return tlog::SignCheckpoint(*options_.key, checkpoint);
                 }));
  Log(LogLevel::kInfo, "board.committed", {{"entries", head.checkpoint.size}});
  return head;
}

Result<uint64_t> Board::AppendPages(ByteView organisers_body) {
  CONSTAT_TRY(CheckUsable());
  CONSTAT_ASSIGN(record::SoftwareChange change, record::DecodeSoftwareChange(organisers_body));
  const referendum::Context& context = *state_.context();
  // The rules would refuse it all the same: but nothing that the organiser did not sign gets
  // a signature here.
  CONSTAT_TRY(referendum::CheckSoftwareSignature(context, change, organisers_body,
                                                 referendum::SoftwareSignature::kOrganiser));
  change.board_signature = record::SignBody(
      {context.manifest_hash, EntryType::kSoftware, 0},
      organisers_body.first(organisers_body.size() - record::kChangeSignaturesSize), *options_.key);
  return Append(EntryType::kSoftware, record::EncodeSoftwareChange(change));
}

Status Board::Publish(const tlog::SignedCheckpoint& cosigned) {
  CONSTAT_TRY(CheckUsable());
  CONSTAT_TRY(state_.context()->LogPolicy().Check(cosigned));
  CONSTAT_TRY(log_.Publish(cosigned));
  return BringFolder();
}

Result<tlog::InclusionReceipt> Board::Receipt(uint64_t index) const {
  const std::optional<tlog::SignedCheckpoint>& published = log_.published();
  if (!published || index >= published->checkpoint.size) {
    return Fail(ErrorCode::kWrongOrder, fmt::format("entry {} is not published yet; try again after the "
                                                    "next constat board publish",
                                                    index));
  }
  return tlog::MakeReceipt(log_.store(), *published, index);
}

Result<tlog::InclusionReceipt> Board::Promise(uint64_t index) const {
  const std::optional<tlog::SignedCheckpoint>& head = log_.head();
  if (!head || index >= head->checkpoint.size) {
    return Fail(ErrorCode::kWrongOrder,
                fmt::format("entry {} is not safe on the disk yet; try again", index));
  }
  return tlog::MakeReceipt(log_.store(), *head, index);
}

Result<tlog::SignedCheckpoint> Board::PrepareClose() {
  CONSTAT_TRY(CheckUsable());
  if (state_.phase() != Phase::kOpen) {
    return Fail(ErrorCode::kWrongPhase, fmt::format("the voting can be closed only while it is open, "
                                                    "and now {}",
                                                    referendum::PhaseWords(state_.phase())));
  }
  if (options_.clock->NowMs() < state_.context()->manifest.closing_ms) {
    return Fail(ErrorCode::kWrongCloseTime,
                fmt::format("the closing, {}, has not come, and nobody can close earlier; run this "
                            "again after it",
                            record::FormatLocalAndUtc(state_.context()->manifest,
                                                      state_.context()->manifest.closing_ms)));
  }
  return Commit();
}

Result<uint64_t> Board::Close(const tlog::SignedCheckpoint& cosigned) {
  CONSTAT_TRY(CheckUsable());
  if (state_.phase() != Phase::kOpen) {
    return Fail(ErrorCode::kWrongPhase, fmt::format("the voting can be closed only while it is open, "
                                                    "and now {}",
                                                    referendum::PhaseWords(state_.phase())));
  }
  const referendum::Context& context = *state_.context();
  record::Close close{
      state_.ballots().Ballots(), tlog::FormatSignedCheckpoint(OnlyKnown(context, cosigned)), {}};
  if (close.checkpoint.size() > record::kMaxCheckpointSize) {
    return Fail(ErrorCode::kTooLarge,
                "the cosigned checkpoint is too large for the close; ask the witnesses for it "
                "without other lines");
  }
  Bytes body = record::EncodeClose(close);
  close.signature =
      record::SignBody({context.manifest_hash, EntryType::kClose, 0},
                       ByteView(body).first(body.size() - record::kSignatureSize), *options_.key);
  CONSTAT_ASSIGN(const uint64_t index, Append(EntryType::kClose, record::EncodeClose(close)));
  CONSTAT_TRY(Resolve());
  return index;
}

// Resolve takes superseded ballots out of the sums; all of them were committed before the close.
Status Board::Resolve() {
  Status resolved = referendum::ResolvePending(state_, log_.store(), log_.head()->checkpoint.size);
  if (!resolved) failed_ = true;
  return resolved;
}

Status Board::AppendResult() {
  CONSTAT_TRY(CheckUsable());
  if (state_.phase() != Phase::kTallying) {
    return Fail(ErrorCode::kWrongPhase,
                fmt::format("the result comes after the close and before the end, and now {}",
                            referendum::PhaseWords(state_.phase())));
  }
  CONSTAT_ASSIGN(const record::Outcome outcome, state_.tally().Decrypt());
  const Bytes encoded = record::EncodeOutcome(outcome);
  for (size_t first = 0; first < encoded.size(); first += record::kResultPartSize) {
    const ByteView piece =
        ByteView(encoded).subspan(first, std::min(record::kResultPartSize, encoded.size() - first));
    record::ResultPart part{
        static_cast<uint16_t>(first / record::kResultPartSize), {piece.begin(), piece.end()}, {}};
    const Bytes body = record::EncodeResultPart(part);
    part.signature =
        record::SignBody({state_.context()->manifest_hash, EntryType::kResult, 0},
                         ByteView(body).first(body.size() - record::kSignatureSize), *options_.key);
    CONSTAT_TRY(Append(EntryType::kResult, record::EncodeResultPart(part)));
  }
  return {};
}

}  // namespace constat::party
