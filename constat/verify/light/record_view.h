// RecordView: what a role needs to know of a published record: the referendum, its key ceremony, roll and
// joint key, and the ballots of one credential. It judges everything up to `open` and that credential's
// own ballots. That the rest is in the record is the board's and the witnesses' word, and nothing is said
// about whether it is valid: whoever has to know that every ballot is uses verify/ (a trustee does). It
// opens no file.
#pragma once

#include <functional>
#include <memory>

#include "constat/referendum/own_entries.h"
#include "constat/tlog/log_source.h"
#include "constat/tlog/policy.h"
#include "constat/verify/trust.h"

namespace constat::verify {

// CheckPinned ERRORS: kWrongReferendum if a trust file names another referendum.
[[nodiscard]] Status CheckPinned(const referendum::Context& context,
                                 const std::optional<verify::Trust>& trust);

// OpenedPlace is a published record with what its reader trusts (place.h opens files).
struct OpenedPlace {
  std::string name;  // the record's, for messages
  std::optional<verify::Trust> trust;
  std::shared_ptr<const tlog::LogSource> source;  // null where only the manifest's entry file was given
  referendum::ContextPtr context;                 // of entry 0

  // IsManifestFile says whether the place's record is only a manifest's entry file.
  [[nodiscard]] bool IsManifestFile() const { return source == nullptr; }
};

// ReadContext reads the referendum's definition from the first entry of the record called name. ERRORS:
// kWrongPhase if entry 0 is no manifest; MakeContext's; the source's.
[[nodiscard]] Result<referendum::ContextPtr> ReadContext(const tlog::LogSource& source,
                                                         const std::string& name);

// ContextInFile reads it from the manifest's entry file called name. ERRORS: ParseEntryFile's; kWrongPhase if
// its first entry is no manifest; MakeContext's.
[[nodiscard]] Result<referendum::ContextPtr> ContextInFile(ByteView entry_file, const std::string& name);

// LaterEntry is an entry after `open`, whose bytes live until the visit returns.
struct LaterEntry {
  uint64_t index = 0;
  record::EntryView entry;
};
using VisitLater = std::function<Status(const LaterEntry&)>;

// ReadProgress is told how many of the record's entries were read.
using ReadProgress = std::function<void(uint64_t done, uint64_t total)>;

class RecordView {
 public:
  // Open reads the whole record of a place once: its checkpoint must be signed by the board and cosigned by a
  // quorum (of the trust file, or else of the manifest), and its entries must hash to it. visit sees every
  // entry after `open` that is one; state() is then complete for finding a credential. ERRORS: kUsage if the
  // place is only a manifest's entry file; kWrongReferendum, kWrongRoot, kRecordNotVerified; kIncomplete
  // without a manifest; tlog::Policy::Check's; the source's; visit's.
  [[nodiscard]] static Result<RecordView> Open(const OpenedPlace& place, const ReadProgress& progress,
                                               const VisitLater& visit);
  // OpenFor also judges the credential's own ballots: own(). ERRORS: Open's.
  [[nodiscard]] static Result<RecordView> OpenFor(const OpenedPlace& place,
                                                  const group::EncodedPoint& credential,
                                                  const ReadProgress& progress);

  RecordView(RecordView&&) = default;
  RecordView& operator=(RecordView&&) = default;

  [[nodiscard]] const tlog::LogSource& source() const { return *source_; }
  [[nodiscard]] const tlog::SignedCheckpoint& checkpoint() const { return checkpoint_; }
  [[nodiscard]] const referendum::Context& context() const { return *state_.context(); }
  [[nodiscard]] const referendum::ContextPtr& context_ptr() const { return state_.context(); }
  // state is that after `open`, with all replacements of codes and the credential's own accepted ballots
  // applied and no other ballots; or that after all entries if there is no `open` yet.
  [[nodiscard]] const referendum::Referendum& state() const { return state_; }
  // own REQUIRES OpenFor.
  [[nodiscard]] const referendum::OwnEntries& own() const { return *own_; }
  // policy is the trust file's, or else the manifest's own.
  [[nodiscard]] const tlog::Policy& policy() const { return *policy_; }
  // seen_ms is when the last witness of the policy cosigned the checkpoint.
  [[nodiscard]] uint64_t seen_ms() const { return seen_ms_; }

 private:
  RecordView() = default;
  [[nodiscard]] static Result<RecordView> Read(RecordView start, const std::optional<verify::Trust>& trust,
                                               const ReadProgress& progress, const VisitLater& visit);
  void TakeReplacement(const Result<record::EntryView>& entry, const tlog::Hash& leaf);
  [[nodiscard]] Status ReadEntries(const ReadProgress& progress, const VisitLater& visit);
  [[nodiscard]] Status CheckCheckpoint(const std::optional<verify::Trust>& trust);

  std::shared_ptr<const tlog::LogSource> source_;
  tlog::SignedCheckpoint checkpoint_;
  referendum::Referendum state_;
  std::optional<referendum::OwnEntries> own_;
  std::optional<tlog::Policy> policy_;
  uint64_t seen_ms_ = 0;
};

// DescribeMoment says of which moment the view is: whatever is said of a record holds for it as it was then.
[[nodiscard]] std::string DescribeMoment(const RecordView& view);

}  // namespace constat::verify
