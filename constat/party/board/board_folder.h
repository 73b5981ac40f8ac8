// BoardFolder: a board's files: record/ (to publish: always a record, nothing unpublished), for-witnesses/
// (the whole log, which witnesses need before they cosign), to-cosign (the checkpoint that they are to cosign
// next), head and head.lock (the log's), publishing/ (what is about to appear in record/).
#pragma once

#include <filesystem>
#include <optional>
#include <span>

#include "constat/party/board/board.h"
#include "constat/party/board/cosigned.h"

namespace constat::party {

// BoardPlace is where a board is kept, and with what it acts.
struct BoardPlace {
  std::filesystem::path folder;
  std::optional<crypto::Ed25519Key> key{};          // none: nothing can be appended
  const Clock* clock = nullptr;                     // outlives the board
  bool clock_is_set = false;                        // by hand: for rehearsals only (MAN-7)
  std::optional<crypto::Ed25519Key> refusal_key{};  // none: nothing is refused in writing
};

class BoardFolder {
 public:
  // Create begins a log with its manifest. ERRORS: Board::Create's; record::CheckClock's; kWrongKey if
  // refusal_key is not the manifest's.
  [[nodiscard]] static Result<BoardFolder> Create(BoardPlace place, ByteView manifest_body);
  // Open continues it. ERRORS: kMissingFile if the folder is no board's; kWrongKey if refusal_key is not the
  // manifest's; Board::Open's; record::CheckClock's.
  [[nodiscard]] static Result<BoardFolder> Open(BoardPlace place);

  [[nodiscard]] Board& board() { return *board_; }
  [[nodiscard]] const Board& board() const { return *board_; }
  [[nodiscard]] const referendum::Context& context() const { return *board_->state().context(); }
  // DropUncommitted forgets what was appended and not committed. ERRORS: Board::Open's, after which nothing
  // else may be called.
  [[nodiscard]] Status DropUncommitted();
  // refusal_key is null where none was given.
  [[nodiscard]] const crypto::Ed25519Key* refusal_key() const {
    return refusal_key_ ? &*refusal_key_ : nullptr;
  }
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] std::filesystem::path record() const { return folder_ / "record"; }
  [[nodiscard]] std::filesystem::path for_witnesses() const { return folder_ / "for-witnesses"; }
  [[nodiscard]] std::filesystem::path to_cosign() const { return folder_ / "to-cosign"; }

  // WriteToCosign writes the head to to-cosign, for the witnesses. ERRORS:
  // tlog::FormatReadable's; kCannotWrite.
  [[nodiscard]] Status WriteToCosign() const;

  // MergeCosigned reads the files and adds to the head a line of each witness, as party::MergeCosigned does.
  // A file that cannot be read is a fault; the others count.
  [[nodiscard]] Cosigned MergeCosigned(std::span<const std::string> files, Seconds wanted = {}) const;

 private:
  BoardFolder(std::filesystem::path folder, Board board)
      : folder_(std::move(folder)), board_(std::move(board)) {}

  std::filesystem::path folder_;
  std::optional<Board> board_;
  std::optional<crypto::Ed25519Key> refusal_key_;
};

}  // namespace constat::party
