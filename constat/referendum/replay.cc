#include "constat/referendum/replay.h"

namespace constat::referendum {
namespace {

using record::EntryView;

// RunEnd is the end of the run of entries of one type that begins at first.
size_t RunEnd(std::span<const EntryView> entries, size_t first) {
  size_t end = first + 1;
  while (end < entries.size() && entries[end].type == entries[first].type) ++end;
  return end;
}

}  // namespace

std::optional<Refused> ApplyInOrder(Referendum& state, std::span<const ByteView> entries,
                                    const ReplayOptions& options) {
  std::vector<EntryView> decoded;
  std::optional<Refused> end;  // what comes before an entry that does not decode is applied all the same
  for (const ByteView bytes : entries) {
    const Result<EntryView> entry = record::DecodeEntry(bytes);
    if (!entry) {
      end = Refused{decoded.size(), entry.error()};
      break;
    }
    decoded.push_back(*entry);
  }
  for (size_t from = 0; from < decoded.size();) {
    const size_t to = RunEnd(decoded, from);
    if (options.before_run) {
      if (const Status ready = options.before_run(state); !ready) return Refused{from, ready.error()};
    }
    const std::span<const EntryView> run = std::span<const EntryView>(decoded).subspan(from, to - from);
    std::vector<Prechecked> prechecked =
        options.precheck ? options.precheck(state, run) : PrecheckInParallel(state, run, options.threads);
    for (size_t i = from; i < to; ++i) {
      const Status applied =
          state.Apply({decoded[i], tlog::LeafHash(entries[i])}, std::move(prechecked[i - from]));
      if (!applied) return Refused{i, applied.error()};
    }
    from = to;
  }
  return end;
}

}  // namespace constat::referendum
