#include "constat/record/tally.h"

#include <fmt/core.h>

#include "constat/base/check.h"
#include "constat/wire/reader.h"
#include "constat/wire/writer.h"
#include "constat/zkp/schnorr.h"

namespace constat::record {
namespace {

constexpr size_t kMaxUnits = 4096;
constexpr size_t kShareHeadSize = 4;

UnitResult ReadUnit(wire::Reader& reader, const Manifest& manifest) {
  UnitResult unit;
  const size_t count = reader.Count16(1, kMaxUnits);
  for (size_t i = 0; i < count && reader.ok(); ++i) {
    const uint16_t region = reader.U16();
    if (reader.ok() && region >= manifest.regions.size()) {
      reader.FailWith(ErrorCode::kBadNumber, fmt::format("there is no region {}; this referendum has {}",
                                                         region, manifest.regions.size()));
    }
    unit.regions.push_back(region);
  }
  unit.counted = reader.U32();
  unit.decrypted = reader.Bool();
  if (!unit.decrypted) return unit;
  for (const Question& question : manifest.questions) {
    std::vector<uint32_t>& votes = unit.votes.emplace_back();
    for (size_t i = 0; i < question.options.size() && reader.ok(); ++i) votes.push_back(reader.U32());
  }
  return unit;
}

QuestionResult ReadQuestion(wire::Reader& reader, size_t terms) {
  QuestionResult question;
  question.verdict = static_cast<Verdict>(reader.Enum8(4));
  for (size_t i = 0; i < terms && reader.ok(); ++i) {
    TermResult& term = question.terms.emplace_back();
    term.outcome = static_cast<TermOutcome>(reader.Enum8(3));
    term.numerator = reader.U64();
    term.denominator = reader.U64();
  }
  return question;
}

void WriteUnit(wire::Writer& writer, const UnitResult& unit) {
  CONSTAT_CHECK(unit.decrypted || unit.votes.empty());
  writer.Count16(unit.regions.size());
  for (const uint16_t region : unit.regions) writer.U16(region);
  writer.U32(unit.counted).Bool(unit.decrypted);
  for (const std::vector<uint32_t>& question : unit.votes) {
    for (const uint32_t votes : question) writer.U32(votes);
  }
}

void WriteBeforeQuestions(wire::Writer& writer, const Outcome& outcome) {
  for (const RegionTurnout& region : outcome.regions) {
    writer.U32(region.registered).U32(region.counted).U32(region.ballots);
  }
  writer.Count16(outcome.units.size());
  for (const UnitResult& unit : outcome.units) WriteUnit(writer, unit);
}

}  // namespace

std::string_view VerdictName(Verdict verdict) {
  switch (verdict) {
    case Verdict::kNotCarried:
      return "not carried";
    case Verdict::kCarried:
      return "carried";
    case Verdict::kUndetermined:
      return "undetermined";
    case Verdict::kNoRule:
      return "no decision rule";
  }
  CONSTAT_CHECK(false);
}

Bytes EncodeClose(const Close& close) {
  wire::Writer writer;
  writer.U64(close.ballots).Opaque16(AsBytes(close.checkpoint)).Fixed(close.signature);
  return writer.Take();
}

Result<Close> DecodeClose(ByteView body) {
  wire::Reader reader(body);
  Close close;
  close.ballots = reader.U64();
  close.checkpoint = AsText(reader.Opaque16(1, kMaxCheckpointSize));
  close.signature = reader.Fixed64();
  CONSTAT_TRY(reader.Finish());
  return close;
}

Bytes EncodeDecryptionShare(const DecryptionShare& share) {
  wire::Writer writer;
  writer.U16(share.trustee).U16(share.chunk);
  for (const group::WirePoint& point : share.shares) writer.Fixed(point.encoded);
  zkp::WriteDleq(writer, share.proof);
  return writer.Take();
}

Result<DecryptionShareHead> DecodeDecryptionShareHead(ByteView body) {
  wire::Reader reader(body.first(std::min(body.size(), kShareHeadSize)));
  DecryptionShareHead head;
  head.trustee = reader.U16();
  head.chunk = reader.U16();
  CONSTAT_TRY(reader.Finish());
  return head;
}

Result<DecryptionShare> DecodeDecryptionShare(ByteView body, size_t sums) {
  // The length comes first: a share for a chunk of another size is that, whatever its bytes would decode to.
  const size_t size = kShareHeadSize + (sums + 3) * 32;  // the proof is two points and a scalar
  if (body.size() != size) {
    return Fail(
        body.size() < size ? ErrorCode::kTruncated : ErrorCode::kTrailingBytes,
        fmt::format("a trustee's decryption has {} bytes; for {} sums it has {}", body.size(), sums, size));
  }
  wire::Reader reader(body);
  DecryptionShare share;
  share.trustee = reader.U16();
  share.chunk = reader.U16();
  for (size_t i = 0; i < sums && reader.ok(); ++i) share.shares.push_back(zkp::ReadPoint(reader));
  share.proof = zkp::ReadDleq(reader);
  CONSTAT_TRY(reader.Finish());
  return share;
}

Bytes EncodeResultPart(const ResultPart& part) {
  wire::Writer writer;
  writer.U16(part.chunk).Opaque16(part.part).Fixed(part.signature);
  return writer.Take();
}

Result<ResultPart> DecodeResultPart(ByteView body) {
  wire::Reader reader(body);
  ResultPart part;
  part.chunk = reader.U16();
  const ByteView bytes = reader.Opaque16(1, kResultPartSize);
  part.part.assign(bytes.begin(), bytes.end());
  part.signature = reader.Fixed64();
  CONSTAT_TRY(reader.Finish());
  return part;
}

Bytes EncodeOutcome(const Outcome& outcome) {
  wire::Writer writer;
  WriteBeforeQuestions(writer, outcome);
  for (const QuestionResult& question : outcome.questions) {
    writer.U8(static_cast<uint8_t>(question.verdict));
    for (const TermResult& term : question.terms) {
      writer.U8(static_cast<uint8_t>(term.outcome)).U64(term.numerator).U64(term.denominator);
    }
  }
  return writer.Take();
}

size_t OutcomeVerdictOffset(const Outcome& outcome) {
  wire::Writer writer;
  WriteBeforeQuestions(writer, outcome);
  return writer.bytes().size();
}

Result<Outcome> DecodeOutcome(const Manifest& manifest, ByteView bytes) {
  wire::Reader reader(bytes);
  Outcome outcome;
  for (size_t i = 0; i < manifest.regions.size() && reader.ok(); ++i) {
    RegionTurnout& region = outcome.regions.emplace_back();
    region.registered = reader.U32();
    region.counted = reader.U32();
    region.ballots = reader.U32();
  }
  const size_t units = reader.Count16(0, kMaxUnits);
  for (size_t i = 0; i < units && reader.ok(); ++i) outcome.units.push_back(ReadUnit(reader, manifest));
  for (const Question& question : manifest.questions) {
    outcome.questions.push_back(ReadQuestion(reader, question.terms.size()));
  }
  CONSTAT_TRY(reader.Finish());
  return outcome;
}

}  // namespace constat::record
