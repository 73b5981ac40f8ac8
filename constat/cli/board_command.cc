// constat board init, append, publish, close, result, status.
#include <fmt/core.h>

#include <algorithm>
#include <memory>

#include "constat/cli/board_folder.h"
#include "constat/cli/commands.h"
#include "constat/cli/entry_file.h"
#include "constat/cli/error_text.h"
#include "constat/cli/progress.h"
#include "constat/text/hex.h"
#include "constat/text/number.h"

namespace constat::cli {
namespace {

using record::EntryType;
using referendum::Phase;

constexpr size_t kMaxListed = 20;  // accepted ballots, refusals: listed up to here, counted beyond
constexpr size_t kBallotsAtOnce = 4096;

struct FilesOptions {
  BoardOptions board;
  std::vector<std::string> files;
};

std::string Entries(uint64_t n) { return n == 1 ? "1 entry" : text::FormatCount(n) + " entries"; }

Result<ExitStatus> RunInit(const FilesOptions& options, Terminal& terminal) {
  const std::string& name = options.files.front();
  CONSTAT_ASSIGN(const EntryFile file, ReadEntryFile(name));
  if (file.entries.size() != 1 || file.entries.front().type != EntryType::kManifest) {
    return Fail(ErrorCode::kWrongOrder, fmt::format("{} is not a manifest; a log begins with one", name));
  }
  CONSTAT_ASSIGN(BoardFolder folder, BoardFolder::Create(options.board, file.entries.front().body, terminal));
  CONSTAT_TRY(CheckSameReferendum(file, folder.context().manifest_hash, name));
  terminal.Say(fmt::format("Began the log {} in {}. Nothing is public yet.",
                           CleanForTerminal(folder.context().manifest.origin), options.board.folder));
  CONSTAT_TRY(folder.OfferCheckpoint(terminal));
  return ExitStatus::kOk;
}

// IsRefusal says whether the rules refused an entry, as opposed to a file that cannot be read or written.
bool IsRefusal(ErrorCode code) {
  return code < ErrorCode::kRefusesOverwrite && code != ErrorCode::kMissingFile &&
         code != ErrorCode::kWrongReferendum;
}

// Appending takes files in their order. Ballots stand for themselves: those that are refused are left out.
// Everything else is appended whole or not at all.
class Appending {
 public:
  Appending(BoardFolder& folder, Terminal& terminal) : folder_(folder), terminal_(terminal) {}

  Status AddFile(const std::string& name) {
    CONSTAT_ASSIGN(const EntryFile file, ReadEntryFile(name));
    CONSTAT_TRY(CheckSameReferendum(file, folder_.context().manifest_hash, name));
    for (size_t i = 0; i < file.entries.size();) {
      size_t end = i;
      while (end < file.entries.size() && file.entries[end].type == EntryType::kBallot &&
             end - i < kBallotsAtOnce)
        ++end;
      if (end == i) {
        const Result<uint64_t> index = folder_.board().Append(file.entries[i].type, file.entries[i].body);
        if (!index) return tl::unexpected(Refusal(name, file.entries[i].type, index.error()));
        Accepted(*index, file.entries[i]);
        ++i;
        continue;
      }
      CONSTAT_TRY(AddBallots(name, std::span(file.entries).subspan(i, end - i)));
      i = end;
    }
    return {};
  }

  [[nodiscard]] uint64_t accepted() const { return accepted_; }
  [[nodiscard]] uint64_t refused() const { return refused_; }

 private:
  static Error Refusal(const std::string& name, EntryType type, const Error& error) {
    return Prefix(fmt::format("{}: {}", name, record::EntryTypeName(type)), error);
  }

  // IsOfTheStore says whether the board itself failed, as opposed to the entry.
  static bool IsOfTheStore(ErrorCode code) {
    return code == ErrorCode::kCannotWrite || code == ErrorCode::kCannotRead ||
           code == ErrorCode::kWrongOrder || code == ErrorCode::kUsage;
  }

