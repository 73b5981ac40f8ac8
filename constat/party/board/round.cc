#include "constat/party/board/round.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/io/file.h"
#include "constat/parcel/file_kind.h"
#include "constat/parcel/note_file.h"
#include "constat/record/local_time.h"
#include "constat/record/named.h"
#include "constat/text/clean.h"
#include "constat/text/error_text.h"
#include "constat/text/number.h"

namespace constat::party {

namespace fs = std::filesystem;
using referendum::Phase;

namespace {

constexpr std::string_view kOwnEndings[] = {".receipt", ".promise", ".refusal"};

bool IsPassedOver(const fs::directory_entry& at) {
  std::error_code ignored;
  const std::string name = at.path().filename().string();
  return name.starts_with('.') || !at.is_regular_file(ignored) ||
         std::any_of(std::begin(kOwnEndings), std::end(kOwnEndings),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

// Round is one call of PlayRound.
class Round {
 public:
  Round(BoardFolder& folder, const Inbox& inbox, const RoundSinks& sinks)
      : folder_(folder), inbox_(inbox), sinks_(sinks) {}

  Result<RoundEnd> Play() {
    for (const std::string& name : inbox_.unknown)
      sinks_.fault(name +
                   " is neither entries nor a checkpoint that a witness has cosigned; it stays unused");
    CONSTAT_TRY(TakeCosigned());
    CONSTAT_TRY(TakeEntries());
    CONSTAT_TRY(Close());
    CONSTAT_TRY(Count());
    CONSTAT_TRY(GiveReceipts());
    if (board().PublishedSize() < board().CommittedSize()) {
      CONSTAT_TRY(folder_.WriteToCosign());
      end_.waits_for_witnesses = true;
    }
    return end_;
  }

 private:
  [[nodiscard]] Board& board() { return folder_.board(); }
  [[nodiscard]] const record::Manifest& manifest() { return folder_.context().manifest; }
  void Say(const std::string& what) {
    end_.did_something = true;
    sinks_.done(what);
  }
  // IsFrozen says whether the head is the tree that has to be cosigned for the close.
  [[nodiscard]] bool IsFrozen() {
    return board().state().phase() == Phase::kOpen && board().NowMs() >= manifest().closing_ms &&
           board().CommittedSize() == board().state().tree().size();
  }

  [[nodiscard]] Cosigned Merge(Seconds wanted);
  Status TakeCosigned();
  Status TakeEntries();
  Status Close();
  Status Count();
  Status GiveReceipts();
  Status GiveReceipt(const std::string& name, const BodyIndex& index);

  BoardFolder& folder_;
  const Inbox& inbox_;
  const RoundSinks& sinks_;
  RoundEnd end_;
};

// Merge leaves out what witnesses confirmed of the log when it was smaller: it served its turn.
Cosigned Round::Merge(Seconds wanted) {
  std::vector<std::string> of_now;
  for (const std::string& name : inbox_.cosigned) {
    const Result<tlog::SignedCheckpoint> cosigned = parcel::ReadCheckpoint(name);
    const bool is_older = cosigned && cosigned->checkpoint.origin == manifest().origin &&
                          cosigned->checkpoint.size < board().CommittedSize();
    if (!is_older) of_now.push_back(name);
  }
  return folder_.MergeCosigned(of_now, wanted);
}

// TakeCosigned closes with the confirmations, where the tree is frozen, or publishes.
Status Round::TakeCosigned() {
  const bool closes = IsFrozen();
  if (!closes && board().PublishedSize() == board().CommittedSize()) return {};
  const Seconds in_time{manifest().closing_ms / 1000, (manifest().closing_ms + manifest().grace_ms) / 1000};
  const Cosigned merged = Merge(closes ? in_time : Seconds{});
  for (const Error& fault : merged.faults) sinks_.fault(text::FormatError(fault));
  for (const std::string& file : merged.files)
    sinks_.fault(file + " has no line of a witness that the manifest names; it was left out");
  if (closes) {
    const Result<uint64_t> closed = board().Close(merged.checkpoint);
    if (closed) {
      CONSTAT_TRY(board().Commit());
      Say(fmt::format("Closed the voting after {}. No ballot can be added any more.",
                      text::Plural(board().state().ballots().Ballots(), "ballot")));
    } else if (!IsRefusal(closed.error().code)) {
      return tl::unexpected(closed.error());
    }
    return {};
  }
  if (!folder_.context().LogPolicy().Check(merged.checkpoint)) {
    const bool some = merged.checkpoint.signatures.size() > board().head()->signatures.size();
    if (some) {
      sinks_.fault(fmt::format("the newest checkpoint cannot be published yet: {}",
                               DescribeConfirmed(folder_.context(), merged.checkpoint)));
    }
    return {};
  }
  CONSTAT_TRY(board().Publish(merged.checkpoint));
  Say(fmt::format("Published {}: {}.", folder_.record().string(),
                  text::PluralEntries(board().PublishedSize())));
  return {};
}

Status Round::TakeEntries() {
  IntakeSinks sinks = sinks_.intake;
  sinks.accepted = [&](uint64_t index, const parcel::EntryBody& entry) {
    end_.did_something = true;
    sinks_.intake.accepted(index, entry);
  };
  return Intake(folder_, std::move(sinks), Intake::Answers::kRefusals).Take(inbox_.entries);
}

// Close freezes the tree at the closing time; witnesses then confirm it.
Status Round::Close() {
  if (board().state().phase() != Phase::kOpen || board().NowMs() < manifest().closing_ms) return {};
  CONSTAT_TRY(board().PrepareClose());
  CONSTAT_TRY(folder_.WriteToCosign());
  end_.waits_for_witnesses = true;
  const uint64_t until_ms = manifest().closing_ms + manifest().grace_ms;
  const Seconds in_time{manifest().closing_ms / 1000, until_ms / 1000};
  const Cosigned merged = Merge(in_time);
  sinks_.done(
      fmt::format("The voting has ended. To close it, {} of the {} witnesses must confirm {} between {} "
                  "and {}: {}.",
                  manifest().quorum, manifest().witnesses.size(), folder_.to_cosign().string(),
                  record::FormatLocalAndUtc(manifest(), manifest().closing_ms),
                  record::FormatLocalTime(manifest(), until_ms),
                  DescribeConfirmed(folder_.context(), merged.checkpoint, in_time)));
  if (board().NowMs() > until_ms) {
    sinks_.fault(std::string(kGraceIsOver));
  }
  return {};
}

Status Round::Count() {
  if (board().state().phase() != Phase::kTallying) return {};
  if (board().MutableState().tally().Complete().size() < manifest().threshold) return {};
  const Status counted = board().AppendResult();
  if (!counted && counted.error().code == ErrorCode::kNoCount) {
    sinks_.fault(text::FormatError(counted.error()));
    return {};
  }
  CONSTAT_TRY(counted);
  CONSTAT_TRY(board().Commit());
  Say("Worked out the result and put it into the log, which is complete now.");
  return {};
}

// GiveReceipts gives each ballot of the inbox that is published its receipt, beside its file.
Status Round::GiveReceipts() {
  if (!board().published()) return {};
  std::optional<BodyIndex> index;  // of the log, once it is needed
  uint64_t given = 0;
  for (const std::string& name : inbox_.entries) {
    std::error_code ignored;
    if (fs::exists(name + ".receipt", ignored)) continue;
    const Result<parcel::EntryFile> file = parcel::ReadEntryFile(name);
    if (!file || file->entries.size() != 1) continue;
    const parcel::EntryBody& entry = file->entries.front();
    if (entry.type != record::EntryType::kBallot) continue;
    if (!index) {
      CONSTAT_ASSIGN(index, BodyIndex::Of(board()));
    }
    const std::optional<uint64_t> at = index->Find(entry.type, entry.body);
    if (!at || *at >= board().PublishedSize()) continue;
    CONSTAT_ASSIGN(tlog::InclusionReceipt receipt, board().Receipt(*at));
    CONSTAT_TRY(
        WriteAnswer(name, Answer{.entry = at, .words = {}, .refusal = {}, .receipt = std::move(receipt)}));
    ++given;
  }
  if (given != 0)
    Say(fmt::format("Wrote {} beside the ballots' files: give each voter the one that ends in .receipt.",
                    text::Plural(given, "receipt")));
  return {};
}

}  // namespace

Result<Inbox> ReadInbox(const fs::path& folder) {
  std::error_code error;
  fs::directory_iterator files(folder, error);
  if (error) {
    return Fail(ErrorCode::kMissingFile,
                fmt::format("{}: cannot read this folder: {}", folder.string(), error.message()));
  }
  Inbox out;
  for (const fs::directory_entry& at : files) {
    if (IsPassedOver(at)) continue;
    const std::string name = at.path().string();
    const Result<Bytes> bytes = io::ReadFile(name, parcel::kMaxEntryFile);
    const parcel::FileKind kind = bytes ? parcel::KindOf(*bytes) : parcel::FileKind::kUnknown;
    if (kind == parcel::FileKind::kEntries) {
      out.entries.push_back(name);
    } else if (kind == parcel::FileKind::kCheckpoint) {
      out.cosigned.push_back(name);
    } else {
      out.unknown.push_back(name);
    }
  }
  for (std::vector<std::string>* names : {&out.entries, &out.cosigned, &out.unknown})
    std::sort(names->begin(), names->end());
  return out;
}

Result<std::string> FindManifest(const Inbox& inbox) {
  std::string found;
  for (const std::string& name : inbox.entries) {
    const Result<parcel::EntryFile> file = parcel::ReadEntryFile(name);
    if (!file || file->entries.front().type != record::EntryType::kManifest) continue;
    if (!found.empty()) {
      return Fail(ErrorCode::kDuplicate,
                  fmt::format("{} and {} are manifests: leave the one in the inbox that the log is "
                              "to begin with",
                              found, name));
    }
    found = name;
  }
  if (!found.empty()) return found;
  return Fail(ErrorCode::kMissingFile,
              "there is no log yet, and no manifest to begin it with in the inbox: put the "
              "organiser's manifest.entry there");
}

Result<RoundEnd> PlayRound(BoardFolder& folder, const Inbox& inbox, const RoundSinks& sinks) {
  return Round(folder, inbox, sinks).Play();
}

std::string DescribeConfirmed(const referendum::Context& context, const tlog::SignedCheckpoint& checkpoint,
                              Seconds wanted) {
  const record::Manifest& manifest = context.manifest;
  const std::vector<tlog::VerifierKey> keys = context.WitnessKeys();
  std::string missing;
  size_t have = 0;
  for (size_t w = 0; w < keys.size(); ++w) {
    const tlog::WitnessLines lines = tlog::VerifyCosignatures(checkpoint, std::span(keys).subspan(w, 1));
    const bool has = std::any_of(lines.cosignatures.begin(), lines.cosignatures.end(), [&](const auto& line) {
      return line.time_s >= wanted.from && line.time_s <= wanted.to;
    });
    have += has ? 1 : 0;
    if (has) continue;
    missing +=
        (missing.empty() ? "" : ", ") +
        text::CleanLine(record::FormatNamed(manifest, {record::Role::kWitness, static_cast<uint16_t>(w)}));
  }
  std::string out =
      fmt::format("{} of {} witnesses have confirmed it, {} are needed", have, keys.size(), manifest.quorum);
  if (!missing.empty()) out += "; missing: " + missing;
  return out;
}

}  // namespace constat::party
