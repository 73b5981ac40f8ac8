#include "constat/party/voter/noted_voters.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/text/hex.h"
#include "constat/text/number.h"

namespace constat::party {
namespace {

using group::EncodedPoint;
using parcel::OwnBallot;
using record::TypedCredentialName;

std::string NameOf(const Notes& notes, const EncodedPoint& credential) {
  return record::FormatCredentialName(notes.manifest_hash, credential);
}

std::string NamesOf(const Notes& notes, std::span<const EncodedPoint> credentials) {
  std::string out;
  for (const EncodedPoint& credential : credentials)
    out += (out.empty() ? "" : ", ") + NameOf(notes, credential);
  return out;
}

Result<std::optional<EncodedPoint>> FindNamed(const Notes& notes, std::span<const EncodedPoint> noted,
                                              const TypedCredentialName& name) {
  std::vector<EncodedPoint> found;
  for (const EncodedPoint& credential : noted) {
    if (name.Names(notes.manifest_hash, credential)) found.push_back(credential);
  }
  if (found.size() == 1) return found.front();
  if (found.empty() && noted.empty())
    return Fail(ErrorCode::kAnotherVoter, fmt::format("{} has no note of this referendum; give your "
                                                      "codes with --codes",
                                                      notes.name));
  if (found.empty())
    return Fail(ErrorCode::kAnotherVoter, fmt::format("{} has no note of {}; its notes are of {}", notes.name,
                                                      name.Format(), NamesOf(notes, noted)));
  std::string credentials;
  for (const EncodedPoint& credential : found)
    credentials += (credentials.empty() ? "" : ", ") + text::FormatHex(credential);
  return Fail(ErrorCode::kUsage,
              fmt::format("{} voters in {} have the name {}; say whose ballots with --credential: {}",
                          found.size(), notes.name, name.Format(), credentials));
}

}  // namespace

std::vector<EncodedPoint> NotedVoters(const Notes& notes) {
  std::vector<EncodedPoint> out;
  for (const OwnBallot& ballot : notes.ballots) {
    if (ballot.manifest_hash != notes.manifest_hash) continue;
    if (std::ranges::find(out, ballot.credential) == out.end()) out.push_back(ballot.credential);
  }
  return out;
}

Result<std::optional<EncodedPoint>> FindNotedVoter(const Notes& notes, const verify::Reader& reader) {
  const std::vector<EncodedPoint> noted = NotedVoters(notes);
  if (const auto* const own = std::get_if<EncodedPoint>(&reader)) return *own;
  if (const auto* const name = std::get_if<TypedCredentialName>(&reader))
    return FindNamed(notes, noted, *name);
  if (noted.empty()) return std::optional<EncodedPoint>();
  if (noted.size() == 1) return noted.front();
  return Fail(ErrorCode::kUsage,
              fmt::format("{} has notes of {} voters: {}; say whose ballots to look for. Give the same "
                          "command again with the name at its end, such as --voter {}, or with --codes and "
                          "the file that holds your code",
                          notes.name, noted.size(), NamesOf(notes, noted),
                          NameOf(notes, noted.front()).substr(std::string_view("voter ").size())));
}

std::vector<OwnBallot> NotesOf(const Notes& notes, const EncodedPoint& credential) {
  std::vector<OwnBallot> out;
  std::ranges::copy_if(notes.ballots, std::back_inserter(out), [&](const OwnBallot& ballot) {
    return ballot.manifest_hash == notes.manifest_hash && ballot.credential == credential;
  });
  return out;
}

std::vector<std::string> DescribeNotes(const Notes& notes, const EncodedPoint& credential) {
  const std::string name = NameOf(notes, credential);
  std::vector<EncodedPoint> others = NotedVoters(notes);
  std::erase(others, credential);
  const size_t mine = NotesOf(notes, credential).size();
  const auto elsewhere = static_cast<size_t>(std::ranges::count_if(
      notes.ballots, [&](const OwnBallot& ballot) { return ballot.manifest_hash != notes.manifest_hash; }));
  std::vector<std::string> out;
  out.push_back(mine > 0 ? fmt::format("{} has {} of {}.", notes.name, text::Plural(mine, "note"), name)
                         : fmt::format("{} has no note of {}: it cannot say which of these ballots you made.",
                                       notes.name, name));
  if (!others.empty())
    out.push_back(
        fmt::format("Its notes of {} are another voter's and were not looked at.", NamesOf(notes, others)));
  if (elsewhere > 0)
    out.push_back(fmt::format("{} in it {} of another referendum and {} not looked at.",
                              text::Plural(elsewhere, "note"), elsewhere == 1 ? "is" : "are",
                              elsewhere == 1 ? "was" : "were"));
  return out;
}

}  // namespace constat::party
