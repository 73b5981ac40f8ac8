// What tests pack: gzip, zstd, and tar made byte by byte, so that hostile archives can be made too.
#pragma once

#include <zlib.h>
#include <zstd.h>

#include <cstdio>
#include <string>

#include "constat/base/bytes.h"
#include "constat/base/check.h"

namespace constat::testing {

inline Bytes Gzip(ByteView bytes, int level = 9) {
  z_stream stream{};
  CONSTAT_CHECK(deflateInit2(&stream, level, Z_DEFLATED, 16 + 15, 9, Z_DEFAULT_STRATEGY) == Z_OK);
  Bytes out(deflateBound(&stream, bytes.size()));
  stream.next_in = const_cast<uint8_t*>(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  CONSTAT_CHECK(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

// Zstd packs with a window of 2^window_log bytes, or one that fits if that is 0.
inline Bytes Zstd(ByteView bytes, int window_log = 0) {
  ZSTD_CCtx* const context = ZSTD_createCCtx();
  if (window_log != 0) {
    CONSTAT_CHECK(ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, window_log)) == 0);
    CONSTAT_CHECK(ZSTD_isError(ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0)) == 0);
  }
  Bytes out(ZSTD_compressBound(bytes.size()) + 64);
  ZSTD_inBuffer from{bytes.data(), bytes.size(), 0};
  ZSTD_outBuffer to{out.data(), out.size(), 0};
  // In two steps, or zstd fits the window to the size that it is told.
  CONSTAT_CHECK(ZSTD_isError(ZSTD_compressStream2(context, &to, &from, ZSTD_e_continue)) == 0);
  CONSTAT_CHECK(ZSTD_compressStream2(context, &to, &from, ZSTD_e_end) == 0);
  ZSTD_freeCCtx(context);
  out.resize(to.pos);
  return out;
}

// TarHeader is one entry of a tar archive, in ustar's format, or with GNU's magic.
struct TarHeader {
  std::string name;
  char type = '0';
  uint64_t size = 0;
  std::string prefix{};
  std::string magic = std::string(
      "ustar\0"
      "00",
      8);
};

inline Bytes FormatTarHeader(const TarHeader& header) {
  Bytes out(512);
  const auto put = [&](size_t at, std::string_view text) {
    std::copy(text.begin(), text.end(), out.begin() + at);
  };
  put(0, header.name);
  put(100, "0000644");
  char size[13];
  std::snprintf(size, sizeof size, "%011llo", static_cast<unsigned long long>(header.size));
  put(124, size);
  put(148, "        ");
  out[156] = static_cast<uint8_t>(header.type);
  put(257, header.magic);
  put(345, header.prefix);
  unsigned sum = 0;
  for (const uint8_t byte : out) sum += byte;
  char checksum[8];
  std::snprintf(checksum, sizeof checksum, "%06o", sum);
  put(148, std::string_view(checksum, 7));  // six digits, a zero byte, a space
  return out;
}

// AppendTar adds an entry with its contents; AppendTarEnd the mark at the end.
inline void AppendTar(Bytes& out, TarHeader header, std::string_view contents = {}) {
  header.size = contents.size();
  Append(out, FormatTarHeader(header));
  Append(out, AsBytes(contents));
  out.resize((out.size() + 511) / 512 * 512);
}
inline void AppendTarEnd(Bytes& out) { out.resize(out.size() + 1024); }

// PaxRecord is "LENGTH KEY=VALUE\n".
inline std::string PaxRecord(const std::string& key, const std::string& value) {
  const std::string rest = " " + key + "=" + value + "\n";
  size_t length = rest.size();
  while (std::to_string(length).size() + rest.size() != length)
    length = std::to_string(length).size() + rest.size();
  return std::to_string(length) + rest;
}

}  // namespace constat::testing
