#include "constat/io/tar.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"

namespace constat::io {
namespace {

constexpr size_t kBlockSize = 512;

// Fields of a header; those that are not read (mode, owner, times) have no name here.
struct Field {
  size_t offset;
  size_t size;
};
constexpr Field kName{0, 100};
constexpr Field kSize{124, 12};
constexpr Field kChecksum{148, 8};
constexpr size_t kType = 156;
constexpr Field kMagic{257, 8};
constexpr Field kPrefix{345, 155};

constexpr std::string_view kPosixMagic(
    "ustar\0"
    "00",
    8);
constexpr std::string_view kGnuMagic("ustar  \0", 8);
constexpr std::string_view kOldMagic("\0\0\0\0\0\0\0\0", 8);

ByteView In(ByteView header, Field field) { return header.subspan(field.offset, field.size); }

// TextOf is a field up to its first zero byte.
std::string_view TextOf(ByteView field) {
  const std::string_view text = AsText(field);
  return text.substr(0, text.find('\0'));
}

// ParseOctal reads spaces, digits, and then only spaces and zero bytes. A field has at most 12 digits.
std::optional<uint64_t> ParseOctal(ByteView field) {
  std::string_view text = AsText(field);
  text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
  const size_t digits = std::min(text.find_first_not_of("01234567"), text.size());
  if (digits == 0) return std::nullopt;
  uint64_t value = 0;
  for (const char digit : text.substr(0, digits)) value = value * 8 + static_cast<uint64_t>(digit - '0');
  const auto is_filler = [](char c) { return c == ' ' || c == '\0'; };
  if (!std::all_of(text.begin() + digits, text.end(), is_filler)) return std::nullopt;
  return value;
}

// ParseSize also reads GNU's base 256, whose first byte is 0x80, up to 2^63 - 1.
std::optional<uint64_t> ParseSize(ByteView field) {
  if (field[0] != 0x80) return ParseOctal(field);
  uint64_t value = 0;
  for (const uint8_t byte : field.subspan(1)) {
    if (value >> 55 != 0) return std::nullopt;
    value = value << 8 | byte;
  }
  return value;
}

std::optional<uint64_t> ParseDecimal(std::string_view text) {
  uint64_t value = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + static_cast<uint64_t>(digit - '0');
  }
  // 18 digits are below 2^63.
  return text.empty() || text.size() > 18 ? std::nullopt : std::optional(value);
}

bool HasGoodChecksum(ByteView header) {
  uint64_t sum = 0;
  for (const uint8_t byte : header) sum += byte;
  for (const uint8_t byte : In(header, kChecksum)) sum += ' ' - byte;  // the field itself counts as spaces
  return ParseOctal(In(header, kChecksum)) == sum;
}

bool IsZero(ByteView bytes) {
  return std::all_of(bytes.begin(), bytes.end(), [](uint8_t byte) { return byte == 0; });
}

// NameIn is the name that the header itself has.
std::string NameIn(ByteView header) {
  const std::string name(TextOf(In(header, kName)));
  if (AsText(In(header, kMagic)) != kPosixMagic) return name;
  const std::string_view prefix = TextOf(In(header, kPrefix));
  return prefix.empty() ? name : fmt::format("{}/{}", prefix, name);
}

// NormalPath drops "./" at the start and "/" at the end; what is left has only ordinary parts.
Result<std::string> NormalPath(std::string_view path) {
  const auto refuse = [&](const char* why) {
    return Fail(ErrorCode::kUnknownFile, fmt::format("the archive has a file whose name {}", why));
  };
  if (path.size() > kMaxNameSize) {
    return Fail(ErrorCode::kTooLarge, fmt::format("the archive has a name of {} bytes; at most {} are read",
                                                  path.size(), kMaxNameSize));
  }
  if (path == "." || path == "./") return std::string();
  while (path.starts_with("./")) path.remove_prefix(2);
  if (path.ends_with('/')) path.remove_suffix(1);
  if (path.find('\0') != std::string_view::npos) return refuse("has a zero byte");
  for (std::string_view rest = path;;) {
    const size_t slash = rest.find('/');
    const std::string_view part = rest.substr(0, slash);
    if (part.empty()) return refuse("is absolute or has an empty part");
    if (part == "." || part == "..") return refuse("has a part . or ..");
    if (slash == std::string_view::npos) return std::string(path);
    rest.remove_prefix(slash + 1);
  }
}

// KindOf is what a header's type says of an entry with this name; none for types of which nobody can say
// where the contents end.
std::optional<TarKind> KindOf(uint8_t type, std::string_view name) {
  switch (type) {
    case 0:
    case '0':
      return name.ends_with('/') ? TarKind::kFolder : TarKind::kFile;
    case '5':
      return TarKind::kFolder;
    case '1':
    case '2':
    case '3':
    case '4':
    case '6':
      return TarKind::kOther;
    default:
      return std::nullopt;
  }
}

}  // namespace

