// The group's primitives, each back end, with libsodium beside them where it has the same operation.
//
// build/bin/constat_group_bench --benchmark_filter=... ; sizes are in points, times of batches
// also per point.
#include <benchmark/benchmark.h>
#include <sodium.h>

#include <string>

#include "constat/base/check.h"
#include "constat/crypto/secret/seeded_rng.h"
#include "constat/group/field.h"
#include "constat/group/msm.h"
#include "constat/group/msm/backend.h"
#include "constat/group/secret/secret_scalar.h"
#include "constat/load/terms.h"
#include "constat/testing/values.h"

namespace constat::group {
namespace {

// Terms is n encoded points and scalars, each scalar of 128 or 253 bits. The points are the multiples
// of one point.
struct Terms {
  std::vector<Scalar> scalars;
  std::vector<Point> points;
  std::vector<EncodedPoint> encodings;
};

Terms MakeTerms(size_t n, int64_t bits) {
  Terms out{load::RandomScalars(n, static_cast<int>(bits)), {}, load::Multiples(n)};
  out.points.resize(n);
  CONSTAT_CHECK(DecodeBatchVartime(out.encodings, out.points).empty());
  return out;
}

void CountPoints(benchmark::State& state, size_t n) {
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()) * static_cast<int64_t>(n));
  state.counters["s/point"] = benchmark::Counter(
      static_cast<double>(n), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}

void FieldMul(benchmark::State& state) {
  crypto::SeededRng rng("bench", "field");
  Field a = Field::DecodeMasked(RandomBytes<32>(rng).data());
  const Field b = Field::DecodeMasked(RandomBytes<32>(rng).data());
  for (auto _ : state) benchmark::DoNotOptimize(a = a * b);
}
BENCHMARK(FieldMul);

void FieldSquare(benchmark::State& state) {
  crypto::SeededRng rng("bench", "field");
  Field a = Field::DecodeMasked(RandomBytes<32>(rng).data());
  for (auto _ : state) benchmark::DoNotOptimize(a = a.Square());
}
BENCHMARK(FieldSquare);

void ScalarMul(benchmark::State& state) {
  crypto::SeededRng rng("bench", "scalar");
  Scalar a = RandomScalar(rng);
  const Scalar b = RandomScalar(rng);
  for (auto _ : state) benchmark::DoNotOptimize(a = a * b);
}
BENCHMARK(ScalarMul);

void ScalarMulLibsodium(benchmark::State& state) {
  crypto::SeededRng rng("bench", "scalar");
  Bytes32 a = RandomScalar(rng).Encode();
  const Bytes32 b = RandomScalar(rng).Encode();
  for (auto _ : state) {
    crypto_core_ristretto255_scalar_mul(a.data(), a.data(), b.data());
    benchmark::DoNotOptimize(a);
  }
}
BENCHMARK(ScalarMulLibsodium);

void PointAdd(benchmark::State& state) {
  const Terms terms = MakeTerms(2, 253);
  Point sum = terms.points[0];
  for (auto _ : state) benchmark::DoNotOptimize(sum += terms.points[1]);
}
BENCHMARK(PointAdd);

void PointDecode(benchmark::State& state) {
  const Terms terms = MakeTerms(1, 253);
  for (auto _ : state) benchmark::DoNotOptimize(Point::Decode(terms.encodings[0]));
}
BENCHMARK(PointDecode);

void PointDecodeLibsodium(benchmark::State& state) {
  const Terms terms = MakeTerms(1, 253);
  for (auto _ : state)
    benchmark::DoNotOptimize(crypto_core_ristretto255_is_valid_point(terms.encodings[0].data()));
}
BENCHMARK(PointDecodeLibsodium);

void PointEncode(benchmark::State& state) {
  const Terms terms = MakeTerms(1, 253);
  for (auto _ : state) benchmark::DoNotOptimize(terms.points[0].Encode());
}
BENCHMARK(PointEncode);

void MulVartime(benchmark::State& state) {
  const Terms terms = MakeTerms(1, 253);
  for (auto _ : state) benchmark::DoNotOptimize(terms.points[0].MulVartime(terms.scalars[0]));
}
BENCHMARK(MulVartime);

void MulBaseVartime(benchmark::State& state) {
  const Terms terms = MakeTerms(1, 253);
  for (auto _ : state) benchmark::DoNotOptimize(Point::MulBaseVartime(terms.scalars[0]));
}
BENCHMARK(MulBaseVartime);

void SecretMul(benchmark::State& state) {
  const Terms terms = MakeTerms(1, 253);
  const SecretScalar secret = SecretScalar::FromPublic(terms.scalars[0]);
  for (auto _ : state) benchmark::DoNotOptimize(secret.Mul(terms.points[0]));
}
BENCHMARK(SecretMul);

void SecretMulEncoded(benchmark::State& state) {
  const Terms terms = MakeTerms(1, 253);
  const SecretScalar secret = SecretScalar::FromPublic(terms.scalars[0]);
  for (auto _ : state) benchmark::DoNotOptimize(secret.MulEncoded(terms.encodings[0]));
}
BENCHMARK(SecretMulEncoded);

void SecretMulBase(benchmark::State& state) {
  const SecretScalar secret = SecretScalar::FromPublic(MakeTerms(1, 253).scalars[0]);
  for (auto _ : state) benchmark::DoNotOptimize(secret.MulBase());
}
BENCHMARK(SecretMulBase);

void SecretMulBaseEncoded(benchmark::State& state) {
  const SecretScalar secret = SecretScalar::FromPublic(MakeTerms(1, 253).scalars[0]);
  for (auto _ : state) benchmark::DoNotOptimize(secret.MulBaseEncoded());
}
BENCHMARK(SecretMulBaseEncoded);

void DecodeBatch(benchmark::State& state, const std::string& backend) {
  CONSTAT_CHECK(msm::SelectBackend(backend).has_value());
  const size_t n = static_cast<size_t>(state.range(0));
  const Terms terms = MakeTerms(n, 128);
  std::vector<Point> points(n);
  for (auto _ : state) benchmark::DoNotOptimize(DecodeBatchVartime(terms.encodings, points));
  CountPoints(state, n);
}

void MulBatch(benchmark::State& state, const std::string& backend) {
  CONSTAT_CHECK(msm::SelectBackend(backend).has_value());
  const size_t n = static_cast<size_t>(state.range(0));
  const Terms terms = MakeTerms(n, state.range(1));
  for (auto _ : state) benchmark::DoNotOptimize(MulBatchVartime(terms.scalars, terms.points));
  CountPoints(state, n);
}

void DecodeAndMulBatch(benchmark::State& state, const std::string& backend) {
  CONSTAT_CHECK(msm::SelectBackend(backend).has_value());
  const size_t n = static_cast<size_t>(state.range(0));
  const Terms terms = MakeTerms(n, state.range(1));
  for (auto _ : state) {
    std::vector<PreparedPoint> points(n);
    CONSTAT_CHECK(DecodePreparedBatchVartime(terms.encodings, points).empty());
    benchmark::DoNotOptimize(MulPreparedBatchVartime(terms.scalars, points));
  }
  CountPoints(state, n);
}

void RegisterBackends() {
  for (const std::string_view view : msm::AvailableBackends()) {
    const std::string name(view);
    benchmark::RegisterBenchmark(("DecodeBatch/" + name).c_str(), DecodeBatch, name)->Arg(1 << 10);
    const std::vector<std::vector<int64_t>> sizes{{16, 64, 256, 1 << 10, 1 << 12, 1 << 14, 1 << 17},
                                                  {128, 253}};
    benchmark::RegisterBenchmark(("MulBatch/" + name).c_str(), MulBatch, name)
        ->ArgsProduct(sizes)
        ->Unit(benchmark::kMicrosecond);
    benchmark::RegisterBenchmark(("DecodeAndMulBatch/" + name).c_str(), DecodeAndMulBatch, name)
        ->ArgsProduct({{1 << 12, 1 << 17}, {128, 253}})
        ->Unit(benchmark::kMicrosecond);
  }
}

}  // namespace
}  // namespace constat::group

int main(int argc, char** argv) {
  constat::group::RegisterBackends();
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}
