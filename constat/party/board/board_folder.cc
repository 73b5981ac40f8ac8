#include "constat/party/board/board_folder.h"

#include <fmt/core.h>

#include "constat/io/file.h"
#include "constat/parcel/note_file.h"
#include "constat/record/rehearsal.h"

namespace constat::party {
namespace {

namespace fs = std::filesystem;

BoardOptions OptionsOf(BoardPlace place) {
  BoardOptions out;
  out.files = {place.folder / "for-witnesses", place.folder / "head"};
  out.publish = {place.folder / "record", place.folder / "publishing"};
  out.key = std::move(place.key);
  out.clock = place.clock;
  return out;
}

Status CheckRefusalKey(const std::optional<crypto::Ed25519Key>& key, const record::Manifest& manifest) {
  if (!key || key->public_key() == manifest.board.refusal_key) return {};
  return Fail(ErrorCode::kWrongKey, "this is not the key for refusals of this referendum's board");
}

}  // namespace

Result<BoardFolder> BoardFolder::Create(BoardPlace place, ByteView manifest_body) {
  fs::path folder = place.folder;
  if (place.clock_is_set) {
    CONSTAT_ASSIGN(const record::ManifestBody body, record::SplitManifestBody(manifest_body));
    CONSTAT_ASSIGN(const record::Manifest manifest, record::DecodeManifest(body.manifest));
    CONSTAT_TRY(record::CheckClock(true, manifest.rehearsal));
  }
  std::optional<crypto::Ed25519Key> refusal_key = std::move(place.refusal_key);
  CONSTAT_ASSIGN(const referendum::ContextPtr context, referendum::MakeContext(manifest_body));
  CONSTAT_TRY(CheckRefusalKey(refusal_key, context->manifest));
  CONSTAT_ASSIGN(Board board, Board::Create(OptionsOf(std::move(place)), manifest_body));
  BoardFolder out(std::move(folder), std::move(board));
  out.refusal_key_ = std::move(refusal_key);
  return out;
}

Result<BoardFolder> BoardFolder::Open(BoardPlace place) {
  fs::path folder = place.folder;
  std::error_code ignored;
  if (!fs::is_regular_file(folder / "head", ignored)) {
    return Fail(ErrorCode::kMissingFile,
                fmt::format("{} is not a board's folder: it has no file \"head\"; constat board "
                            "init makes one",
                            folder.string()));
  }
  const bool clock_is_set = place.clock_is_set;
  std::optional<crypto::Ed25519Key> refusal_key = std::move(place.refusal_key);
  CONSTAT_ASSIGN(Board board, Board::Open(OptionsOf(std::move(place))));
  CONSTAT_TRY(record::CheckClock(clock_is_set, board.state().context()->manifest.rehearsal));
  BoardFolder out(std::move(folder), std::move(board));
  CONSTAT_TRY(CheckRefusalKey(refusal_key, out.context().manifest));
  out.refusal_key_ = std::move(refusal_key);
  return out;
}

Status BoardFolder::DropUncommitted() {
  Board board = *std::move(board_);
  board_.reset();
  CONSTAT_ASSIGN(board_, Board::Reopened(std::move(board)));
  return {};
}

Status BoardFolder::WriteToCosign() const {
  CONSTAT_ASSIGN(const std::string text, tlog::FormatReadable(*board_->head()));
  return io::WriteFile(to_cosign(), AsBytes(text));
}

Cosigned BoardFolder::MergeCosigned(std::span<const std::string> files, Seconds wanted) const {
  std::vector<CosignedFile> read;
  std::vector<Error> faults;
  for (const std::string& file : files) {
    Result<tlog::SignedCheckpoint> cosigned = parcel::ReadCheckpoint(file);
    if (cosigned) {
      read.push_back({file, *std::move(cosigned)});
    } else {
      faults.push_back(cosigned.error());
    }
  }
  Cosigned out = party::MergeCosigned(context(), *board_->head(), read, wanted);
  out.faults.insert(out.faults.begin(), faults.begin(), faults.end());
  return out;
}

}  // namespace constat::party