Result<std::optional<TarEntry>> TarReader::Next() {
  CONSTAT_TRY(SkipContents());
  Extensions extensions;
  while (!at_end_) {
    Block header;
    CONSTAT_TRY(ReadBlock(header));
    const bool is_first = std::exchange(at_start_, false);
    const bool has_extension = extensions.has_pax || extensions.has_long_name;
    if (IsZero(header)) {
      if (has_extension) return Broken("ends too early; a part of it is missing");
      CONSTAT_TRY(ReadEnd());
      break;
    }
    if (!HasGoodChecksum(header)) {
      return Broken(is_first ? "is not a tar archive, or it is packed with something else than gzip or zstd"
                             : "has a header that does not match its checksum");
    }
    const std::string_view magic = AsText(In(header, kMagic));
    if (magic != kPosixMagic && magic != kGnuMagic && magic != kOldMagic)
      return Broken("has a header of a format of tar that is not known");
    const uint8_t type = header[kType];
    if (type == 'g' && !is_first) return Broken("has a global header that is not its first one");
    if (type != 'g' && type != 'x' && type != 'L' && type != 'K') return ReadEntry(header, extensions);
    CONSTAT_TRY(ReadExtension(header, extensions));
  }
  return std::nullopt;
}

Result<ByteView> TarReader::Contents() {
  if (contents_ == 0) return ByteView();
  CONSTAT_ASSIGN(const ByteView some, Take(contents_));
  contents_ -= some.size();
  return some;
}

// SkipContents passes over the rest of an entry.
Status TarReader::SkipContents() {
  for (uint64_t* const part : {&contents_, &padding_}) {
    while (*part > 0) {
      CONSTAT_ASSIGN(const ByteView some, Take(*part));
      *part -= some.size();
    }
  }
  return {};
}

// ReadExtension reads a header that tells something about the next entry, or, global, about all of them.
Status TarReader::ReadExtension(const Block& header, Extensions& out) {
  const uint8_t type = header[kType];
  const std::optional<uint64_t> size = ParseSize(In(header, kSize));
  if (!size) return Broken("has a file whose size is not said");
  if (*size > kMaxExtensionSize) {
    return Fail(ErrorCode::kTooLarge,
                fmt::format("the archive has a header of {} bytes for long names and the like; at most "
                            "{} are read",
                            *size, kMaxExtensionSize));
  }
  contents_ = *size;
  padding_ = (kBlockSize - *size % kBlockSize) % kBlockSize;
  std::string body;
  while (contents_ > 0) {
    CONSTAT_ASSIGN(const ByteView some, Contents());
    body += AsText(some);
  }
  CONSTAT_TRY(SkipContents());
  if (type == 'K') return {};  // where a link leads
  if (type == 'L') {
    if (std::exchange(out.has_long_name, true)) return Broken("has two long names for one entry");
    if (out.path) return Broken("has two long names for one entry");
    out.path = std::string(TextOf(AsBytes(body)));
    return {};
  }
  Extensions global;
  Extensions& into = type == 'g' ? global : out;
  if (std::exchange(into.has_pax, true)) return Broken("has two extended headers for one entry");
  Status read = ReadPax(body, into);
  if (!read) return Broken(read.error().detail);
  if (global.path || global.size || global.is_sparse)
    return Broken("has a global header that gives every entry the same name or size");
  return {};
}

