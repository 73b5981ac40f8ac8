// TestFinding: what one test has to say about one table, ready for any kind of report.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "constat/examine/clean_record.h"
#include "constat/examine/picture.h"
#include "constat/examine/tree.h"

namespace constat::examine {

// Section is where a test is in the report: tests that stay silent on undisputed elections; models, each with
// its assumption; and what is only described, since it raises false alarms.
enum class Section { kSilent, kModel, kDescriptive };

// Hypothesis is one null hypothesis with its p-value. effect: how much, in words. corrected: the p-value
// after Holm's correction over all hypotheses of section kSilent, filled in by Examine.
struct Hypothesis {
  std::string key{}, what{}, effect{};
  double statistic = 0, p = 1, corrected = 1;
};

// Figure is a number for people, with its name.
struct Figure {
  std::string what, value;
};

// Cells are one table for people: a header, and rows as long as it.
struct Cells {
  std::string title;
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
};

// Flag names a station to look at, by its index, and why. weight: how much it counts, 1 being a little.
struct Flag {
  uint32_t station = 0;
  std::string why;
  double weight = 1;
};

// TestFinding: key is the name in JSON. looks_for, shows, limits are sentences. refused: why nothing may be
// read into the numbers, if so; they may be there all the same.
struct TestFinding {
  std::string key{}, title{};
  Section section = Section::kDescriptive;
  std::string looks_for{}, shows{}, limits{};
  std::optional<std::string> refused{};
  std::optional<CleanRecord> record{};
  std::vector<Hypothesis> hypotheses{};
  std::vector<Figure> figures{};
  std::vector<Cells> tables{};
  std::vector<Picture> pictures{};
  std::vector<Flag> flags{};
  Tree numbers{};
};

}  // namespace constat::examine
