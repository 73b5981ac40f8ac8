// BoardInbox: a board's folder and an inbox, with the entries of a referendum that a World held, to be
// brought as files; for tests of what a board does with them. Not for other code.
#pragma once

#include "constat/io/file.h"
#include "constat/party/board/round.h"
#include "constat/testing/folder.h"
#include "constat/testing/world.h"
#include "constat/tlog/secret/sign.h"

namespace constat::testing {

class BoardInbox : public ::testing::Test {
 protected:
  // The world's referendum is over: five voters of six voted, two of three trustees gave their shares.
  BoardInbox() : world_({.voters = {3, 3}, .registrars = 2}), clock_(kOpeningMs - 86'400'000) {
    world_.ToOpen();
    for (size_t v = 0; v < 5; ++v) world_.Vote({.voter = v, .choices = {{0}}});
    world_.CloseVote();
    world_.ShareAll(1, 2);
    std::filesystem::create_directory(inbox());
  }

  [[nodiscard]] std::filesystem::path inbox() const { return folder_.path() / "inbox"; }
  [[nodiscard]] party::BoardPlace Place() {
    return {.folder = folder_.path() / "board",
            .key = crypto::Ed25519Key::FromSeed(world_.board_key.seed()),
            .clock = &clock_,
            .clock_is_set = false,
            .refusal_key = crypto::Ed25519Key::FromSeed(world_.refusal_key.seed())};
  }
  void Begin() {
    board_.emplace(Value(party::BoardFolder::Create(Place(), Bodies(record::EntryType::kManifest)[0].body)));
  }

  // Bodies are the world's entries of a type.
  [[nodiscard]] std::vector<parcel::EntryBody> Bodies(record::EntryType type) const {
    std::vector<parcel::EntryBody> out;
    for (const Bytes& bytes : world_.log) {
      const record::EntryView entry = Value(record::DecodeEntry(bytes));
      if (entry.type == type) out.push_back({type, {entry.body.begin(), entry.body.end()}});
    }
    return out;
  }
  // Put writes a file of entries into the inbox, and returns its name.
  std::string Put(const std::string& name, std::vector<parcel::EntryBody> entries) {
    const std::string path = (inbox() / name).string();
    EXPECT_THAT(parcel::WriteEntryFile(path, {world_.manifest_hash, std::move(entries)}), Succeeds());
    return path;
  }
  // PutEach writes each of the world's entries of a type as a file of its own: "NAME-0", ...
  std::vector<std::string> PutEach(const std::string& name, record::EntryType type) {
    std::vector<std::string> out;
    for (parcel::EntryBody& entry : Bodies(type))
      out.push_back(Put(name + "-" + std::to_string(out.size()), {std::move(entry)}));
    return out;
  }
  // PutRolls writes one file for each registrar, as registrars do.
  std::vector<std::string> PutRolls() {
    std::vector<std::vector<parcel::EntryBody>> rolls(2);
    for (const record::EntryType type : {record::EntryType::kRollChunk, record::EntryType::kRollEnd}) {
      for (parcel::EntryBody& entry : Bodies(type)) rolls[entry.body[1]].push_back(std::move(entry));
    }
    return {Put("roll-1", rolls[0]), Put("roll-2", rolls[1])};
  }
  // Cosign writes a witness's confirmation of the board's head into the inbox.
  void Cosign(size_t witness, uint64_t time_ms) {
    tlog::SignedCheckpoint note = *board_->board().head();
    note.signatures.push_back(tlog::CosignCheckpoint(world_.witness_keys[witness], WitnessName(witness),
                                                     note.checkpoint, time_ms / 1000));
    const std::string text = Value(tlog::FormatReadable(note));
    EXPECT_THAT(io::WriteFile(inbox() / ("cosigned-" + std::to_string(witness)), AsBytes(text)), Succeeds());
  }
  // PublishAll publishes what is committed, as two witnesses confirm it.
  void PublishAll() {
    for (const size_t w : {0, 1}) Cosign(w, clock_.NowMs());
    const std::vector<std::string> files{(inbox() / "cosigned-0").string(),
                                         (inbox() / "cosigned-1").string()};
    ASSERT_THAT(board_->board().Publish(board_->MergeCosigned(files).checkpoint), Succeeds());
  }
  [[nodiscard]] party::IntakeSinks Sinks() {
    return {.accepted = [this](uint64_t index, const parcel::EntryBody&) { accepted_.push_back(index); },
            .already = [this](uint64_t index, const parcel::EntryBody&,
                              const std::string&) { already_.push_back(index); },
            .refused =
                [this](const Error& why) {
                  refused_.push_back(std::string(ErrorName(why.code)) + " " + why.detail);
                }};
  }
  void Forget() {
    accepted_.clear();
    already_.clear();
    refused_.clear();
  }

  TemporaryFolder folder_;
  World world_;
  SetClock clock_;
  std::optional<party::BoardFolder> board_;
  std::vector<uint64_t> accepted_;
  std::vector<uint64_t> already_;
  std::vector<std::string> refused_;
};

}  // namespace constat::testing
