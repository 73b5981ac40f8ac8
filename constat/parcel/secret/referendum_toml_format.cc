// Writing referendum.toml: of a manifest, and the template a new one begins with.
#include <fmt/core.h>

#include <array>
#include <cstdlib>

#include "constat/base/check.h"
#include "constat/crypto/secret/seeded_rng.h"
#include "constat/io/read_back.h"
#include "constat/parcel/party_key.h"
#include "constat/parcel/referendum_toml.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/record/local_time.h"
#include "constat/record/manifest_defaults.h"
#include "constat/text/hex.h"
#include "constat/text/number.h"

namespace constat::parcel {
namespace {

using record::Denominator;
using record::kNone;
using record::LocalText;
using record::Manifest;
using record::Scope;
using record::Term;

// Quote writes a basic string.
std::string Quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out.push_back('\\');
      out.push_back(c);
    } else if (c == '\n') {
      out += "\\n";
    } else {
      out.push_back(c);
    }
  }
  return out + "\"";
}

std::string QuoteAll(const std::vector<std::string>& texts) {
  std::string out = "[";
  for (size_t i = 0; i < texts.size(); ++i) out += (i > 0 ? ", " : "") + Quote(texts[i]);
  return out + "]";
}

std::string FormatLocal(const std::vector<std::string>& languages, const LocalText& text) {
  if (languages.size() == 1) return Quote(text.front());
  std::string out = "{ ";
  for (size_t i = 0; i < languages.size(); ++i) {
    // Bare keys hold exactly the characters of language tags.
    out += fmt::format("{}{} = {}", i > 0 ? ", " : "", languages[i], Quote(text[i]));
  }
  return out + " }";
}

// FormatTime is whole seconds.
std::string FormatTime(uint64_t time_ms) { return text::FormatIsoTime(time_ms / 1000 * 1000); }

std::string FormatDenominator(const Term& term) {
  switch (term.denominator) {
    case Denominator::kValidVotes:
      return "\"valid\"";
    case Denominator::kBallotsCounted:
      return "\"cast\"";
    case Denominator::kRegistered:
      return "\"registered\"";
    case Denominator::kOption:
      return fmt::format("{{ option = \"o{}\" }}", term.other);
    case Denominator::kOthers:
      return "\"others\"";
  }
  CONSTAT_CHECK(false);
}

std::string FormatTerm(const Manifest& m, const Term& term) {
  std::string out = "\n[[question.rule]]\n";
  if (term.numerator == kNone) {
    out += "turnout = true\n";
  } else {
    out += fmt::format("votes = \"o{}\"\nof = {}\n", term.numerator, FormatDenominator(term));
  }
  out += fmt::format("{} = \"{}/{}\"\n",
                     term.comparator == record::Comparator::kGreater ? "more_than" : "at_least", term.num,
                     term.den);
  if (term.blanks_count) out += "blanks_count = true\n";
  if (term.scope == Scope::kRegionWeight) out += fmt::format("in_regions = {{ weight = {} }}\n", term.weight);
  if (term.scope == Scope::kNamedRegions) {
    std::vector<std::string> ids;
    for (const uint16_t region : term.named) ids.push_back(m.regions[region].id);
    out += fmt::format("in_regions = {{ named = {} }}\n", QuoteAll(ids));
  }
  return out;
}

std::string FormatQuestion(const Manifest& m, const record::Question& question) {
  std::string out = fmt::format("\n[[question]]\ntext = {}\nmin = {}\nmax = {}\n",
                                FormatLocal(m.languages, question.text), question.min, question.max);
  for (size_t o = 0; o < question.options.size(); ++o) {
    out += fmt::format("\n[[question.option]]\nid = \"o{}\"\nname = {}\n", o,
                       FormatLocal(m.languages, question.options[o].name));
    if (o == question.blank) out += "blank = true\n";
  }
  for (const Term& term : question.terms) out += FormatTerm(m, term);
  return out;
}

