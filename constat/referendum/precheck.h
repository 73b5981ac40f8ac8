// Precheck on several threads: the costly part of judging entries, whose order plays no part in it.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "constat/referendum/state.h"

namespace constat::referendum {

// PrecheckInParallel is Referendum::Precheck, split over threads (0: as many as the machine has); the same
// answers in the same order.
[[nodiscard]] std::vector<Prechecked> PrecheckInParallel(const Referendum& state,
                                                         std::span<const record::EntryView> entries,
                                                         unsigned threads);

// PrecheckInParallel gives what precheck gives for each part of entries, in their order.
using PrecheckPart = std::function<std::vector<Prechecked>(std::span<const record::EntryView>)>;
[[nodiscard]] std::vector<Prechecked> PrecheckInParallel(std::span<const record::EntryView> entries,
                                                         unsigned threads, const PrecheckPart& precheck);

}  // namespace constat::referendum
