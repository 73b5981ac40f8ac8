#include "constat/parcel/referendum_toml.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/io/file.h"
#include "constat/parcel/file_kind.h"
#include "constat/parcel/referendum_keys.h"
#include "constat/parcel/toml_times.h"
#include "constat/record/manifest_defaults.h"
#include "constat/record/meant.h"
#include "constat/record/named.h"
#include "constat/text/carried.h"
#include "constat/text/carried_csv.h"
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

// ReadKey reads a field that holds a key: hex, a witness's vkey, or what names one of keys.
PartyKey ReadKey(text::TomlFields& fields, std::string_view field, Role role, const KeyByName& keys) {
  const std::string text = fields.String(field);
  PartyKey out{role, {}, {}};
  if (fields.file().error) return out;
  if (const Result<Bytes32> hex = text::ParseHex32(text); hex && role != Role::kWitness) {
    out.key = *hex;
    return out;
  }
  Result<PartyKey> key =
      role == Role::kWitness && text.find('+') != std::string::npos ? ParsePartyKey(text) : keys(text);
  if (!key) {
    fields.Fail(field, key.error().detail, key.error().code);
  } else if (key->role != role) {
    fields.Fail(field,
                fmt::format("{} is a key made for the role {}, and here the key of the role {} belongs; ask "
                            "its owner for the file that constat key new {} wrote",
                            text, RoleName(key->role), RoleName(role), RoleName(role)),
                ErrorCode::kWrongKey);
  } else {
    out = *std::move(key);
  }
  return out;
}

// ReadKeeper reads who keeps a key, as people count: "organiser", "registrar 1", "trustee 2". Without the
// field it is the party itself.
record::Keeper ReadKeeper(text::TomlFields& fields, const record::Keeper& self) {
  if (!fields.Has("keeper")) return self;
  const std::string text = fields.String("keeper");
  const std::string_view word = std::string_view(text).substr(0, text.find(' '));
  const std::optional<uint64_t> number =
      word.size() == text.size() ? std::nullopt : tlog::ParseDecimal(text.substr(word.size() + 1));
  const Result<Role> role = ParseRole(word);
  const bool single = role && (*role == Role::kOrganiser || *role == Role::kBoard);
  const bool keeps =
      role && *role != Role::kRefusal && (single ? word.size() == text.size() : number.has_value());
  if (!keeps || (number && (*number < 1 || *number > UINT16_MAX))) {
    fields.Fail("keeper",
                fmt::format("\"{}\" is not a party; write such as \"organiser\" or \"registrar 1\"", text));
    return self;
  }
  const uint64_t first = *role == Role::kTrustee ? 0 : 1;
  return {static_cast<record::Role>(*role), static_cast<uint16_t>(single ? 0 : *number - first)};
}

// ReadParty reads a key, its name (the field name, or else the one in the key's file) and its keeper.
record::Party ReadParty(text::TomlFields& fields, Role role, const record::Keeper& self,
                        const KeyByName& keys) {
  const PartyKey key = ReadKey(fields, "key", role, keys);
  record::Party out{key.name, key.key, ReadKeeper(fields, self)};
  if (role != Role::kWitness && (fields.Has("name") || out.name.empty())) out.name = fields.String("name");
  return out;
}

// ForEachTable reads the tables [[name]], whose parts CheckManifest calls after list; read(fields,
// i) for each.
template <typename Read>
void ForEachTable(text::TomlFields& root, std::string_view name, std::string_view list, Read read) {
  std::vector<text::TomlFields> tables = root.Tables(name);
  for (size_t i = 0; i < tables.size() && i <= UINT16_MAX; ++i) {
    root.file().lines[record::FormatPart(list, i)] = tables[i].line();
    read(tables[i], static_cast<uint16_t>(i));
    tables[i].Done();
  }
}

