#include "constat/table/pattern.h"

#include <fmt/core.h>
#include <re2/re2.h>

#include "constat/base/bytes.h"
#include "constat/table/cell.h"

namespace constat::table {
namespace {

constexpr int64_t kMaxMemory = int64_t{1} << 20;  // of an expression and of what matching it keeps

re2::StringPiece Piece(std::string_view text) { return {text.data(), text.size()}; }

// WhatIsWrong is RE2's message without the part of the expression that it ends in.
std::string WhatIsWrong(const re2::RE2& expression) {
  std::string out = expression.error();
  const std::string tail = ": " + expression.error_arg();
  if (out.ends_with(tail)) out.resize(out.size() - tail.size());
  return out;
}

}  // namespace

Pattern::Pattern(std::unique_ptr<const re2::RE2> expression) : expression_(std::move(expression)) {}
Pattern::Pattern(Pattern&&) noexcept = default;
Pattern& Pattern::operator=(Pattern&&) noexcept = default;
Pattern::~Pattern() = default;

Result<Pattern> Pattern::Parse(std::string_view text) {
  if (text.size() > kMaxSize) return Fail(ErrorCode::kBadText, "a regular expression that is too long");
  if (!IsUtf8(AsBytes(text))) return Fail(ErrorCode::kBadText, "a regular expression that is not UTF-8");
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_dot_nl(true);  // a header may hold a line feed
  options.set_max_mem(kMaxMemory);
  auto expression = std::make_unique<const re2::RE2>(Piece(text), options);
  if (expression->ok()) return Pattern(std::move(expression));
  return Fail(ErrorCode::kBadText,
              fmt::format("the regular expression {}: {}", Quoted(text), WhatIsWrong(*expression)));
}

bool Pattern::Matches(std::string_view text) const {
  return re2::RE2::PartialMatch(Piece(text), *expression_);
}

}  // namespace constat::table