  Status AddBallots(const std::string& name, std::span<const EntryBody> ballots) {
    std::vector<ByteView> bodies;
    for (const EntryBody& ballot : ballots) bodies.emplace_back(ballot.body);
    const std::vector<Result<uint64_t>> indices = folder_.board().AppendBallots(bodies);
    for (size_t i = 0; i < indices.size(); ++i) {
      if (indices[i]) {
        Accepted(*indices[i], ballots[i]);
        continue;
      }
      if (IsOfTheStore(indices[i].error().code)) return tl::unexpected(indices[i].error());
      if (++refused_ <= kMaxListed) {
        terminal_.Note("refused: " + FormatError(Refusal(name, EntryType::kBallot, indices[i].error())));
      }
    }
    return {};
  }

  void Accepted(uint64_t index, const EntryBody& entry) {
    if (++accepted_ > kMaxListed) return;
    std::string more;
    if (entry.type == EntryType::kBallot) {
      const referendum::Context& context = folder_.context();
      if (const auto parsed = record::ParseBallot(context.shape, entry.body)) {
        more = "  tracker " +
               record::FormatTracker(record::Tracker(context.shape, parsed->ballot, context.manifest_hash));
      }
    }
    terminal_.Say(fmt::format("entry {}: {}{}", index, record::EntryTypeName(entry.type), more));
  }

