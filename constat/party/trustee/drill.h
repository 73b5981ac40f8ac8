// Drill: whether a trustee shows that it still has a working key. Spec: CER-12, TAL-10.
#pragma once

#include <filesystem>

#include "constat/party/trustee/trustee.h"

namespace constat::party {

// DrillInput is what a trustee goes by: a record with the complete roll, the state of its entries, and the
// folder that OpenTrusteeMemory keeps.
struct DrillInput {
  const referendum::Referendum& state;
  RecordHead record;
  const Trustee& trustee;
  std::filesystem::path memory;
};

// Drill makes a trustee_drill body, once the memory has seen the record. A trustee without its memory
// decrypts nothing, so it does not show a working key either. ERRORS: kWrongOrder before the roll is
// complete, and after `open`; kDuplicate if the trustee has drilled; OpenTrusteeMemory's, with kMemoryMissing
// where accept wrote no memory, and SeeRecord's, both by WithWayBack; kBadShare.
[[nodiscard]] Result<Bytes> Drill(const DrillInput& input, crypto::Rng& rng);

}  // namespace constat::party
