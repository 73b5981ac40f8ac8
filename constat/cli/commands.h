// The commands of constat that are not the verifier's: each function adds one command, or one group of them.
#pragma once

#include "constat/cli/command.h"

namespace constat::cli {

void AddReferendumCommands(CommandTree& tree);
void AddKeyCommands(CommandTree& tree);
void AddTrustCommands(CommandTree& tree);
void AddOrganiserCommands(CommandTree& tree);
void AddBoardCommands(CommandTree& tree);
void AddTrusteeCommands(CommandTree& tree);
void AddRegistrarCommands(CommandTree& tree);
void AddWitnessCommands(CommandTree& tree);
void AddStatementCommand(CommandTree& tree);
void AddVoteCommand(CommandTree& tree);
void AddMyBallotsCommand(CommandTree& tree);
void AddChallengeCommands(CommandTree& tree);
void AddReceiptCommands(CommandTree& tree);
void AddShowCommand(CommandTree& tree);
void AddStatusCommand(CommandTree& tree);
void AddExamineCommand(CommandTree& tree);
void AddAuditCommands(CommandTree& tree);
void AddDemoCommand(CommandTree& tree);
void AddBenchCommand(CommandTree& tree);
void AddVersionCommand(CommandTree& tree);

}  // namespace constat::cli
