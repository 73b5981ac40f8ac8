// wire: Reader against Writer. The input is a number of steps, the steps, and the bytes they read.
#include "constat/wire/reader.h"
#include "constat/wire/writer.h"
#include "tests/fuzz/property.h"

using namespace constat;

namespace {

// Step reads one value of the kind that step names, and writes it.
void Step(uint8_t step, wire::Reader& reader, wire::Writer& writer) {
  const size_t max = step >> 4;
  switch (step & 15) {
    case 0:
      writer.U8(reader.U8());
      break;
    case 1:
      writer.U16(reader.U16());
      break;
    case 2:
      writer.U32(reader.U32());
      break;
    case 3:
      writer.U64(reader.U64());
      break;
    case 4:
      writer.Bool(reader.Bool());
      break;
    case 5:
      writer.U8(reader.Enum8(static_cast<uint8_t>(max + 1)));
      break;
    case 6:
      writer.Fixed(reader.Fixed(max));
      break;
    case 7:
      writer.Fixed(reader.Fixed32());
      break;
    case 8:
      writer.Fixed(reader.Fixed64());
      break;
    case 9:
      writer.Opaque8(reader.Opaque8(1, 16 * max));
      break;
    case 10:
      writer.Opaque16(reader.Opaque16(1, 256 * max));
      break;
    case 11:
      writer.Text16(reader.Text16(0, 256 * max));
      break;
    case 12:
      writer.Count16(reader.Count16(1, 4096 * max));
      break;
    default:
      break;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const size_t steps = std::min<size_t>(data[0], size - 1);
  const ByteView bytes(data + 1 + steps, size - 1 - steps);
  wire::Reader reader(bytes);
  wire::Writer writer;
  for (size_t i = 0; i < steps; ++i) {
    const bool ok = reader.ok();
    const size_t offset = reader.offset();
    Step(data[1 + i], reader, writer);
    CONSTAT_CHECK(reader.offset() >= offset && reader.offset() <= bytes.size());
    CONSTAT_CHECK(ok || !reader.ok());
    CONSTAT_CHECK(reader.ok() || reader.remaining() == 0);
  }
  if (reader.ok()) CONSTAT_CHECK(Equal(writer.bytes(), bytes.first(reader.offset())));
  if (reader.Finish()) CONSTAT_CHECK(Equal(writer.bytes(), bytes));
  return 0;
}
