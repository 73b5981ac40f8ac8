#include "constat/record/named.h"

#include <gtest/gtest.h>

#include <set>

#include "constat/testing/manifest.h"

namespace constat::record {
namespace {

TEST(Named, PartiesAreCountedFromOneAndCalledByName) {
  const Manifest m = MakeTestManifest();
  EXPECT_EQ(FormatNamed(m, {Role::kOrganiser, 0}), "the organiser (" + m.organiser.name + ")");
  EXPECT_EQ(FormatNamed(m, {Role::kBoard, 0}), "the board (" + m.board.name + ")");
  EXPECT_EQ(FormatRegistrar(m, 1), "registrar 2 (Post)");
  EXPECT_EQ(FormatTrustee(m, 1), "trustee 1 (Ann)");
  EXPECT_EQ(FormatTrustee(m, 3), "trustee 3 (Cy)");
  EXPECT_EQ(FormatNamed(m, {Role::kWitness, 0}), "witness 1 (" + m.witnesses[0].name + ")");
  EXPECT_EQ(FormatNamed(m, {Role::kObserver, 0}), "observer 1 (" + m.observers[0].name + ")");
}

TEST(Named, RegionsHaveTheirNameInTheFirstLanguage) {
  const Manifest m = MakeTestManifest();
  EXPECT_EQ(FormatRegion(m, 0), "region 1 (North)");
  EXPECT_EQ(FormatRegion(m, 2), "region 3 (Abroad)");
}

TEST(Named, WhatTheManifestDoesNotHaveHasANumberOnly) {
  const Manifest m = MakeTestManifest();
  EXPECT_EQ(FormatTrustee(m, 0), "trustee 0");
  EXPECT_EQ(FormatTrustee(m, m.trustees.size() + 1), "trustee 4");
  EXPECT_EQ(FormatRegistrar(m, m.registrars.size()), "registrar 3");
  EXPECT_EQ(FormatNamed(m, {Role::kWitness, static_cast<uint16_t>(m.witnesses.size())}),
            fmt::format("witness {}", m.witnesses.size() + 1));
  EXPECT_EQ(FormatNamed(m, {Role::kObserver, 9}), "observer 10");
  EXPECT_EQ(FormatRegion(m, 3), "region 4");
}

TEST(Named, PartsOfTheManifestAreCountedFromOne) {
  EXPECT_EQ(FormatPart("questions", 0), "question 1");
  EXPECT_EQ(FormatPart("terms", 31), "rule 32");
  EXPECT_EQ(FormatPart("check_pages", 1), "check page 2");
  EXPECT_EQ(FormatPart("files", 2), "file 3");
  EXPECT_EQ(FormatPart("title", 1), "title (language 2)");
}

TEST(Named, EachTypeOfEntryHasWordsOfItsOwn) {
  std::set<std::string_view> words;
  size_t types = 0;
#define CONSTAT_ENTRY_TYPE(number, constant, name, phase, when, last, check, clause) \
  words.insert(EntryTypeWords(EntryType::constant));                                 \
  ++types;
#include "constat/record/entry_types.inc"
  EXPECT_EQ(words.size(), types);
  for (const std::string_view word : words) EXPECT_EQ(word.find('_'), std::string_view::npos) << word;
}

}  // namespace
}  // namespace constat::record
