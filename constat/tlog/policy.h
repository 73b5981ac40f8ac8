// Trust policies: which log keys and which sets of witnesses make a checkpoint acceptable.
//
// Thread-safe once made. SOURCE: c2sp.org/tlog-policy.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "constat/tlog/checkpoint.h"

namespace constat::tlog {

// The clause recommends room for at least 32 logs, witnesses and groups.
inline constexpr size_t kMaxPolicySize = size_t{1} << 20;

class Policy {
 public:
  struct Log {
    VerifierKey key;  // its name is the log's origin
    std::string url;  // empty for none
  };
  struct Witness {
    std::string name;  // within the policy only
    VerifierKey key;
    std::string url;
  };
  // Group is witnessed when at least threshold of its members are. Members index parts(): witnesses and
  // groups in the order of their lines.
  struct Group {
    std::string name;
    size_t threshold = 0;
    std::vector<size_t> members;
  };

  // Parse reads a policy file; a carriage return before a line feed counts for nothing. ERRORS: kBadPolicy
  // with the number of the line; kTooLarge.
  [[nodiscard]] static Result<Policy> Parse(std::string_view text);

  // MakeThreshold is the policy of one log and any quorum of the witnesses; quorum 0 asks for none.
  // Witnesses are called w1, w2, ... ERRORS: kBadPolicy: quorum above the number of witnesses, a key twice,
  // or a key of the wrong type.
  [[nodiscard]] static Result<Policy> MakeThreshold(const VerifierKey& log,
                                                    std::vector<VerifierKey> witnesses, size_t quorum);

  // Format writes a policy that Parse reads back to the same meaning.
  [[nodiscard]] std::string Format() const;

  // Check demands a listed log's origin and signature and a quorum of cosignatures; returns all cosignatures
  // of the policy's witnesses on the checkpoint that verify. With no log listed, any origin passes unsigned:
  // the caller knows the log from elsewhere and has called VerifyLogSignature. ERRORS: kWrongOrigin,
  // kMissingSignature, kBadSignature, kNoQuorum.
  [[nodiscard]] Result<std::vector<Cosignature>> Check(const SignedCheckpoint& checkpoint) const;

  // CheckQuorum evaluates the quorum alone, over cosignatures VerifyCosignatures returned: for rules that
  // first choose some by their times. ERRORS: kNoQuorum.
  [[nodiscard]] Status CheckQuorum(std::span<const Cosignature> cosignatures) const;

  [[nodiscard]] const std::vector<Log>& logs() const { return logs_; }
  [[nodiscard]] const std::vector<Witness>& witnesses() const { return witnesses_; }
  [[nodiscard]] std::vector<VerifierKey> LogKeys() const;
  [[nodiscard]] std::vector<VerifierKey> WitnessKeys() const;

 private:
  friend class PolicyParser;
  Policy() = default;

  // Part is one name of the common name space.
  struct Part {
    bool is_group = false;
    size_t index = 0;  // into witnesses_ or groups_
  };
  static constexpr size_t kNoQuorumNeeded = SIZE_MAX;

  [[nodiscard]] const std::string& NameOf(size_t part) const;

  std::vector<Log> logs_;
  std::vector<Witness> witnesses_;
  std::vector<Group> groups_;
  std::vector<Part> parts_;
  size_t quorum_ = kNoQuorumNeeded;  // into parts_
};

}  // namespace constat::tlog
