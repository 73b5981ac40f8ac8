// Standing: how far a referendum is, by a record in which nothing was found wrong; and where the record
// continues a head that this machine verified before (kept_head.h), without reading all of it again.
//
// In doubt the whole record is verified: a kept head saves time and decides nothing. Not thread-safe.
#pragma once

#include <functional>

#include "constat/verify/standing/kept_head.h"
#include "constat/verify/verify.h"

namespace constat::verify {

// kMostUnjudged is how many entries may come after a kept head before the whole record is verified again.
inline constexpr uint64_t kMostUnjudged = 100'000;

// StandingOutcome is what was found of the record itself.
enum class StandingOutcome : uint8_t {
  kGood,
  kWrong,   // VerifyRecord says what is wrong
  kForked,  // it is right in itself, and does not continue the kept head: the board signed two logs
};

struct Standing {
  StandingOutcome outcome = StandingOutcome::kGood;
  referendum::ContextPtr context{};  // null only where the record is wrong
  // What was said so far. Of entries that were not judged only their number and the last time are in it.
  referendum::Milestones said{};
  uint64_t judged = 0;     // the first so many entries were judged, now or when the head was kept
  uint64_t judged_ms = 0;  // when the head was kept; 0: now
  uint64_t seen_ms = 0;    // when the last of the manifest's witnesses cosigned the record's checkpoint
  // Entries of the kept head, where the record is an older copy (kGood) or another log (kForked).
  uint64_t kept = 0;
};

struct StandingOptions {
  const Trust* trust = nullptr;
  const KeptHeads* heads = nullptr;  // none: the whole record is verified, and its head not kept
  bool whole = false;                // the whole record is verified, whatever is kept
  uint64_t now_ms = 0;
  std::function<void(const ProgressState&)> progress = {};
};

// Continues says whether a record continues a kept head, by nothing but entries that do not move the agenda:
// the checkpoint is the board's and has a quorum by the manifest and the trust file, the hash tiles give the
// kept root, and the newer entries lead from it to the checkpoint's. None if not so, or if the trust file
// names more than a referendum and a policy: the record has to be verified, and nothing is said against it.
[[nodiscard]] std::optional<Standing> Continues(const tlog::LogSource& record,
                                                const referendum::ContextPtr& context, const Trust* trust,
                                                const KeptHead& head);

// FindStanding goes by the referendum's kept head, or verifies the whole record and keeps its head, unless it
// is wrong or older than the one that is kept. ERRORS: VerifyRecord's. That a head cannot be kept is none.
[[nodiscard]] Result<Standing> FindStanding(const tlog::LogSource& record, const StandingOptions& options);

}  // namespace constat::verify
