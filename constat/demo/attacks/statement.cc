// Attacks with statements and with the list of the pages that voters are meant to get.
#include "constat/party/statement/statement.h"

#include <fmt/core.h>

#include "constat/demo/attacks/attacks.h"
#include "constat/party/organiser/organiser.h"
#include "constat/record/secret/sign_body.h"

namespace constat::demo {
namespace {

using record::EntryType;
using record::SoftwareChange;
using record::Statement;
using verify::CheckId;

Statement Said(World& world, std::string text) {
  return {.party = {record::Role::kObserver, 0}, .made_ms = world.clock().NowMs(), .text = std::move(text)};
}

Status PutStatement(World& world, const Bytes& body) {
  CONSTAT_TRY(world.ledger().Append(EntryType::kStatement, body));
  return {};
}

Status SayAsObserver(World& world, std::string text) {
  return PutStatement(world, party::SignStatement(*world.context(), Said(world, std::move(text)),
                                                  world.observer(), world.rng()));
}

// ForgeStatement signs in the observer's name with the board's key.
Status ForgeStatement(World& world) {
  const Bytes body = record::EncodeStatement(Said(world, "I confirm that all is well."));
  Statement forged = Said(world, "I confirm that all is well.");
  forged.signature =
      record::SignBody({world.context()->manifest_hash, EntryType::kStatement, 0},
                       ByteView(body).first(body.size() - record::kStatementSignatureSize), world.board());
  return PutStatement(world, record::EncodeStatement(forged));
}

Status ReplayStatement(World& world) {
  const Bytes body = party::SignStatement(*world.context(), Said(world, "The opening was late."),
                                          world.observer(), world.rng());
  CONSTAT_TRY(PutStatement(world, body));
  return PutStatement(world, body);
}

Status FloodStatements(World& world) {
  for (size_t i = 0; i <= referendum::kMostStatements; ++i)
    CONSTAT_TRY(SayAsObserver(world, fmt::format("Statement {}.", i + 1)));
  return {};
}

// DrawVerdict turns the direction of writing, to look like a verifier's word.
Status DrawVerdict(World& world) { return SayAsObserver(world, "\u202eDEIFIREV"); }

Status PutPages(World& world, SoftwareChange change) {
  const Bytes body = record::EncodeSoftwareChange(change);
  change.board_signature =
      record::SignBody({world.context()->manifest_hash, EntryType::kSoftware, 0},
                       ByteView(body).first(body.size() - record::kChangeSignaturesSize), world.board());
  CONSTAT_TRY(world.ledger().Append(EntryType::kSoftware, record::EncodeSoftwareChange(change)));
  return {};
}

record::Software PagesOf(const std::string& version) {
  return {"Pages", version, {{"index.html", Bytes32{}}}};
}

// BringBackPages has the board log the first list again after the second one.
Status BringBackPages(World& world) {
  std::vector<SoftwareChange> lists;
  for (const char* const version : {"1", "2"}) {
    CONSTAT_ASSIGN(const Bytes body, party::MakePagesBody(world.ledger().state(), PagesOf(version),
                                                          world.organiser(), world.clock().NowMs()));
    CONSTAT_ASSIGN(const SoftwareChange change, record::DecodeSoftwareChange(body));
    CONSTAT_TRY(PutPages(world, change));
    lists.push_back(change);
  }
  return PutPages(world, lists.front());
}

Status PutPagesAlone(World& world) { return PutPages(world, {.number = 1, .software = PagesOf("1")}); }

// StatementMisdeed is a row of the table of attacks.
struct StatementMisdeed {
  std::string name;
  std::string story;
  CheckId check;
  ErrorCode code;
  Status (*act)(World&);
};

}  // namespace

std::vector<Cheat> StatementAttacks() {
  const std::vector<StatementMisdeed> misdeeds = {
      {"forged-statement", "The board makes a statement in the observer's name", CheckId::kStatements,
       ErrorCode::kBadSignature, ForgeStatement},
      {"statement-replay", "The board logs an observer's statement twice", CheckId::kStatements,
       ErrorCode::kDuplicate, ReplayStatement},
      {"statement-flood", "An observer makes more statements than a party may", CheckId::kStatements,
       ErrorCode::kTooManyStatements, FloodStatements},
      {"drawn-verdict", "An observer's statement draws a verifier's verdict backwards", CheckId::kStatements,
       ErrorCode::kBadText, DrawVerdict},
      {"old-pages", "The board brings back an older list of the pages for voters", CheckId::kSoftware,
       ErrorCode::kBadNumber, BringBackPages},
      {"unsigned-pages", "The board changes the list of the pages for voters by itself", CheckId::kSoftware,
       ErrorCode::kBadSignature, PutPagesAlone},
  };
  std::vector<Cheat> out;
  for (const StatementMisdeed& misdeed : misdeeds) {
    out.push_back({.name = misdeed.name,
                   .story = misdeed.story,
                   .check = misdeed.check,
                   .code = misdeed.code,
                   .change_entry = {},
                   .after = [act = misdeed.act](World& world, Stage now) {
                     return now == Stage::kOpened ? act(world) : Status{};
                   }});
  }
  return out;
}

}  // namespace constat::demo
