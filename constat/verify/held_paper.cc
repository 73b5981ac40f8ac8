#include "constat/verify/held_paper.h"

#include <fmt/core.h>

#include "constat/base/check.h"
#include "constat/record/ballot.h"
#include "constat/record/credential_name.h"
#include "constat/record/shown_hash.h"

namespace constat::verify {
namespace {

std::string_view KindName(HeldPaper::Kind kind) {
  switch (kind) {
    case HeldPaper::Kind::kReceipt:
      return "the receipt";
    case HeldPaper::Kind::kPromise:
      return "the promise, which was kept,";
    case HeldPaper::Kind::kRefusal:
      return "the refusal, which was right,";
  }
  CONSTAT_CHECK(false);
}

}  // namespace

std::optional<HeldPaper::Ballot> BallotOf(const referendum::Context* context, record::EntryType type,
                                          ByteView body) {
  if (context == nullptr || type != record::EntryType::kBallot) return std::nullopt;
  const Result<record::ParsedBallot> parsed = record::ParseBallot(context->shape, body);
  if (!parsed) return std::nullopt;
  return HeldPaper::Ballot{record::Tracker(context->shape, parsed->ballot, context->manifest_hash),
                           parsed->ballot.Credential()};
}

std::vector<std::string> DescribeHeld(const referendum::Context* context, const HeldPaper& paper) {
  std::string first = fmt::format("{}: {} of {}", paper.file, KindName(paper.kind),
                                  paper.ballot ? "a ballot" : "what is no whole ballot");
  if (paper.entry) first += fmt::format(", entry {}", *paper.entry);
  std::vector<std::string> out{std::move(first)};
  if (!paper.ballot) return out;
  out.push_back("  tracker  " + record::FormatTracker(paper.ballot->tracker));
  out.push_back("  of       " +
                record::FormatCredentialName(context->manifest_hash, paper.ballot->credential));
  return out;
}

}  // namespace constat::verify
