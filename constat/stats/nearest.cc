#include "constat/stats/nearest.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <numbers>
#include <numeric>

#include "constat/base/check.h"
#include "constat/base/parallel.h"
#include "constat/stats/real.h"

namespace constat::stats {
namespace {

constexpr size_t kLeaf = 12;
constexpr size_t kBlock = 1024;

using Vector = std::array<double, 3>;

// Node is a box around the points order[begin, end); a leaf has no children.
struct Node {
  Vector low, high;
  uint32_t begin, end, lowest;  // lowest: the least index within
  uint32_t left = 0, right = 0;

  // Rounding is monotone, so this is never above DistanceSquared to a point within: the same sum of squares,
  // of smaller differences.
  double DistanceSquared(const Vector& p) const {
    double sum = 0;
    for (size_t d = 0; d < 3; ++d) {
      const double off = std::max({low[d] - p[d], p[d] - high[d], 0.0});
      sum += off * off;
    }
    return sum;
  }
};

double DistanceSquared(const Vector& a, const Vector& b) {
  double sum = 0;
  for (size_t d = 0; d < 3; ++d) sum += (a[d] - b[d]) * (a[d] - b[d]);
  return sum;
}

// Candidate is a point by distance, then by index.
struct Candidate {
  double distance;
  uint32_t index;

  auto operator<=>(const Candidate&) const = default;
};

// Tree is a k-d tree, split at the median of the widest side.
class Tree {
 public:
  explicit Tree(std::span<const SpherePoint> points) : order_(points.size()) {
    for (const SpherePoint& p : points) points_.push_back({p.x, p.y, p.z});
    std::iota(order_.begin(), order_.end(), 0u);
    Build(0, static_cast<uint32_t>(points.size()));
  }

  // Query fills row with the nearest points of `self`, nearest first.
  void Query(uint32_t self, std::span<uint32_t> row, std::vector<Candidate>& best) const {
    best.clear();
    Visit(0, self, row.size(), best);
    for (size_t i = 0; i < row.size(); ++i) row[i] = best[i].index;
  }

  // Order is the points as the tree has them: neighbours are together.
  const std::vector<uint32_t>& Order() const { return order_; }

 private:
  uint32_t Build(uint32_t begin, uint32_t end) {
    const auto id = static_cast<uint32_t>(nodes_.size());
    nodes_.push_back(Bound(begin, end));
    if (end - begin <= kLeaf) return id;
    size_t widest = 0;
    for (size_t d = 1; d < 3; ++d) {
      if (nodes_[id].high[d] - nodes_[id].low[d] > nodes_[id].high[widest] - nodes_[id].low[widest])
        widest = d;
    }
    const uint32_t middle = begin + (end - begin) / 2;
    std::nth_element(order_.begin() + begin, order_.begin() + middle, order_.begin() + end,
                     [&](uint32_t a, uint32_t b) {
                       return Candidate{points_[a][widest], a} < Candidate{points_[b][widest], b};
                     });
    const uint32_t left = Build(begin, middle);
    const uint32_t right = Build(middle, end);
    nodes_[id].left = left;
    nodes_[id].right = right;
    return id;
  }

  Node Bound(uint32_t begin, uint32_t end) const {
    Node node{points_[order_[begin]], points_[order_[begin]], begin, end, order_[begin]};
    for (uint32_t i = begin; i < end; ++i) {
      node.lowest = std::min(node.lowest, order_[i]);
      for (size_t d = 0; d < 3; ++d) {
        node.low[d] = std::min(node.low[d], points_[order_[i]][d]);
        node.high[d] = std::max(node.high[d], points_[order_[i]][d]);
      }
    }
    return node;
  }

  void Visit(uint32_t id, uint32_t self, size_t k, std::vector<Candidate>& best) const {
    const Node& node = nodes_[id];
    if (node.right == 0) {
      for (uint32_t i = node.begin; i < node.end; ++i) Offer(order_[i], self, k, best);
      return;
    }
    const Vector& p = points_[self];
    Candidate first{nodes_[node.left].DistanceSquared(p), nodes_[node.left].lowest};
    Candidate second{nodes_[node.right].DistanceSquared(p), nodes_[node.right].lowest};
    uint32_t near = node.left;
    uint32_t far = node.right;
    if (second < first) {
      std::swap(first, second);
      std::swap(near, far);
    }
    if (best.size() < k || first < best.back()) Visit(near, self, k, best);
    if (best.size() < k || second < best.back()) Visit(far, self, k, best);
  }

  void Offer(uint32_t index, uint32_t self, size_t k, std::vector<Candidate>& best) const {
    if (index == self) return;
    const Candidate candidate{stats::DistanceSquared(points_[self], points_[index]), index};
    if (best.size() == k) {
      if (!(candidate < best.back())) return;
      best.pop_back();
    }
    best.insert(std::upper_bound(best.begin(), best.end(), candidate), candidate);
  }

  std::vector<Vector> points_;
  std::vector<uint32_t> order_;
  std::vector<Node> nodes_;
};

}  // namespace

bool IsPlace(double latitude, double longitude) {
  return std::abs(latitude) <= 90 && std::abs(longitude) <= 360;  // false for NaN
}

SpherePoint MakeSpherePoint(double latitude, double longitude) {
  CONSTAT_CHECK(IsPlace(latitude, longitude));
  constexpr double kRadian = std::numbers::pi / 180;
  const double across = Cos(latitude * kRadian);
  return {across * Cos(longitude * kRadian), across * Sin(longitude * kRadian), Sin(latitude * kRadian)};
}

std::vector<uint32_t> NearestPlaces(std::span<const SpherePoint> points, size_t k, unsigned threads) {
  CONSTAT_CHECK(k >= 1 && k < points.size() && points.size() <= std::numeric_limits<uint32_t>::max());
  const Tree tree(points);
  std::vector<uint32_t> rows(points.size() * k);
  ParallelFor((points.size() + kBlock - 1) / kBlock, threads, [&](size_t block) {
    std::vector<Candidate> best;
    for (size_t i = block * kBlock; i < std::min(points.size(), (block + 1) * kBlock); ++i) {
      const uint32_t self = tree.Order()[i];
      tree.Query(self, std::span(rows).subspan(self * k, k), best);
    }
  });
  return rows;
}

}  // namespace constat::stats
