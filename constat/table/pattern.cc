#include "constat/table/pattern.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/bytes.h"
#include "constat/table/cell.h"
#include "constat/text/utf8.h"

namespace constat::table {

// PatternParser reads an expression by recursive descent; kMaxSize bounds the depth.
class PatternParser {
 public:
  using Op = Pattern::Op;
  using Program = Pattern::Program;

  explicit PatternParser(std::string_view text) : text_(text::CodePoints(text)) {}

  Result<Program> Run() {
    CONSTAT_ASSIGN(Program program, Alternatives());
    if (!AtEnd()) return Wrong("a ) without its (");
    return program;
  }

 private:
  [[nodiscard]] bool AtEnd() const { return at_ == text_.size(); }
  [[nodiscard]] bool Is(char32_t c) const { return !AtEnd() && text_[at_] == c; }
  bool Accept(char32_t c) {
    if (!Is(c)) return false;
    ++at_;
    return true;
  }
  static tl::unexpected<Error> Wrong(const char* what) { return Fail(ErrorCode::kBadText, what); }
  static Program One(Op op, char32_t character = 0) {
    return Program{Pattern::Step{.op = op, .character = character, .set = {}}};
  }
  static Pattern::Step JumpBy(Op op, size_t forward, size_t back = 0) {
    return {.op = op,
            .jump = static_cast<std::ptrdiff_t>(forward) - static_cast<std::ptrdiff_t>(back),
            .set = {}};
  }
  static void Add(Program& program, Program more) {
    program.insert(program.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }

  Result<Program> Alternatives() {
    CONSTAT_ASSIGN(Program left, Sequence());
    while (Accept(U'|')) {
      CONSTAT_ASSIGN(Program right, Sequence());
      Program both{JumpBy(Op::kSplit, left.size() + 2)};
      Add(both, std::move(left));
      both.push_back(JumpBy(Op::kJump, right.size() + 1));
      Add(both, std::move(right));
      left = std::move(both);
    }
    return left;
  }

  Result<Program> Sequence() {
    Program out;
    while (!AtEnd() && !Is(U'|') && !Is(U')')) {
      CONSTAT_ASSIGN(Program next, Repeated());
      Add(out, std::move(next));
    }
    return out;
  }

  Result<Program> Repeated() {
    CONSTAT_ASSIGN(Program inner, Atom());
    while (Is(U'*') || Is(U'+') || Is(U'?')) {
      const char32_t sign = text_[at_++];
      const size_t size = inner.size();
      Program out;
      if (sign != U'+') out.push_back(JumpBy(Op::kSplit, size + (sign == U'*' ? 2 : 1)));
      Add(out, std::move(inner));
      if (sign == U'*') out.push_back(JumpBy(Op::kJump, 0, size + 1));
      if (sign == U'+') out.push_back(JumpBy(Op::kSplit, 0, size));
      inner = std::move(out);
    }
    return inner;
  }

  Result<Program> Atom() {
    const char32_t c = text_[at_++];
    switch (c) {
      case U'(': {
        CONSTAT_ASSIGN(Program inner, Alternatives());
        if (!Accept(U')')) return Wrong("a ( without its )");
        return inner;
      }
      case U'[':
        return Set();
      case U'.':
        return One(Op::kAny);
      case U'^':
        return One(Op::kStart);
      case U'$':
        return One(Op::kEnd);
      case U'*':
      case U'+':
      case U'?':
        return Wrong("a *, + or ? with nothing before it");
      case U'{':
      case U'}':
        return Wrong("a { or }, which is not known here; write \\{ for the sign itself");
      case U'\\': {
        CONSTAT_ASSIGN(const char32_t escaped, Escaped());
        return One(Op::kCharacter, escaped);
      }
      default:
        return One(Op::kCharacter, c);
    }
  }

  // Escaped takes the sign after a backslash; letters and digits would be classes, which are not known here.
  Result<char32_t> Escaped() {
    if (AtEnd()) return Wrong("a \\ at the end");
    const char32_t c = text_[at_++];
    const char32_t lower = c | 0x20;
    if ((lower >= U'a' && lower <= U'z') || (c >= U'0' && c <= U'9') || c >= 0x80) {
      return Wrong("a \\ before a letter or digit, which is not known here");
    }
    return c;
  }

  Result<char32_t> SetCharacter() {
    if (AtEnd()) return Wrong("a [ without its ]");
    if (Accept(U'\\')) return Escaped();
    return text_[at_++];
  }

  Result<Program> Set() {
    Pattern::Step step{.op = Op::kSet, .set = {}};
    step.negated = Accept(U'^');
    do {
      CONSTAT_ASSIGN(const char32_t low, SetCharacter());
      char32_t high = low;
      if (Is(U'-') && at_ + 1 < text_.size() && text_[at_ + 1] != U']') {
        ++at_;
        CONSTAT_ASSIGN(high, SetCharacter());
      }
      if (high < low) return Wrong("a range in [ ] that goes backwards");
      step.set.push_back({low, high});
    } while (!Accept(U']'));
    return Program{std::move(step)};
  }

  std::u32string text_;
  size_t at_ = 0;
};

// PatternRun keeps the set of steps that what was read so far may have led to.
class PatternRun {
 public:
  using Op = Pattern::Op;

