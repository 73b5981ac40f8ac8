// record, referendum: roll_chunk with its order hash. With an odd first byte the registrar it names signs it;
// it comes as the first of the roll, or after registrar 0's first one.
#include "constat/record/roll.h"
#include "tests/fuzz/judged.h"

using namespace constat;
using record::EntryType;

namespace {

Bytes SignedByRegistrar(ByteView bytes) {
  const fuzz::World& world = fuzz::TheWorld();
  Bytes body(bytes.begin(), bytes.end());
  if (body.size() < 2 + record::kSignatureSize) return body;
  const auto m = static_cast<uint16_t>(body[0] << 8 | body[1]);
  if (m >= world.registrar_keys.size()) return body;
  return world.Signed(world.registrar_keys[m], EntryType::kRollChunk, m, body);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const fuzz::World& world = fuzz::TheWorld();
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  const Bytes body = choice % 2 == 0 ? Bytes(bytes.begin(), bytes.end()) : SignedByRegistrar(bytes);
  fuzz::RequireCanonical(body, record::DecodeRollChunk, record::EncodeRollChunk);

  const referendum::Context& context = world.context();
  referendum::Roll roll(world.referendum.context());
  if (choice % 4 >= 2) {
    static const referendum::CheckedRollChunk first =
        referendum::CheckRollChunk(context, world.chunk_bodies[0][0]);
    CONSTAT_CHECK(roll.ApplyChunk(first, world.chunk_bodies[0][0]));
  }
  const bool decodes = record::DecodeRollChunk(body).has_value();
  const referendum::CheckedRollChunk checked = referendum::CheckRollChunk(context, body);
  CONSTAT_CHECK(checked.encoding.has_value() == decodes);
  if (!fuzz::RequireJudged(roll.ApplyChunk(checked, body), decodes)) return 0;
  const Status again = roll.ApplyChunk(checked, body);
  CONSTAT_CHECK(!again && again.error().code == ErrorCode::kRollOrder);
  return 0;
}
