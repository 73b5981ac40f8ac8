#include "constat/roles/sheet.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <unordered_map>

#include "constat/base/check.h"
#include "constat/base/file.h"
#include "constat/roles/csv.h"
#include "constat/tlog/decimal.h"

namespace constat::roles {
namespace {

constexpr size_t kBufferSize = size_t{1} << 16;
constexpr std::string_view kHeader = "id,region,slot,contact,code\r\n";

}  // namespace

Result<SheetWriter> SheetWriter::Open(const std::filesystem::path& path, const record::Manifest& manifest) {
  const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (fd < 0) {
    if (errno == EEXIST) return Fail(ErrorCode::kRefusesOverwrite, path.string() + " is already there");
    return Fail(ErrorCode::kCannotWrite,
                fmt::format("cannot create {}: {}", path.string(), std::strerror(errno)));
  }
  SheetWriter out(fd, manifest);
  out.buffer_.reserve(kBufferSize);
  Append(out.buffer_, AsBytes(kHeader));
  CONSTAT_TRY(SyncDirectory(std::filesystem::absolute(path).parent_path()));
  return out;
}

SheetWriter::SheetWriter(SheetWriter&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), manifest_(other.manifest_), buffer_(std::move(other.buffer_)) {}

SheetWriter::~SheetWriter() {
  crypto::WipeMemory(buffer_.data(), buffer_.size());
  if (fd_ >= 0) ::close(fd_);
}

Status SheetWriter::Flush() {
  ByteView rest = buffer_;
  while (!rest.empty()) {
    const ssize_t n = ::write(fd_, rest.data(), rest.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0)
      return Fail(ErrorCode::kCannotWrite, fmt::format("cannot write the sheet: {}", std::strerror(errno)));
    rest = rest.subspan(static_cast<size_t>(n));
  }
  crypto::WipeMemory(buffer_.data(), buffer_.size());
  buffer_.clear();
  return {};
}

Status SheetWriter::Write(const SheetRow& row) {
  std::string code = row.code.Format();
  std::string line = FormatCsvRecord({row.person.id, manifest_->regions[row.person.region].id,
                                      std::to_string(row.slot), row.person.contact, code});
  // A buffer that never grows leaves no copies behind.
  Status status;
  if (buffer_.size() + line.size() > kBufferSize) status = Flush();
  if (status && line.size() <= kBufferSize) {
    Append(buffer_, AsBytes(line));
  } else if (status) {
    status = Fail(ErrorCode::kTooLarge, "a person's contact is too long: " + row.person.id);
  }
  crypto::WipeMemory(code.data(), code.size());
  crypto::WipeMemory(line.data(), line.size());
  return status;
}

Status SheetWriter::Finish() {
  CONSTAT_TRY(Flush());
  if (::fsync(fd_) != 0) {
    return Fail(ErrorCode::kCannotWrite, fmt::format("cannot write the sheet: {}", std::strerror(errno)));
  }
  return {};
}

Result<std::vector<Issued>> ReadSheet(const std::filesystem::path& path, const record::Manifest& manifest) {
  CONSTAT_TRY(CheckOwnerOnly(path));
  CONSTAT_ASSIGN(const Bytes bytes, ReadFile(path));
  std::unordered_map<std::string_view, uint16_t> regions;
  for (size_t r = 0; r < manifest.regions.size(); ++r)
    regions[manifest.regions[r].id] = static_cast<uint16_t>(r);
  CsvReader reader(AsText(bytes), path.string());
  std::vector<std::string> fields;
  std::vector<Issued> out;
  CONSTAT_ASSIGN(const bool any, reader.Next(fields));
  if (!any || fields != std::vector<std::string>{"id", "region", "slot", "contact", "code"}) {
    return Fail(ErrorCode::kBadText,
                reader.Where() + ": the first line of a sheet is: id,region,slot,contact,code");
  }
  for (;;) {
    CONSTAT_ASSIGN(const bool more, reader.Next(fields));
    if (!more) return out;
    if (fields.size() != 5)
      return Fail(ErrorCode::kBadText, reader.Where() + ": a line of a sheet has five fields");
    const auto region = regions.find(fields[1]);
    const std::optional<uint64_t> slot = tlog::ParseDecimal(fields[2]);
    if (region == regions.end() || !slot || *slot > UINT32_MAX) {
      return Fail(ErrorCode::kBadText, reader.Where() + ": the region or the slot is none");
    }
    Result<VotingCode> code = VotingCode::Parse(fields[4]);
    if (!code) return tl::unexpected(Prefix(reader.Where(), code.error()));
    out.push_back(
        {Person{fields[0], region->second, fields[3]}, static_cast<uint32_t>(*slot), *std::move(code)});
  }
}

}  // namespace constat::roles
