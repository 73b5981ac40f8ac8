// The specification's vectors of the log: made by another program, in another language, from the text alone.
#include "constat/testing/vectors.h"

#include <algorithm>
#include <map>

#include "constat/testing/log.h"
#include "constat/testing/matchers.h"
#include "constat/tlog/log_source.h"
#include "constat/tlog/policy.h"
#include "constat/tlog/receipt.h"
#include "constat/tlog/tile.h"

namespace constat::tlog {
namespace {

Bytes Leaf(uint64_t i) {
  const std::string text = "leaf " + std::to_string(i);
  return {text.begin(), text.end()};
}

Hash HashOf(const std::string& hex) { return text::ParseHex32(hex).value(); }

// Spec: LOG-1, LOG-5
TEST(Vectors, Trees) {
  ForEachVector("trees", [](Vector& v) {
    const auto size = v.Get<uint64_t>("size");
    MerkleFrontier tree;
    for (uint64_t i = 0; i < size; ++i) tree.Append(LeafHash(Leaf(i)));
    EXPECT_EQ(text::FormatHex(tree.Head().root), v.Text("root"));
    std::vector<std::string> files;
    EXPECT_THAT(ForEachTile(size,
                            [&](const Tile& tile) -> Status {
                              files.push_back(FormatTilePath(tile));
                              return {};
                            }),
                Succeeds());
    EXPECT_EQ(files, v.Get<std::vector<std::string>>("files"));
  });
}

// Spec: BAL-12
TEST(Vectors, Inclusion) {
  ForEachVector("inclusion", [](Vector& v) {
    Proof proof;
    for (const Bytes32& hash : v.HexList("path")) proof.push_back(hash);
    const TreeHead tree{v.Get<uint64_t>("size"), HashOf(v.Text("root"))};
    const Status verified = VerifyInclusion(LeafHash(v.Hex("leaf")), v.Get<uint64_t>("index"), tree, proof);
    EXPECT_EQ(CodeOf(verified), v.Code());
  });
}

// Spec: LOG-1, VER-9, VER-12
TEST(Vectors, Archives) {
  ForEachVector("archives", [](Vector& v) {
    const Bytes bytes = v.LongBytes();
    const Result<std::unique_ptr<LogSource>> record = ArchiveFrom(bytes);
    ASSERT_EQ(CodeOf(record), v.Code());
    if (!record) return;
    std::map<bool, std::vector<std::string>> found;
    EXPECT_THAT((*record)->ForEachFile([&](const ListedFile& file) -> Status {
      found[file.is_regular].emplace_back(file.path);
      return {};
    }),
                Succeeds());
    for (auto& [is_regular, names] : found) std::sort(names.begin(), names.end());
    EXPECT_EQ(found[true], v.Get<std::vector<std::string>>("files"));
    EXPECT_EQ(found[false], v.Get<std::vector<std::string>>("links"));
  });
}

// CheckNote is the order of the family's codes: parsing, the log's signature.
Result<SignedCheckpoint> CheckNote(ByteView note, const VerifierKey& log) {
  CONSTAT_ASSIGN(SignedCheckpoint checkpoint, ParseSignedCheckpoint(AsText(note)));
  CONSTAT_TRY(VerifyLogSignature(checkpoint, log));
  return checkpoint;
}

// Spec: LOG-3
TEST(Vectors, Notes) {
  ForEachVector("notes", [](Vector& v) {
    std::vector<VerifierKey> witnesses;
    for (const auto& key : v.Json("witnesses")) {
      witnesses.push_back(ParseVerifierKey(key.get<std::string>()).value());
    }
    const VerifierKey log = ParseVerifierKey(v.Text("log")).value();
    const Result<SignedCheckpoint> note = CheckNote(v.Hex("note"), log);
    ASSERT_EQ(CodeOf(note), v.Code());
    if (!note) return;
    EXPECT_EQ(note->checkpoint.origin, v.Text("origin"));
    EXPECT_EQ(note->checkpoint.size, v.Get<uint64_t>("size"));
    EXPECT_EQ(text::FormatHex(note->checkpoint.root), v.Text("root"));
    std::vector<std::vector<uint64_t>> times(witnesses.size());
    for (size_t i = 0; i < witnesses.size(); ++i) {
      const WitnessLines seen = VerifyCosignatures(*note, std::span(witnesses).subspan(i, 1));
      for (const Cosignature& c : seen.cosignatures) times[i].push_back(c.time_s);
    }
    EXPECT_EQ(VerifyCosignatures(*note, witnesses).spoilt.size(), v.Get<uint64_t>("spoilt"));
    EXPECT_EQ(times, v.Get<std::vector<std::vector<uint64_t>>>("times"));
  });
}

// Spec: VER-1, VER-3
TEST(Vectors, Policies) {
  ForEachVector("policies", [](Vector& v) {
    const Result<Policy> policy = Policy::Parse(v.Text("policy"));
    // A policy of no log, or of several, is one, but not a trust file's.
    const bool is_usable = policy && policy->logs().size() == 1;
    EXPECT_EQ(policy && !is_usable ? "bad-policy" : CodeOf(policy), v.Code());
    for (const auto& object : v.Json("checkpoints")) {
      Vector check(object);
      ASSERT_TRUE(is_usable);
      const Bytes note = check.Hex("note");
      const SignedCheckpoint checkpoint = ParseSignedCheckpoint(AsText(note)).value();
      EXPECT_EQ(policy->Check(checkpoint).has_value(), check.Get<bool>("met"));
      EXPECT_EQ(checkpoint.signatures.size(), 1 + check.Json("cosigned_by").size());
    }
  });
}

// CheckProof is the order of the family's codes: parsing (an entry is part of a receipt), then the path.
Status CheckProof(ByteView text, const VerifierKey& log) {
  CONSTAT_ASSIGN(const InclusionReceipt receipt, ParseReceipt(AsText(text)));
  if (receipt.extra.empty()) return Fail(ErrorCode::kBadText, "no entry");
  const Policy policy = Policy::MakeThreshold(log, {}, 0).value();
  return VerifyReceipt(receipt, receipt.extra, policy);
}

// Spec: BAL-12
TEST(Vectors, Proofs) {
  ForEachVector("proofs", [](Vector& v) {
    EXPECT_EQ(CodeOf(CheckProof(v.Hex("proof"), ParseVerifierKey(v.Text("log")).value())), v.Code());
  });
}

// Spec: LOG-3
TEST(Vectors, VerifierKeys) {
  ForEachVector("vkeys", [](Vector& v) {
    const Result<VerifierKey> key = ParseVerifierKey(v.Text("vkey"));
    const int type = v.Get<int>("type");
    const bool is_good = key && static_cast<int>(key->type) == type;
    EXPECT_EQ(is_good ? "ok" : "bad-policy", v.Code());
    if (is_good) {
      EXPECT_EQ(FormatVerifierKey(*key), v.Text("vkey"));
    }
  });
}

}  // namespace
}  // namespace constat::tlog
