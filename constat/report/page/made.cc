#include "constat/report/page/made.h"

#include "constat/report/page/elements.h"

namespace constat::report::page {

Node MadeNode(const Made& made) {
  Node out = Span(Id("made"), Bdi(made.program.empty() ? "constat" : made.program));
  if (!made.sha256.empty()) out.Add(Fragment(" (SHA-256 ", Code(made.sha256), ")"));
  if (!made.date.empty()) out.Add(Fragment(", ", made.date));
  if (!made.machine.empty()) out.Add(Fragment(", ", Bdi(made.machine)));
  return out;
}

}  // namespace constat::report::page
