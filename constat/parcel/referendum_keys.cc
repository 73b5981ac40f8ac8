#include "constat/parcel/referendum_keys.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <string>

#include "constat/base/check.h"

namespace constat::parcel {
namespace {

constexpr auto kKeys = std::to_array<ReferendumKey>({
#define KEY(...) {__VA_ARGS__},
#include "constat/parcel/referendum_keys.inc"
#undef KEY
});

const ReferendumKey* Find(std::string_view path) {
  const auto at =
      std::find_if(kKeys.begin(), kKeys.end(), [&](const ReferendumKey& key) { return key.path == path; });
  return at == kKeys.end() ? nullptr : &*at;
}

// Walk goes through a table; prefix is its path in the table of keys, shown is the one in messages.
void Walk(text::TomlFile& file, const toml::table& table, const std::string& prefix,
          const std::string& shown) {
  for (const auto& [name, node] : table) {
    const std::string path = prefix + std::string(name.str());
    const std::string place = (shown.empty() ? "" : shown + ", ") + std::string(name.str());
    const toml::array* const list = node.as_array();
    const ReferendumKey* const of_tables = Find(path + "[]");
    const ReferendumKey* const key = of_tables == nullptr ? Find(path) : of_tables;
    if (key == nullptr) {
      file.Fail(ErrorCode::kBadText, node.source().begin.line,
                fmt::format("{}: this name is not known here; check how it is written "
                            "(docs/guide/referendum-toml.md lists all)",
                            place));
    } else if (of_tables != nullptr && list != nullptr) {
      for (size_t i = 0; i < list->size(); ++i) {
        const toml::table* const inner = (*list)[i].as_table();
        if (inner != nullptr) Walk(file, *inner, path + "[].", fmt::format("{} {}", place, i + 1));
      }
    } else if (node.is_table() && !key->holds.ends_with("in each language")) {
      Walk(file, *node.as_table(), path + ".", place);
    }
  }
}

}  // namespace

std::span<const ReferendumKey> ReferendumKeys() { return kKeys; }

text::TomlFields::Range BoundsOf(std::string_view path) {
  const ReferendumKey* const key = Find(path);
  CONSTAT_CHECK(key != nullptr && key->most > 0);
  return {key->least, key->most};
}

void CheckKnownKeys(text::TomlFile& file, const toml::table& table) { Walk(file, table, "", ""); }

}  // namespace constat::parcel
