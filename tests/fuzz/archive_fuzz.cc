// tlog: a record in an archive. The input is the archive's file, unpacked as it would be by the verifier.
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include "constat/tlog/record_source.h"
#include "tests/fuzz/property.h"

using namespace constat;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const int file = ::memfd_create("archive", 0);
  CONSTAT_CHECK(file >= 0 && ::write(file, data, size) == static_cast<ssize_t>(size));
  const Result<std::unique_ptr<tlog::RecordSource>> source =
      tlog::OpenArchive(fmt::format("/proc/self/fd/{}", file));
  if (source) {
    const Status read = (*source)->ForEachFile([&](std::string_view path, uint64_t bytes) -> Status {
      CONSTAT_CHECK(!path.empty() && path.front() != '/');
      CONSTAT_ASSIGN(const Bytes content, (*source)->Read(path, bytes));
      CONSTAT_CHECK(content.size() == bytes);
      return {};
    });
    CONSTAT_CHECK(read.has_value());
  } else {
    CONSTAT_CHECK(!source.error().detail.empty());
  }
  ::close(file);
  return 0;
}