// FormatKeeper says who keeps a key where it is not the party itself.
std::string FormatKeeper(const record::Keeper& keeper, const record::Keeper& self) {
  if (keeper == self) return "";
  const std::string_view name = record::RoleName(keeper.role);
  if (keeper.role == record::Role::kOrganiser || keeper.role == record::Role::kBoard)
    return fmt::format("keeper = \"{}\"\n", name);
  return fmt::format("keeper = \"{} {}\"\n", name,
                     keeper.index + (keeper.role == record::Role::kTrustee ? 0 : 1));
}

std::string FormatNamedKey(std::string_view header, const std::string& name, const Bytes32& key) {
  return fmt::format("\n{}\nname = {}\nkey = \"{}\"\n", header, Quote(name), text::FormatHex(key));
}

std::string FormatParties(const Manifest& m) {
  const auto party = [](std::string_view header, const auto& p, const Bytes32& key, record::Role role,
                        size_t i) {
    return FormatNamedKey(header, p.name, key) + FormatKeeper(p.keeper, {role, static_cast<uint16_t>(i)});
  };
  std::string out = party("[organiser]", m.organiser, m.organiser.key, record::Role::kOrganiser, 0);
  out += party("[board]", m.board, m.board.key, record::Role::kBoard, 0);
  out += fmt::format("refusal_key = \"{}\"\n", text::FormatHex(m.board.refusal_key));
  for (size_t i = 0; i < m.registrars.size(); ++i)
    out += party("[[registrar]]", m.registrars[i], m.registrars[i].key, record::Role::kRegistrar, i);
  for (size_t i = 0; i < m.trustees.size(); ++i)
    out += party("[[trustee]]", m.trustees[i], m.trustees[i].key.encoded, record::Role::kTrustee, i + 1);
  for (size_t i = 0; i < m.witnesses.size(); ++i) {
    const record::Witness& witness = m.witnesses[i];
    std::string line = FormatPartyKey({Role::kWitness, witness.name, witness.key});
    line.pop_back();
    out += fmt::format("\n[[witness]]\nkey = {}\n", Quote(line));
    if (!witness.address.empty()) out += fmt::format("address = {}\n", Quote(witness.address));
    out += FormatKeeper(witness.keeper, {record::Role::kWitness, static_cast<uint16_t>(i)});
  }
  for (size_t i = 0; i < m.observers.size(); ++i)
    out += party("[[observer]]", m.observers[i], m.observers[i].key, record::Role::kObserver, i);
  for (const record::CheckPage& page : m.check_pages)
    out += fmt::format("\n[[check_page]]\nobserver = {}\naddress = {}\n", page.observer + 1,
                       Quote(page.address));
  return out;
}

// FormatTables are zone, notices and software.
std::string FormatTables(const Manifest& m) {
  std::string out = fmt::format("\n[zone]\nname = {}\n", Quote(m.zone.name));
  for (const record::Offset& offset : m.zone.offsets) {
    const int minutes = std::abs(offset.minutes);
    out += fmt::format("\n[[zone.offset]]\nfrom = {}\neast = \"{}{:02}:{:02}\"\nabbreviation = {}\n",
                       FormatTime(offset.from_ms), offset.minutes < 0 ? '-' : '+', minutes / 60, minutes % 60,
                       Quote(offset.abbreviation));
  }
  out += fmt::format("\n[notices]\nprivacy = {}\nimprint = {}\naccessibility = {}\n",
                     FormatLocal(m.languages, m.notices.privacy), FormatLocal(m.languages, m.notices.imprint),
                     FormatLocal(m.languages, m.notices.accessibility));
  out += fmt::format("\n[software]\nname = {}\nversion = {}\n", Quote(m.software.name),
                     Quote(m.software.version));
  for (const record::SoftwareFile& file : m.software.files) {
    out += fmt::format("\n[[software.file]]\npath = {}\nsha256 = \"{}\"\n", Quote(file.path),
                       text::FormatHex(file.sha256));
  }
  return out;
}

