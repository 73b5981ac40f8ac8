#include "constat/group/msm/plan.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

#include "constat/base/check.h"

namespace constat::group::msm {
namespace {

constexpr int kShortBits = 128;
constexpr int kScalarBits = 253;

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
  // The same count of windows may do with narrower ones; but one bit holds only the digits -1 and 0.
  best_width = std::max(2, CeilDivide(end - begin, CeilDivide(end - begin, best_width)));
  for (int offset = begin; offset < end; offset += best_width) out.push_back({offset, best_width});
}

using Wide = std::array<uint64_t, 6>;  // up to 253 + kMaxWidth bits, and a limb to read past the end

// CarryConstant is K = sum over windows of 2^(offset + width - 1). The window's bits of scalar + K are its
// digit plus 2^(width-1): adding K does all the carries.
Wide CarryConstant(std::span<const Window> windows) {
  Wide k{};
  for (const Window& window : windows) {
    const size_t bit = static_cast<size_t>(window.offset + window.width - 1);
    k[bit / 64] |= uint64_t{1} << (bit % 64);
  }
  return k;
}

// Lengths from here on are not told apart.
constexpr size_t kLengths = 4096;

size_t LengthClass(uint32_t length) { return std::min<size_t>(length, kLengths - 1); }

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
  // W windows of c bits hold up to (2^(c-1) - 1) / (2^c - 1) * 2^(cW): a third of it for c = 2. So two bits
  // more than the scalars have; one is enough for the longest, as l is just above 2^252.
  const int end = std::min(bits + 2, kScalarBits + 1);
  if (bits <= kShortBits || 2 * n_long > n) {
    AppendWindows(out, 0, end, n, cost);
  } else {
    AppendWindows(out, 0, kShortBits + 1, n, cost);
    const int middle = out.back().offset + out.back().width;
    if (middle < end) AppendWindows(out, middle, end, n_long, cost);
  }
  return out;
}

SignedDigits::SignedDigits(std::span<const Scalar> scalars, std::span<const Window> windows)
    : n_(scalars.size()), digits_(scalars.size() * windows.size()) {
  const Wide k = CarryConstant(windows);
  for (size_t i = 0; i < n_; ++i) {
    Wide sum = k;
    uint64_t carry = 0;
    for (size_t j = 0; j < sum.size(); ++j) {
      const uint64_t limb = j < 4 ? scalars[i].Limbs()[j] : 0;
      const uint64_t partial = sum[j] + limb;
      sum[j] = partial + carry;
      carry = (partial < limb ? 1 : 0) | (sum[j] < partial ? 1 : 0);
    }
    for (size_t w = 0; w < windows.size(); ++w) {
      const size_t limb = static_cast<size_t>(windows[w].offset) / 64;
      const int shift = windows[w].offset % 64;
      const uint64_t bits = sum[limb] >> shift | (sum[limb + 1] << 1 << (63 - shift));
      const int half = 1 << (windows[w].width - 1);
      digits_[w * n_ + i] = static_cast<int16_t>((static_cast<int>(bits) & (2 * half - 1)) - half);
    }
  }
}

void ListBuckets(std::span<const int16_t> digits, const Window& window, BucketLists& out) {
  CONSTAT_CHECK(digits.size() < size_t{1} << 31);  // entries have 32 bits
  const size_t buckets = window.Buckets();
  out.starts.assign(buckets + 2, 0);
  // Counts at b + 2, sums at b + 1 while filling, starts at b after it.
  for (const int digit : digits) {
    const size_t size = static_cast<size_t>(std::abs(digit));
    ++out.starts[size + 1];
  }
  out.starts[1] = 0;  // digits of zero are left out
  for (size_t b = 2; b < out.starts.size(); ++b) out.starts[b] += out.starts[b - 1];
  out.entries.assign(out.starts.back() + kEntryPadding, 0);
  for (size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[i];
    if (digit == 0) continue;
    const size_t size = static_cast<size_t>(std::abs(digit));
    out.entries[out.starts[size]++] = static_cast<uint32_t>(2 * i + (digit < 0 ? 1 : 0));
  }
  out.starts.pop_back();

  std::array<uint32_t, kLengths> counts{};
  for (uint32_t b = 0; b < buckets; ++b) ++counts[LengthClass(out.Length(b))];
  uint32_t start = 0;
  for (size_t c = kLengths; c-- > 1;) start += std::exchange(counts[c], start);
  out.by_length.resize(start);
  for (uint32_t b = 0; b < buckets; ++b) {
    if (out.Length(b) > 0) out.by_length[counts[LengthClass(out.Length(b))]++] = b;
  }
}

}  // namespace constat::group::msm
