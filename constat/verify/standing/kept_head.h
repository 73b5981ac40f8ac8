// KeptHead: what a whole verification of a record ended in, kept on this machine, so that the next question
// about the same referendum need not read everything again.
//
// It is a convenience of one person's own machine and no evidence: nothing that is sent to anybody is
// made from it. What is read back is used only if it is whole (a SHA-256 over all of it), of the same
// program, of the same referendum and as large as its manifest says; whether a record continues it is
// judged by standing.h.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "constat/referendum/agenda.h"
#include "constat/tlog/checkpoint.h"

namespace constat::verify {

struct KeptHead {
  Bytes32 manifest_hash{};
  uint64_t time_ms = 0;  // of the verification, by the clock of whoever asked for it
  tlog::SignedCheckpoint checkpoint;
  referendum::Milestones said;  // after all entries of the checkpoint

  friend bool operator==(const KeptHead&, const KeptHead&) = default;
};

// EncodeKeptHead and DecodeKeptHead: the bytes of the file. program is the SHA-256, in hex, of the program
// that verified: another version may judge otherwise. ERRORS: kBadText: other bytes than EncodeKeptHead's, or
// those of another program.
[[nodiscard]] Bytes EncodeKeptHead(const KeptHead& head, const std::string& program);
[[nodiscard]] Result<KeptHead> DecodeKeptHead(ByteView bytes, const std::string& program);

// KeptHeads is a folder with a file for each referendum. One without a path or a program keeps nothing.
class KeptHeads {
 public:
  KeptHeads() = default;
  KeptHeads(std::filesystem::path folder, std::string program)
      : folder_(std::move(folder)), program_(std::move(program)) {}

  // Find is the head of this referendum; none if there is none that can be used.
  [[nodiscard]] std::optional<KeptHead> Find(const referendum::Context& context) const;

  // Keep takes the place of the referendum's head before it. The folder is made for its owner alone.
  // ERRORS: kCannotWrite.
  [[nodiscard]] Status Keep(const KeptHead& head) const;

  // FileOf is where the head of a referendum is kept.
  [[nodiscard]] std::filesystem::path FileOf(const Bytes32& manifest_hash) const;

 private:
  std::filesystem::path folder_;
  std::string program_;
};

}  // namespace constat::verify
