#include "tests/carried/carried_texts.h"

#include <fmt/core.h>

#include "constat/io/file.h"
#include "constat/parcel/challenge_file.h"
#include "constat/parcel/entry_file.h"
#include "constat/parcel/note_file.h"
#include "constat/parcel/own_ballots.h"
#include "constat/parcel/referendum_toml.h"
#include "constat/parcel/secret/codes_file.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/parcel/secret/sheet.h"
#include "constat/record/secret/sign_refusal.h"
#include "constat/text/csv.h"
#include "constat/text/hex.h"
#include "constat/verify/light/place.h"
#include "constat/verify/light/receipt_search.h"
#include "constat/verify/light/refusal.h"

namespace constat::carried {
namespace {

namespace fs = std::filesystem;
using parcel::Role;

// A contact that tells everything that a table can go wrong with.
constexpr const char* kContact =
    "Björn & Söhne \"Zum Löwen\", Straße 5 - 7; Hintereingang im Hof, bitte läuten";

std::string Format(const parcel::Person& person) {
  return fmt::format("{}|{}|{}|{}|{}|{}", person.id, person.region, person.contact, person.language,
                     person.email, person.large_print);
}

std::string Format(const std::vector<parcel::Person>& persons) {
  std::string out;
  for (const parcel::Person& p : persons) out += Format(p) + "\n";
  return out;
}

std::string Format(const parcel::Sheet& sheet) {
  std::string out = sheet.kind == parcel::SheetKind::kRoll ? "roll\n" : "replacements\n";
  for (const parcel::Issued& row : sheet.rows) {
    out += fmt::format("{}|{}|{}\n", Format(row.person), row.slot, row.code.Format());
  }
  return out;
}

std::string Format(const verify::Trust& trust) {
  return text::FormatHex(trust.manifest_hash) + trust.policy.Format();
}

std::string Format(const parcel::PartyKey& key) { return parcel::FormatPartyKey(key); }

// Formatted is what a reader gave as Format writes it.
template <typename T>
Result<std::string> Formatted(const Result<T>& read) {
  if (!read) return tl::unexpected(read.error());
  return Format(*read);
}

}  // namespace

World::World() {
  town_.ToOpen();
  for (parcel::Person& person : town_.persons) {
    person.contact = kContact;
    person.language = "de";
    person.email = "bjoern@example.org";
    person.large_print = true;
  }
  AddKeys();
  AddCodes();
  AddBallots();
  AddTables();
  AddDocuments();
}

std::string World::FileText(const fs::path& path) const {
  return std::string(AsText(Value(io::ReadFile(path))));
}

void World::AddKeys() {
  const auto secret = Value(parcel::GenerateSecret(Role::kRegistrar, "Ämter & Co – north", town_.rng));
  const fs::path path = town_.folder.File("key");
  CONSTAT_CHECK(parcel::WriteSecretFile(path, secret).has_value());
  texts_.push_back({.name = "secret key",
                    .text = FileText(path),
                    .read = [](const fs::path& p, const std::string&) -> Result<std::string> {
                      CONSTAT_ASSIGN(const parcel::PartySecret read, parcel::ReadSecretFile(p));
                      return Format(read.party);
                    },
                    .has_values = true});
  const auto read = [](const fs::path& p, const std::string&) { return Formatted(parcel::ReadPartyKey(p)); };
  texts_.push_back({.name = "public key",
                    .text = FileText(parcel::PublicKeyPath(path)),
                    .read = read,
                    .has_values = true});
  const parcel::PartyKey witness{Role::kWitness, testing::WitnessName(0), town_.witness_keys[0].public_key()};
  texts_.push_back({"witness's key", parcel::FormatPartyKey(witness), read});
}

void World::AddCodes() {
  std::string codes;
  for (const parcel::VotingCode& code : town_.codes[0]) codes += code.Format() + "\n";
  texts_.push_back({"codes", codes, [](const fs::path& p, const std::string&) -> Result<std::string> {
                      CONSTAT_ASSIGN(const std::vector<parcel::VotingCode> read, parcel::ReadCodes(p));
                      std::string out;
                      for (const parcel::VotingCode& code : read) out += code.Format();
                      return out;
                    }});
  texts_.push_back({.name = "typed code",
                    .text = town_.codes[0][0].Format(),
                    .read = [](const fs::path&, const std::string& text) -> Result<std::string> {
                      std::string typed = text;
                      CONSTAT_ASSIGN(const parcel::VotingCode code, parcel::ReadTypedCode(typed));
                      return code.Format();
                    },
                    .typed = true});
  const std::string tracker = record::FormatTracker({0xe1, 0x54, 0xdc, 0xbf, 0xbd, 7, 8, 9});
  texts_.push_back({.name = "typed tracker",
                    .text = tracker,
                    .read = [](const fs::path&, const std::string& text) -> Result<std::string> {
                      CONSTAT_ASSIGN(const record::TypedTracker typed, verify::ReadTyped(text, true));
                      return typed.Format();
                    },
                    .typed = true});
  texts_.push_back({.name = "typed name of a voter",
                    .text = "voter k7m2/9xq4",
                    .read = [](const fs::path&, const std::string& text) -> Result<std::string> {
                      CONSTAT_ASSIGN(const verify::Reader typed, verify::ReadReader(text));
                      return std::get<record::TypedCredentialName>(typed).Format();
                    },
                    .typed = true});
}

void World::AddBallots() {
  const tlog::InclusionReceipt receipt = Value(town_.board->Receipt(2));
  texts_.push_back({"receipt", Value(tlog::FormatReadable(receipt)),
                    [](const fs::path& p, const std::string&) -> Result<std::string> {
                      CONSTAT_ASSIGN(const tlog::InclusionReceipt read, parcel::ReadReceipt(p));
                      return tlog::FormatReadable(read);
                    },
                    [this](const fs::path& p) -> Status {
                      CONSTAT_ASSIGN(const tlog::InclusionReceipt read, parcel::ReadReceipt(p));
                      return tlog::VerifyReceipt(read, read.extra, town_.context().LogPolicy());
                    }});
  texts_.push_back({"checkpoint", tlog::FormatSignedCheckpoint(*town_.board->published()),
                    [](const fs::path& p, const std::string&) -> Result<std::string> {
                      CONSTAT_ASSIGN(const tlog::SignedCheckpoint read, parcel::ReadCheckpoint(p));
                      return tlog::FormatSignedCheckpoint(read);
                    },
                    [this](const fs::path& p) -> Status {
                      CONSTAT_ASSIGN(const tlog::SignedCheckpoint read, parcel::ReadCheckpoint(p));
                      return tlog::VerifyLogSignature(read, town_.context().BoardKey());
                    }});
  party::BallotDraft draft = Value(
      party::BallotDraft::Make(town_.DraftOf(town_.voters[0], {{0}}), town_.voters[0].secret, town_.rng));
  texts_.push_back({"challenge",
                    Value(parcel::FormatChallengeFile(town_.manifest, Value(std::move(draft).Challenge()))),
                    [this](const fs::path& p, const std::string& text) -> Result<std::string> {
                      CONSTAT_ASSIGN(const record::Challenge read,
                                     parcel::ReadChallenge(town_.manifest, AsBytes(text), p.string()));
                      return parcel::FormatChallengeFile(town_.manifest, read);
                    }});
  const fs::path notes = town_.folder.File("notes");
  for (uint64_t revision = 1; revision <= 2; ++revision) {
    CONSTAT_CHECK(parcel::AddOwnBallot(notes, {town_.manifest_hash, town_.voters[0].secret.credential(),
                                               revision, Bytes32{1, 2}})
                      .has_value());
  }
  texts_.push_back(
      {"own ballots", FileText(notes), [](const fs::path& p, const std::string&) -> Result<std::string> {
         CONSTAT_ASSIGN(const std::vector<parcel::OwnBallot> read, parcel::ReadOwnBallots(p));
         std::string out;
         for (const parcel::OwnBallot& b : read) {
           out += fmt::format("{} {} {} {}\n", text::FormatHex(b.manifest_hash),
                              text::FormatHex(b.credential), b.revision, text::FormatHex(b.tracker));
         }
         return out;
       }});
}

void World::AddTables() {
  const record::Manifest& manifest = town_.manifest;
  std::string persons = "id,region,contact,language,email,large_print\r\n";
  for (const parcel::Person& p : town_.persons) {
    persons +=
        text::FormatCsvRecord({p.id, manifest.regions[p.region].id, p.contact, p.language, p.email, "yes"});
  }
  texts_.push_back(
      {.name = "persons",
       .text = persons,
       .read = [&manifest](const fs::path& p,
                           const std::string&) { return Formatted(parcel::ReadPersons(manifest, p)); },
       .has_values = true});
  texts_.push_back({.name = "order",
                    .text = Value(parcel::FormatOrder(manifest, town_.persons, town_.order)),
                    .read = [this](const fs::path& p, const std::string&) -> Result<std::string> {
                      CONSTAT_ASSIGN(const parcel::PersonOrder read,
                                     parcel::ReadOrder(town_.manifest, town_.persons, p));
                      return parcel::FormatOrder(town_.manifest, town_.persons, read);
                    }});
  texts_.push_back({.name = "slots",
                    .text = parcel::FormatSlots(manifest, town_.persons, town_.order),
                    .read = [&manifest](const fs::path& p, const std::string&) -> Result<std::string> {
                      CONSTAT_ASSIGN(const parcel::PersonSlots read, parcel::ReadSlots(manifest, p));
                      std::vector<std::string> lines;
                      for (const auto& [id, at] : read)
                        lines.push_back(fmt::format("{}|{}|{}\n", id, at.region, at.slot));
                      std::ranges::sort(lines);
                      std::string out;
                      for (const std::string& line : lines) out += line;
                      return out;
                    },
                    .has_values = true});
  for (const parcel::SheetKind kind : {parcel::SheetKind::kRoll, parcel::SheetKind::kReplacements}) {
    const fs::path path = town_.folder.File(kind == parcel::SheetKind::kRoll ? "sheet" : "new-codes");
    parcel::SheetWriter sheet = Value(parcel::SheetWriter::Open(path, {manifest, town_.manifest_hash}, kind));
    for (uint32_t i = 0; i < 2; ++i)
      CONSTAT_CHECK(sheet.Write({town_.persons[i], i, town_.codes[i][0]}).has_value());
    CONSTAT_CHECK(sheet.Finish().has_value());
    texts_.push_back(
        {.name = path.filename().string(),
         .text = FileText(path),
         .read = [&manifest](const fs::path& p,
                             const std::string&) { return Formatted(parcel::ReadSheet(p, manifest)); },
         .has_values = true});
  }
}

void World::AddDocuments() {
  const std::string trust = Value(verify::FormatTrust(town_.manifest_hash, town_.context().LogPolicy()));
  texts_.push_back({"trust file", trust, [](const fs::path& p, const std::string&) -> Result<std::string> {
                      CONSTAT_ASSIGN(const std::optional<verify::Trust> read,
                                     verify::ReadPlaceTrust({.record = "", .trust = p.string()}));
                      return Format(*read);
                    }});
  // A verification takes a trust file as the specification says, and nothing else.
  texts_.push_back({"trust file of verify", trust, [](const fs::path& p, const std::string&) {
                      const Result<verify::Trust> read = verify::ReadTrust(p);
                      if (!read)
                        return Result<std::string>(tl::unexpected(verify::WithTrustAdvice(read.error())));
                      return Result<std::string>(Format(*read));
                    }});
  texts_.push_back({.name = "referendum.toml",
                    .text = Value(parcel::FormatReferendumToml(town_.manifest)),
                    .read = [](const fs::path& p, const std::string&) -> Result<std::string> {
                      CONSTAT_ASSIGN(const record::Manifest read, parcel::ReadReferendumToml(p));
                      return text::FormatHex(record::EncodeManifest(read));
                    },
                    .has_values = true});
  texts_.push_back(
      {"entries",
       std::string(AsText(parcel::FormatEntryFile(
           {town_.manifest_hash, {{record::EntryType::kBallot, town_.MakeBallot(town_.voters[1], {{1}})}}}))),
       [](const fs::path& p, const std::string&) -> Result<std::string> {
         CONSTAT_ASSIGN(const parcel::EntryFile read, parcel::ReadEntryFile(p));
         return text::FormatHex(parcel::FormatEntryFile(read));
       },
       [this](const fs::path& p) -> Status {
         CONSTAT_ASSIGN(const parcel::EntryFile read, parcel::ReadEntryFile(p));
         CONSTAT_TRY(parcel::CheckSameReferendum(read, town_.manifest_hash, p));
         CONSTAT_TRY(town_.board->Append(read.entries.front().type, read.entries.front().body));
         return {};
       }});
  record::RefusalFile refusal;
  refusal.body = {1, 2, 10, 13, 32, 44, 45, 61, 65, 97};
  refusal.refusal.manifest_hash = town_.manifest_hash;
  refusal.refusal.body_hash = record::RefusedHash(refusal.refusal.type, refusal.body);
  refusal.refusal.request = record::RequestHash(refusal.request);
  refusal.refusal = record::SignRefusal(refusal.refusal, town_.refusal_key);
  texts_.push_back({"refusal", std::string(AsText(record::EncodeRefusalFile(refusal))),
                    [](const fs::path& p, const std::string&) -> Result<std::string> {
                      CONSTAT_ASSIGN(const record::RefusalFile read, verify::ReadRefusalFile(p));
                      return text::FormatHex(record::EncodeRefusalFile(read));
                    },
                    [this](const fs::path& p) -> Status {
                      CONSTAT_ASSIGN(const record::RefusalFile read, verify::ReadRefusalFile(p));
                      CONSTAT_TRY(verify::DescribeRefusal(read, town_.context()));
                      return {};
                    }});
}

}  // namespace constat::carried
