// LogStore: what a LogWriter needs of the place where it keeps its log: tiles, as a record has them, and the
// head (the newest signed checkpoint, which witnesses may have seen). It is not for the public: it holds what
// is not published yet; public_folder.h makes what is. A store is a class of its own beside file_log_store.h.
//
// One thread at a time.
#pragma once

#include <optional>
#include <string_view>

#include "constat/tlog/log_source.h"

namespace constat::tlog {

class LogStore : public LogSource {
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

}  // namespace constat::tlog
