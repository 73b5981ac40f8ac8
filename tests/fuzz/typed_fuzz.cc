// What people type or copy: a voting code, a tracker, a choice, a time, a voter's name. The first
// byte chooses one.
#include "constat/parcel/secret/voting_code.h"
#include "constat/party/voter/choice.h"
#include "constat/record/credential_name.h"
#include "constat/record/shown_hash.h"
#include "constat/testing/manifest.h"
#include "constat/text/utc_time.h"
#include "tests/fuzz/property.h"

using namespace constat;

namespace {

void CheckCode(std::string_view text) {
  const auto code = parcel::VotingCode::Parse(text);
  CONSTAT_CHECK(code || !code.error().detail.empty());
  if (!code) return;
  const auto again = parcel::VotingCode::Parse(code->Format());
  CONSTAT_CHECK(again && again->Format() == code->Format());
}

void CheckTracker(std::string_view text) {
  const auto tracker = record::TypedTracker::Parse(text);
  CONSTAT_CHECK(tracker || !tracker.error().detail.empty());
  if (!tracker) return;
  const auto again = record::TypedTracker::Parse(tracker->Format());
  CONSTAT_CHECK(again && again->Format() == tracker->Format());
}

void CheckName(std::string_view text) {
  const auto name = record::TypedCredentialName::Parse(text);
  CONSTAT_CHECK(name || !name.error().detail.empty());
  if (!name) return;
  const auto again = record::TypedCredentialName::Parse(name->Format());
  CONSTAT_CHECK(again && again->Format() == name->Format());
  CONSTAT_CHECK(record::IsCredentialName(name->Format()) && !record::TypedTracker::Parse(name->Format()));
}

void CheckChoice(const record::Question& question, std::string_view text) {
  const auto choice = party::ParseChoice(question, text);
  CONSTAT_CHECK(choice || !choice.error().detail.empty());
  if (!choice) return;
  for (const uint16_t option : *choice) CONSTAT_CHECK(option < question.options.size());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  const std::string_view text = AsText(bytes);
  switch (choice % 5) {
    case 0:
      CheckCode(text);
      break;
    case 1:
      CheckTracker(text);
      break;
    case 2:
      for (const record::Question& question : record::TestManifest().questions) CheckChoice(question, text);
      break;
    case 4:
      CheckName(text);
      break;
    default:
      const auto time = constat::text::ParseUtcTime(text);
      CONSTAT_CHECK(time ? *time % 1000 == 0 : !time.error().detail.empty());
  }
  return 0;
}
