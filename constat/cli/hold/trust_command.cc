// constat trust make.
#include <fmt/core.h>

#include <memory>

#include "constat/cli/commands.h"
#include "constat/cli/record/record_place.h"
#include "constat/io/file.h"
#include "constat/record/shown_hash.h"
#include "constat/text/hex.h"
#include "constat/verify/light/receipt.h"
#include "constat/verify/trust.h"

namespace constat::cli {
namespace {

struct MakeOptions {
  std::string record;
  std::string out;
};

Result<ExitStatus> RunMake(const MakeOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const referendum::ContextPtr context, verify::OpenContext({options.record, ""}));
  CONSTAT_ASSIGN(const std::string text, verify::FormatTrust(context->manifest_hash, context->LogPolicy(),
                                                             context->manifest.rehearsal));
  CONSTAT_TRY(io::WriteNewFile(options.out, AsBytes(text)));
  terminal.Say(fmt::format("Wrote {} for the referendum\n  {}", options.out,
                           record::FormatReferendumNumber(context->manifest_hash)));
  terminal.Say(
      "A trust file says what to expect. Made from the same files that are to be checked, it says nothing "
      "yet: compare that number with one that reached you by another way - a poll card, a newspaper, a "
      "notice, people you trust.");
  return ExitStatus::kOk;
}

}  // namespace

void AddTrustCommands(CommandTree& tree) {
  Command group = tree.AddGroup("trust", "Make a trust file: what verifiers are told beforehand");
  auto options = std::make_shared<MakeOptions>();
  Command make =
      tree.Add(group,
               {"make", "Write the trust file of a referendum: its number, its log and its witnesses",
                "constat trust make manifest.entry --out trust.toml"},
               [options](Terminal& terminal) { return RunMake(*options, terminal); });
  make.Add("FROM", options->record, "The manifest's entry file, or the record").Required();
  make.Add("--out", options->out, "The trust file to write").Value("FILE").Required();
}

}  // namespace constat::cli
