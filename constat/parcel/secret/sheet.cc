#include "constat/parcel/secret/sheet.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "constat/base/check.h"
#include "constat/io/file.h"
#include "constat/io/read_back.h"
#include "constat/parcel/file_kind.h"
#include "constat/record/shown_hash.h"
#include "constat/text/carried.h"
#include "constat/text/carried_csv.h"
#include "constat/text/csv.h"
#include "constat/tlog/decimal.h"

namespace constat::parcel {
namespace {

constexpr size_t kBufferSize = size_t{1} << 16;

// The columns of a sheet, before the last one, which is the code. Sheets had the first four once, then seven.
constexpr std::array<std::string_view, 9> kColumns = {
    "id", "region", "slot", "contact", "language", "email", "large_print", "referendum", "registrar"};
constexpr std::array<size_t, 3> kColumnsOnceOrNow = {4, 7, kColumns.size()};
constexpr size_t kContact = 3;
constexpr size_t kDelivery = 4;  // the first of three columns
constexpr size_t kOwner = 7;     // the first of two columns

std::vector<std::string_view> Header(SheetKind kind, size_t columns = kColumns.size()) {
  std::vector<std::string_view> out(kColumns.begin(), kColumns.begin() + static_cast<ptrdiff_t>(columns));
  out.push_back(kind == SheetKind::kRoll ? "code" : "new_code");
  return out;
}

RegionIndex IndexRegions(const record::Manifest& manifest) {
  RegionIndex out;
  for (size_t r = 0; r < manifest.regions.size(); ++r) out[manifest.regions[r].id] = static_cast<uint16_t>(r);
  return out;
}

// TrimWords takes the blanks at the ends of all fields but the contact, and undoes typography of the code,
// the last one.
void TrimWords(std::vector<std::string>& fields) {
  for (size_t i = 0; i < fields.size(); ++i) {
    if (i == kContact) continue;
    const std::string_view word = text::TrimBlanks(fields[i]);
    if (word.size() != fields[i].size()) fields[i] = std::string(word);
  }
  text::PlainTyped(fields.back());
}

// ParseRow reads the fields of the row at where. ERRORS: ReadSheet's.
Result<Issued> ParseRow(const std::string& where, const std::vector<std::string>& fields,
                        const RegionIndex& regions) {
  if (std::ranges::find(kColumnsOnceOrNow, fields.size() - 1) == kColumnsOnceOrNow.end())
    return Fail(ErrorCode::kBadText, where + ": this line does not have the ten fields of a sheet");
  const auto region = regions.find(fields[1]);
  const std::optional<uint64_t> slot = tlog::ParseDecimal(fields[2]);
  if (region == regions.end() || !slot || *slot > UINT32_MAX) {
    return Fail(ErrorCode::kBadText,
                where + ": the region is not one of the referendum, or the slot is not a number");
  }
  Result<VotingCode> code = VotingCode::Parse(fields.back());
  if (!code) return tl::unexpected(Prefix(where, code.error()));
  Issued out{Person{fields[0], region->second, fields[3]}, static_cast<uint32_t>(*slot), *std::move(code)};
  if (fields.size() <= kDelivery + 1) return out;
  Person& person = out.person;
  person.language = fields[kDelivery];
  person.email = fields[kDelivery + 1];
  const std::string& large_print = fields[kDelivery + 2];
  person.large_print = large_print == "yes";
  const Status language = person.language.empty() ? Status() : CheckLanguage(person.language);
  if (!language) return tl::unexpected(Prefix(where, language.error()));
  const Status email = person.email.empty() ? Status() : CheckMailAddress(person.email);
  if (!email) return tl::unexpected(Prefix(where, email.error()));
  if (!person.large_print && !large_print.empty())
    return Fail(ErrorCode::kBadText, where + ": large_print is yes or empty");
  return out;
}

// TakeOwner reads whose row it is: all rows say the same.
Status TakeOwner(const std::string& where, const std::vector<std::string>& fields,
                 const record::Manifest& manifest, Sheet& sheet) {
  if (fields.size() <= kOwner + 1) return {};
  const std::optional<uint64_t> registrar = tlog::ParseDecimal(fields[kOwner + 1]);
  if (!registrar || *registrar < 1 || *registrar > manifest.registrars.size()) {
    return Fail(ErrorCode::kBadText, fmt::format("{}: the registrar is not a number from 1 to {}", where,
                                                 manifest.registrars.size()));
  }
  const auto index = static_cast<uint16_t>(*registrar - 1);
  if (sheet.referendum.value_or(fields[kOwner]) != fields[kOwner] ||
      sheet.registrar.value_or(index) != index) {
    return Fail(ErrorCode::kBadText,
                where +
                    ": this line is of another referendum or registrar than the line before; two sheets "
                    "were put together. Use each sheet as it was written");
  }
  sheet.referendum = fields[kOwner];
  sheet.registrar = index;
  return {};
}

}  // namespace

Result<SheetWriter> SheetWriter::Open(const std::filesystem::path& path, const SheetOwner& owner,
                                      SheetKind kind, size_t max_bytes) {
  CONSTAT_ASSIGN(io::WholeFile file, io::WholeFile::Open(path, io::FileAccess::kSecret));
  SheetWriter out(path, std::move(file));
  out.manifest_ = &owner.manifest;
  out.referendum_ = record::FormatReferendumNumber(owner.manifest_hash);
  out.registrar_ = std::to_string(owner.registrar + 1);
  out.regions_ = IndexRegions(owner.manifest);
  out.max_bytes_ = max_bytes;
  out.buffer_.reserve(kBufferSize);
  const std::string header = text::FormatCsvRecord(Header(kind));
  Append(out.buffer_, AsBytes(header));
  out.bytes_ = header.size();
  return out;
}

SheetWriter::~SheetWriter() { crypto::WipeMemory(buffer_.data(), buffer_.size()); }

Status SheetWriter::Flush() {
  CONSTAT_TRY(file_.Write(buffer_));
  crypto::WipeMemory(buffer_.data(), buffer_.size());
  buffer_.clear();
  return {};
}

// CheckRow reads a row back. The code is not compared: it is secret.
Status SheetWriter::CheckRow(const SheetRow& row, std::string_view line) const {
  const std::string what = fmt::format("the sheet's row of the person {}", row.person.id);
  if (line.size() > kBufferSize) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("{} was not written: it has {} bytes, and may have {}; shorten the contact", what,
                            line.size(), kBufferSize));
  }
  CONSTAT_TRY(
      io::CheckReadableSize(fmt::format("the sheet {}", path_.string()), bytes_ + line.size(), max_bytes_));
  text::CsvReader reader(line, "the row");
  std::vector<std::string> fields;
  const Result<bool> found = reader.Next(fields);
  if (!found) return tl::unexpected(io::NotReadable(what, found.error()));
  Status same = io::CheckReadsBack(what, ParseRow(reader.Where(), fields, regions_), [&](const Issued& read) {
    return read.person == row.person && read.slot == row.slot;
  });
  for (std::string& field : fields) crypto::WipeMemory(field.data(), field.size());
  return same;
}

