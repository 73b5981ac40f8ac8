// Batch: linear equations between points, checked together. Spec: BAL-13.
//
// Every proof of Constat is a set of equations sum_k s_k P_k = 0. A Batch collects them item by item (an item
// is what is judged as one: a ballot, a roll slot), checks all at once by one random linear combination, and
// on failure cuts the batch into parts until the bad items are named. Not thread-safe; one Batch per thread.
#pragma once

#include <initializer_list>
#include <memory>
#include <span>
#include <vector>

#include "constat/group/msm.h"
#include "constat/group/point.h"
#include "constat/group/scalar.h"

namespace constat::zkp {

// PointId names a point of one Batch.
using PointId = uint32_t;

// Term is one summand factor * scalar * P of an equation. Terms side by side with the same scalar share a
// product, and one with scalar 1 needs none: give a point that needs no other scalar the coefficient 1, so
// that its multiple in the sum is only as long as a weight.
struct Term {
  group::Scalar scalar;
  PointId point;
  int64_t factor = 1;
};

class Batch {
 public:
  // What is kept of an equation: its part of the random combination, or itself as
  // well, for FindFalseOneByOne.
  enum class Keep { kSums, kEquations };
  explicit Batch(Keep keep = Keep::kEquations);

  // Weights gives independent uniform values of [1, 2^128), one for each equation. Public for its test.
  class Weights {
   public:
    group::Scalar Next();

   private:
    std::vector<uint8_t> pool_;
    size_t used_ = 0;
  };

  // Base is the generator B.
  [[nodiscard]] PointId Base() const { return 0; }

  // Share adds a point that many items use. REQUIRES: before the first item and the first decoded point.
  [[nodiscard]] PointId Share(const group::Point& point);

  // Decode adds points for items to come; their ids follow each other from first. bad are the indices of
  // encodings that Point::Decode would refuse, ascending: their points are the identity.
  struct Decoded {
    PointId first;
    std::vector<size_t> bad;
  };
  [[nodiscard]] Decoded Decode(std::span<const group::EncodedPoint> encodings);

  // BeginItem starts the next item and returns its number, counted from 0. first says where among the decoded
  // points the item's begin. REQUIRES: first ascends from item to item.
  size_t BeginItem() { return BeginItem(EndOfPoints()); }
  size_t BeginItem(PointId first);

  // Add adds points of the current item; their ids follow each other from the returned one.
  PointId Add(std::span<const group::Point> points);
  PointId Add(const group::Point& point) { return Add(std::span(&point, 1)); }

  // Require adds the equation sum of terms = 0 to the current item, with a fresh 128-bit weight from the
  // operating system. REQUIRES: all bytes that the batch's items come from are fixed by now; all points are
  // the item's or shared.
  void Require(std::span<const Term> terms);
  void Require(std::initializer_list<Term> terms) { Require(std::span(terms.begin(), terms.size())); }

  [[nodiscard]] size_t items() const { return items_.size(); }
  [[nodiscard]] const group::PreparedPoint& At(PointId point) const { return points_[point]; }

  // FindFalse returns the items with a false equation, ascending.
  //
  // A true item is never named. A false one stays unnamed only if one of the at most 12 sums it is part of on
  // the way is zero by chance: probability below 2^-123.
  [[nodiscard]] std::vector<size_t> FindFalse() const;

  // FindFalseOneByOne gives the same answer by evaluating every equation by itself: certain, and slow.
  // REQUIRES: Keep::kEquations.
  [[nodiscard]] std::vector<size_t> FindFalseOneByOne() const;

 private:
  // Unset leaves new elements of a vector as they are, for they are about to be written.
  template <typename T>
  struct Unset : std::allocator<T> {
    template <typename U>
    struct rebind {
      using other = Unset<U>;
    };
    template <typename U>
    void construct(U* at) {
      ::new (static_cast<void*>(at)) U;
    }
    template <typename U, typename... Args>
    void construct(U* at, Args&&... args) {
      ::new (static_cast<void*>(at)) U(std::forward<Args>(args)...);
    }
  };

  struct Item {
    PointId first_point;
    size_t first_equation;
  };

  [[nodiscard]] PointId EndOfPoints() const { return static_cast<PointId>(points_.size()); }
  [[nodiscard]] PointId EndOfPoints(size_t item) const;
  [[nodiscard]] size_t EndOfEquations(size_t item) const;
  group::Scalar& Coefficient(PointId point);
  [[nodiscard]] group::Point WeightedSum(size_t first, size_t last) const;
  [[nodiscard]] bool HoldsExactly(size_t item) const;
  void Search(size_t first, size_t last, const group::Point& sum, std::vector<size_t>& found) const;

  const Keep keep_;
  size_t shared_ = 1;
  std::vector<group::PreparedPoint, Unset<group::PreparedPoint>>
      points_;  // B, shared ones, then items' points
  std::vector<Item> items_;
  Weights weights_;
  // The random combination: of each point that is not shared, and of the shared ones for each item.
  std::vector<group::Scalar> scalars_;
  std::vector<group::Scalar> shared_scalars_;  // [item * shared_ + point]
  // Keep::kEquations: equation e is terms_[equations_[e] .. equations_[e + 1]).
  std::vector<Term> terms_;
  std::vector<size_t> equations_{0};
};

}  // namespace constat::zkp
