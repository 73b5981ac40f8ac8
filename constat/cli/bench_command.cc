// constat bench: what this machine does, in one run, side by side. Every output is verified.
#include <fmt/core.h>
#include <time.h>

#include <chrono>
#include <functional>

#include "constat/base/check.h"
#include "constat/base/parallel.h"
#include "constat/cli/commands.h"
#include "constat/crypto/seeded_rng.h"
#include "constat/group/msm.h"
#include "constat/group/msm/backend.h"
#include "constat/load/sodium_verifier.h"
#include "constat/load/synthetic_record.h"
#include "constat/roles/voter.h"
#include "constat/verify/verify.h"

namespace constat::cli {
namespace {

using record::EntryType;

struct BenchOptions {
  std::string what = "verify";
  size_t ballots = 16384;
  unsigned threads = 0;
  unsigned repeat = 3;
  bool json = false;
};

// Row is one measurement: the fastest of some runs.
struct Row {
  std::string bench;
  std::string what;
  std::string backend;
  unsigned threads = 1;
  std::string unit = "ballots";  // what is counted
  double count = 0;
  double seconds = 0;      // of wall time
  double cpu_seconds = 0;  // of all threads
};

double CpuSeconds() {
  timespec now{};
  CONSTAT_CHECK(::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now) == 0);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

class Bench {
 public:
  Bench(const BenchOptions& options, Terminal& terminal)
      : options_(options),
        terminal_(terminal),
        threads_(options.threads != 0 ? options.threads : DefaultThreads()) {}

  Result<ExitStatus> Run() {
    if (options_.what == "verify") CONSTAT_TRY(Verify());
    if (options_.what == "encrypt") CONSTAT_TRY(Encrypt());
    if (options_.what == "msm") CONSTAT_TRY(Msm());
    if (options_.what == "log") CONSTAT_TRY(LogHashes());
    if (options_.json) PrintJson();
    return ExitStatus::kOk;
  }

 private:
  // Measure runs work some times and keeps the fastest. ERRORS: work's.
  Status Measure(Row row, const std::function<Status()>& work) {
    for (unsigned i = 0; i < options_.repeat; ++i) {
      const double cpu = CpuSeconds();
      const auto begun = std::chrono::steady_clock::now();
      CONSTAT_TRY(work());
      const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
      const double cpu_took = CpuSeconds() - cpu;
      if (i == 0 || took.count() < row.seconds) row.seconds = took.count();
      if (i == 0 || cpu_took < row.cpu_seconds) row.cpu_seconds = cpu_took;
    }
    if (!options_.json) {
      terminal_.Say(fmt::format("{:8} {:34} {:11} {:2} threads {:12.0f} {}/s {:11.4f} us of CPU each",
                                row.bench, row.what, row.backend, row.threads, row.count / row.seconds,
                                row.unit, 1e6 * row.cpu_seconds / row.count));
    }
    rows_.push_back(std::move(row));
    return {};
  }

  void PrintJson() {
    std::string out = "[";
    for (size_t i = 0; i < rows_.size(); ++i) {
      const Row& r = rows_[i];
      out += fmt::format(
          "{}\n  {{\"bench\": \"{}\", \"what\": \"{}\", \"backend\": \"{}\", \"threads\": {}, \"{}\": "
          "{:.0f}, \"seconds\": {:.6f}, \"cpu_seconds\": {:.6f}, \"{}_per_second\": {:.1f}}}",
          i == 0 ? "" : ",", r.bench, r.what, r.backend, r.threads, r.unit, r.count, r.seconds, r.cpu_seconds,
          r.unit, r.count / r.seconds);
    }
    terminal_.Print(out + "\n]\n");
  }

  // ThreadCounts is 1, 2, 4, ... and all.
  [[nodiscard]] std::vector<unsigned> ThreadCounts() const {
    std::vector<unsigned> out;
    for (unsigned t = 1; t < threads_; t *= 2) out.push_back(t);
    out.push_back(threads_);
    return out;
  }

  Status Verify();
  Status VerifyOneByOne(const load::SyntheticRecord& synthetic);
  Status VerifyBallots(const load::SyntheticRecord& synthetic, const Row& row);
  Status VerifyWhole(const load::SyntheticRecord& synthetic, const Row& row);
  Status Encrypt();
  Status Msm();
  Status LogHashes();

