#include "constat/party/voter/challenge.h"

#include <fmt/core.h>

#include <algorithm>

namespace constat::party {

std::array<uint8_t, 68> RandomnessInput(const Bytes32& manifest_hash, const Bytes32& seed, size_t question,
                                        size_t option) {
  std::array<uint8_t, 68> out;
  auto at = std::copy(manifest_hash.begin(), manifest_hash.end(), out.begin());
  at = std::copy(seed.begin(), seed.end(), at);
  *at++ = static_cast<uint8_t>(question >> 8);
  *at++ = static_cast<uint8_t>(question & 0xff);
  *at++ = static_cast<uint8_t>(option >> 8);
  *at++ = static_cast<uint8_t>(option & 0xff);
  return out;
}

Result<RecomputedBallot> CheckChallenge(const referendum::Context& context, const group::WirePoint& joint_key,
                                        const record::Challenge& challenge) {
  if (challenge.manifest_hash != context.manifest_hash) {
    return Fail(ErrorCode::kWrongReferendum, "the challenge is of another referendum than the record");
  }
  CONSTAT_TRY(record::CheckChoices(context.manifest, challenge.choices));
  RecomputedBallot out;
  for (size_t q = 0; q < challenge.choices.size(); ++q) {
    const std::vector<uint16_t>& chosen = challenge.choices[q];
    for (size_t o = 0; o < context.manifest.questions[q].options.size(); ++o) {
      const bool marked = std::find(chosen.begin(), chosen.end(), o) != chosen.end();
      const group::Scalar r = group::ChallengeScalar(
          crypto::Label::kBallotRandomness, RandomnessInput(context.manifest_hash, challenge.seed, q, o));
      out.ciphertexts.push_back(group::Point::MulBaseVartime(r).Encode());
      out.ciphertexts.push_back(
          group::Point::MulDoubleBaseVartime(r, joint_key.point, group::Scalar::FromUint64(marked ? 1 : 0))
              .Encode());
    }
  }
  out.tracker = record::Tracker({.manifest_hash = context.manifest_hash,
                                 .credential = challenge.credential,
                                 .revision = challenge.revision,
                                 .ciphertexts = out.ciphertexts});
  return out;
}

Status CheckOnRoll(const referendum::Referendum& state, const record::Challenge& challenge) {
  if (state.phase() < referendum::Phase::kOpen) return {};
  if (state.replacements().Find(challenge.credential)) return {};
  return Fail(ErrorCode::kNotOnRoll,
              fmt::format("the challenge is of {}, and no voter of this referendum has that code; if the "
                          "device wrote this file after you had typed your own code, it was not honest: do "
                          "not vote with it, keep the file and tell the organiser",
                          record::FormatCredentialName(challenge.manifest_hash, challenge.credential)));
}

verify::Paper PaperOf(const record::Challenge& challenge) {
  return {verify::PaperKind::kChallenge, challenge.manifest_hash, challenge.credential};
}

std::vector<std::string> DescribeChoices(const record::Manifest& manifest, const record::Choices& choices,
                                         size_t language) {
  std::vector<std::string> out;
  for (size_t q = 0; q < choices.size(); ++q) {
    const record::Question& question = manifest.questions[q];
    std::string line = question.text[language] + ": ";
    for (size_t i = 0; i < choices[q].size(); ++i) {
      if (i > 0) line += ", ";
      line += question.options[choices[q][i]].name[language];
    }
    if (choices[q].empty()) line += "-";
    out.push_back(std::move(line));
  }
  return out;
}

}  // namespace constat::party
