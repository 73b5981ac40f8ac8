// PlayedRecord: a good record with every type of entry, to be spoilt; for tests of the rules.
//
// A fold takes it entry by entry, and between them what a test puts there, which has to be refused and to
// change nothing. Whoever adds a type of entry adds it to the play. Not for other code.
#pragma once

#include <functional>
#include <map>
#include <set>

#include "constat/testing/world.h"

namespace constat::testing {

// Step is an entry of the record.
struct Step {
  record::EntryType type;
  uint64_t time_ms;
  Bytes body;
};

// Fault is a spoilt version of a step, and the code that it is refused with.
struct Fault {
  std::string what;
  Step step;
  std::string code;
};
using Faults = std::vector<Fault>;

[[nodiscard]] inline uint16_t U16At(ByteView body, size_t at) {
  return static_cast<uint16_t>(body[at] << 8 | body[at + 1]);
}

// Play goes through a whole referendum of a world with two registrars, with every type of entry but a
// complaint, which would end it; parties of all kinds speak.
void Play(World& w);

class PlayedRecord : public ::testing::Test {
 protected:
  PlayedRecord();

  // Allowed is what LOG-6 allows before step i.
  [[nodiscard]] std::set<record::EntryType> Allowed(size_t i) const;

  // ErrorOf has a referendum judge a step as its next entry: the error's name, or "ok".
  [[nodiscard]] static std::string ErrorOf(referendum::Referendum& state, const Step& step);

  // Replay takes the good record with what faults_before(i) gives before entry i, also after the last. In the
  // end tree, time and result are those of the record alone.
  void Replay(const std::function<Faults(size_t)>& faults_before);
  // ReplayEach spoils every entry and, where one could come, an unfounded complaint.
  void ReplayEach(const std::function<Faults(const Step&)>& faults_of);
  // ExpectAllTypesWereSpoilt is for what can be done to every type.
  void ExpectAllTypesWereSpoilt() const;

  // Author is who signs a body: a party with an Ed25519 key and an index, or a trustee; nobody where there is
  // no key and no trustee, or where two sign.
  struct Author {
    const crypto::Ed25519Key* key = nullptr;
    uint16_t index = 0;
    bool is_trustee = false;
  };
  [[nodiscard]] Author AuthorOf(const Step& step) const;

  // Over is what a signature is over: what differs from the right one is the fault. Spec: LAB-3, LAB-4.
  struct Over {
    record::EntryType type;
    uint16_t author;
    crypto::Label label;
    bool other_referendum = false;
  };
  [[nodiscard]] Bytes MessageOf(const Over& over, ByteView unsigned_body) const;
  // ByTrustee and ByParty put another signature at the end of a body.
  [[nodiscard]] Bytes ByTrustee(uint16_t by, const Over& over, Bytes body);
  [[nodiscard]] Bytes ByParty(const crypto::Ed25519Key& by, const Over& over, Bytes body) const;
  // Resigned is a changed body with the right signatures, if it has any.
  [[nodiscard]] Bytes Resigned(const Step& step, Bytes changed);

  World w_{{.name = "played", .registrars = 2}};
  std::vector<Step> good_;
  Step complaint_{};  // unfounded

 private:
  void ExpectRefused(referendum::Referendum& state, const Faults& faults, size_t i);

  std::set<record::EntryType> spoilt_;
};

}  // namespace constat::testing
