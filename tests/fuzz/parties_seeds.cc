#include "constat/parcel/party_key.h"
#include "constat/parcel/persons.h"
#include "constat/parcel/referendum_toml.h"
#include "constat/parcel/secret/voting_code.h"
#include "constat/record/ballot.h"
#include "constat/record/credential_name.h"
#include "constat/record/entry.h"
#include "constat/record/shown_hash.h"
#include "constat/tlog/secret/sign.h"
#include "constat/wire/writer.h"
#include "tests/fuzz/seeds.h"

namespace constat::fuzz {
namespace {

std::string Hex(std::string_view name) { return text::FormatHex(TestBytes(name)); }

void WriteKeys(Seeds& seeds) {
  seeds.Write("key_fuzz", 0, fmt::format("constat-secret/1 organiser The city\n{}\n", Hex("secret")));
  seeds.Write("key_fuzz", 3, fmt::format("constat-secret/1 witness w.example\n{}\n", Hex("secret")));
  seeds.Write(
      "key_fuzz", 4,
      fmt::format("constat-secret/1 trustee A party\n{}\n", text::FormatHex(TestScalar("x").Encode())));
  for (const parcel::PartyKey& key : {parcel::PartyKey{parcel::Role::kBoard, "board", TestKey("board")},
                                      parcel::PartyKey{parcel::Role::kTrustee, "Tä", TestPoint("P").encoded},
                                      parcel::PartyKey{parcel::Role::kWitness, "w", TestKey("w")}})
    seeds.Write("key_fuzz", 5, parcel::FormatPartyKey(key));
}

void WritePersons(Seeds& seeds) {
  const record::Manifest& manifest = record::TestManifest();
  std::string persons = "contact,id,region\r\n";
  std::string sheet = "id,region,slot,contact,code\n";
  std::string order = "constat-order-1," + std::string(64, '5') + "\nregion,slot,id\n";
  for (uint8_t i = 0; i < 5; ++i) {
    const std::string& region = manifest.regions[i == 2 ? 1 : i == 3 ? 2 : 0].id;
    const std::string code = parcel::VotingCode::FromRandom(std::array<uint8_t, 15>{i, 7, 200}).Format();
    const uint32_t slot = i < 2 ? i : i == 4 ? 2 : 0;
    persons += fmt::format("\"a, {}\",{},{}\n", i, static_cast<char>('a' + i), region);
    sheet += fmt::format("{},{},{},,{}\n", static_cast<char>('a' + i), region, slot, code);
    order += fmt::format("{},{},{}\n", region, slot, static_cast<char>('a' + i));
    seeds.Write("typed_fuzz", 0, code);
  }
  seeds.Write("persons_fuzz", 0, persons);
  seeds.Write("persons_fuzz", 1, order);
  seeds.Write("persons_fuzz", 2, sheet);
  seeds.Write("persons_fuzz", 0, "id,region,language,email,large_print\na,north,de-CH,a@example.org,yes\n");
}

void WriteVoters(Seeds& seeds) {
  const Bytes32 tracker = TestBytes("tracker");
  seeds.Write("typed_fuzz", 1, record::FormatTracker(tracker));
  for (const std::string_view text : {"1", "1, 3", "Yes"}) seeds.Write("typed_fuzz", 2, text);
  seeds.Write("typed_fuzz", 3, "2026-05-01T12:00:00Z");
  seeds.Write("typed_fuzz", 4, record::FormatCredentialName(tracker, tracker));
  seeds.Write("own_ballots_fuzz",
              fmt::format("constat-own-ballot/1 {} {} 3 {}\n", Hex("manifest"),
                          text::FormatHex(TestPoint("X").encoded), text::FormatHex(tracker)));
  const Bytes challenge = record::EncodeChallenge(
      {.credential = TestPoint("X").encoded, .revision = 1, .choices = {{1}, {0, 2}}});
  seeds.Write("challenge_file_fuzz", fmt::format("constat-challenge/1 {}\n", text::FormatBase64(challenge)));

  Bytes entries;
  Append(entries, AsBytes(fmt::format("constat-entries/1 {}\n", Hex("manifest"))));
  for (const record::EntryType type : {record::EntryType::kBallot, record::EntryType::kClose})
    Append(entries, record::EncodeEntry({type, 0, {1, 2, 3}}));
  seeds.Write("entry_file_fuzz", entries);
}

void WriteAudits(Seeds& seeds) {
  const std::string plan =
      "method = \"{}\"\nrisk_limit = \"5%\"\nwinner = \"A\"\nwinner_votes = 600\nloser = \"B\"\n"
      "loser_votes = 300\nballots = 1000\n";
  for (const std::string_view method : {"polling", "comparison", "alpha"})
    seeds.Write("audit_fuzz", 0, fmt::format(fmt::runtime(plan), method));
  seeds.Write("audit_fuzz", 0,
              fmt::format(fmt::runtime(plan), "polling") +
                  fmt::format("manifest_sha256 = \"{}\"\nmanifest_ballots = 990\n", Hex("m")));
  seeds.Write("audit_fuzz", 1, "batch,ballots\nbox 1,400\n\"box, 2\",590\n");
  seeds.Write("audit_fuzz", 2, "draw,vote\n1,A\n3,other\n2,B\n4,missing\n");
  seeds.Write("audit_fuzz", 3, "draw,ticket,vote,machine\n1,17,A,A\n2,4,B,missing\n");
  seeds.Write("audit_fuzz", 4, "draw,ticket,vote\n1,17,A\n2,4,B\n");
}

// WriteCosigned: two files of the board's checkpoint, a zero byte between them.
void WriteCosigned(Seeds& seeds) {
  const tlog::Checkpoint checkpoint{"example.org/log", 9, TestBytes("root")};
  const auto signed_by = [&](std::string_view key, const std::string& name) {
    return tlog::FormatSignedCheckpoint(
        {checkpoint,
         {tlog::SignCheckpoint(KeyNamed("log"), checkpoint),
          tlog::CosignCheckpoint(KeyNamed(key), name, checkpoint, 1'700'000'000)}});
  };
  const std::string both = signed_by("witness", "w") + '\0' + signed_by("other", "v");
  seeds.Write("cosigned_fuzz", both);
  seeds.Write("cosigned_fuzz", signed_by("other", "w") + '\0' + signed_by("other", "stranger"));
}

// TzifHeader begins a part of a file of the database of time zones. SOURCE: RFC 9636, 3.1.
void TzifHeader(wire::Writer& out, uint32_t times, uint32_t types, uint32_t characters) {
  out.Fixed(AsBytes(std::string_view("TZif2")));
  out.Fixed(Bytes(15));
  for (const uint32_t count : {0u, 0u, 0u, times, types, characters}) out.U32(count);
}

// WriteZones: a zone with summer time by rule, one whose changes are all in the table, and one without any.
void WriteZones(Seeds& seeds) {
  constexpr std::string_view kNames{"EET\0EEST\0", 9};
  for (const std::string_view rule :
       {"EET-2EEST,M3.5.0/3,M10.5.0/4", "EET-2", "<-03>3<-02>,J60/2:30,300/-1", ""}) {
    wire::Writer out;
    TzifHeader(out, 0, 0, 0);
    const uint32_t times = rule == "EET-2" ? 2 : 0;
    TzifHeader(out, times, 2, kNames.size());
    for (const uint64_t at_s : {uint64_t{1'774'746'000}, uint64_t{1'777'615'200}}) {
      if (times > 0) out.U64(at_s);
    }
    for (uint8_t type = 0; type < times; ++type) out.U8(type);
    for (const auto& [east_s, name] : {std::pair{7200u, uint8_t{0}}, std::pair{10'800u, uint8_t{4}}}) {
      out.U32(east_s);
      out.U8(0);
      out.U8(name);
    }
    out.Fixed(AsBytes(kNames));
    out.Fixed(AsBytes(fmt::format("\n{}\n", rule)));
    seeds.Write("zone_database_fuzz", 56, std::move(out).Take());
  }
}

}  // namespace

void WriteParties(Seeds& seeds) {
  WriteKeys(seeds);
  WritePersons(seeds);
  WriteVoters(seeds);
  WriteAudits(seeds);
  WriteCosigned(seeds);
  WriteZones(seeds);
  seeds.Write("referendum_toml_fuzz", parcel::FormatReferendumToml(record::TestManifest()).value());
}

}  // namespace constat::fuzz
