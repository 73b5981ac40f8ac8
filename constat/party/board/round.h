// Round: everything that a board can do now with what lies in its inbox: take the witnesses' confirmations
// and publish, append entries, close, work out the result, and give voters their receipts. Spec: LOG-4,
// TAL-1, TAL-9, BAL-12.
#pragma once

#include <string>
#include <vector>

#include "constat/party/board/intake.h"

namespace constat::party {

// Inbox is the files of a folder, sorted by what they are: entries, checkpoints that witnesses cosigned, and
// what a board has no use for. What boards write beside ballots (.receipt, .promise, .refusal), hidden files
// and folders are passed over.
struct Inbox {
  std::vector<std::string> entries;
  std::vector<std::string> cosigned;
  std::vector<std::string> unknown;
};
// ReadInbox ERRORS: kMissingFile, kCannotRead for a folder that cannot be listed.
[[nodiscard]] Result<Inbox> ReadInbox(const std::filesystem::path& folder);

// FindManifest is the one file of an inbox that begins a log. ERRORS: kMissingFile if there is none;
// kDuplicate, naming them, if there are several.
[[nodiscard]] Result<std::string> FindManifest(const Inbox& inbox);

// RoundSinks are told of what happens, as it happens; said in whole sentences.
struct RoundSinks {
  IntakeSinks intake;
  std::function<void(const std::string&)> done;   // what was done
  std::function<void(const std::string&)> fault;  // what lies there and cannot be used, and why
};

struct RoundEnd {
  bool did_something = false;
  bool waits_for_witnesses = false;  // the newest checkpoint has to be cosigned
};

// kGraceIsOver is for the board whose clock shows a time after the close could be confirmed.
inline constexpr std::string_view kGraceIsOver =
    "by this machine's clock that time is over: only confirmations that were made in it still close "
    "the voting. "
    "Ask each witness for the one that it made then; without them there is no result, and the organiser "
    "begins a new referendum";

// PlayRound does all that is due. It may be called at any time, and again after a crash. ERRORS: the store's.
[[nodiscard]] Result<RoundEnd> PlayRound(BoardFolder& folder, const Inbox& inbox, const RoundSinks& sinks);

// DescribeConfirmed is who of the witnesses has confirmed a checkpoint and who has not: "2 of 3 witnesses
// have confirmed it, 2 are needed; missing: witness 3, “w3.example.org”".
[[nodiscard]] std::string DescribeConfirmed(const referendum::Context& context,
                                            const tlog::SignedCheckpoint& checkpoint, Seconds wanted = {});

}  // namespace constat::party
