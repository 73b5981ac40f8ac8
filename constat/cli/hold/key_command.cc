// constat key new.
#include <fmt/core.h>

#include <memory>

#include "constat/cli/commands.h"
#include "constat/crypto/secret/rng.h"
#include "constat/parcel/secret/secret_file.h"

namespace constat::cli {
namespace {

struct NewKeyOptions {
  std::string role;
  std::string name;
  std::string out;
};

std::string_view KeepAdvice(parcel::Role role) {
  switch (role) {
    case parcel::Role::kOrganiser:
      return "It signs the referendum and opens the voting; destroy it after the opening.";
    case parcel::Role::kRegistrar:
      return "It signs the roll; destroy it once the roll is in the record.";
    case parcel::Role::kBoard:
      return "It signs the log; keep it until the result is published.";
    case parcel::Role::kWitness:
      return "It cosigns checkpoints; one key may serve many referendums.";
    case parcel::Role::kTrustee:
      return "It is for one referendum only. Without enough of these keys there is no result; with enough "
             "of them every ballot can be read. Destroy it after the result.";
  }
  return "";
}

Result<ExitStatus> RunNewKey(const NewKeyOptions& options, Terminal& terminal) {
  CONSTAT_ASSIGN(const parcel::Role role, parcel::ParseRole(options.role));
  crypto::SystemRng rng;
  CONSTAT_ASSIGN(const parcel::PartySecret secret, parcel::GenerateSecret(role, options.name, rng));
  CONSTAT_TRY(parcel::WriteSecretFile(options.out, secret));
  const std::string shared = parcel::PublicKeyPath(options.out).string();
  terminal.Say(fmt::format("Wrote {}: the secret key, for your eyes only.", options.out));
  terminal.Say(fmt::format("Wrote {}: the public key, for the organiser:", shared));
  terminal.Print("  " + parcel::FormatPartyKey(secret.party));
  terminal.Say(fmt::format(
      "{} Next: keep a copy of the secret file in another safe place, and send {} to the organiser.",
      KeepAdvice(role), shared));
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
  create.Add("ROLE", options->role, "organiser, registrar, board, trustee or witness")
      .Required()
      .OneOf({"organiser", "registrar", "board", "trustee", "witness"});
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
