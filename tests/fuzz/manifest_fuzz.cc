// record: manifests, whole bodies included.
#include "constat/record/ballot.h"
#include "constat/record/manifest.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const ByteView bytes(data, size);
  fuzz::RequireCanonical(bytes, record::DecodeManifest, [](const record::Manifest& manifest) {
    CONSTAT_CHECK(record::CheckManifest(manifest).has_value());
    CONSTAT_CHECK(record::BallotShape::Of(manifest).size_bytes <= 65535);
    return record::EncodeManifest(manifest);
  });
  fuzz::RequireCanonical(bytes, record::SplitManifestBody, [](const record::ManifestBody& body) {
    return record::EncodeManifestBody(body.manifest, body.signature);
  });
  return 0;
}
