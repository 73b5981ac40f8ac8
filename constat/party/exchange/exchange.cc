#include "constat/party/exchange/exchange.h"

namespace constat::party {

namespace fs = std::filesystem;

fs::path FolderExchange::PathOf(const std::string& name) const { return is_file_ ? target_ : target_ / name; }

Result<std::unique_ptr<tlog::LogSource>> FolderExchange::OpenRecord() const {
  return tlog::OpenLogSource(record_);
}

Result<std::optional<Sent>> FolderExchange::Find(const std::string& name) const {
  std::error_code ignored;
  const fs::path path = PathOf(name);
  if (!fs::exists(fs::symlink_status(path, ignored))) return std::nullopt;
  CONSTAT_ASSIGN(parcel::EntryFile file, parcel::ReadEntryFile(path));
  return Sent{std::move(file), path.string()};
}

Result<std::string> FolderExchange::Send(const std::string& name, const parcel::EntryFile& file) {
  const fs::path path = PathOf(name);
  if (!is_file_) {
    std::error_code error;
    fs::create_directories(target_, error);
    if (error)
      return Fail(ErrorCode::kCannotWrite,
                  target_.string() + ": cannot make this folder: " + error.message());
  }
  CONSTAT_TRY(parcel::WriteEntryFile(path, file));
  return path.string();
}

}  // namespace constat::party
