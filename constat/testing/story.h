// Story: a town whose people act as the guide tells them to: devices that number their ballots by the record
// and their receipts, a board that answers in writing, trustees who verify before they decrypt; and all keep
// what they are given. At the end the record is verified with everything that was kept, by real files. Not
// for other code.
#pragma once

#include "constat/parcel/own_ballots.h"
#include "constat/party/board/answer.h"
#include "constat/testing/record.h"
#include "constat/testing/town.h"
#include "constat/verify/light/record_view.h"
#include "constat/verify/light/refusal.h"

namespace constat::testing {

class Story;

// Device is a telephone or the like that has a voter's codes: it knows its own receipts and notes, and of
// other devices of that voter only what the record shows.
class Device {
 public:
  // story outlives this.
  Device(Story& story, party::VoterSecret secret);

  // Look reads the published record as voters do.
  [[nodiscard]] verify::RecordView Look() const;
  // Vote makes a ballot for one option of the only question, numbered as BAL-14 says, and notes it. ERRORS:
  // party::FindSlot's, CheckOwnReceipt's, CheckMayVote's.
  [[nodiscard]] Result<Bytes> Vote(uint16_t option);
  // Revision is the number that the next ballot would have. ERRORS: Vote's.
  [[nodiscard]] Result<uint64_t> Revision() const;
  void Receive(tlog::InclusionReceipt receipt) { receipts_.push_back(std::move(receipt)); }

  [[nodiscard]] const group::EncodedPoint& credential() const { return secret_.credential(); }
  [[nodiscard]] const std::vector<parcel::OwnBallot>& notes() const { return notes_; }

  ShiftedClock clock;

 private:
  // Plan is where and as what the next ballot would be made.
  struct Plan {
    verify::RecordView view;
    referendum::Slot slot;
    uint64_t revision = 0;
  };
  [[nodiscard]] Result<Plan> MakePlan() const;

  Story* story_;
  party::VoterSecret secret_;
  std::vector<tlog::InclusionReceipt> receipts_;
  std::vector<parcel::OwnBallot> notes_;
};

class Story : public Town {
 public:
  explicit Story(Plan the_plan = {.voters = {5, 4}});

  [[nodiscard]] std::filesystem::path Record() const { return folder.path() / "record"; }
  [[nodiscard]] std::filesystem::path TrustFile() const { return folder.path() / "kept" / "trust.toml"; }
  [[nodiscard]] Device DeviceOf(size_t voter);

  // CastWith makes a ballot, brings it to the board, publishes, and gives the device its receipt,
  // which is kept.
  uint64_t CastWith(Device& device, uint16_t option);
  // CastAll lets voters vote for option 0, each with a device of its own.
  void CastAll(const std::vector<size_t>& who);
  // Bring has the board append a body that arrived so long ago by its clock. ERRORS: party::Board::Append's.
  [[nodiscard]] Result<uint64_t> Bring(const Bytes& body, uint64_t ago_ms = 0);

  // Refused is the written refusal of a body that arrived so long ago by the board's clock, with all
  // before it published. That the device takes it for an answer is checked. REQUIRES: the board refuses
  // it in writing.
  [[nodiscard]] record::RefusalFile Refused(const Device& device, const Bytes& body, uint64_t ago_ms = 0,
                                            party::Growth growth = party::Growth::kGrows);
  // SignedRefusal is what a board signs that does as it likes: of its published tree, for no request.
  [[nodiscard]] record::RefusalFile SignedRefusal(const Bytes& body, ErrorCode code, uint64_t time_ms);

  // What somebody keeps, in a file of its own: TrustFile names it from then on.
  void KeepCheckpoint() { Keep("checkpoints", tlog::FormatSignedCheckpoint(*board->published())); }
  void KeepReceipt(const tlog::InclusionReceipt& receipt) { Keep("receipts", tlog::FormatReceipt(receipt)); }
  void KeepPromise(const tlog::InclusionReceipt& promise) { Keep("promises", tlog::FormatReceipt(promise)); }
  void KeepRefusal(const record::RefusalFile& refusal);

  // AcceptBy publishes the deals and has every trustee accept by this clock, as its program does.
  void AcceptBy(const Clock& trustees_clock);
  // DrillWith has these trustees, counted from 0, show their keys, each with its memory.
  void DrillWith(const std::vector<size_t>& who);
  // Count has these trustees verify and decrypt, and publishes the result. Their trust names no kept file.
  // The checkpoint before the count is kept.
  void Count(const std::vector<size_t>& who);
  void CloseAndCount() {
    Close();
    Count({0, 1});
  }

  // Verify verifies the published record with what was kept.
  [[nodiscard]] verify::Verification Verify() const;

 private:
  void Keep(const std::string& list, std::string_view contents);

  std::map<std::string, std::vector<std::string>> kept_;  // by list: names of files
};

// ConvictsNobody matches the verification of a record with a result that is verified, with nothing
// said against anyone.
MATCHER(ConvictsNobody, "is verified and convicts nobody") {
  std::vector<std::string> said = Everything(arg);
  for (const verify::Note& note : arg.notes)
    said.push_back("note " + std::string(verify::NoteKindName(note.kind)));
  *result_listener << verify::OutcomeName(arg.outcome()) << ", " << ::testing::PrintToString(said);
  return arg.outcome() == verify::VerificationOutcome::kVerified && said.empty();
}

// Finds matches the verification of a record with just these findings, each as "check entry code".
MATCHER_P(Finds, expected, "finds " + ::testing::PrintToString(expected)) {
  *result_listener << ::testing::PrintToString(Everything(arg));
  return Everything(arg) == std::vector<std::string>(expected);
}

}  // namespace constat::testing
