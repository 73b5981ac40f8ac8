#include "constat/party/board/cosigned.h"

#include <fmt/core.h>

#include <optional>

#include "constat/text/error_text.h"

namespace constat::party {
namespace {

// Line is a witness's line that verifies.
struct Line {
  tlog::NoteSignature signature;
  uint64_t time_s = 0;
};

bool IsBetter(const Line& next, const std::optional<Line>& best, Seconds wanted) {
  if (!best) return true;
  const auto fits = [&](const Line& line) { return line.time_s >= wanted.from && line.time_s <= wanted.to; };
  if (fits(next) != fits(*best)) return fits(next);
  return next.time_s > best->time_s;
}

// Merging collects the best line of each witness.
class Merging {
 public:
  Merging(std::vector<tlog::VerifierKey> witnesses, const tlog::SignedCheckpoint& head, Seconds wanted)
      : witnesses_(std::move(witnesses)), head_(head), wanted_(wanted), best_(witnesses_.size()) {}

  void AddFile(const CosignedFile& file) {
    if (file.checkpoint.checkpoint != head_.checkpoint) {
      out_.faults.push_back(
          {ErrorCode::kBadConsistency,
           fmt::format("{} is of {} entries, and not of the board's newest checkpoint, which has {}; have "
                       "that one cosigned",
                       file.name, file.checkpoint.checkpoint.size, head_.checkpoint.size)});
      return;
    }
    bool counts = false;
    for (const tlog::NoteSignature& signature : file.checkpoint.signatures)
      counts |= AddLine(file.name, signature);
    if (!counts) out_.files.push_back(file.name);
  }

  Cosigned Take() {
    out_.checkpoint = head_;
    for (const std::optional<Line>& line : best_) {
      if (line) out_.checkpoint.signatures.push_back(line->signature);
    }
    return std::move(out_);
  }

 private:
  // AddLine says whether the line is a witness's, good or wrong.
  bool AddLine(const std::string& file, const tlog::NoteSignature& signature) {
    for (size_t w = 0; w < witnesses_.size(); ++w) {
      const tlog::WitnessLines lines =
          tlog::VerifyCosignatures({head_.checkpoint, {signature}}, std::span(witnesses_).subspan(w, 1));
      if (!lines.spoilt.empty()) {
        out_.faults.push_back(
            {ErrorCode::kBadSignature, fmt::format("{} has a line in the name of the witness {} that does "
                                                   "not verify; it was left out",
                                                   file, witnesses_[w].name)});
        return true;
      }
      if (lines.cosignatures.empty()) continue;
      const Line line{signature, lines.cosignatures.front().time_s};
      if (IsBetter(line, best_[w], wanted_)) best_[w] = line;
      return true;
    }
    return false;
  }

  std::vector<tlog::VerifierKey> witnesses_;
  const tlog::SignedCheckpoint& head_;
  Seconds wanted_;
  std::vector<std::optional<Line>> best_;
  Cosigned out_;
};

}  // namespace

Cosigned MergeCosigned(const referendum::Context& context, const tlog::SignedCheckpoint& head,
                       std::span<const CosignedFile> files, Seconds wanted) {
  Merging merging(context.WitnessKeys(), head, wanted);
  for (const CosignedFile& file : files) merging.AddFile(file);
  return merging.Take();
}

std::vector<std::string> FormatFaults(const Cosigned& cosigned) {
  std::vector<std::string> out;
  for (const Error& fault : cosigned.faults) out.push_back("constat: " + text::FormatError(fault));
  for (const std::string& file : cosigned.files) {
    out.push_back(
        fmt::format("constat: {} has no line of a witness that the manifest names; it was left out.", file));
  }
  return out;
}

}  // namespace constat::party
