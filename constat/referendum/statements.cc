#include "constat/referendum/statements.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/crypto/hash.h"
#include "constat/record/local_time.h"
#include "constat/record/named.h"
#include "constat/referendum/ceremony.h"
#include "constat/text/number.h"

namespace constat::referendum {
namespace {

using record::EntryType;
using record::Role;

// SigningKey is the key of a party that the manifest names, and that is no trustee.
const crypto::Ed25519PublicKey& SigningKey(const record::Manifest& manifest, record::Keeper party) {
  switch (party.role) {
    case Role::kOrganiser:
      return manifest.organiser.key;
    case Role::kBoard:
      return manifest.board.key;
    case Role::kRegistrar:
      return manifest.registrars[party.index].key;
    case Role::kWitness:
      return manifest.witnesses[party.index].key;
    case Role::kObserver:
      return manifest.observers[party.index].key;
    case Role::kTrustee:
      break;
  }
  CONSTAT_CHECK(false);
}

Status CheckTrusteeSignature(const Context& context, const record::Statement& statement,
                             ByteView unsigned_body) {
  const Status bad =
      Fail(ErrorCode::kBadSignature,
           "the signature is not by " + record::FormatTrustee(context.manifest, statement.party.index));
  wire::Reader reader(statement.signature);
  const zkp::SchnorrProof signature = zkp::ReadSchnorr(reader);
  if (!reader.Finish()) return bad;
  const group::Scalar challenge = TrusteeSignatureChallenge(
      context, EntryType::kStatement, statement.party.index, signature.commitment.encoded, unsigned_body);
  const group::Point& key = context.manifest.trustees[statement.party.index - 1u].key.point;
  return zkp::VerifySchnorr(key, signature, challenge) ? Status() : bad;
}

}  // namespace

Status CheckQuietTimes(const record::Manifest& manifest, uint64_t time_ms) {
  const uint64_t end_ms = manifest.closing_ms + manifest.grace_ms;
  if (time_ms < manifest.closing_ms || time_ms > end_ms) return {};
  return Fail(ErrorCode::kWrongPhase,
              fmt::format("no statement may come between {} and {} before the close is in the log: the "
                          "witnesses sign the log as it is then; bring the statement after the close",
                          record::FormatLocalTime(manifest, manifest.closing_ms),
                          record::FormatLocalTime(manifest, end_ms)));
}

uint64_t StatementsEndMs(const record::Manifest& manifest, uint64_t result_ms) {
  if (result_ms == 0) return manifest.archive_ms;
  // Nothing bounds the time of a `result`.
  const uint64_t end_ms =
      result_ms > UINT64_MAX - kStatementsAfterResultMs ? UINT64_MAX : result_ms + kStatementsAfterResultMs;
  return std::max(manifest.archive_ms, end_ms);
}

Status CheckParty(const record::Manifest& manifest, record::Keeper party) {
  if (record::HasParty(manifest, party)) return {};
  return Fail(ErrorCode::kUnknownAuthor,
              fmt::format("there is no {}; this referendum has {}", record::FormatParty(party),
                          record::PartiesOf(manifest, party.role)));
}

Status CheckStatementSignature(const Context& context, const record::Statement& statement, ByteView body) {
  if (statement.party.role == Role::kTrustee) {
    return CheckTrusteeSignature(context, statement,
                                 body.first(body.size() - record::kStatementSignatureSize));
  }
  return context.CheckRoleSignature(SigningKey(context.manifest, statement.party), EntryType::kStatement,
                                    statement.party, body);
}

Status Statements::CheckFields(const record::Statement& statement, uint64_t index) const {
  const record::Manifest& manifest = context_->manifest;
  CONSTAT_TRY(CheckParty(manifest, statement.party));
  if (statement.about >= index && statement.about != record::kNoEntry) {
    return Fail(
        ErrorCode::kBadNumber,
        fmt::format("the statement is about entry {}, which is not in the log before it", statement.about));
  }
  if (statement.language >= manifest.languages.size() && statement.language != record::kOtherLanguage) {
    return Fail(ErrorCode::kBadNumber, fmt::format("the statement is in language {}; this referendum has {}",
                                                   statement.language + 1, manifest.languages.size()));
  }
  const auto lines = std::count(statement.text.begin(), statement.text.end(), '\n');
  if (static_cast<size_t>(lines) <= kMostLineFeeds) return {};
  return Fail(ErrorCode::kBadText,
              fmt::format("the statement has {} lines; {} are allowed", lines + 1, kMostLineFeeds + 1));
}

// PartyOf is whose statement a good body is.
Result<record::Keeper> Statements::PartyOf(ByteView body, uint64_t index) const {
  CONSTAT_ASSIGN(const record::Statement statement, record::DecodeStatement(body));
  CONSTAT_TRY(CheckFields(statement, index));
  if (said_.contains(crypto::Sha256(body)))
    return Fail(ErrorCode::kDuplicate, "the same statement is in the log already");
  if (CountOf(statement.party) >= kMostStatements) {
    return Fail(ErrorCode::kTooManyStatements,
                fmt::format("{} statements of this party are in the log already, and no more are allowed",
                            kMostStatements));
  }
  CONSTAT_TRY(CheckStatementSignature(*context_, statement, body));
  return statement.party;
}

Status Statements::Judge(ByteView body, uint64_t index) const {
  CONSTAT_TRY(PartyOf(body, index));
  return {};
}

Status Statements::Apply(ByteView body, uint64_t index) {
  CONSTAT_ASSIGN(const record::Keeper party, PartyOf(body, index));
  said_.insert(crypto::Sha256(body));
  ++count_[party];
  return {};
}

size_t Statements::CountOf(record::Keeper party) const {
  const auto at = count_.find(party);
  return at == count_.end() ? 0 : at->second;
}

}  // namespace constat::referendum
