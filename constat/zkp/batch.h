// Batch: linear equations between points, checked together. Spec: BAL-13.
//
// Every proof of Constat is a set of equations sum_k s_k P_k = 0. A Batch collects them item by item (an item is
// what is judged as one: a ballot, a roll slot), checks all at once by one random linear combination, and on failure
// halves the batch until the bad items are named. Not thread-safe; one Batch per thread.
#pragma once

#include <initializer_list>
#include <span>
#include <vector>

#include "constat/group/point.h"
#include "constat/group/scalar.h"

namespace constat::zkp {

// PointId names a point of one Batch.
using PointId = uint32_t;

// Term is one summand s * P of an equation.
struct Term {
  group::Scalar scalar;
  PointId point;
};

class Batch {
 public:
  Batch();

  // Base is the generator B.
  [[nodiscard]] PointId Base() const { return 0; }

  // Share adds a point that many items use. REQUIRES: before the first item.
  [[nodiscard]] PointId Share(const group::Point& point);

  // BeginItem starts the next item and returns its number, counted from 0.
  size_t BeginItem();

  // Add adds points of the current item; their ids follow each other from the returned one.
  PointId Add(std::span<const group::Point> points);
  PointId Add(const group::Point& point) { return Add(std::span(&point, 1)); }

  // Require adds the equation sum of terms = 0 to the current item.
  void Require(std::span<const Term> terms);
  void Require(std::initializer_list<Term> terms) { Require(std::span(terms.begin(), terms.size())); }

  [[nodiscard]] size_t items() const { return items_.size(); }

  // FindFalse returns the items with a false equation, ascending.
  //
  // Draws a fresh 128-bit weight per equation from the operating system, so call it after all bytes are fixed.
  // A false item stays unnamed with probability below 2^-127.
  [[nodiscard]] std::vector<size_t> FindFalse() const;

  // FindFalseOneByOne gives the same answer by evaluating every equation by itself: certain, and slow.
  [[nodiscard]] std::vector<size_t> FindFalseOneByOne() const;

  // Clear forgets items and their points, and keeps what was shared.
  void Clear();

 private:
  struct Item {
    PointId first_point;
    size_t first_equation;
  };

  [[nodiscard]] PointId EndOfPoints(size_t item) const;
  [[nodiscard]] size_t EndOfEquations(size_t item) const;
  [[nodiscard]] bool HoldsWeighted(size_t first, size_t last) const;
  [[nodiscard]] bool HoldsExactly(size_t item) const;
  void Bisect(size_t first, size_t last, std::vector<size_t>& found) const;

  std::vector<group::Point> points_;  // B, shared ones, then items' points
  size_t shared_ = 1;
  std::vector<Term> terms_;
  std::vector<size_t> equations_;  // equation e is terms_[equations_[e] .. equations_[e + 1])
  std::vector<Item> items_;
};

}  // namespace constat::zkp
