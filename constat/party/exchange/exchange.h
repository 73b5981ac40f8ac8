// Exchange: where a record comes from, and where a party's entries go on their way to the board.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "constat/parcel/entry_file.h"
#include "constat/tlog/log_source.h"

namespace constat::party {

// Sent is a file of entries that was handed over: the file, and what to do so that the board gets it,
// as a sentence.
struct Sent {
  parcel::EntryFile file;
  std::string where;  // for messages
};

class Exchange {
 public:
  virtual ~Exchange() = default;

  // OpenRecord opens the newest record. ERRORS: tlog::OpenLogSource's.
  [[nodiscard]] virtual Result<std::unique_ptr<tlog::LogSource>> OpenRecord() const = 0;

  // Find is what was sent under this name before; none if nothing was. ERRORS: of what is there and is no
  // file of entries.
  [[nodiscard]] virtual Result<std::optional<Sent>> Find(const std::string& name) const = 0;

  // Send hands entries over, and says where they are now. ERRORS: kRefusesOverwrite if something was sent
  // under this name; parcel::FormatReadable's; the store's.
  [[nodiscard]] virtual Result<std::string> Send(const std::string& name, const parcel::EntryFile& file) = 0;
};

// FolderExchange reads a record from a folder or an archive, and leaves entries as files, which people carry
// to the board: in a folder under the names that they are sent under, or all in one file.
class FolderExchange final : public Exchange {
 public:
  [[nodiscard]] static FolderExchange ToFolder(std::string record, std::filesystem::path outbox) {
    return {std::move(record), std::move(outbox), false};
  }
  [[nodiscard]] static FolderExchange ToFile(std::string record, std::filesystem::path file) {
    return {std::move(record), std::move(file), true};
  }

  [[nodiscard]] Result<std::unique_ptr<tlog::LogSource>> OpenRecord() const override;
  [[nodiscard]] Result<std::optional<Sent>> Find(const std::string& name) const override;
  [[nodiscard]] Result<std::string> Send(const std::string& name, const parcel::EntryFile& file) override;

 private:
  FolderExchange(std::string record, std::filesystem::path target, bool is_file)
      : record_(std::move(record)), target_(std::move(target)), is_file_(is_file) {}
  [[nodiscard]] std::filesystem::path PathOf(const std::string& name) const;

  std::string record_;
  std::filesystem::path target_;
  bool is_file_;
};

}  // namespace constat::party
