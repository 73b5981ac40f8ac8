#include <fmt/core.h>

#include "constat/record/ceremony.h"
#include "constat/record/credential_name.h"
#include "constat/record/shown_hash.h"
#include "constat/report/record/figures.h"
#include "constat/report/record/show_json.h"
#include "constat/text/hex.h"

namespace constat::report {
namespace {

std::string Hex(const group::WirePoint& point) { return text::FormatHex(point.encoded); }
std::string Hex(const group::Scalar& scalar) { return text::FormatHex(scalar.Encode()); }

Json SchnorrJson(const zkp::SchnorrProof& proof) {
  return Json{{"A", Hex(proof.commitment)}, {"z", Hex(proof.response)}};
}

Json DleqJson(const zkp::DleqProof& proof) {
  return Json{
      {"A1", Hex(proof.commitment_base)}, {"A2", Hex(proof.commitment_other)}, {"z", Hex(proof.response)}};
}

Json TrusteeJson(const referendum::Context* context, uint16_t number) {
  const bool known = context != nullptr && number >= 1 && number <= context->manifest.trustees.size();
  return ShowAuthor(number, known ? &context->manifest.trustees[number - 1].name : nullptr);
}

tl::unexpected<Error> NeedsManifest() {
  return Fail(ErrorCode::kWrongOrder, "the layout depends on the manifest, which is not known");
}

using Fields = record::BallotFields<const record::Ballot>;

Json MembershipJson(const Fields::Membership& proof) {
  Json commitments = Json::array();
  for (const group::EncodedPoint& point : proof.commitments) commitments.push_back(text::FormatHex(point));
  Json challenges = Json::array();
  for (const group::Scalar& scalar : proof.challenges) challenges.push_back(Hex(scalar));
  Json responses = Json::array();
  for (const group::Scalar& scalar : proof.responses) responses.push_back(Hex(scalar));
  return Json{{"commitments", commitments}, {"challenges", challenges}, {"responses", responses}};
}

Json AnswerJson(const Texts& texts, const Fields& fields, size_t q, size_t options) {
  Json shown = Json::array();
  for (size_t o = 0; o < options; ++o) {
    shown.push_back(Json{{"option", texts.Option(q, o)},
                         {"R", text::FormatHex(fields.R(q, o))},
                         {"C", text::FormatHex(fields.C(q, o))},
                         {"proof", MembershipJson(fields.OptionProof(q, o))}});
  }
  return Json{
      {"question", texts.Question(q)}, {"options", shown}, {"sum_proof", MembershipJson(fields.SumProof(q))}};
}

Json OutcomeJson(const record::Manifest& manifest, const record::Outcome& outcome) {
  const Texts texts(manifest, "");
  Json regions = Json::array();
  for (size_t r = 0; r < outcome.regions.size(); ++r) {
    const record::RegionTurnout& region = outcome.regions[r];
    regions.push_back(Json{{"region", manifest.regions[r].id},
                           {"registered", region.registered},
                           {"counted", region.counted},
                           {"ballots", region.ballots}});
  }
  Json units = Json::array();
  for (const record::UnitResult& unit : outcome.units) {
    Json ids = Json::array();
    for (const uint16_t r : unit.regions) ids.push_back(manifest.regions[r].id);
    Json questions = Json::array();
    for (size_t q = 0; q < unit.votes.size(); ++q) {
      Json votes = Json::array();
      for (size_t o = 0; o < unit.votes[q].size(); ++o) {
        votes.push_back(Json{{"option", texts.Option(q, o)}, {"votes", unit.votes[q][o]}});
      }
      questions.push_back(votes);
    }
    units.push_back(Json{{"regions", ids},
                         {"counted", unit.counted},
                         {"decrypted", unit.decrypted},
                         {"questions", questions}});
  }
  Json questions = Json::array();
  for (const record::QuestionResult& question : outcome.questions) {
    questions.push_back(Json{{"verdict", record::VerdictName(question.verdict)}});
  }
  return Json{{"regions", regions}, {"units", units}, {"questions", questions}};
}

}  // namespace

Json ShowAuthor(uint64_t number, const std::string* name) {
  Json out{{"number", number}, {"name", nullptr}};
  if (name != nullptr) out["name"] = *name;
  return out;
}

Result<Json> ShowCommit(const referendum::Context* context, ByteView body) {
  CONSTAT_ASSIGN(const record::TrusteeCommit commit, record::DecodeTrusteeCommit(body));
  return Json{{"dealer", TrusteeJson(context, commit.dealer)},
              {"deal_hash", text::FormatHex(commit.deal_hash)},
              {"signature", SchnorrJson(commit.signature)}};
}

Result<Json> ShowDeal(const referendum::Context* context, ByteView body) {
  if (context == nullptr) return NeedsManifest();
  CONSTAT_ASSIGN(const record::TrusteeDeal deal, record::DecodeTrusteeDeal(context->manifest, body));
  Json commitments = Json::array();
  for (const group::WirePoint& commitment : deal.commitments) commitments.push_back(Hex(commitment));
  Json shares = Json::array();
  for (size_t j = 0; j < deal.shares.size(); ++j) {
    shares.push_back(Json{{"to", TrusteeJson(context, static_cast<uint16_t>(j + 1))},
                          {"ephemeral", Hex(deal.shares[j].ephemeral)},
                          {"possession", SchnorrJson(deal.shares[j].possession)},
                          {"sealed", text::FormatHex(deal.shares[j].sealed)}});
  }
  return Json{{"dealer", TrusteeJson(context, deal.dealer)},
              {"commitments", commitments},
              {"possession", SchnorrJson(deal.possession)},
              {"shares", shares},
              {"signature", SchnorrJson(deal.signature)}};
}

Result<Json> ShowAccept(const referendum::Context* context, ByteView body) {
  CONSTAT_ASSIGN(const record::TrusteeAccept accept, record::DecodeTrusteeAccept(body));
  return Json{{"trustee", TrusteeJson(context, accept.trustee)},
              {"deals_hash", text::FormatHex(accept.deals_hash)},
              {"signature", SchnorrJson(accept.signature)}};
}

Result<Json> ShowComplaint(const referendum::Context* context, ByteView body) {
  CONSTAT_ASSIGN(const record::TrusteeComplaint complaint, record::DecodeTrusteeComplaint(body));
  return Json{{"trustee", TrusteeJson(context, complaint.trustee)},
              {"dealer", TrusteeJson(context, complaint.dealer)},
              {"shared", Hex(complaint.shared)},
              {"proof", DleqJson(complaint.proof)},
              {"signature", SchnorrJson(complaint.signature)}};
}

Result<Json> ShowDrill(const referendum::Context* context, ByteView body) {
  CONSTAT_ASSIGN(const record::TrusteeDrill drill, record::DecodeTrusteeDrill(body));
  return Json{{"trustee", TrusteeJson(context, drill.trustee)},
              {"possession", SchnorrJson(drill.possession)},
              {"signature", SchnorrJson(drill.signature)}};
}

Result<Json> ShowBallot(const referendum::Context* context, ByteView body) {
  if (context == nullptr) return NeedsManifest();
  CONSTAT_ASSIGN(const record::ParsedBallot parsed, record::ParseBallot(context->shape, body));
  if (parsed.first_bad_scalar != SIZE_MAX) {
    return Fail(ErrorCode::kBadScalar, fmt::format("field {} of the ballot", parsed.first_bad_scalar));
  }
  const record::Ballot& ballot = parsed.ballot;
  const Fields fields(context->shape, ballot);
  const Texts texts(context->manifest, "");
  const Bytes32 tracker = record::Tracker(context->shape, ballot, context->manifest_hash);
  Json answers = Json::array();
  for (size_t q = 0; q < context->shape.questions.size(); ++q) {
    answers.push_back(AnswerJson(texts, fields, q, context->shape.questions[q].options));
  }
  return Json{
      {"tracker", record::FormatTracker(tracker)},
      {"tracker_hash", text::FormatHex(tracker)},
      {"credential_name", record::FormatCredentialName(context->manifest_hash, ballot.Credential())},
      {"credential", text::FormatHex(ballot.Credential())},
      {"revision", ballot.revision},
      {"answers", answers},
      {"signature", Json{{"A", text::FormatHex(fields.SignatureA())}, {"z", Hex(fields.SignatureZ())}}}};
}

Result<Json> ShowClose(ByteView body) {
  CONSTAT_ASSIGN(const record::Close close, record::DecodeClose(body));
  const Result<tlog::SignedCheckpoint> checkpoint = tlog::ParseSignedCheckpoint(close.checkpoint);
  Json shown = text::FormatHex(AsBytes(close.checkpoint));
  if (checkpoint) shown = ShowCheckpoint(*checkpoint);
  return Json{
      {"ballots", close.ballots}, {"checkpoint", shown}, {"signature", text::FormatHex(close.signature)}};
}

Result<Json> ShowShare(const referendum::Context* context, ByteView body) {
  constexpr size_t kFrame = 2 + 2 + 3 * 32;  // trustee, chunk, proof
  if (body.size() < kFrame) return Fail(ErrorCode::kTruncated, "shorter than a share without points");
  CONSTAT_ASSIGN(const record::DecryptionShare share,
                 record::DecodeDecryptionShare(body, (body.size() - kFrame) / 32));
  Json shares = Json::array();
  for (const group::WirePoint& point : share.shares) shares.push_back(Hex(point));
  return Json{{"trustee", TrusteeJson(context, share.trustee)},
              {"chunk", share.chunk},
              {"shares", shares},
              {"proof", DleqJson(share.proof)}};
}

Result<Json> ShowResult(const referendum::Context* context, ByteView body) {
  CONSTAT_ASSIGN(const record::ResultPart part, record::DecodeResultPart(body));
  Json shown = text::FormatHex(part.part);
  if (context != nullptr && part.chunk == 0 && part.part.size() < record::kResultPartSize) {
    const Result<record::Outcome> outcome = record::DecodeOutcome(context->manifest, part.part);
    if (outcome) shown = OutcomeJson(context->manifest, *outcome);
  }
  return Json{{"chunk", part.chunk}, {"part", shown}, {"signature", text::FormatHex(part.signature)}};
}

}  // namespace constat::report
