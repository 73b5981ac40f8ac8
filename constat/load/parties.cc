#include "constat/load/parties.h"

#include "constat/record/manifest_defaults.h"

namespace constat::load {

Parties::Parties(crypto::Rng& rng)
    : organiser(crypto::Ed25519Key::Generate(rng)),
      registrar(crypto::Ed25519Key::Generate(rng)),
      board(crypto::Ed25519Key::Generate(rng)),
      refusals(crypto::Ed25519Key::Generate(rng)),
      witness(crypto::Ed25519Key::Generate(rng)) {
  for (size_t j = 0; j < 3; ++j) trustees.push_back(group::SecretScalar::Random(rng));
}

record::Manifest MakeManifest(const Parties& parties) {
  record::Manifest m;
  m.origin = "example.org/bench";
  m.languages = {"en"};
  m.title = {"Bench"};
  m.description = {""};
  m.questions = {record::Question{.text = {"?"}, .options = {{{"Yes"}}, {{"No"}}, {{"Blank"}}}, .blank = 2}};
  m.regions = {{"all", {"All"}, 1}};
  m.opening_ms = kOpeningMs;
  m.closing_ms = kOpeningMs + 3'600'000;
  m.grace_ms = 900'000;
  m.organiser = {"Organiser", parties.organiser.public_key()};
  m.registrars = {{"Registrar", parties.registrar.public_key()}};
  m.board = {{"Board", parties.board.public_key()}, parties.refusals.public_key()};
  m.witnesses = {{{"w.example", parties.witness.public_key()}, ""}};
  m.quorum = 1;
  for (size_t j = 0; j < parties.trustees.size(); ++j) {
    m.trustees.push_back(
        {std::string(1, static_cast<char>('A' + j)), group::WirePoint::From(parties.trustees[j].MulBase())});
  }
  m.threshold = 2;
  record::SetDefaults(m);
  return m;
}

}  // namespace constat::load
