#include "constat/parcel/persons.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
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
#include "constat/text/clean.h"
#include "constat/text/hex.h"
#include "constat/wire/writer.h"

namespace constat::parcel {
namespace {

constexpr size_t kMaxPersons = UINT32_MAX;
constexpr size_t kMaxId = 200;
constexpr size_t kMaxLanguage = 35;      // MAN-1
constexpr size_t kMaxLocalPart = 64;     // RFC 5321, section 4.5.3.1.1
constexpr size_t kMaxMailAddress = 254;  // RFC 5321, section 4.5.3.1.3, without the angle brackets
constexpr std::string_view kOrderMagic = "constat-order-1";

constexpr std::string_view kColumnNames = "id, region, contact, language, email and large_print";

// Columns says where a file's columns are; SIZE_MAX: nowhere.
struct Columns {
  size_t id = SIZE_MAX;
  size_t region = SIZE_MAX;
  size_t contact = SIZE_MAX;
  size_t language = SIZE_MAX;
  size_t email = SIZE_MAX;
  size_t large_print = SIZE_MAX;
  size_t count = 0;

  // Find is the column of this name, or null.
  [[nodiscard]] size_t* Find(std::string_view name) {
    const std::array<std::pair<std::string_view, size_t*>, 6> all{{{"id", &id},
                                                                   {"region", &region},
                                                                   {"contact", &contact},
                                                                   {"language", &language},
                                                                   {"email", &email},
                                                                   {"large_print", &large_print}}};
    for (const auto& [known, column] : all) {
      if (known == name) return column;
    }
    return nullptr;
  }
};

std::unordered_map<std::string_view, uint16_t> RegionsById(const record::Manifest& manifest) {
  std::unordered_map<std::string_view, uint16_t> out;
  for (size_t r = 0; r < manifest.regions.size(); ++r) out[manifest.regions[r].id] = static_cast<uint16_t>(r);
  return out;
}

tl::unexpected<Error> Bad(const text::CarriedCsv& reader, std::string_view what) {
  return Fail(ErrorCode::kBadText, fmt::format("{}: {}", reader.Where(), what));
}

// NoRegion is the error for a region that the referendum does not have.
tl::unexpected<Error> NoRegion(const text::CarriedCsv& reader, const record::Manifest& manifest,
                               std::string_view given) {
  std::vector<std::string> known;
  for (const record::Region& region : manifest.regions) known.push_back(region.id);
  return Bad(reader, fmt::format("no region of the referendum has the id \"{}\"{}", given,
                                 text::OfTheseIds(known, given)));
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
    size_t* const column = out.Find(names[i]);
    if (column == nullptr) {
      return Bad(reader, fmt::format("the first line names a column \"{}\"; the columns are {}", names[i],
                                     kColumnNames));
    }
    if (*column != SIZE_MAX)
      return Bad(reader, fmt::format("the first line names the column \"{}\" twice", names[i]));
    *column = i;
  }
  if (out.id == SIZE_MAX) return Bad(reader, "the column \"id\" is missing from the first line");
  if (out.region == SIZE_MAX) return Bad(reader, "the column \"region\" is missing from the first line");
  return out;
}

// ReadDelivery reads how a person gets the letter.
Status ReadDelivery(const text::CarriedCsv& reader, const Columns& columns, std::vector<std::string>& fields,
                    Person& person) {
  if (columns.contact != SIZE_MAX) person.contact = std::move(fields[columns.contact]);
  if (columns.language != SIZE_MAX) person.language = TakeWord(fields[columns.language]);
  if (columns.email != SIZE_MAX) person.email = TakeWord(fields[columns.email]);
  if (!person.language.empty()) {
    const Status language = CheckLanguage(person.language);
    if (!language) return tl::unexpected(Prefix(reader.Where(), language.error()));
  }
  if (!person.email.empty()) {
    const Status email = CheckMailAddress(person.email);
    if (!email) return tl::unexpected(Prefix(reader.Where(), email.error()));
  }
  if (columns.large_print == SIZE_MAX) return {};
  const std::string large = TakeWord(fields[columns.large_print]);
  if (large != "yes" && large != "no" && !large.empty())
    return Bad(reader, fmt::format("large_print is \"{}\"; it is yes, no or empty", large));
  person.large_print = large == "yes";
  return {};
}

}  // namespace

Status CheckMailAddress(std::string_view address) {
  const size_t at = address.find('@');
  const bool visible =
      std::all_of(address.begin(), address.end(), [](char c) { return c > ' ' && c <= '~'; });
  if (visible && at != std::string_view::npos && at > 0 && at <= kMaxLocalPart && at + 1 < address.size() &&
      address.size() <= kMaxMailAddress && address.find('@', at + 1) == std::string_view::npos &&
      address.find_first_of("\"(),:;<>[\\]") == std::string_view::npos) {
    return {};
  }
  return Fail(ErrorCode::kBadText, fmt::format("\"{}\" is not an e-mail address such as ann@example.org",
                                               text::CleanLine(address)));
}

