// verify: trust files. One that is accepted, written again, means the same.
#include <fmt/core.h>
#include <sys/mman.h>
#include <unistd.h>

#include "constat/verify/trust.h"
#include "tests/fuzz/property.h"

using namespace constat;

namespace {

Result<verify::Trust> Read(ByteView bytes) {
  const int file = ::memfd_create("trust", 0);
  CONSTAT_CHECK(file >= 0 && ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  Result<verify::Trust> trust = verify::ReadTrust(fmt::format("/proc/self/fd/{}", file));
  ::close(file);
  return trust;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const Result<verify::Trust> trust = Read({data, size});
  if (!trust) {
    CONSTAT_CHECK(!trust.error().detail.empty());
    return 0;
  }
  const Result<std::string> text = verify::FormatTrust(trust->manifest_hash, trust->policy);
  CONSTAT_CHECK(text.has_value());
  const Result<verify::Trust> again = Read(AsBytes(*text));
  CONSTAT_CHECK(again && again->manifest_hash == trust->manifest_hash);
  CONSTAT_CHECK(again->policy.Format() == trust->policy.Format());
  return 0;
}
