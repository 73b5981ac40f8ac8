// Result<T>: a value or an Error, for failures that input can cause.
//
// A bug aborts (check.h); what a verifier finds is data (verify/verification.h); everything else is a Result.
#pragma once

#include <string>
#include <tl/expected.hpp>
#include <utility>

#include "constat/base/error.h"

namespace constat {

// Error is one code of the closed list and a sentence saying what is wrong and where. The detail never
// contains a secret.
struct Error {
  ErrorCode code;
  std::string detail;
};

template <typename T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

// Fail makes the failure branch of any Result.
[[nodiscard]] inline tl::unexpected<Error> Fail(ErrorCode code, std::string detail) {
  return tl::unexpected<Error>(Error{code, std::move(detail)});
}

// Prefix puts "where: " before an error's detail.
[[nodiscard]] inline Error Prefix(std::string where, Error error) {
  error.detail = std::move(where) + ": " + error.detail;
  return error;
}

}  // namespace constat

#define CONSTAT_CONCAT_INNER(a, b) a##b
#define CONSTAT_CONCAT(a, b) CONSTAT_CONCAT_INNER(a, b)

// CONSTAT_TRY(expression): returns the error of a Result, discards the value.
#define CONSTAT_TRY(expression)                                                       \
  do {                                                                                \
    if (auto constat_try_result = (expression); !constat_try_result)                  \
      return tl::unexpected<::constat::Error>(std::move(constat_try_result).error()); \
  } while (false)

// CONSTAT_ASSIGN(declaration, expression): returns the error of a Result or binds its value.
#define CONSTAT_ASSIGN(declaration, expression) \
  CONSTAT_ASSIGN_INNER(declaration, expression, CONSTAT_CONCAT(constat_result_, __LINE__))
#define CONSTAT_ASSIGN_INNER(declaration, expression, name)                    \
  auto name = (expression);                                                    \
  if (!name) return tl::unexpected<::constat::Error>(std::move(name).error()); \
  declaration = *std::move(name)
