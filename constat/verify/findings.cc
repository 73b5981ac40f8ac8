#include "constat/verify/findings.h"

#include "constat/base/check.h"

namespace constat::verify {

using record::EntryType;

ClauseId ClauseOf(EntryType type) {
  switch (type) {
#define CONSTAT_ENTRY_TYPE(number, constant, name, phase, when, check, clause) \
  case EntryType::constant:                                                    \
    return ClauseId::check;
#include "constat/record/entry_types.inc"
  }
  CONSTAT_CHECK(false);
}

}  // namespace constat::verify
