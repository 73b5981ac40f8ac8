// Statements: the rules of what parties say in the record. Nothing that is counted depends on
// it. Spec: STA-1.
//
// Kept is the SHA-256 of each accepted body and a count for each party: about 100 bytes a statement, and
// there are at most 16 of each of the manifest's parties. Not thread-safe.
#pragma once

#include <map>
#include <set>

#include "constat/record/statement.h"
#include "constat/referendum/context.h"

namespace constat::referendum {

inline constexpr size_t kMostStatements = 16;  // of one party
inline constexpr size_t kMostLineFeeds = 39;
inline constexpr uint64_t kStatementsAfterResultMs = 7ull * 86'400'000;

// CheckQuietTimes is for phase open: from the closing to the end of the grace nobody moves the tree that the
// witnesses are asked to sign. ERRORS: kWrongPhase. Spec: STA-1.
[[nodiscard]] Status CheckQuietTimes(const record::Manifest& manifest, uint64_t time_ms);

// StatementsEndMs is the last time that a statement may have. result_ms is the time of the last `result`, 0
// before it. Spec: LOG-6.
[[nodiscard]] uint64_t StatementsEndMs(const record::Manifest& manifest, uint64_t result_ms);

// CheckParty says whether the manifest names this party. ERRORS: kUnknownAuthor.
[[nodiscard]] Status CheckParty(const record::Manifest& manifest, record::Keeper party);

// CheckStatementSignature judges the statement that a body decodes to, whose party the manifest names. It
// needs no log: who publishes a signed statement elsewhere can be held to it. ERRORS: kBadSignature.
[[nodiscard]] Status CheckStatementSignature(const Context& context, const record::Statement& statement,
                                             ByteView body);

class Statements {
 public:
  explicit Statements(ContextPtr context) : context_(std::move(context)) {}

  // Judge says whether Apply would take a body in.
  [[nodiscard]] Status Judge(ByteView body, uint64_t index) const;
  // Apply judges a body whose phase and time are right and whose entry would have this index; it takes it in
  // or refuses it and changes nothing. ERRORS: STA-1's.
  [[nodiscard]] Status Apply(ByteView body, uint64_t index);

  // CountOf is how many statements of the party are accepted.
  [[nodiscard]] size_t CountOf(record::Keeper party) const;

 private:
  [[nodiscard]] Result<record::Keeper> PartyOf(ByteView body, uint64_t index) const;
  [[nodiscard]] Status CheckFields(const record::Statement& statement, uint64_t index) const;

  ContextPtr context_;
  std::set<Bytes32> said_;
  std::map<record::Keeper, size_t> count_;
};

}  // namespace constat::referendum
