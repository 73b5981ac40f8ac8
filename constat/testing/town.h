// Town: the cast as real parties, each with its folder, and a clock: a referendum that can be brought to any
// phase. Not for other code.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "constat/base/clock.h"
#include "constat/parcel/persons.h"
#include "constat/parcel/secret/voting_code.h"
#include "constat/party/board/board.h"
#include "constat/party/registrar/registrar.h"
#include "constat/party/trustee/trustee.h"
#include "constat/party/voter/voter.h"
#include "constat/party/witness/file_witness.h"
#include "constat/testing/cast.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"
#include "constat/testing/shifted_clock.h"

namespace constat::testing {

// TownVoter is a voter as the town's registrars and the voter's device know it.
struct TownVoter {
  std::string id;
  uint16_t region = 0;
  party::VoterSecret secret;
  uint64_t revision = 0;  // the last one used
};

class Town : public Cast {
 public:
  explicit Town(Plan the_plan = {});

  // Start creates board, witnesses and trustees.
  void Start();
  [[nodiscard]] party::BoardOptions MakeBoardOptions();
  // Reopen stops the board, as a crash would, and opens it again.
  void Reopen();
  // CopyBoard copies the board's folder into another, as it is now, and gives what opens the copy: the same
  // board in two folders, which may tell two stories.
  [[nodiscard]] party::BoardOptions CopyBoard(const std::filesystem::path& to);
  // BackUp copies the board's own folder, as it is now; Restore puts such a copy in its place, while what was
  // published stays as it is, and opens it. ERRORS: party::Board::Open's; there is no board then.
  void BackUp(const std::filesystem::path& to);
  [[nodiscard]] Status Restore(const std::filesystem::path& from);
  // PlotWith goes on with such a copy. Witnesses would refuse; these ones are in the plot and have forgotten.
  void PlotWith(const std::filesystem::path& copy, party::BoardOptions options);

  // Append is an append that must succeed.
  uint64_t Append(record::EntryType type, const Bytes& body) { return Value(board->Append(type, body)); }

  // Cosign asks the first two witnesses.
  [[nodiscard]] tlog::SignedCheckpoint Cosign(const tlog::SignedCheckpoint& checkpoint);
  void Publish();

  void Commit();
  // CommitTo is Commit, but trustee t, counted from 0, commits to another deal.
  void CommitTo(size_t t, ByteView deal_body);
  // Deal has the trustees commit first, if they have not.
  void Deal();
  // MemoryOf is the memory of trustee t, counted from 0.
  [[nodiscard]] std::unique_ptr<party::TrusteeMemory> MemoryOf(size_t t);
  void HoldCeremony();

  // MakeRoll registers the persons that the plan says, region by region.
  void MakeRoll();
  // Drill has as many trustees drill as the manifest wants.
  void Drill();
  // OpenVoting has them drill first, if they have not.
  void OpenVoting();
  // ToOpen takes every step from the start to the open vote.
  void ToOpen();

  [[nodiscard]] party::DraftInput DraftOf(TownVoter& voter, record::Choices choices);
  [[nodiscard]] Bytes MakeBallot(TownVoter& voter, record::Choices choices);
  uint64_t Vote(size_t voter, record::Choices choices) {
    return Append(record::EntryType::kBallot, MakeBallot(voters[voter], std::move(choices)));
  }

  // Close closes five seconds after the closing time, or now if that is later.
  void Close();
  // Decrypt has the first so many trustees release their shares.
  void Decrypt(size_t trustees_who_do);

  [[nodiscard]] const referendum::ContextPtr& context_ptr() { return board->state().context(); }
  [[nodiscard]] const referendum::Context& context() { return *context_ptr(); }

  TemporaryFolder folder;
  SetClock clock;  // the right time; those of the board and of the witnesses go by it
  ShiftedClock board_clock;
  std::vector<ShiftedClock> witness_clocks;
  Bytes manifest_body;
  std::optional<party::Board> board;
  std::vector<party::FileWitness> witnesses;
  bool in_the_plot = false;  // witnesses without a memory say that it is the first time
  std::vector<party::Trustee> trustees;
  std::vector<parcel::Person> persons;
  parcel::PersonOrder order;
  std::vector<std::vector<parcel::VotingCode>> codes;  // [person][registrar]
  std::vector<TownVoter> voters;

 private:
  void OpenWitnesses(const std::filesystem::path& memories);
  [[nodiscard]] party::BoardOptions BoardOptionsIn(const std::filesystem::path& where);
};

}  // namespace constat::testing
