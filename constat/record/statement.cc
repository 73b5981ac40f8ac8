#include "constat/record/statement.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>

#include "constat/wire/reader.h"
#include "constat/wire/writer.h"

namespace constat::record {
namespace {

constexpr std::array<std::string_view, kStatementKinds> kKindNames{
    "notice", "incident", "complaint", "observation", "confirms", "does not confirm"};

}  // namespace

std::string_view StatementKindName(StatementKind kind) { return kKindNames[static_cast<size_t>(kind)]; }

Result<StatementKind> ParseStatementKind(std::string_view name) {
  std::string spaced(name);
  std::replace(spaced.begin(), spaced.end(), '-', ' ');
  const auto* const at = std::find(kKindNames.begin(), kKindNames.end(), spaced);
  if (at == kKindNames.end())
    return Fail(ErrorCode::kUnknownEnum, fmt::format("there is no kind of statement \"{}\"; write "
                                                     "notice, incident, complaint, observation, "
                                                     "confirms or does-not-confirm",
                                                     name));
  return static_cast<StatementKind>(at - kKindNames.begin());
}

Bytes EncodeStatement(const Statement& statement) {
  wire::Writer writer;
  writer.U8(static_cast<uint8_t>(statement.party.role)).U16(statement.party.index);
  writer.U8(static_cast<uint8_t>(statement.kind)).U64(statement.about).U64(statement.made_ms);
  writer.U16(statement.language).Text16(statement.text).Fixed(statement.signature);
  return writer.Take();
}

Result<Statement> DecodeStatement(ByteView body) {
  wire::Reader reader(body);
  Statement statement;
  statement.party.role = static_cast<Role>(reader.Enum8(kRoles));
  statement.party.index = reader.U16();
  statement.kind = static_cast<StatementKind>(reader.Enum8(kStatementKinds));
  statement.about = reader.U64();
  statement.made_ms = reader.U64();
  statement.language = reader.U16();
  statement.text = reader.Text16(1, kMaxStatementText, text::Lines::kSeveral);
  statement.signature = reader.Fixed64();
  CONSTAT_TRY(reader.Finish());
  return statement;
}

}  // namespace constat::record
