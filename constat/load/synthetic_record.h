// SyntheticRecord: a referendum made for benchmarks, up to its last ballot; one region, one question of three
// options, as many voters as ballots; in memory.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "constat/load/parties.h"
#include "constat/load/vartime_ballot.h"
#include "constat/party/trustee/trustee.h"
#include "constat/referendum/state.h"
#include "constat/tlog/log_source.h"
#include "constat/tlog/tile.h"

namespace constat::load {

class SyntheticRecord final : public tlog::LogSource {
 public:
  // Which ballots are forbidden ones: none, or every hundredth, whose signature's response is altered. Or
  // none, and every hundredth voter votes with a code that replaced a lost one.
  enum class Quality { kClean, kOnePercentBad, kOnePercentReplaced };
  // Make plays every party up to the last ballot; nobody closes.
  [[nodiscard]] static Result<std::unique_ptr<SyntheticRecord>> Make(size_t ballots, unsigned threads,
                                                                     Quality quality = Quality::kClean);

  // state is the referendum before the first ballot.
  [[nodiscard]] const referendum::Referendum& state() const { return state_; }
  // bodies are the ballots'.
  [[nodiscard]] const std::vector<Bytes>& bodies() const { return bodies_; }
  // bad is how many of them are forbidden.
  [[nodiscard]] size_t bad() const { return bad_; }

  // The whole as a record.
  [[nodiscard]] Result<Bytes> Read(std::string_view path, size_t max_size) const override;
  [[nodiscard]] Status ForEachFile(const tlog::VisitFile& visit) const override;

 private:
  SyntheticRecord() = default;
  [[nodiscard]] Status Append(record::EntryType type, ByteView body);
  [[nodiscard]] Status HoldCeremony(const std::vector<party::Trustee>& trustees, crypto::Rng& rng);
  void Log(const record::EntryView& entry);
  void Spoil();
  [[nodiscard]] Status ReplaceSome(const Parties& parties, std::vector<PublicVote>& votes, crypto::Rng& rng);
  [[nodiscard]] Status FinishFiles();

  referendum::Referendum state_;
  std::vector<Bytes> bodies_;
  size_t bad_ = 0;
  tlog::TileBuilder tiles_;
  std::vector<Bytes> bundle_;  // the entries of the unfinished one
  std::map<std::string, Bytes, std::less<>> files_;
};

}  // namespace constat::load
