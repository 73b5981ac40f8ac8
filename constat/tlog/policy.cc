#include "constat/tlog/policy.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "constat/tlog/decimal.h"

namespace constat::tlog {
namespace {

constexpr std::string_view kNone = "none";

tl::unexpected<Error> BadPolicy(std::string detail) { return Fail(ErrorCode::kBadPolicy, std::move(detail)); }

bool IsAllowed(char c) {
  const auto octet = static_cast<unsigned char>(c);
  return octet == '\t' || octet == '\n' || (octet >= 0x20 && octet != 0x7f);
}

std::vector<std::string> SplitItems(std::string_view line) {
  std::vector<std::string> items;
  for (;;) {
    const size_t start = line.find_first_not_of(" \t");
    if (start == std::string_view::npos) return items;
    line.remove_prefix(start);
    const size_t end = std::min(line.find_first_of(" \t"), line.size());
    items.emplace_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

Result<VerifierKey> ParseKeyOfType(std::string_view text, KeyType type) {
  const Result<VerifierKey> key = ParseVerifierKey(text);
  if (!key) return BadPolicy(key.error().detail);
  if (key->type != type) {
    return BadPolicy(type == KeyType::kEd25519 ? "a log's key must have type 0x01 (Ed25519); this one is "
                                                 "of another kind"
                                               : "a witness's key must have type 0x04 (cosignature); this "
                                                 "one is of another kind");
  }
  return *key;
}

}  // namespace

// PolicyParser fills a policy line by line.
class PolicyParser {
 public:
  Status AddLine(std::string_view line) {
    const std::vector<std::string> items = SplitItems(line);
    if (items.empty() || items[0].starts_with('#')) return {};
    if (items[0] == "log") return AddLog(items);
    if (items[0] == "witness") return AddWitness(items);
    if (items[0] == "group") return AddGroup(items);
    if (items[0] == "quorum") return SetQuorum(items);
    return BadPolicy(
        fmt::format("a line begins with log, witness, group or quorum, not with \"{}\"", items[0]));
  }

  Result<Policy> Finish() {
    if (!has_quorum_) return BadPolicy("the policy has no quorum line");
    return std::move(policy_);
  }

 private:
  Status AddLog(const std::vector<std::string>& items) {
    if (items.size() != 2 && items.size() != 3) return BadPolicy("a log line is: log <vkey> [<url>]");
    CONSTAT_ASSIGN(const VerifierKey key, ParseKeyOfType(items[1], KeyType::kEd25519));
    if (!log_keys_.insert(key.key).second) return BadPolicy("this log's key is on an earlier line too");
    policy_.logs_.push_back({key, items.size() == 3 ? items[2] : ""});
    return {};
  }

  Status AddWitness(const std::vector<std::string>& items) {
    if (items.size() != 3 && items.size() != 4)
      return BadPolicy("a witness line is: witness <name> <vkey> [<url>]");
    CONSTAT_ASSIGN(const VerifierKey key, ParseKeyOfType(items[2], KeyType::kCosignature));
    if (!witness_keys_.insert(key.key).second)
      return BadPolicy("this witness's key is on an earlier line too");
    CONSTAT_TRY(Define(items[1], {false, policy_.witnesses_.size()}));
    policy_.witnesses_.push_back({items[1], key, items.size() == 4 ? items[3] : ""});
    return {};
  }

  Status AddGroup(const std::vector<std::string>& items) {
    if (items.size() < 4) return BadPolicy("a group line is: group <name> all|any|<k> <name>...");
    Policy::Group group{items[1], 0, {}};
    for (size_t i = 3; i < items.size(); ++i) {
      CONSTAT_ASSIGN(const size_t member, Find(items[i]));
      if (!members_.insert(member).second) {
        return BadPolicy(fmt::format("{} is a group member already; a name can be one only once", items[i]));
      }
      group.members.push_back(member);
    }
    CONSTAT_ASSIGN(group.threshold, ParseThreshold(items[2], group.members.size()));
    CONSTAT_TRY(Define(items[1], {true, policy_.groups_.size()}));
    policy_.groups_.push_back(std::move(group));
    return {};
  }

  Status SetQuorum(const std::vector<std::string>& items) {
    if (items.size() != 2) return BadPolicy("a quorum line is: quorum <name>, or quorum none");
    if (has_quorum_) return BadPolicy("a policy has exactly one quorum line");
    has_quorum_ = true;
    if (items[1] == kNone) return {};
    CONSTAT_ASSIGN(policy_.quorum_, Find(items[1]));
    return {};
  }

  static Result<size_t> ParseThreshold(std::string_view text, size_t members) {
    if (text == "any") return size_t{1};
    if (text == "all") return members;
    const std::optional<uint64_t> k = ParseDecimal(text);
    if (!k || *k < 1 || *k > members) {
      return BadPolicy(
          fmt::format("a group of {} needs all, any, or a number from 1 to {}", members, members));
    }
    return static_cast<size_t>(*k);
  }

  Status Define(const std::string& name, Policy::Part part) {
    if (name == kNone) return BadPolicy("\"none\" cannot be a name here: it means that no witness is needed");
    if (!names_.emplace(name, policy_.parts_.size()).second) {
      return BadPolicy(fmt::format("the name {} is on an earlier line too", name));
    }
    policy_.parts_.push_back(part);
    return {};
  }

  [[nodiscard]] Result<size_t> Find(const std::string& name) const {
    const auto at = names_.find(name);
    if (at == names_.end()) return BadPolicy(fmt::format("no earlier line defines {}", name));
    return at->second;
  }

  Policy policy_;
  std::map<std::string, size_t> names_;
  std::set<size_t> members_;
  std::set<crypto::Ed25519PublicKey> log_keys_;
  std::set<crypto::Ed25519PublicKey> witness_keys_;
  bool has_quorum_ = false;
};

Result<Policy> Policy::Parse(std::string_view text) {
  if (text.size() > kMaxPolicySize) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("the policy has {} bytes; at most {} are read", text.size(), kMaxPolicySize));
  }
  PolicyParser parser;
  for (size_t number = 1; !text.empty(); ++number) {
    const size_t end = text.find('\n');
    const auto wrong = [number](Error error) {
      return Prefix(fmt::format("policy line {}", number), std::move(error));
    };
    if (end == std::string_view::npos) {
      return tl::unexpected(wrong({ErrorCode::kBadPolicy, "the line does not end in a line feed"}));
    }
    std::string_view line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!std::all_of(line.begin(), line.end(), IsAllowed)) {
      return tl::unexpected(wrong({ErrorCode::kBadPolicy, "a control character other than tab"}));
    }
    if (Status added = parser.AddLine(line); !added) return tl::unexpected(wrong(std::move(added).error()));
    text.remove_prefix(end + 1);
  }
  return parser.Finish();
}