Status CheckLanguage(std::string_view tag) {
  const size_t first = std::min(tag.find('-'), tag.size());
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  const bool form = std::all_of(tag.begin(), tag.end(),
                                [&](char c) { return letter(c) || (c >= '0' && c <= '9') || c == '-'; });
  const bool language = (first == 2 || first == 3) && std::all_of(tag.begin(), tag.begin() + first, letter);
  if (form && language && tag.size() <= kMaxLanguage) return {};
  return Fail(ErrorCode::kBadText,
              fmt::format("\"{}\" is not a language's tag such as en or de-CH", text::CleanLine(tag)));
}

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
      return Bad(reader, fmt::format("the number of fields in this line is {}, and the first line "
                                     "names {} columns",
                                     fields.size(), columns.count));
    }
    Person person;
    person.id = TakeWord(fields[columns.id]);
    if (person.id.empty()) return Bad(reader, "the id is empty");
    if (person.id.size() > kMaxId) return Bad(reader, fmt::format("the id is longer than {} bytes", kMaxId));
    const std::string id = TakeWord(fields[columns.region]);
    const auto region = regions.find(id);
    if (region == regions.end()) return NoRegion(reader, manifest, id);
    person.region = region->second;
    CONSTAT_TRY(ReadDelivery(reader, columns, fields, person));
    person.line = reader.line();
    const auto [first, fresh] = lines.emplace(person.id, reader.line());
    if (!fresh) {
      return Fail(ErrorCode::kDuplicate, fmt::format("{}: the id \"{}\" is in line {} already; each person "
                                                     "has an id of its own",
                                                     reader.Where(), person.id, first->second));
    }
    if (persons.size() == kMaxPersons)
      return Fail(ErrorCode::kTooLarge, name + ": there are more persons than a roll can have");
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
    return Bad(reader, "this is not a list of slots, whose first line is: id,region,slot");
  }
  PersonSlots out;
  for (;;) {
    CONSTAT_ASSIGN(const bool more, reader.NextWords(fields));
    if (!more) return out;
    if (fields.size() != 3) return Bad(reader, "this line does not have three fields (id,region,slot)");
    const auto region = regions.find(fields[1]);
    if (region == regions.end()) return NoRegion(reader, manifest, fields[1]);
    uint32_t slot = 0;
    const auto [end, error] = std::from_chars(fields[2].data(), fields[2].data() + fields[2].size(), slot);
    if (error != std::errc() || std::to_string(slot) != fields[2]) {
      return Bad(reader, fmt::format("\"{}\" is not the number of a slot", fields[2]));
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
    return Bad(reader, fmt::format("this is not an order of the roll, whose first line is {} and 64 digits",
                                   kOrderMagic));
  }
  Result<Bytes32> nonce = text::ParseHex32(fields[1]);
  if (!nonce) return Bad(reader, "the first line of an order has 64 digits of 0-9 and a-f");
  order.nonce = *nonce;
  CONSTAT_ASSIGN(const bool named, reader.NextNames(fields));
  if (!named || fields != std::vector<std::string>{"region", "slot", "id"}) {
    return Bad(reader, "this is not an order of the roll, whose second line is: region,slot,id");
  }
  for (;;) {
    CONSTAT_ASSIGN(const bool more, reader.NextWords(fields));
    if (!more) break;
    if (fields.size() != 3) return Bad(reader, "this line does not have three fields (region,slot,id)");
    const auto region = regions.find(fields[0]);
    if (region == regions.end()) return NoRegion(reader, manifest, fields[0]);
    std::vector<uint32_t>& slots = order.slots[region->second];
    if (fields[1] != std::to_string(slots.size())) {
      return Bad(reader, fmt::format("here is slot \"{}\", and the next one of this region is {}", fields[1],
                                     slots.size()));
    }
    const auto person = by_id.find(fields[2]);
    if (person == by_id.end() || persons[person->second].region != region->second) {
      return Fail(ErrorCode::kWrongCount,
                  fmt::format("{}: your list of persons has no \"{}\" in the region \"{}\"{}", reader.Where(),
                              fields[2], fields[0], AlteredHint(persons, fields[2])));
    }
    if (placed[person->second]) {
      return Fail(ErrorCode::kDuplicate,
                  fmt::format("{}: the person \"{}\" has a slot already", reader.Where(), fields[2]));
    }
    placed[person->second] = true;
    ++count;
    slots.push_back(person->second);
  }
  if (count != persons.size()) {
    return Fail(ErrorCode::kWrongCount,
                fmt::format("the order has {} persons, and your list of persons has {}; both must "
                            "name the same",
                            count, persons.size()));
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
