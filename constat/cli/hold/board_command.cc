// constat board init, append, pages, publish, close, result, status.
#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "constat/cli/clock_option.h"
#include "constat/cli/commands.h"
#include "constat/console/open_secrets.h"
#include "constat/console/progress.h"
#include "constat/parcel/entry_file.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/party/board/round.h"
#include "constat/record/local_time.h"
#include "constat/referendum/agenda.h"
#include "constat/report/record/agenda_text.h"
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

// AskTheMissing says what the board does where too few witnesses cosigned.
template <typename T>
Result<T> AskTheMissing(Result<T> done, const BoardFolder& folder) {
  if (done || done.error().code != ErrorCode::kNoQuorum) return done;
  Error error = std::move(done.error());
  error.detail += fmt::format(
      "; send {} and {} to those who are missing, and run this again with what comes back, and with the "
      "files that you gave now",
      folder.to_cosign().string(), folder.for_witnesses().string());
  return tl::unexpected(std::move(error));
}

// BeginBoard begins a log with the manifest in the file called name.
Result<OpenedBoard> BeginBoard(const BoardOptions& options, const std::string& name, Terminal& terminal) {
  CONSTAT_ASSIGN(const parcel::EntryFile file, parcel::ReadEntryFile(name));
  if (file.entries.size() != 1 || file.entries.front().type != EntryType::kManifest) {
    return Fail(ErrorCode::kWrongOrder, fmt::format("{} is not a manifest; a log begins with one", name));
  }
  CONSTAT_ASSIGN(OpenedBoard opened, OpenWith(options, terminal, [&](party::BoardPlace place) {
                   return BoardFolder::Create(std::move(place), file.entries.front().body);
                 }));
  CONSTAT_TRY(parcel::CheckSameReferendum(file, opened.folder.context().manifest_hash, name));
  terminal.Say(fmt::format("Began the log {} in {}. Nothing is public yet.",
                           CleanForTerminal(opened.folder.context().manifest.origin), options.folder));
  return opened;
}

Result<ExitStatus> RunInit(const FilesOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const OpenedBoard opened, BeginBoard(options.board, options.files.front(), terminal));
  CONSTAT_TRY(OfferCheckpoint(opened.folder, terminal));
  return ExitStatus::kOk;
}

// SayStatus says who is waited for, and how much is published.
Status SayStatus(OpenedBoard& opened, Terminal& terminal) {
  party::Board& board = opened.folder.board();
  const record::Manifest& manifest = opened.folder.context().manifest;
  const uint64_t now_ms = opened.clock->NowMs();
  const referendum::Milestones said = referendum::MilestonesOf(board.MutableState());
  const referendum::Agenda agenda = referendum::MakeAgenda(manifest, said, now_ms);
  terminal.Print(report::FormatAgenda({manifest, said, agenda, now_ms}));
  terminal.Say(fmt::format("Published: {} of {}.", text::FormatCount(board.PublishedSize()),
                           text::PluralEntries(said.entries)));
  return {};
}

// IntakeCounts says what became of entries, the first of each kind one by one, and counts them.
class IntakeCounts {
 public:
  // lists: whether each entry that was in the log already is named.
  IntakeCounts(const BoardFolder& folder, bool lists, Terminal& terminal)
      : folder_(folder), lists_(lists), terminal_(terminal) {}

  [[nodiscard]] party::IntakeSinks Sinks() {
    return {.accepted = [this](uint64_t index,
                               const parcel::EntryBody& entry) { Say(accepted_, index, entry, ""); },
            .already =
                [this](uint64_t index, const parcel::EntryBody& entry, const std::string& file) {
                  if (lists_) Say(already_, index, entry, "already ", file);
                  if (!lists_) ++already_;
                },
            .refused =
                [this](const Error& why) {
                  const bool is_refusal = party::IsRefusal(why.code);
                  uint64_t& count = is_refusal ? refused_ : unread_;
                  if (++count <= kMaxListed)
                    terminal_.Note((is_refusal ? "refused: " : "not used: ") + text::FormatError(why));
                }};
  }
  // Finish sums up, and returns the exit status.
  ExitStatus Finish() {
    if (std::max(accepted_, lists_ ? already_ : 0) > kMaxListed) terminal_.Say("...");
    if (accepted_ > 0) {
      terminal_.Say(fmt::format("Appended {}; the log now has {}, durable and signed.",
                                text::PluralEntries(accepted_),
                                text::FormatCount(folder_.board().head()->checkpoint.size)));
    }
    if (already_ > 0)
      terminal_.Say(fmt::format(
          "{} in the log before: nothing more has to be done about that.",
          already_ == 1 ? "1 of these entries was" : text::FormatCount(already_) + " of these entries were"));
    if (refused_ > 0) terminal_.Note(fmt::format("Refused {}: not in the log.", text::FormatCount(refused_)));
    if (unread_ > 0) terminal_.Note(fmt::format("Not used: {}.", text::Plural(unread_, "file")));
    if (refused_ > 0) return ExitStatus::kWrong;
    return unread_ > 0 ? ExitStatus::kCannot : ExitStatus::kOk;
  }
  [[nodiscard]] uint64_t accepted() const { return accepted_; }

 private:
  void Say(uint64_t& count, uint64_t index, const parcel::EntryBody& entry, std::string_view how,
           const std::string& file = {}) {
    if (++count > kMaxListed) return;
    terminal_.Say(fmt::format("{}entry {}: {}{}", how, index, party::FormatTaken(folder_.context(), entry),
                              file.empty() ? "" : " (" + CleanForTerminal(file) + ")"));
  }

