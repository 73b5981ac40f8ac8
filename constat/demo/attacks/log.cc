// Attacks on the log: other histories, other signers, other referendums.
#include <fmt/core.h>

#include "constat/demo/attacks/attacks.h"
#include "constat/io/file.h"
#include "constat/party/organiser/organiser.h"
#include "constat/text/hex.h"
#include "constat/tlog/log_reader.h"
#include "constat/tlog/secret/file_log_store.h"
#include "constat/tlog/secret/sign.h"
#include "constat/verify/light/receipt.h"

namespace constat::demo {
namespace {

using record::Entry;
using record::EntryType;
using verify::CheckId;

// History is a log that a board makes up after the fact.
struct History {
  std::vector<Entry> entries;
  std::string origin;
  bool witnesses_collude = false;
};

// Rewrite puts another history where the record was.
Status Rewrite(World& world, const History& history) {
  const std::filesystem::path fork = world.options().out / "fork";
  std::filesystem::remove_all(fork);
  {
    CONSTAT_ASSIGN(std::unique_ptr<tlog::LogStore> store,
                   tlog::OpenLogStore({.folder = fork / "record", .head = fork / "head"}));
    CONSTAT_ASSIGN(tlog::LogWriter log, tlog::LogWriter::Open(std::move(store), history.origin));
    for (const Entry& entry : history.entries) CONSTAT_TRY(log.Append(record::EncodeEntry(entry)));
    CONSTAT_ASSIGN(tlog::SignedCheckpoint head,
                   log.Commit([&](const tlog::Checkpoint& checkpoint) -> Result<tlog::NoteSignature> {
                     return tlog::SignCheckpoint(world.board(), checkpoint);
                   }));
    if (history.witnesses_collude) {
      for (size_t w = 0; w < world.context()->manifest.witnesses.size(); ++w) {
        head.signatures.push_back(tlog::CosignCheckpoint(world.witness_key(w),
                                                         world.context()->manifest.witnesses[w].name,
                                                         head.checkpoint, world.clock().NowMs() / 1000));
      }
    }
    CONSTAT_TRY(log.Publish(head));
  }
  std::filesystem::remove_all(world.options().out / "record");
  std::filesystem::rename(fork / "record", world.options().out / "record");
  std::filesystem::remove_all(fork);
  return {};
}

using EntriesChange = std::function<Status(World&, std::vector<Entry>&)>;

// RewriteAfter makes a hook that rewrites the published record.
std::function<Status(World&, Stage)> RewriteAfter(bool witnesses_collude, const EntriesChange& change) {
  return [=](World& world, Stage stage) -> Status {
    if (stage != Stage::kPublished) return {};
    CONSTAT_ASSIGN(std::vector<Entry> entries, world.Entries());
    CONSTAT_TRY(change(world, entries));
    return Rewrite(world, {std::move(entries), world.context()->manifest.origin, witnesses_collude});
  };
}

size_t FirstBallot(const std::vector<Entry>& entries) {
  size_t i = 0;
  while (i < entries.size() && entries[i].type != EntryType::kBallot) ++i;
  return i;
}

Status DropBallot(World&, std::vector<Entry>& entries) {
  entries.erase(entries.begin() + static_cast<ptrdiff_t>(FirstBallot(entries)));
  return {};
}

Status SwapBallots(World&, std::vector<Entry>& entries) {
  const size_t first = FirstBallot(entries);
  std::swap(entries[first].body, entries[first + 1].body);
  return {};
}

Status ChangeBallot(World&, std::vector<Entry>& entries) {
  Bytes& body = entries[FirstBallot(entries)].body;
  body[body.size() - 32] ^= 1;  // the signature's response: still a canonical scalar
  return {};
}

// ExtendVoting changes the manifest after its first use, with the organiser's help.
Status ExtendVoting(World& world, std::vector<Entry>& entries) {
  record::Manifest manifest = world.context()->manifest;
  manifest.closing_ms += 60 * kMinuteMs;
  CONSTAT_ASSIGN(entries.front().body, party::MakeManifestBody(manifest, world.organiser()));
  return {};
}

Status Rewind(World& world, Stage stage) {
  if (stage != Stage::kPublished) return {};
  CONSTAT_TRY(world.KeepCheckpoint("checkpoint-evening"));
  CONSTAT_TRY(world.WriteTrustFile());
  CONSTAT_ASSIGN(std::vector<Entry> entries, world.Entries());
  entries.pop_back();
  return Rewrite(world, {std::move(entries), world.context()->manifest.origin, true});
}

Status RunSecondLog(World& world, Stage stage) {
  if (stage != Stage::kPublished) return {};
  CONSTAT_ASSIGN(std::vector<Entry> entries, world.Entries());
  return Rewrite(world, {std::move(entries), world.context()->manifest.origin + "/second", true});
}

// DecryptAllButOne: after the tally, with the witnesses' help, board and organiser ask a trustee to decrypt a
// log that lacks one ballot. The difference of the two results would be that voter's vote.
Status DecryptAllButOne(World& world, Stage stage) {
  if (stage != Stage::kPublished) return {};
  CONSTAT_TRY(world.KeepCheckpoint("checkpoint-evening"));
  CONSTAT_ASSIGN(std::vector<Entry> entries, world.Entries());
  std::erase_if(entries, [](const Entry& e) {
    return e.type == EntryType::kClose || e.type == EntryType::kDecryptionShare ||
           e.type == EntryType::kResult;
  });
  entries.pop_back();  // the last ballot
  CONSTAT_TRY(Rewrite(world, {std::move(entries), world.context()->manifest.origin, true}));
  const auto refused = world.AskTrustee(1, world.options().out / "record");
  world.options().say(refused ? "Trustee 1 decrypted a second time"
                              : "Trustee 1 refuses: " + refused.error().detail);
  CONSTAT_TRY(world.WriteTrustFile());
  return refused ? Status(Fail(ErrorCode::kRefusesDecryption, "trustee 1 decrypted all but one")) : Status{};
}

// EditCheckpoint makes a hook that changes the record's checkpoint file.
std::function<Status(World&, Stage)> EditCheckpoint(
    const std::function<void(World&, tlog::SignedCheckpoint&)>& edit) {
  return [edit](World& world, Stage stage) -> Status {
    if (stage != Stage::kPublished) return {};
    CONSTAT_ASSIGN(tlog::SignedCheckpoint checkpoint, tlog::ReadCheckpoint(world.ledger().log()));
    edit(world, checkpoint);
    return io::WriteFile(world.options().out / "record/checkpoint",
                         AsBytes(tlog::FormatSignedCheckpoint(checkpoint)));
  };
}

// DropWitnesses leaves one less than the quorum.
void DropWitnesses(World&, tlog::SignedCheckpoint& checkpoint) {
  checkpoint.signatures.resize(checkpoint.signatures.size() - 2);
}

void SignWithOtherKey(World& world, tlog::SignedCheckpoint& checkpoint) {
  const crypto::Ed25519Key other = crypto::Ed25519Key::Generate(world.rng());
  checkpoint.signatures.front() = tlog::SignCheckpoint(other, checkpoint.checkpoint);
}

// PinAnother: the record is a made-up referendum; the observer was told the hash of the real one.
Status PinAnother(World& world, Stage stage) {
  if (stage != Stage::kPublished) return {};
  Bytes32 real;
  world.rng().Fill(real);
  CONSTAT_ASSIGN(const std::string text, verify::FormatTrust(real, world.context()->LogPolicy()));
  return io::WriteFile(world.options().out / "trust.toml", AsBytes(text));
}

}  // namespace

std::vector<Cheat> LogAttacks() {
  const auto attack = [](std::string name, std::string story, CheckId check, ErrorCode code,
                         std::function<Status(World&, Stage)> after) {
    return Cheat{.name = std::move(name),
                 .story = std::move(story),
                 .check = check,
                 .code = code,
                 .change_entry = {},
                 .after = std::move(after)};
  };
  return {
      attack("dropped-ballot",
             "The board drops a ballot whose voters hold receipts, and even the witnesses help",
             CheckId::kReceipts, ErrorCode::kReceiptNotIncluded, RewriteAfter(true, DropBallot)),
      attack("reordered-ballots", "The board exchanges two ballots afterwards; the witnesses do not help",
             CheckId::kWitnesses, ErrorCode::kNoQuorum, RewriteAfter(false, SwapBallots)),
      attack("changed-ballot", "The board changes a ballot after its receipt was given", CheckId::kBallots,
             ErrorCode::kBadProof, RewriteAfter(true, ChangeBallot)),
      attack("changed-manifest", "The organiser extends the voting hours after the vote has begun",
             CheckId::kPins, ErrorCode::kWrongReferendum, RewriteAfter(true, ExtendVoting)),
      attack("forked-log", "Board and witnesses show two observers two different logs", CheckId::kPins,
             ErrorCode::kBadConsistency, RewriteAfter(true, DropBallot)),
      attack("rewound-log", "Board and witnesses take back the end of the log", CheckId::kPins,
             ErrorCode::kLogRewound, Rewind),
      attack("two-logs", "One definition of a referendum is run as two logs", CheckId::kBoardSignature,
             ErrorCode::kWrongOrigin, RunSecondLog),
      attack("all-but-one", "A trustee is asked to decrypt all ballots, and then all but one", CheckId::kPins,
             ErrorCode::kLogRewound, DecryptAllButOne),
      attack("missing-witness",
             "The record is published with the signature of one witness, where two are needed",
             CheckId::kWitnesses, ErrorCode::kNoQuorum, EditCheckpoint(DropWitnesses)),
      attack("wrong-board-key", "The record is signed with another key than the board's",
             CheckId::kBoardSignature, ErrorCode::kMissingSignature, EditCheckpoint(SignWithOtherKey)),
      attack("made-up-referendum",
             "Everything in the record fits together, but it is not the referendum you know of",
             CheckId::kPins, ErrorCode::kWrongReferendum, PinAnother),
  };
}

}  // namespace constat::demo
