// Short ways to make tables and to look at findings, for the tests of this layer and of its reports.
#pragma once

#include <fmt/core.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <set>

#include "constat/base/check.h"
#include "constat/examine/examination.h"
#include "constat/examine/registry.h"

namespace constat::examine {

// TestPlan: n stations in that many regions, of which the first `planted` of a hundred have a turnout of
// 75 % and a share of 80 %, to the nearest count; the others have rates that no one chose. scale
// multiplies all counts.
struct TestPlan {
  size_t n = 300;
  size_t regions = 8;
  size_t planted = 0;
  int64_t scale = 1;
  uint64_t seed = 7;
};

// MakeTestTable has the columns registered, ballots, counted, invalid, options Yes and No, region and names.
inline table::StationTable MakeTestTable(const TestPlan& plan = {}) {
  table::StationTable out;
  forensics::Stations& s = out.stations;
  s.options = {{"Yes", {}}, {"No", {}}};
  for (size_t k = 0; k < plan.regions; ++k) s.region_names.push_back(fmt::format("Region {}", k));
  std::mt19937_64 random(plan.seed);
  const auto below = [&](uint64_t limit) { return static_cast<int64_t>(random() % limit); };
  for (size_t i = 0; i < plan.n; ++i) {
    const bool planted = i * 100 < plan.planted * plan.n;
    const int64_t registered = (1000 + below(1500)) * plan.scale;
    const int64_t ballots =
        planted ? (registered * 75 + 50) / 100 : registered * (5000 + below(1500)) / 10'000 + below(10);
    const int64_t votes =
        planted ? (ballots * 80 + 50) / 100 : ballots * (4500 + below(1500)) / 10'000 + below(10);
    s.registered.push_back(registered);
    s.ballots.push_back(ballots);
    s.counted.push_back(ballots);
    s.invalid.push_back(0);
    s.options[0].votes.push_back(votes);
    s.options[1].votes.push_back(ballots - votes);
    if (plan.regions > 0) s.region.push_back(static_cast<uint32_t>(i % plan.regions));
    s.row.push_back(i + 2);
    out.names.Add(fmt::format("Station {}", i));
  }
  out.report.file = "test.csv";
  out.report.rows_read = out.report.rows_kept = plan.n;
  return out;
}

// SubjectOf takes few resamples, for they take time.
inline Subject SubjectOf(const table::StationTable& table, Choice choice = {}) {
  choice.settings.resamples = std::min<size_t>(choice.settings.resamples, 10);
  Result<Subject> subject = MakeSubject(table, choice);
  if (!subject) ADD_FAILURE() << subject.error().detail;
  CONSTAT_CHECK(subject.has_value());
  return *std::move(subject);
}

inline const TestFinding& FindingOf(const Examination& examination, const std::string& key) {
  for (const TestFinding& test : examination.tests) {
    if (test.key == key) return test;
  }
  ADD_FAILURE() << "no test " << key;
  return examination.tests.front();
}

// Flat writes a tree in one line, every number in all its digits.
inline std::string Flat(const Tree& tree) {
  struct Writer {
    std::string operator()(std::monostate) const { return "null"; }
    std::string operator()(const Tree::List& list) const {
      std::string out = "[";
      for (const Tree& item : list) out += Flat(item) + ",";
      return out + "]";
    }
    std::string operator()(const Tree::Table& table) const {
      std::string out = "{";
      for (const auto& [key, value] : table) out += key + ":" + Flat(value) + ",";
      return out + "}";
    }
    std::string operator()(double value) const { return fmt::format("{:a}", value); }
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(int64_t value) const { return fmt::format("{}", value); }
    std::string operator()(bool value) const { return value ? "true" : "false"; }
  };
  return std::visit(Writer{}, tree.value());
}

}  // namespace constat::examine