void ReadTrustees(text::TomlFields& root, Manifest& m, const KeyByName& keys) {
  ForEachTable(root, "trustee", "trustees", [&](text::TomlFields& fields, uint16_t i) {
    const record::Keeper self{record::Role::kTrustee, static_cast<uint16_t>(i + 1)};
    const record::Party party = ReadParty(fields, Role::kTrustee, self, keys);
    if (root.file().error) return;
    const Result<group::WirePoint> point = group::WirePoint::Decode(party.key);
    if (!point) {
      fields.Fail("key",
                  "this is not a trustee's public key; take it from the .pub file that constat "
                  "key new wrote",
                  ErrorCode::kBadPoint);
      return;
    }
    m.trustees.push_back({party.name, *point, party.keeper});
  });
}

void ReadParties(text::TomlFields& root, Manifest& m, const KeyByName& keys) {
  text::TomlFields organiser = root.Table("organiser");
  m.organiser = ReadParty(organiser, Role::kOrganiser, {record::Role::kOrganiser, 0}, keys);
  organiser.Done();
  text::TomlFields board = root.Table("board");
  static_cast<record::Party&>(m.board) = ReadParty(board, Role::kBoard, {record::Role::kBoard, 0}, keys);
  m.board.refusal_key = ReadKey(board, "refusal_key", Role::kRefusal, keys).key;
  board.Done();
  ForEachTable(root, "registrar", "registrars", [&](text::TomlFields& fields, uint16_t i) {
    m.registrars.push_back(ReadParty(fields, Role::kRegistrar, {record::Role::kRegistrar, i}, keys));
  });
  ForEachTable(root, "witness", "witnesses", [&](text::TomlFields& fields, uint16_t i) {
    m.witnesses.push_back({ReadParty(fields, Role::kWitness, {record::Role::kWitness, i}, keys), {}});
    if (fields.Has("address")) m.witnesses.back().address = fields.String("address");
  });
  ReadTrustees(root, m, keys);
  ForEachTable(root, "observer", "observers", [&](text::TomlFields& fields, uint16_t i) {
    m.observers.push_back(ReadParty(fields, Role::kObserver, {record::Role::kObserver, i}, keys));
  });
  ForEachTable(root, "check_page", "check_pages", [&](text::TomlFields& fields, uint16_t) {
    record::CheckPage& page = m.check_pages.emplace_back();
    page.observer = static_cast<uint16_t>(fields.Integer("observer", BoundsOf("check_page[].observer")) - 1);
    page.address = fields.String("address");
  });
  if (root.Has("kept_by_one")) m.kept_by_one = root.Bool("kept_by_one");
}

void ReadSoftware(text::TomlFields& root, Manifest& m) {
  m.software = record::NoSoftware();
  if (!root.Has("software")) return;
  text::TomlFields fields = root.Table("software");
  m.software.name = fields.String("name");
  m.software.version = fields.String("version");
  for (text::TomlFields& entry : fields.Tables("file")) {
    record::SoftwareFile& file = m.software.files.emplace_back();
    file.path = entry.String("path");
    const Result<Bytes32> hash = text::ParseHex32(entry.String("sha256"));
    if (hash) {
      file.sha256 = *hash;
    } else {
      entry.Fail("sha256", "write 64 digits of 0-9 and a-f, as sha256sum prints them");
    }
    entry.Done();
  }
  fields.Done();
}

