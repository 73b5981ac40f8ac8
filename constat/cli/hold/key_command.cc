// constat key new.
#include <fmt/core.h>

#include <memory>

#include "constat/cli/commands.h"
#include "constat/console/open_secrets.h"
#include "constat/crypto/secret/rng.h"
#include "constat/parcel/secret/secret_file.h"

namespace constat::cli {
namespace {

struct NewKeyOptions {
  std::string role;
  std::string name;
  std::string out;
};

Result<ExitStatus> RunNewKey(const NewKeyOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const parcel::Role role, parcel::ParseRole(options.role));
  crypto::SystemRng rng;
  std::vector<std::pair<parcel::Role, std::string>> keys{{role, options.out}};
  // The board has two, so that the one that answers voters can lie apart from the one that signs the log.
  if (role == parcel::Role::kBoard) keys.emplace_back(parcel::Role::kRefusal, options.out + "-refusals");
  for (const auto& [kind, file] : keys) {
    CONSTAT_ASSIGN(const parcel::PartySecret secret, parcel::GenerateSecret(kind, options.name, rng));
    CONSTAT_TRY(parcel::WriteSecretFile(file, secret));
    console::WarnOfOpenSecrets({file}, terminal);
    const std::string shared = parcel::PublicKeyPath(file).string();
    terminal.Say(
        fmt::format("Wrote {}: the secret key, which nobody else may read.\n"
                    "Wrote {}: the public key, for the organiser:\n"
                    "  {}{} Next: keep a copy of the secret file in another safe place, and send {} "
                    "to the organiser.",
                    file, shared, parcel::FormatPartyKey(secret.party), parcel::KeepAdvice(kind), shared));
  }
  return ExitStatus::kOk;
}

}  // namespace

void AddKeyCommands(CommandTree& tree) {
  Command group = tree.AddGroup("key", "Make a party's keys");
  auto options = std::make_shared<NewKeyOptions>();
  Command create =
      tree.Add(group,
               {"new", "Make a key for a party: a secret file for yourself, a .pub file for the organiser",
                "constat key new trustee \"Ada Example\" --out trustee-1"},
               [options](Terminal& terminal) { return RunNewKey(*options, terminal); });
  create.Add("ROLE", options->role, "organiser, registrar, board, trustee, witness or observer")
      .Required()
      .OneOf({"organiser", "registrar", "board", "trustee", "witness", "observer"});
  create
      .Add("NAME", options->name,
           "The party's name, as the public will read it; for a witness without spaces, "
           "such as witness.example.org")
      .Required();
  create.Add("--out", options->out, "The secret file to write; the public key goes beside it with .pub added")
      .Value("FILE")
      .Required();
}

}  // namespace constat::cli
