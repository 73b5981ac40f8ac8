#include "constat/crypto/hash.h"

#include <openssl/evp.h>

#include "constat/base/check.h"

namespace constat::crypto {
namespace {

// Fetched once: a lookup by name costs more than a short hash.
const EVP_MD* Md256() {
  static const EVP_MD* const md = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  CONSTAT_CHECK(md != nullptr);
  return md;
}

const EVP_MD* Md512() {
  static const EVP_MD* const md = EVP_MD_fetch(nullptr, "SHA512", nullptr);
  CONSTAT_CHECK(md != nullptr);
  return md;
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

EVP_MD_CTX* ThreadContext() {
  static thread_local const std::unique_ptr<EVP_MD_CTX, FreeContext> context(EVP_MD_CTX_new());
  CONSTAT_CHECK(context != nullptr);
  return context.get();
}

template <typename Digest>
Digest Hash(const EVP_MD* md, ByteView first, ByteView second) {
  Digest out;
  unsigned size = 0;
  EVP_MD_CTX* const context = ThreadContext();
  CONSTAT_CHECK(EVP_DigestInit_ex(context, md, nullptr) == 1);
  CONSTAT_CHECK(EVP_DigestUpdate(context, first.data(), first.size()) == 1);
  CONSTAT_CHECK(EVP_DigestUpdate(context, second.data(), second.size()) == 1);
  CONSTAT_CHECK(EVP_DigestFinal_ex(context, out.data(), &size) == 1 && size == out.size());
  return out;
}

}  // namespace

Bytes32 Sha256(ByteView bytes) { return Hash<Bytes32>(Md256(), bytes, {}); }
Bytes64 Sha512(ByteView bytes) { return Hash<Bytes64>(Md512(), bytes, {}); }
Bytes32 LabelledSha256(Label label, ByteView bytes) {
  return Hash<Bytes32>(Md256(), LabelBytes(label), bytes);
}
Bytes64 LabelledSha512(Label label, ByteView bytes) {
  return Hash<Bytes64>(Md512(), LabelBytes(label), bytes);
}

void Sha256Stream::Free::operator()(evp_md_ctx_st* context) const { EVP_MD_CTX_free(context); }

Sha256Stream::Sha256Stream(Label label) : context_(EVP_MD_CTX_new()) {
  CONSTAT_CHECK(context_ != nullptr && EVP_DigestInit_ex(context_.get(), Md256(), nullptr) == 1);
  Update(LabelBytes(label));
}

Sha256Stream::~Sha256Stream() = default;
Sha256Stream::Sha256Stream(Sha256Stream&&) noexcept = default;
Sha256Stream& Sha256Stream::operator=(Sha256Stream&&) noexcept = default;

Sha256Stream::Sha256Stream(const Sha256Stream& other) : context_(EVP_MD_CTX_new()) { *this = other; }

Sha256Stream& Sha256Stream::operator=(const Sha256Stream& other) {
  if (this != &other) CONSTAT_CHECK(EVP_MD_CTX_copy_ex(context_.get(), other.context_.get()) == 1);
  return *this;
}

void Sha256Stream::Update(ByteView bytes) {
  CONSTAT_CHECK(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()) == 1);
}

Bytes32 Sha256Stream::Digest() const {
  const Sha256Stream copy(*this);
  Bytes32 out;
  unsigned size = 0;
  CONSTAT_CHECK(EVP_DigestFinal_ex(copy.context_.get(), out.data(), &size) == 1 && size == out.size());
  return out;
}

}  // namespace constat::crypto
