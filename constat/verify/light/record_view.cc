#include "constat/verify/light/record_view.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/parcel/entry_file.h"
#include "constat/parcel/file_kind.h"
#include "constat/record/local_time.h"
#include "constat/record/shown_hash.h"
#include "constat/referendum/replay.h"
#include "constat/text/number.h"
#include "constat/tlog/log_reader.h"

namespace constat::verify {
namespace {

using record::EntryType;
using record::EntryView;

constexpr size_t kBlock = 256;  // entries before `open` that are judged together

tl::unexpected<Error> NotManifest(const std::string& name) {
  return Fail(ErrorCode::kWrongPhase, name +
                                          " does not begin with a manifest; it is neither a record nor a "
                                          "manifest's entry file");
}

Result<referendum::ContextPtr> ContextOf(ByteView manifest_body, const std::string& name) {
  Result<referendum::ContextPtr> context = referendum::MakeContext(manifest_body);
  if (!context) return tl::unexpected(Prefix(name + ": the manifest", context.error()));
  return context;
}

Result<std::shared_ptr<const tlog::LogSource>> SourceOf(const OpenedPlace& place) {
  if (place.source != nullptr) return place.source;
  return Fail(
      ErrorCode::kUsage,
      fmt::format("{} holds only the definition of the referendum; give the record itself, the folder or "
                  "archive that the board publishes",
                  place.name));
}

// EarlyEntries judges the entries up to `open`, in blocks, because roll chunks are faster checked together.
class EarlyEntries {
 public:
  explicit EarlyEntries(referendum::Referendum& state) : state_(state) {}

  [[nodiscard]] bool Done() const { return state_.phase() == referendum::Phase::kOpen; }

  Status Add(ByteView bytes) {
    held_.emplace_back(bytes.begin(), bytes.end());
    const bool opens = !bytes.empty() && bytes[0] == static_cast<uint8_t>(EntryType::kOpen);
    return opens || held_.size() == kBlock ? Judge() : Status();
  }

  Status Judge() {
    const std::vector<ByteView> entries(held_.begin(), held_.end());
    const std::optional<referendum::Refused> refused = referendum::ApplyInOrder(state_, entries, {});
    if (refused) {
      return Fail(ErrorCode::kRecordNotVerified,
                  fmt::format("entry {} of the record breaks the rules: {} ({})", judged_ + refused->at,
                              refused->error.detail, ErrorName(refused->error.code)));
    }
    judged_ += held_.size();
    held_.clear();
    return {};
  }

 private:
  referendum::Referendum& state_;
  std::vector<Bytes> held_;
  uint64_t judged_ = 0;
};

}  // namespace

Status CheckPinned(const referendum::Context& context, const std::optional<verify::Trust>& trust) {
  if (!trust || trust->manifest_hash == context.manifest_hash) return {};
  return Fail(ErrorCode::kWrongReferendum,
              fmt::format("the trust file is for the referendum {}; this is {}",
                          record::FormatReferendumNumber(trust->manifest_hash),
                          record::FormatReferendumNumber(context.manifest_hash)));
}

Result<referendum::ContextPtr> ReadContext(const tlog::LogSource& source, const std::string& name) {
  CONSTAT_ASSIGN(const tlog::SignedCheckpoint checkpoint, tlog::ReadCheckpoint(source));
  CONSTAT_ASSIGN(const tlog::EntryBundle bundle, tlog::ReadBundle(source, checkpoint.checkpoint.size, 0));
  CONSTAT_ASSIGN(const EntryView entry, record::DecodeEntry(bundle.entries.front()));
  if (entry.type != EntryType::kManifest) return NotManifest(name);
  return ContextOf(entry.body, name);
}

Result<referendum::ContextPtr> ContextInFile(ByteView entry_file, const std::string& name) {
  const Result<parcel::EntryFile> file = parcel::ParseEntryFile(entry_file);
  if (!file)
    return tl::unexpected(parcel::SayKind(file.error(), {name, entry_file, parcel::FileKind::kEntries}));
  if (file->entries.front().type != EntryType::kManifest) return NotManifest(name);
  return ContextOf(file->entries.front().body, name);
}

Result<RecordView> RecordView::Open(const OpenedPlace& place, const ReadProgress& progress,
                                    const VisitLater& visit) {
  RecordView start;
  CONSTAT_ASSIGN(start.source_, SourceOf(place));
  return Read(std::move(start), place.trust, progress, visit);
}

Result<RecordView> RecordView::OpenFor(const OpenedPlace& place, const group::EncodedPoint& credential,
                                       const ReadProgress& progress) {
  RecordView start;
  CONSTAT_ASSIGN(start.source_, SourceOf(place));
  start.own_.emplace(credential);
  return Read(std::move(start), place.trust, progress, {});
}

Result<RecordView> RecordView::Read(RecordView start, const std::optional<verify::Trust>& trust,
                                    const ReadProgress& progress, const VisitLater& visit) {
  RecordView out = std::move(start);
  CONSTAT_ASSIGN(out.checkpoint_, tlog::ReadCheckpoint(*out.source_));
  CONSTAT_TRY(out.ReadEntries(progress, visit));
  CONSTAT_TRY(CheckPinned(out.context(), trust));
  CONSTAT_TRY(out.CheckCheckpoint(trust));
  return out;
}

Status RecordView::ReadEntries(const ReadProgress& progress, const VisitLater& visit) {
  const tlog::Checkpoint& checkpoint = checkpoint_.checkpoint;
  EarlyEntries early(state_);
  const auto read = [&](uint64_t index, ByteView bytes) -> Status {
    if (index % kBlock == 0 && progress) progress(index, checkpoint.size);
    if (!early.Done()) return early.Add(bytes);
    if (own_) {
      own_->Add(state_, bytes);
    }
    const Result<EntryView> entry = record::DecodeEntry(bytes);
    if (!own_) TakeReplacement(entry, tlog::LeafHash(bytes));
    if (!visit) return {};
    // Bytes that are no entry are refused by every verifier; they must not hide what comes after them.
    return entry ? visit({index, *entry}) : Status();
  };
  CONSTAT_TRY(tlog::ForEachEntry(*source_, checkpoint.size, {0, checkpoint.size}, read));
  if (!early.Done()) CONSTAT_TRY(early.Judge());
  if (state_.tree().Root() != checkpoint.root) {
    return Fail(ErrorCode::kWrongRoot,
                "the entries are not those that the board's signature in this record (the checkpoint) is "
                "for; take another copy");
  }
  if (!state_.context()) return Fail(ErrorCode::kIncomplete, "the record has no manifest yet");
  return {};
}

// TakeReplacement applies a share of a replacement that the rules accept, and skips everything else.
void RecordView::TakeReplacement(const Result<EntryView>& entry, const tlog::Hash& leaf) {
  if (entry && entry->type == EntryType::kReplacementShare && state_.Apply({*entry, leaf})) return;
  state_.Skip(leaf);
}

Status RecordView::CheckCheckpoint(const std::optional<verify::Trust>& trust) {
  policy_ = trust ? trust->policy : context().LogPolicy();
  const auto met = policy_->Check(checkpoint_);
  if (!met) return tl::unexpected(Prefix("the record's checkpoint", met.error()));
  seen_ms_ = tlog::LatestTimeMs(*met);
  return {};
}

std::string DescribeMoment(const RecordView& view) {
  return fmt::format(
      "This record has {}, and its witnesses saw it last at {}: what came later is in a newer copy.",
      text::PluralEntries(view.checkpoint().checkpoint.size),
      record::FormatLocalTime(view.context().manifest, view.seen_ms()));
}

}  // namespace constat::verify
