#include "constat/cli/board_folder.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/cli/clock_option.h"
#include "constat/cli/error_text.h"
#include "constat/io/file.h"
#include "constat/roles/secret_file.h"

namespace constat::cli {

namespace fs = std::filesystem;

void AddBoardOptions(Command command, BoardOptions& options, BoardKey key) {
  command.Add("BOARD", options.folder, "The board's folder").Required();
  if (key == BoardKey::kNone) return;
  command.Add("--key", options.key, "The board's secret file").Value("FILE").Required();
  AddNowOption(command, options.now);
}

Result<BoardFolder> BoardFolder::Prepare(const BoardOptions& options, Terminal& terminal,
                                         roles::BoardOptions& out) {
  const fs::path folder(options.folder);
  CONSTAT_ASSIGN(std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  out.files = {folder / "for-witnesses", folder / "head"};
  out.publish = {folder / "record", folder / "publishing"};
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
  CONSTAT_ASSIGN(const std::string text, tlog::FormatReadable(*board_->head()));
  CONSTAT_TRY(io::WriteFile(to_cosign(), AsBytes(text)));
  terminal.Say(
      fmt::format("Next: send {} and the folder {} to the witnesses. When {} of {} have cosigned, run\n"
                  "  constat board {} {} --key KEY COSIGNED...",
                  to_cosign().string(), for_witnesses().string(), context().manifest.quorum,
                  context().manifest.witnesses.size(), then, folder_.string()));
  return {};
}

tlog::SignedCheckpoint BoardFolder::MergeCosigned(std::span<const std::string> files, Terminal& terminal,
                                                  roles::Seconds wanted) const {
  const auto tell = [&](const Error& error) { terminal.Note("constat: " + FormatError(error)); };
  std::vector<roles::CosignedFile> read;
  for (const std::string& file : files) {
    const Result<Bytes> bytes = io::ReadFile(file, tlog::kMaxNoteSize);
    if (!bytes) {
      tell(bytes.error());
      continue;
    }
    Result<tlog::SignedCheckpoint> cosigned = tlog::ParseSignedCheckpoint(AsText(*bytes));
    if (cosigned) {
      read.push_back({file, *std::move(cosigned)});
    } else {
      tell(Prefix(file, cosigned.error()));
    }
  }
  roles::Cosigned merged = roles::MergeCosigned(context(), *board_->head(), read, wanted);
  for (const Error& fault : merged.faults) tell(fault);
  for (const std::string& file : merged.files) {
    terminal.Note(
        fmt::format("constat: {} has no line of a witness that the manifest names; it was left out.", file));
  }
  return std::move(merged.checkpoint);
}

}  // namespace constat::cli
