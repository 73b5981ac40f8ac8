#include "constat/parcel/referendum_toml.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/io/file.h"
#include "constat/text/hex.h"
#include "constat/text/toml_fields.h"
#include "constat/tlog/decimal.h"

namespace constat::parcel {
namespace {

using record::Denominator;
using record::kNone;
using record::Manifest;
using record::Question;
using record::Scope;
using record::Term;

constexpr size_t kMaxToml = size_t{1} << 22;
constexpr uint64_t kDefaultGraceMinutes = 60;

std::string IndexedName(std::string_view list, size_t index) { return fmt::format("{}[{}]", list, index); }

// ReadKey reads the field key: hex, a witness's vkey, or what names one of keys.
PartyKey ReadKey(text::TomlFields& fields, Role role, const KeyByName& keys) {
  const std::string text = fields.String("key");
  PartyKey out{role, {}, {}};
  if (fields.file().error) return out;
  if (const Result<Bytes32> hex = text::ParseHex32(text); hex && role != Role::kWitness) {
    out.key = *hex;
    return out;
  }
  Result<PartyKey> key =
      role == Role::kWitness && text.find('+') != std::string::npos ? ParsePartyKey(text) : keys(text);
  if (!key) {
    fields.Fail("key", key.error().detail, key.error().code);
  } else if (key->role != role) {
    fields.Fail(
        "key",
        fmt::format("{} holds the key of a {}, not of a {}", text, RoleName(key->role), RoleName(role)),
        ErrorCode::kWrongKey);
  } else {
    out = *std::move(key);
  }
  return out;
}

// ReadParty reads a key and its name: the field name, or else the one in the key's file.
PartyKey ReadParty(text::TomlFields fields, Role role, const KeyByName& keys) {
  PartyKey out = ReadKey(fields, role, keys);
  if (role != Role::kWitness && (fields.Has("name") || out.name.empty())) out.name = fields.String("name");
  fields.Done();
  return out;
}

void ReadParties(text::TomlFields& root, Manifest& m, const KeyByName& keys) {
  auto party = [](const PartyKey& key) { return record::Party{key.name, key.key}; };
  m.organiser = party(ReadParty(root.Table("organiser"), Role::kOrganiser, keys));
  m.board = party(ReadParty(root.Table("board"), Role::kBoard, keys));
  for (const text::TomlFields& fields : root.Tables("registrar")) {
    root.file().lines[IndexedName("registrars", m.registrars.size())] = fields.line();
    m.registrars.push_back(party(ReadParty(fields, Role::kRegistrar, keys)));
  }
  for (const text::TomlFields& fields : root.Tables("witness")) {
    root.file().lines[IndexedName("witnesses", m.witnesses.size())] = fields.line();
    m.witnesses.push_back(party(ReadParty(fields, Role::kWitness, keys)));
  }
  for (text::TomlFields fields : root.Tables("trustee")) {
    root.file().lines[IndexedName("trustees", m.trustees.size())] = fields.line();
    const PartyKey key = ReadParty(fields, Role::kTrustee, keys);
    if (root.file().error) return;
    const Result<group::WirePoint> point = group::WirePoint::Decode(key.key);
    if (!point) {
      fields.Fail("key", "not the encoding of a ristretto255 element", ErrorCode::kBadPoint);
      return;
    }
    m.trustees.push_back({key.name, *point});
  }
}

void ReadRegions(text::TomlFields& root, Manifest& m) {
  for (text::TomlFields fields : root.Tables("region")) {
    root.file().lines[IndexedName("regions", m.regions.size())] = fields.line();
    record::Region& region = m.regions.emplace_back();
    region.id = fields.String("id");
    region.name = fields.LocalText("name");
    if (fields.Has("weight"))
      region.weight = static_cast<uint32_t>(fields.Integer("weight", {1, UINT32_MAX}));
    fields.Done();
  }
}

// QuestionReader reads one question, whose rules name its options by id.
class QuestionReader {
 public:
  QuestionReader(text::TomlFields fields, const Manifest& manifest)
      : fields_(std::move(fields)), manifest_(manifest) {}

  Question Read(const std::string& name) {
    question_.text = fields_.LocalText("text");
    ReadOptions();
    if (fields_.Has("min")) question_.min = static_cast<uint16_t>(fields_.Integer("min", {0, 64}));
    if (fields_.Has("max")) question_.max = static_cast<uint16_t>(fields_.Integer("max", {1, 64}));
    for (text::TomlFields& rule : fields_.Tables("rule")) {
      fields_.file().lines[fmt::format("{}.terms[{}]", name, question_.terms.size())] = rule.line();
      question_.terms.push_back(ReadTerm(rule));
    }
    fields_.Done();
    return std::move(question_);
  }

