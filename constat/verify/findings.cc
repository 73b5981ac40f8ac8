#include "constat/verify/findings.h"

#include "constat/base/check.h"

namespace constat::verify {

using record::EntryType;

CheckId CheckOf(EntryType type) {
  switch (type) {
#define CONSTAT_ENTRY_TYPE(number, constant, name, phase, when, last, check, clause) \
  case EntryType::constant:                                                          \
    return CheckId::check;
#include "constat/record/entry_types.inc"
  }
  CONSTAT_CHECK(false);
}

void AddOfFile(Check& check, const std::string& name, const Error& error,
               std::optional<HeldPaper::Kind> paper) {
  Finding finding{.entry = std::nullopt, .code = error.code, .text = Prefix(name, error).detail};
  finding.file = name;
  finding.paper = paper;
  check.Add(std::move(finding));
}

}  // namespace constat::verify
