#include "constat/audit/draw_list.h"

#include <algorithm>
#include <string_view>

#include "constat/audit/vote_word.h"
#include "constat/io/read_back.h"
#include "constat/text/csv.h"

namespace constat::audit {
namespace {

constexpr std::string_view kWhat = "the list of draws";

// RoomToFillIn is how much people may write into a row of a list of draws, in bytes.
size_t RoomToFillIn(const Plan& plan) {
  size_t word = 0;
  for (const std::string_view name :
       {std::string_view(plan.winner), std::string_view(plan.loser), kMissingWord}) {
    word = std::max(word, text::FormatCsvRecord({name}).size());
  }
  return plan.method == Method::kComparison ? 2 * word : word;
}

// CheckReadable reads a list back. ERRORS: kTooLarge if it could be more, filled in, than is read.
Status CheckReadable(const Plan& plan, const std::vector<ListedDraw>& draws, const std::string& text) {
  CONSTAT_TRY(
      io::CheckReadableSize(kWhat, text.size() + RoomToFillIn(plan) * draws.size(), kMaxDrawListSize));
  return io::CheckReadsBack(kWhat, ParseDrawList(plan, text),
                            [&](const auto& read) { return read == draws; });
}

}  // namespace

Result<DrawColumns> FindDrawColumns(const Plan& plan, const ListReader& rows) {
  DrawColumns out;
  CONSTAT_ASSIGN(out.draw, rows.Column("draw"));
  CONSTAT_ASSIGN(out.vote, rows.Column("vote"));
  if (plan.method == Method::kComparison) {
    CONSTAT_ASSIGN(out.machine, rows.Column("machine"));
  }
  if (rows.Has("ticket")) {
    CONSTAT_ASSIGN(out.ticket, rows.Column("ticket"));
  }
  return out;
}

Result<std::vector<ListedDraw>> ParseDrawList(const Plan& plan, const std::string& text) {
  CONSTAT_ASSIGN(ListReader rows, ListReader::Open(text, std::string(kWhat)));
  CONSTAT_ASSIGN(const DrawColumns columns, FindDrawColumns(plan, rows));
  CONSTAT_ASSIGN(const size_t ticket, rows.Column("ticket"));
  std::vector<ListedDraw> out;
  for (;;) {
    CONSTAT_ASSIGN(const bool more, rows.Next());
    if (!more) return out;
    ListedDraw next;
    CONSTAT_ASSIGN(next.draw, rows.Count(columns.draw));
    CONSTAT_ASSIGN(next.ticket, rows.Count(ticket));
    out.push_back(next);
  }
}

Result<std::string> FormatDrawList(const Plan& plan, const BallotManifest& manifest, const Drawing& drawing) {
  CONSTAT_ASSIGN(const std::vector<int64_t> tickets, DrawTickets(drawing));
  const bool comparison = plan.method == Method::kComparison;
  std::vector<std::string_view> fields = {"draw", "ticket", "batch", "position"};
  if (comparison) fields.push_back("machine");
  fields.push_back("vote");
  std::string out = text::FormatCsvRecord(fields);
  const std::vector<BallotPlace> places = PlacesOf(manifest, tickets);
  std::vector<ListedDraw> draws;
  for (size_t i = 0; i < tickets.size(); ++i) {
    draws.push_back({static_cast<int64_t>(drawing.range.first + i), tickets[i]});
    const BallotPlace& place = places[i];
    const std::string draw = std::to_string(draws[i].draw);
    const std::string ticket = std::to_string(tickets[i]);
    const std::string position = place.batch != nullptr ? std::to_string(place.position) : "";
    fields = {draw, ticket, place.batch != nullptr ? std::string_view(place.batch->name) : "", position};
    if (comparison) fields.push_back("");
    fields.push_back(place.batch != nullptr ? std::string_view() : kMissingWord);
    out += text::FormatCsvRecord(fields);
  }
  CONSTAT_TRY(CheckReadable(plan, draws, out));
  return out;
}

}  // namespace constat::audit
