#include "constat/load/bench.h"

#include <fmt/core.h>

#include <algorithm>
#include <atomic>
#include <optional>

#include "constat/base/check.h"
#include "constat/crypto/secret/seeded_rng.h"
#include "constat/group/msm.h"
#include "constat/group/msm/backend.h"
#include "constat/load/sodium_verifier.h"
#include "constat/load/terms.h"
#include "constat/party/voter/voter.h"
#include "constat/verify/verify.h"

namespace constat::load {
namespace {

using record::EntryType;

Status WrongAnswer(std::string_view what) {
  return Fail(ErrorCode::kBadProof, fmt::format("{} gave a wrong answer", what));
}

// Backends are what this CPU can run, the preferred one last.
std::vector<std::string_view> Backends() {
  std::vector<std::string_view> out = group::msm::AvailableBackends();
  std::reverse(out.begin(), out.end());
  return out;
}

}  // namespace

Status Bench::Measure(Measurement named, const std::function<Status()>& work) {
  CONSTAT_ASSIGN(const Measurement measured, load::Measure(std::move(named), settings_.repeat, work));
  on_row_(measured);
  return {};
}

// ThreadCounts is 1, 2, 4, ... and all.
std::vector<unsigned> Bench::ThreadCounts() const {
  std::vector<unsigned> out;
  for (unsigned t = 1; t < settings_.threads; t *= 2) out.push_back(t);
  out.push_back(settings_.threads);
  return out;
}

// VerifyOneByOne checks a few hundred ballots through libsodium, on one thread.
Status Bench::VerifyOneByOne(const SyntheticRecord& load) {
  const referendum::Context& context = *load.state().context();
  const group::WirePoint& key = load.state().ceremony().JointKey();
  const size_t n = std::min<size_t>(load.bodies().size(), 256);
  std::vector<Bytes> spoilt(load.bodies().begin(), load.bodies().begin() + 1);
  spoilt[0][spoilt[0].size() - 32] ^= 1;
  if (SodiumBallot(context, key, 0, spoilt[0])) return WrongAnswer("libsodium");
  return Measure({"verify", "one by one", "libsodium", 1, "ballots", static_cast<double>(n)},
                 [&]() -> Status {
                   for (size_t i = 0; i < n; ++i) {
                     if (!SodiumBallot(context, key, 0, load.bodies()[i])) return WrongAnswer("libsodium");
                   }
                   return {};
                 });
}

// VerifyBallots decodes, hashes and checks ballots in batches of 4,096, as verifying a record does.
Status Bench::VerifyBallots(const SyntheticRecord& load, const Measurement& named) {
  std::vector<record::EntryView> entries;
  for (const Bytes& body : load.bodies())
    entries.push_back({EntryType::kBallot, load.state().context()->manifest.opening_ms, body});
  const size_t slice = std::min<size_t>(4096, (entries.size() + named.threads - 1) / named.threads);
  return Measure(named, [&]() -> Status {
    std::atomic<size_t> refused = 0;
    ParallelFor((entries.size() + slice - 1) / slice, named.threads, [&](size_t s) {
      const auto mine = std::span<const record::EntryView>(entries).subspan(
          s * slice, std::min(slice, entries.size() - s * slice));
      for (const referendum::Prechecked& p : load.state().Precheck(mine))
        refused += p.ballot->proofs_hold ? 0 : 1;
    });
    return refused == load.bad() ? Status{} : WrongAnswer(named.backend);
  });
}

Status Bench::VerifyWhole(const SyntheticRecord& load, const Measurement& named) {
  return Measure(named, [&]() -> Status {
    CONSTAT_ASSIGN(const verify::Verified verified, verify::VerifyRecord(load, {.threads = named.threads}));
    const verify::Verification& v = verified.verification;
    const bool right = v.ballots == load.bodies().size() - load.bad() &&
                       v.At(verify::CheckId::kBallots).count() == load.bad() &&
                       v.At(verify::CheckId::kLog).count() == 0;
    return right ? Status{} : WrongAnswer(named.backend);
  });
}

Status Bench::Verify() {
  CONSTAT_ASSIGN(const std::unique_ptr<SyntheticRecord> clean,
                 SyntheticRecord::Make(settings_.ballots, settings_.threads));
  CONSTAT_ASSIGN(
      const std::unique_ptr<SyntheticRecord> bad,
      SyntheticRecord::Make(settings_.ballots, settings_.threads, SyntheticRecord::Quality::kOnePercentBad));
  CONSTAT_ASSIGN(const std::unique_ptr<SyntheticRecord> replaced,
                 SyntheticRecord::Make(settings_.ballots, settings_.threads,
                                       SyntheticRecord::Quality::kOnePercentReplaced));
  const auto n = static_cast<double>(settings_.ballots);
  CONSTAT_TRY(VerifyOneByOne(*clean));
  for (const std::string_view backend : Backends()) {
    CONSTAT_TRY(group::msm::SelectBackend(backend));
    const std::string name(backend);
    for (const unsigned t : ThreadCounts()) {
      CONSTAT_TRY(VerifyBallots(*clean, {"verify", "ballots", name, t, "ballots", n}));
    }
    CONSTAT_TRY(VerifyBallots(*bad, {"verify", "ballots, 1 % bad, all named", name, 1, "ballots", n}));
    for (const unsigned t : ThreadCounts()) {
      CONSTAT_TRY(VerifyWhole(*clean, {"verify", "whole record, a voter a ballot", name, t, "ballots", n}));
    }
    CONSTAT_TRY(VerifyWhole(*replaced, {"verify", "whole record, 1 % replaced", name, 1, "ballots", n}));
    CONSTAT_TRY(VerifyWhole(*bad, {"verify", "whole record, 1 % bad, all named", name, 1, "ballots", n}));
  }
  return group::msm::SelectBackend(group::msm::AvailableBackends().front());
}

Status Bench::Encrypt() {
  CONSTAT_ASSIGN(const std::unique_ptr<SyntheticRecord> load, SyntheticRecord::Make(1, 1));
  const referendum::ContextPtr context = load->state().context();
  crypto::SeededRng rng("constat bench", "voters");
  std::vector<parcel::VotingCode> codes;
  codes.push_back(parcel::VotingCode::Generate(rng));
  CONSTAT_ASSIGN(const party::VoterSecret secret, party::VoterSecret::FromCodes(*context, codes));
  const size_t n = settings_.encrypted;
  for (const unsigned t : ThreadCounts()) {
    CONSTAT_TRY(
        Measure({"encrypt", "a ballot in constant time", "libsodium", t, "ballots", static_cast<double>(n)},
                [&]() -> Status {
                  std::vector<Bytes> made(n);
                  ParallelFor(n, t, [&](size_t i) {
                    crypto::SeededRng mine("constat bench", fmt::format("voter {}", i));
                    Result<party::BallotDraft> draft = party::BallotDraft::Make(
                        {context, load->state().ceremony().JointKey(), 0, 1, {{1}}}, secret, mine);
                    CONSTAT_CHECK(draft.has_value());
                    made[i] = std::move(*draft).Cast(secret, mine).value_or(Bytes());
                  });
                  return SodiumBallot(*context, load->state().ceremony().JointKey(), 0, made[0])
                             ? Status{}
                             : WrongAnswer("encrypt");
                }));
  }
  return {};
}

Status Bench::Msm() {
  const size_t n = settings_.points;
  const std::vector<group::EncodedPoint> encodings = Multiples(n);
  const std::vector<group::Scalar> short_scalars = RandomScalars(n, 128);
  const std::vector<group::Scalar> long_scalars = RandomScalars(n, 253);
  std::vector<group::PreparedPoint> points(n);
  std::optional<group::Point> expected[2];
  std::optional<Bytes32> product;
  for (const std::string_view backend : Backends()) {
    CONSTAT_TRY(group::msm::SelectBackend(backend));
    const std::string name(backend);
    CONSTAT_TRY(Measure(
        {"msm", "field multiplication", name, 1, "products", 32.0 * static_cast<double>(settings_.rounds)},
        [&]() -> Status {
          const Bytes32 got = group::msm::MeasureMultiplication(settings_.rounds);
          if (!product) product = got;
          return got == *product ? Status{} : WrongAnswer(name);
        }));
    CONSTAT_TRY(Measure({"msm", "decoding", name, 1, "points", static_cast<double>(n)}, [&]() -> Status {
      return group::DecodePreparedBatchVartime(encodings, points).empty() ? Status{} : WrongAnswer(name);
    }));
    for (const bool is_long : {false, true}) {
      CONSTAT_TRY(Measure({"msm", is_long ? "sum, 253-bit scalars" : "sum, 128-bit scalars", name, 1,
                           "points", static_cast<double>(n)},
                          [&]() -> Status {
                            const group::Point got = group::MulPreparedBatchVartime(
                                is_long ? long_scalars : short_scalars, points);
                            std::optional<group::Point>& want = expected[is_long ? 1 : 0];
                            if (!want) want = got;
                            return got == *want ? Status{} : WrongAnswer(name);
                          }));
    }
  }
  return {};
}

Status Bench::Run(std::string_view what) {
  if (what == "verify") return Verify();
  if (what == "encrypt") return Encrypt();
  if (what == "msm") return Msm();
  if (what == "log") return LogHashes();
  return Fail(ErrorCode::kUsage, fmt::format("there is nothing to measure called \"{}\"", what));
}

Status Bench::LogHashes() {
  const size_t n = settings_.log_entries;
  Bytes entry(1100);
  std::optional<tlog::Hash> expected;
  return Measure(
      {"log", "leaves of 1,100 bytes, and the tree", "sha256", 1, "entries", static_cast<double>(n)},
      [&]() -> Status {
        tlog::TileBuilder tree;
        for (size_t i = 0; i < n; ++i) {
          entry[0] = static_cast<uint8_t>(i);
          CONSTAT_TRY(tree.Append(tlog::LeafHash(entry), [](const tlog::Tile&, auto) { return Status{}; }));
        }
        const tlog::Hash root = tree.Head().root;
        if (!expected) expected = root;
        return root == *expected ? Status{} : WrongAnswer("the tree");
      });
}

}  // namespace constat::load
