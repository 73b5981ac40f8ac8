#include "constat/cli/record_view.h"

#include <fmt/core.h>

#include <filesystem>

#include "constat/cli/entry_file.h"
#include "constat/cli/progress.h"
#include "constat/io/descriptor_name.h"
#include "constat/io/file.h"
#include "constat/report/record/figures.h"
#include "constat/roles/receipt.h"
#include "constat/roles/replay.h"
#include "constat/text/hex.h"
#include "constat/tlog/record_reader.h"

namespace constat::cli {
namespace {

namespace fs = std::filesystem;
using record::EntryType;
using record::EntryView;

constexpr size_t kBlock = 256;  // entries before `open` that are judged together
constexpr size_t kMaxManifestFile = size_t{1} << 20;

Status CheckPinned(const referendum::Context& context, const std::optional<verify::Trust>& trust) {
  if (!trust || trust->manifest_hash == context.manifest_hash) return {};
  return Fail(ErrorCode::kWrongReferendum,
              fmt::format("the trust file expects the referendum {}; this is {}",
                          text::FormatHex(trust->manifest_hash), text::FormatHex(context.manifest_hash)));
}

// ReadIfEntryFile reads a file that is an entry file; none for anything else.
std::optional<Bytes> ReadIfEntryFile(const fs::path& path) {
  std::error_code ignored;
  if (!io::DescriptorNamed(path) && !fs::is_regular_file(path, ignored)) return std::nullopt;
  Result<Bytes> bytes = io::ReadFile(path, kMaxManifestFile);
  if (!bytes || !IsEntryFile(*bytes)) return std::nullopt;
  return *std::move(bytes);
}

tl::unexpected<Error> NotManifest(const std::string& name) {
  return Fail(ErrorCode::kWrongPhase, name + " does not begin with a manifest");
}

// ParseManifestFile is the manifest's body in an entry file that was read.
Result<Bytes> ParseManifestFile(ByteView bytes, const std::string& name) {
  Result<EntryFile> file = ParseEntryFile(bytes);
  if (!file) return tl::unexpected(Prefix(name, file.error()));
  if (file->entries.front().type != EntryType::kManifest) return NotManifest(name);
  return std::move(file->entries.front().body);
}

Result<referendum::ContextPtr> ContextOf(ByteView manifest_body, const std::string& name) {
  Result<referendum::ContextPtr> context = referendum::MakeContext(manifest_body);
  if (!context) return tl::unexpected(Prefix(name + ": the manifest", context.error()));
  return context;
}

Result<std::shared_ptr<const tlog::RecordSource>> SourceOf(const OpenedPlace& place) {
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
    std::vector<referendum::Prechecked> checked = roles::PrecheckInParallel(state_, entries, 0);
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

void AddRecordOptions(Command command, RecordPlace& place, PlaceKind kind) {
  command
      .Add("--record", place.record,
           kind == PlaceKind::kRecord
               ? "The referendum's record: a folder or an archive"
               : "The referendum's record (a folder or an archive), or its manifest's entry file")
      .Value("RECORD")
      .Required();
  command
      .Add("--trust", place.trust,
           "Trust file: what you were told about the referendum by other ways than the record")
      .Value("FILE");
}

Result<std::optional<verify::Trust>> ReadPlaceTrust(const RecordPlace& place) {
  if (place.trust.empty()) return std::nullopt;
  Result<verify::Trust> trust = verify::ReadTrust(place.trust);
  if (!trust) return tl::unexpected(Prefix("the trust file", trust.error()));
  return std::optional<verify::Trust>(*std::move(trust));
}

Result<referendum::ContextPtr> ReadContext(const tlog::RecordSource& source, const std::string& name) {
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
    CONSTAT_ASSIGN(out.source, tlog::OpenRecordSource(place.record));
    CONSTAT_ASSIGN(out.context, ReadContext(*out.source, place.record));
  }
  CONSTAT_TRY(CheckPinned(*out.context, out.trust));
  return out;
}

Result<referendum::ContextPtr> OpenContext(const RecordPlace& place) {
  CONSTAT_ASSIGN(const OpenedPlace opened, OpenPlace(place));
  return opened.context;
}

void SayReferendum(const referendum::Context& context, const RecordPlace& place, Terminal& terminal) {
  const report::Texts texts(context.manifest, "");
  terminal.Say(fmt::format("Referendum: {}", CleanForTerminal(texts.Title())));
  if (!place.trust.empty()) return;
  terminal.Say(fmt::format("            {}", text::FormatHex(context.manifest_hash)));
  terminal.Note("Without --trust, compare this number with the one you were given by another way.");
}

Result<RecordView> RecordView::Open(const RecordPlace& place, Terminal& terminal) {
  RecordView start;
  CONSTAT_ASSIGN(const std::optional<verify::Trust> trust, ReadPlaceTrust(place));
  CONSTAT_ASSIGN(start.source_, tlog::OpenRecordSource(place.record));
  return Read(std::move(start), trust, terminal, {});
}

Result<RecordView> RecordView::Open(const OpenedPlace& place, Terminal& terminal, const VisitLater& visit) {
  RecordView start;
  CONSTAT_ASSIGN(start.source_, SourceOf(place));
  return Read(std::move(start), place.trust, terminal, visit);
}

Result<RecordView> RecordView::OpenFor(const OpenedPlace& place, const group::EncodedPoint& credential,
                                       Terminal& terminal) {
  RecordView start;
  CONSTAT_ASSIGN(start.source_, SourceOf(place));
  start.own_.emplace(credential);
  return Read(std::move(start), place.trust, terminal, {});
}

Result<RecordView> RecordView::Read(RecordView start, const std::optional<verify::Trust>& trust,
                                    Terminal& terminal, const VisitLater& visit) {
  RecordView out = std::move(start);
  CONSTAT_ASSIGN(out.checkpoint_, tlog::ReadCheckpoint(*out.source_));
  CONSTAT_TRY(out.ReadEntries(terminal, visit));
  CONSTAT_TRY(CheckPinned(out.context(), trust));
  CONSTAT_TRY(out.CheckCheckpoint(trust));
  return out;
}

Status RecordView::ReadEntries(Terminal& terminal, const VisitLater& visit) {
  const tlog::Checkpoint& checkpoint = checkpoint_.checkpoint;
  ProgressLine progress(terminal, "reading the record");
  EarlyEntries early(state_);
  const auto read = [&](uint64_t index, ByteView bytes) -> Status {
    if (index % kBlock == 0) progress.Show(index, checkpoint.size);
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
  policy_ = trust ? trust->policy : roles::ReferendumPolicy(context());
  const auto met = policy_->Check(checkpoint_);
  if (!met) return tl::unexpected(Prefix("the record's checkpoint", met.error()));
  return {};
}

}  // namespace constat::cli
