// roles, cli: what a voter types: codes, trackers, choices. The first byte chooses one.
#include "constat/cli/ballot_search.h"
#include "constat/cli/voter_input.h"
#include "constat/record/test_values.h"
#include "constat/roles/voting_code.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  const std::string_view text = AsText(bytes);
  if (choice % 3 == 0) {
    const auto code = roles::VotingCode::Parse(text);
    if (code) CONSTAT_CHECK(roles::VotingCode::Parse(code->Format())->Format() == code->Format());
    CONSTAT_CHECK(code || !code.error().detail.empty());
  } else if (choice % 3 == 1) {
    const auto tracker = cli::ParseTracker(text);
    if (tracker) CONSTAT_CHECK(cli::ParseTracker(*tracker) == tracker);
    CONSTAT_CHECK(tracker || !tracker.error().detail.empty());
  } else {
    const record::Question& question = record::TestManifest().questions.front();
    const auto chosen = cli::ParseChoice(question, text);
    CONSTAT_CHECK(chosen || !chosen.error().detail.empty());
    if (chosen) {
      for (const uint16_t option : *chosen) CONSTAT_CHECK(option < question.options.size());
    }
  }
  return 0;
}
