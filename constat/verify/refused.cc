#include "constat/verify/refused.h"

#include "constat/record/author.h"
#include "constat/record/tally.h"

namespace constat::verify {

using record::EntryType;

namespace {

// A result is a few parts; more are not put together, whatever a board publishes.
constexpr uint16_t kMostParts = 64;

}  // namespace

Finding DescribeRefused(const referendum::Referendum& state, const record::EntryView& entry, uint64_t index,
                        const Error& error) {
  Finding out{.entry = index, .code = error.code, .text = error.detail};
  out.refused = RefusedEntry{.type = entry.type,
                             .author = record::AuthorOf(entry),
                             .too_early = error.code == ErrorCode::kWrongPhase &&
                                          state.context() != nullptr && state.ComesTooEarly(entry.type)};
  if (entry.type == EntryType::kClose && error.code == ErrorCode::kWrongCount) {
    if (const Result<record::Close> close = record::DecodeClose(entry.body))
      out.ballots = StatedCount{close->ballots, state.ballots().Ballots()};
  }
  return out;
}

void PublishedParts::See(const referendum::Context& context, const record::EntryView& entry, uint64_t index,
                         bool accepted) {
  const Result<record::ResultPart> part = record::DecodeResultPart(entry.body);
  if (!part || part->chunk >= kMostParts) return;
  if (!accepted) {
    const Status by_board = context.CheckRoleSignature(context.manifest.board.key, EntryType::kResult,
                                                       {record::Role::kBoard, 0}, entry.body);
    if (!by_board || !refused_.emplace(part->chunk, index).second) return;
    parts_[part->chunk] = part->part;
    return;
  }
  parts_.emplace(part->chunk, part->part);
}

std::optional<PublishedResult> PublishedParts::Read(const record::Manifest& manifest) const {
  if (refused_.empty()) return std::nullopt;
  Bytes bytes;
  for (const auto& [number, part] : parts_) bytes.insert(bytes.end(), part.begin(), part.end());
  Result<record::Outcome> outcome = record::DecodeOutcome(manifest, bytes);
  if (!outcome) return std::nullopt;
  return PublishedResult{refused_.begin()->second, *std::move(outcome)};
}

}  // namespace constat::verify