Result<Policy> Policy::MakeThreshold(const VerifierKey& log, std::vector<VerifierKey> witnesses,
                                     size_t quorum) {
  std::string text = fmt::format("log {}\n", FormatVerifierKey(log));
  std::string members;
  for (size_t i = 0; i < witnesses.size(); ++i) {
    text += fmt::format("witness w{} {}\n", i + 1, FormatVerifierKey(witnesses[i]));
    members += fmt::format(" w{}", i + 1);
  }
  if (quorum == 0) return Parse(text + "quorum none\n");
  return Parse(fmt::format("{}group witnesses {}{}\nquorum witnesses\n", text, quorum, members));
}

std::string Policy::Format() const {
  const auto with_url = [](std::string line, const std::string& url) {
    return std::move(line) + (url.empty() ? "" : " " + url) + "\n";
  };
  std::string out;
  for (const Log& log : logs_) out += with_url("log " + FormatVerifierKey(log.key), log.url);
  for (const Part& part : parts_) {
    if (!part.is_group) {
      const Witness& witness = witnesses_[part.index];
      out +=
          with_url(fmt::format("witness {} {}", witness.name, FormatVerifierKey(witness.key)), witness.url);
      continue;
    }
    const Group& group = groups_[part.index];
    out += fmt::format("group {} {}", group.name, group.threshold);
    for (const size_t member : group.members) out += " " + NameOf(member);
    out += "\n";
  }
  return out + fmt::format("quorum {}\n", quorum_ == kNoQuorumNeeded ? kNone : NameOf(quorum_));
}

const std::string& Policy::NameOf(size_t part) const {
  const Part& which = parts_[part];
  return which.is_group ? groups_[which.index].name : witnesses_[which.index].name;
}

std::vector<VerifierKey> Policy::LogKeys() const {
  std::vector<VerifierKey> out;
  for (const Log& log : logs_) out.push_back(log.key);
  return out;
}

std::vector<VerifierKey> Policy::WitnessKeys() const {
  std::vector<VerifierKey> out;
  for (const Witness& witness : witnesses_) out.push_back(witness.key);
  return out;
}

Result<std::vector<Cosignature>> Policy::Check(const SignedCheckpoint& checkpoint) const {
  if (!logs_.empty()) CONSTAT_TRY(VerifyLogSignature(checkpoint, LogKeys()));
  WitnessLines lines = VerifyCosignatures(checkpoint, WitnessKeys());
  if (Status met = CheckQuorum(lines.cosignatures); !met) {
    return Fail(met.error().code, met.error().detail + lines.SpoiltText());
  }
  return std::move(lines.cosignatures);
}

Status Policy::CheckQuorum(std::span<const Cosignature> cosignatures) const {
  if (quorum_ == kNoQuorumNeeded) return {};
  std::vector<bool> witnessed;  // as parts_; members are before their groups
  std::string missing;          // witnesses' names
  for (const Part& part : parts_) {
    if (part.is_group) {
      const Group& group = groups_[part.index];
      const auto have = std::count_if(group.members.begin(), group.members.end(),
                                      [&](size_t member) { return witnessed[member]; });
      witnessed.push_back(static_cast<size_t>(have) >= group.threshold);
    } else {
      const VerifierKey& key = witnesses_[part.index].key;
      witnessed.push_back(
          std::any_of(cosignatures.begin(), cosignatures.end(),
                      [&](const Cosignature& cosignature) { return cosignature.witness == key; }));
      if (!witnessed.back()) missing += (missing.empty() ? "" : ", ") + key.name;
    }
  }
  if (!witnessed[quorum_]) {
    const Part& quorum = parts_[quorum_];
    const std::string needed =
        quorum.is_group ? fmt::format(", and {} are needed", groups_[quorum.index].threshold) : "";
    return Fail(ErrorCode::kNoQuorum,
                fmt::format("only {} of {} witnesses cosigned{} (missing: {})", CountWitnesses(cosignatures),
                            witnesses_.size(), needed, missing));
  }
  return {};
}

}  // namespace constat::tlog
