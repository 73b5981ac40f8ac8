// FoldOf: the state of a board's log as a reader of its own comes to it, entry by entry.
#pragma once

#include "constat/testing/town.h"
#include "constat/tlog/log_reader.h"

namespace constat::testing {

// FoldOf commits the board's log first.
inline referendum::Referendum FoldOf(Town& town) {
  referendum::Referendum state;
  const uint64_t size = Value(town.board->Commit()).checkpoint.size;
  EXPECT_THAT(tlog::ForEachEntry(town.board->log(), size, {0, size},
                                 [&](uint64_t, ByteView bytes) -> Status {
                                   CONSTAT_ASSIGN(const record::EntryView entry, record::DecodeEntry(bytes));
                                   return state.Apply({entry, tlog::LeafHash(bytes)});
                                 }),
              Succeeds());
  return state;
}

}  // namespace constat::testing
