// verify: a damaged record without a manifest: files, archive of bundles, tiles, tree, checkpoint, signatures
// and pins, and no group arithmetic. The input is a list of edits, five bytes each. Whatever they do, the
// verifier ends with a report or an error, and never calls it verified.
#include "tests/fuzz/edited_record.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const verify::Trust trust =
      verify::ReadTrust(fuzz::RecordFolder("no-manifest") + "trust.toml").value();
  static const fuzz::EditedRecord record("no-manifest");
  fuzz::EditedRecord edited = record;
  edited.EditAll({data, size});
  CONSTAT_CHECK(fuzz::Verify(edited, trust).outcome() != verify::VerificationOutcome::kVerified);
  return 0;
}
