// make_seeds FOLDER writes a few valid inputs for each fuzz target to FOLDER/TARGET/, and FOLDER/dictionary:
// points, scalars and what is nearly one.
#include <fmt/core.h>

#include "constat/record/ballot.h"
#include "constat/record/ceremony.h"
#include "constat/record/entry.h"
#include "constat/record/refusal.h"
#include "constat/record/roll.h"
#include "constat/record/software_change.h"
#include "constat/record/statement.h"
#include "constat/record/tally.h"
#include "constat/testing/manifest.h"
#include "constat/text/hex.h"
#include "constat/tlog/log_reader.h"
#include "constat/tlog/policy.h"
#include "constat/tlog/receipt.h"
#include "constat/tlog/secret/sign.h"
#include "constat/tlog/secret/witness.h"
#include "constat/tlog/tile.h"
#include "tests/fuzz/judged.h"
#include "tests/fuzz/seeds.h"

using namespace constat;
using namespace constat::record;
using fuzz::KeyNamed;
using fuzz::Seeds;

namespace {

void WriteEncodings(Seeds& seeds) {
  for (const std::string_view text : {"00ff", "Zm9vYg==", "+/8=",
                                      "Br\xc3\xbc"
                                      "cke \xf0\x9f\x97\xb3"})
    seeds.Write("text_fuzz", text);
  seeds.Write("text_fuzz", text::FormatHex(TestBytes("hex")));
  for (const std::string_view text : {"a=3Db =C3=A4=\r\nc\r\n", "&lt;&#8211;&nbsp;\n",
                                      "\n"
                                      " — x\u00a0\n"
                                      "-- y“z”\u200b\n"})
    seeds.Write("text_fuzz", text);
  // Steps: u8, u16, u32, u64, bool, enum, fixed, opaque8, opaque16, text, count; then what they read.
  seeds.Write("reader_fuzz", text::ParseHex("0b"
                                            "000102030435262"
                                            "91a1b1c"
                                            "01"
                                            "0203"
                                            "04050607"
                                            "08090a0b0c0d0e0f"
                                            "01"
                                            "02"
                                            "aabb"
                                            "01cc"
                                            "0001dd"
                                            "0002c3a4"
                                            "0003")
                                 .value());
}

void WriteTables(Seeds& seeds) {
  seeds.Write("table_fuzz", 0,
              "registered = [\"N\"]\nseparator = \";\"\n[options]\nYes = \"A\"\n[drop]\nx = [\"1\"]\n");
  seeds.Write("table_fuzz", 1, "^(Valid|In[a-z]+)? *papers\\.$\nInvalid papers.");
  seeds.Write("table_fuzz", 2, "region,uik,N,A,B\r\nx,1,10,5,4\r\n\"y, \"\"z\"\"\",2, 20,NA,7.0\r\n");
  seeds.Write("table_fuzz", 3, "\xef\xbb\xbfregistered;ballots;1. X;2. Y;lat;lng\r10;5;3;2;1.5; -2\r");
}

// WriteExaminations: tables of few rows, which the target may repeat.
void WriteExaminations(Seeds& seeds) {
  std::string plain = "province,station,registered,ballots,Yes,No,invalid\n";
  std::string place = "region;station;registered;ballots;A;B;C;lat;lng\n";
  for (int i = 0; i < 24; ++i) {
    const int registered = 400 + 37 * i;
    const int ballots = i % 5 == 0 ? registered * 3 / 4 : registered / 2 + 7 * i;
    const int yes = i % 5 == 0 ? ballots * 4 / 5 : ballots / 2 + 3 * i;
    plain += fmt::format("P{},S{},{},{},{},{},1\n", i % 3, i, registered, ballots, yes, ballots - yes - 1);
    place += fmt::format("R{};{};{};{};{};{};{};{}.5;-{}\n", i % 2, i, registered, ballots, yes / 2, yes / 3,
                         yes / 9, i % 4, i % 6);
  }
  for (const int choice : {0x00, 0x3f, 0xc8})
    seeds.Write("whole_examination_fuzz", static_cast<uint8_t>(choice), plain);
  for (const int choice : {0x00, 0x1f, 0xff})
    seeds.Write("whole_examination_fuzz", static_cast<uint8_t>(choice), place);
  seeds.Write("whole_examination_fuzz", 2, "registered,Yes,No\n5,5,0\n0,0,0\n9,9,9\n3,10000000000,1\n");
  for (uint8_t test = 0; test < 14; ++test) {
    const std::string& table = test % 2 == 0 ? plain : place;
    const size_t end = table.find('\n', table.size() / 4) + 1;
    for (uint8_t form = 0; form < 3; ++form) {
      Bytes input{test, form};
      Append(input, AsBytes(std::string_view(table).substr(0, end)));
      seeds.Write("examination_report_fuzz", input);
    }
  }
}

// WriteStatistics: test, what the table has, rows, then stations of ten bytes.
void WriteStatistics(Seeds& seeds) {
  for (uint8_t test = 0; test < 16; ++test) {
    for (const int has : {0x00, 0x1f, 0xdf}) {
      Bytes input{test, static_cast<uint8_t>(has), 220};
      for (uint16_t i = 0; i < 20; ++i) {
        const uint16_t registered = 400 + 37 * i;
        const uint16_t ballots = i % 5 == 0 ? registered * 3 / 4 : registered / 2 + 7 * i;
        const uint16_t yes = i % 5 == 0 ? ballots * 4 / 5 : ballots / 2 + 3 * i;
        for (const uint16_t count :
             {registered, ballots, ballots, yes, static_cast<uint16_t>(ballots - yes)}) {
          input.push_back(static_cast<uint8_t>(count >> 8));
          input.push_back(static_cast<uint8_t>(count));
        }
      }
      seeds.Write("statistics_fuzz", input);
    }
  }
}

void WriteManifests(Seeds& seeds) {
  const Manifest& manifest = TestManifest();
  const Bytes encoded = EncodeManifest(manifest);
  seeds.Write("manifest_fuzz", encoded);
  Manifest plain = manifest;
  plain.questions.resize(1);
  plain.questions[0].terms.clear();
  plain.regions.resize(1);
  plain.revoting = false;
  plain.max_ballots = 1;
  seeds.Write("manifest_fuzz", EncodeManifest(plain));
  seeds.Write("entry_fuzz", EncodeEntry(Entry{EntryType::kManifest, 1'700'000'000'000,
                                              EncodeManifestBody(encoded, crypto::Sha512(encoded))}));
  seeds.Write("entry_fuzz", EncodeEntry(Entry{EntryType::kBallot, 1, {}}));
}

void WriteBodies(Seeds& seeds) {
  const DealtShare share{.ephemeral = TestPoint("E"), .possession = TestSchnorr("E")};
  seeds.Write("ceremony_fuzz", 0,
              EncodeTrusteeDeal({.dealer = 1,
                                 .commitments = {TestPoint("C0"), TestPoint("C1")},
                                 .possession = TestSchnorr("C"),
                                 .shares = {share, share, share},
                                 .signature = TestSchnorr("S")}));
  seeds.Write("ceremony_fuzz", 1, EncodeTrusteeAccept({.trustee = 1, .signature = TestSchnorr("S")}));
  seeds.Write("ceremony_fuzz", 2,
              EncodeTrusteeComplaint({.trustee = 1,
                                      .dealer = 2,
                                      .shared = TestPoint("S"),
                                      .proof = TestDleq("D"),
                                      .signature = TestSchnorr("S")}));
  seeds.Write("roll_fuzz", 0, EncodeRollEnd({.registrar = 1, .counts = {3, 2, 1}}));
  seeds.Write("roll_fuzz", 1, EncodeOpen({.joint_key = TestPoint("K"), .root = TestBytes("root")}));

  const BallotShape shape = BallotShape::Of(TestManifest());
  Ballot ballot{.revision = 1};
  ballot.points.assign(shape.points, TestPoint("P").encoded);
  ballot.scalars.assign(shape.scalars, TestScalar("s"));
  seeds.Write("ballot_fuzz", 0, EncodeBallot(shape, ballot));
  seeds.Write(
      "ballot_fuzz", 1,
      EncodeChallenge({.credential = TestPoint("X").encoded, .revision = 1, .choices = {{1}, {0, 2}}}));

  seeds.Write("tally_fuzz", 0, EncodeClose({.ballots = 7, .checkpoint = "note"}));
  seeds.Write("tally_fuzz", 1 + 4 * 2,
              EncodeDecryptionShare(
                  {.trustee = 1, .shares = {TestPoint("D0"), TestPoint("D1")}, .proof = TestDleq("D")}));
  seeds.Write("tally_fuzz", 2, EncodeResultPart({.chunk = 1, .part = {1, 2, 3}}));
  Outcome outcome;
  outcome.regions = {{9, 8, 8}, {5, 4, 6}, {2, 0, 0}};
  outcome.units = {{.regions = {0, 1}, .counted = 12, .decrypted = true, .votes = {{6, 5, 1}, {1, 2, 3}}},
                   {.regions = {2}}};
  outcome.questions = {{Verdict::kCarried, std::vector<TermResult>(4, {TermOutcome::kHolds, 6, 5})},
                       {Verdict::kNoRule, {}}};
  seeds.Write("tally_fuzz", 3, EncodeOutcome(outcome));
}

void WriteLog(Seeds& seeds) {
  const crypto::Ed25519Key log = KeyNamed("log");
  const crypto::Ed25519Key witness = KeyNamed("witness");
  const tlog::Checkpoint checkpoint{"example.org/log", 9, TestBytes("root")};
  const tlog::SignedCheckpoint signed_checkpoint{
      checkpoint,
      {tlog::SignCheckpoint(log, checkpoint),
       tlog::CosignCheckpoint(witness, "w", checkpoint, 1'700'000'000)}};
  const std::string note = tlog::FormatSignedCheckpoint(signed_checkpoint);
  seeds.Write("note_fuzz", 0, note);
  seeds.Write("note_fuzz", 1, tlog::FormatSignatureLine(signed_checkpoint.signatures[0]));
  seeds.Write("note_fuzz", 2, tlog::FormatVerifierKey(tlog::LogKeyOf(log, checkpoint.origin)));
  seeds.Write("note_fuzz", 3, tlog::FormatCheckpoint(checkpoint));
  seeds.Write("note_fuzz", 4, note);

  const tlog::VerifierKey log_key = tlog::LogKeyOf(log, checkpoint.origin);
  const tlog::VerifierKey witness_key = tlog::WitnessKeyOf(witness, "w");
  seeds.Write("policy_fuzz", tlog::Policy::MakeThreshold(log_key, {witness_key}, 1).value().Format());
  seeds.Write("policy_fuzz",
              fmt::format("# comment\nlog {}\n\nwitness a {} https://w.example\ngroup g any a\nquorum g\n",
                          tlog::FormatVerifierKey(log_key), tlog::FormatVerifierKey(witness_key)));

  const tlog::Proof proof{TestBytes("1"), TestBytes("2")};
  seeds.Write("receipt_fuzz", 0, tlog::FormatReceipt({{1, 2, 3}, 8, proof, signed_checkpoint}));
  seeds.Write("receipt_fuzz", 1, tlog::FormatAddCheckpoint({4, proof, signed_checkpoint}));

  record::RefusalFile refusal{.refusal = {}, .request = {}, .body = {1, 2, 3}};
  seeds.Write("refusal_fuzz", 0, record::EncodeRefusal(refusal.refusal));
  seeds.Write("refusal_fuzz", 1, record::EncodeRefusalFile(refusal));
  refusal.refusal.type = record::RefusedType::kStatement;
  seeds.Write("refusal_fuzz", 1, record::EncodeRefusalFile(refusal));

  for (const std::string_view path : {"tile/entries/x001/x234/067.p/3", "tile/0/000", "tile/12/x003/255"})
    seeds.Write("tile_fuzz", 0, path);
  seeds.Write("tile_fuzz", 1 + 3 * 1, tlog::EncodeBundle(std::vector<Bytes>{{1, 2, 3}, {}}));
  seeds.Write("tile_fuzz", 2 + 3 * 1,
              tlog::EncodeHashTile(std::vector<tlog::Hash>{TestBytes("1"), TestBytes("2")}));
}

// WriteSigned: bodies of one referendum that its rules accept; 0 and 2 as they are, 1 and 3 to
// be signed again.
void WriteSigned(Seeds& seeds) {
  fuzz::World& world = fuzz::TheWorld();
  for (uint8_t choice = 0; choice < 4; ++choice) {
    seeds.Write("trustee_fuzz", choice,
                choice % 2 == 0 ? world.Commit(2, world.deal_bodies[1]) : world.SignDrill(world.Drill(3)));
    for (const auto& of_registrar : world.chunk_bodies) {
      for (const Bytes& chunk : of_registrar) seeds.Write("chunk_fuzz", choice, chunk);
    }
    for (const size_t voter : {0, 1, 5}) {
      for (const uint16_t m : {uint16_t{0}, uint16_t{1}}) {
        const auto secret = group::SecretScalar::FromPublic(TestScalar("replacement"));
        const uint64_t until_ms = fuzz::kReplacementTimeMs / 60'000 * 60'000 + 71ull * 3'600'000;
        seeds.Write("replacement_fuzz", choice,
                    world.SignReplacement(world.Replacement(m, voter, secret, until_ms)));
      }
    }
    for (const uint16_t number : {uint16_t{1}, uint16_t{2}}) {
      const Software pages{"Pages", "2", {{"a/b.js", TestBytes("b.js")}, {"booth.html", {}}}};
      seeds.Write("software_fuzz", choice, world.SignSoftware({.number = number, .software = pages}));
    }
  }
  for (const Role role :
       {Role::kOrganiser, Role::kRegistrar, Role::kBoard, Role::kWitness, Role::kTrustee, Role::kObserver}) {
    const Statement statement{.party = {role, role == Role::kTrustee ? uint16_t{1} : uint16_t{0}},
                              .kind = StatementKind::kDoesNotConfirm,
                              .about = 8,
                              .language = kOtherLanguage,
                              .text = "It was\ncalm."};
    for (uint8_t choice = 0; choice < 2; ++choice)
      seeds.Write("statement_fuzz", choice, world.SignStatement(statement));
  }
}

// WriteJudged: each entry of a record, at its place.
void WriteJudged(Seeds& seeds) {
  const tlog::DirectorySource source(CONSTAT_SOURCE_DIR
                                     "/docs/spec/vectors/records/refused-then-good/record");
  const uint64_t size = tlog::ReadCheckpoint(source).value().checkpoint.size;
  CONSTAT_CHECK(size <= 256);
  const Status read =
      tlog::ForEachEntry(source, size, {0, size}, [&](uint64_t index, ByteView entry) -> Status {
        seeds.Write("judge_fuzz", static_cast<uint8_t>(index), entry);
        return {};
      });
  CONSTAT_CHECK(read.has_value());
}

// Dictionary is libFuzzer's: 32-byte strings to put in.
std::string Dictionary() {
  std::vector<Bytes32> words = {Bytes32{},
                                TestPoint("P").encoded,
                                TestPoint("Q").encoded,
                                group::Point::Base().Encode(),
                                TestScalar("s").Encode(),
                                TestKey("k"),
                                (-group::Scalar::FromUint64(1)).Encode()};
  for (const std::string_view hex :
       {"edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",     // p
        "edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010"}) {  // l
    words.push_back(text::ParseHex32(hex).value());
  }
  std::string out;
  for (const Bytes32& word : words) {
    out += '"';
    for (const uint8_t b : word) out += fmt::format("\\x{:02x}", b);
    out += "\"\n";
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: make_seeds FOLDER\n");
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  Seeds seeds(folder);
  WriteEncodings(seeds);
  WriteTables(seeds);
  WriteExaminations(seeds);
  WriteStatistics(seeds);
  WriteManifests(seeds);
  WriteBodies(seeds);
  WriteLog(seeds);
  WriteSigned(seeds);
  WriteJudged(seeds);
  fuzz::WriteParties(seeds);
  CONSTAT_CHECK(io::WriteFile(folder / "dictionary", AsBytes(Dictionary())).has_value());
  return 0;
}
