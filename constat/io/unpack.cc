// The only import site of zlib and zstd.
#include "constat/io/unpack.h"

#include <fmt/core.h>
#include <sys/stat.h>
#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>

#include "constat/io/descriptor_name.h"

namespace constat::io {
namespace {

constexpr size_t kChunkSize = 64 * 1024;
constexpr size_t kMagicSize = 4;

enum class Packing { kNone, kGzip, kZstd };

// PackingOf looks at the first bytes; four are enough.
Packing PackingOf(ByteView head) {
  if (head.size() >= 2 && head[0] == 0x1f && head[1] == 0x8b) return Packing::kGzip;
  if (head.size() < kMagicSize) return Packing::kNone;
  const bool frame = head[0] == 0x28 && head[1] == 0xb5 && head[2] == 0x2f && head[3] == 0xfd;
  const bool skippable = (head[0] & 0xf0) == 0x50 && head[1] == 0x2a && head[2] == 0x4d && head[3] == 0x18;
  return frame || skippable ? Packing::kZstd : Packing::kNone;
}

Error CannotRead(std::string why) { return {ErrorCode::kCannotRead, std::move(why)}; }

// Input is the file as it lies there.
class Input {
 public:
  virtual ~Input() = default;

  // Read fills out as far as there are bytes. ERRORS: kCannotRead.
  [[nodiscard]] virtual Result<size_t> Read(std::span<uint8_t> out) = 0;

  // Size is the whole file's size in bytes, where it is known beforehand.
  [[nodiscard]] virtual std::optional<uint64_t> Size() const = 0;
};

class MemoryInput final : public Input {
 public:
  explicit MemoryInput(ByteView bytes) : rest_(bytes), size_(bytes.size()) {}

  [[nodiscard]] Result<size_t> Read(std::span<uint8_t> out) override {
    const size_t n = std::min(out.size(), rest_.size());
    std::copy_n(rest_.begin(), n, out.begin());
    rest_ = rest_.subspan(n);
    return n;
  }
  [[nodiscard]] std::optional<uint64_t> Size() const override { return size_; }

 private:
  ByteView rest_;
  uint64_t size_;
};

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

class FileInput final : public Input {
 public:
  FileInput(File file, std::optional<uint64_t> size) : file_(std::move(file)), size_(size) {}

  [[nodiscard]] Result<size_t> Read(std::span<uint8_t> out) override {
    const size_t n = std::fread(out.data(), 1, out.size(), file_.get());
    if (n < out.size() && std::ferror(file_.get()) != 0)
      return tl::unexpected(CannotRead(fmt::format("cannot read the file: {}", std::strerror(errno))));
    return n;
  }
  [[nodiscard]] std::optional<uint64_t> Size() const override { return size_; }

 private:
  File file_;
  std::optional<uint64_t> size_;
};

// Window is a part of the input, of which one can look at some bytes before they are used.
class Window {
 public:
  explicit Window(std::unique_ptr<Input> input) : input_(std::move(input)), buffer_(kChunkSize) {}

  // Fill makes at least `least` bytes Available, unless the input ends before. REQUIRES least <= kChunkSize.
  Status Fill(size_t least) {
    if (end_ - begin_ >= least) return {};
    std::copy(buffer_.begin() + begin_, buffer_.begin() + end_, buffer_.begin());
    end_ -= std::exchange(begin_, 0);
    CONSTAT_ASSIGN(const size_t n, input_->Read(std::span(buffer_).subspan(end_)));
    end_ += n;
    read_ += n;
    return {};
  }
  [[nodiscard]] ByteView Available() const { return ByteView(buffer_).subspan(begin_, end_ - begin_); }
  void Use(size_t n) { begin_ += n; }

  // FileSize is the file's size, or what was read so far where nobody can know.
  [[nodiscard]] uint64_t FileSize() const { return input_->Size().value_or(read_); }

 private:
  std::unique_ptr<Input> input_;
  Bytes buffer_;
  size_t begin_ = 0;
  size_t end_ = 0;
  uint64_t read_ = 0;
};

// Step is what a decoder did: bytes used and made, and whether a member or frame has ended.
struct Step {
  size_t used = 0;
  size_t made = 0;
  bool ended = false;
};

class Decoder {
 public:
  virtual ~Decoder() = default;
  // Decode goes on as far as input and room allow; after an end, with the next member or frame. What was made
  // before a fault counts in made. ERRORS: kCannotRead, kTooLarge.
  [[nodiscard]] virtual Status Decode(ByteView in, std::span<uint8_t> out, Step& step) = 0;
};

class GzipDecoder final : public Decoder {
 public:
  // 16 asks zlib for gzip alone, 15 for every window gzip has (32 KiB).
  GzipDecoder() { ok_ = inflateInit2(&stream_, 16 + 15) == Z_OK; }
  ~GzipDecoder() override { inflateEnd(&stream_); }
  GzipDecoder(const GzipDecoder&) = delete;
  GzipDecoder& operator=(const GzipDecoder&) = delete;

