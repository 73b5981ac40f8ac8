#include "constat/parcel/persons.h"

#include <fmt/core.h>

#include <charconv>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "constat/crypto/hash.h"
#include "constat/io/file.h"
#include "constat/io/read_back.h"
#include "constat/parcel/file_kind.h"
#include "constat/text/carried.h"
#include "constat/text/carried_csv.h"
#include "constat/text/hex.h"
#include "constat/wire/writer.h"

namespace constat::parcel {
namespace {

constexpr size_t kMaxPersons = UINT32_MAX;
constexpr size_t kMaxId = 200;
constexpr std::string_view kOrderMagic = "constat-order-1";

// Columns says where a file's columns are.
struct Columns {
  size_t id = SIZE_MAX;
  size_t region = SIZE_MAX;
  size_t contact = SIZE_MAX;  // SIZE_MAX: none
  size_t count = 0;
};

std::unordered_map<std::string_view, uint16_t> RegionsById(const record::Manifest& manifest) {
  std::unordered_map<std::string_view, uint16_t> out;
  for (size_t r = 0; r < manifest.regions.size(); ++r) out[manifest.regions[r].id] = static_cast<uint16_t>(r);
  return out;
}

tl::unexpected<Error> Bad(const text::CarriedCsv& reader, std::string_view what) {
  return Fail(ErrorCode::kBadText, fmt::format("{}: {}", reader.Where(), what));
}

// NoRegion is the error for a region that the manifest has not.
tl::unexpected<Error> NoRegion(const text::CarriedCsv& reader, const record::Manifest& manifest,
                               std::string_view given) {
  std::vector<std::string> known;
  for (const record::Region& region : manifest.regions) known.push_back(region.id);
  const std::string meant = text::FindAltered(known, given);
  const std::string hint =
      meant.empty() ? "; write it as the manifest does"
                    : fmt::format(
                          "; the referendum writes \"{}\": some programs change capitals, or remove zeros "
                          "at the beginning",
                          meant);
  return Bad(reader, fmt::format("\"{}\" is the id of no region of the manifest{}", given, hint));
}

// AlteredHint says which person may be meant by an id that no person has.
std::string AlteredHint(const std::vector<Person>& persons, std::string_view given) {
  std::vector<std::string> ids;
  for (const Person& person : persons) ids.push_back(person.id);
  const std::string meant = text::FindAltered(ids, given);
  if (meant.empty()) return "; the lists of all registrars have to be the same";
  if (meant == given) return {};
  return fmt::format("; it has \"{}\": some programs change capitals, or remove zeros at the beginning",
                     meant);
}

// TakeWord moves a field without the blanks at its ends.
std::string TakeWord(std::string& field) {
  const std::string_view word = text::TrimBlanks(field);
  return word.size() == field.size() ? std::move(field) : std::string(word);
}

Result<Columns> ReadColumns(text::CarriedCsv& reader) {
  std::vector<std::string> names;
  CONSTAT_ASSIGN(const bool any, reader.NextNames(names));
  if (!any) return Bad(reader, "the file is empty; its first line names the columns: id,region,contact");
  Columns out;
  out.count = names.size();
  for (size_t i = 0; i < names.size(); ++i) {
    size_t* const column = names[i] == "id"        ? &out.id
                           : names[i] == "region"  ? &out.region
                           : names[i] == "contact" ? &out.contact
                                                   : nullptr;
    if (column == nullptr) {
      return Bad(reader, fmt::format("a column \"{}\"; the columns are id, region and contact", names[i]));
    }
    if (*column != SIZE_MAX) return Bad(reader, fmt::format("two columns \"{}\"", names[i]));
    *column = i;
  }
  if (out.id == SIZE_MAX) return Bad(reader, "the column \"id\" is missing from the first line");
  if (out.region == SIZE_MAX) return Bad(reader, "the column \"region\" is missing from the first line");
  return out;
}

}  // namespace

Result<std::vector<Person>> ParsePersons(const record::Manifest& manifest, std::string_view csv,
                                         const std::string& name) {
  const auto regions = RegionsById(manifest);
  text::CarriedCsv reader(csv, name);
  CONSTAT_ASSIGN(const Columns columns, ReadColumns(reader));
  std::vector<Person> persons;
  std::unordered_map<std::string, size_t> lines;  // of the ids
  std::vector<std::string> fields;
  for (;;) {
    CONSTAT_ASSIGN(const bool more, reader.Next(fields));
    if (!more) return persons;
    if (fields.size() != columns.count) {
      return Bad(reader,
                 fmt::format("{} fields, and the first line names {} columns", fields.size(), columns.count));
    }
    Person person;
    person.id = TakeWord(fields[columns.id]);
    if (person.id.empty()) return Bad(reader, "the id is empty");
    if (person.id.size() > kMaxId) return Bad(reader, fmt::format("the id is longer than {} bytes", kMaxId));
    const std::string id = TakeWord(fields[columns.region]);
    const auto region = regions.find(id);
    if (region == regions.end()) return NoRegion(reader, manifest, id);
    person.region = region->second;
    if (columns.contact != SIZE_MAX) person.contact = std::move(fields[columns.contact]);
    const auto [first, fresh] = lines.emplace(person.id, reader.line());
    if (!fresh) {
      return Fail(ErrorCode::kDuplicate, fmt::format("{}: the id \"{}\" stands in line {} already",
                                                     reader.Where(), person.id, first->second));
    }
    if (persons.size() == kMaxPersons) return Fail(ErrorCode::kTooLarge, name + ": too many persons");
    persons.push_back(std::move(person));
  }
}

Result<std::vector<Person>> ReadPersons(const record::Manifest& manifest, const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(path));
  Result<std::vector<Person>> persons = ParsePersons(manifest, AsText(bytes), path.string());
  if (!persons) return tl::unexpected(SayKind(persons.error(), {path.string(), bytes, FileKind::kPersons}));
  return persons;
}

