#include "constat/record/author.h"

#include "constat/record/statement.h"

namespace constat::record {
namespace {

// Numbered is the party of this role with the number that such bodies begin with.
std::optional<Keeper> Numbered(Role role, ByteView body) {
  if (body.size() < 2) return std::nullopt;
  return Keeper{role, static_cast<uint16_t>(body[0] << 8 | body[1])};
}

}  // namespace

std::optional<Keeper> AuthorOf(const EntryView& entry) {
  switch (entry.type) {
    case EntryType::kManifest:
    case EntryType::kOpen:
    case EntryType::kSoftware:
      return Keeper{Role::kOrganiser, 0};
    case EntryType::kClose:
    case EntryType::kResult:
      return Keeper{Role::kBoard, 0};
    case EntryType::kTrusteeCommit:
    case EntryType::kTrusteeDeal:
    case EntryType::kTrusteeAccept:
    case EntryType::kTrusteeComplaint:
    case EntryType::kTrusteeDrill:
    case EntryType::kDecryptionShare:
      return Numbered(Role::kTrustee, entry.body);
    case EntryType::kRollChunk:
    case EntryType::kRollEnd:
    case EntryType::kReplacementShare:
      return Numbered(Role::kRegistrar, entry.body);
    case EntryType::kStatement: {
      const Result<Statement> statement = DecodeStatement(entry.body);
      if (!statement) return std::nullopt;
      return statement->party;
    }
    case EntryType::kBallot:
      break;
  }
  return std::nullopt;
}

}  // namespace constat::record
