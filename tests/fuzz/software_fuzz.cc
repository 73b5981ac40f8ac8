// record, referendum: software. With an odd first byte organiser and board sign it; it comes as the first
// change or as the second.
#include "constat/record/software_change.h"
#include "tests/fuzz/judged.h"

using namespace constat;
using record::EntryType;

namespace {

Bytes SignedByBoth(ByteView bytes) {
  const fuzz::World& world = fuzz::TheWorld();
  Bytes body(bytes.begin(), bytes.end());
  if (body.size() < record::kChangeSignaturesSize) return body;
  body.resize(body.size() - record::kChangeSignaturesSize);
  const Bytes message = record::SignedMessage(world.manifest_hash, EntryType::kSoftware, 0, body);
  Append(body, world.organiser_key.Sign(message));
  Append(body, world.board_key.Sign(message));
  return body;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const fuzz::World& world = fuzz::TheWorld();
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  const Bytes body = choice % 2 == 0 ? Bytes(bytes.begin(), bytes.end()) : SignedByBoth(bytes);
  fuzz::RequireCanonical(body, record::DecodeSoftwareChange, record::EncodeSoftwareChange);

  referendum::SoftwareChanges changes(world.referendum.context());
  if (choice % 4 >= 2) {
    static const Bytes first =
        world.SignSoftware({.number = 1, .software = {"Pages", "1", {{"a/b.js", {}}}}});
    CONSTAT_CHECK(changes.Apply(first));
  }
  const Result<record::SoftwareChange> change = record::DecodeSoftwareChange(body);
  if (!fuzz::RequireJudged(changes.Apply(body), change.has_value())) return 0;
  CONSTAT_CHECK(record::CheckSoftware(change->software).has_value());
  const Status again = changes.Apply(body);
  CONSTAT_CHECK(!again && again.error().code == ErrorCode::kBadNumber);
  return 0;
}