Bytes32 OrderHash(const Bytes32& manifest_hash, const std::vector<Person>& persons,
                  const PersonOrder& order) {
  crypto::Sha256Stream hash(crypto::Label::kOrderHash);
  hash.Update(manifest_hash);
  hash.Update(order.nonce);
  for (size_t r = 0; r < order.slots.size(); ++r) {
    for (const uint32_t person : order.slots[r]) {
      const std::string& id = persons[person].id;
      wire::Writer writer;
      writer.U16(static_cast<uint16_t>(r)).Text16(id);
      hash.Update(writer.bytes());
    }
  }
  return hash.Digest();
}

Result<std::string> FormatOrder(const record::Manifest& manifest, const std::vector<Person>& persons,
                                const PersonOrder& order, size_t max_bytes) {
  std::string out = text::FormatCsvRecord({std::string(kOrderMagic), text::FormatHex(order.nonce)});
  out += text::FormatCsvRecord({"region", "slot", "id"});
  for (size_t r = 0; r < order.slots.size(); ++r) {
    for (size_t slot = 0; slot < order.slots[r].size(); ++slot) {
      out += text::FormatCsvRecord(
          {manifest.regions[r].id, std::to_string(slot), persons[order.slots[r][slot]].id});
    }
  }
  constexpr std::string_view kWhat = "the order of the roll";
  CONSTAT_TRY(io::CheckReadableSize(kWhat, out.size(), max_bytes));
  CONSTAT_TRY(io::CheckReadsBack(kWhat, ParseOrder(manifest, persons, out),
                                 [&](const PersonOrder& read) { return read == order; }));
  return out;
}

std::string FormatSlots(const record::Manifest& manifest, const std::vector<Person>& persons,
                        const PersonOrder& order) {
  std::string out = text::FormatCsvRecord({"id", "region", "slot"});
  for (size_t r = 0; r < order.slots.size(); ++r) {
    for (size_t slot = 0; slot < order.slots[r].size(); ++slot) {
      out += text::FormatCsvRecord(
          {persons[order.slots[r][slot]].id, manifest.regions[r].id, std::to_string(slot)});
    }
  }
  return out;
}

Result<PersonSlots> ParseSlots(const record::Manifest& manifest, std::string_view csv,
                               const std::string& name) {
  const auto regions = RegionsById(manifest);
  text::CarriedCsv reader(csv, name);
  std::vector<std::string> fields;
  CONSTAT_ASSIGN(const bool any, reader.NextNames(fields));
  if (!any || fields != std::vector<std::string>{"id", "region", "slot"}) {
    return Bad(reader, "the first line of the slots is: id,region,slot");
  }
  PersonSlots out;
  for (;;) {
    CONSTAT_ASSIGN(const bool more, reader.NextWords(fields));
    if (!more) return out;
    if (fields.size() != 3) return Bad(reader, "a line of the slots has three fields");
    const auto region = regions.find(fields[1]);
    if (region == regions.end()) return NoRegion(reader, manifest, fields[1]);
    uint32_t slot = 0;
    const auto [end, error] = std::from_chars(fields[2].data(), fields[2].data() + fields[2].size(), slot);
    if (error != std::errc() || std::to_string(slot) != fields[2]) {
      return Bad(reader, fmt::format("\"{}\" is no slot", fields[2]));
    }
    if (!out.emplace(fields[0], PersonSlot{region->second, slot}).second) {
      return Fail(ErrorCode::kDuplicate,
                  fmt::format("{}: the id \"{}\" is there twice", reader.Where(), fields[0]));
    }
  }
}

