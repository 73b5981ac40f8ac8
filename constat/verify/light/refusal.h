// Refusals as a voter's device sees them: whether one is an answer at all, and what it says. Whether the
// board was right is judged against the record, by verify/. Spec: BAL-15, BAL-16.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "constat/record/refusal.h"
#include "constat/referendum/refusal.h"
#include "constat/verify/light/whose.h"

namespace constat::verify {

// ReadRefusalFile ERRORS: io::ReadFile's; record::DecodeRefusalFile's, with the path.
[[nodiscard]] Result<record::RefusalFile> ReadRefusalFile(const std::filesystem::path& path);

// Asked is what a device sent, and when by its clock it first sent the body and got this answer.
struct Asked {
  record::RefusedType type = record::RefusedType::kBallot;
  Bytes body;
  record::Request request;
  uint64_t first_sent_ms = 0;
  uint64_t answered_ms = 0;
};

// AnswerContext is what the device knows of the referendum; fetched_size is that of the checkpoint that it
// fetched after the answer came.
struct AnswerContext {
  const referendum::Context& context;
  const referendum::VotingTime& voting_time;
  uint64_t fetched_size = 0;
};

// CheckAnswer says whether a refusal answers what was asked; if not, the board gave no answer, and the device
// asks again. The file to keep is then {refusal, asked.request, asked.body}. ERRORS: kWrongReferendum,
// kBadSignature, kWrongHash, kBadNumber, kLogRewound, kBadConsistency, kTimeWentBack. Spec: BAL-15.
[[nodiscard]] Status CheckAnswer(const record::Refusal& refusal, const Asked& asked,
                                 const AnswerContext& known);

// DescribeRefusal is what a refusal file says, for a person. ERRORS: kWrongReferendum;
// record::CheckRefusalFile's.
[[nodiscard]] Result<std::string> DescribeRefusal(const record::RefusalFile& file,
                                                  const referendum::Context& context);

// PaperOf is the refusal for CheckWhose: of the ballot that was refused, if that is one.
[[nodiscard]] Paper PaperOf(const record::RefusalFile& file, const referendum::Context& context);

}  // namespace constat::verify