// FormatPromises are the times and numbers that voters are promised.
std::string FormatPromises(const Manifest& m) {
  std::string out = fmt::format(
      "rehearsal = {}\n"
      "listed = {}\n"
      "contact = {}\n"
      "ceremony_end = {}\n"
      "opening = {}\n"
      "closing = {}\n"
      "archive = {}\n"
      "grace_seconds = {}\n"
      "seal_seconds = {}\n"
      "replace_permille = {}\n"
      "replace_least = {}\n",
      m.rehearsal, m.listed, FormatLocal(m.languages, m.contact), FormatTime(m.ceremony_end_ms),
      FormatTime(m.opening_ms), FormatTime(m.closing_ms), FormatTime(m.archive_ms), m.grace_ms / 1000,
      m.seal_ms / 1000, m.replace_permille, m.replace_least);
  if (m.replace_until_ms != 0) out += fmt::format("replace_until = {}\n", FormatTime(m.replace_until_ms));
  return out + fmt::format(
                   "revoting = {}\n"
                   "max_ballots = {}\n"
                   "floor = {}\n"
                   "quorum = {}\n"
                   "threshold = {}\n"
                   "no_spare_trustee = {}\n"
                   "drills = {}\n"
                   "kept_by_one = {}\n",
                   m.revoting, m.max_ballots, m.floor, m.quorum, m.threshold, m.no_spare_trustee, m.drills,
                   m.kept_by_one);
}

// Keys are where a template names the parties' keys.
struct Keys {
  std::string organiser, board, refusals, registrar;
  std::array<std::string, 3> trustees, witnesses;
};

// KeyFiles are those that parties bring.
Keys KeyFiles() {
  Keys keys{"keys/organiser.pub", "keys/board.pub", "keys/board-refusals.pub", "keys/registrar.pub", {}, {}};
  for (size_t i = 0; i < 3; ++i) {
    keys.trustees[i] = fmt::format("keys/trustee-{}.pub", i + 1);
    keys.witnesses[i] = fmt::format("keys/witness-{}.pub", i + 1);
  }
  return keys;
}

// StandIns are keys that nobody uses, with which a template can be read before its parties
// have brought theirs.
Result<Keys> StandIns() {
  crypto::SeededRng rng("referendum.toml", "stand-ins");
  const auto key = [&](Role role, const std::string& name) -> Result<std::string> {
    CONSTAT_ASSIGN(const PartySecret secret, GenerateSecret(role, name, rng));
    if (role != Role::kWitness) return text::FormatHex(secret.party.key);
    std::string line = FormatPartyKey(secret.party);
    line.pop_back();
    return line;
  };
  Keys keys;
  CONSTAT_ASSIGN(keys.organiser, key(Role::kOrganiser, "organiser"));
  CONSTAT_ASSIGN(keys.board, key(Role::kBoard, "board"));
  CONSTAT_ASSIGN(keys.refusals, key(Role::kRefusal, "board"));
  CONSTAT_ASSIGN(keys.registrar, key(Role::kRegistrar, "registrar"));
  for (size_t i = 0; i < 3; ++i) {
    CONSTAT_ASSIGN(keys.trustees[i], key(Role::kTrustee, "trustee"));
    CONSTAT_ASSIGN(keys.witnesses[i], key(Role::kWitness, fmt::format("stand-in-{}.invalid", i)));
  }
  return keys;
}

// Times are a template's, as they are written.
struct Times {
  std::string opening, closing;
};

// LocalTime is a time with the offset that the zone has then.
Result<std::string> LocalTime(const TemplateInput& input, uint64_t time_ms) {
  if (input.zone == record::Utc().name) return FormatTime(time_ms);
  CONSTAT_ASSIGN(const record::Zone zone, input.zones(input.zone, {time_ms, time_ms}));
  return record::FormatIsoLocal(zone, time_ms);
}

std::string Template(const TemplateInput& input, const Keys& keys, const Times& times);

}  // namespace