  [[nodiscard]] Status Decode(ByteView in, std::span<uint8_t> out, Step& step) override {
    if (!ok_) return tl::unexpected(CannotRead("no memory to unpack the file"));
    stream_.next_in = const_cast<uint8_t*>(in.data());  // zlib's old interface; it does not write there
    stream_.avail_in = static_cast<uInt>(in.size());
    stream_.next_out = out.data();
    stream_.avail_out = static_cast<uInt>(out.size());
    const int status = inflate(&stream_, Z_NO_FLUSH);
    step = {in.size() - stream_.avail_in, out.size() - stream_.avail_out, status == Z_STREAM_END};
    if (status == Z_OK || status == Z_BUF_ERROR) return {};
    if (status == Z_STREAM_END && inflateReset(&stream_) == Z_OK) return {};
    const char* const why = stream_.msg;
    return tl::unexpected(
        CannotRead(fmt::format("the file's gzip packing is broken: {}", why != nullptr ? why : "no memory")));
  }

 private:
  z_stream stream_{};
  bool ok_ = false;
};

class ZstdDecoder final : public Decoder {
 public:
  ZstdDecoder() : context_(ZSTD_createDCtx()) {
    ok_ =
        context_ != nullptr && ZSTD_isError(ZSTD_DCtx_setParameter(context_, ZSTD_d_windowLogMax,
                                                                   static_cast<int>(kMaxZstdWindowLog))) == 0;
  }
  ~ZstdDecoder() override { ZSTD_freeDCtx(context_); }
  ZstdDecoder(const ZstdDecoder&) = delete;
  ZstdDecoder& operator=(const ZstdDecoder&) = delete;

  [[nodiscard]] Status Decode(ByteView in, std::span<uint8_t> out, Step& step) override {
    if (!ok_) return tl::unexpected(CannotRead("no memory to unpack the file"));
    ZSTD_inBuffer from{in.data(), in.size(), 0};
    ZSTD_outBuffer to{out.data(), out.size(), 0};
    const size_t status = ZSTD_decompressStream(context_, &to, &from);
    step = {from.pos, to.pos, status == 0};
    if (ZSTD_isError(status) == 0) return {};
    if (ZSTD_getErrorCode(status) == ZSTD_error_frameParameter_windowTooLarge) {
      return Fail(
          ErrorCode::kTooLarge,
          "the file is packed with a zstd window of more than 8 MiB; unpack it and pack it again, without "
          "--long and --ultra");
    }
    return tl::unexpected(
        CannotRead(fmt::format("the file's zstd packing is broken: {}", ZSTD_getErrorName(status))));
  }

 private:
  ZSTD_DCtx* context_;
  bool ok_ = false;
};

class PlainStream final : public ByteStream {
 public:
  PlainStream(Window window, uint64_t max_size) : window_(std::move(window)), left_(max_size) {}

  [[nodiscard]] Result<ByteView> Next() override {
    CONSTAT_TRY(window_.Fill(1));
    const ByteView all = window_.Available();
    const ByteView some = all.first(std::min<uint64_t>(all.size(), left_));
    if (some.empty() && !all.empty()) {
      return Fail(ErrorCode::kTooLarge, "the file is larger than such a file can be");
    }
    window_.Use(some.size());
    left_ -= some.size();
    return some;
  }

 private:
  Window window_;
  uint64_t left_;
};

class PackedStream final : public ByteStream {
 public:
  PackedStream(Window window, std::unique_ptr<Decoder> decoder, Packing packing, uint64_t max_size)
      : window_(std::move(window)),
        decoder_(std::move(decoder)),
        packing_(packing),
        max_size_(max_size),
        buffer_(kChunkSize) {}

  [[nodiscard]] Result<ByteView> Next() override {
    made_ = 0;
    if (!fault_) {
      Status unpacked = Unpack();
      if (!unpacked) fault_ = std::move(unpacked).error();
    }
    if (made_ == 0 && fault_) return tl::unexpected(*fault_);
    return ByteView(buffer_).first(made_);
  }

 private:
  // Unpack fills the buffer, unless the file ends; made_ are the good bytes in it, also beside an error.
  Status Unpack() {
    Status filled = FillBuffer();
    if (made_ > 0 && total_ == made_ && PackingOf(ByteView(buffer_).first(made_)) != Packing::kNone) {
      made_ = 0;
      return Fail(ErrorCode::kCannotRead,
                  "the file is packed twice; unpack it once, and give what comes out of that");
    }
    return filled;
  }

