#include "constat/record/author.h"

#include <gtest/gtest.h>

#include "constat/record/statement.h"

namespace constat::record {
namespace {

// Every type has an author but a ballot, and who it is follows from the type or from the body's first number.
TEST(AuthorOf, IsThePartyThatTheEntryNames) {
  const Bytes body{0, 3, 9, 9};
  for (const EntryType type : kEntryTypes) {
    if (type == EntryType::kStatement) continue;
    const std::optional<Keeper> author = AuthorOf({type, 0, body});
    EXPECT_EQ(author.has_value(), type != EntryType::kBallot) << EntryTypeName(type);
    if (!author) continue;
    const bool has_number = author->role == Role::kTrustee || author->role == Role::kRegistrar;
    EXPECT_EQ(author->index, has_number ? 3 : 0) << EntryTypeName(type);
    EXPECT_EQ(AuthorOf({type, 0, ByteView(body).first(1)}).has_value(), !has_number) << EntryTypeName(type);
  }
  const Bytes said = EncodeStatement({.party = {Role::kObserver, 2}, .text = "x"});
  EXPECT_EQ(AuthorOf({EntryType::kStatement, 0, said}), (Keeper{Role::kObserver, 2}));
  EXPECT_FALSE(AuthorOf({EntryType::kStatement, 0, body}).has_value());
}

}  // namespace
}  // namespace constat::record