void ReadRegions(text::TomlFields& root, Manifest& m) {
  for (text::TomlFields fields : root.Tables("region")) {
    root.file().lines[record::FormatPart("regions", m.regions.size())] = fields.line();
    record::Region& region = m.regions.emplace_back();
    region.id = fields.String("id");
    region.name = fields.LocalText("name");
    if (fields.Has("weight"))
      region.weight = static_cast<uint32_t>(fields.Integer("weight", BoundsOf("region[].weight")));
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
    if (fields_.Has("min"))
      question_.min = static_cast<uint16_t>(fields_.Integer("min", BoundsOf("question[].min")));
    if (fields_.Has("max"))
      question_.max = static_cast<uint16_t>(fields_.Integer("max", BoundsOf("question[].max")));
    for (text::TomlFields& rule : fields_.Tables("rule")) {
      fields_.file().lines[fmt::format("{}, {}", name, record::FormatPart("terms", question_.terms.size()))] =
          rule.line();
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
        option.Fail("id", "another option of this question has this id; give each its own");
      if (option.Has("blank") && option.Bool("blank")) {
        if (question_.blank != kNone)
          option.Fail("blank", "another option of this question is the blank one; there can be one only");
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
    if (at == ids_.end()) {
      fields.Fail(field, fmt::format("no option of this question has the id \"{}\"{}", id,
                                     text::OfTheseIds(ids_, id)));
    }
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
      rule.Fail("of", fmt::format("\"{}\" has no meaning here; write \"valid\", \"cast\", \"registered\", "
                                  "\"others\" or {{ option = \"<id>\" }}",
                                  of));
    }
  }

  void ReadFraction(text::TomlFields& rule, Term& term) {
    if (rule.Has("more_than") == rule.Has("at_least")) {
      rule.Fail(rule.Has("more_than") ? "at_least" : "more_than",
                "a rule has either more_than or at_least, and not both");
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
      rule.Fail(field,
                fmt::format("\"{}\" is not a fraction; write such as \"1/2\", \"50%\" or \"1\"", text));
      return;
    }
    term.num = static_cast<uint32_t>(*num);
    term.den = static_cast<uint32_t>(*den);
  }

  void ReadScope(text::TomlFields& rule, Term& term) {
    text::TomlFields scope = rule.Table("in_regions");
    if (scope.Has("weight") == scope.Has("named")) {
      rule.Fail("in_regions", "write either { weight = <number> } or { named = [\"<region id>\", ...] }");
      return;
    }
    if (scope.Has("weight")) {
      term.scope = Scope::kRegionWeight;
      term.weight = scope.Integer("weight", BoundsOf("question[].rule[].in_regions.weight"));
    } else {
      term.scope = Scope::kNamedRegions;
      for (const std::string& id : scope.Strings("named")) term.named.push_back(FindRegion(scope, id));
      std::sort(term.named.begin(), term.named.end());
    }
    scope.Done();
  }

  uint16_t FindRegion(text::TomlFields& scope, const std::string& id) {
    std::vector<std::string> known;
    for (size_t r = 0; r < manifest_.regions.size(); ++r) {
      if (manifest_.regions[r].id == id) return static_cast<uint16_t>(r);
      known.push_back(manifest_.regions[r].id);
    }
    scope.Fail("named", fmt::format("no region has the id \"{}\"{}", id, text::OfTheseIds(known, id)));
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
        rule.Fail("of", "turnout is always a share of the registered voters; leave this out");
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
    const std::string name = record::FormatPart("questions", m.questions.size());
    root.file().lines[name] = fields.line();
    m.questions.push_back(QuestionReader(fields, m).Read(name));
  }
}

void ReadTimes(text::TomlFields& root, Manifest& m, TimesReader times) {
  m.opening_ms = times.Read("opening");
  m.closing_ms = times.Read("closing");
  if (root.file().error) return;
  m.ceremony_end_ms = root.Has("ceremony_end") ? times.Read("ceremony_end") : m.opening_ms;
  const std::optional<uint32_t> grace = ReadSpan(root, "grace");
  if (!grace && m.opening_ms >= m.closing_ms) return;  // which CheckManifest refuses
  m.grace_ms = grace ? *grace : record::DefaultGraceMs(m.opening_ms, m.closing_ms);
  m.archive_ms = root.Has("archive") ? times.Read("archive") : record::DefaultArchiveMs(m);
}

// ReadReplacements is about lost codes: how many may be replaced, and until when.
void ReadReplacements(text::TomlFields& root, Manifest& m, TimesReader times) {
  m.replace_permille =
      root.Has("replace_permille")
          ? static_cast<uint16_t>(root.Integer("replace_permille", BoundsOf("replace_permille")))
          : record::kDefaultReplacePermille;
  m.replace_least = root.Has("replace_least")
                        ? static_cast<uint16_t>(root.Integer("replace_least", BoundsOf("replace_least")))
                        : record::kDefaultReplaceLeast;
  m.replace_until_ms =
      root.Has("replace_until") ? times.Read("replace_until") : record::DefaultReplaceUntilMs(m);
}

// ReadNumbers is what depends on how many parties there are.
void ReadNumbers(text::TomlFields& root, Manifest& m) {
  m.quorum = static_cast<uint16_t>(root.Integer("quorum", BoundsOf("quorum")));
  m.threshold = static_cast<uint16_t>(root.Integer("threshold", BoundsOf("threshold")));
  if (root.Has("no_spare_trustee")) m.no_spare_trustee = root.Bool("no_spare_trustee");
  m.drills = root.Has("drills") ? static_cast<uint16_t>(root.Integer("drills", BoundsOf("drills")))
                                : record::DefaultDrills(m);
  const std::optional<uint32_t> seal = ReadSpan(root, "seal");
  m.seal_ms = seal ? *seal : record::DefaultSealMs(m);
}

void ReadNotices(text::TomlFields& root, Manifest& m) {
  m.notices = record::NoNotices(m.languages.size());
  if (!root.Has("notices")) return;
  text::TomlFields fields = root.Table("notices");
  if (fields.Has("privacy")) m.notices.privacy = fields.LocalText("privacy");
  if (fields.Has("imprint")) m.notices.imprint = fields.LocalText("imprint");
  if (fields.Has("accessibility")) m.notices.accessibility = fields.LocalText("accessibility");
  fields.Done();
}

void ReadHead(text::TomlFields& root, Manifest& m, const ZoneByName& zones) {
  const Result<Bytes32> nonce = text::ParseHex32(root.String("nonce"));
  if (nonce) {
    m.nonce = *nonce;
  } else {
    root.Fail("nonce", "write 64 random digits of 0-9 and a-f; \"constat referendum new\" draws them");
  }
  if (root.Has("rehearsal")) m.rehearsal = root.Bool("rehearsal");
  if (root.Has("listed")) m.listed = root.Bool("listed");
  m.origin = root.String("origin");
  m.languages = root.Strings("languages");
  root.file().languages = m.languages;
  m.title = root.LocalText("title");
  m.description =
      root.Has("description") ? root.LocalText("description") : record::LocalText(m.languages.size());
  ReadNotices(root, m);
  m.zone = ReadZone(root);
  ReadTimes(root, m, TimesReader(root, m.zone, zones));
  if (root.Has("revoting")) m.revoting = root.Bool("revoting");
  if (!m.revoting) m.max_ballots = 1;
  if (root.Has("max_ballots"))
    m.max_ballots = static_cast<uint16_t>(root.Integer("max_ballots", BoundsOf("max_ballots")));
  if (root.Has("floor")) m.floor = static_cast<uint32_t>(root.Integer("floor", BoundsOf("floor")));
  for (const std::string_view field :
       {"origin", "languages", "title", "description", "contact", "notices", "zone", "max_ballots", "floor",
        "quorum", "threshold", "no_spare_trustee", "drills", "kept_by_one", "replace_permille",
        "replace_least", "software"}) {
    root.file().lines[std::string(field)] = root.LineOfField(field);
  }
  for (size_t l = 0; l < m.languages.size(); ++l)
    root.file().lines[record::FormatPart("languages", l)] = root.LineOfField("languages");
}

// Place is the file and, where the part of the manifest that text begins with was seen, its line.
std::string Place(const text::TomlFile& file, std::string_view text) {
  size_t best = 0;
  size_t line = 0;
  for (const auto& [part, at] : file.lines) {
    if (part.size() >= best && text.starts_with(part)) {
      best = part.size();
      line = at;
    }
  }
  return line == 0 ? file.name : fmt::format("{} line {}", file.name, line);
}

}  // namespace

