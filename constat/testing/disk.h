// CrashStore: a LogStore in memory that stops at a chosen step and then loses what was not synced, for tests.
//
// A Disk outlives its stores, as a disk outlives processes. What a crash does to each unsynced write (kept,
// lost, torn) and removal (kept, undone) is chosen by Fate.
#pragma once

#include <map>
#include <random>

#include "constat/tlog/secret/log_store.h"
#include "constat/tlog/tile.h"

namespace constat::testing {

enum class Fate { kKeepAll, kLoseAll, kTearAll, kRandom };

struct Disk {
  std::map<std::string, Bytes, std::less<>> files;    // as processes see them
  std::map<std::string, Bytes, std::less<>> durable;  // as they are if all else is lost
  std::optional<Bytes> head;
  uint64_t steps_left = UINT64_MAX;
  uint64_t steps_taken = 0;

  // Crash ends the process: what was visible becomes what survived, and the next process has all steps.
  void Crash(Fate fate, std::mt19937& random) {
    std::map<std::string, Bytes, std::less<>> survived = durable;
    for (const auto& [path, bytes] : files) {
      const auto old = durable.find(path);
      if (old != durable.end() && old->second == bytes) continue;
      const Fate own = fate == Fate::kRandom ? static_cast<Fate>(random() % 3) : fate;
      if (own == Fate::kKeepAll) survived[path] = bytes;
      if (own == Fate::kTearAll) survived[path] = Bytes(bytes.begin(), bytes.begin() + bytes.size() / 2);
    }
    for (const auto& [path, bytes] : durable) {
      const bool keep = fate == Fate::kKeepAll || (fate == Fate::kRandom && random() % 2 == 0);
      if (!files.contains(path) && keep) survived.erase(path);
    }
    files = survived;
    durable = survived;
    steps_left = UINT64_MAX;
  }
};

class CrashStore final : public tlog::LogStore {
 public:
  CrashStore(Disk& disk, bool last_step_happens) : disk_(disk), last_step_happens_(last_step_happens) {}

  [[nodiscard]] Result<Bytes> Read(std::string_view path, size_t max_size) const override {
    const auto at = disk_.files.find(path);
    if (at == disk_.files.end()) return Fail(ErrorCode::kMissingFile, std::string(path));
    if (at->second.size() > max_size) return Fail(ErrorCode::kTooLarge, std::string(path));
    return at->second;
  }
  [[nodiscard]] Status ForEachFile(const tlog::VisitFile& visit) const override {
    for (const auto& [path, bytes] : disk_.files) CONSTAT_TRY(visit({path, bytes.size()}));
    return {};
  }
  [[nodiscard]] Status Write(std::string_view path, ByteView bytes) override {
    return Step([&] { disk_.files[std::string(path)] = Bytes(bytes.begin(), bytes.end()); });
  }
  [[nodiscard]] Status Sync() override {
    return Step([&] {
      for (const auto& [path, bytes] : disk_.files)
        disk_.durable[path] = bytes;  // but removals may be undone
    });
  }
  [[nodiscard]] Status Replace(std::string_view path, ByteView bytes) override {
    return Step([&] {
      disk_.files[std::string(path)] = Bytes(bytes.begin(), bytes.end());
      disk_.durable[std::string(path)] = Bytes(bytes.begin(), bytes.end());
    });
  }
  [[nodiscard]] Status Remove(std::string_view path) override {
    return Step([&] { disk_.files.erase(std::string(path)); });
  }
  [[nodiscard]] Result<std::optional<Bytes>> ReadHead() const override { return disk_.head; }
  [[nodiscard]] Status WriteHead(ByteView bytes) override {
    return Step([&] { disk_.head = Bytes(bytes.begin(), bytes.end()); });
  }

 private:
  // Step does one step, or fails when none is left; the step that fails may have happened all the same.
  template <typename Action>
  Status Step(Action action) {
    if (disk_.steps_left == 0) return Fail(ErrorCode::kCannotWrite, "the machine is off");
    --disk_.steps_left;
    ++disk_.steps_taken;
    if (disk_.steps_left > 0 || last_step_happens_) action();
    if (disk_.steps_left == 0) return Fail(ErrorCode::kCannotWrite, "the machine went off");
    return {};
  }

  Disk& disk_;
  bool last_step_happens_;
};

}  // namespace constat::testing
