// party/board: two checkpoints as witnesses sent them, merged by the board. Whatever is in them, what comes
// out is read by the reader, has one line of each witness at most, and each verifies. The input is two notes,
// with a zero byte between.
#include "constat/party/board/cosigned.h"
#include "constat/testing/manifest.h"
#include "constat/tlog/secret/sign.h"
#include "tests/fuzz/property.h"
#include "tests/fuzz/seeds.h"

using namespace constat;
using fuzz::KeyNamed;

namespace {

// The referendum of make_seeds' note: its board is the key "log", its witnesses are "w" and another.
referendum::Context MakeContext() {
  referendum::Context context;
  context.manifest = record::TestManifest();
  context.manifest.origin = "example.org/log";
  context.manifest.board.key = KeyNamed("log").public_key();
  context.manifest.witnesses = {{{"w", KeyNamed("witness").public_key()}, ""},
                                {{"v", KeyNamed("other").public_key()}, ""}};
  return context;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const referendum::Context context = MakeContext();
  static const tlog::Checkpoint checkpoint{"example.org/log", 9, TestBytes("root")};
  static const tlog::SignedCheckpoint head{checkpoint, {tlog::SignCheckpoint(KeyNamed("log"), checkpoint)}};
  const std::string_view text = AsText({data, size});
  const size_t middle = std::min(text.find('\0'), text.size());
  std::vector<party::CosignedFile> files;
  for (const std::string_view note :
       {text.substr(0, middle), text.substr(std::min(middle + 1, text.size()))}) {
    if (auto parsed = tlog::ParseSignedCheckpoint(note)) files.push_back({"file", *std::move(parsed)});
  }
  const party::Cosigned merged = party::MergeCosigned(context, head, files);
  CONSTAT_CHECK(tlog::FormatReadable(merged.checkpoint).has_value());
  CONSTAT_CHECK(merged.checkpoint.signatures.size() <= 1 + context.manifest.witnesses.size());
  CONSTAT_CHECK(tlog::VerifyLogSignature(merged.checkpoint, context.BoardKey()).has_value());
  const auto seen = tlog::VerifyCosignatures(merged.checkpoint, context.WitnessKeys());
  CONSTAT_CHECK(seen.spoilt.empty() && seen.cosignatures.size() + 1 == merged.checkpoint.signatures.size());
  for (const Error& fault : merged.faults) CONSTAT_CHECK(!fault.detail.empty());
  return 0;
}
