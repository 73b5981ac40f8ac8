// record, referendum: trustee_commit and trustee_drill. The first byte chooses which, and whether the trustee
// it names signs it.
#include "constat/record/ceremony.h"
#include "tests/fuzz/judged.h"

using namespace constat;
using record::EntryType;
using referendum::Ceremony;

namespace {

// SignedByTrustee is the body with a right signature, where it names a trustee.
Bytes SignedByTrustee(EntryType type, ByteView bytes) {
  fuzz::World& world = fuzz::TheWorld();
  Bytes body(bytes.begin(), bytes.end());
  if (body.size() < 2 + record::kSchnorrSize) return body;
  const auto j = static_cast<uint16_t>(body[0] << 8 | body[1]);
  return j >= 1 && j <= world.plan.trustees ? world.TrusteeSigned(type, j, body) : body;
}

void JudgeCommit(ByteView body) {
  Ceremony ceremony(fuzz::TheWorld().referendum.context());
  const bool decodes = record::DecodeTrusteeCommit(body).has_value();
  if (!fuzz::RequireJudged(ceremony.ApplyCommit(body), decodes)) return;
  const Status again = ceremony.ApplyCommit(body);
  CONSTAT_CHECK(!again && again.error().code == ErrorCode::kDuplicate);
}

// Dealt is the world's ceremony before the drills.
std::unique_ptr<Ceremony> Dealt() {
  fuzz::World& world = fuzz::TheWorld();
  auto ceremony = std::make_unique<Ceremony>(world.referendum.context());
  for (const Bytes& bytes : world.log) {
    const record::EntryView entry = record::DecodeEntry(bytes).value();
    if (entry.type == EntryType::kTrusteeCommit) CONSTAT_CHECK(ceremony->ApplyCommit(entry.body));
    if (entry.type == EntryType::kTrusteeDeal) CONSTAT_CHECK(ceremony->ApplyDeal(entry.body));
  }
  return ceremony;
}

void JudgeDrill(ByteView body) {
  static std::unique_ptr<Ceremony> ceremony = Dealt();
  const bool decodes = record::DecodeTrusteeDrill(body).has_value();
  const Status judged = ceremony->ApplyDrill(body, *fuzz::TheWorld().referendum.complete_roll());
  if (!fuzz::RequireJudged(judged, decodes)) {
    CONSTAT_CHECK(ceremony->Drills() == 0);
    return;
  }
  CONSTAT_CHECK(ceremony->Drills() == 1);
  ceremony = Dealt();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  const EntryType type = choice % 2 == 0 ? EntryType::kTrusteeCommit : EntryType::kTrusteeDrill;
  Bytes body(bytes.begin(), bytes.end());
  if (choice % 4 >= 2) body = SignedByTrustee(type, bytes);
  if (type == EntryType::kTrusteeCommit) {
    fuzz::RequireCanonical(body, record::DecodeTrusteeCommit, record::EncodeTrusteeCommit);
    JudgeCommit(body);
  } else {
    fuzz::RequireCanonical(body, record::DecodeTrusteeDrill, record::EncodeTrusteeDrill);
    JudgeDrill(body);
  }
  return 0;
}
