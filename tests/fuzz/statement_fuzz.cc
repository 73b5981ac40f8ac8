// record, referendum: statement. With an odd first byte the party it names signs it; it comes as entry 9.
#include "constat/record/statement.h"
#include "tests/fuzz/judged.h"

using namespace constat;

namespace {

Bytes SignedByParty(ByteView bytes) {
  fuzz::World& world = fuzz::TheWorld();
  const Result<record::Statement> statement = record::DecodeStatement(bytes);
  if (!statement || !referendum::CheckParty(world.manifest, statement->party))
    return {bytes.begin(), bytes.end()};
  return world.SignStatement(*statement);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  const Bytes body = choice % 2 == 0 ? Bytes(bytes.begin(), bytes.end()) : SignedByParty(bytes);
  fuzz::RequireCanonical(body, record::DecodeStatement, record::EncodeStatement);

  referendum::Statements statements(fuzz::TheWorld().referendum.context());
  const bool decodes = record::DecodeStatement(body).has_value();
  if (!fuzz::RequireJudged(statements.Apply(body, 9), decodes)) return 0;
  const Status again = statements.Apply(body, 9);
  CONSTAT_CHECK(!again && again.error().code == ErrorCode::kDuplicate);
  return 0;
}
