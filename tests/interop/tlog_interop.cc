// Writes a log for the other implementation to check, and checks one that it wrote.
//
//   constat_tlog_interop write FOLDER SIZE
//   constat_tlog_interop check FOLDER SIZE
//
// FOLDER holds: record/ (the log), keys (the verifier keys of the log, then of its witnesses, one a line) and
// proofs, of lines "inclusion <index> <size> <leaf hash> <hash>..." and "consistency <old size> <size> <old
// root> <hash>...", hashes in hex. Entry i is the text "entry <i>\n".
#include <fmt/core.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "constat/io/file.h"
#include "constat/text/hex.h"
#include "constat/tlog/log_reader.h"
#include "constat/tlog/secret/file_log_store.h"
#include "constat/tlog/secret/log_writer.h"
#include "constat/tlog/secret/sign.h"

namespace constat::tlog {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOrigin = "example.com/interop";
constexpr uint64_t kTimes[] = {1679315147, 1679315148};

crypto::Ed25519Key KeyFromByte(uint8_t byte) {
  crypto::Secret<Bytes32> seed;
  seed.ExposeMutable().fill(byte);
  return crypto::Ed25519Key::FromSeed(seed);
}

std::string WitnessName(uint8_t i) { return fmt::format("witness.example/w{}", i); }

std::string EntryText(uint64_t i) { return fmt::format("entry {}\n", i); }

// Sample says whether the proofs of a place are tried: all in small logs, some in large ones.
bool Sample(uint64_t i, uint64_t size) { return size <= 300 || i % (size / 97) == 0 || i + 3 > size; }

std::string ProofLine(std::string_view kind, uint64_t first, uint64_t size, const Proof& hashes) {
  std::string line = fmt::format("{} {} {}", kind, first, size);
  for (const Hash& hash : hashes) line += " " + text::FormatHex(hash);
  return line + "\n";
}

Status WriteLog(const fs::path& folder, uint64_t size) {
  CONSTAT_ASSIGN(std::unique_ptr<LogStore> store, OpenLogStore({folder / "record", folder / "head"}));
  CONSTAT_ASSIGN(LogWriter log, LogWriter::Open(std::move(store), kOrigin));
  const crypto::Ed25519Key key = KeyFromByte(1);
  std::string keys = FormatVerifierKey(LogKeyOf(key, kOrigin)) + "\n";
  std::vector<Hash> old_roots;
  MerkleFrontier frontier;
  for (uint64_t i = 0; i < size; ++i) {
    old_roots.push_back(frontier.Root());
    frontier.Append(LeafHash(AsBytes(EntryText(i))));
    CONSTAT_TRY(log.Append(AsBytes(EntryText(i))));
  }
  CONSTAT_ASSIGN(SignedCheckpoint head,
                 log.Commit([&](const Checkpoint& checkpoint) -> Result<NoteSignature> {
                   return SignCheckpoint(key, checkpoint);
                 }));
  for (uint8_t i = 0; i < 2; ++i) {
    const crypto::Ed25519Key witness = KeyFromByte(static_cast<uint8_t>(10 + i));
    keys += FormatVerifierKey(WitnessKeyOf(witness, WitnessName(i))) + "\n";
    head.signatures.push_back(CosignCheckpoint(witness, WitnessName(i), head.checkpoint, kTimes[i]));
  }
  CONSTAT_TRY(log.Publish(head));
  std::string proofs;
  for (uint64_t i = 0; i < size; ++i) {
    if (!Sample(i, size)) continue;
    CONSTAT_ASSIGN(Proof inclusion, log.ProveInclusion(i));
    inclusion.insert(inclusion.begin(), LeafHash(AsBytes(EntryText(i))));
    proofs += ProofLine("inclusion", i, size, inclusion);
    if (i == 0) continue;  // nothing to prove about the empty tree
    CONSTAT_ASSIGN(Proof consistency, log.ProveConsistency(i));
    consistency.insert(consistency.begin(), old_roots[i]);
    proofs += ProofLine("consistency", i, size, consistency);
  }
  CONSTAT_TRY(io::WriteFile(folder / "keys", AsBytes(keys)));
  return io::WriteFile(folder / "proofs", AsBytes(proofs));
}

Status CheckProofLine(const std::string& line, const TreeHead& tree) {
  std::istringstream words(line);
  std::string kind;
  uint64_t first = 0;
  TreeHead claimed{0, tree.root};
  words >> kind >> first >> claimed.size;
  Proof hashes;
  for (std::string word; words >> word;) {
    CONSTAT_ASSIGN(const Hash hash, text::ParseHex32(word));
    hashes.push_back(hash);
  }
  if (hashes.empty() || claimed != tree) return Fail(ErrorCode::kBadText, line);
  const std::span<const Hash> proof = std::span<const Hash>(hashes).subspan(1);
  if (kind == "consistency") return VerifyConsistency({first, hashes[0]}, tree, proof);
  if (hashes[0] != LeafHash(AsBytes(EntryText(first)))) return Fail(ErrorCode::kWrongHash, line);
  return VerifyInclusion(hashes[0], first, tree, proof);
}

Status CheckLog(const fs::path& folder, uint64_t size) {
  const DirectorySource source(folder / "record");
  CONSTAT_ASSIGN(const Bytes keys, io::ReadFile(folder / "keys"));
  const std::string key_text(AsText(keys));
  CONSTAT_ASSIGN(const VerifierKey key, ParseVerifierKey(key_text.substr(0, key_text.find('\n'))));
  CONSTAT_ASSIGN(const SignedCheckpoint checkpoint, ReadCheckpoint(source));
  CONSTAT_TRY(VerifyLogSignature(checkpoint, key));
  const TreeHead tree = checkpoint.checkpoint.Tree();
  if (tree.size != size) return Fail(ErrorCode::kWrongCount, "the log has another size");
  CONSTAT_TRY(CheckFiles(source, size));
  CONSTAT_TRY(CheckTree(source, tree));
  CONSTAT_TRY(ForEachEntry(source, size, {0, size}, [](uint64_t i, ByteView entry) -> Status {
    return AsText(entry) == EntryText(i) ? Status{} : Fail(ErrorCode::kWrongHash, "another entry");
  }));
  std::ifstream proofs(folder / "proofs");
  uint64_t checked = 0;
  for (std::string line; std::getline(proofs, line); ++checked) CONSTAT_TRY(CheckProofLine(line, tree));
  if (checked < std::min<uint64_t>(size, 90)) return Fail(ErrorCode::kWrongCount, "too few proofs");
  fmt::print("constat: {} entries, {} proofs of the other side verify\n", size, checked);
  return {};
}

}  // namespace
}  // namespace constat::tlog

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const std::string command = argv[1];
  const std::filesystem::path folder = argv[2];
  const uint64_t size = std::strtoull(argv[3], nullptr, 10);
  const constat::Status status =
      command == "write" ? constat::tlog::WriteLog(folder, size) : constat::tlog::CheckLog(folder, size);
  if (status) return 0;
  fmt::print(stderr, "constat: {} ({})\n", status.error().detail, constat::ErrorName(status.error().code));
  return 1;
}
