#include "constat/party/trustee/drill.h"

#include <fmt/core.h>

namespace constat::party {

Result<Bytes> Drill(const DrillInput& input, crypto::Rng& rng) {
  const referendum::Referendum& state = input.state;
  if (state.phase() != referendum::Phase::kRoll) {
    return Fail(ErrorCode::kWrongOrder,
                fmt::format("working keys are shown when the roll is complete and before the opening, "
                            "and now {}",
                            referendum::PhaseWords(state.phase())));
  }
  if (state.ceremony().HasDrilled(input.trustee.index())) {
    return Fail(ErrorCode::kDuplicate, "you have shown your key already; there is nothing to do");
  }
  CONSTAT_ASSIGN(Bytes body, input.trustee.MakeDrill(state, rng));
  CONSTAT_TRY(OpenAndSee(input.memory, input.trustee.key(), input.record));
  return body;
}

}  // namespace constat::party
