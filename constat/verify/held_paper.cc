#include "constat/verify/held_paper.h"

#include "constat/record/ballot.h"
#include "constat/record/shown_hash.h"

namespace constat::verify {

std::optional<HeldPaper::Ballot> BallotOf(const referendum::Context* context, record::EntryType type,
                                          ByteView body) {
  if (context == nullptr || type != record::EntryType::kBallot) return std::nullopt;
  const Result<record::ParsedBallot> parsed = record::ParseBallot(context->shape, body);
  if (!parsed) return std::nullopt;
  return HeldPaper::Ballot{record::Tracker(context->shape, parsed->ballot, context->manifest_hash),
                           parsed->ballot.Credential()};
}

}  // namespace constat::verify