  const BoardFolder& folder_;
  bool lists_;
  Terminal& terminal_;
  uint64_t accepted_ = 0, already_ = 0, refused_ = 0, unread_ = 0;
};

Result<ExitStatus> RunAppend(const FilesOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(OpenedBoard opened, OpenBoard(options.board, terminal));
  IntakeCounts counts(opened.folder, true, terminal);
  CONSTAT_TRY(party::Intake(opened.folder, counts.Sinks(), party::Intake::Answers::kAll).Take(options.files));
  const ExitStatus status = counts.Finish();
  if (counts.accepted() > 0) CONSTAT_TRY(OfferCheckpoint(opened.folder, terminal));
  return status;
}

struct RoundOptions {
  BoardOptions board;
  std::string inbox;
};

bool HasBegun(const BoardOptions& board) {
  std::error_code ignored;
  return std::filesystem::exists(std::filesystem::path(board.folder) / "head", ignored);
}

// OpenOrBegin opens the board, or begins it with the manifest that lies in its inbox.
Result<OpenedBoard> OpenOrBegin(const RoundOptions& options, party::Inbox& inbox, Terminal& terminal) {
  if (HasBegun(options.board)) return OpenBoard(options.board, terminal);
  CONSTAT_ASSIGN(const std::string name, party::FindManifest(inbox));
  std::erase(inbox.entries, name);
  return BeginBoard(options.board, name, terminal);
}

Result<ExitStatus> RunNext(const RoundOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(party::Inbox inbox, party::ReadInbox(options.inbox));
  const bool begins = !HasBegun(options.board);
  CONSTAT_ASSIGN(OpenedBoard opened, OpenOrBegin(options, inbox, terminal));
  BoardFolder& folder = opened.folder;
  IntakeCounts counts(folder, false, terminal);
  CONSTAT_ASSIGN(
      const party::RoundEnd end,
      party::PlayRound(folder, inbox,
                       {.intake = counts.Sinks(),
                        .done = [&](const std::string& what) { terminal.Say(what); },
                        .fault = [&](const std::string& what) { terminal.Note("constat: " + what); }}));
  const ExitStatus status = counts.Finish();
  CONSTAT_TRY(SayStatus(opened, terminal));
  if (end.waits_for_witnesses) {
    terminal.Say(
        fmt::format("Next: send {} and the folder {} to the witnesses, put what they send back into {}, and "
                    "run this again.",
                    folder.to_cosign().string(), folder.for_witnesses().string(), options.inbox));
  }
  if (status != ExitStatus::kOk) return status;
  const bool is_final = folder.board().state().phase() == Phase::kFinal && !end.waits_for_witnesses;
  return begins || end.did_something || is_final ? ExitStatus::kOk : ExitStatus::kOpen;
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
  CONSTAT_TRY(AskTheMissing(folder.board().Publish(cosigned), folder));
  terminal.Say(fmt::format("Published {}: {}.", folder.record().string(),
                           text::PluralEntries(cosigned.checkpoint.size)));
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
    if (opened.clock->NowMs() > manifest.closing_ms + manifest.grace_ms) terminal.Note(party::kGraceIsOver);
    return ExitStatus::kOk;
  }
  const tlog::SignedCheckpoint cosigned =
      MergeCosigned(folder, options.files, terminal,
                    {manifest.closing_ms / 1000, (manifest.closing_ms + manifest.grace_ms) / 1000});
  CONSTAT_TRY(AskTheMissing(folder.board().Close(cosigned), folder));
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
  CONSTAT_TRY(SayStatus(opened, terminal));
  if (opened.folder.board().PublishedSize() < opened.folder.board().CommittedSize())
    CONSTAT_TRY(OfferCheckpoint(opened.folder, terminal));
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

void AddBoardStatus(CommandTree& tree, Command group) {
  auto status = std::make_shared<BoardOptions>();
  AddBoardOptions(tree.Add(group,
                           {"status", "Say how far the referendum is and what it waits for",
                            "constat board status board"},
                           [status](Terminal& terminal) { return RunStatus(*status, terminal); }),
                  *status, BoardKey::kNone);
}

void AddBoardNext(CommandTree& tree, Command group) {
  auto next = std::make_shared<RoundOptions>();
  Command next_command = tree.Add(
      group,
      {"next", "Do what is due: append and publish what lies in an inbox, close, work out the result",
       "constat board next board --key board-key --inbox inbox",
       "Entries and checkpoints that witnesses cosigned lie in the inbox as they came, in any order; they "
       "stay there. Run it once a round, as often as you like. Exit status 0 if something was done or "
       "nothing is left to do, 3 if it waits for others, 1 if the rules refused something."},
      [next](Terminal& terminal) { return RunNext(*next, terminal); });
  AddBoardOptions(next_command, next->board, BoardKey::kNeeded);
  next_command.Add("--inbox", next->inbox, "The folder with what was sent to the board")
      .Value("DIR")
      .Required();
}

}  // namespace

void AddBoardCommands(CommandTree& tree) {
  Command group =
      tree.AddGroup("board", "Keep the log: append what the rules accept, publish what witnesses cosigned");
  AddBoardNext(tree, group);
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
                       "Each file is judged by itself: what the rules refuse is left out (exit status 1), "
                       "what is in the log already is no fault. The board's signed refusal of a ballot, or "
                       "the receipt of one that is in the log already, is written beside its file."},
                      BoardKey::kNeeded, &RunAppend, command);
  command->Add("FILE", append->files, "Entry files, in any order").Required();

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
  AddBoardStatus(tree, group);
}

}  // namespace constat::cli
