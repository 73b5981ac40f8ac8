// Agenda text: what a referendum waits for, in words for everybody and as JSON.
#pragma once

#include <string>
#include <vector>

#include "constat/record/manifest.h"
#include "constat/referendum/agenda.h"

namespace constat::report {

// AgendaInput is an agenda with what it was made from.
struct AgendaInput {
  const record::Manifest& manifest;
  const referendum::Milestones& said;
  const referendum::Agenda& agenda;
  uint64_t now_ms = 0;
  Bytes32 manifest_hash{};
  uint64_t seen_ms = 0;  // Verification::SeenMs of the record that this is about; 0 if that is not known
  uint64_t judged = UINT64_MAX;  // so many of the entries were judged
  uint64_t judged_ms = 0;        // when, if not now
};

// FormatAgenda is lines for a terminal, harmless to it: where the referendum is, who is waited for, until
// when in the manifest's zone, and what happens otherwise.
[[nodiscard]] std::string FormatAgenda(const AgendaInput& input);

// FormatAgendaJson is the same for programs; parties are numbered as in the manifest's text, from 1, and
// times are RFC 3339 in UTC:
//   {"manifest_hash": 64 digits, "seen": null or a time, "phase", "entries", "judged", "judged_at": null or a
//   time, "voters", "ballots", "failure": null or a word, "waiting": [{"duty", "parties": [{"role", "number",
//   "name"}], "needed", "from": null or a time, "until": likewise, "otherwise"}]}
[[nodiscard]] std::string FormatAgendaJson(const AgendaInput& input);

}  // namespace constat::report