 private:
  void ReadOptions() {
    for (text::TomlFields option : fields_.Tables("option")) {
      const std::string id = option.String("id");
      if (std::find(ids_.begin(), ids_.end(), id) != ids_.end())
        option.Fail("id", "another option has this id");
      if (option.Has("blank") && option.Bool("blank")) {
        if (question_.blank != kNone) option.Fail("blank", "another option is the blank one already");
        question_.blank = static_cast<uint16_t>(ids_.size());
      }
      ids_.push_back(id);
      question_.options.push_back({option.LocalText("name")});
      option.Done();
    }
  }

  // ReadOption reads a field that holds an option's id.
  uint16_t ReadOption(text::TomlFields& fields, std::string_view field) {
    const std::string id = fields.String(field);
    const auto at = std::find(ids_.begin(), ids_.end(), id);
    if (at == ids_.end())
      fields.Fail(field, fmt::format("\"{}\" is the id of no option of this question", id));
    return static_cast<uint16_t>(at - ids_.begin());
  }

  void ReadDenominator(text::TomlFields& rule, Term& term) {
    if (rule.Has("of") && !rule.IsString("of")) {
      text::TomlFields other = rule.Table("of");
      term.denominator = Denominator::kOption;
      term.other = ReadOption(other, "option");
      other.Done();
      return;
    }
    const std::string of = rule.String("of");
    const std::array<std::pair<std::string_view, Denominator>, 4> names = {
        {{"valid", Denominator::kValidVotes},
         {"cast", Denominator::kBallotsCounted},
         {"registered", Denominator::kRegistered},
         {"others", Denominator::kOthers}}};
    const auto at =
        std::find_if(names.begin(), names.end(), [&](const auto& name) { return name.first == of; });
    if (at != names.end()) {
      term.denominator = at->second;
    } else {
      rule.Fail("of", fmt::format("\"{}\" is none of \"valid\", \"cast\", \"registered\", \"others\", {{ "
                                  "option = \"<id>\" }}",
                                  of));
    }
  }

  void ReadFraction(text::TomlFields& rule, Term& term) {
    if (rule.Has("more_than") == rule.Has("at_least")) {
      rule.Fail(rule.Has("more_than") ? "at_least" : "more_than", "a rule has either more_than or at_least");
      return;
    }
    const std::string_view field = rule.Has("more_than") ? "more_than" : "at_least";
    term.comparator = field == "more_than" ? record::Comparator::kGreater : record::Comparator::kAtLeast;
    const std::string text = rule.String(field);
    const size_t slash = text.find('/');
    const bool percent = text.ends_with('%');
    const std::string_view over =
        percent ? std::string_view(text).substr(0, text.size() - 1) : std::string_view(text).substr(0, slash);
    const std::optional<uint64_t> num = tlog::ParseDecimal(over);
    const std::optional<uint64_t> den = percent ? 100
                                        : slash == std::string::npos
                                            ? 1
                                            : tlog::ParseDecimal(text.substr(slash + 1));
    if (!num || !den || *num > UINT32_MAX || *den > UINT32_MAX || *den == 0) {
      rule.Fail(field, fmt::format("\"{}\" is no fraction such as \"1/2\", \"50%\" or \"1\"", text));
      return;
    }
    term.num = static_cast<uint32_t>(*num);
    term.den = static_cast<uint32_t>(*den);
  }

  void ReadScope(text::TomlFields& rule, Term& term) {
    text::TomlFields scope = rule.Table("in_regions");
    if (scope.Has("weight") == scope.Has("named")) {
      rule.Fail("in_regions",
                "either { weight = <number> } or { named = [\"<region id>\", ...] } is expected");
      return;
    }
    if (scope.Has("weight")) {
      term.scope = Scope::kRegionWeight;
      term.weight = scope.Integer("weight", {1, INT64_MAX});
    } else {
      term.scope = Scope::kNamedRegions;
      for (const std::string& id : scope.Strings("named")) term.named.push_back(FindRegion(scope, id));
      std::sort(term.named.begin(), term.named.end());
    }
    scope.Done();
  }

  uint16_t FindRegion(text::TomlFields& scope, const std::string& id) {
    for (size_t r = 0; r < manifest_.regions.size(); ++r) {
      if (manifest_.regions[r].id == id) return static_cast<uint16_t>(r);
    }
    scope.Fail("named", fmt::format("\"{}\" is the id of no region", id));
    return 0;
  }

  Term ReadTerm(text::TomlFields& rule) {
    Term term;
    const bool turnout = rule.Has("turnout") && rule.Bool("turnout");
    if (turnout == rule.Has("votes")) {
      rule.Fail("votes", "a rule is about either votes = \"<option id>\" or turnout = true");
      return term;
    }
    if (turnout) {
      term.denominator = Denominator::kRegistered;
      if (rule.Has("of") && rule.String("of") != "registered") {
        rule.Fail("of", "turnout is of the registered voters only");
      }
    } else {
      term.numerator = ReadOption(rule, "votes");
      ReadDenominator(rule, term);
    }
    ReadFraction(rule, term);
    if (rule.Has("blanks_count")) term.blanks_count = rule.Bool("blanks_count");
    if (rule.Has("in_regions")) ReadScope(rule, term);
    rule.Done();
    return term;
  }

