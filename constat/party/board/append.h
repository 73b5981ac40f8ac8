// Appending: what a board does with the files of entries that it is brought. Spec: LOG-2, BAL-8.
#pragma once

#include <functional>
#include <string>

#include "constat/parcel/entry_file.h"
#include "constat/party/board/answer.h"

namespace constat::party {

// IsRefusal says whether the rules refused an entry, as opposed to a file that cannot be read or written.
[[nodiscard]] bool IsRefusal(ErrorCode code);

// FormatAccepted is a line about an accepted entry: "entry 7: a ballot  tracker t 9f3kq ...".
[[nodiscard]] std::string FormatAccepted(const referendum::Context& context, uint64_t index,
                                         const parcel::EntryBody& entry);

// AppendPages has the board countersign and append the organiser's list of pages in an entry file.
// ERRORS: parcel::ReadEntryFile's, kWrongReferendum; kWrongOrder for another entry; Board::AppendPages'.
[[nodiscard]] Result<uint64_t> AppendPages(Board& board, const std::filesystem::path& path);

// AppendSinks are told of each entry as it is judged.
struct AppendSinks {
  std::function<void(uint64_t index, const parcel::EntryBody&)> accepted;
  // A ballot that the rules refuse, with the name of its file and of those that hold the board's answer.
  std::function<void(const Error&)> refused;
  // answers writes those files beside the ballot's; null: none are written. It outlives the Appending.
  FileAnswers* answers = nullptr;
};

// Appending takes files in their order. Ballots stand for themselves: those that are refused are left out.
// Everything else is appended whole or not at all: after an Error the caller does not commit. One thread
// at a time.
class Appending {
 public:
  Appending(Board& board, AppendSinks sinks) : board_(board), sinks_(std::move(sinks)) {}

  // Add judges the entries of the file called name. ERRORS: kWrongReferendum; the rules', for anything but a
  // ballot; the store's.
  [[nodiscard]] Status Add(const parcel::EntryFile& file, const std::string& name);

 private:
  // Batch is ballots of the file called name; the first is its entry number first.
  struct Batch {
    const std::string& name;
    std::span<const parcel::EntryBody> ballots;
    size_t first = 0;
    bool alone = false;  // the file has one entry
  };
  [[nodiscard]] Status AddBallots(const Batch& batch);
  [[nodiscard]] Result<std::string> AnswerFor(const Batch& batch, size_t i, const Error& refused);

  Board& board_;
  AppendSinks sinks_;
};

}  // namespace constat::party
