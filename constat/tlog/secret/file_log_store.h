// A LogStore in files: a folder of tiles, and one file outside it for the head.
#pragma once

#include <filesystem>
#include <memory>

#include "constat/tlog/secret/log_store.h"

namespace constat::tlog {

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
