#include "constat/cli/option.h"

#include <CLI/CLI.hpp>
#include <optional>
#include <utility>

namespace constat::cli {

Option Option::Required(bool required) const {
  option_->required(required);
  return *this;
}

Option Option::Value(const std::string& name) const {
  option_->type_name(name);
  return *this;
}

Option Option::ShowDefault() const {
  option_->capture_default_str();
  return *this;
}

Option Option::OneEach() const {
  option_->allow_extra_args(false);
  return *this;
}

Option Option::Single() const {
  option_->expected(1);
  return *this;
}

Option Option::From(const std::string& variable) const {
  option_->envname(variable);
  return *this;
}

Option Option::Needs(Option other) const {
  option_->needs(other.option_);
  return *this;
}

Option Option::Between(int64_t low, int64_t high) const {
  option_->check(CLI::Range(low, high));
  return *this;
}

Option Option::Positive() const {
  option_->check(CLI::PositiveNumber);
  return *this;
}

Option Option::OneOf(const std::vector<std::string>& values) const {
  option_->check(CLI::IsMember(values));
  return *this;
}

Option Option::Check(std::function<std::string(const std::string&)> wrong) const {
  option_->check(CLI::Validator([wrong = std::move(wrong)](std::string& text) { return wrong(text); }, ""));
  return *this;
}

template <typename T>
Option Command::Add(const std::string& name, T& value, const std::string& text) {
  return Option(app_->add_option(name, value, text));
}

template Option Command::Add(const std::string&, std::string&, const std::string&);
template Option Command::Add(const std::string&, unsigned&, const std::string&);
template Option Command::Add(const std::string&, size_t&, const std::string&);
template Option Command::Add(const std::string&, int64_t&, const std::string&);
template Option Command::Add(const std::string&, std::optional<int64_t>&, const std::string&);
template Option Command::Add(const std::string&, std::vector<std::string>&, const std::string&);
template Option Command::Add(const std::string&, std::vector<uint64_t>&, const std::string&);

Option Command::AddFlag(const std::string& name, bool& value, const std::string& text) {
  return Option(app_->add_flag(name, value, text));
}

Option Command::Get(const std::string& name) const { return Option(app_->get_option(name)); }

}  // namespace constat::cli
