#include "constat/party/board/waits_for.h"

#include <fmt/core.h>

#include "constat/record/local_time.h"
#include "constat/record/named.h"
#include "constat/text/clean.h"
#include "constat/text/number.h"

namespace constat::party {

using referendum::Phase;

namespace {

// NamesOf lists the trustees of whom has_done is false: "1 (Ada Example), 3 (Eve Example)".
template <typename HasDone>
std::string NamesOf(const record::Manifest& manifest, const HasDone& has_done) {
  std::string names;
  for (uint16_t j = 1; j <= manifest.trustees.size(); ++j) {
    if (has_done(j)) continue;
    names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", j,
                         text::CleanLine(manifest.trustees[j - 1u].name));
  }
  return names;
}

std::string CeremonyWaitsFor(const referendum::Referendum& state, uint64_t now_ms) {
  const record::Manifest& manifest = state.context()->manifest;
  const referendum::Ceremony& ceremony = state.ceremony();
  std::string what;
  if (!ceremony.AllCommitted()) {
    what = "the commitment of trustee " +
           NamesOf(manifest, [&](uint16_t j) { return ceremony.HasCommitted(j); });
  } else if (!ceremony.AllDealt()) {
    what = "the deal of trustee " +
           NamesOf(manifest, [&](uint16_t j) { return ceremony.DealOf(j).has_value(); });
  } else {
    what =
        "the acceptance of trustee " + NamesOf(manifest, [&](uint16_t j) { return ceremony.HasAccepted(j); });
  }
  if (now_ms <= manifest.ceremony_end_ms) return what;
  return fmt::format(
      "nothing: the ceremony had to end by {} and lacks {}, so the organiser begins a new referendum",
      record::FormatLocalTime(manifest, manifest.ceremony_end_ms), what);
}

std::string RollWaitsFor(const referendum::Referendum& state, uint64_t now_ms) {
  const record::Manifest& manifest = state.context()->manifest;
  const referendum::Ceremony& ceremony = state.ceremony();
  const uint64_t until_ms = referendum::OpenUntilMs(manifest);
  std::string what = "the registrars' rolls";
  if (state.complete_roll() && ceremony.Drills() < manifest.drills) {
    what = fmt::format("drills of {} more of trustee {}", manifest.drills - ceremony.Drills(),
                       NamesOf(manifest, [&](uint16_t j) { return ceremony.HasDrilled(j); }));
  } else if (state.complete_roll()) {
    what = fmt::format("the organiser's open, until {}", record::FormatLocalTime(manifest, until_ms));
  }
  if (now_ms <= until_ms) return what;
  return fmt::format("nothing: voting had to be opened by {}, so the organiser begins a new referendum",
                     record::FormatLocalTime(manifest, until_ms));
}

uint64_t SizeOf(const std::optional<tlog::SignedCheckpoint>& checkpoint) {
  return checkpoint ? checkpoint->checkpoint.size : 0;
}

}  // namespace

std::string WaitsFor(Board& board, uint64_t now_ms) {
  const referendum::Referendum& state = board.state();
  const record::Manifest& manifest = state.context()->manifest;
  switch (state.phase()) {
    case Phase::kEmpty:
      return "the manifest";
    case Phase::kCeremony:
      return CeremonyWaitsFor(state, now_ms);
    case Phase::kFailedCeremony:
      return fmt::format("nothing: {} dealt a bad share, so the organiser begins a new referendum",
                         text::CleanLine(record::FormatTrustee(manifest, state.ceremony().Convicted())));
    case Phase::kRoll:
      return RollWaitsFor(state, now_ms);
    case Phase::kOpen:
      return fmt::format("ballots until {}, then constat board close",
                         record::FormatLocalAndUtc(manifest, manifest.closing_ms));
    case Phase::kTallying: {
      const size_t have = board.MutableState().tally().Complete().size();
      if (have >= manifest.threshold) return "constat board result";
      return fmt::format("decryption shares of {} more trustees", manifest.threshold - have);
    }
    case Phase::kFinal:
      return "nothing: the record is complete";
  }
  return {};
}

std::string DescribeStatus(Board& board, uint64_t now_ms) {
  const referendum::Referendum& state = board.state();
  std::string out = fmt::format("phase      {}\nentries    {}, of which {} are published\n",
                                referendum::PhaseName(state.phase()), text::FormatCount(SizeOf(board.head())),
                                text::FormatCount(SizeOf(board.published())));
  if (state.phase() >= referendum::Phase::kOpen)
    out += fmt::format("ballots    {}\n", text::FormatCount(state.ballots().Ballots()));
  return out + fmt::format("waits for  {}\n", WaitsFor(board, now_ms));
}

bool IsAheadOfPublished(const Board& board) { return SizeOf(board.published()) < SizeOf(board.head()); }

}  // namespace constat::party
