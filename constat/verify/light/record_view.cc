#include "constat/verify/light/record_view.h"

#include <fmt/core.h>

#include <filesystem>

#include "constat/io/descriptor_name.h"
#include "constat/io/file.h"
#include "constat/parcel/entry_file.h"
#include "constat/referendum/precheck.h"
#include "constat/text/hex.h"
#include "constat/tlog/log_reader.h"

namespace constat::verify {
namespace {

namespace fs = std::filesystem;
using record::EntryType;
using record::EntryView;

constexpr size_t kBlock = 256;  // entries before `open` that are judged together
constexpr size_t kMaxManifestFile = size_t{1} << 20;

// ReadIfEntryFile reads a file that is an entry file; none for anything else.
std::optional<Bytes> ReadIfEntryFile(const fs::path& path) {
  std::error_code ignored;
  if (!io::DescriptorNamed(path) && !fs::is_regular_file(path, ignored)) return std::nullopt;
  Result<Bytes> bytes = io::ReadFile(path, kMaxManifestFile);
  if (!bytes || !parcel::IsEntryFile(*bytes)) return std::nullopt;
  return *std::move(bytes);
}

tl::unexpected<Error> NotManifest(const std::string& name) {
  return Fail(ErrorCode::kWrongPhase, name + " does not begin with a manifest");
}

// ParseManifestFile is the manifest's body in an entry file that was read.
Result<Bytes> ParseManifestFile(ByteView bytes, const std::string& name) {
  Result<parcel::EntryFile> file = parcel::ParseEntryFile(bytes);
  if (!file) return tl::unexpected(Prefix(name, file.error()));
  if (file->entries.front().type != EntryType::kManifest) return NotManifest(name);
  return std::move(file->entries.front().body);
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
      fmt::format("{} is the manifest's entry file; here the record itself is needed, a folder or an archive",
                  place.names.record));
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
    std::vector<EntryView> entries;
    for (const Bytes& bytes : held_) {
      const Result<EntryView> entry = record::DecodeEntry(bytes);
      if (!entry) return Refused(entries.size(), entry.error());
      entries.push_back(*entry);
    }
    std::vector<referendum::Prechecked> checked = referendum::PrecheckInParallel(state_, entries, 0);
    for (size_t i = 0; i < entries.size(); ++i) {
      const referendum::LogEntry entry{entries[i], tlog::LeafHash(held_[i])};
      const Status applied = state_.Apply(entry, std::move(checked[i]));
      if (!applied) return Refused(i, applied.error());
    }
    judged_ += held_.size();
    held_.clear();
    return {};
  }

 private:
  [[nodiscard]] tl::unexpected<Error> Refused(size_t i, const Error& error) const {
    return Fail(ErrorCode::kRecordNotVerified, fmt::format("entry {} of the record breaks the rules: {} ({})",
                                                           judged_ + i, error.detail, ErrorName(error.code)));
  }

  referendum::Referendum& state_;
  std::vector<Bytes> held_;
  uint64_t judged_ = 0;
};

}  // namespace

Status CheckPinned(const referendum::Context& context, const std::optional<verify::Trust>& trust) {
  if (!trust || trust->manifest_hash == context.manifest_hash) return {};
  return Fail(ErrorCode::kWrongReferendum,
              fmt::format("the trust file expects the referendum {}; this is {}",
                          text::FormatHex(trust->manifest_hash), text::FormatHex(context.manifest_hash)));
}

Result<std::optional<verify::Trust>> ReadPlaceTrust(const RecordPlace& place) {
  if (place.trust.empty()) return std::nullopt;
  Result<verify::Trust> trust = verify::ReadTrust(place.trust);
  if (!trust) return tl::unexpected(Prefix("the trust file", trust.error()));
  return std::optional<verify::Trust>(*std::move(trust));
}

Result<referendum::ContextPtr> ReadContext(const tlog::LogSource& source, const std::string& name) {
  CONSTAT_ASSIGN(const tlog::SignedCheckpoint checkpoint, tlog::ReadCheckpoint(source));
  CONSTAT_ASSIGN(const tlog::EntryBundle bundle, tlog::ReadBundle(source, checkpoint.checkpoint.size, 0));
  CONSTAT_ASSIGN(const EntryView entry, record::DecodeEntry(bundle.entries.front()));
  if (entry.type != EntryType::kManifest) return NotManifest(name);
  return ContextOf(entry.body, name);
}

Result<OpenedPlace> OpenPlace(const RecordPlace& place) {
  OpenedPlace out{.names = place, .trust = {}, .source = {}, .context = {}};
  CONSTAT_ASSIGN(out.trust, ReadPlaceTrust(place));
  if (const std::optional<Bytes> bytes = ReadIfEntryFile(place.record)) {
    CONSTAT_ASSIGN(const Bytes body, ParseManifestFile(*bytes, place.record));
    CONSTAT_ASSIGN(out.context, ContextOf(body, place.record));
  } else {
    CONSTAT_ASSIGN(out.source, tlog::OpenLogSource(place.record));
    CONSTAT_ASSIGN(out.context, ReadContext(*out.source, place.record));
  }
  CONSTAT_TRY(CheckPinned(*out.context, out.trust));
  return out;
}

Result<referendum::ContextPtr> OpenContext(const RecordPlace& place) {
  CONSTAT_ASSIGN(const OpenedPlace opened, OpenPlace(place));
  return opened.context;
}

Result<RecordView> RecordView::Open(const RecordPlace& place, const ReadProgress& progress) {
  RecordView start;
  CONSTAT_ASSIGN(const std::optional<verify::Trust> trust, ReadPlaceTrust(place));
  CONSTAT_ASSIGN(start.source_, tlog::OpenLogSource(place.record));
  return Read(std::move(start), trust, progress, {});
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
    } else {
      state_.Skip(tlog::LeafHash(bytes));
    }
    if (!visit) return {};
    const Result<EntryView> entry = record::DecodeEntry(bytes);
    // Bytes that are no entry are refused by every verifier; they must not hide what comes after them.
    return entry ? visit({index, *entry}) : Status();
  };
  CONSTAT_TRY(tlog::ForEachEntry(*source_, checkpoint.size, {0, checkpoint.size}, read));
  if (!early.Done()) CONSTAT_TRY(early.Judge());
  if (state_.tree().Root() != checkpoint.root) {
    return Fail(ErrorCode::kWrongRoot, "the entries of the record do not hash to its checkpoint");
  }
  if (!state_.context()) return Fail(ErrorCode::kIncomplete, "the record has no manifest yet");
  return {};
}

Status RecordView::CheckCheckpoint(const std::optional<verify::Trust>& trust) {
  policy_ = trust ? trust->policy : context().LogPolicy();
  const auto met = policy_->Check(checkpoint_);
  if (!met) return tl::unexpected(Prefix("the record's checkpoint", met.error()));
  return {};
}

}  // namespace constat::verify
