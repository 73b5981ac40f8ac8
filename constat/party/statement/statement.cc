#include "constat/party/statement/statement.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/party/exchange/next.h"
#include "constat/record/secret/sign_body.h"
#include "constat/wire/writer.h"
#include "constat/zkp/secret/schnorr_prove.h"

namespace constat::party {
namespace {

using record::EntryType;
using record::Keeper;
using record::Role;
using record::StatementKind;

Result<uint16_t> LanguageOf(const record::Manifest& manifest, const std::string& tag) {
  if (tag.empty()) return uint16_t{0};
  if (tag == "other") return record::kOtherLanguage;
  const auto at = std::find(manifest.languages.begin(), manifest.languages.end(), tag);
  if (at != manifest.languages.end()) return static_cast<uint16_t>(at - manifest.languages.begin());
  return Fail(ErrorCode::kBadNumber,
              fmt::format("the referendum has no language \"{}\"; for another one say \"other\"", tag));
}

Status CheckConfirms(const verify::Verified& record) {
  if (record.verification.outcome() == verify::VerificationOutcome::kWrong) {
    return Fail(ErrorCode::kRecordNotVerified, "this record is wrong: its result cannot be confirmed");
  }
  if (record.verification.result) return {};
  return Fail(ErrorCode::kWrongOrder, "there is no result yet that could be confirmed");
}

}  // namespace

Bytes SignStatement(const referendum::Context& context, record::Statement statement,
                    const parcel::PartySecret& secret, crypto::Rng& rng) {
  Bytes body = record::EncodeStatement(statement);
  body.resize(body.size() - record::kStatementSignatureSize);
  if (statement.party.role == Role::kTrustee) {
    wire::Writer writer;
    zkp::WriteSchnorr(writer,
                      zkp::ProveSchnorr(secret.TrusteeScalar(),
                                        referendum::TrusteeSignatureClaim(context, EntryType::kStatement,
                                                                          statement.party.index, body),
                                        rng));
    Append(body, writer.bytes());
  } else {
    Append(body, record::SignBody({context.manifest_hash, EntryType::kStatement, statement.party.index}, body,
                                  secret.SigningKey()));
  }
  return body;
}

Result<Bytes> MakeStatement(verify::Verified& record, const Words& words, const parcel::PartySecret& secret,
                            const Clock& clock, crypto::Rng& rng) {
  referendum::Referendum& state = record.state;
  if (!state.context())
    return Fail(ErrorCode::kIncomplete, "the record has no manifest that can be read, so nobody is named");
  const referendum::Context& context = *state.context();
  record::Statement statement;
  CONSTAT_ASSIGN(statement.party, parcel::FindParty(context.manifest, secret.party));
  CONSTAT_ASSIGN(statement.kind, record::ParseStatementKind(words.kind));
  CONSTAT_ASSIGN(statement.language, LanguageOf(context.manifest, words.language));
  if (statement.kind == StatementKind::kConfirms) CONSTAT_TRY(CheckConfirms(record));
  if (words.about) {
    if (*words.about < 0)
      return Fail(ErrorCode::kBadNumber, "entries are counted from 0; give the number of one");
    statement.about = static_cast<uint64_t>(*words.about);
  }
  statement.made_ms = clock.NowMs();
  statement.text = words.text.ends_with('\n') ? words.text.substr(0, words.text.size() - 1) : words.text;
  if (statement.text.empty() || statement.text.size() > record::kMaxStatementText) {
    return Fail(ErrorCode::kBadLength, fmt::format("a statement has 1 to {} bytes of text, and this "
                                                   "one has {}",
                                                   record::kMaxStatementText, statement.text.size()));
  }
  Bytes body = SignStatement(context, statement, secret, rng);
  const parcel::EntryBody entry{EntryType::kStatement, body};
  CONSTAT_TRY(CheckTaken(state, {&entry, 1}, statement.made_ms));
  return body;
}

}  // namespace constat::party
