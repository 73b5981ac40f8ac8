#include "constat/referendum/precheck.h"

#include <algorithm>
#include <iterator>

#include "constat/base/parallel.h"

namespace constat::referendum {
namespace {

// Fewer entries than this are not worth a thread.
constexpr size_t kMinPerThread = 16;

}  // namespace

std::vector<Prechecked> PrecheckInParallel(const Referendum& state,
                                           std::span<const record::EntryView> entries, unsigned threads) {
  return PrecheckInParallel(entries, threads,
                            [&](std::span<const record::EntryView> part) { return state.Precheck(part); });
}

std::vector<Prechecked> PrecheckInParallel(std::span<const record::EntryView> entries, unsigned threads,
                                           const PrecheckPart& precheck) {
  if (threads == 0) threads = DefaultThreads();
  const size_t pieces = std::clamp<size_t>(entries.size() / kMinPerThread, 1, threads);
  std::vector<std::vector<Prechecked>> parts(pieces);
  ParallelFor(pieces, pieces, [&](size_t piece) {
    const size_t from = entries.size() * piece / pieces;
    const size_t to = entries.size() * (piece + 1) / pieces;
    parts[piece] = precheck(entries.subspan(from, to - from));
  });
  std::vector<Prechecked> out = std::move(parts.front());
  for (size_t piece = 1; piece < pieces; ++piece) {
    std::move(parts[piece].begin(), parts[piece].end(), std::back_inserter(out));
  }
  return out;
}

}  // namespace constat::referendum
