// referendum: a hostile entry at any point of a referendum. The first byte chooses how many entries of the
// record "refused-then-good" come before it; the rest is the entry. One that is refused leaves phase and tree
// as they were, and the state serves the next run.
#include "constat/referendum/state.h"
#include "tests/fuzz/edited_record.h"

using namespace constat;
using referendum::Referendum;

namespace {

struct Record {
  const tlog::DirectorySource source{fuzz::RecordFolder("refused-then-good") + "record"};
  const uint64_t size = tlog::ReadCheckpoint(source).value().checkpoint.size;
  const tlog::EntryBundle bundle = tlog::ReadBundle(source, size, 0).value();
};

const Record& TheRecord() {
  static const Record record;
  return record;
}

Status Judge(Referendum& state, ByteView bytes) {
  CONSTAT_ASSIGN(const record::EntryView entry, record::DecodeEntry(bytes));
  return state.Apply({entry, tlog::LeafHash(bytes)});
}

// StateAfter is the referendum after the record's first `entries`.
Referendum StateAfter(size_t entries) {
  const Record& record = TheRecord();
  Referendum state;
  for (size_t i = 0; i < entries; ++i) {
    if (!Judge(state, record.bundle.entries[i])) state.Skip(tlog::LeafHash(record.bundle.entries[i]));
  }
  CONSTAT_CHECK(referendum::ResolvePending(state, record.source, record.size).has_value());
  return state;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  static std::map<size_t, Referendum> states;
  const auto [choice, bytes] = fuzz::Selected::From(data, size);
  const size_t before = choice % TheRecord().size;
  if (!states.contains(before)) states.emplace(before, StateAfter(before));
  Referendum& state = states.at(before);
  const referendum::Phase phase = state.phase();
  const tlog::Hash root = state.tree().Root();
  const Status judged = Judge(state, bytes);
  if (judged) {
    states.erase(before);
    return 0;
  }
  CONSTAT_CHECK(!judged.error().detail.empty());
  CONSTAT_CHECK(state.phase() == phase && state.tree().Root() == root);
  return 0;
}
