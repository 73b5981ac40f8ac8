#include "constat/text/error_text.h"

#include <fmt/core.h>

#include "constat/base/check.h"
#include "constat/text/clean.h"

namespace constat::text {
namespace {

// What several codes have in common.
constexpr std::string_view kCorrectIt = "Correct it there and try again.";
constexpr std::string_view kAskForTheFile =
    "Ask for the file again: it was damaged on its way, or is another one.";
constexpr std::string_view kAskTheMaker =
    "Ask whoever made it to make it again; if it stays so, show it to the organiser and to observers.";
constexpr std::string_view kSameReferendum = "Check that all files are of one referendum.";
constexpr std::string_view kAskTheBoard = "Ask the board for the file again.";
constexpr std::string_view kForked = "Keep both files and show them to others: the log may have been forked.";
constexpr std::string_view kDamaged =
    "Fetch the record again; if it stays so, it was damaged or tampered with.";
constexpr std::string_view kClocks = "Compare the clocks of the board and the witnesses with a third one.";
constexpr std::string_view kOrder =
    "Use the order.csv of registrar 1, and bring the files of a roll in their order.";
constexpr std::string_view kVoteAgain = "Make the ballot again, with the newest record.";
constexpr std::string_view kTellTheOffice = "If a ballot was not yours, tell the office that sent the code.";
constexpr std::string_view kKeepTheRecord = "Keep the record, and show it to observers.";
constexpr std::string_view kKeepBoth =
    "Keep the file and the record, and show both to the organiser and to observers.";

// AdviceAbout is what to do about an error whose detail does not say so itself.
std::string_view AdviceAbout(ErrorCode code) {
  switch (code) {
#define CONSTAT_ADVICE(constant, advice) \
  case ErrorCode::constant:              \
    return advice;
#include "constat/text/error_advice.inc"
#undef CONSTAT_ADVICE
  }
  CONSTAT_CHECK(false);
}

}  // namespace

bool HasAdvice(std::string_view detail) {
  return detail.find("; ") != std::string_view::npos || detail.find(": write ") != std::string_view::npos;
}

std::string FormatError(const Error& error) {
  std::string detail = CleanLine(error.detail);
  while (!detail.empty() && (detail.back() == '.' || detail.back() == ' ')) detail.pop_back();
  std::string out = fmt::format("{} ({}).", detail, ErrorName(error.code));
  const std::string_view advice = HasAdvice(detail) ? std::string_view() : AdviceAbout(error.code);
  if (!advice.empty()) out += fmt::format(" {}", advice);
  return out;
}

}  // namespace constat::text