Result<PartyKey> NoKeys(const std::string& name) {
  return Fail(ErrorCode::kMissingFile,
              fmt::format("\"{}\" is not a key, and no file of this name was given", name));
}

namespace {

Result<ReferendumFile> ParseFile(const TomlText& toml) {
  CONSTAT_ASSIGN(const toml::table table, text::ParseToml(toml.text, toml.name));
  text::TomlFile file{toml.name, {}, std::nullopt, {}};
  text::TomlFields root(file, table, "");
  CheckKnownKeys(file, table);
  Manifest m;
  ReadHead(root, m, toml.zones);
  ReadParties(root, m, toml.keys);
  ReadNumbers(root, m);
  ReadReplacements(root, m, TimesReader(root, m.zone, toml.zones));
  if (!file.error && m.zone.offsets.empty()) {
    Result<record::Zone> zone = ExpandZone(m, toml.zones);
    if (!zone) root.Fail("zone", zone.error().detail, zone.error().code);
    if (zone) m.zone = *std::move(zone);
  }
  m.contact = root.Has("contact") ? root.LocalText("contact")
                                  : record::LocalText(m.languages.size(), m.organiser.name);
  ReadSoftware(root, m);
  ReadRegions(root, m);
  ReadQuestions(root, m);
  root.Done();
  if (file.error) return tl::unexpected(*std::move(file.error));
  const Status checked = record::CheckManifest(m);
  if (!checked) return tl::unexpected(Prefix(Place(file, checked.error().detail), checked.error()));
  if (const std::optional<record::NotMeant> not_meant = record::FindNotMeant(m)) {
    return Fail(ErrorCode::kBadManifest, fmt::format("{}: {}", Place(file, not_meant->part), not_meant->why));
  }
  for (const auto& [key, node] : table)
    file.lines.emplace(std::string(key.str()), root.LineOfField(key.str()));
  return ReferendumFile{std::move(m), std::move(file.lines)};
}

Result<record::Software> ParseSoftwareToml(std::string_view text, const std::string& name) {
  CONSTAT_ASSIGN(const toml::table table, text::ParseToml(text, name));
  text::TomlFile file{name, {}, std::nullopt, {}};
  text::TomlFields root(file, table, "");
  if (!root.Has("software"))
    return Fail(ErrorCode::kBadText,
                name + ": there is no section [software]; write one as in a referendum.toml");
  Manifest m;
  ReadSoftware(root, m);
  root.Done();
  if (file.error) return tl::unexpected(*std::move(file.error));
  if (Status checked = record::CheckSoftware(m.software); !checked)
    return tl::unexpected(Prefix(name, std::move(checked).error()));
  return m.software;
}

}  // namespace

