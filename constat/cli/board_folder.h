// BoardFolder: a board's files: record/ (to publish: always a record, nothing unpublished), for-witnesses/
// (the whole log, which witnesses need before they cosign), to-cosign (the checkpoint that they are to cosign
// next), head and head.lock (the log's), publishing/ (what is about to appear in record/).
#pragma once

#include <filesystem>
#include <memory>
#include <span>

#include "constat/cli/command.h"
#include "constat/roles/board.h"
#include "constat/roles/cosigned.h"

namespace constat::cli {

struct BoardOptions {
  std::string folder;
  std::string key;  // the board's secret file; empty: none
  std::string now;
};

// AddBoardOptions adds the folder, and what else the command needs.
enum class BoardKey { kNone, kNeeded };
void AddBoardOptions(Command command, BoardOptions& options, BoardKey key);

class BoardFolder {
 public:
  // Create begins a log with its manifest. ERRORS: Board::Create's. Open continues it. ERRORS: Board::Open's.
  [[nodiscard]] static Result<BoardFolder> Create(const BoardOptions& options, ByteView manifest_body,
                                                  Terminal& terminal);
  [[nodiscard]] static Result<BoardFolder> Open(const BoardOptions& options, Terminal& terminal);

  [[nodiscard]] roles::Board& board() { return *board_; }
  [[nodiscard]] const referendum::Context& context() const { return *board_->state().context(); }
  [[nodiscard]] std::filesystem::path record() const { return folder_ / "record"; }
  [[nodiscard]] std::filesystem::path for_witnesses() const { return folder_ / "for-witnesses"; }
  [[nodiscard]] std::filesystem::path to_cosign() const { return folder_ / "to-cosign"; }

  // OfferCheckpoint writes the head to to-cosign and says what witnesses have to do, and what the board does
  // with their answers: "publish" or "close".
  [[nodiscard]] Status OfferCheckpoint(Terminal& terminal, std::string_view then = "publish") const;

  // MergeCosigned is the head with a line of each witness whose line in the given files verifies, if it can
  // with a time that is wanted. Files and lines that are wrong are told to the terminal; the others count.
  [[nodiscard]] tlog::SignedCheckpoint MergeCosigned(std::span<const std::string> files, Terminal& terminal,
                                                     roles::Seconds wanted = {}) const;

 private:
  BoardFolder(std::filesystem::path folder, std::unique_ptr<Clock> clock)
      : folder_(std::move(folder)), clock_(std::move(clock)) {}
  [[nodiscard]] static Result<BoardFolder> Prepare(const BoardOptions& options, Terminal& terminal,
                                                   roles::BoardOptions& out);

  std::filesystem::path folder_;
  std::unique_ptr<Clock> clock_;
  std::optional<roles::Board> board_;
};

}  // namespace constat::cli
