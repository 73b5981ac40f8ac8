#include "constat/testing/cast.h"

#include <fmt/core.h>

#include "constat/record/manifest_defaults.h"

namespace constat::testing {
namespace {

std::vector<crypto::Ed25519Key> Keys(size_t count, crypto::Rng& rng) {
  std::vector<crypto::Ed25519Key> out;
  for (size_t i = 0; i < count; ++i) out.push_back(crypto::Ed25519Key::Generate(rng));
  return out;
}

}  // namespace

record::Question YesNoBlank() {
  return {.text = {"Build the bridge?"}, .options = {{{"Yes"}}, {{"No"}}, {{"Blank"}}}, .blank = 2};
}

record::Question Majority() {
  record::Question question = YesNoBlank();
  question.terms = {record::Term{.numerator = 0, .num = 1, .den = 2}};
  return question;
}

record::Question UpToTwoOfThree() {
  return {.text = {"Which?"}, .options = {{{"Stone"}}, {{"Steel"}}, {{"Wood"}}}, .min = 0, .max = 2};
}

record::Question UpToTwoOrBlank() {
  record::Question question = UpToTwoOfThree();
  question.options.push_back({{"Any"}});
  question.blank = 3;
  return question;
}

std::string WitnessName(size_t w) { return fmt::format("w{}.example", w); }

Cast::Cast(Plan the_plan)
    : plan(std::move(the_plan)),
      rng("world", plan.name),
      organiser_key(crypto::Ed25519Key::Generate(rng)),
      board_key(crypto::Ed25519Key::Generate(rng)),
      refusal_key(crypto::Ed25519Key::Generate(rng)),
      observer_key(crypto::Ed25519Key::Generate(rng)),
      registrar_keys(Keys(plan.registrars, rng)),
      witness_keys(Keys(kWitnesses, rng)),
      trustee_keys(plan.trustees, plan.threshold, rng),
      manifest(MakeManifest()),
      manifest_hash(record::ManifestHash(record::EncodeManifest(manifest))) {}

record::Manifest Cast::MakeManifest() {
  record::Manifest m;
  rng.Fill(m.nonce);
  m.origin = "example.org/bridge";
  m.languages = {"en"};
  m.title = {"The bridge"};
  m.description = {""};
  m.questions = plan.questions;
  for (size_t r = 0; r < plan.voters.size(); ++r) {
    m.regions.push_back({fmt::format("r{}", r), {"R"}, r < plan.weights.size() ? plan.weights[r] : 1});
  }
  m.opening_ms = kOpeningMs;
  m.closing_ms = plan.closing_ms;
  m.grace_ms = plan.grace_ms;
  m.organiser = {"Town", organiser_key.public_key()};
  m.board = {{"Board", board_key.public_key()}, refusal_key.public_key()};
  for (size_t i = 0; i < registrar_keys.size(); ++i) {
    m.registrars.push_back({fmt::format("Registrar {}", i), registrar_keys[i].public_key()});
  }
  for (size_t w = 0; w < witness_keys.size(); ++w) {
    m.witnesses.push_back({{WitnessName(w), witness_keys[w].public_key()}, ""});
  }
  m.quorum = kQuorum;
  for (size_t j = 1; j <= trustee_keys.size(); ++j) {
    m.trustees.push_back({fmt::format("Trustee {}", j), trustee_keys.keys[j - 1], {}});
  }
  m.threshold = plan.threshold;
  m.revoting = plan.revoting;
  m.max_ballots = plan.max_ballots;
  m.floor = plan.floor;
  m.observers = {{"Observers", observer_key.public_key()}};
  record::SetDefaults(m);
  m.zone = plan.zone;
  m.seal_ms = plan.seal_ms;
  m.replace_permille = plan.replace_permille;
  m.replace_least = plan.replace_least;
  m.replace_until_ms = record::DefaultReplaceUntilMs(m);
  return m;
}

}  // namespace constat::testing
