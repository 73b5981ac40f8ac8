// Made: by what, when and where a report was made. It is one object in JSON and one element in a page (id
// "made"), so that reports of two builds, or two machines, can be compared without it: nothing else in a
// report depends on these.
#pragma once

#include <string>

#include "constat/report/page/node.h"

namespace constat::report::page {

// Made: what is empty is not stated.
struct Made {
  std::string program{};  // name and version, such as "constat 0.1.0"
  std::string sha256{};   // of the program's file, in hex
  std::string date{};     // RFC 3339, UTC
  std::string machine{};  // such as "x86_64, 8 threads"
};

// MadeNode says it in a line, "constat" for a program without a name.
[[nodiscard]] Node MadeNode(const Made& made);

}  // namespace constat::report::page
