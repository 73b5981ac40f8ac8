#include "constat/verdict/cause_rules.h"

#include <algorithm>
#include <array>

#include "constat/base/check.h"

namespace constat::verdict {

using verify::CheckId;

namespace {

// The codes of the table are written without their enumeration.
namespace rules {
using enum ErrorCode;
constexpr std::optional<ErrorCode> kOther;
#define CONSTAT_CAUSE_RULE(check, code, kind, doer, votes) \
  CauseRule{CheckId::check, code, CauseKind::kind, Doer::doer, VotesKind::votes},
constexpr std::array kRules{
#include "constat/verdict/cause_rules.inc"
};
}  // namespace rules

constexpr CauseRule kPromise{CheckId::kReceipts, ErrorCode::kReceiptNotIncluded, CauseKind::kPromiseBroken,
                             Doer::kBoard, VotesKind::kVoters};

// NamesAStranger: an entry whose signature is wrong need not be by the party that it names.
bool NamesAStranger(const verify::Finding& finding) {
  return finding.code == ErrorCode::kBadSignature && finding.refused && finding.refused->author;
}

}  // namespace

const CauseRule& RuleOf(CheckId check, const verify::Finding& finding) {
  if (finding.paper == verify::HeldPaper::Kind::kPromise) return kPromise;
  const auto found = std::find_if(rules::kRules.begin(), rules::kRules.end(), [&](const CauseRule& rule) {
    return rule.check == check && (!rule.code || *rule.code == finding.code);
  });
  CONSTAT_CHECK(found != rules::kRules.end());
  return *found;
}

Doer DoerOf(const CauseRule& rule, const verify::Finding& finding) {
  if (rule.doer == Doer::kAuthor && NamesAStranger(finding)) return Doer::kBoardForAuthor;
  return rule.doer;
}

}  // namespace constat::verdict
