#include "constat/cli/board_folder.h"

#include <fmt/format.h>

#include <algorithm>

#include "constat/base/file.h"
#include "constat/cli/clock_option.h"
#include "constat/roles/secret_file.h"

namespace constat::cli {

namespace fs = std::filesystem;

void AddBoardOptions(CLI::App& command, BoardOptions& options, BoardKey key) {
  command.add_option("BOARD", options.folder, "The board's folder")->required();
  if (key == BoardKey::kNone) return;
  command.add_option("--key", options.key, "The board's secret file")->type_name("FILE")->required();
  AddNowOption(command, options.now);
}

Result<BoardFolder> BoardFolder::Prepare(const BoardOptions& options, Terminal& terminal,
                                         roles::BoardOptions& out) {
  const fs::path folder(options.folder);
  CONSTAT_ASSIGN(std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  out.files = {folder / "record", folder / "head"};
  out.clock = clock.get();
  if (!options.key.empty()) {
    CONSTAT_ASSIGN(const roles::PartySecret secret, roles::ReadSecretFile(options.key, roles::Role::kBoard));
    out.key = secret.SigningKey();
  }
  return BoardFolder(folder, std::move(clock));
}

Result<BoardFolder> BoardFolder::Create(const BoardOptions& options, ByteView manifest_body,
                                        Terminal& terminal) {
  roles::BoardOptions parts;
  CONSTAT_ASSIGN(BoardFolder out, Prepare(options, terminal, parts));
  CONSTAT_ASSIGN(out.board_, roles::Board::Create(std::move(parts), manifest_body));
  return out;
}

Result<BoardFolder> BoardFolder::Open(const BoardOptions& options, Terminal& terminal) {
  std::error_code ignored;
  if (!fs::is_regular_file(fs::path(options.folder) / "head", ignored)) {
    return Fail(ErrorCode::kMissingFile,
                fmt::format("{} is no board's folder: it has no file \"head\"; constat board init makes one",
                            options.folder));
  }
  roles::BoardOptions parts;
  CONSTAT_ASSIGN(BoardFolder out, Prepare(options, terminal, parts));
  CONSTAT_ASSIGN(out.board_, roles::Board::Open(std::move(parts)));
  return out;
}

Status BoardFolder::OfferCheckpoint(Terminal& terminal, std::string_view then) const {
  CONSTAT_TRY(WriteFile(to_cosign(), AsBytes(tlog::FormatSignedCheckpoint(*board_->head()))));
  terminal.Say(
      fmt::format("Next: let {} of {} witnesses cosign {} (they need {} too), then run\n"
                  "  constat board {} {} --key KEY COSIGNED...",
                  context().manifest.quorum, context().manifest.witnesses.size(), to_cosign().string(),
                  record().string(), then, folder_.string()));
  return {};
}

Result<tlog::SignedCheckpoint> BoardFolder::MergeCosigned(std::span<const std::string> files) const {
  tlog::SignedCheckpoint out = *board_->head();
  for (const std::string& file : files) {
    CONSTAT_ASSIGN(const Bytes bytes, ReadFile(file, tlog::kMaxNoteSize));
    const Result<tlog::SignedCheckpoint> cosigned = tlog::ParseSignedCheckpoint(AsText(bytes));
    if (!cosigned) return tl::unexpected(Prefix(file, cosigned.error()));
    if (cosigned->checkpoint != out.checkpoint) {
      return Fail(
          ErrorCode::kBadConsistency,
          fmt::format("{} is of a log of {} entries; the board's has {} and waits for cosignatures of {}",
                      file, cosigned->checkpoint.size, out.checkpoint.size, to_cosign().string()));
    }
    for (const tlog::NoteSignature& line : cosigned->signatures) {
      if (std::find(out.signatures.begin(), out.signatures.end(), line) == out.signatures.end()) {
        out.signatures.push_back(line);
      }
    }
  }
  return out;
}

}  // namespace constat::cli
