// LogStore: where a LogWriter keeps its log: a folder of tiles, as a record has them, and one file outside it
// for the head (the newest signed checkpoint, which witnesses may have seen). The folder is not for the
// public: it holds what is not published yet. FolderWriter makes the public one.
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
  // Write creates or overwrites a file of the folder; a crash before Sync may lose it or leave it torn.
  // ERRORS: kCannotWrite.
  [[nodiscard]] virtual Status Write(std::string_view path, ByteView bytes) = 0;

  // Sync makes all writes so far durable. ERRORS: kCannotWrite.
  [[nodiscard]] virtual Status Sync() = 0;

  // Replace writes a file of the folder whole and durably: a reader or a crash sees the old bytes or the new.
  // ERRORS: kCannotWrite.
  [[nodiscard]] virtual Status Replace(std::string_view path, ByteView bytes) = 0;

  // Remove deletes a file of the folder; a crash may bring it back. ERRORS: kCannotWrite.
  [[nodiscard]] virtual Status Remove(std::string_view path) = 0;

  // ReadHead returns nothing for a new log. WriteHead is durable and whole, like Replace.
  [[nodiscard]] virtual Result<std::optional<Bytes>> ReadHead() const = 0;
  [[nodiscard]] virtual Status WriteHead(ByteView bytes) = 0;
};

// LogFiles says where a log lies on disk. The head must not be inside the folder.
struct LogFiles {
  std::filesystem::path folder;  // created if missing
  std::filesystem::path head;    // a file; its own folder is created if missing
};

// IsInside says whether path is folder or below it, also by way of links. Neither need be there.
[[nodiscard]] bool IsInside(const std::filesystem::path& folder, const std::filesystem::path& path);

// OpenLogStore opens a log's files, for one process at a time: it holds a lock on "<head>.lock" until it is
// destroyed. ERRORS: kCannotWrite, also if another process has the log open; kUsage if head is inside folder.
[[nodiscard]] Result<std::unique_ptr<LogStore>> OpenLogStore(const LogFiles& files);

}  // namespace constat::tlog
