#include "constat/testing/story.h"

#include <fmt/core.h>

#include "constat/io/file.h"
#include "constat/party/organiser/organiser.h"
#include "constat/party/trustee/accept.h"
#include "constat/party/trustee/decryption.h"
#include "constat/party/trustee/drill.h"
#include "constat/party/voter/may_vote.h"
#include "constat/party/voter/next_revision.h"
#include "constat/record/secret/sign_refusal.h"
#include "constat/verify/light/place.h"

namespace constat::testing {

using record::EntryType;
using referendum::NumberedBallot;

Device::Device(Story& story, party::VoterSecret secret)
    : clock(&story.clock), story_(&story), secret_(std::move(secret)) {}

verify::RecordView Device::Look() const {
  const verify::OpenedPlace place =
      Value(verify::OpenPlace({story_->Record().string(), story_->TrustFile().string()}));
  return Value(verify::RecordView::OpenFor(place, credential(), {}));
}

Result<Device::Plan> Device::MakePlan() const {
  Plan out{Look(), {}, 0};
  const verify::RecordView& view = out.view;
  CONSTAT_ASSIGN(out.slot, party::FindSlot(view.state(), view.own()));
  std::vector<NumberedBallot> known;
  for (const tlog::InclusionReceipt& receipt : receipts_) {
    CONSTAT_ASSIGN(const NumberedBallot ballot,
                   party::CheckOwnReceipt(receipt, {&view.policy(), &view.state(), &view.own()}));
    known.push_back(ballot);
  }
  CONSTAT_TRY(party::CheckMayVote(story_->manifest, view.own(), known));
  std::vector<NumberedBallot> noted;
  for (const parcel::OwnBallot& note : notes_) noted.push_back({note.revision, note.tracker});
  out.revision = party::PlanNextBallot(view.own(), known, noted).revision;
  return out;
}

Result<uint64_t> Device::Revision() const {
  CONSTAT_ASSIGN(const Plan plan, MakePlan());
  return plan.revision;
}

Result<Bytes> Device::Vote(uint16_t option) {
  CONSTAT_ASSIGN(const Plan plan, MakePlan());
  CONSTAT_ASSIGN(party::BallotDraft draft, party::BallotDraft::Make({plan.view.context_ptr(),
                                                                     plan.view.state().ceremony().JointKey(),
                                                                     plan.slot.region,
                                                                     plan.revision,
                                                                     {{option}}},
                                                                    secret_, story_->rng));
  notes_.push_back({story_->manifest_hash, credential(), plan.revision, draft.tracker()});
  return std::move(draft).Cast(secret_, story_->rng);
}

Story::Story(Plan the_plan) : Town(std::move(the_plan)) {
  std::filesystem::create_directories(TrustFile().parent_path());
  const referendum::ContextPtr context = Value(referendum::MakeContext(manifest_body));
  const std::string trust = Value(verify::FormatTrust(manifest_hash, context->LogPolicy()));
  EXPECT_THAT(io::WriteFile(TrustFile(), AsBytes(trust)), Succeeds());
}

Device Story::DeviceOf(size_t voter) {
  return {*this, Value(party::VoterSecret::FromCodes(context(), codes[voter]))};
}

uint64_t Story::CastWith(Device& device, uint16_t option) {
  const uint64_t index = Append(EntryType::kBallot, Value(device.Vote(option)));
  Publish();
  tlog::InclusionReceipt receipt = Value(board->Receipt(index));
  KeepReceipt(receipt);
  device.Receive(std::move(receipt));
  return index;
}

void Story::CastAll(const std::vector<size_t>& who) {
  for (const size_t voter : who) {
    Device device = DeviceOf(voter);
    CastWith(device, 0);
  }
}

Result<uint64_t> Story::Bring(const Bytes& body, uint64_t ago_ms) {
  const ShiftedClock now = board_clock;
  board_clock = ShiftedClock(&now);
  board_clock.Shift(-static_cast<int64_t>(ago_ms));
  Result<uint64_t> index = board->Append(EntryType::kBallot, body);
  board_clock = now;
  return index;
}

record::RefusalFile Story::Refused(const Device& device, const Bytes& body, uint64_t ago_ms,
                                   party::Growth growth) {
  record::Request request;
  rng.Fill(request.random);
  request.tree = board->published()->checkpoint.Tree();
  if (board->state().tree().Head() != request.tree) Publish();
  const party::Arrival arrival{record::RefusedType::kBallot, body, board_clock.NowMs() - ago_ms};
  const party::Judged judged = party::JudgeArrival(board->state(), arrival, growth);
  EXPECT_EQ(judged.decision, party::Decision::kRefuse) << ErrorName(judged.why.code);
  const tlog::TreeHead tree = board->published()->checkpoint.Tree();
  EXPECT_EQ(board->state().tree().Head(), tree);
  const record::Refusal refusal =
      party::MakeRefusal(arrival, judged, {manifest_hash, tree, record::RequestHash(request)}, refusal_key);
  const verify::Asked asked{record::RefusedType::kBallot, body, request, device.clock.NowMs() - ago_ms,
                            device.clock.NowMs()};
  EXPECT_THAT(verify::CheckAnswer(refusal, asked, {context(), board->state().voting_time(), tree.size}),
              Succeeds());
  return {refusal, request, body};
}

record::RefusalFile Story::SignedRefusal(const Bytes& body, ErrorCode code, uint64_t time_ms) {
  const record::Request request;
  record::Refusal refusal;
  refusal.manifest_hash = manifest_hash;
  refusal.body_hash = record::RefusedHash(refusal.type, body);
  refusal.code = static_cast<uint16_t>(code);
  refusal.tree = board->published()->checkpoint.Tree();
  refusal.time_ms = time_ms;
  refusal.request = record::RequestHash(request);
  return {record::SignRefusal(refusal, refusal_key), request, body};
}

void Story::Keep(const std::string& list, std::string_view contents) {
  std::vector<std::string>& names = kept_[list];
  names.push_back(fmt::format("{}-{}", list, names.size()));
  EXPECT_THAT(io::WriteFile(TrustFile().parent_path() / names.back(), AsBytes(contents)), Succeeds());
  std::string trust = Value(verify::FormatTrust(manifest_hash, context().LogPolicy()));
  for (const auto& [key, files] : kept_) {
    trust += key + " = [";
    for (const std::string& name : files) trust += "\"" + name + "\", ";
    trust += "]\n";
  }
  EXPECT_THAT(io::WriteFile(TrustFile(), AsBytes(trust)), Succeeds());
}

void Story::KeepRefusal(const record::RefusalFile& refusal) {
  Keep("refusals", AsText(record::EncodeRefusalFile(refusal)));
}

void Story::AcceptBy(const Clock& trustees_clock) {
  Publish();
  const verify::RecordView view = Value(verify::OpenView({Record().string(), TrustFile().string()}, {}));
  for (size_t t = 0; t < trustees.size(); ++t) {
    const party::AcceptInput input{
        .state = view.state(),
        .record = {manifest_hash, view.source(), view.checkpoint().checkpoint.Tree()},
        .trustee = trustees[t],
        .memory = folder.path() / ("trustee-" + std::to_string(t)),
        .now_ms = trustees_clock.NowMs()};
    const party::Acceptance acceptance = Value(party::Accept(input, rng));
    Append(acceptance.judgement.type, acceptance.judgement.body);
  }
  Publish();
}

void Story::DrillWith(const std::vector<size_t>& who) {
  for (const size_t t : who) {
    const tlog::TreeHead tree = Value(board->Commit()).checkpoint.Tree();
    const party::DrillInput input{.state = board->state(),
                                  .record = {manifest_hash, board->log(), tree},
                                  .trustee = trustees[t],
                                  .memory = folder.path() / ("trustee-" + std::to_string(t))};
    Append(EntryType::kTrusteeDrill, Value(party::Drill(input, rng)));
  }
}

void Story::Count(const std::vector<size_t>& who) {
  const verify::Trust trust{
      .manifest_hash = manifest_hash, .policy = context().LogPolicy(), .checkpoints = {}, .receipts = {}};
  KeepCheckpoint();
  const tlog::DirectorySource record(Record());
  for (const size_t t : who) {
    const party::DecryptInput input{.record = record,
                                    .trust = trust,
                                    .memory = folder.path() / ("trustee-" + std::to_string(t)),
                                    .trustee = [&](referendum::ContextPtr of) {
                                      return party::Trustee::Make(std::move(of),
                                                                  trustee_keys.secrets[t].Copy());
                                    }};
    const party::Decryption decryption = Value(party::Decrypt(input, rng));
    ASSERT_TRUE(decryption.shares.has_value())
        << ::testing::PrintToString(Everything(decryption.verification));
    for (const Bytes& body : *decryption.shares) Append(EntryType::kDecryptionShare, body);
    Publish();
  }
  ASSERT_THAT(board->AppendResult(), Succeeds());
  Publish();
}

verify::Verification Story::Verify() const {
  const verify::Trust trust = Value(verify::ReadTrust(TrustFile()));
  return VerifyWith(tlog::DirectorySource(Record()), {.trust = &trust, .threads = 2});
}

}  // namespace constat::testing