Result<std::string> FormatReferendumToml(const Manifest& m) {
  std::string out = fmt::format("nonce = \"{}\"\norigin = {}\nlanguages = {}\ntitle = {}\ndescription = {}\n",
                                text::FormatHex(m.nonce), Quote(m.origin), QuoteAll(m.languages),
                                FormatLocal(m.languages, m.title), FormatLocal(m.languages, m.description));
  out += FormatPromises(m) + FormatTables(m);
  out += FormatParties(m);
  for (const record::Region& region : m.regions) {
    out += fmt::format("\n[[region]]\nid = {}\nname = {}\nweight = {}\n", Quote(region.id),
                       FormatLocal(m.languages, region.name), region.weight);
  }
  for (const record::Question& question : m.questions) out += FormatQuestion(m, question);
  const TomlText toml{.text = out};
  CONSTAT_TRY(io::CheckReadsBack(toml.name, ParseReferendumToml(toml), [&](const Manifest& read) {
    return record::EncodeManifest(read) == record::EncodeManifest(m);
  }));
  return out;
}

Result<std::string> FormatTemplate(const TemplateInput& input) {
  CONSTAT_ASSIGN(const Keys keys, StandIns());
  Times times;
  CONSTAT_ASSIGN(times.opening, LocalTime(input, input.opening_ms));
  CONSTAT_ASSIGN(times.closing, LocalTime(input, input.closing_ms));
  const std::string checked = Template(input, keys, times);
  const TomlText toml{.text = checked, .zones = input.zones};
  CONSTAT_TRY(io::CheckReadsBack(toml.name, ParseReferendumToml(toml), [&](const Manifest& read) {
    return read.nonce == input.nonce && read.origin == input.origin && read.opening_ms == input.opening_ms &&
           read.closing_ms == input.closing_ms;
  }));
  return Template(input, KeyFiles(), times);
}

