// Intake: what a board does with the files of entries that it is brought, by whomever and in any order. Each
// file is judged by itself, and what stands for itself, such as a ballot, by itself. Spec: LOG-2, BAL-8.
#pragma once

#include <functional>
#include <span>
#include <string>

#include "constat/parcel/entry_file.h"
#include "constat/party/board/answer.h"
#include "constat/party/board/board_folder.h"

namespace constat::party {

// IsRefusal says whether the rules refused an entry, as opposed to a file that cannot be read or written.
[[nodiscard]] bool IsRefusal(ErrorCode code);

// FormatTaken is "a ballot  tracker t 9f3kq ...  of voter k7m2/9xq4", or what another entry is.
[[nodiscard]] std::string FormatTaken(const referendum::Context& context, const parcel::EntryBody& entry);

// AppendPages has the board countersign and append the organiser's list of pages in an entry file.
// ERRORS: parcel::ReadEntryFile's, kWrongReferendum; kWrongOrder for another entry; Board::AppendPages'.
[[nodiscard]] Result<uint64_t> AppendPages(Board& board, const std::filesystem::path& path);

// IntakeSinks are told of each entry as it is judged.
struct IntakeSinks {
  std::function<void(uint64_t index, const parcel::EntryBody&)> accepted;
  // An entry that is in the log byte for byte, with the name of its file. That is no fault.
  std::function<void(uint64_t index, const parcel::EntryBody&, const std::string& file)> already;
  // A file, or an entry of it, that is not appended, with the name of the file and of those that hold the
  // board's answer to a ballot.
  std::function<void(const Error&)> refused;
};

// Intake appends and commits. One thread at a time.
class Intake {
 public:
  // folder outlives this. answers: which of the board's answers are written beside the files of ballots: its
  // refusals, or also the receipt or promise of a ballot that is in the log already.
  enum class Answers { kRefusals, kAll };
  Intake(BoardFolder& folder, IntakeSinks sinks, Answers answers);

  // Take judges the files, and those that come too early again after the others. A roll, or one trustee's
  // shares, are appended whole or not at all. What was accepted is committed at the end. ERRORS: the store's,
  // after which the board is of no more use.
  [[nodiscard]] Status Take(std::span<const std::string> names);

 private:
  struct Brought {
    std::string name;
    parcel::EntryFile file;
  };
  [[nodiscard]] std::vector<Brought> Read(std::span<const std::string> names) const;
  [[nodiscard]] Result<std::optional<Error>> TryWhole(const Brought& brought);
  [[nodiscard]] Result<std::optional<Error>> TryEntries(const Brought& brought);
  [[nodiscard]] Result<bool> IsIn(const Brought& brought);
  [[nodiscard]] Result<bool> IsIn(const Brought& brought, size_t i);
  [[nodiscard]] Status TakeEach(const Brought& brought);
  [[nodiscard]] Status AddBallots(const Brought& brought, std::span<const size_t> which);
  [[nodiscard]] Result<std::optional<uint64_t>> FindIn(const parcel::EntryBody& entry);
  [[nodiscard]] Result<std::string> AnswerFor(const Brought& brought, size_t i, const Error& refused);
  void Accept(uint64_t index, const parcel::EntryBody& entry);
  [[nodiscard]] Status Commit();

  BoardFolder& folder_;
  IntakeSinks sinks_;
  Answers which_;
  FileAnswers answers_;
  std::optional<BodyIndex> index_;  // of the log, once it is needed
  bool uncommitted_ = false;
};

}  // namespace constat::party
