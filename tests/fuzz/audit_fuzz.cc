// audit: the files of an audit of paper: plan, list of bundles, results. The first byte chooses one.
#include "constat/audit/ballot_manifest.h"
#include "constat/audit/draw_list.h"
#include "constat/audit/plan_file.h"
#include "constat/audit/sample.h"
#include "tests/fuzz/memory_file.h"
#include "tests/fuzz/property.h"

using namespace constat;

namespace {

void CheckPlan(const std::filesystem::path& path) {
  const auto plan = audit::ReadPlan(path);
  if (!plan) {
    CONSTAT_CHECK(!plan.error().detail.empty());
    return;
  }
  // Written with escapes it may be larger than any plan.
  const auto written = audit::FormatPlan(*plan);
  CONSTAT_CHECK(written || written.error().code == ErrorCode::kTooLarge);
  if (!written) return;
  const auto again = audit::FormatPlan(written->plan);
  CONSTAT_CHECK(again && again->text == written->text);
}

// CheckList reads a list of draws, filled in and as a new one.
void CheckList(ByteView bytes, audit::Method method) {
  const fuzz::MemoryFile file(bytes);
  audit::Plan plan;
  plan.method = method;
  plan.risk_limit = 0.05;
  plan.winner = "A";
  plan.loser = "B";
  plan.reported = {600, 300, 1000};
  const auto sample = audit::ReadSample(plan, {.files = {file.path().string()}, .seed = ""});
  CONSTAT_CHECK(sample || !sample.error().detail.empty());
  const auto draws = audit::ParseDrawList(plan, std::string(AsText(bytes)));
  CONSTAT_CHECK(draws || !draws.error().detail.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  if (choice % 5 == 0) CheckPlan(fuzz::MemoryFile(bytes).path());
  if (choice % 5 == 1) {
    const fuzz::MemoryFile file(bytes);
    const auto manifest = audit::ReadBallotManifest(file.path());
    CONSTAT_CHECK(manifest || !manifest.error().detail.empty());
  }
  if (choice % 5 == 2) CheckList(bytes, audit::Method::kPolling);
  if (choice % 5 == 3) CheckList(bytes, audit::Method::kComparison);
  if (choice % 5 == 4) CheckList(bytes, audit::Method::kAlpha);
  return 0;
}
