// constat board init, append, pages, publish, close, result, status.
#include <fmt/core.h>

#include <memory>

#include "constat/cli/clock_option.h"
#include "constat/cli/commands.h"
#include "constat/console/open_secrets.h"
#include "constat/console/progress.h"
#include "constat/parcel/entry_file.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/party/board/append.h"
#include "constat/party/board/board_folder.h"
#include "constat/party/board/waits_for.h"
#include "constat/record/local_time.h"
#include "constat/text/error_text.h"
#include "constat/text/hex.h"
#include "constat/text/number.h"

namespace constat::cli {
namespace {

using party::BoardFolder;
using record::EntryType;
using referendum::Phase;

constexpr size_t kMaxListed = 20;  // accepted ballots, refusals: listed up to here, counted beyond

struct BoardOptions {
  std::string folder;
  std::string key;  // the board's secret file; empty: none
  std::string now;
};

// AddBoardOptions adds the folder, and what else the command needs.
enum class BoardKey { kNone, kNeeded };
void AddBoardOptions(Command command, BoardOptions& options, BoardKey key) {
  command.Add("BOARD", options.folder, "The board's folder").Required();
  AddNowOption(command, options.now);
  if (key == BoardKey::kNone) return;
  command.Add("--key", options.key, "The board's secret file").Value("FILE").Required();
}

struct FilesOptions {
  BoardOptions board;
  std::vector<std::string> files;
};

// OpenedBoard is a board's folder and the clock that it goes by.
struct OpenedBoard {
  std::unique_ptr<Clock> clock;
  BoardFolder folder;
};

// OpenWith makes the clock, reads the key, and opens the folder with open.
template <typename Open>
Result<OpenedBoard> OpenWith(const BoardOptions& options, Terminal& terminal, Open open) {
  CONSTAT_ASSIGN(std::unique_ptr<Clock> clock, MakeClock(options.now, terminal));
  party::BoardPlace place{
      .folder = options.folder, .clock = clock.get(), .clock_is_set = !options.now.empty()};
  if (!options.key.empty()) {
    console::WarnOfOpenSecrets({options.key}, terminal);
    CONSTAT_ASSIGN(const parcel::PartySecret secret,
                   parcel::ReadSecretFile(options.key, parcel::Role::kBoard));
    place.key = secret.SigningKey();
    CONSTAT_ASSIGN(place.refusal_key, parcel::ReadRefusalKey(options.key));
  }
  CONSTAT_ASSIGN(BoardFolder folder, open(std::move(place)));
  return OpenedBoard{std::move(clock), std::move(folder)};
}

Result<OpenedBoard> OpenBoard(const BoardOptions& options, Terminal& terminal) {
  return OpenWith(options, terminal,
                  [](party::BoardPlace place) { return BoardFolder::Open(std::move(place)); });
}

// OfferCheckpoint writes the head to to-cosign and says what witnesses have to do, and what the board does
// with their answers: "publish" or "close".
Status OfferCheckpoint(const BoardFolder& folder, Terminal& terminal, std::string_view then = "publish") {
  CONSTAT_TRY(folder.WriteToCosign());
  terminal.Say(fmt::format(
      "Next: send {} and the folder {} to the witnesses. When {} of {} have cosigned, run\n"
      "  constat board {} {} --key KEY COSIGNED...",
      folder.to_cosign().string(), folder.for_witnesses().string(), folder.context().manifest.quorum,
      folder.context().manifest.witnesses.size(), then, folder.folder().string()));
  return {};
}

// MergeCosigned tells the terminal which files and lines are wrong; the others count.
tlog::SignedCheckpoint MergeCosigned(const BoardFolder& folder, std::span<const std::string> files,
                                     Terminal& terminal, party::Seconds wanted = {}) {
  party::Cosigned merged = folder.MergeCosigned(files, wanted);
  for (const std::string& line : party::FormatFaults(merged)) terminal.Note(line);
  return std::move(merged.checkpoint);
}

std::string Entries(uint64_t n) { return n == 1 ? "1 entry" : text::FormatCount(n) + " entries"; }

Result<ExitStatus> RunInit(const FilesOptions& options, Terminal& terminal) {
  const std::string& name = options.files.front();
  CONSTAT_ASSIGN(const parcel::EntryFile file, parcel::ReadEntryFile(name));
  if (file.entries.size() != 1 || file.entries.front().type != EntryType::kManifest) {
    return Fail(ErrorCode::kWrongOrder, fmt::format("{} is not a manifest; a log begins with one", name));
  }
  CONSTAT_ASSIGN(const OpenedBoard opened, OpenWith(options.board, terminal, [&](party::BoardPlace place) {
                   return BoardFolder::Create(std::move(place), file.entries.front().body);
                 }));
  const BoardFolder& folder = opened.folder;
  CONSTAT_TRY(parcel::CheckSameReferendum(file, folder.context().manifest_hash, name));
  terminal.Say(fmt::format("Began the log {} in {}. Nothing is public yet.",
                           CleanForTerminal(folder.context().manifest.origin), options.board.folder));
  CONSTAT_TRY(OfferCheckpoint(folder, terminal));
  return ExitStatus::kOk;
}

Result<ExitStatus> RunAppend(const FilesOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(OpenedBoard opened, OpenBoard(options.board, terminal));
  BoardFolder& folder = opened.folder;
  uint64_t accepted = 0;
  uint64_t refused = 0;
  party::FileAnswers answers(folder.board(), folder.refusal_key());
  party::Appending appending(folder.board(),
                             {.accepted =
                                  [&](uint64_t index, const parcel::EntryBody& entry) {
                                    if (++accepted <= kMaxListed)
                                      terminal.Say(party::FormatAccepted(folder.context(), index, entry));
                                  },
                              .refused =
                                  [&](const Error& why) {
                                    if (++refused <= kMaxListed)
                                      terminal.Note("refused: " + text::FormatError(why));
                                  },
                              .answers = &answers});
  const auto add = [&](const std::string& name) -> Status {
    CONSTAT_ASSIGN(const parcel::EntryFile file, parcel::ReadEntryFile(name));
    return appending.Add(file, name);
  };
  console::ProgressLine progress(terminal, "reading files");
  for (size_t i = 0; i < options.files.size(); ++i) {
    progress.Show(i, options.files.size());
    const Status added = add(options.files[i]);
    if (!added) {
      terminal.Note("constat: " + text::FormatError(added.error()));
      terminal.Note("constat: nothing was appended, not even what is listed above.");
      return party::IsRefusal(added.error().code) ? ExitStatus::kWrong : ExitStatus::kCannot;
    }
  }
  progress.Finish();
  if (accepted > kMaxListed) terminal.Say("...");
  if (accepted > 0) {
    CONSTAT_TRY(folder.board().Commit());
    terminal.Say(fmt::format("Appended {}; the log now has {}, durable and signed.", Entries(accepted),
                             text::FormatCount(folder.board().head()->checkpoint.size)));
    CONSTAT_TRY(OfferCheckpoint(folder, terminal));
  }
  if (refused == 0) return ExitStatus::kOk;
  terminal.Note(fmt::format("Refused {} ballots; they are not in the log.", text::FormatCount(refused)));
  return ExitStatus::kWrong;
}

Result<ExitStatus> RunPages(const FilesOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(OpenedBoard opened, OpenBoard(options.board, terminal));
  BoardFolder& folder = opened.folder;
  CONSTAT_ASSIGN(const uint64_t index, party::AppendPages(folder.board(), options.files.front()));
  CONSTAT_TRY(folder.board().Commit());
  terminal.Say(fmt::format(
      "Signed and appended the list as entry {}. Serve these pages in ten minutes, not before.", index));
  CONSTAT_TRY(OfferCheckpoint(folder, terminal));
  return ExitStatus::kOk;
}

Result<ExitStatus> RunPublish(const FilesOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(OpenedBoard opened, OpenBoard(options.board, terminal));
  BoardFolder& folder = opened.folder;
  const tlog::SignedCheckpoint cosigned = MergeCosigned(folder, options.files, terminal);
  CONSTAT_TRY(folder.board().Publish(cosigned));
  terminal.Say(fmt::format("Published {}: {}.", folder.record().string(), Entries(cosigned.checkpoint.size)));
  terminal.Say(
      "Next: let everybody copy that folder. What is in it can now be acknowledged: constat receipt make.");
  return ExitStatus::kOk;
}

Result<ExitStatus> RunClose(const FilesOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(OpenedBoard opened, OpenBoard(options.board, terminal));
  BoardFolder& folder = opened.folder;
  const record::Manifest& manifest = folder.context().manifest;
  if (options.files.empty()) {
    CONSTAT_TRY(folder.board().PrepareClose());
    CONSTAT_TRY(OfferCheckpoint(folder, terminal, "close"));
    terminal.Say(fmt::format("The witnesses must cosign it between {} and {}.",
                             record::FormatLocalAndUtc(manifest, manifest.closing_ms),
                             record::FormatLocalTime(manifest, manifest.closing_ms + manifest.grace_ms)));
    return ExitStatus::kOk;
  }
  const tlog::SignedCheckpoint cosigned =
      MergeCosigned(folder, options.files, terminal,
                    {manifest.closing_ms / 1000, (manifest.closing_ms + manifest.grace_ms) / 1000});
  CONSTAT_TRY(folder.board().Close(cosigned));
  CONSTAT_TRY(folder.board().Commit());
  terminal.Say(fmt::format("Closed the voting after {} ballots. No ballot can be added any more.",
                           text::FormatCount(folder.board().state().ballots().Ballots())));
  CONSTAT_TRY(OfferCheckpoint(folder, terminal));
  return ExitStatus::kOk;
}

Result<ExitStatus> RunResult(const BoardOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(OpenedBoard opened, OpenBoard(options, terminal));
  BoardFolder& folder = opened.folder;
  CONSTAT_TRY(folder.board().AppendResult());
  CONSTAT_TRY(folder.board().Commit());
  terminal.Say("Worked out the result and put it into the log, which is complete now.");
  CONSTAT_TRY(OfferCheckpoint(folder, terminal));
  return ExitStatus::kOk;
}

Result<ExitStatus> RunStatus(const BoardOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(OpenedBoard opened, OpenBoard(options, terminal));
  BoardFolder& folder = opened.folder;
  terminal.Print(party::DescribeStatus(folder.board(), opened.clock->NowMs()));
  if (party::IsAheadOfPublished(folder.board())) CONSTAT_TRY(OfferCheckpoint(folder, terminal));
  return ExitStatus::kOk;
}

std::shared_ptr<FilesOptions> AddFilesCommand(CommandTree& tree, Command group, const CommandText& text,
                                              BoardKey key,
                                              Result<ExitStatus> (*run)(const FilesOptions&, Terminal&),
                                              std::optional<Command>& out) {
  auto options = std::make_shared<FilesOptions>();
  out = tree.Add(group, text, [options, run](Terminal& terminal) { return run(*options, terminal); });
  AddBoardOptions(*out, options->board, key);
  return options;
}

}  // namespace

void AddBoardCommands(CommandTree& tree) {
  Command group =
      tree.AddGroup("board", "Keep the log: append what the rules accept, publish what witnesses cosigned");
  std::optional<Command> command;
  const auto init = AddFilesCommand(tree, group,
                                    {"init", "Begin the log with the signed manifest",
                                     "constat board init board --key board-key manifest.entry"},
                                    BoardKey::kNeeded, &RunInit, command);
  command->Add("MANIFEST", init->files, "The manifest's entry file").Required().Single();

  const auto append =
      AddFilesCommand(tree, group,
                      {"append", "Check entries and append those that the rules accept",
                       "constat board append board --key board-key deal-1.entry deal-2.entry deal-3.entry",
                       "A refused ballot is left out (exit status 1); the board's signed refusal, or the "
                       "receipt of a ballot that is in the log already, is written beside its file. A "
                       "refused entry of any other kind stops everything: nothing is appended."},
                      BoardKey::kNeeded, &RunAppend, command);
  command->Add("FILE", append->files, "Entry files, in the order in which to append them").Required();

  const auto pages =
      AddFilesCommand(tree, group,
                      {"pages",
                       "Sign the organiser's list of the pages for voters, once you have looked at them, "
                       "and append it",
                       "constat board pages board --key board-key pages.entry"},
                      BoardKey::kNeeded, &RunPages, command);
  command->Add("FILE", pages->files, "The list's entry file").Required().Single();

  const auto publish = AddFilesCommand(tree, group,
                                       {"publish", "Publish the log as far as witnesses cosigned it",
                                        "constat board publish board --key board-key cosigned-1 cosigned-2"},
                                       BoardKey::kNeeded, &RunPublish, command);
  command->Add("COSIGNED", publish->files, "The checkpoint as the witnesses sent it back").Required();

  const auto close = AddFilesCommand(
      tree, group,
      {"close", "Close the voting, in two steps",
       "constat board close board --key board-key\n"
       "constat board close board --key board-key cosigned-1 cosigned-2",
       "Without files it writes the last checkpoint, for the witnesses to cosign after the closing time. "
       "With their cosigned files it closes."},
      BoardKey::kNeeded, &RunClose, command);
  command->Add("COSIGNED", close->files, "The checkpoint as the witnesses sent it back");

  auto result = std::make_shared<BoardOptions>();
  AddBoardOptions(tree.Add(group,
                           {"result", "Combine the trustees' shares into the result, and append it",
                            "constat board result board --key board-key"},
                           [result](Terminal& terminal) { return RunResult(*result, terminal); }),
                  *result, BoardKey::kNeeded);

  auto status = std::make_shared<BoardOptions>();
  AddBoardOptions(tree.Add(group,
                           {"status", "Say how far the referendum is and what it waits for",
                            "constat board status board"},
                           [status](Terminal& terminal) { return RunStatus(*status, terminal); }),
                  *status, BoardKey::kNone);
}

}  // namespace constat::cli