Result<PersonSlots> ReadSlots(const record::Manifest& manifest, const std::filesystem::path& path) {
  CONSTAT_TRY(io::CheckOwnerOnly(path));
  CONSTAT_ASSIGN(const Bytes text, io::ReadFile(path, kMaxOrderFile));
  Result<PersonSlots> slots = ParseSlots(manifest, AsText(text), path.string());
  if (!slots) return tl::unexpected(SayKind(slots.error(), {path.string(), text, FileKind::kSlots}));
  return slots;
}

Result<PersonOrder> ParseOrder(const record::Manifest& manifest, const std::vector<Person>& persons,
                               std::string_view csv, const std::string& name) {
  const auto regions = RegionsById(manifest);
  std::unordered_map<std::string_view, uint32_t> by_id;
  for (size_t i = 0; i < persons.size(); ++i) by_id[persons[i].id] = static_cast<uint32_t>(i);
  std::vector<bool> placed(persons.size());
  size_t count = 0;
  PersonOrder order;
  order.slots.resize(manifest.regions.size());

  text::CarriedCsv reader(csv, name);
  std::vector<std::string> fields;
  CONSTAT_ASSIGN(const bool any, reader.NextNames(fields));
  if (!any || fields.size() != 2 || fields[0] != kOrderMagic) {
    return Bad(reader, fmt::format("the first line of an order is {} and its nonce", kOrderMagic));
  }
  Result<Bytes32> nonce = text::ParseHex32(fields[1]);
  if (!nonce) return Bad(reader, "the nonce of an order is 64 hexadecimal digits");
  order.nonce = *nonce;
  CONSTAT_ASSIGN(const bool named, reader.NextNames(fields));
  if (!named || fields != std::vector<std::string>{"region", "slot", "id"}) {
    return Bad(reader, "the second line of an order is: region,slot,id");
  }
  for (;;) {
    CONSTAT_ASSIGN(const bool more, reader.NextWords(fields));
    if (!more) break;
    if (fields.size() != 3) return Bad(reader, "a line of an order has three fields");
    const auto region = regions.find(fields[0]);
    if (region == regions.end()) return NoRegion(reader, manifest, fields[0]);
    std::vector<uint32_t>& slots = order.slots[region->second];
    if (fields[1] != std::to_string(slots.size())) {
      return Bad(reader,
                 fmt::format("slot \"{}\", and the next one of this region is {}", fields[1], slots.size()));
    }
    const auto person = by_id.find(fields[2]);
    if (person == by_id.end() || persons[person->second].region != region->second) {
      return Fail(ErrorCode::kWrongCount,
                  fmt::format("{}: your roll has no person \"{}\" in region \"{}\"{}", reader.Where(),
                              fields[2], fields[0], AlteredHint(persons, fields[2])));
    }
    if (placed[person->second]) {
      return Fail(ErrorCode::kDuplicate,
                  fmt::format("{}: \"{}\" has a slot already", reader.Where(), fields[2]));
    }
    placed[person->second] = true;
    ++count;
    slots.push_back(person->second);
  }
  if (count != persons.size()) {
    return Fail(ErrorCode::kWrongCount,
                fmt::format("the order has {} persons; your roll has {}", count, persons.size()));
  }
  return order;
}

Result<PersonOrder> ReadOrder(const record::Manifest& manifest, const std::vector<Person>& persons,
                              const std::filesystem::path& path) {
  CONSTAT_TRY(io::CheckOwnerOnly(path));
  CONSTAT_ASSIGN(const Bytes text, io::ReadFile(path, kMaxOrderFile));
  Result<PersonOrder> order = ParseOrder(manifest, persons, AsText(text), path.string());
  if (!order) return tl::unexpected(SayKind(order.error(), {path.string(), text, FileKind::kOrder}));
  return order;
}

}  // namespace constat::parcel
