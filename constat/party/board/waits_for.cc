#include "constat/party/board/waits_for.h"

#include <fmt/core.h>

#include "constat/text/clean.h"
#include "constat/text/number.h"

namespace constat::party {

using referendum::Phase;

std::string WaitsFor(Board& board) {
  const referendum::Referendum& state = board.state();
  const record::Manifest& manifest = state.context()->manifest;
  switch (state.phase()) {
    case Phase::kEmpty:
      return "the manifest";
    case Phase::kCeremony: {
      const bool dealt = state.ceremony().AllDealt();
      std::string names;
      for (size_t i = 0; i < manifest.trustees.size(); ++i) {
        const auto trustee = static_cast<uint16_t>(i + 1);
        if (dealt ? state.ceremony().HasAccepted(trustee) : state.ceremony().DealOf(trustee).has_value())
          continue;
        names += fmt::format("{}{} ({})", names.empty() ? "" : ", ", trustee,
                             text::CleanLine(manifest.trustees[i].name));
      }
      return fmt::format("{} of trustee {}", dealt ? "the acceptance" : "the deal", names);
    }
    case Phase::kFailedCeremony:
      return fmt::format("nothing: trustee {} dealt a bad share, so the organiser begins a new referendum",
                         state.ceremony().Convicted());
    case Phase::kRoll:
      return state.roll().AllEnded() ? "the organiser's open" : "the registrars' rolls";
    case Phase::kOpen:
      return fmt::format("ballots until {}, then constat board close", text::FormatTime(manifest.closing_ms));
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

}  // namespace constat::party
