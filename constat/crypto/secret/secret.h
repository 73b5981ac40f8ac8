// Secret<T>: a value in locked memory that wipes itself, and cannot be printed, compared or
// copied by accident.
//
// T is trivially copyable. The memory comes from sodium_malloc (guard pages, mlock); it is
// wiped on destruction.
#pragma once

#include <type_traits>
#include <utility>

#include "constat/base/bytes.h"
#include "constat/base/check.h"

namespace constat::crypto {

// AllocateSecret returns zeroed, locked, guarded memory; ReleaseSecret wipes and frees it.
[[nodiscard]] void* AllocateSecret(size_t size);
void ReleaseSecret(void* memory);

// WipeMemory overwrites memory in a way no compiler removes.
void WipeMemory(void* memory, size_t size);

template <typename T>
class Secret {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  Secret() : value_(static_cast<T*>(AllocateSecret(sizeof(T)))) {}
  ~Secret() {
    if (value_ != nullptr) ReleaseSecret(value_);
  }
  Secret(Secret&& other) noexcept : value_(std::exchange(other.value_, nullptr)) {}
  Secret& operator=(Secret&& other) noexcept {
    std::swap(value_, other.value_);
    return *this;
  }
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;

  // Copy is the only way to a second copy.
  [[nodiscard]] Secret Copy() const {
    Secret out;
    *out.value_ = *value_;
    return out;
  }

  // Expose gives the plain value to code that computes with it in constant time, or writes it
  // where it belongs.
  [[nodiscard]] const T& Expose() const {
    CONSTAT_CHECK(value_ != nullptr);
    return *value_;
  }
  [[nodiscard]] T& ExposeMutable() {
    CONSTAT_CHECK(value_ != nullptr);
    return *value_;
  }

 private:
  T* value_;
};

// Wiped<T> is a short-lived stack value that wipes itself: for intermediates inside one function.
template <typename T>
struct Wiped {
  static_assert(std::is_trivially_copyable_v<T>);
  T value{};
  Wiped() = default;
  ~Wiped() { WipeMemory(&value, sizeof(value)); }
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;
};

}  // namespace constat::crypto
