// Answers: what a board says to the ballots and statements that it is brought. Spec: BAL-15, TAL-11.
//
// It only decides and signs; whoever serves voters keeps what waits and asks again when a tree is cosigned.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/party/board/board.h"
#include "constat/record/refusal.h"
#include "constat/referendum/refusal.h"

namespace constat::party {

// Arrival is a body that was brought, and when by the board's clock.
struct Arrival {
  record::RefusedType type = record::RefusedType::kBallot;
  ByteView body;
  uint64_t arrived_ms = 0;
};

// Growth says whether anything but the close may still be appended. Spec: TAL-11.
enum class Growth : uint8_t { kGrows, kFrozen };

enum class Decision : uint8_t {
  kAccept,      // the rules accept it, and the tree grows: it is to be appended
  kPlainWords,  // an answer that nobody signs
  kRefuse,      // a Refusal with why.code, for the state's tree once a quorum has cosigned it
};

struct Judged {
  Decision decision = Decision::kPlainWords;
  Error why{ErrorCode::kIncomplete, ""};  // of all but kAccept; ErrorCode::kLate for a late ballot
  uint64_t time_ms = 0;                   // of the arrival, rounded
};

// JudgeArrival decides about a body that is not in the log (BodyIndex), where all that came before it is
// applied and nothing else. Spec: BAL-15.2, BAL-15.3, BAL-15.4.
[[nodiscard]] Judged JudgeArrival(const referendum::Referendum& state, const Arrival& arrival, Growth growth);

// BodyIndex finds the entry of a body that is in a log. Spec: BAL-15.1.
class BodyIndex {
 public:
  // Of reads the committed log of a board. ERRORS: the log's.
  [[nodiscard]] static Result<BodyIndex> Of(const Board& board);
  void Add(const record::EntryView& entry, uint64_t index);
  // Find is the first entry with this type and body; none if there is none.
  [[nodiscard]] std::optional<uint64_t> Find(record::EntryType type, ByteView body) const;
  [[nodiscard]] std::optional<uint64_t> Find(const Arrival& arrival) const {
    return Find(record::EntryType{static_cast<uint8_t>(arrival.type)}, arrival.body);
  }

 private:
  std::map<Bytes32, uint64_t> entries_;  // by SHA-256 of the type and the body
};

// SignedAgainst is what a refusal names: a tree that a quorum has cosigned, and the request that it answers.
struct SignedAgainst {
  Bytes32 manifest_hash{};
  tlog::TreeHead tree;
  Bytes32 request{};
};

// MakeRefusal signs. REQUIRES: judged.decision is kRefuse, judged with the state after against.tree.
[[nodiscard]] record::Refusal MakeRefusal(const Arrival& arrival, const Judged& judged,
                                          const SignedAgainst& against,
                                          const crypto::Ed25519Key& refusal_key);

// LastBallotOf is the entry of the last accepted ballot of a ballot's credential, for which a receipt goes
// with these refusals: stale-revision, already-voted, too-many-ballots. None for other codes.
[[nodiscard]] std::optional<uint64_t> LastBallotOf(const referendum::Referendum& state,
                                                   const Arrival& arrival, ErrorCode code);

// Answer is what goes back to whoever brought a refused ballot as a file, without a request.
struct Answer {
  std::optional<uint64_t> entry;                  // the ballot is in the log already: this one
  std::string words;                              // for the person, always
  std::optional<record::RefusalFile> refusal;     // signed
  std::optional<tlog::InclusionReceipt> receipt;  // of this ballot or, beside a refusal, of the last one
  bool is_promise = false;                        // the receipt has no quorum yet
};

// FileAnswers answers for ballots that were brought as files and that Board::Append has just refused. Nothing
// is signed while the published tree is not the whole log, or without a key. One thread at a time.
class FileAnswers {
 public:
  // board and key outlive this; key may be null.
  FileAnswers(const Board& board, const crypto::Ed25519Key* refusal_key)
      : board_(&board), key_(refusal_key) {}

  // To answers for a body that was refused for this reason. ERRORS: the log's.
  [[nodiscard]] Result<Answer> To(const Arrival& arrival, const Error& refused);

 private:
  const Board* board_;
  const crypto::Ed25519Key* key_;
  // Of the first entries of the committed log, made when it is first needed and when that has grown.
  std::optional<BodyIndex> index_;
  uint64_t indexed_ = 0;
};

// WriteAnswer writes what an answer holds beside the file called stem: stem.refusal, stem.receipt or
// stem.promise. It returns the names, each after "; see ". ERRORS: tlog::FormatReadable's; io::WriteFile's.
[[nodiscard]] Result<std::string> WriteAnswer(const std::string& stem, const Answer& answer);

}  // namespace constat::party
