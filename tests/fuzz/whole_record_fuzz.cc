// verify: a damaged record, whole, proofs and all: some hundred a second. The parts by themselves are faster:
// record_fuzz, judge_fuzz. The input is a list of edits of the record "plain", five bytes each. Whatever they
// do, the verifier ends with a report or an error, and what it still calls verified has the true record's
// root and result.
#include "tests/fuzz/edited_record.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static const verify::Trust trust = verify::ReadTrust(fuzz::RecordFolder("plain") + "trust.toml").value();
  static const fuzz::EditedRecord plain("plain");
  static const verify::Verification expected = fuzz::Verify(plain, trust);
  CONSTAT_CHECK(expected.outcome() == verify::VerificationOutcome::kVerified);
  fuzz::EditedRecord record = plain;
  record.EditAll({data, size});
  const verify::Verification got = fuzz::Verify(record, trust);
  if (got.outcome() == verify::VerificationOutcome::kVerified) {
    CONSTAT_CHECK(got.tree.root == expected.tree.root);
    CONSTAT_CHECK(got.result == expected.result);
  }
  return 0;
}
