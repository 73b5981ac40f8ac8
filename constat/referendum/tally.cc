#include "constat/referendum/tally.h"

#include <fmt/format.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/crypto/hash.h"
#include "constat/group/msm.h"
#include "constat/record/local_time.h"
#include "constat/record/named.h"
#include "constat/record/roll.h"
#include "constat/referendum/decision_rule.h"
#include "constat/wire/writer.h"

namespace constat::referendum {

using group::Point;
using group::Scalar;
using group::WirePoint;
using record::EntryType;
using record::kSumsPerChunk;

Tally::Tally(const TallyInput& input) : input_(input) {
  const record::Manifest& manifest = input_.context->manifest;
  std::vector<uint32_t> counted;
  for (size_t r = 0; r < manifest.regions.size(); ++r) {
    counted.push_back(input_.ballots->CountedIn(static_cast<uint16_t>(r)));
  }
  units_ = FormUnits(counted, manifest.floor);
  encoded_units_ = EncodeUnits(units_);
  for (const Unit& unit : units_) {
    if (!unit.decrypted) continue;
    std::vector<Point> sum(2 * input_.context->shape.ciphertexts);
    for (const uint16_t region : unit.regions) {
      const std::vector<Point>& part = input_.ballots->SumsIn(region);
      for (size_t i = 0; i < sum.size(); ++i) sum[i] += part[i];
    }
    for (size_t i = 0; i < sum.size(); i += 2) {
      sums_.push_back({WirePoint::From(sum[i]), WirePoint::From(sum[i + 1])});
    }
  }
}

size_t Tally::Chunks() const { return (sums_.size() + kSumsPerChunk - 1) / kSumsPerChunk; }

std::span<const elgamal::Ciphertext> Tally::Chunk(size_t chunk) const {
  const size_t first = chunk * kSumsPerChunk;
  return std::span(sums_).subspan(first, std::min(kSumsPerChunk, sums_.size() - first));
}

Bytes32 Tally::SumsHash() const {
  wire::Writer writer;
  writer.Fixed(input_.context->manifest_hash).Fixed(encoded_units_);
  for (const elgamal::Ciphertext& sum : sums_) writer.Fixed(sum.R.encoded).Fixed(sum.C.encoded);
  return crypto::LabelledSha256(crypto::Label::kSumsHash, writer.bytes());
}

elgamal::ShareStatement Tally::Statement(uint16_t trustee, uint16_t chunk) const {
  return {.manifest_hash = input_.context->manifest_hash,
          .trustee = trustee,
          .verification_key = input_.ceremony->VerificationKey(trustee),
          .chunk = chunk,
          .units = encoded_units_,
          .sums = Chunk(chunk),
          .shares = {}};
}

Status Tally::ApplyShare(ByteView body) {
  CONSTAT_ASSIGN(const record::DecryptionShareHead head, record::DecodeDecryptionShareHead(body));
  if (head.trustee < 1 || head.trustee > input_.context->manifest.trustees.size()) {
    return Fail(ErrorCode::kUnknownAuthor,
                fmt::format("there is no trustee {}; this referendum has {}", head.trustee,
                            input_.context->manifest.trustees.size()));
  }
  if (head.chunk >= Chunks()) {
    return Fail(ErrorCode::kBadNumber, fmt::format("there is no part {} of the sums to decrypt; there are {}",
                                                   head.chunk + 1, Chunks()));
  }
  const auto said = shares_.find(head.trustee);
  if (said != shares_.end() && !said->second[head.chunk].empty()) {
    return Fail(ErrorCode::kDuplicate,
                fmt::format("{} has decrypted part {} of the sums already",
                            record::FormatTrustee(input_.context->manifest, head.trustee), head.chunk + 1));
  }
  CONSTAT_ASSIGN(record::DecryptionShare share,
                 record::DecodeDecryptionShare(body, Chunk(head.chunk).size()));
  elgamal::ShareStatement statement = Statement(head.trustee, head.chunk);
  statement.shares = share.shares;
  const Status verified = elgamal::VerifyShare(statement, share.proof);
  if (!verified) {
    return Fail(ErrorCode::kWrongShare,
                fmt::format("{}: {}", record::FormatTrustee(input_.context->manifest, head.trustee),
                            verified.error().detail));
  }
  auto& chunks = shares_[head.trustee];
  chunks.resize(Chunks());
  chunks[head.chunk] = std::move(share.shares);
  return {};
}

std::vector<uint16_t> Tally::Complete() const {
  std::vector<uint16_t> out;
  const auto trustees = static_cast<uint16_t>(input_.context->manifest.trustees.size());
  for (uint16_t j = 1; j <= trustees; ++j) {
    const auto said = shares_.find(j);
    const bool complete = Chunks() == 0 || (said != shares_.end() &&
                                            std::none_of(said->second.begin(), said->second.end(),
                                                         [](const auto& chunk) { return chunk.empty(); }));
    if (complete) out.push_back(j);
  }
  return out;
}

Status Tally::CheckEnoughShares() const {
  const record::Manifest& manifest = input_.context->manifest;
  const std::vector<uint16_t> complete = Complete();
  if (complete.size() >= manifest.threshold) return {};
  std::vector<std::string> missing;
  for (size_t j = 1; j <= manifest.trustees.size(); ++j) {
    if (std::find(complete.begin(), complete.end(), j) == complete.end())
      missing.push_back(record::FormatTrustee(manifest, j));
  }
  return Fail(ErrorCode::kTooFewShares,
              fmt::format("{} of the {} trustees who are needed have decrypted the sums (missing: {})",
                          complete.size(), manifest.threshold, fmt::join(missing, ", ")));
}

// DecryptCounts returns the count of every sum. Spec: TAL-8.
Result<std::vector<uint64_t>> Tally::DecryptCounts() const {
  CONSTAT_TRY(CheckEnoughShares());
  std::vector<uint16_t> trustees = Complete();
  trustees.resize(input_.context->manifest.threshold);
  std::vector<Scalar> minus_lagrange = elgamal::LagrangeAtZero(trustees);
  for (Scalar& l : minus_lagrange) l = -l;

  uint64_t most = 0;
  std::vector<uint64_t> limits;
  for (const Unit& unit : units_) {
    if (!unit.decrypted) continue;
    most = std::max(most, unit.counted);
    limits.insert(limits.end(), input_.context->shape.ciphertexts, unit.counted);
  }
  const elgamal::CountFinder finder(most);
  std::vector<uint64_t> counts;
  for (size_t k = 0; k < sums_.size(); ++k) {
    std::vector<Point> shares;
    for (const uint16_t j : trustees)
      shares.push_back(shares_.at(j)[k / kSumsPerChunk][k % kSumsPerChunk].point);
    const Point message = sums_[k].C.point + group::MulBatchVartime(minus_lagrange, shares);
    CONSTAT_ASSIGN(const uint64_t count, finder.Find(message));
    if (count > limits[k])
      return Fail(ErrorCode::kNoCount, fmt::format("sum {} of {} decrypts to more votes than the {} "
                                                   "ballots in it",
                                                   k + 1, sums_.size(), limits[k]));
    counts.push_back(count);
  }
  return counts;
}

Result<record::Outcome> Tally::Decrypt() const {
  CONSTAT_ASSIGN(const std::vector<uint64_t> counts, DecryptCounts());
  const record::Manifest& manifest = input_.context->manifest;
  record::Outcome out;
  std::vector<QuestionTally> tallies(manifest.questions.size());
  for (size_t r = 0; r < manifest.regions.size(); ++r) {
    const auto region = static_cast<uint16_t>(r);
    out.regions.push_back({input_.roll->Registered(region), input_.ballots->CountedIn(region),
                           input_.ballots->BallotsIn(region)});
    for (size_t q = 0; q < tallies.size(); ++q) {
      RegionCounts known{out.regions[r].registered, out.regions[r].counted, std::nullopt};
      if (known.counted == 0) known.votes.emplace(manifest.questions[q].options.size());
      tallies[q].regions.push_back(std::move(known));
    }
  }
  for (size_t q = 0; q < tallies.size(); ++q) tallies[q].total.emplace(manifest.questions[q].options.size());
  size_t next = 0;
  for (const Unit& unit : units_) {
    record::UnitResult result{unit.regions, static_cast<uint32_t>(unit.counted), unit.decrypted, {}};
    for (size_t q = 0; q < tallies.size(); ++q) {
      if (!unit.decrypted) {
        if (unit.counted > 0) tallies[q].total.reset();
        continue;
      }
      std::vector<uint64_t> votes;
      for (size_t o = 0; o < manifest.questions[q].options.size(); ++o) votes.push_back(counts[next++]);
      result.votes.emplace_back(votes.begin(), votes.end());
      if (tallies[q].total) {
        for (size_t o = 0; o < votes.size(); ++o) (*tallies[q].total)[o] += votes[o];
      }
      if (unit.regions.size() == 1) tallies[q].regions[unit.regions.front()].votes = votes;
    }
    out.units.push_back(std::move(result));
  }
  for (size_t q = 0; q < tallies.size(); ++q) {
    out.questions.push_back(Evaluate(manifest, manifest.questions[q], tallies[q]));
  }
  return out;
}

Status Tally::PrepareResult() {
  if (expected_) return {};
  CONSTAT_ASSIGN(record::Outcome outcome, Decrypt());
  encoded_result_ = record::EncodeOutcome(outcome);
  expected_ = std::move(outcome);
  return {};
}

Status Tally::ComparePart(const record::ResultPart& part) const {
  const size_t first = next_part_ * record::kResultPartSize;
  const ByteView expected =
      ByteView(encoded_result_)
          .subspan(first, std::min(record::kResultPartSize, encoded_result_.size() - first));
  if (Equal(expected, part.part)) return {};
  const auto [at, ignored] =
      std::mismatch(expected.begin(), expected.end(), part.part.begin(), part.part.end());
  const size_t offset = first + static_cast<size_t>(at - expected.begin());
  if (offset >= record::OutcomeVerdictOffset(*expected_) && expected.size() == part.part.size()) {
    return Fail(ErrorCode::kWrongVerdict,
                fmt::format("the published verdict or its numbers are not those that the ballots give "
                            "(first at byte {} of the result)",
                            offset));
  }
  return Fail(ErrorCode::kWrongResult,
              fmt::format("the published result is not the one that the ballots give (first at byte {} "
                          "of the result)",
                          offset));
}

Status Tally::ApplyResult(ByteView body) {
  CONSTAT_ASSIGN(const record::ResultPart part, record::DecodeResultPart(body));
  CONSTAT_TRY(CheckEnoughShares());
  if (part.chunk != next_part_) {
    return Fail(ErrorCode::kBadNumber, fmt::format("part {} of the result is where part {} belongs",
                                                   part.chunk + 1, next_part_ + 1));
  }
  const Context& context = *input_.context;
  CONSTAT_TRY(context.CheckRoleSignature(context.manifest.board.key, EntryType::kResult,
                                         {record::Role::kBoard, 0}, body));
  CONSTAT_TRY(PrepareResult());
  CONSTAT_TRY(ComparePart(part));
  ++next_part_;
  if (next_part_ * record::kResultPartSize >= encoded_result_.size()) result_ = expected_;
  return {};
}

namespace {

// CountFromClosing is how many witnesses cosigned from the closing until so much later.
size_t CountFromClosing(const record::Manifest& manifest, std::vector<tlog::Cosignature> cosignatures,
                        uint64_t until_ms) {
  std::erase_if(cosignatures, [&](const tlog::Cosignature& c) {
    return c.time_s < manifest.closing_ms / 1000 || c.time_s > (manifest.closing_ms + until_ms) / 1000;
  });
  return tlog::CountWitnesses(cosignatures);
}

// CheckCloseTimes demands a quorum within the grace, and 2q - W witnesses by the seal, after which the tree
// does not grow. Spec: TAL-1
Status CheckCloseTimes(const record::Manifest& manifest, const std::vector<tlog::Cosignature>& cosignatures) {
  const size_t timely = CountFromClosing(manifest, cosignatures, manifest.grace_ms);
  if (timely < manifest.quorum) {
    return Fail(ErrorCode::kWrongCloseTime,
                fmt::format("{} of the {} witnesses who are needed cosigned the close between the closing, "
                            "{}, and {}",
                            timely, manifest.quorum, record::FormatLocalTime(manifest, manifest.closing_ms),
                            record::FormatLocalTime(manifest, manifest.closing_ms + manifest.grace_ms)));
  }
  const size_t needed = 2 * size_t{manifest.quorum} - manifest.witnesses.size();
  const size_t sealed = CountFromClosing(manifest, cosignatures, manifest.seal_ms);
  if (sealed >= needed) return {};
  return Fail(ErrorCode::kWrongCloseTime,
              fmt::format("{} witnesses cosigned the close between the closing, {}, and {}; {} are needed, "
                          "so that the board cannot add ballots meanwhile",
                          sealed, record::FormatLocalTime(manifest, manifest.closing_ms),
                          record::FormatLocalTime(manifest, manifest.closing_ms + manifest.seal_ms), needed));
}

}  // namespace

Status CheckClose(const Context& context, ByteView body, const CloseInput& input) {
  const record::Manifest& manifest = context.manifest;
  CONSTAT_ASSIGN(const record::Close close, record::DecodeClose(body));
  if (input.time_ms < manifest.closing_ms) {
    return Fail(ErrorCode::kWrongCloseTime,
                fmt::format("the voting is closed before its closing, {}",
                            record::FormatLocalAndUtc(manifest, manifest.closing_ms)));
  }
  if (close.ballots != input.ballots) {
    return Fail(ErrorCode::kWrongCount,
                fmt::format("the close states {} ballots; the log has {}", close.ballots, input.ballots));
  }
  CONSTAT_TRY(
      context.CheckRoleSignature(manifest.board.key, EntryType::kClose, {record::Role::kBoard, 0}, body));
  CONSTAT_ASSIGN(const tlog::SignedCheckpoint signed_checkpoint,
                 tlog::ParseSignedCheckpoint(close.checkpoint));
  const tlog::Checkpoint& checkpoint = signed_checkpoint.checkpoint;
  if (checkpoint.origin != manifest.origin) {
    return Fail(ErrorCode::kWrongOrigin, fmt::format("the close holds a checkpoint of the log {}, not of {}",
                                                     checkpoint.origin, manifest.origin));
  }
  if (checkpoint.size != input.before.size || checkpoint.root != input.before.root) {
    return Fail(ErrorCode::kWrongRoot, fmt::format("the close holds a checkpoint of {} entries, which is "
                                                   "not that of the {} entries before it",
                                                   checkpoint.size, input.before.size));
  }
  CONSTAT_TRY(tlog::VerifyLogSignature(signed_checkpoint, context.BoardKey()));
  tlog::WitnessLines lines = tlog::VerifyCosignatures(signed_checkpoint, context.WitnessKeys());
  const std::vector<tlog::Cosignature>& cosignatures = lines.cosignatures;
  const size_t all = tlog::CountWitnesses(cosignatures);
  if (all < manifest.quorum) {
    return Fail(ErrorCode::kNoQuorum,
                fmt::format("{} of the {} witnesses who are needed cosigned the close (missing: {}){}", all,
                            manifest.quorum, context.WithoutCosignature(cosignatures), lines.SpoiltText()));
  }
  return CheckCloseTimes(manifest, cosignatures);
}

}  // namespace constat::referendum
