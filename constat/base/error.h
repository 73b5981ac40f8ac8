// The closed list of error codes. Numbers are stable: they are in docs/spec/errors.md and in JSON reports.
//
// Each malformed input has exactly one code. 1xx encodings, 2xx log, 3xx record and rules, 4xx roles and
// their files, 5xx the machine.
#pragma once

#include <cstdint>
#include <string_view>

namespace constat {

// X(number, constant, name, meaning)
#define CONSTAT_ERROR_CODES(X)                                                                             \
  X(100, kTruncated, "truncated", "the bytes end before the value does")                                   \
  X(101, kTrailingBytes, "trailing-bytes", "bytes follow the end of the value")                            \
  X(102, kBadLength, "bad-length", "a length or count is outside its range")                               \
  X(103, kUnknownEnum, "unknown-enum", "a value is not one of the listed ones")                            \
  X(104, kBadPoint, "bad-point", "32 bytes that are not a canonical ristretto255 encoding")                \
  X(105, kBadScalar, "bad-scalar", "a scalar that is not below the group order")                           \
  X(106, kIdentityPoint, "identity-point", "the identity where the clause forbids it")                     \
  X(107, kBadText, "bad-text", "text that is not well-formed (UTF-8, hex, TOML, ...), a damaged memory")   \
  X(108, kBadSignature, "bad-signature", "a signature does not verify")                                    \
  X(109, kBadProof, "bad-proof", "a zero-knowledge proof does not verify")                                 \
  X(110, kBadKey, "bad-key", "a public key that no signature may be checked with")                         \
  X(111, kDecryptionFailed, "decryption-failed", "an encrypted message does not open")                     \
  X(112, kBadNumber, "bad-number", "a number outside its range")                                           \
  X(200, kBadCheckpoint, "bad-checkpoint", "a checkpoint that does not parse")                             \
  X(201, kWrongOrigin, "wrong-origin", "a checkpoint of another log")                                      \
  X(202, kWrongRoot, "wrong-root", "the entries do not hash to the checkpoint's root")                     \
  X(203, kWrongTile, "wrong-tile", "a tile that differs from the entries' hashes")                         \
  X(204, kMissingFile, "missing-file", "a file of the record is missing")                                  \
  X(205, kMissingSignature, "missing-signature", "the board's signature is missing from a checkpoint")     \
  X(206, kNoQuorum, "no-quorum", "fewer witness cosignatures than the quorum")                             \
  X(207, kBadInclusion, "bad-inclusion", "an inclusion proof does not lead to the root")                   \
  X(208, kBadConsistency, "bad-consistency", "two checkpoints of one log contradict each other")           \
  X(209, kLogRewound, "log-rewound", "a checkpoint smaller than one seen before")                          \
  X(210, kUnknownFile, "unknown-file", "a file whose name or kind no record's archive may hold")           \
  X(211, kBadPolicy, "bad-policy", "a witness policy that does not parse or cannot be met")                \
  X(300, kWrongPhase, "wrong-phase", "an entry that may not come here")                                    \
  X(301, kTimeWentBack, "time-went-back", "an entry's time is before the one before it")                   \
  X(302, kOutsideVotingTime, "outside-voting-time", "a ballot or a replacement outside of its time")       \
  X(303, kTimeNotRounded, "time-not-rounded", "a time in the voting that is not rounded to the minute")    \
  X(304, kBadManifest, "bad-manifest", "a manifest that contradicts itself or cannot be carried out")      \
  X(305, kUnknownAuthor, "unknown-author", "an author whom the manifest does not name")                    \
  X(306, kDuplicate, "duplicate", "said twice where once is allowed")                                      \
  X(307, kBadShare, "bad-share", "a dealt share does not match the dealer's commitments")                  \
  X(308, kUnfoundedComplaint, "unfounded-complaint", "a complaint about a share that is good")             \
  X(309, kWrongHash, "wrong-hash", "a hash differs from the one recomputed")                               \
  X(310, kWrongCount, "wrong-count", "a count differs from the one recomputed")                            \
  X(311, kRollOrder, "roll-order", "a roll chunk out of order, or a slot left out")                        \
  X(312, kCredentialTwice, "credential-twice", "one credential is on the roll twice")                      \
  X(313, kWrongKey, "wrong-key", "a joint key that is not the recomputed one, or a stranger's key")        \
  X(314, kNotOnRoll, "not-on-roll", "a ballot for a credential that is not on the roll")                   \
  X(315, kStaleRevision, "stale-revision", "a ballot's revision is not above the last one")                \
  X(316, kRevisionJump, "revision-jump", "a ballot's revision is too far above the last one")              \
  X(317, kAlreadyVoted, "already-voted", "a second ballot where voting again is not allowed")              \
  X(318, kTooManyBallots, "too-many-ballots", "more ballots of one credential than allowed")               \
  X(319, kWrongCloseTime, "wrong-close-time", "cosignatures of the close outside closing, seal and grace") \
  X(320, kWrongShare, "wrong-share", "a decryption share's proof fails")                                   \
  X(321, kTooFewShares, "too-few-shares", "fewer complete decryption shares than the threshold")           \
  X(322, kWrongResult, "wrong-result", "the result differs from the one recomputed")                       \
  X(323, kWrongVerdict, "wrong-verdict", "the verdict differs from the one recomputed")                    \
  X(324, kNoCount, "no-count", "no count up to the number of ballots fits the shares")                     \
  X(325, kIncomplete, "incomplete", "the record ends before the result, or has no entry 0 that decodes")   \
  X(326, kWrongReferendum, "wrong-referendum", "the record is not of the referendum that was pinned")      \
  X(327, kReceiptNotIncluded, "receipt-not-included", "a receipt's ballot is not in the record")           \
  X(328, kCeremonyFailed, "ceremony-failed", "the key ceremony ended with a convicted trustee")            \
  X(329, kUnknownMode, "unknown-mode", "a version or mode of the format that this program does not know")  \
  X(330, kDrillMissing, "drill-missing", "too few trustees have shown a working key")                      \
  X(331, kOrderDiffers, "order-differs", "registrars use different orders of the persons")                 \
  X(332, kCredentialReplaced, "credential-replaced", "a credential that another one has replaced")         \
  X(333, kTooManyReplacements, "too-many-replacements", "more codes replaced than the manifest allows")    \
  X(334, kTooManyStatements, "too-many-statements", "more statements of one party than allowed")           \
  X(335, kLate, "late", "a ballot that came in time and is not in the frozen tree")                        \
  X(336, kRefusedWrongly, "refused-wrongly", "the board refused what the rules accept")                    \
  X(400, kRefusesOverwrite, "refuses-overwrite", "a file that must not be overwritten is already there")   \
  X(401, kRefusesDecryption, "refuses-decryption", "a trustee already released shares for other sums")     \
  X(402, kAlreadyUsed, "already-used", "ciphertexts that were challenged or cast before")                  \
  X(403, kBadCode, "bad-code", "a voting code that is mistyped or of another referendum")                  \
  X(404, kWrongOrder, "wrong-order", "a step before the one it needs")                                     \
  X(405, kUnsafeFile, "unsafe-file", "a secret file that others can read")                                 \
  X(406, kRecordNotVerified, "record-not-verified", "a role was given a record that does not verify")      \
  X(407, kMemoryMissing, "memory-missing", "a party's memory of what it signed or released is not there")  \
  X(408, kAnotherVoter, "another-voter", "a paper of another voter than the codes or the name given")      \
  X(500, kCannotRead, "cannot-read", "a file cannot be read")                                              \
  X(501, kCannotWrite, "cannot-write", "a file cannot be written")                                         \
  X(502, kUsage, "usage", "arguments that make no sense together")                                         \
  X(503, kTooLarge, "too-large", "an input larger than its limit")

enum class ErrorCode : uint16_t {
#define CONSTAT_ERROR_ENUM(number, constant, name, meaning) constant = number,
  CONSTAT_ERROR_CODES(CONSTAT_ERROR_ENUM)
#undef CONSTAT_ERROR_ENUM
};

// ErrorName is the code's stable name, such as "trailing-bytes".
[[nodiscard]] std::string_view ErrorName(ErrorCode code);

// ErrorMeaning is one clause of plain English.
[[nodiscard]] std::string_view ErrorMeaning(ErrorCode code);

}  // namespace constat
