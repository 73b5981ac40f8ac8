// Values for tests: a small valid manifest, distinct points, scalars, keys. Not for other code.
#pragma once

#include "constat/crypto/hash.h"
#include "constat/crypto/secret/ed25519_sign.h"
#include "constat/record/manifest.h"
#include "constat/record/manifest_defaults.h"
#include "constat/testing/values.h"
#include "constat/zkp/dleq.h"
#include "constat/zkp/schnorr.h"

namespace constat::record {

inline zkp::SchnorrProof TestSchnorr(const std::string& name) {
  return {TestPoint(name + " A"), TestScalar(name + " z")};
}

inline zkp::DleqProof TestDleq(const std::string& name) {
  return {TestPoint(name + " A1"), TestPoint(name + " A2"), TestScalar(name + " z")};
}

// MakeTestManifest has two languages, two questions (yes, no, blank with terms of every kind; a choice of up
// to two out of three without blank) and three regions.
inline Manifest MakeTestManifest() {
  Manifest m;
  m.nonce = TestBytes("nonce");
  m.origin = "example.org/referendum";
  m.languages = {"en", "de-CH"};
  m.title = {"A bridge", "Eine Brücke"};
  m.description = {"", "Zeile eins\nZeile zwei"};
  m.questions = {Question{.text = {"Build it?", "Bauen?"},
                          .options = {{{"Yes", "Ja"}}, {{"No", "Nein"}}, {{"Blank", "Leer"}}},
                          .blank = 2,
                          .min = 1,
                          .max = 1,
                          .terms = {Term{.numerator = 0, .denominator = Denominator::kOption, .other = 1},
                                    Term{.denominator = Denominator::kRegistered,
                                         .comparator = Comparator::kAtLeast,
                                         .num = 1,
                                         .den = 4},
                                    Term{.numerator = 0,
                                         .denominator = Denominator::kOthers,
                                         .blanks_count = true,
                                         .num = 1,
                                         .scope = Scope::kRegionWeight,
                                         .weight = 3},
                                    Term{.numerator = 0,
                                         .denominator = Denominator::kValidVotes,
                                         .num = 1,
                                         .den = 2,
                                         .scope = Scope::kNamedRegions,
                                         .named = {0, 2}}}},
                 Question{.text = {"Which?", "Welche?"},
                          .options = {{{"Stone", "Stein"}}, {{"Steel", "Stahl"}}, {{"Wood", "Holz"}}},
                          .min = 0,
                          .max = 2}};
  m.regions = {Region{.id = "north", .name = {"North", "Nord"}, .weight = 2},
               Region{.id = "south", .name = {"South", "Süd"}, .weight = 2},
               Region{.id = "abroad", .name = {"Abroad", "Ausland"}, .weight = 1}};
  m.opening_ms = 1'700'000'000'000;
  m.closing_ms = 1'700'086'400'000;
  m.organiser = {"Town", TestKey("organiser")};
  m.registrars = {{"Town hall", TestKey("registrar 0")}, {"Post", TestKey("registrar 1")}};
  m.board = {{"Board", TestKey("board")}, TestKey("refusals")};
  m.witnesses = {{{"w0.example", TestKey("witness 0")}, "https://w0.example/"},
                 {{"w1.example", TestKey("witness 1")}, ""},
                 {{"w2.example", TestKey("witness 2")}, ""}};
  m.quorum = 2;
  m.trustees = {{"Ann", TestPoint("trustee 1"), {}},
                {"Ben", TestPoint("trustee 2"), {}},
                {"Cy", TestPoint("trustee 3"), {}}};
  m.threshold = 2;
  m.observers = {{"Election watch", TestKey("observer 0")}};
  SetDefaults(m);
  m.notices.privacy = {"https://town.example/privacy", "https://town.example/datenschutz"};
  m.check_pages = {{0, "https://watch.example/check/"}};
  m.software = {"constat", "1.0", {}};
  return m;
}

inline const Manifest& TestManifest() {
  static const Manifest manifest = MakeTestManifest();
  return manifest;
}

}  // namespace constat::record
