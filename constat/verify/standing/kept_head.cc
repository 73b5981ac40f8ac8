#include "constat/verify/standing/kept_head.h"

#include <algorithm>

#include "constat/crypto/hash.h"
#include "constat/io/file.h"
#include "constat/text/hex.h"
#include "constat/wire/reader.h"
#include "constat/wire/writer.h"

namespace constat::verify {

namespace {

using referendum::Milestones;
using referendum::Phase;

// It is the first line of the file, for a person who opens it.
constexpr std::string_view kFirstLine = "constat: the head of a record that was verified on this machine\n";
constexpr size_t kMaxFile = tlog::kMaxNoteSize + (size_t{1} << 16);
constexpr size_t kMaxParties = 0xffff;
constexpr uint8_t kPhases = static_cast<uint8_t>(Phase::kFinal) + 1;

void Put(wire::Writer& out, const std::vector<bool>& done) {
  out.Count16(done.size());
  for (const bool each : done) out.Bool(each);
}

std::vector<bool> TakeList(wire::Reader& in) {
  std::vector<bool> done(in.Count16(0, kMaxParties));
  for (size_t i = 0; i < done.size() && in.ok(); ++i) done[i] = in.Bool();
  return done;
}

void Put(wire::Writer& out, const Milestones& said) {
  out.U8(static_cast<uint8_t>(said.phase)).U64(said.entries).U64(said.last_time_ms);
  for (const auto* list : {&said.committed, &said.dealt, &said.accepted, &said.drilled, &said.shared})
    Put(out, *list);
  out.U16(said.convicted);
  Put(out, said.rolls);
  out.U64(said.registered).U64(said.voting_begins_ms).U64(said.ballots);
}

Milestones TakeMilestones(wire::Reader& in) {
  Milestones out;
  out.phase = static_cast<Phase>(in.Enum8(kPhases));
  out.entries = in.U64();
  out.last_time_ms = in.U64();
  for (auto* list : {&out.committed, &out.dealt, &out.accepted, &out.drilled, &out.shared})
    *list = TakeList(in);
  out.convicted = in.U16();
  out.rolls = TakeList(in);
  out.registered = in.U64();
  out.voting_begins_ms = in.U64();
  out.ballots = in.U64();
  return out;
}

// Fits says whether milestones are of this manifest, with no party more or less.
bool Fits(const Milestones& said, const record::Manifest& manifest) {
  const size_t trustees = manifest.trustees.size();
  const auto lists = {&said.committed, &said.dealt, &said.accepted, &said.drilled, &said.shared};
  return said.rolls.size() == manifest.registrars.size() && said.convicted <= trustees &&
         std::all_of(lists.begin(), lists.end(),
                     [&](const std::vector<bool>* list) { return list->size() == trustees; });
}

}  // namespace

Bytes EncodeKeptHead(const KeptHead& head, const std::string& program) {
  const std::string note = tlog::FormatSignedCheckpoint(head.checkpoint);
  wire::Writer out;
  out.Fixed(AsBytes(kFirstLine)).Text16(program).Fixed(head.manifest_hash).U64(head.time_ms);
  out.U32(static_cast<uint32_t>(note.size())).Fixed(AsBytes(note));
  Put(out, head.said);
  const Bytes32 sum = crypto::Sha256(out.bytes());
  return out.Fixed(sum).Take();
}

Result<KeptHead> DecodeKeptHead(ByteView bytes, const std::string& program) {
  const auto unusable = Fail(ErrorCode::kBadText,
                             "what this computer kept of an earlier check is damaged, or is not "
                             "of this program");
  if (bytes.size() < sizeof(Bytes32)) return unusable;
  const ByteView body = bytes.first(bytes.size() - sizeof(Bytes32));
  wire::Reader sum(bytes.subspan(body.size()));
  if (crypto::Sha256(body) != sum.Fixed32()) return unusable;
  wire::Reader in(body);
  const ByteView first_line = in.Fixed(kFirstLine.size());
  const std::string by = in.Text16(0, 0xffff);
  KeptHead out;
  out.manifest_hash = in.Fixed32();
  out.time_ms = in.U64();
  const std::string note(AsText(in.Fixed(in.U32())));
  out.said = TakeMilestones(in);
  if (!in.Finish() || AsText(first_line) != kFirstLine || by != program) return unusable;
  CONSTAT_ASSIGN(out.checkpoint, tlog::ParseSignedCheckpoint(note));
  if (out.said.entries != out.checkpoint.checkpoint.size) return unusable;
  return out;
}

std::optional<KeptHead> KeptHeads::Find(const referendum::Context& context) const {
  if (folder_.empty() || program_.empty()) return std::nullopt;
  const Result<Bytes> bytes = io::ReadFile(FileOf(context.manifest_hash), kMaxFile);
  if (!bytes) return std::nullopt;
  const Result<KeptHead> head = DecodeKeptHead(*bytes, program_);
  const bool ours = head && head->manifest_hash == context.manifest_hash &&
                    Fits(head->said, context.manifest) &&
                    tlog::VerifyLogSignature(head->checkpoint, context.BoardKey());
  return ours ? std::optional(*head) : std::nullopt;
}

Status KeptHeads::Keep(const KeptHead& head) const {
  if (folder_.empty() || program_.empty()) return {};
  CONSTAT_TRY(io::MakeDirectories(folder_));
  return io::WriteFile(FileOf(head.manifest_hash), EncodeKeptHead(head, program_), io::FileAccess::kSecret);
}

std::filesystem::path KeptHeads::FileOf(const Bytes32& manifest_hash) const {
  return folder_ / ("head-" + text::FormatHex(manifest_hash));
}

}  // namespace constat::verify
