// What a voter's device and a registrar spend: a ballot of three options (draft, then cast), and a voter
// on the roll.
#include <benchmark/benchmark.h>

#include "constat/base/check.h"
#include "constat/load/parties.h"
#include "constat/parcel/secret/secret_file.h"
#include "constat/party/organiser/organiser.h"
#include "constat/party/registrar/registrar.h"
#include "constat/party/voter/voter.h"

namespace constat::party {
namespace {

// Setting is a referendum of one question with three options, one region and one registrar.
struct Setting {
  Setting() {
    const Result<Bytes> body = MakeManifestBody(load::MakeManifest(parties), parties.organiser);
    CONSTAT_CHECK(body.has_value());
    context = *referendum::MakeContext(*body);
  }

  crypto::SystemRng rng;
  load::Parties parties{rng};
  referendum::ContextPtr context;
};

// Each iteration makes one ballot; real time is the voter's wait.
void BM_DraftAndCast(benchmark::State& state) {
  Setting setting;
  std::vector<parcel::VotingCode> codes;
  codes.push_back(parcel::VotingCode::Generate(setting.rng));
  const Result<VoterSecret> secret = VoterSecret::FromCodes(*setting.context, codes);
  const group::WirePoint joint_key =
      group::WirePoint::From(group::SecretScalar::Random(setting.rng).MulBase());
  uint64_t revision = 0;
  for (auto _ : state) {
    Result<BallotDraft> draft =
        BallotDraft::Make({setting.context, joint_key, 0, ++revision, {{1}}}, *secret, setting.rng);
    benchmark::DoNotOptimize(std::move(*draft).Cast(*secret, setting.rng));
  }
  state.counters["bytes"] = static_cast<double>(setting.context->shape.size_bytes);
}
BENCHMARK(BM_DraftAndCast)->Unit(benchmark::kMicrosecond);

// Items are voters; the argument is the number of threads.
void BM_Issue(benchmark::State& state) {
  Setting setting;
  std::vector<parcel::Person> persons;
  for (int i = 0; i < 4096; ++i) persons.push_back({std::to_string(i), 0, ""});
  const parcel::PersonOrder order = DrawOrder(setting.context->manifest, persons, setting.rng);
  const IssueSinks sinks = {[](const parcel::SheetRow&) { return Status(); },
                            [](record::EntryType, const Bytes&) { return Status(); }};
  for (auto _ : state) {
    const Status issued = Issue({setting.context, &setting.parties.registrar, &persons, &order,
                                 static_cast<unsigned>(state.range(0))},
                                setting.rng, sinks);
    CONSTAT_CHECK(issued.has_value());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(persons.size()));
}
BENCHMARK(BM_Issue)->Arg(1)->Arg(2)->UseRealTime()->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace constat::party

BENCHMARK_MAIN();
