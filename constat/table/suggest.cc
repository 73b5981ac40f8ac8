#include "constat/table/suggest.h"

#include <fmt/core.h>

#include <algorithm>
#include <map>

#include "constat/table/cell.h"
#include "constat/table/header_role.h"

namespace constat::table {
namespace {

constexpr std::string_view kMissingTexts[] = {"NA", "N/A", "NaN", "NULL", "null", "None", "-"};

bool StandsForBlank(std::string_view cell) {
  return std::find(std::begin(kMissingTexts), std::end(kMissingTexts), Trimmed(cell)) !=
         std::end(kMissingTexts);
}

// TomlText writes a basic string of TOML.
std::string TomlText(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<uint8_t>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (byte < 0x20 || byte == 0x7f) {
      out += fmt::format("\\u{:04x}", byte);
    } else {
      out += c;
    }
  }
  return out + '"';
}

using Positions = std::vector<size_t>;

class Suggester {
 public:
  explicit Suggester(const TableHead& head) : head_(head) {
    std::map<std::string_view, size_t> count;
    for (const std::string& header : head.headers) ++count[header];
    for (const std::string& header : head.headers) {
      // What a text of a mapping could not name by itself takes no part.
      const bool nameable = !header.empty() && count[header] == 1 && !header.starts_with("re:");
      guesses_.push_back(nameable ? GuessRole(header) : HeaderGuess{HeaderRole::kOther, 0});
    }
    used_.resize(head.headers.size(), false);
  }

  std::string Run() {
    out_ =
        "# Proposed from the headers of the table. Check every line against what the publisher "
        "says the columns\n"
        "# mean. A text names the column with exactly that header, else all whose headers contain "
        "it; the columns\n"
        "# of a list are summed.\n\n";
    AddCounts();
    AddOne("region", HeaderRole::kRegion);
    AddList("station", All(HeaderRole::kStation));
    AddPlace();
    const Positions options = Options();
    AddMissing(options);
    AddOptions(options);
    AddUnused();
    return out_;
  }

 private:
  [[nodiscard]] Positions All(HeaderRole role) const {
    Positions found;
    for (size_t i = 0; i < guesses_.size(); ++i) {
      if (guesses_[i].role == role) found.push_back(i);
    }
    return found;
  }

  // Best are the columns of a role with the lowest rank: several only if a publisher divides one count.
  [[nodiscard]] Positions Best(HeaderRole role) const {
    const Positions all = All(role);
    Positions best;
    for (const size_t i : all) {
      const bool better = !best.empty() && guesses_[i].rank < guesses_[best.front()].rank;
      if (better) best.clear();
      if (best.empty() || guesses_[i].rank == guesses_[best.front()].rank) best.push_back(i);
    }
    return best;
  }

  [[nodiscard]] Positions First(HeaderRole role) const {
    Positions best = Best(role);
    if (best.size() > 1) best.resize(1);
    return best;
  }

  // IsCountColumn lets one cell in twenty be none: it is for the reader to name, not for the
  // column to vanish.
  [[nodiscard]] bool IsCountColumn(size_t column) const {
    size_t counts = 0;
    size_t others = 0;
    for (const std::vector<std::string>& row : head_.rows) {
      if (column >= row.size() || Trimmed(row[column]).empty() || StandsForBlank(row[column])) continue;
      ++(ParseCount(row[column]) ? counts : others);
    }
    return counts > 0 && others * 20 <= counts + others;
  }

  void AddList(std::string_view key, const Positions& columns, std::string_view comment = "") {
    if (columns.empty()) return;
    out_ += fmt::format("{} = [", key);
    for (size_t i = 0; i < columns.size(); ++i) {
      out_ += (i ? ", " : "") + TomlText(head_.headers[columns[i]]);
      used_[columns[i]] = true;
    }
    out_ += fmt::format("]{}\n", comment);
  }

  void AddOne(std::string_view key, HeaderRole role) {
    const Positions best = First(role);
    if (best.empty()) return;
    out_ += fmt::format("{} = {}\n", key, TomlText(head_.headers[best.front()]));
    used_[best.front()] = true;
  }

