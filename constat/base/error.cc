#include "constat/base/error.h"

#include "constat/base/check.h"

namespace constat {

std::string_view ErrorName(ErrorCode code) {
  switch (code) {
#define CONSTAT_ERROR_NAME(number, constant, name, meaning) \
  case ErrorCode::constant:                                 \
    return name;
    CONSTAT_ERROR_CODES(CONSTAT_ERROR_NAME)
#undef CONSTAT_ERROR_NAME
  }
  CONSTAT_CHECK(false);
}

std::string_view ErrorMeaning(ErrorCode code) {
  switch (code) {
#define CONSTAT_ERROR_MEANING(number, constant, name, meaning) \
  case ErrorCode::constant:                                    \
    return meaning;
    CONSTAT_ERROR_CODES(CONSTAT_ERROR_MEANING)
#undef CONSTAT_ERROR_MEANING
  }
  CONSTAT_CHECK(false);
}

}  // namespace constat
