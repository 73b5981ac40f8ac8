// LogStore: where a LogWriter keeps its log. The record is a folder any static server can publish; the head
// (the newest signed checkpoint, which witnesses may have seen) is one file outside it.
//
// One thread at a time.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "constat/tlog/record_source.h"

namespace constat::tlog {

class LogStore : public RecordSource {
 public:
  // Write creates or overwrites a file of the record; a crash before Sync may lose it or leave it torn.
  // ERRORS: kCannotWrite.
  [[nodiscard]] virtual Status Write(std::string_view path, ByteView bytes) = 0;

  // Sync makes all writes so far durable. ERRORS: kCannotWrite.
  [[nodiscard]] virtual Status Sync() = 0;

  // Replace writes a file of the record whole and durably: a reader or a crash sees the old bytes or the new.
  // ERRORS: kCannotWrite.
  [[nodiscard]] virtual Status Replace(std::string_view path, ByteView bytes) = 0;

  // Remove deletes a file of the record; a crash may bring it back. ERRORS: kCannotWrite.
  [[nodiscard]] virtual Status Remove(std::string_view path) = 0;

  // ReadHead returns nothing for a new log. WriteHead is durable and whole, like Replace.
  [[nodiscard]] virtual Result<std::optional<Bytes>> ReadHead() const = 0;
  [[nodiscard]] virtual Status WriteHead(ByteView bytes) = 0;
};

// LogFiles says where a log lies on disk. The head must not be inside the record.
struct LogFiles {
  std::filesystem::path record;  // a folder, created if missing
  std::filesystem::path head;    // a file; its folder is created if missing
};

// OpenLogStore opens a log's files, for one process at a time: it holds a lock on "<head>.lock" until it is
// destroyed. ERRORS: kCannotWrite, also if another process has the log open; kUsage if head is inside record.
[[nodiscard]] Result<std::unique_ptr<LogStore>> OpenLogStore(const LogFiles& files);

}  // namespace constat::tlog
