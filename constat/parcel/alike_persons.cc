#include "constat/parcel/alike_persons.h"

#include <algorithm>

#include "constat/text/utf8.h"

namespace constat::parcel {
namespace {

// Plain is a contact without blanks and line ends, in small letters.
std::string Plain(std::string_view contact) {
  std::string out;
  for (const char c : contact) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    out += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return out;
}

// SameContacts compares the contacts themselves only where their hashes are equal.
std::vector<text::AlikeNames> SameContacts(const std::vector<Person>& persons) {
  struct Hashed {
    size_t hash;
    size_t index;
  };
  std::vector<Hashed> hashed;
  for (size_t i = 0; i < persons.size(); ++i) {
    const std::string plain = Plain(persons[i].contact);
    if (!plain.empty()) hashed.push_back({std::hash<std::string>{}(plain), i});
  }
  std::sort(hashed.begin(), hashed.end(), [](const Hashed& a, const Hashed& b) {
    return a.hash != b.hash ? a.hash < b.hash : a.index < b.index;
  });
  std::vector<text::AlikeNames> out;
  for (size_t i = 1, first = 0; i < hashed.size(); ++i) {
    if (hashed[i].hash != hashed[first].hash) {
      first = i;
    } else if (Plain(persons[hashed[i].index].contact) == Plain(persons[hashed[first].index].contact)) {
      out.push_back({hashed[first].index, hashed[i].index});
    }
  }
  std::sort(out.begin(), out.end(),
            [](const text::AlikeNames& a, const text::AlikeNames& b) { return a.later < b.later; });
  return out;
}

bool HasBlankEnds(std::string_view id) {
  const std::u32string points = text::CodePoints(id);
  return text::IsUnseen(points.front()) || (text::IsUnseen(points.back()) && !text::Combines(points.back()));
}

}  // namespace

AlikePersons FindAlikePersons(const std::vector<Person>& persons) {
  AlikePersons out;
  std::vector<std::string_view> ids;
  ids.reserve(persons.size());
  for (size_t i = 0; i < persons.size(); ++i) {
    ids.push_back(persons[i].id);
    if (HasBlankEnds(persons[i].id)) out.blank_ends.push_back(i);
    if (Plain(persons[i].contact).empty()) out.no_contact.push_back(i);
  }
  if (out.no_contact.size() == persons.size()) out.no_contact.clear();
  out.ids = text::FindAlike(ids, text::Zeros::kLeadingDropped);
  out.contacts = SameContacts(persons);
  return out;
}

}  // namespace constat::parcel
