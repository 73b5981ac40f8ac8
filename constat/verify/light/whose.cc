#include "constat/verify/light/whose.h"

#include <fmt/core.h>

#include "constat/base/check.h"
#include "constat/text/carried.h"
#include "constat/text/hex.h"

namespace constat::verify {
namespace {

using record::FormatCredentialName;
using record::TypedCredentialName;

// PaperWords are the words about one kind: what it is, and what to do with one of another voter.
struct PaperWords {
  std::string_view name;
  std::string_view advice;
};

constexpr std::string_view kAskForYours =
    "it says nothing about a ballot of yours. Ask the board for the one of your own ballot. If the tracker "
    "in it is the one you noted, your device showed you the tracker of another voter's ballot: vote with "
    "another device, keep this file and your note, and tell the organiser";

PaperWords WordsOf(PaperKind kind) {
  switch (kind) {
    case PaperKind::kReceipt:
      return {"receipt", kAskForYours};
    case PaperKind::kPromise:
      return {"promise", kAskForYours};
    case PaperKind::kRefusal:
      return {"refusal",
              "it answers another voter's ballot. Ask the board for its answer to yours; if it has not got "
              "your ballot, send it again"};
    case PaperKind::kChallenge:
      return {"challenge",
              "it says nothing about what a device does with your vote. Make a challenge with your own "
              "code. If it was your device that wrote this file, after you had typed your own code, that "
              "device is not honest: do not vote with it, keep the file, and tell the organiser"};
  }
  CONSTAT_CHECK(false);
}

// Two credentials may have one name: then they are told apart whole.
std::string NameBeside(const Paper& paper, const group::EncodedPoint& credential,
                       const group::EncodedPoint& other) {
  const std::string name = FormatCredentialName(paper.manifest_hash, credential);
  if (name != FormatCredentialName(paper.manifest_hash, other)) return name;
  return fmt::format("{} with the credential {}", name, text::FormatHex(credential));
}

tl::unexpected<Error> Another(const PaperWords& words, const std::string& whose, const std::string& reader) {
  return Fail(ErrorCode::kAnotherVoter,
              fmt::format("this {} is of {}, and {}; {}. If your lost code was replaced, or the codes of "
                          "two offices were given in the wrong order, the names differ too: give the codes "
                          "that are right now",
                          words.name, whose, reader, words.advice));
}

}  // namespace

Result<Reader> ReadReader(std::string typed_name) {
  text::PlainTyped(typed_name);
  CONSTAT_ASSIGN(TypedCredentialName name, TypedCredentialName::Parse(typed_name));
  return Reader(std::move(name));
}

Result<std::string> CheckWhose(const Paper& paper, const Reader& reader) {
  const PaperWords words = WordsOf(paper.kind);
  if (!paper.credential) {
    if (std::holds_alternative<std::monostate>(reader)) return std::string();
    return Fail(ErrorCode::kAnotherVoter,
                fmt::format("this {} is of no voter's ballot, so it is not yours; ask the board for the one "
                            "of your own ballot",
                            words.name));
  }
  const std::string whose = FormatCredentialName(paper.manifest_hash, *paper.credential);
  if (const auto* const own = std::get_if<group::EncodedPoint>(&reader)) {
    if (*own == *paper.credential)
      return fmt::format("It is yours: this {} is of {}, and so are your codes.", words.name, whose);
    return Another(words, NameBeside(paper, *paper.credential, *own),
                   "your codes are of " + NameBeside(paper, *own, *paper.credential));
  }
  if (const auto* const name = std::get_if<TypedCredentialName>(&reader)) {
    if (name->Names(paper.manifest_hash, *paper.credential))
      return fmt::format(
          "This {} is of {}, the name you gave. A device that is not honest can show you another voter's "
          "name as well: --codes, on a device you trust, compares what is yours.",
          words.name, whose);
    return Another(words, whose, "you gave the name " + name->Format());
  }
  return fmt::format(
      "This {} is of {}. Whether that is you was not compared: if it is not the name on your note, it is "
      "another voter's. Your codes, at --codes, or the name on your note, at --voter, are compared.",
      words.name, whose);
}

}  // namespace constat::verify
