#include "constat/crypto/sodium.h"

#include <sodium.h>

#include "constat/base/check.h"

namespace constat::crypto {

void RequireSodium() {
  static const bool ready = sodium_init() >= 0;
  CONSTAT_CHECK(ready);
}

}  // namespace constat::crypto
