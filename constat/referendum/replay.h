// Replay: the entries of a log through the rules, in order, the costly part of each run of one type ahead and
// on several threads. It stops at the first entry that the rules refuse; verify/ goes on and names them all.
#pragma once

#include <functional>
#include <optional>
#include <span>

#include "constat/referendum/precheck.h"

namespace constat::referendum {

// Refused is where a replay stopped: at which of the entries given, and why.
struct Refused {
  size_t at = 0;
  Error error;
};

struct ReplayOptions {
  unsigned threads = 0;  // 0: as many as the machine has
  // precheck takes the place of PrecheckInParallel.
  std::function<std::vector<Prechecked>(const Referendum&, std::span<const record::EntryView>)> precheck{};
  // before_run is called before each run of entries of one type, so that what is Pending can be resolved. Its
  // error stops the replay there.
  std::function<Status(Referendum&)> before_run{};
};

// ApplyInOrder decodes and applies entries, the next of the state's log. After a refusal the state is that
// before the refused entry.
[[nodiscard]] std::optional<Refused> ApplyInOrder(Referendum& state, std::span<const ByteView> entries,
                                                  const ReplayOptions& options);

}  // namespace constat::referendum
