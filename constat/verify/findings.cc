#include "constat/verify/findings.h"

#include "constat/base/check.h"

namespace constat::verify {

using record::EntryType;

ClauseId ClauseOf(EntryType type) {
  switch (type) {
    case EntryType::kManifest:
      return ClauseId::kManifest;
    case EntryType::kTrusteeDeal:
    case EntryType::kTrusteeAccept:
    case EntryType::kTrusteeComplaint:
      return ClauseId::kCeremony;
    case EntryType::kRollChunk:
    case EntryType::kRollEnd:
      return ClauseId::kRoll;
    case EntryType::kOpen:
      return ClauseId::kOpen;
    case EntryType::kBallot:
      return ClauseId::kBallots;
    case EntryType::kClose:
      return ClauseId::kClose;
    case EntryType::kDecryptionShare:
      return ClauseId::kShares;
    case EntryType::kResult:
      return ClauseId::kResult;
  }
  CONSTAT_CHECK(false);
}

}  // namespace constat::verify
