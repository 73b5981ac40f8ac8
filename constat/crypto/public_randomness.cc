#include "constat/crypto/public_randomness.h"

#include <sys/random.h>

#include <cerrno>

#include "constat/base/check.h"

namespace constat::crypto {

void FillPublicRandom(std::span<uint8_t> out) {
  while (!out.empty()) {
    const ssize_t n = ::getrandom(out.data(), out.size(), 0);
    if (n < 0 && errno == EINTR) continue;
    CONSTAT_CHECK(n > 0);
    out = out.subspan(static_cast<size_t>(n));
  }
}

}  // namespace constat::crypto