// ReadPax reads records "LENGTH KEY=VALUE\n", where LENGTH is that of the whole record.
Status TarReader::ReadPax(std::string_view body, Extensions& out) {
  const auto refuse = [](const char* why) { return Fail(ErrorCode::kCannotRead, why); };
  while (!body.empty()) {
    const size_t space = body.find(' ');
    if (space == std::string_view::npos) return refuse("has a broken extended header");
    const std::optional<uint64_t> length = ParseDecimal(body.substr(0, space));
    if (!length || *length > body.size() || *length < space + 2 || body[*length - 1] != '\n')
      return refuse("has a broken extended header");
    const std::string_view record = body.substr(space + 1, *length - space - 2);
    body.remove_prefix(*length);
    const size_t equals = record.find('=');
    if (equals == std::string_view::npos) return refuse("has a broken extended header");
    const std::string_view key = record.substr(0, equals);
    const std::string_view value = record.substr(equals + 1);
    if (key.starts_with("GNU.sparse.")) out.is_sparse = true;
    if (key == "path") {
      if (out.path) return refuse("has two long names for one entry");
      out.path = std::string(value);
    } else if (key == "size") {
      if (out.size) return refuse("has two sizes for one entry");
      out.size = ParseDecimal(value);
      if (!out.size) return refuse("has a size that is not a number");
    }
  }
  return {};
}

Result<TarEntry> TarReader::ReadEntry(const Block& header, const Extensions& extensions) {
  const std::optional<uint64_t> size = ParseSize(In(header, kSize));
  if (!size) return Broken("has a file whose size is not said");
  const std::string name = extensions.path ? *extensions.path : NameIn(header);
  CONSTAT_ASSIGN(std::string path, NormalPath(name));
  const std::optional<TarKind> kind = KindOf(header[kType], name);
  const bool is_file = kind == TarKind::kFile;
  if (!kind || extensions.is_sparse || (path.empty() && *kind != TarKind::kFolder)) {
    return Fail(ErrorCode::kUnknownFile,
                fmt::format("the archive has a sparse file, or an entry of a type that is not known (before "
                            "byte {}, unpacked)",
                            position_));
  }
  const uint64_t contents = extensions.size.value_or(*size);
  if (!is_file && contents != 0) return Broken("has a folder or link with contents");
  contents_ = contents;
  padding_ = (kBlockSize - contents % kBlockSize) % kBlockSize;
  return TarEntry{std::move(path), *kind, contents};
}

// ReadEnd reads what follows the first block of zeros: another one, then only zeros.
Status TarReader::ReadEnd() {
  Block second;
  CONSTAT_TRY(ReadBlock(second));
  bool only_zeros = IsZero(second);
  while (only_zeros) {
    CONSTAT_ASSIGN(const ByteView more, chunk_.empty() ? archive_->Next() : Result<ByteView>(chunk_));
    chunk_ = {};
    if (more.empty()) {
      at_end_ = true;
      return {};
    }
    only_zeros = IsZero(more);
  }
  return Broken("goes on after its end");
}

// Take uses at most `most` bytes of the stream, at least one. REQUIRES most > 0.
Result<ByteView> TarReader::Take(uint64_t most) {
  CONSTAT_CHECK(most > 0);
  if (chunk_.empty()) {
    CONSTAT_ASSIGN(chunk_, archive_->Next());
    if (chunk_.empty()) return Broken("ends too early; a part of it is missing");
  }
  const ByteView some = chunk_.first(std::min<uint64_t>(most, chunk_.size()));
  chunk_ = chunk_.subspan(some.size());
  position_ += some.size();
  return some;
}

Status TarReader::ReadBlock(Block& out) {
  for (size_t have = 0; have < out.size();) {
    CONSTAT_ASSIGN(const ByteView some, Take(out.size() - have));
    std::copy(some.begin(), some.end(), out.begin() + have);
    have += some.size();
  }
  return {};
}

tl::unexpected<Error> TarReader::Broken(std::string_view why) const {
  return Fail(ErrorCode::kCannotRead,
              fmt::format("the archive {} (before byte {}, unpacked)", why, position_));
}

}  // namespace constat::io