  BoardFolder& folder_;
  Terminal& terminal_;
  uint64_t accepted_ = 0;
  uint64_t refused_ = 0;
};

Result<ExitStatus> RunAppend(const FilesOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(BoardFolder folder, BoardFolder::Open(options.board, terminal));
  Appending appending(folder, terminal);
  ProgressLine progress(terminal, "reading files");
  for (size_t i = 0; i < options.files.size(); ++i) {
    progress.Show(i, options.files.size());
    const Status added = appending.AddFile(options.files[i]);
    if (!added) {
      terminal.Note("constat: " + FormatError(added.error()));
      terminal.Note("constat: nothing was appended, not even what is listed above.");
      return IsRefusal(added.error().code) ? ExitStatus::kWrong : ExitStatus::kCannot;
    }
  }
  progress.Finish();
  if (appending.accepted() > kMaxListed) terminal.Say("...");
  if (appending.accepted() > 0) {
    CONSTAT_TRY(folder.board().Commit());
    terminal.Say(fmt::format("Appended {}; the log now has {}, durable and signed.",
                             Entries(appending.accepted()),
                             text::FormatCount(folder.board().head()->checkpoint.size)));
    CONSTAT_TRY(folder.OfferCheckpoint(terminal));
  }
  if (appending.refused() == 0) return ExitStatus::kOk;
  terminal.Note(
      fmt::format("Refused {} ballots; they are not in the log.", text::FormatCount(appending.refused())));
  return ExitStatus::kWrong;
}

Result<ExitStatus> RunPublish(const FilesOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(BoardFolder folder, BoardFolder::Open(options.board, terminal));
  const tlog::SignedCheckpoint cosigned = folder.MergeCosigned(options.files, terminal);
  CONSTAT_TRY(folder.board().Publish(cosigned));
  terminal.Say(fmt::format("Published {}: {}.", folder.record().string(), Entries(cosigned.checkpoint.size)));
  terminal.Say(
      "Next: let everybody copy that folder. What is in it can now be acknowledged: constat receipt make.");
  return ExitStatus::kOk;
}

Result<ExitStatus> RunClose(const FilesOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(BoardFolder folder, BoardFolder::Open(options.board, terminal));
  if (options.files.empty()) {
    CONSTAT_TRY(folder.board().PrepareClose());
    const record::Manifest& manifest = folder.context().manifest;
    CONSTAT_TRY(folder.OfferCheckpoint(terminal, "close"));
    terminal.Say(fmt::format("The witnesses must cosign it between {} and {}.",
                             text::FormatTime(manifest.closing_ms),
                             text::FormatTime(manifest.closing_ms + manifest.grace_ms)));
    return ExitStatus::kOk;
  }
  const record::Manifest& manifest = folder.context().manifest;
  const tlog::SignedCheckpoint cosigned =
      folder.MergeCosigned(options.files, terminal,
                           {manifest.closing_ms / 1000, (manifest.closing_ms + manifest.grace_ms) / 1000});
  CONSTAT_TRY(folder.board().Close(cosigned));
  CONSTAT_TRY(folder.board().Commit());
  terminal.Say(fmt::format("Closed the voting after {} ballots. No ballot can be added any more.",
                           text::FormatCount(folder.board().state().ballots().Ballots())));
  CONSTAT_TRY(folder.OfferCheckpoint(terminal));
  return ExitStatus::kOk;
}

Result<ExitStatus> RunResult(const BoardOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(BoardFolder folder, BoardFolder::Open(options, terminal));
  CONSTAT_TRY(folder.board().AppendResult());
  CONSTAT_TRY(folder.board().Commit());
  terminal.Say("Worked out the result and put it into the log, which is complete now.");
  CONSTAT_TRY(folder.OfferCheckpoint(terminal));
  return ExitStatus::kOk;
}

// WhatNext says what the referendum waits for.
std::string WhatNext(roles::Board& board) {
  const referendum::Referendum& state = board.state();
  const record::Manifest& manifest = state.context()->manifest;
  switch (state.phase()) {
    case Phase::kEmpty:
      return "the manifest";
    case Phase::kCeremony: {
      const bool dealt = state.ceremony().AllDealt();
      std::string names;
      for (size_t i = 0; i < manifest.trustees.size(); ++i) {
        const auto trustee = static_cast<uint16_t>(i + 1);
        if (dealt ? state.ceremony().HasAccepted(trustee) : state.ceremony().DealOf(trustee).has_value())
          continue;
        names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", trustee,
                             CleanForTerminal(manifest.trustees[i].name));
      }
      return fmt::format("{} of trustee {}", dealt ? "the acceptance" : "the deal", names);
    }
    case Phase::kFailedCeremony:
      return fmt::format("nothing: trustee {} dealt a bad share, so the organiser begins a new referendum",
                         state.ceremony().Convicted());
    case Phase::kRoll:
      return state.roll().AllEnded() ? "the organiser's open" : "the registrars' rolls";
    case Phase::kOpen:
      return fmt::format("ballots until {}, then constat board close", text::FormatTime(manifest.closing_ms));
    case Phase::kTallying: {
      const size_t have = board.MutableState().tally().Complete().size();
      if (have >= manifest.threshold) return "constat board result";
      return fmt::format("decryption shares of {} more trustees", manifest.threshold - have);
    }
    case Phase::kFinal:
      return "nothing: the record is complete";
  }
  return {};
}

Result<ExitStatus> RunStatus(const BoardOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(BoardFolder folder, BoardFolder::Open(options, terminal));
  const roles::Board& board = folder.board();
  const uint64_t head = board.head() ? board.head()->checkpoint.size : 0;
  const uint64_t published = board.published() ? board.published()->checkpoint.size : 0;
  terminal.Say(fmt::format("phase      {}", referendum::PhaseName(board.state().phase())));
  terminal.Say(fmt::format("entries    {}, of which {} are published", text::FormatCount(head),
                           text::FormatCount(published)));
  if (board.state().phase() >= Phase::kOpen) {
    terminal.Say(fmt::format("ballots    {}", text::FormatCount(board.state().ballots().Ballots())));
  }
  terminal.Say(fmt::format("waits for  {}", WhatNext(folder.board())));
  if (published < head) CONSTAT_TRY(folder.OfferCheckpoint(terminal));
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
                       "A refused ballot is left out (exit status 1). A refused entry of any other kind "
                       "stops everything: nothing is appended."},
                      BoardKey::kNeeded, &RunAppend, command);
  command->Add("FILE", append->files, "Entry files, in the order in which to append them").Required();

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