Status SheetWriter::Write(const SheetRow& row) {
  std::string code = row.code.Format();
  const Person& person = row.person;
  std::string line = text::FormatCsvRecord(
      {person.id, manifest_->regions[person.region].id, std::to_string(row.slot), person.contact,
       person.language, person.email, person.large_print ? "yes" : "", referendum_, registrar_, code});
  Status status = CheckRow(row, line);
  // A buffer that never grows leaves no copies behind.
  if (status && buffer_.size() + line.size() > kBufferSize) status = Flush();
  if (status) {
    Append(buffer_, AsBytes(line));
    bytes_ += line.size();
  }
  crypto::WipeMemory(code.data(), code.size());
  crypto::WipeMemory(line.data(), line.size());
  return status;
}

Status SheetWriter::Finish() {
  CONSTAT_TRY(Flush());
  return file_.Finish();
}

Result<Sheet> ReadSheet(const std::filesystem::path& path, const record::Manifest& manifest) {
  CONSTAT_TRY(io::CheckOwnerOnly(path));
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(path, kMaxSheet));
  Result<Sheet> sheet = ParseSheet(AsText(bytes), path.string(), manifest);
  if (!sheet) return tl::unexpected(SayKind(sheet.error(), {path.string(), bytes, FileKind::kSheet}));
  return sheet;
}

Result<Sheet> ParseSheet(std::string_view csv, const std::string& name, const record::Manifest& manifest) {
  const RegionIndex regions = IndexRegions(manifest);
  text::CarriedCsv reader(csv, name);
  std::vector<std::string> fields;
  Sheet out;
  CONSTAT_ASSIGN(const bool any, reader.NextNames(fields));
  const auto is = [&](SheetKind kind) {
    return std::ranges::any_of(
        kColumnsOnceOrNow, [&](size_t columns) { return std::ranges::equal(fields, Header(kind, columns)); });
  };
  if (any && is(SheetKind::kReplacements)) {
    out.kind = SheetKind::kReplacements;
  } else if (!any || !is(SheetKind::kRoll)) {
    return Fail(ErrorCode::kBadText, reader.Where() +
                                         ": this is not a sheet of codes, whose first line "
                                         "is: id,region,slot,contact,"
                                         "language,email,large_print,referendum,registrar,code (or "
                                         "new_code)");
  }
  const size_t columns = fields.size();
  for (;;) {
    CONSTAT_ASSIGN(const bool more, reader.Next(fields));
    if (!more) return out;
    if (fields.size() != columns) {
      return Fail(ErrorCode::kBadText, fmt::format("{}: the number of fields in this line is {}, and the "
                                                   "first line names {} columns",
                                                   reader.Where(), fields.size(), columns));
    }
    TrimWords(fields);
    CONSTAT_ASSIGN(Issued issued, ParseRow(reader.Where(), fields, regions));
    CONSTAT_TRY(TakeOwner(reader.Where(), fields, manifest, out));
    out.rows.push_back(std::move(issued));
  }
}

}  // namespace constat::parcel
