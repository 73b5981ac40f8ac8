// The control: an election that nobody disputes, examined beside the table in question.
#pragma once

#include "constat/examine/examination.h"

namespace constat::examine {

// kControlResamples bounds the resamples of the control, whose picture is known.
inline constexpr size_t kControlResamples = 200;

// ControlChoice is how the control is examined beside a table with these settings: with the same seed and
// threads, its own leading option, no simulation, and no cluster, which was seen in the other table.
[[nodiscard]] Choice ControlChoice(const Settings& settings);

}  // namespace constat::examine
