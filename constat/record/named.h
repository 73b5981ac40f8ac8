// Named: how parties, regions and options are called where people read: with their number in the manifest,
// from 1, and their name there, in the manifest's first language. Spec: MAN-1.
//
// A name is a stranger's text; who prints it makes it harmless (text/clean.h).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "constat/record/entry.h"
#include "constat/record/manifest.h"

namespace constat::record {

// FormatNamed is "trustee 2 (Ada Example)", "the organiser (Town council)", "the board (Ballot board)"; of a
// party that the manifest does not have, "trustee 9".
[[nodiscard]] std::string FormatNamed(const Manifest& manifest, Keeper party);

// FormatTrustee takes a trustee's number, from 1; FormatRegistrar and FormatRegion an index, from 0. A region
// that the manifest does not have is "region 9".
[[nodiscard]] std::string FormatTrustee(const Manifest& manifest, size_t number);
[[nodiscard]] std::string FormatRegistrar(const Manifest& manifest, size_t index);
[[nodiscard]] std::string FormatRegion(const Manifest& manifest, size_t index);

// FormatPart is a part of the manifest as whoever writes a referendum.toml knows it: of a list, one thing and
// its number, from 1: "question 2" for ("questions", 1), "rule 1" for ("terms", 0); of a text in several
// languages, "name (language 1)".
[[nodiscard]] std::string FormatPart(std::string_view list, size_t index);

// EntryTypeWords is an entry for people, such as "a trustee's deal", "an opening", where EntryTypeName
// is the specification's.
[[nodiscard]] std::string_view EntryTypeWords(EntryType type);

}  // namespace constat::record
