// Refused: what is known of an entry that the rules refused, for people: whose it is, whether it only came
// before its turn, what it states, and what a refused result says. It changes no verdict.
// Spec: VER-7, VER-14.
#pragma once

#include <map>

#include "constat/referendum/state.h"
#include "constat/verify/verification.h"

namespace constat::verify {

// DescribeRefused is the finding of an entry at index that state has just refused for error.
[[nodiscard]] Finding DescribeRefused(const referendum::Referendum& state, const record::EntryView& entry,
                                      uint64_t index, const Error& error);

// PublishedParts puts a refused result together from the entries that hold its parts, whatever the rules say
// of them, as long as the board signed them.
class PublishedParts {
 public:
  // See is called with each `result` after it was judged.
  void See(const referendum::Context& context, const record::EntryView& entry, uint64_t index, bool accepted);
  // Read is the result that was published; none where no part was refused or the parts are no whole one.
  [[nodiscard]] std::optional<PublishedResult> Read(const record::Manifest& manifest) const;

 private:
  std::map<uint16_t, Bytes> parts_;       // the first that was refused of each number, else the accepted one
  std::map<uint16_t, uint64_t> refused_;  // entry, by part
};

}  // namespace constat::verify
