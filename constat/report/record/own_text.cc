#include "constat/report/record/own_text.h"

#include <fmt/core.h>

#include "constat/base/check.h"

namespace constat::report {

std::string FormatVerdict(const referendum::OwnEntry& entry) {
  switch (entry.verdict) {
    case referendum::OwnVerdict::kAccepted:
      return "valid";
    case referendum::OwnVerdict::kRefused:
      return fmt::format("REFUSED, it does not count: {} ({})", entry.refusal->detail,
                         ErrorName(entry.refusal->code));
    case referendum::OwnVerdict::kNotJudged:
      return "not judged here: " + entry.doubt;
  }
  CONSTAT_CHECK(false);
}

}  // namespace constat::report
