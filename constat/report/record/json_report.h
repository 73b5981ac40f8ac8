// JSON report: one verification for programs. Spec: VER-8.
#pragma once

#include <string>

#include "constat/report/page/made.h"
#include "constat/verify/verification.h"

namespace constat::report {

// FormatJsonReport is VER-8's object, fields in its order, indented by two spaces, with a line feed at the
// end. Equal verifications give equal bytes, but for "made"; what is for people is in this language (a BCP 47
// tag). "manifest_hash" is null without a usable manifest.
[[nodiscard]] std::string FormatJsonReport(const verify::Verification& verification, const page::Made& made,
                                           const std::string& language = "en");

// FormatJsonUnreadable is the report of something that is no record at all: outcome "could not be
// checked", exit 2.
[[nodiscard]] std::string FormatJsonUnreadable(const Error& error, const page::Made& made);

}  // namespace constat::report
