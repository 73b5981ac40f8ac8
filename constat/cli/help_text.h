// Help text: what --help shows: what the command does, how it is called, its options, an example.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

namespace constat::cli {

// HelpFormatter lays help out in 80 columns. The footer of a command is its example.
class HelpFormatter final : public CLI::FormatterBase {
 public:
  [[nodiscard]] std::string make_help(const CLI::App* app, std::string name,
                                      CLI::AppFormatMode mode) const override;
};

// FullName is the command as it is typed: "constat board append".
[[nodiscard]] std::string FullName(const CLI::App* app);

}  // namespace constat::cli