  Status FillBuffer() {
    while (made_ < buffer_.size()) {
      CONSTAT_TRY(window_.Fill(1));
      const bool no_more = window_.Available().empty();
      if (no_more && between_) return {};
      if (between_) CONSTAT_TRY(BeginMember());
      Step step;
      const Status decoded = decoder_->Decode(window_.Available(), std::span(buffer_).subspan(made_), step);
      window_.Use(step.used);
      CONSTAT_TRY(Count(step.made));
      CONSTAT_TRY(decoded);
      between_ = step.ended;
      if (step.used == 0 && step.made == 0 && !step.ended)
        return Fail(ErrorCode::kCannotRead, no_more ? "the file ends too early; a part of it is missing"
                                                    : "the file's packing is broken");
    }
    return {};
  }

  Status BeginMember() {
    CONSTAT_TRY(window_.Fill(kMagicSize));
    if (PackingOf(window_.Available()) != packing_) {
      return Fail(ErrorCode::kCannotRead, "other bytes follow the end of the file's packing");
    }
    between_ = false;
    return {};
  }

  // Count takes n more bytes as unpacked, or as many of them as are allowed.
  Status Count(size_t n) {
    const uint64_t file_size = window_.FileSize();
    const bool no_ratio = file_size > kNoLimit / kMaxPackingRatio - kPackingAllowance;
    const uint64_t by_ratio = no_ratio ? kNoLimit : kMaxPackingRatio * (file_size + kPackingAllowance);
    const uint64_t limit = std::min(max_size_, by_ratio);
    const uint64_t allowed = std::min<uint64_t>(n, limit - total_);
    made_ += allowed;
    total_ += allowed;
    if (allowed == n) return {};
    return Fail(
        ErrorCode::kTooLarge,
        limit == max_size_
            ? fmt::format("the file unpacks to more than {} bytes, the most that such a file may have", limit)
            : fmt::format(
                  "the file unpacks to more than {} bytes; at most {} times the packed size are read, far "
                  "above what honest files need",
                  limit, kMaxPackingRatio));
  }

  Window window_;
  std::unique_ptr<Decoder> decoder_;
  Packing packing_;
  uint64_t max_size_;
  Bytes buffer_;
  size_t made_ = 0;             // bytes in buffer_
  uint64_t total_ = 0;          // unpacked so far
  bool between_ = true;         // before a member or frame
  std::optional<Error> fault_;  // what follows the bytes in buffer_
};

Result<std::unique_ptr<ByteStream>> Unpacked(std::unique_ptr<Input> input, uint64_t max_size) {
  Window window(std::move(input));
  CONSTAT_TRY(window.Fill(kMagicSize));
  const Packing packing = PackingOf(window.Available());
  if (packing == Packing::kNone) return std::make_unique<PlainStream>(std::move(window), max_size);
  std::unique_ptr<Decoder> decoder;
  if (packing == Packing::kGzip) decoder = std::make_unique<GzipDecoder>();
  if (packing == Packing::kZstd) decoder = std::make_unique<ZstdDecoder>();
  return std::make_unique<PackedStream>(std::move(window), std::move(decoder), packing, max_size);
}

}  // namespace

Result<std::unique_ptr<ByteStream>> OpenUnpacked(const std::filesystem::path& path, uint64_t max_size_bytes) {
  return OpenUnpacked(NamedFile{path, path.string()}, max_size_bytes);
}

Result<std::unique_ptr<ByteStream>> OpenUnpacked(const NamedFile& named, uint64_t max_size_bytes) {
  const auto& [path, name] = named;
  const auto cannot = [&, &name = name](ErrorCode code) {
    return Fail(code, fmt::format("cannot open {}: {}", name, std::strerror(errno)));
  };
  // What a shell hands over, as /dev/fd/63, is taken by its number.
  const int handed = DescriptorNamed(path) ? DuplicateNamed(path) : -1;
  File file(handed >= 0 ? ::fdopen(handed, "rb") : std::fopen(path.c_str(), "rbe"));
  if (file == nullptr && errno == ENOENT) return Fail(ErrorCode::kMissingFile, "there is no file " + name);
  if (file == nullptr) {
    return cannot(errno == ENOENT || errno == ENOTDIR ? ErrorCode::kMissingFile : ErrorCode::kCannotRead);
  }
  struct stat info {};
  if (::fstat(::fileno(file.get()), &info) != 0) return cannot(ErrorCode::kCannotRead);
  if (S_ISDIR(info.st_mode)) return Fail(ErrorCode::kCannotRead, name + " is a folder");
  std::optional<uint64_t> size;
  if (S_ISREG(info.st_mode)) {
    size = static_cast<uint64_t>(info.st_size);
    if (handed >= 0) std::rewind(file.get());  // as opening it by name would
  }
  return Unpacked(std::make_unique<FileInput>(std::move(file), size), max_size_bytes);
}

std::unique_ptr<ByteStream> UnpackedFrom(ByteView file, uint64_t max_size_bytes) {
  return std::move(Unpacked(std::make_unique<MemoryInput>(file), max_size_bytes)).value();
}

}  // namespace constat::io
