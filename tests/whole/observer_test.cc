// An observer who does not confirm the result.
#include <algorithm>

#include "constat/party/statement/statement.h"
#include "constat/report/record/text_report.h"
#include "constat/testing/story.h"

namespace constat::whole {
namespace {

using testing::ConvictsNobody;
using ::testing::HasSubstr;
using testing::Story;

// The record is verified all the same, and every report says who does not confirm it. Spec: STA-1, STA-2
TEST(Observer, DoesNotConfirmAndTheRecordIsVerified) {
  Story story;
  story.ToOpen();
  story.CastAll({0, 1, 2, 5, 6, 7});
  story.CloseAndCount();
  const parcel::PartySecret observer{{parcel::Role::kObserver, "Observers", story.observer_key.public_key()},
                                     story.observer_key.seed().Copy()};
  verify::Verified record =
      Value(verify::VerifyRecord(tlog::DirectorySource(story.Record()), {.threads = 2}));
  const Bytes body = Value(
      party::MakeStatement(record, {.kind = "does not confirm", .text = "We were not let into the room."},
                           observer, story.clock, story.rng));
  story.Append(record::EntryType::kStatement, body);
  story.Publish();
  story.KeepCheckpoint();
  const verify::Verification v = story.Verify();
  EXPECT_THAT(v, ConvictsNobody());
  ASSERT_EQ(v.statements.size(), 1u);
  EXPECT_EQ(v.statements[0].statement.kind, record::StatementKind::kDoesNotConfirm);
  std::string text = report::FormatTextReport(v, {});
  std::replace(text.begin(), text.end(), '\n', ' ');  // where lines end says nothing here
  EXPECT_THAT(text, HasSubstr("VERIFIED"));
  EXPECT_THAT(text, HasSubstr("Observer 1 (Observers) says that it does not confirm the result."));
  EXPECT_THAT(text, HasSubstr("not checked"));
}

}  // namespace
}  // namespace constat::whole
