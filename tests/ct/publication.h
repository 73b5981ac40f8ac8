// Where secrets turn public, for valgrind: memory marked undefined is secret, and Publish marks it public.
//
// memcheck follows every bit that depends on undefined ones, and reports each jump and each address that
// does: just what constant-time code must not have. SOURCE: Langley, "ctgrind", 2010.
#pragma once

#include <valgrind/memcheck.h>

#include <cstdio>
#include <cstdlib>
#include <span>

#include "constat/base/bytes.h"
#include "constat/crypto/secret/rng.h"
#include "constat/crypto/secret/seeded_rng.h"

namespace constat::ct {

// Poison makes memory secret.
inline void Poison(std::span<uint8_t> memory) {
  (void)VALGRIND_MAKE_MEM_UNDEFINED(memory.data(), memory.size());
}

// MakePublic makes memory public, secret or not.
inline void MakePublic(const void* memory, size_t size) { (void)VALGRIND_MAKE_MEM_DEFINED(memory, size); }

// Publish makes public what must have been secret until now: if no bit of it was, the check saw
// nothing, and fails.
inline void Publish(const char* what, const void* memory, size_t size) {
  Bytes secret_bits(size);
  if (VALGRIND_GET_VBITS(memory, secret_bits.data(), size) == 1) {
    bool any = false;
    for (const uint8_t byte : secret_bits) any = any || byte != 0;
    if (!any) {
      std::fprintf(stderr, "%s does not depend on a secret: the check checks nothing\n", what);
      std::exit(3);
    }
  }
  MakePublic(memory, size);
}
inline void Publish(const char* what, ByteView memory) { Publish(what, memory.data(), memory.size()); }

// SecretRng draws secrets: whatever it gives is poisoned.
class SecretRng final : public crypto::Rng {
 public:
  void Fill(std::span<uint8_t> out) override {
    rng_.Fill(out);
    Poison(out);
  }

 private:
  crypto::SeededRng rng_{"ct", "secrets"};
};

}  // namespace constat::ct
