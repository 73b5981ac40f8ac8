#include "constat/record/manifest.h"

#include "constat/crypto/hash.h"
#include "constat/record/manifest_layout.h"
#include "constat/tlog/note.h"
#include "constat/wire/reader.h"
#include "constat/wire/writer.h"
#include "constat/zkp/schnorr.h"

namespace constat::record {
namespace {

class Encoder {
 public:
  // writer outlives this.
  explicit Encoder(wire::Writer& writer) : writer_(writer) {}
  void Octets(std::string_view, ByteView bytes) { writer_.Fixed(bytes); }
  void Number(std::string_view, int16_t v) { writer_.I16(v); }
  void Number(std::string_view, uint16_t v) { writer_.U16(v); }
  void Number(std::string_view, uint32_t v) { writer_.U32(v); }
  void Number(std::string_view, uint64_t v) { writer_.U64(v); }
  void Flag(std::string_view, bool v) { writer_.Bool(v); }
  template <typename E>
  void Choice(std::string_view, E v, uint8_t) {
    writer_.U8(static_cast<uint8_t>(v));
  }
  void String(std::string_view, const std::string& text, SizeRange) { writer_.Text16(text); }
  void Key(std::string_view, const std::string& name) { writer_.Text16(name); }
  void Tag(const std::string& tag) { writer_.Opaque8(AsBytes(tag)); }
  void Texts(std::string_view, const LocalText& texts, SizeRange, size_t languages) {
    CONSTAT_CHECK(texts.size() == languages);
    for (const std::string& text : texts) writer_.Text16(text);
  }
  void Element(std::string_view, const group::WirePoint& point) { writer_.Fixed(point.encoded); }
  template <typename T, typename Visit>
  void List(std::string_view, const std::vector<T>& list, SizeRange, Visit visit) {
    writer_.Count16(list.size());
    for (const T& element : list) visit(element);
  }
  template <typename Visit>
  void In(std::string_view, Visit visit) {
    visit();
  }

 private:
  wire::Writer& writer_;
};

// Decoder remembers the part in which the reader first failed. Lists grow as their elements are read, and
// stop at the first failure: a count by itself allocates nothing.
class Decoder {
 public:
  // reader outlives this.
  explicit Decoder(wire::Reader& reader) : reader_(reader) {}

  void Octets(std::string_view name, Bytes32& bytes) {
    In(name, [&] { bytes = reader_.Fixed32(); });
  }
  void Number(std::string_view name, int16_t& v) {
    In(name, [&] { v = reader_.I16(); });
  }
  void Number(std::string_view name, uint16_t& v) {
    In(name, [&] { v = reader_.U16(); });
  }
  void Number(std::string_view name, uint32_t& v) {
    In(name, [&] { v = reader_.U32(); });
  }
  void Number(std::string_view name, uint64_t& v) {
    In(name, [&] { v = reader_.U64(); });
  }
  void Flag(std::string_view name, bool& v) {
    In(name, [&] { v = reader_.Bool(); });
  }
  template <typename E>
  void Choice(std::string_view name, E& v, uint8_t count) {
    In(name, [&] { v = static_cast<E>(reader_.Enum8(count)); });
  }
  void String(std::string_view name, std::string& text, SizeRange size) {
    In(name, [&] { text = reader_.Text16(size.min, size.max, size.lines); });
  }
  void Key(std::string_view name, std::string& text) {
    In(name, [&] {
      text = reader_.Text16(kKeyNameSize.min, kKeyNameSize.max);
      if (reader_.ok()) Demand(tlog::CheckKeyName(text));
    });
  }
  void Tag(std::string& tag) {
    tag = AsText(reader_.Opaque8(kTagSize.min, kTagSize.max));
    if (reader_.ok()) Demand(CheckTag(tag));
  }
  void Texts(std::string_view name, LocalText& texts, SizeRange size, size_t languages) {
    for (size_t i = 0; i < languages && reader_.ok(); ++i) {
      In(
          name, [&] { texts.push_back(reader_.Text16(size.min, size.max, size.lines)); }, i);
    }
  }
  void Element(std::string_view name, group::WirePoint& point) {
    In(name, [&] { point = zkp::ReadPoint(reader_); });
  }
  template <typename T, typename Visit>
  void List(std::string_view name, std::vector<T>& list, SizeRange size, Visit visit) {
    size_t count = 0;
    In(name, [&] { count = reader_.Count16(size.min, size.max); });
    for (size_t i = 0; i < count && reader_.ok(); ++i) {
      list.emplace_back();
      In(
          name, [&] { visit(list.back()); }, i);
    }
  }
  template <typename Visit>
  void In(std::string_view name, Visit visit, size_t index = FieldPath::kNoIndex) {
    const bool named = !name.empty();
    if (named) path_.Push(name, index);
    visit();
    if (!reader_.ok() && failed_in_.empty()) failed_in_ = path_.Format();
    if (named) path_.Pop();
  }

