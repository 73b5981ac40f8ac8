// What tests ask of a Result: that it succeeds, or which code of the closed list it fails with.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <utility>

#include "constat/base/result.h"

namespace constat {

// A Result is printed as its error's code and sentence, or as "ok".
inline void PrintTo(const Error& error, std::ostream* out) {
  *out << ErrorName(error.code) << ": " << error.detail;
}

// CodeOf is the name of a result's error, or "ok"; DetailOf its sentence, or nothing.
template <typename T>
std::string CodeOf(const Result<T>& result) {
  return result ? "ok" : std::string(ErrorName(result.error().code));
}
template <typename T>
std::string DetailOf(const Result<T>& result) {
  return result ? "" : result.error().detail;
}

// FailsWith(code) matches a Result whose error has that code.
MATCHER_P(FailsWith, code, std::string("fails with ") + std::string(ErrorName(code))) {
  if (arg.has_value()) {
    *result_listener << "which succeeded";
    return false;
  }
  *result_listener << ErrorName(arg.error().code) << ": " << arg.error().detail;
  return arg.error().code == code;
}

MATCHER(Succeeds, "succeeds") {
  if (arg.has_value()) return true;
  *result_listener << ErrorName(arg.error().code) << ": " << arg.error().detail;
  return false;
}

// Value takes a result that must be one.
template <typename T>
T Value(Result<T> result) {
  if (!result) {
    ADD_FAILURE() << ErrorName(result.error().code) << ": " << result.error().detail;
    std::abort();
  }
  return *std::move(result);
}

}  // namespace constat
