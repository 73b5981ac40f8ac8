#include "constat/cli/help_text.h"

#include <fmt/core.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "constat/text/wrap.h"

namespace constat::cli {
namespace {

constexpr size_t kWidth = 80;
constexpr size_t kIndent = 2;
constexpr size_t kColumn = 24;  // where explanations begin

// Row is a name and its explanation beside it, or below where the name is long.
std::string Row(const std::string& name, std::string_view text) {
  std::string out = std::string(kIndent, ' ') + name;
  out += out.size() + 2 > kColumn ? "\n" + std::string(kColumn, ' ') : std::string(kColumn - out.size(), ' ');
  return out + text::WrapHanging(text, {kWidth, kColumn, kColumn});
}

// ValueName is what is shown for an option's value: "FILE".
std::string ValueName(const CLI::Option& option) {
  if (option.get_items_expected_max() == 0) return {};
  std::string name = option.get_type_name();
  name = name.substr(0, name.find(':'));
  return name == "UINT" ? "N" : name;
}

std::string Usage(const CLI::App& app) {
  std::string out = FullName(&app);
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional() || !option->get_required()) continue;
    out += fmt::format(" {} {}", option->get_name(), ValueName(*option));
  }
  if (app.get_options([](const CLI::Option* o) { return !o->get_positional() && !o->get_required(); })
          .size() > 1) {
    out += " [OPTIONS]";
  }
  for (const CLI::Option* option : app.get_options()) {
    if (!option->get_positional()) continue;
    const std::string name = option->get_name(true) + (option->get_items_expected_max() > 1 ? "..." : "");
    out += option->get_required() ? " " + name : fmt::format(" [{}]", name);
  }
  if (!app.get_subcommands({}).empty()) out += " COMMAND";
  return text::WrapHanging(out, {kWidth, 2 * kIndent, kIndent});
}

std::string Options(const CLI::App& app) {
  std::string out;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) out += Row(option->get_name(true), option->get_description());
  }
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional()) continue;
    std::string name = option->get_name(false, true);
    for (size_t comma = name.find(','); comma != std::string::npos; comma = name.find(',', comma + 2)) {
      name.replace(comma, 1, ", ");
    }
    const std::string value = ValueName(*option);
    out += Row(value.empty() ? name : name + " " + value, option->get_description());
  }
  return out;
}

std::string Commands(const CLI::App& app) {
  std::vector<std::string> groups;
  for (const CLI::App* command : app.get_subcommands({})) {
    if (std::find(groups.begin(), groups.end(), command->get_group()) == groups.end()) {
      groups.push_back(command->get_group());
    }
  }
  std::string out;
  for (const std::string& group : groups) {
    out += fmt::format("\n{}:\n", group == "Subcommands" ? "Commands" : group);
    for (const CLI::App* command : app.get_subcommands({})) {
      const std::string text = command->get_description();
      if (command->get_group() == group) out += Row(command->get_name(), text.substr(0, text.find('\n')));
    }
  }
  return out;
}

}  // namespace

std::string FullName(const CLI::App* app) {
  std::string out = app->get_name();
  for (const CLI::App* up = app->get_parent(); up != nullptr; up = up->get_parent()) {
    out = fmt::format("{} {}", up->get_name(), out);
  }
  return out;
}

std::string HelpFormatter::make_help(const CLI::App* app, std::string /*name*/,
                                     CLI::AppFormatMode /*mode*/) const {
  std::string out = text::WrapHanging(app->get_description(), {kWidth, 0, 0});
  out += "\nUsage:\n  " + Usage(*app);
  out += Commands(*app);
  out += "\nOptions:\n" + Options(*app);
  return out + "\n" + app->get_footer() + "\n";
}

}  // namespace constat::cli
