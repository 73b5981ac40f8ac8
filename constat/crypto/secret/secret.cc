#include "constat/crypto/secret/secret.h"

#include <sodium.h>

#include <cstring>

#include "constat/crypto/sodium.h"

namespace constat::crypto {

void* AllocateSecret(size_t size) {
  RequireSodium();
  void* const memory = sodium_malloc(size);
  CONSTAT_CHECK(memory != nullptr);
  std::memset(memory, 0, size);
  return memory;
}

void ReleaseSecret(void* memory) { sodium_free(memory); }

void WipeMemory(void* memory, size_t size) { sodium_memzero(memory, size); }

}  // namespace constat::crypto
