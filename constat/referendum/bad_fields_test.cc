// Every field of every type of entry out of its bounds, signed by whoever has to: each is refused
// with one code, and in the end everything is as if it had not been there. Ballots have vectors of
// their own ("refusals").
#include "constat/testing/decoder.h"
#include "constat/testing/played_record.h"

namespace constat::referendum {
namespace {

using record::EntryType;
using testing::Faults;
using testing::Step;
using testing::U16At;

Bytes Big(uint64_t value, size_t size) {
  Bytes out;
  for (size_t i = 0; i < size; ++i) out.push_back(static_cast<uint8_t>(value >> (8 * (size - 1 - i))));
  return out;
}

Bytes Patched(Bytes body, size_t at, ByteView bytes) {
  std::copy(bytes.begin(), bytes.end(), body.begin() + static_cast<ptrdiff_t>(at));
  return body;
}

// Field is what a body has other bytes in, from an offset on.
struct Field {
  std::string what;
  size_t at;
  Bytes bytes;
  std::string code;
};
using Fields = std::vector<Field>;

void AddPoint(Fields& out, const std::string& what, size_t at) {
  for (const record::BadEncoding& bad : record::BadPoints())
    out.push_back({what + ": " + bad.what, at, Bytes(bad.bytes.begin(), bad.bytes.end()), "bad-point"});
}

void AddScalar(Fields& out, const std::string& what, size_t at) {
  for (const record::BadEncoding& bad : record::BadScalars())
    out.push_back({what + ": " + bad.what, at, Bytes(bad.bytes.begin(), bad.bytes.end()), "bad-scalar"});
}

// NoTrustees begins a body with trustees that there are not.
Fields NoTrustees() {
  Fields out;
  for (const uint64_t nobody : {0, 4, 65535}) out.push_back({"trustee", 0, Big(nobody, 2), "unknown-author"});
  return out;
}

Fields FieldsOfChunk(const Step& step) {
  const Bytes& body = step.body;
  Fields out = {
      {"registrar", 0, Big(2, 2), "unknown-author"},
      {"registrar", 0, Big(65535, 2), "unknown-author"},
      {"region", 2, Big(2, 2), "bad-number"},
      {"region", 2, Big(65535, 2), "bad-number"},
      {"first slot", 4, Big(1, 4), "roll-order"},
      {"first slot", 4, Big(UINT32_MAX, 4), "roll-order"},
      {"no order", 8, Bytes(32), "order-differs"},
      {"slots", 40, Big(0, 2), "bad-length"},
      {"slots", 40, Big(513, 2), "bad-length"},
      {"slots", 40, Big(65535, 2), "bad-length"},
      {"slots", 40, Big(U16At(body, 40) - 1u, 2), "trailing-bytes"},
      {"share", 42, Bytes(32), "identity-point"},
      {"share of another slot", 42 + 96, Bytes(body.begin() + 42, body.begin() + 42 + 32), "duplicate"},
      {"proof", 42 + 64, Bytes(32), "bad-proof"},
  };
  // The first chunk of all says what the order is.
  if (!std::equal(body.begin(), body.begin() + 6, Bytes(6).begin()))
    out.push_back({"order", 8, Bytes(32, 8), "order-differs"});
  for (const size_t slot : {size_t{42}, 42 + 96 * (U16At(body, 40) - size_t{1})}) {
    AddPoint(out, "share", slot);
    AddPoint(out, "A", slot + 32);
    AddScalar(out, "z", slot + 64);
  }
  return out;
}

Fields FieldsOfReplacement(const Step& step) {
  const uint64_t minute_ms = step.time_ms / 60'000 * 60'000;
  const uint64_t longest_ms = minute_ms + 72ull * 3'600'000;
  Fields out = {
      {"registrar", 0, Big(2, 2), "unknown-author"},
      {"registrar", 0, Big(65535, 2), "unknown-author"},
      {"the identity as the old one", 2, Bytes(32), "not-on-roll"},
      {"the new share as the old one", 2, Bytes(step.body.begin() + 42, step.body.begin() + 74),
       "not-on-roll"},
      {"until nothing", 34, Big(0, 8), "bad-number"},
      {"until now", 34, Big(minute_ms, 8), "bad-number"},
      {"until no minute", 34, Big(minute_ms + 90'000, 8), "bad-number"},
      {"until too late", 34, Big(longest_ms + 60'000, 8), "bad-number"},
      {"until the last minute of all", 34, Big(UINT64_MAX / 60'000 * 60'000, 8), "bad-number"},
      {"until for ever", 34, Big(UINT64_MAX, 8), "bad-number"},
      {"share", 42, Bytes(32), "identity-point"},
      {"share of another secret", 42, Bytes(step.body.begin() + 74, step.body.begin() + 106), "bad-proof"},
      {"proof", 106, Bytes(32), "bad-proof"},
  };
  AddPoint(out, "old", 2);
  AddPoint(out, "share", 42);
  AddPoint(out, "A", 74);
  AddScalar(out, "z", 106);
  return out;
}

Fields FieldsOfStatement(const Step&) {
  Fields out = {
      {"about a later entry", 4, Big(1000, 8), "bad-number"},
      {"about the last entry of all but one", 4, Big(UINT64_MAX - 1, 8), "bad-number"},
      {"language", 20, Big(1, 2), "bad-number"},
      {"language", 20, Big(65534, 2), "bad-number"},
      {"text", 22, Big(0, 2), "bad-length"},
      {"text", 22, Big(2049, 2), "bad-length"},
      {"text", 22, Big(65535, 2), "bad-length"},
      {"text", 22, Big(2048, 2), "truncated"},
      {"text", 22, Big(1, 2), "trailing-bytes"},
      {"a tab", 24, Bytes{'\t'}, "bad-text"},
      {"no UTF-8", 24, Bytes{0xff}, "bad-text"},
  };
  for (unsigned role = 6; role < 256; ++role) out.push_back({"role", 0, Big(role, 1), "unknown-enum"});
  for (unsigned kind = 6; kind < 256; ++kind) out.push_back({"kind", 3, Big(kind, 1), "unknown-enum"});
  for (const unsigned role : {0, 1, 2, 3, 4, 5}) {
    Bytes nobody = Big(role, 1);
    Append(nobody, Big(role == 0 || role == 2 || role == 5 ? 1 : 4, 2));
    out.push_back({"nobody of role " + std::to_string(role), 0, nobody, "unknown-author"});
  }
  out.push_back({"trustee 0", 0, Bytes{4, 0, 0}, "unknown-author"});
  return out;
}

Fields FieldsOfSoftware(const Step& step) {
  const auto text = [](std::string_view characters) {
    return Bytes(AsBytes(characters).begin(), AsBytes(characters).end());
  };
  // number, "Pages", "1.0", two files: "a.js" and "b.js"
  return {{"number", 0, Big(0, 2), "bad-number"},
          {"the number before", 0, Big(U16At(step.body, 0) - 1u, 2), "bad-number"},
          {"the number after", 0, Big(U16At(step.body, 0) + 1u, 2), "bad-number"},
          {"number", 0, Big(17, 2), "bad-number"},
          {"number", 0, Big(65535, 2), "bad-number"},
          {"name", 2, Big(0, 2), "bad-length"},
          {"name", 2, Big(101, 2), "bad-length"},
          {"name", 2, Big(65535, 2), "bad-length"},
          {"name with a line feed", 4, text("\n"), "bad-text"},
          {"name that is no UTF-8", 4, Bytes{0xff}, "bad-text"},
          {"version", 9, Big(0, 2), "bad-length"},
          {"version", 9, Big(51, 2), "bad-length"},
          {"version", 11, text("~"), "bad-text"},
          {"version", 11, text(" "), "bad-text"},
          {"files", 14, Big(129, 2), "bad-length"},
          {"files", 14, Big(65535, 2), "bad-length"},
          {"files", 14, Big(128, 2), "bad-length"},  // the third path would begin in the signatures
          {"files", 14, Big(1, 2), "trailing-bytes"},
          {"path", 16, Big(0, 2), "bad-length"},
          {"path", 16, Big(121, 2), "bad-length"},
          {"path upwards", 18, text("../a"), "bad-text"},
          {"path from the root", 18, text("/a.j"), "bad-text"},
          {"path of an empty part", 18, text("a//b"), "bad-text"},
          {"path with another character", 18, text("a?js"), "bad-text"},
          {"a path twice", 56, text("a.js"), "bad-text"},
          {"paths that descend", 56, text("0.js"), "bad-text"}};
}

Fields FieldsOfManifest(const Step&) {
  Fields out;
  for (unsigned byte = 0; byte < 256; ++byte) {
    if (byte != record::kVersion) out.push_back({"version", 0, Big(byte, 1), "unknown-mode"});
    if (byte != record::kOpenMode) out.push_back({"mode", 1, Big(byte, 1), "unknown-mode"});
    if (byte > 1) out.push_back({"rehearsal", 2, Big(byte, 1), "unknown-enum"});
    if (byte > 1) out.push_back({"listed", 3, Big(byte, 1), "unknown-enum"});
  }
  return out;
}

Fields FieldsOfCommit(const Step&) {
  Fields out = NoTrustees();
  AddPoint(out, "signature's A", 34);
  AddScalar(out, "signature's z", 66);
  return out;
}

Fields FieldsOfDeal(const Step&) {
  Fields out = NoTrustees();
  for (const size_t at : {2, 34, 66, 130, 162, 562}) AddPoint(out, "point", at);
  for (const size_t at : {98, 194, 594}) AddScalar(out, "scalar", at);
  out.push_back({"identity", 2, Bytes(32), "wrong-hash"});
  return out;
}

Fields FieldsOfAccept(const Step&) {
  Fields out = NoTrustees();
  out.push_back({"deals", 2, Bytes(32), "wrong-hash"});
  AddPoint(out, "signature's A", 34);
  AddScalar(out, "signature's z", 66);
  return out;
}

Fields FieldsOfComplaint(const Step&) {
  Fields out = NoTrustees();
  out.push_back({"dealer", 2, Big(0, 2), "unknown-author"});
  out.push_back({"dealer", 2, Big(4, 2), "unknown-author"});
  out.push_back({"shared", 4, Bytes(32), "bad-proof"});
  for (const size_t at : {4, 36, 68, 132}) AddPoint(out, "point", at);
  for (const size_t at : {100, 164}) AddScalar(out, "scalar", at);
  return out;
}

Fields FieldsOfEnd(const Step&) {
  return {{"registrar", 0, Big(2, 2), "unknown-author"},
          {"count", 2, Big(UINT32_MAX, 4), "wrong-count"},
          {"count", 6, Big(0, 4), "wrong-count"},
          {"hash", 10, Bytes(32), "wrong-hash"}};
}

Fields FieldsOfDrill(const Step&) {
  Fields out = NoTrustees();
  for (const size_t at : {2, 66}) AddPoint(out, "A", at);
  for (const size_t at : {34, 98}) AddScalar(out, "z", at);
  out.push_back({"possession's A", 2, Bytes(32), "bad-proof"});
  out.push_back({"possession's z", 34, Bytes(32), "bad-proof"});
  return out;
}

Fields FieldsOfOpen(const Step&) {
  Fields out = {{"joint key", 0, Bytes(32), "wrong-key"}, {"root", 32, Bytes(32), "wrong-root"}};
  AddPoint(out, "joint key", 0);
  return out;
}

Fields FieldsOfClose(const Step&) {
  return {{"ballots", 0, Big(5, 8), "wrong-count"},
          {"ballots", 0, Big(UINT64_MAX, 8), "wrong-count"},
          {"checkpoint", 8, Big(0, 2), "bad-length"},
          {"checkpoint", 8, Big(16385, 2), "bad-length"},
          {"checkpoint of another log", 10, Bytes{'x'}, "wrong-origin"}};
}

Fields FieldsOfShare(const Step& step) {
  Fields out = NoTrustees();
  out.push_back({"chunk", 2, Big(1, 2), "bad-number"});
  out.push_back({"share", 4, Bytes(32), "wrong-share"});
  AddPoint(out, "share", 4);
  AddScalar(out, "z", step.body.size() - 32);
  return out;
}

Fields FieldsOfResult(const Step&) {
  return {{"chunk", 0, Big(1, 2), "bad-number"},
          {"part", 2, Big(0, 2), "bad-length"},
          {"part", 2, Big(60001, 2), "bad-length"},
          {"turnout", 4, Big(UINT32_MAX, 4), "wrong-result"}};
}

Fields FieldsOf(const Step& step) {
  const std::map<EntryType, Fields (*)(const Step&)> fields = {
      {EntryType::kManifest, FieldsOfManifest},
      {EntryType::kTrusteeCommit, FieldsOfCommit},
      {EntryType::kTrusteeDeal, FieldsOfDeal},
      {EntryType::kTrusteeAccept, FieldsOfAccept},
      {EntryType::kTrusteeComplaint, FieldsOfComplaint},
      {EntryType::kRollChunk, FieldsOfChunk},
      {EntryType::kRollEnd, FieldsOfEnd},
      {EntryType::kTrusteeDrill, FieldsOfDrill},
      {EntryType::kOpen, FieldsOfOpen},
      {EntryType::kReplacementShare, FieldsOfReplacement},
      {EntryType::kClose, FieldsOfClose},
      {EntryType::kDecryptionShare, FieldsOfShare},
      {EntryType::kResult, FieldsOfResult},
      {EntryType::kStatement, FieldsOfStatement},
      {EntryType::kSoftware, FieldsOfSoftware},
  };
  const auto of_type = fields.find(step.type);
  return of_type == fields.end() ? Fields() : of_type->second(step);
}

class BadFields : public testing::PlayedRecord {};

// Spec: ENC-1, ENC-2, ENC-3, LOG-7, MAN-1, MAN-6, ROL-5, ROL-10, STA-1, CER-10, CER-12
TEST_F(BadFields, AreRefusedAndNothingIsLost) {
  ReplayEach([this](const Step& step) {
    Faults out;
    for (const Field& field : FieldsOf(step)) {
      Bytes body = Patched(step.body, field.at, field.bytes);
      // A field before the signature is signed by whoever has to.
      if (field.at + 64 < body.size()) body = Resigned(step, std::move(body));
      out.push_back({field.what, {step.type, step.time_ms, std::move(body)}, field.code});
    }
    return out;
  });
}

}  // namespace
}  // namespace constat::referendum