  PatternRun(const Pattern::Program& program, std::u32string_view text)
      : program_(program), text_(text), seen_(program.size() + 1, false) {}

  bool Run() {
    for (size_t at = 0; at <= text_.size(); ++at) {
      Enter(0, at);
      if (seen_[program_.size()]) return true;
      if (at == text_.size()) return false;
      const std::vector<size_t> before = std::exchange(states_, {});
      std::fill(seen_.begin(), seen_.end(), false);
      for (const size_t state : before) {
        if (program_[state].Takes(text_[at])) Enter(state + 1, at + 1);
      }
    }
    return false;
  }

 private:
  // Enter adds a state and all it leads to without reading a character.
  void Enter(size_t start, size_t at) {
    std::vector<size_t> open{start};
    while (!open.empty()) {
      const size_t state = open.back();
      open.pop_back();
      if (seen_[state]) continue;
      seen_[state] = true;
      if (state == program_.size()) continue;
      const Pattern::Step& step = program_[state];
      const size_t target = state + static_cast<size_t>(step.jump);
      if (step.op == Op::kJump || step.op == Op::kSplit) open.push_back(target);
      const bool holds = (step.op == Op::kStart && at == 0) || (step.op == Op::kEnd && at == text_.size());
      if (step.op == Op::kSplit || holds) open.push_back(state + 1);
      states_.push_back(state);
    }
  }

  const Pattern::Program& program_;
  std::u32string_view text_;
  std::vector<bool> seen_;
  std::vector<size_t> states_;
};

bool Pattern::Step::Takes(char32_t c) const {
  if (op == Op::kAny) return true;
  if (op == Op::kCharacter) return c == character;
  if (op != Op::kSet) return false;
  const bool within = std::any_of(set.begin(), set.end(), [&](Range r) { return r.low <= c && c <= r.high; });
  return within != negated;
}

Result<Pattern> Pattern::Parse(std::string_view text) {
  if (text.size() > kMaxSize) return Fail(ErrorCode::kBadText, "a regular expression that is too long");
  if (!IsUtf8(AsBytes(text))) return Fail(ErrorCode::kBadText, "a regular expression that is not UTF-8");
  Result<Program> program = PatternParser(text).Run();
  if (!program) {
    return tl::unexpected(Prefix(fmt::format("the regular expression {}", Quoted(text)), program.error()));
  }
  return Pattern(*std::move(program));
}

bool Pattern::Matches(std::string_view text) const {
  const std::u32string decoded = text::CodePoints(text);
  return PatternRun(program_, decoded).Run();
}

}  // namespace constat::table
