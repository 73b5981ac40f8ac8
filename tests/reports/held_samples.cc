#include "constat/demo/attacks/attacks.h"
#include "constat/demo/verdict.h"
#include "constat/testing/folder.h"
#include "constat/verify/verify.h"
#include "tests/reports/samples.h"

namespace constat::samples {
namespace {

constexpr uint64_t kBallots = 60;

verify::Verification VerificationOf(const demo::World& world) {
  const verify::Trust trust = verify::ReadTrust(world.options().out / "trust.toml").value();
  const tlog::DirectorySource record(world.options().out / "record");
  return verify::VerifyRecord(record, {.trust = &trust, .threads = 2}).value().verification;
}

// Hold holds the referendum; after may look at it after each step.
verify::Verification Hold(const demo::Cheat* cheat) {
  const TemporaryFolder folder;
  const std::unique_ptr<demo::World> world =
      demo::World::Make(
          {.ballots = kBallots, .out = folder.path(), .seed = "samples", .threads = 2, .cheat = cheat})
          .value();
  CONSTAT_CHECK(world->Run().has_value());
  return VerificationOf(*world);
}

// AddHonest is the referendum while it goes on, and at its end.
void AddHonest(std::vector<Sample>& out) {
  const std::vector<std::pair<demo::Stage, std::string>> looks = {
      {demo::Stage::kDealt, "incomplete-ceremony"},
      {demo::Stage::kDrilled, "incomplete-before"},
      {demo::Stage::kHalfVoted, "incomplete-during"},
      {demo::Stage::kClosed, "incomplete-after"}};
  demo::Cheat nobody;
  nobody.after = [&](demo::World& world, demo::Stage stage) -> Status {
    for (const auto& [when, state] : looks) {
      if (when != stage) continue;
      CONSTAT_TRY(world.CosignAndPublish());
      CONSTAT_TRY(world.WriteTrustFile());
      out.push_back({state, VerificationOf(world)});
    }
    return {};
  };
  out.push_back({"verified-small", Hold(&nobody)});
}

}  // namespace

std::vector<Sample> HeldSamples() {
  std::vector<Sample> out;
  AddHonest(out);
  constexpr std::pair<std::string_view, std::string_view> kAttacks[] = {
      {"wrong-file", "flipped-bit"},      {"wrong-result", "wrong-result"},
      {"wrong-ballot", "stuffed-ballot"}, {"wrong-witnesses", "missing-witness"},
      {"wrong-ceremony", "bad-share"},    {"wrong-referendum", "made-up-referendum"},
      {"wrong-receipt", "broken-promise"}};
  for (const auto& [state, attack] : kAttacks) {
    const demo::Cheat* const cheat = demo::FindAttack(attack);
    CONSTAT_CHECK(cheat != nullptr);
    out.push_back({std::string(state), Hold(cheat)});
  }
  return out;
}

}  // namespace constat::samples
