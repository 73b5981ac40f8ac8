// SHA-256 and SHA-512 (OpenSSL, which uses the CPU's SHA extensions), plain and labelled.
#pragma once

#include <memory>

#include "constat/base/bytes.h"
#include "constat/crypto/label.h"

struct evp_md_ctx_st;

namespace constat::crypto {

[[nodiscard]] Bytes32 Sha256(ByteView bytes);
[[nodiscard]] Bytes64 Sha512(ByteView bytes);

// LabelledSha256 is SHA-256(label || bytes). Spec: clause LAB-1.
[[nodiscard]] Bytes32 LabelledSha256(Label label, ByteView bytes);

// LabelledSha512 is SHA-512(label || bytes). Spec: clause LAB-1.
[[nodiscard]] Bytes64 LabelledSha512(Label label, ByteView bytes);

// Sha256Stream hashes a message piece by piece, after a label.
class Sha256Stream {
 public:
  explicit Sha256Stream(Label label);
  ~Sha256Stream();
  Sha256Stream(const Sha256Stream& other);
  Sha256Stream& operator=(const Sha256Stream& other);
  Sha256Stream(Sha256Stream&&) noexcept;
  Sha256Stream& operator=(Sha256Stream&&) noexcept;
  void Update(ByteView bytes);
  // Digest returns the hash of all so far; the stream can go on.
  [[nodiscard]] Bytes32 Digest() const;

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace constat::crypto
