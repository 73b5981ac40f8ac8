// constat: every command.
#include <initializer_list>

#include "constat/cli/commands.h"
#include "constat/cli/verify/verify_command.h"
#include "constat/crypto/secret/memory_guard.h"
#include "constat/text/error_text.h"

namespace constat::cli {
namespace {

// SortIntoGroups says in --help which command is for whom.
void SortIntoGroups(CommandTree& tree) {
  const auto put = [&](const char* title, std::initializer_list<const char*> commands) {
    for (const char* command : commands) tree.Title(command, title);
  };
  put("For everybody", {"verify", "status", "show", "examine", "audit", "demo", "bench", "version"});
  put("For voters", {"vote", "challenge", "receipt", "refusal", "my-ballots"});
  put("For those who hold a referendum",
      {"referendum", "key", "trust", "organiser", "registrar", "trustee", "board", "witness", "statement"});
}

int RunConstat(int argc, const char* const* argv) {
  Terminal terminal = Terminal::Standard();
  if (const Status kept = crypto::KeepMemoryPrivate(); !kept) {
    terminal.Note(text::FormatError(kept.error()));
    return static_cast<int>(ExitStatus::kCannot);
  }
  CommandTree tree("constat",
                   "Evidence for referendums: hold one that anybody can check, and check one.\n"
                   "Every party has its own commands and exchanges only files with the others. "
                   "Exit status: 0 done or right, 1 what was checked is wrong, 2 could not be done, 3 "
                   "(verify) nothing wrong, but not complete or nothing to compare with; (audit update) go "
                   "on; (next) it waits for others.");
  tree.Example("constat demo");
  AddVerifyCommand(tree);
  AddShowCommand(tree);
  AddStatusCommand(tree);
  AddExamineCommand(tree);
  AddVoteCommand(tree);
  AddChallengeCommands(tree);
  AddReceiptCommands(tree);
  AddMyBallotsCommand(tree);
  AddReferendumCommands(tree);
  AddKeyCommands(tree);
  AddTrustCommands(tree);
  AddOrganiserCommands(tree);
  AddRegistrarCommands(tree);
  AddTrusteeCommands(tree);
  AddBoardCommands(tree);
  AddWitnessCommands(tree);
  AddStatementCommand(tree);
  AddAuditCommands(tree);
  AddDemoCommand(tree);
  AddBenchCommand(tree);
  AddVersionCommand(tree);
  SortIntoGroups(tree);
  return tree.Main(argc, argv, terminal);
}

}  // namespace
}  // namespace constat::cli

int main(int argc, char** argv) { return constat::cli::RunConstat(argc, argv); }
