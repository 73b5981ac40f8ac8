// Precheck on several threads: the costly part of judging entries, whose order plays no part in it.
#pragma once

#include <span>
#include <vector>

#include "constat/referendum/state.h"

namespace constat::referendum {

// PrecheckInParallel is Referendum::Precheck, split over threads (0: as many as the machine has); the same
// answers in the same order.
[[nodiscard]] std::vector<Prechecked> PrecheckInParallel(const Referendum& state,
                                                         std::span<const record::EntryView> entries,
                                                         unsigned threads);

}  // namespace constat::referendum
