// Letters as PDF, printed by a browser that is there.
//
// The browser is run with a profile of its own below the output's folder, mode 0700, which is removed after;
// it looks up no host and reaches no network, and its own services are off.
#pragma once

#include <filesystem>
#include <string_view>

#include "constat/base/result.h"

namespace constat::party {

// FindBrowser looks for Chromium or Chrome in the absolute folders of search_path, which is a PATH. Others
// have no command that prints a page as its style sheet says. ERRORS: kMissingFile.
[[nodiscard]] Result<std::filesystem::path> FindBrowser(std::string_view search_path);

// PrintPdf prints a page into pdf, mode 0600, which must not exist. REQUIRES: html and pdf are in one folder
// of the caller's own. ERRORS: kCannotWrite if the browser fails or what it writes is no PDF.
[[nodiscard]] Status PrintPdf(const std::filesystem::path& browser, const std::filesystem::path& html,
                              const std::filesystem::path& pdf);

}  // namespace constat::party
