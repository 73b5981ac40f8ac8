// Held papers: the receipts, promises and refusals that a reader gave and that were judged good, each
// with the ballot that it is about: "a receipt you gave" is no answer where another voter's was
// given. Spec: BAL-18.
//
// They are for the reader. What is passed on or published names none of them: that somebody holds the receipt
// of a ballot says whose it may be.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "constat/record/entry.h"
#include "constat/referendum/context.h"

namespace constat::verify {

struct HeldPaper {
  enum class Kind : uint8_t { kReceipt, kPromise, kRefusal };
  struct Ballot {
    Bytes32 tracker{};
    group::EncodedPoint credential{};
  };

  Kind kind = Kind::kReceipt;
  std::string file;
  std::optional<uint64_t> entry{};  // its index in the record; none for a refusal
  std::optional<Ballot> ballot{};   // none for what is about no whole ballot
};

// BallotOf is the ballot of an entry's body; none if it is of another type, or no whole ballot, or without
// a usable manifest.
[[nodiscard]] std::optional<HeldPaper::Ballot> BallotOf(const referendum::Context* context,
                                                        record::EntryType type, ByteView body);

}  // namespace constat::verify
