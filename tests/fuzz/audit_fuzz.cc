// audit: the files of an audit of paper: plan, list of bundles, results. The first byte chooses one.
#include "constat/audit/draw.h"
#include "constat/audit/plan.h"
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

void CheckSample(const std::filesystem::path& path, audit::Method method) {
  audit::Plan plan;
  plan.method = method;
  plan.risk_limit = 0.05;
  plan.winner = "A";
  plan.loser = "B";
  plan.reported = {600, 300, 1000};
  const auto sample = audit::ReadSample(plan, {.files = {path.string()}, .seed = ""});
  CONSTAT_CHECK(sample || !sample.error().detail.empty());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  const fuzz::MemoryFile file(bytes);
  if (choice % 5 == 0) CheckPlan(file.path());
  if (choice % 5 == 1) {
    const auto manifest = audit::ReadBallotManifest(file.path());
    CONSTAT_CHECK(manifest || !manifest.error().detail.empty());
  }
  if (choice % 5 == 2) CheckSample(file.path(), audit::Method::kPolling);
  if (choice % 5 == 3) CheckSample(file.path(), audit::Method::kComparison);
  if (choice % 5 == 4) CheckSample(file.path(), audit::Method::kAlpha);
  return 0;
}