namespace {

std::string Template(const TemplateInput& input, const Keys& keys, const Times& times) {
  return fmt::format(
      R"(# A referendum. Change what you like, then sign it: the hash of its content becomes the referendum's identity.
# Lines that begin with "#" and hold a field show what is taken where you say nothing. All fields, their bounds and reasons
# are in docs/guide/referendum-toml.md; "constat referendum check" says in plain words what this file means.

# Random, so that no two referendums are the same.
nonce = "{nonce}"
{rehearsal}
# The name of the public log, like a web address without "https://". No spaces, no "+".
origin = {origin}

# One language tag or more (BCP 47). With several, every text is a table: title = {{ en = "...", uk = "..." }}
languages = ["en"]
title = "A bridge over the river"
description = ""

# Whom voters tell when something is wrong: an office, a telephone number. Where nothing is said: the organiser's name.
contact = "Town hall, 01 234 56 78"

# The time zone of the people who vote, such as "Europe/Kyiv": times are shown in it, and UTC beside the closing. A machine
# without a database of time zones needs a table zone with name, and for each offset from, east and abbreviation.
zone = {zone}

# Voting goes from the opening until just before the closing. Without an offset such as +02:00 a time is one of the zone.
opening = {opening}
closing = {closing}

# What follows from the times. Minutes (or grace_seconds, seal_seconds), or times as above:
#   ceremony_end = ...           the trustees' key must be there by then: at the opening
#   grace_minutes = ...          the close must be confirmed so soon after the closing: a quarter of the voting time, but
#                                15 minutes at least and 6 hours at most
#   seal_minutes = 15            by then nothing can be added any more
#   archive = ...                parties can put statements into the record until then: 60 days after the closing
#   replace_until = ...          lost codes are replaced until then; none with replace_permille = 0 and replace_least = 0
#   replace_permille = 50        so many codes of a region at most, in thousandths of its voters: a limit for what dishonest
#   replace_least = 3            registrars can take; or so many, if that is more

# May a voter vote again, the last ballot counting? How many ballots in all may a voter cast?
revoting = true
max_ballots = 20

# Regions with fewer counted ballots than this are decrypted together with others, so that small groups stay secret.
# All ballots together, and those of a single region, are decrypted from 3 on, whatever the floor is.
floor = 10

# How many of the witnesses must confirm every state of the log: more than half of them. If all must, nobody may be away.
quorum = 2

# How many of the trustees are needed to decrypt: more than half of them. Fewer learn nothing.
threshold = 2
#   drills = 2                   so many trustees show a working key before the opening: if all must, one can stop it
#   no_spare_trustee = false     true if all trustees are needed: one lost key then loses the votes
#   kept_by_one = false          true if one keeper has keys that should take several

# May it stand in a public list of referendums?
listed = true

# Pages that the law may ask for; leave out what there is none of.
# [notices]
# privacy = "https://town.example/privacy"
# imprint = "https://town.example/imprint"
# accessibility = "https://town.example/accessibility"

# Keys are the .pub files that "constat key new" writes, or their hex digits. Names may be left out: they then are those
# in the files. If somebody else has a party's secret key in hand, say so with keeper = "organiser", "registrar 1", ...:
# readers count keepers, not names.
[organiser]
name = "Town council"
key = {organiser}

[board]
name = "Ballot board"
key = {board}
# The board's second key signs refusals of ballots only. "constat key new board" makes both.
refusal_key = {refusals}

# Several registrars: a voter gets one code from each, and no registrar alone can vote for anybody.
[[registrar]]
name = "Registry office"
key = {registrar}

[[trustee]]
name = "Trustee one"
key = {trustee_1}

[[trustee]]
name = "Trustee two"
key = {trustee_2}

[[trustee]]
name = "Trustee three"
key = {trustee_3}

# A witness's address, if it has one, is where the board asks it: address = "https://witness.example.org"
[[witness]]
key = {witness_1}

[[witness]]
key = {witness_2}

[[witness]]
key = {witness_3}

# Observers can say in the record what they saw. Their check pages test a ballot on a second device and never ask for a code.
# [[observer]]
# name = "Observers of the town"
# key = "keys/observer.pub"
# [[check_page]]
# observer = 1
# address = "https://check.example.org/bridge"

# The pages that voters are meant to get, so that everybody can compare what they got.
# [software]
# name = "pages"
# version = "1.0"
# [[software.file]]
# path = "vote/index.html"
# sha256 = "64 hex digits"

# Every voter belongs to one region, named by its id in the roll of persons. The weight matters to rules over regions.
[[region]]
id = "north"
name = "North bank"
weight = 1

[[region]]
id = "south"
name = "South bank"
weight = 1

[[question]]
text = "Shall the town build a bridge over the river?"
# How many options a voter may choose, at least and at most. The blank option is chosen alone.
min = 1
max = 1

[[question.option]]
id = "yes"
name = "Yes"

[[question.option]]
id = "no"
name = "No"

[[question.option]]
id = "blank"
name = "Blank"
blank = true

# The decision rule: the question is carried when every rule holds. Without any it is a poll.
#   votes = "<option id>", of = "valid" | "cast" | "registered" | "others" | {{ option = "<id>" }}
#   or turnout = true
#   more_than = "1/2" or at_least = "25%"
#   blanks_count = true                       blank votes count among the valid ones, or the others
#   in_regions = {{ weight = 2 }}               where it holds, regions of this weight in all
#   in_regions = {{ named = ["north"] }}        it holds in each of these
[[question.rule]]
votes = "yes"
of = "valid"
more_than = "1/2"
)",
      fmt::arg("nonce", text::FormatHex(input.nonce)), fmt::arg("origin", Quote(input.origin)),
      fmt::arg("zone", Quote(input.zone)),
      fmt::arg("rehearsal", input.rehearsal ? "\n"
                                              "# It decides nothing, its clocks may be set, and whatever is "
                                              "shown of it says so.\n"
                                              "rehearsal = true\n"
                                            : "#   rehearsal = false            true: its clocks may be "
                                              "set, and whatever is shown of it says so\n"),
      fmt::arg("opening", times.opening), fmt::arg("closing", times.closing),
      fmt::arg("organiser", Quote(keys.organiser)), fmt::arg("board", Quote(keys.board)),
      fmt::arg("refusals", Quote(keys.refusals)), fmt::arg("registrar", Quote(keys.registrar)),
      fmt::arg("trustee_1", Quote(keys.trustees[0])), fmt::arg("trustee_2", Quote(keys.trustees[1])),
      fmt::arg("trustee_3", Quote(keys.trustees[2])), fmt::arg("witness_1", Quote(keys.witnesses[0])),
      fmt::arg("witness_2", Quote(keys.witnesses[1])), fmt::arg("witness_3", Quote(keys.witnesses[2])));
}

}  // namespace

}  // namespace constat::parcel
