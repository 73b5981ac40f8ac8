#include "constat/group/msm/backend.h"

#include <algorithm>
#include <atomic>
#include <string>

#include "constat/group/msm/backends.h"
#include "constat/group/msm/pippenger.h"

namespace constat::group::msm {
namespace {

std::vector<size_t> DecodePortable(std::span<const EncodedPoint> encodings, std::span<Point> out) {
  std::vector<size_t> bad;
  for (size_t i = 0; i < encodings.size(); ++i) {
    const Result<Point> point = Point::Decode(encodings[i]);
    out[i] = point ? *point : Point();
    if (!point) bad.push_back(i);
  }
  return bad;
}

std::vector<size_t> DecodePreparedPortable(std::span<const EncodedPoint> encodings,
                                           std::span<AffineNiels> out) {
  std::vector<size_t> bad;
  for (size_t i = 0; i < encodings.size(); ++i) {
    const Result<Point> point = Point::Decode(encodings[i]);
    out[i] = point ? ToAffineNiels(point->Coordinates()) : AffineNiels::Identity();
    if (!point) bad.push_back(i);
  }
  return bad;
}

void PowersPortable(std::span<Field> values, size_t n) {
  for (Field& value : values) {
    const Field base = value;
    for (size_t i = 0; i < n; ++i) value = value * base;
  }
}

constexpr Backend kPortable{.name = "portable",
                            .is_supported = [] { return true; },
                            .decode = DecodePortable,
                            .decode_prepared = DecodePreparedPortable,
                            .sum = Pippenger,
                            .powers = PowersPortable,
                            .sum_from = 200};

std::vector<const Backend*> Supported() {
  std::vector<const Backend*> out;
  for (const Backend* const backend : {Avx512IfmaBackend(), Avx2Backend(), &kPortable}) {
    if (backend != nullptr && backend->is_supported()) out.push_back(backend);
  }
  return out;
}

// The choice: written once at the first use, and by SelectBackend.
std::atomic<const Backend*>& Chosen() {
  static std::atomic<const Backend*> chosen = Supported().front();
  return chosen;
}

}  // namespace

const Backend& PortableBackend() { return kPortable; }

const Backend& CurrentBackend() { return *Chosen().load(std::memory_order_relaxed); }

std::vector<std::string_view> AvailableBackends() {
  std::vector<std::string_view> out;
  for (const Backend* backend : Supported()) out.push_back(backend->name);
  return out;
}

std::string_view BackendName() { return CurrentBackend().name; }

Bytes32 MeasureMultiplication(size_t n) {
  std::array<Field, kPowers> values;
  for (uint64_t i = 0; i < kPowers; ++i) values[i] = Field(2 + i, 3 * i, 5, 7, 11);
  CurrentBackend().powers(values, n);
  Field product = Field::One();
  for (const Field& value : values) product = product * value;
  return product.Encode();
}

Status SelectBackend(std::string_view name) {
  for (const Backend* backend : Supported()) {
    if (backend->name != name) continue;
    Chosen().store(backend, std::memory_order_relaxed);
    return {};
  }
  return Fail(ErrorCode::kUsage, "no back end \"" + std::string(name) + "\" runs on this CPU");
}

}  // namespace constat::group::msm