  const BenchOptions& options_;
  Terminal& terminal_;
  const unsigned threads_;
  std::vector<Row> rows_;
};

Status WrongAnswer(std::string_view what) {
  return Fail(ErrorCode::kBadProof, fmt::format("{} gave a wrong answer", what));
}

// VerifyOneByOne checks a few hundred ballots through libsodium, on one thread.
Status Bench::VerifyOneByOne(const load::SyntheticRecord& synthetic) {
  const referendum::Context& context = *synthetic.state().context();
  const group::WirePoint& key = synthetic.state().ceremony().JointKey();
  const size_t n = std::min<size_t>(synthetic.bodies().size(), 256);
  std::vector<Bytes> spoilt(synthetic.bodies().begin(), synthetic.bodies().begin() + 1);
  spoilt[0][spoilt[0].size() - 32] ^= 1;
  if (load::SodiumBallot(context, key, 0, spoilt[0])) return WrongAnswer("libsodium");
  return Measure({"verify", "one by one", "libsodium", 1, "ballots", static_cast<double>(n)},
                 [&]() -> Status {
                   for (size_t i = 0; i < n; ++i) {
                     if (!load::SodiumBallot(context, key, 0, synthetic.bodies()[i]))
                       return WrongAnswer("libsodium");
                   }
                   return {};
                 });
}

// VerifyBallots decodes, hashes and checks ballots in batches of 4,096, as verifying a record does.
Status Bench::VerifyBallots(const load::SyntheticRecord& synthetic, const Row& row) {
  std::vector<record::EntryView> entries;
  for (const Bytes& body : synthetic.bodies())
    entries.push_back({EntryType::kBallot, synthetic.state().context()->manifest.opening_ms, body});
  const size_t slice = std::min<size_t>(4096, (entries.size() + row.threads - 1) / row.threads);
  return Measure(row, [&]() -> Status {
    std::atomic<size_t> refused = 0;
    ParallelFor((entries.size() + slice - 1) / slice, row.threads, [&](size_t s) {
      const auto mine = std::span<const record::EntryView>(entries).subspan(
          s * slice, std::min(slice, entries.size() - s * slice));
      for (const referendum::Prechecked& p : synthetic.state().Precheck(mine))
        refused += p.ballot->proofs_hold ? 0 : 1;
    });
    return refused == synthetic.bad() ? Status{} : WrongAnswer(row.backend);
  });
}

Status Bench::VerifyWhole(const load::SyntheticRecord& synthetic, const Row& row) {
  return Measure(row, [&]() -> Status {
    CONSTAT_ASSIGN(const verify::Verified verified,
                   verify::VerifyRecord(synthetic, {.threads = row.threads}));
    const verify::Verification& v = verified.verification;
    const bool right = v.ballots == synthetic.bodies().size() - synthetic.bad() &&
                       v.At(verify::ClauseId::kBallots).count() == synthetic.bad() &&
                       v.At(verify::ClauseId::kLog).count() == 0;
    return right ? Status{} : WrongAnswer(row.backend);
  });
}

Status Bench::Verify() {
  if (!options_.json) terminal_.Note(fmt::format("making {} ballots, twice", options_.ballots));
  CONSTAT_ASSIGN(const std::unique_ptr<load::SyntheticRecord> clean,
                 load::SyntheticRecord::Make(options_.ballots, threads_));
  CONSTAT_ASSIGN(const std::unique_ptr<load::SyntheticRecord> bad,
                 load::SyntheticRecord::Make(options_.ballots, threads_,
                                             load::SyntheticRecord::Quality::kOnePercentBad));
  const auto n = static_cast<double>(options_.ballots);
  CONSTAT_TRY(VerifyOneByOne(*clean));
  std::vector<std::string_view> backends = group::msm::AvailableBackends();
  std::reverse(backends.begin(), backends.end());
  for (const std::string_view backend : backends) {
    CONSTAT_TRY(group::msm::SelectBackend(backend));
    const std::string name(backend);
    for (const unsigned t : ThreadCounts()) {
      CONSTAT_TRY(VerifyBallots(*clean, {"verify", "ballots", name, t, "ballots", n}));
    }
    CONSTAT_TRY(VerifyBallots(*bad, {"verify", "ballots, 1 % bad, all named", name, 1, "ballots", n}));
    for (const unsigned t : ThreadCounts()) {
      CONSTAT_TRY(VerifyWhole(*clean, {"verify", "whole record, a voter a ballot", name, t, "ballots", n}));
    }
    CONSTAT_TRY(VerifyWhole(*bad, {"verify", "whole record, 1 % bad, all named", name, 1, "ballots", n}));
  }
  return group::msm::SelectBackend(group::msm::AvailableBackends().front());
}

// Encrypt measures the voter's path: a draft and its proofs, in constant time.
Status Bench::Encrypt() {
  CONSTAT_ASSIGN(const std::unique_ptr<load::SyntheticRecord> synthetic, load::SyntheticRecord::Make(1, 1));
  const referendum::ContextPtr context = synthetic->state().context();
  crypto::SeededRng rng("constat bench", "voters");
  std::vector<roles::VotingCode> codes;
  codes.push_back(roles::VotingCode::Generate(rng));
  CONSTAT_ASSIGN(const roles::VoterSecret secret, roles::VoterSecret::FromCodes(*context, codes));
  constexpr size_t kBallots = 512;
  for (const unsigned t : ThreadCounts()) {
    CONSTAT_TRY(Measure(
        {"encrypt", "a ballot in constant time", "libsodium", t, "ballots", kBallots}, [&]() -> Status {
          std::vector<Bytes> made(kBallots);
          ParallelFor(kBallots, t, [&](size_t i) {
            crypto::SeededRng mine("constat bench", fmt::format("voter {}", i));
            Result<roles::BallotDraft> draft = roles::BallotDraft::Make(
                {context, synthetic->state().ceremony().JointKey(), secret.credential(), 0, 1, {{1}}}, mine);
            CONSTAT_CHECK(draft.has_value());
            made[i] = std::move(*draft).Cast(secret, mine).value_or(Bytes());
          });
          return load::SodiumBallot(*context, synthetic->state().ceremony().JointKey(), 0, made[0])
                     ? Status{}
                     : WrongAnswer("encrypt");
        }));
  }
  return {};
}

// Msm measures decoding and sums; each back end's sum is compared with the portable one's.
Status Bench::Msm() {
  constexpr size_t kPoints = size_t{1} << 17;
  crypto::SeededRng rng("constat bench", "msm");
  Bytes64 wide;
  rng.Fill(wide);
  const group::Point step = group::Point::FromUniformBytes(wide);
  std::vector<group::EncodedPoint> encodings;
  std::vector<group::Scalar> short_scalars;
  std::vector<group::Scalar> long_scalars;
  group::Point sum;
  for (size_t i = 0; i < kPoints; ++i) {
    sum += step;
    encodings.push_back(sum.Encode());
    rng.Fill(wide);
    long_scalars.push_back(group::Scalar::FromWideBytes(wide));
    std::array<uint8_t, 16> weight;
    rng.Fill(weight);
    short_scalars.push_back(group::Scalar::FromUint128Bytes(weight));
  }
  std::vector<group::PreparedPoint> points(kPoints);
  std::vector<std::string_view> backends = group::msm::AvailableBackends();
  std::reverse(backends.begin(), backends.end());
  std::optional<group::Point> expected[2];
  std::optional<Bytes32> product;
  for (const std::string_view backend : backends) {
    CONSTAT_TRY(group::msm::SelectBackend(backend));
    const std::string name(backend);
    constexpr size_t kRounds = 100'000;
    CONSTAT_TRY(Measure({"msm", "field multiplication", name, 1, "products", 32 * kRounds}, [&]() -> Status {
      const Bytes32 got = group::msm::MeasureMultiplication(kRounds);
      if (!product) product = got;
      return got == *product ? Status{} : WrongAnswer(name);
    }));
    CONSTAT_TRY(Measure({"msm", "decoding", name, 1, "points", kPoints}, [&]() -> Status {
      return group::DecodePreparedBatchVartime(encodings, points).empty() ? Status{} : WrongAnswer(name);
    }));
    for (const bool is_long : {false, true}) {
      CONSTAT_TRY(Measure(
          {"msm", is_long ? "sum, 253-bit scalars" : "sum, 128-bit scalars", name, 1, "points", kPoints},
          [&]() -> Status {
            const group::Point got =
                group::MulPreparedBatchVartime(is_long ? long_scalars : short_scalars, points);
            std::optional<group::Point>& want = expected[is_long ? 1 : 0];
            if (!want) want = got;
            return got == *want ? Status{} : WrongAnswer(name);
          }));
    }
  }
  return {};
}

// LogHashes measures what a log of ballots costs besides them: leaf hashes and the tree.
Status Bench::LogHashes() {
  constexpr size_t kEntries = 1 << 16;
  Bytes entry(1100);
  std::optional<tlog::Hash> expected;
  return Measure(
      {"log", "leaves of 1,100 bytes, and the tree", "sha256", 1, "entries", kEntries}, [&]() -> Status {
        tlog::TileBuilder tree;
        for (size_t i = 0; i < kEntries; ++i) {
          entry[0] = static_cast<uint8_t>(i);
          CONSTAT_TRY(tree.Append(tlog::LeafHash(entry), [](const tlog::Tile&, auto) { return Status{}; }));
        }
        const tlog::Hash root = tree.Head().root;
        if (!expected) expected = root;
        return root == *expected ? Status{} : WrongAnswer("the tree");
      });
}

}  // namespace

void AddBenchCommand(CommandTree& tree) {
  auto options = std::make_shared<BenchOptions>();
  Command command =
      tree.Add(tree.root(),
               {"bench", "Measure how fast this machine verifies, encrypts, adds up and hashes",
                "constat bench verify --json", "Every result is checked; the fastest of some runs counts."},
               [options](Terminal& terminal) { return Bench(*options, terminal).Run(); });
  command.Add("WHAT", options->what, "verify, encrypt, msm or log")
      .OneOf({"verify", "encrypt", "msm", "log"})
      .ShowDefault();
  command.AddFlag("--json", options->json, "Print an array of objects, for programs");
  command.Add("--ballots", options->ballots, "Ballots to verify").Between(64, 10'000'000).ShowDefault();
  command.Add("--threads", options->threads, "The most threads to measure with (default: all)")
      .Between(0, 1024);
  command.Add("--repeat", options->repeat, "Runs of each").Between(1, 100).ShowDefault();
}

}  // namespace constat::cli
