// constat verify: the whole of a record, checked; the command of constat-verify. Holds no secret. Spec: VER.
#pragma once

#include "constat/cli/command.h"

namespace constat::cli {

// VerifyCommandOptions is what the command line says.
struct VerifyCommandOptions {
  std::string record;
  std::string trust;       // empty: none
  std::string json;        // a file, "-" for standard output; empty: none
  std::string report;      // an HTML file; empty: none
  std::string language;    // BCP 47; empty: that of the environment
  std::string backend;     // of the group's arithmetic; empty: the fastest
  unsigned threads = 0;    // 0: as many as the machine has
  bool rehearsal = false;  // one is expected
  bool summary = false;    // ten lines in place of the report
  bool quiet = false;      // no text report
};

// RunVerify checks the record and writes what was asked for.
[[nodiscard]] Result<ExitStatus> RunVerify(const VerifyCommandOptions& options, Terminal& terminal);

// AddVerifyCommand adds "verify". MakeVerifyRoot makes it the whole program.
void AddVerifyCommand(CommandTree& tree);
void MakeVerifyRoot(CommandTree& tree);

}  // namespace constat::cli