  [[nodiscard]] Status Finish() {
    Status status = reader_.Finish();
    if (!status && !failed_in_.empty()) return tl::unexpected(Prefix(failed_in_, std::move(status).error()));
    return status;
  }

 private:
  void Demand(const Status& status) {
    if (!status) reader_.FailWith(status.error().code, status.error().detail);
  }

  wire::Reader& reader_;
  FieldPath path_;
  std::string failed_in_;
};

}  // namespace

Bytes EncodeManifest(const Manifest& manifest) {
  wire::Writer writer;
  writer.U8(kVersion).U8(kOpenMode);
  Encoder encoder(writer);
  VisitManifest(encoder, manifest);
  return writer.Take();
}

FormatNumber NumberOfVersion(uint8_t version) {
  constexpr uint8_t kDrafts = 128;
  return version < kDrafts ? FormatNumber{version, 0}
                           : FormatNumber{1, static_cast<uint8_t>(version - kDrafts)};
}

std::string FormatVersion(uint8_t version) {
  const FormatNumber number = NumberOfVersion(version);
  return number.draft == 0 ? fmt::format("version {}", number.version)
                           : fmt::format("version {}, draft {}", number.version, number.draft);
}

Status CheckVersion(ByteView manifest) {
  if (manifest.size() < 2) {
    return Fail(ErrorCode::kTruncated,
                "the manifest is cut off: its first 2 bytes say in which format it is");
  }
  if (manifest[0] == kVersion && manifest[1] == kOpenMode) return {};
  if (manifest[0] == 1) {
    return Fail(ErrorCode::kUnknownMode,
                "this record is in the first draft of the format, which constat 0.1 reads; this "
                "program does not");
  }
  return Fail(ErrorCode::kUnknownMode,
              fmt::format("this record is in version {}, mode {}, of the format; this program reads version "
                          "{}, mode {}. A newer program may read it",
                          manifest[0], manifest[1], kVersion, kOpenMode));
}

Result<Manifest> DecodeManifest(ByteView bytes) {
  CONSTAT_TRY(CheckVersion(bytes));
  wire::Reader reader(bytes.subspan(2));
  Decoder decoder(reader);
  Manifest manifest;
  VisitManifest(decoder, manifest);
  CONSTAT_TRY(decoder.Finish());
  CONSTAT_TRY(CheckManifest(manifest));
  return manifest;
}

void WriteSoftware(wire::Writer& writer, const Software& software) {
  Encoder encoder(writer);
  VisitSoftware(encoder, software);
}

Software ReadSoftware(wire::Reader& reader) {
  Decoder decoder(reader);
  Software software;
  VisitSoftware(decoder, software);
  return software;
}

Bytes32 ManifestHash(ByteView encoded_manifest) {
  return crypto::LabelledSha256(crypto::Label::kManifestHash, encoded_manifest);
}

Bytes EncodeManifestBody(ByteView encoded_manifest, const crypto::Ed25519Signature& signature) {
  wire::Writer writer;
  writer.Fixed(encoded_manifest).Fixed(signature);
  return writer.Take();
}

Result<ManifestBody> SplitManifestBody(ByteView body) {
  CONSTAT_TRY(CheckVersion(body));
  crypto::Ed25519Signature signature;
  if (body.size() < signature.size()) {
    return Fail(ErrorCode::kTruncated, fmt::format("the manifest is cut off: its signature has {} bytes, "
                                                   "and {} are there",
                                                   signature.size(), body.size()));
  }
  const ByteView tail = body.last(signature.size());
  std::copy(tail.begin(), tail.end(), signature.begin());
  return ManifestBody{body.first(body.size() - signature.size()), signature};
}

}  // namespace constat::record