  void AddCounts() {
    const Positions registered = First(HeaderRole::kRegistered);
    const Positions ballots = Best(HeaderRole::kBallots);
    if (registered.empty())
      out_ += "# registered = [\"...\"]  # no header says so; without it there is no turnout\n";
    AddList("registered", registered);
    if (ballots.empty())
      out_ += "# ballots = [\"...\"]  # no header says so; without it the votes added up are taken\n";
    AddList("ballots", ballots);
    Positions counted = First(HeaderRole::kCounted);
    if (counted.empty()) {
      counted = First(HeaderRole::kValid);
      const Positions invalid = First(HeaderRole::kInvalid);
      if (!counted.empty() && !invalid.empty()) counted.push_back(invalid.front());
    }
    const bool stand_in = counted.empty();
    if (stand_in) counted = ballots;
    AddList("counted", counted, stand_in ? "  # no header says so: what was cast is taken" : "");
    AddList("invalid", First(HeaderRole::kInvalid));
  }

  void AddPlace() {
    if (All(HeaderRole::kLatitude).empty() || All(HeaderRole::kLongitude).empty()) return;
    AddOne("latitude", HeaderRole::kLatitude);
    AddOne("longitude", HeaderRole::kLongitude);
  }

  // Options are the columns of counts whose names say nothing; of these only those numbered alike,
  // if there are.
  [[nodiscard]] Positions Options() const {
    Positions found, numbered;
    for (const size_t i : All(HeaderRole::kUnknown)) {
      if (!IsCountColumn(i)) continue;
      found.push_back(i);
      if (IsNumbered(head_.headers[i])) numbered.push_back(i);
    }
    return numbered.size() >= 2 ? numbered : found;
  }

  void AddMissing(const Positions& options) {
    std::vector<std::string> seen;
    const auto look = [&](size_t column, const std::vector<std::string>& row) {
      if (column >= row.size() || !StandsForBlank(row[column])) return;
      const std::string text(Trimmed(row[column]));
      if (std::find(seen.begin(), seen.end(), text) == seen.end()) seen.push_back(text);
    };
    for (const std::vector<std::string>& row : head_.rows) {
      for (size_t i = 0; i < used_.size(); ++i) {
        if (used_[i]) look(i, row);
      }
      for (const size_t i : options) look(i, row);
    }
    if (seen.empty()) return;
    out_ += "missing = [";
    for (size_t i = 0; i < seen.size(); ++i) out_ += (i ? ", " : "") + TomlText(seen[i]);
    out_ += "]  # written for blank cells, whose rows are left out\n";
  }

  void AddOptions(const Positions& options) {
    if (options.empty()) {
      out_ += "\n# [options]  # no column looks like one; name a line for each option\n";
      return;
    }
    out_ += "\n[options]  # keep the options only; every other column of counts belongs out of here\n";
    for (const size_t i : options) AddList(TomlText(head_.headers[i]), {i});
  }

  void AddUnused() {
    bool first = true;
    for (size_t i = 0; i < head_.headers.size(); ++i) {
      if (used_[i]) continue;
      if (first) out_ += "\n# Not used:\n";
      first = false;
      out_ += fmt::format("# {}\n", TomlText(head_.headers[i]));
    }
  }

  const TableHead& head_;
  std::vector<HeaderGuess> guesses_;
  std::vector<bool> used_;
  std::string out_;
};

}  // namespace

Result<TableHead> ReadHead(std::unique_ptr<ByteSource> source, size_t max_rows) {
  CONSTAT_ASSIGN(RowReader reader, RowReader::Open(std::move(source)));
  CONSTAT_ASSIGN(const bool has_header, reader.Next());
  if (!has_header) return Fail(ErrorCode::kBadText, "the table is empty");
  TableHead head;
  for (const std::string_view cell : reader.row().cells) head.headers.emplace_back(Trimmed(cell));
  constexpr size_t kMaxHeadBytes = 4 << 20;  // rows may be long
  size_t size = 0;
  while (head.rows.size() < max_rows && size < kMaxHeadBytes) {
    CONSTAT_ASSIGN(const bool more, reader.Next());
    if (!more) break;
    for (const std::string_view cell : reader.row().cells) size += cell.size() + sizeof(std::string);
    head.rows.emplace_back(reader.row().cells.begin(), reader.row().cells.end());
  }
  return head;
}

std::string SuggestMapping(const TableHead& head) { return Suggester(head).Run(); }

}  // namespace constat::table
