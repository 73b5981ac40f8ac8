#include "constat/group/msm/plan.h"

#include <algorithm>

namespace constat::group::msm {
namespace {

constexpr int kShortBits = 128;

// CeilDivide is a/b rounded up, for a >= 0, b > 0.
int CeilDivide(int a, int b) { return (a + b - 1) / b; }

// AppendWindows covers bits [begin, end) with windows of one width, the one of least cost for n points.
void AppendWindows(std::vector<Window>& out, int begin, int end, double n, const Cost& cost) {
  int best_width = 2;
  double best = 0;
  for (int width = 2; width <= kMaxWidth; ++width) {
    const double buckets = static_cast<double>(1 << (width - 1));
    const double total = CeilDivide(end - begin, width) * (n * cost.addition + buckets * cost.bucket);
    if (width == 2 || total < best) {
      best = total;
      best_width = width;
    }
  }
  // The same count of windows may do with narrower ones.
  best_width = CeilDivide(end - begin, CeilDivide(end - begin, best_width));
  for (int offset = begin; offset < end; offset += best_width) out.push_back({offset, best_width});
}

}  // namespace

std::vector<Window> PlanWindows(std::span<const Scalar> scalars, const Cost& cost) {
  int bits = 0;
  double n = 0;
  double n_long = 0;
  for (const Scalar& scalar : scalars) {
    const int length = scalar.BitLength();
    bits = std::max(bits, length);
    n += length > 0 ? 1 : 0;
    n_long += length > kShortBits ? 1 : 0;
  }
  std::vector<Window> out;
  if (bits == 0) return out;
  // One bit more than the scalars have: the top digit takes a carry and must not wrap.
  if (bits <= kShortBits || 2 * n_long > n) {
    AppendWindows(out, 0, bits + 1, n, cost);
  } else {
    AppendWindows(out, 0, kShortBits + 1, n, cost);
    const int middle = out.back().offset + out.back().width;
    if (middle < bits + 1) AppendWindows(out, middle, bits + 1, n_long, cost);
  }
  return out;
}

Recoded::Recoded(const Scalar& scalar, std::span<const Window> windows) {
  std::copy(scalar.Limbs().begin(), scalar.Limbs().end(), limbs_.begin());
  std::array<uint64_t, 6> k{};
  for (const Window& window : windows) {
    const size_t bit = static_cast<size_t>(window.offset + window.width - 1);
    k[bit / 64] |= uint64_t{1} << (bit % 64);
  }
  uint64_t carry = 0;
  for (size_t i = 0; i < limbs_.size(); ++i) {
    const uint64_t sum = limbs_[i] + k[i];
    const uint64_t carry_out = sum < k[i] ? 1 : 0;
    limbs_[i] = sum + carry;
    carry = carry_out | (limbs_[i] < carry ? 1 : 0);
  }
}

std::vector<Recoded> Recode(std::span<const Scalar> scalars, std::span<const Window> windows) {
  std::vector<Recoded> out;
  out.reserve(scalars.size());
  for (const Scalar& scalar : scalars) out.emplace_back(scalar, windows);
  return out;
}

}  // namespace constat::group::msm
