#include "constat/report/record/wording.h"

#include <algorithm>

#include "constat/base/check.h"

namespace constat::report {
namespace {

using record::StatementKind;
using verify::CheckId;
using verify::CheckStatus;
using verify::NoteKind;
using verify::Verification;

std::string_view KindWord(const ReportTexts& t, StatementKind kind) {
  switch (kind) {
    case StatementKind::kNotice:
      return t.kind_notice;
    case StatementKind::kIncident:
      return t.kind_incident;
    case StatementKind::kComplaint:
      return t.kind_complaint;
    case StatementKind::kObservation:
      return t.kind_observation;
    case StatementKind::kConfirms:
      return t.kind_confirms;
    case StatementKind::kDoesNotConfirm:
      return t.kind_does_not_confirm;
  }
  CONSTAT_CHECK(false);
}

// NotConfirming are the parties whose last word on the result is that they do not confirm it. Spec: STA-2.
std::vector<record::Keeper> NotConfirming(const Verification& verification) {
  std::map<record::Keeper, bool> last;
  for (const verify::Said& said : verification.statements) {
    const StatementKind kind = said.statement.kind;
    if (kind == StatementKind::kConfirms || kind == StatementKind::kDoesNotConfirm)
      last[said.statement.party] = kind == StatementKind::kDoesNotConfirm;
  }
  std::vector<record::Keeper> out;
  for (const auto& [party, refuses] : last) {
    if (refuses) out.push_back(party);
  }
  return out;
}

std::string WitnessesSentence(const Words& words, const Verification& v) {
  const record::Manifest& manifest = words.manifest();
  const std::map<std::string, uint64_t> last = LastSeen(v);
  if (last.empty()) {
    return Say(words.t.confirms_nobody({.all = manifest.witnesses.size(), .needed = manifest.quorum}));
  }
  std::vector<std::string> names;
  for (const auto& [name, time_s] : last) {
    const bool known = time_s < (uint64_t{1} << 43);
    names.push_back(Say(words.t.confirms_name(
        {.name = words.Name(name), .time = known ? words.Time(time_s * 1000) : Say(words.t.time_unknown)})));
  }
  std::string out = Say(words.t.confirms_witnesses({.count = last.size(),
                                                    .all = manifest.witnesses.size(),
                                                    .needed = manifest.quorum,
                                                    .names = words.Semicolons(names)}));
  const std::string missing = AbsentWitnesses(words, v);
  if (!missing.empty()) out += " " + Say(words.t.confirms_missing({.names = missing}));
  return out;
}

// IsUnjudged says of a check without a finding, of which nothing was judged, whether there was something.
bool IsUnjudged(const Verification& v, CheckId check) {
  const auto failed = [&](CheckId other) { return v.At(other).status() == CheckStatus::kFailed; };
  const auto noted = [&](NoteKind kind) { return v.CountOf(kind) != 0; };
  switch (check) {
    case CheckId::kPins:
      return true;  // nothing from outside was given
    case CheckId::kReceipts:
      return noted(NoteKind::kPromiseForged) || noted(NoteKind::kPromiseNotJudged);
    case CheckId::kRefusals:
      return noted(NoteKind::kRefusalElsewhere) || noted(NoteKind::kRefusalForged) ||
             noted(NoteKind::kRefusalNotJudged);
    case CheckId::kUnits:
      if (failed(CheckId::kClose)) return true;
      break;
    case CheckId::kVerdict:
      if (failed(CheckId::kResult)) return true;
      break;
    default:
      break;
  }
  return v.context == nullptr || failed(CheckId::kLog);
}

}  // namespace

const record::Manifest* ManifestOf(const Verification& verification) {
  return verification.context == nullptr ? nullptr : &verification.context->manifest;
}

const record::Outcome* ShownOutcome(const Verification& verification) {
  if (verification.result) return &*verification.result;
  return verification.recomputed ? &*verification.recomputed : nullptr;
}

std::vector<std::string> NoteSentences(const Words& words, const Verification& verification) {
  std::vector<std::string> out;
  const ReportTexts& t = words.t;
  const auto count = [&](NoteKind kind) { return verification.CountOf(kind); };
  if (const uint64_t n = count(NoteKind::kStray); n != 0) out.push_back(Say(t.others_strays({.count = n})));
  if (const uint64_t n = count(NoteKind::kAhead); n != 0) out.push_back(Say(t.others_ahead({.count = n})));
  if (const uint64_t n = count(NoteKind::kAfterResult); n != 0)
    out.push_back(Say(t.others_after({.count = n})));
  if (const uint64_t n = count(NoteKind::kSpoiltLine); n != 0)
    out.push_back(Say(t.others_lines({.count = n})));
  if (const uint64_t n = count(NoteKind::kLate); n != 0) out.push_back(Say(t.others_late({.count = n})));
  return out;
}

std::map<std::string, uint64_t> LastSeen(const Verification& verification) {
  std::map<std::string, uint64_t> out;
  for (const verify::WitnessSeen& seen : verification.witnesses)
    out[seen.name] = std::max(out[seen.name], seen.time_s);
  return out;
}

std::string AbsentWitnesses(const Words& words, const Verification& verification) {
  const std::map<std::string, uint64_t> seen = LastSeen(verification);
  std::vector<std::string> names;
  for (const record::Party& witness : words.manifest().witnesses) {
    if (!seen.contains(witness.name)) names.push_back(words.Name(witness.name));
  }
  return words.Commas(names);
}

std::vector<std::string> Confirmations(const Words& words, const Verification& v) {
  const ReportTexts& t = words.t;
  std::vector<std::string> out;
  const bool signed_by_board = v.At(CheckId::kBoardSignature).status() == CheckStatus::kPassed;
  out.push_back(signed_by_board ? Say(t.confirms_board({.name = words.Name(words.manifest().board.name)}))
                                : Say(t.confirms_no_board));
  out.push_back(WitnessesSentence(words, v));
  if (!v.pinned) {
    out.push_back(Say(t.confirms_unpinned));
  } else {
    out.push_back(
        Say(v.At(CheckId::kPins).status() == CheckStatus::kPassed ? t.confirms_pinned : t.confirms_other));
  }
  return out;
}

std::vector<std::string> ReplacedSentences(const Words& words, const Verification& verification) {
  const std::vector<ReplacedRegion> regions = ReplacedRegions(verification.replaced);
  uint64_t codes = 0;
  for (const ReplacedRegion& region : regions) codes += region.codes;
  if (codes == 0) return {};
  std::vector<std::string> listed;
  for (size_t i = 0; i < std::min(regions.size(), kMostReplacedRegions); ++i) {
    listed.push_back(
        Say(words.t.region_count({.region = words.Region(regions[i].region), .count = regions[i].codes})));
  }
  std::string list = words.Commas(listed);
  if (regions.size() > kMostReplacedRegions) {
    list = Say(words.t.and_more_regions({.list = list, .count = regions.size() - kMostReplacedRegions}));
  }
  return {Say(words.t.codes_replaced({.count = codes})), Say(words.t.codes_by_region({.list = list}))};
}

std::vector<std::string> StatementsSentences(const Words& words, const Verification& verification) {
  const size_t n = verification.statements.size();
  if (n == 0 || !words.HasManifest()) return {};
  std::vector<std::string> out{Say(words.t.statements_there({.count = n}))};
  for (const record::Keeper party : NotConfirming(verification))
    out.push_back(Say(words.t.does_not_confirm({.who = words.Start(party)})));
  return out;
}

std::string SaidBy(const Words& words, const verify::Said& said) {
  const record::Statement& statement = said.statement;
  const std::string who = words.Party(statement.party);
  const std::string_view kind = KindWord(words.t, statement.kind);
  const std::string time = words.Time(said.time_ms);
  if (statement.about == record::kNoEntry)
    return Say(words.t.said_by({.who = who, .kind = kind, .entry = said.entry, .time = time}));
  return Say(words.t.said_about(
      {.who = who, .kind = kind, .about = statement.about, .entry = said.entry, .time = time}));
}

std::vector<std::string> LinesOf(std::string_view text) {
  std::vector<std::string> out;
  for (size_t begin = 0; begin <= text.size();) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    out.emplace_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  return out;
}

std::string_view CheckStatusMark(CheckStatus status) {
  switch (status) {
    case CheckStatus::kPassed:
      return "\u2713";
    case CheckStatus::kFailed:
      return "\u2717";
    case CheckStatus::kNotApplicable:
      return "\u2013";
  }
  CONSTAT_CHECK(false);
}

bool CannotBeChecked(const Verification& verification, CheckId check) {
  return verification.At(check).status() == CheckStatus::kNotApplicable && IsUnjudged(verification, check);
}

std::string CheckStatusWords(const Words& words, const Verification& verification, CheckId check) {
  switch (verification.At(check).status()) {
    case CheckStatus::kPassed:
      return Say(words.t.passed);
    case CheckStatus::kFailed:
      return Say(words.t.failed);
    case CheckStatus::kNotApplicable:
      break;
  }
  return Say(IsUnjudged(verification, check) ? words.t.cannot_be_checked : words.t.nothing_to_check);
}

std::string CheckMeaning(const Words& words, CheckId check) {
  const ReportTexts& t = words.t;
  switch (check) {
    case CheckId::kLog:
      return Say(t.check_log);
    case CheckId::kBoardSignature:
      return Say(t.check_board_signature);
    case CheckId::kWitnesses:
      return Say(t.check_witnesses);
    case CheckId::kPins:
      return Say(t.check_pins);
    case CheckId::kManifest:
      return Say(t.check_manifest);
    case CheckId::kCeremony:
      return Say(t.check_ceremony);
    case CheckId::kRoll:
      return Say(t.check_roll);
    case CheckId::kDrills:
      return Say(t.check_drills);
    case CheckId::kOpen:
      return Say(t.check_open);
    case CheckId::kReplacements:
      return Say(t.check_replacements);
    case CheckId::kBallots:
      return Say(t.check_ballots);
    case CheckId::kClose:
      return Say(t.check_close);
    case CheckId::kUnits:
      return Say(t.check_units);
    case CheckId::kShares:
      return Say(t.check_shares);
    case CheckId::kResult:
      return Say(t.check_result);
    case CheckId::kVerdict:
      return Say(t.check_verdict);
    case CheckId::kStatements:
      return Say(t.check_statements);
    case CheckId::kSoftware:
      return Say(t.check_software);
    case CheckId::kReceipts:
      return Say(t.check_receipts);
    case CheckId::kRefusals:
      return Say(t.check_refusals);
  }
  CONSTAT_CHECK(false);
}

std::vector<WordMeaning> WordMeanings(const ReportTexts& t) {
  return {{t.word_record, t.word_record_means},         {t.word_entry, t.word_entry_means},
          {t.word_board, t.word_board_means},           {t.word_registrar, t.word_registrar_means},
          {t.word_trustee, t.word_trustee_means},       {t.word_witness, t.word_witness_means},
          {t.word_trust_file, t.word_trust_file_means}, {t.word_fingerprint, t.word_fingerprint_means}};
}

std::string FormatOfRecord(const Words& words) {
  const record::FormatNumber number = record::NumberOfVersion(record::kVersion);
  return Say(number.draft == 0 ? words.t.format_version({.version = number.version})
                               : words.t.format_draft({.version = number.version, .draft = number.draft}));
}

std::string WhyMerged(const Words& words, const record::UnitResult& unit) {
  if (!unit.decrypted) return Say(words.t.undecrypted_why);
  return Say(words.t.merged_why({.floor = words.manifest().floor}));
}

}  // namespace constat::report