  text::TomlFields fields_;
  const Manifest& manifest_;
  Question question_{};
  std::vector<std::string> ids_;
};

void ReadQuestions(text::TomlFields& root, Manifest& m) {
  for (const text::TomlFields& fields : root.Tables("question")) {
    const std::string name = IndexedName("questions", m.questions.size());
    root.file().lines[name] = fields.line();
    m.questions.push_back(QuestionReader(fields, m).Read(name));
  }
}

void ReadTimes(text::TomlFields& root, Manifest& m) {
  m.opening_ms = root.TimeMs("opening");
  m.closing_ms = root.TimeMs("closing");
  const bool seconds = root.Has("grace_seconds");
  if (seconds && root.Has("grace_minutes")) {
    root.Fail("grace_seconds", "the grace is given either in minutes or in seconds");
  }
  const uint64_t grace_s = seconds                     ? root.Integer("grace_seconds", {1, 604'800})
                           : root.Has("grace_minutes") ? 60 * root.Integer("grace_minutes", {1, 10'080})
                                                       : 60 * kDefaultGraceMinutes;
  m.grace_ms = static_cast<uint32_t>(1000 * grace_s);
  root.file().lines["opening_ms"] = root.LineOfField("opening");
  root.file().lines["closing_ms"] = root.LineOfField("closing");
}

void ReadHead(text::TomlFields& root, Manifest& m) {
  const Result<Bytes32> nonce = text::ParseHex32(root.String("nonce"));
  if (nonce) {
    m.nonce = *nonce;
  } else {
    root.Fail("nonce",
              "64 lower-case hex digits are expected, random ones: \"constat referendum new\" draws them");
  }
  m.origin = root.String("origin");
  m.languages = root.Strings("languages");
  root.file().languages = m.languages;
  m.title = root.LocalText("title");
  m.description =
      root.Has("description") ? root.LocalText("description") : record::LocalText(m.languages.size());
  ReadTimes(root, m);
  if (root.Has("revoting")) m.revoting = root.Bool("revoting");
  if (!m.revoting) m.max_ballots = 1;
  if (root.Has("max_ballots"))
    m.max_ballots = static_cast<uint16_t>(root.Integer("max_ballots", {1, UINT16_MAX}));
  if (root.Has("floor")) m.floor = static_cast<uint32_t>(root.Integer("floor", {3, UINT32_MAX}));
  m.quorum = static_cast<uint16_t>(root.Integer("quorum", {1, 64}));
  m.threshold = static_cast<uint16_t>(root.Integer("threshold", {2, 64}));
  for (const std::string_view field :
       {"origin", "languages", "title", "description", "max_ballots", "floor", "quorum", "threshold"}) {
    root.file().lines[std::string(field)] = root.LineOfField(field);
  }
}

// WithLine puts the file and, where the part that CheckManifest names was seen, its line before the message.
Error WithLine(const text::TomlFile& file, Error error) {
  size_t best = 0;
  size_t line = 0;
  for (const auto& [part, at] : file.lines) {
    if (part.size() >= best && error.detail.starts_with(part)) {
      best = part.size();
      line = at;
    }
  }
  return Prefix(line == 0 ? file.name : fmt::format("{}:{}", file.name, line), std::move(error));
}

}  // namespace

Result<PartyKey> NoKeys(const std::string& name) {
  return Fail(ErrorCode::kMissingFile,
              fmt::format("\"{}\" is no key, and no file of this name was given", name));
}

Result<Manifest> ParseReferendumToml(const TomlText& toml) {
  CONSTAT_ASSIGN(const toml::table table, text::ParseToml(toml.text, toml.name));
  text::TomlFile file{toml.name, {}, std::nullopt, {}};
  text::TomlFields root(file, table, "");
  Manifest m;
  ReadHead(root, m);
  ReadParties(root, m, toml.keys);
  ReadRegions(root, m);
  ReadQuestions(root, m);
  root.Done();
  if (file.error) return tl::unexpected(*std::move(file.error));
  const Status checked = record::CheckManifest(m);
  if (!checked) return tl::unexpected(WithLine(file, checked.error()));
  return m;
}

Result<Manifest> ReadReferendumToml(const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(path, kMaxToml));
  const auto keys = [folder = path.parent_path()](const std::string& name) {
    return ReadPartyKey(folder / name);
  };
  return ParseReferendumToml({AsText(bytes), path.string(), keys});
}

}  // namespace constat::parcel
