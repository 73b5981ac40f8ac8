// RecordView: what a role needs to know of a published record: the referendum, its key ceremony, roll and
// joint key, and the ballots of one credential. It judges everything up to `open` and believes the witnesses
// about the rest; whoever has to know that every ballot is good uses verify/ (a trustee does).
#pragma once

#include <functional>
#include <memory>

#include "constat/cli/command.h"
#include "constat/referendum/state.h"
#include "constat/tlog/policy.h"
#include "constat/tlog/record_source.h"
#include "constat/verify/trust.h"

namespace constat::cli {

// RecordPlace is what --record and --trust say.
struct RecordPlace {
  std::string record;
  std::string trust;  // empty: none
};

// AddRecordOptions adds --record and --trust. A place that only the referendum's definition is taken from may
// also be the manifest's entry file.
enum class PlaceKind { kRecord, kRecordOrManifest };
void AddRecordOptions(CLI::App& command, RecordPlace& place, PlaceKind kind);

// ReadPlaceTrust reads the trust file, if one is named. ERRORS: ReadTrust's.
[[nodiscard]] Result<std::optional<verify::Trust>> ReadPlaceTrust(const RecordPlace& place);

// OpenContext reads the referendum's definition from a record's first entry or from the manifest's entry
// file. ERRORS: kWrongReferendum if the trust file names another; kWrongPhase if entry 0 is no manifest;
// MakeContext's.
[[nodiscard]] Result<referendum::ContextPtr> OpenContext(const RecordPlace& place);

// SayReferendum tells the person which referendum this is; and, unless it was pinned by a trust file, to
// compare.
void SayReferendum(const referendum::Context& context, const RecordPlace& place, Terminal& terminal);

// LaterEntry is an entry after `open`, whose bytes live until the visit returns.
struct LaterEntry {
  uint64_t index = 0;
  record::EntryView entry;
};
using VisitLater = std::function<Status(const LaterEntry&)>;

class RecordView {
 public:
  // Open reads the whole record once: its checkpoint must be signed by the board and cosigned by a quorum (of
  // the trust file, or else of the manifest), and its entries must hash to it. visit sees every entry after
  // `open`; state() is then complete for finding a credential. ERRORS: kWrongReferendum, kNoQuorum,
  // kWrongRoot, kRecordNotVerified; the source's; visit's.
  [[nodiscard]] static Result<RecordView> Open(const RecordPlace& place, Terminal& terminal,
                                               const VisitLater& visit = {});

  RecordView(RecordView&&) = default;
  RecordView& operator=(RecordView&&) = default;

  [[nodiscard]] const tlog::RecordSource& source() const { return *source_; }
  [[nodiscard]] const tlog::SignedCheckpoint& checkpoint() const { return checkpoint_; }
  [[nodiscard]] const referendum::Context& context() const { return *state_.context(); }
  [[nodiscard]] const referendum::ContextPtr& context_ptr() const { return state_.context(); }
  // state is that after `open`, or after all entries if it is not there yet. Ballots are not applied.
  [[nodiscard]] const referendum::Referendum& state() const { return state_; }
  // policy is the trust file's, or else the manifest's own.
  [[nodiscard]] const tlog::Policy& policy() const { return *policy_; }
  // closed says whether a close entry stands in the record.
  [[nodiscard]] bool closed() const { return closed_; }

 private:
  RecordView() = default;
  [[nodiscard]] Status ReadEntries(Terminal& terminal, const VisitLater& visit);
  [[nodiscard]] Status CheckCheckpoint(const std::optional<verify::Trust>& trust);

  std::unique_ptr<tlog::RecordSource> source_;
  tlog::SignedCheckpoint checkpoint_;
  referendum::Referendum state_;
  std::optional<tlog::Policy> policy_;
  bool closed_ = false;
};

}  // namespace constat::cli