Result<record::Software> ReadSoftwareToml(const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(path, kMaxToml));
  std::string undone;
  const auto parse = [&](std::string_view text) { return ParseSoftwareToml(text, path.string()); };
  Result<record::Software> software = text::ParseCarried(bytes, undone, parse, text::kLastOfValues);
  if (!software)
    return tl::unexpected(SayKind(software.error(), {path.string(), bytes, FileKind::kReferendum}));
  return software;
}

Result<Manifest> ParseReferendumToml(const TomlText& toml) {
  CONSTAT_ASSIGN(ReferendumFile file, ParseFile(toml));
  return std::move(file.manifest);
}

Result<Manifest> ReadReferendumToml(const std::filesystem::path& path) {
  CONSTAT_ASSIGN(ReferendumFile file, ReadReferendumFile(path));
  return std::move(file.manifest);
}

Result<ReferendumFile> ReadReferendumFile(const std::filesystem::path& path) {
  CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(path, kMaxToml));
  const auto keys = [folder = path.parent_path()](const std::string& name) {
    return ReadPartyKey(folder / name);
  };
  std::string undone;
  const auto parse = [&](std::string_view text) {
    return ParseFile({text, path.string(), keys, MachineZones()});
  };
  Result<ReferendumFile> file = text::ParseCarried(bytes, undone, parse, text::kLastOfValues);
  if (!file) return tl::unexpected(SayKind(file.error(), {path.string(), bytes, FileKind::kReferendum}));
  return file;
}

}  // namespace constat::parcel
