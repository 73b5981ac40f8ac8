#include "constat/party/registrar/registrar.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/base/check.h"
#include "constat/base/parallel.h"
#include "constat/record/roll.h"
#include "constat/record/secret/sign_body.h"
#include "constat/referendum/roll.h"
#include "constat/zkp/secret/nonces.h"

namespace constat::party {
namespace {

using group::SecretScalar;
using record::EntryType;
using record::kMaxSlotsPerChunk;

constexpr size_t kFreshBytes = 32;  // of a share's proof
constexpr size_t kBytesPerVoter = parcel::VotingCode::kRandomBytes + kFreshBytes;

// ChunkWork is one chunk while it is made. Its randomness is drawn beforehand, in order, so that any number
// of threads makes the same roll.
struct ChunkWork {
  uint16_t region = 0;
  uint32_t first_slot = 0;
  size_t count = 0;
  Bytes random;  // kBytesPerVoter each
  std::vector<parcel::VotingCode> codes;
  Bytes body;

  ChunkWork() = default;
  ChunkWork(ChunkWork&&) = default;
  ChunkWork& operator=(ChunkWork&&) = default;
  ~ChunkWork() { Wipe(); }
  void Wipe() {
    crypto::WipeMemory(random.data(), random.size());
    random.clear();
    codes.clear();
  }
};

// Issuing is what is the same for every chunk.
struct Issuing {
  const IssueInput& input;
  uint16_t registrar;
  Bytes32 order_hash;  // zero where there is one registrar
};

// Place is a slot of one registrar's roll.
struct Place {
  uint16_t region = 0;
  uint32_t slot = 0;
};

// MakeSlot is one voter's public line: X = xB and a proof that somebody knows x. Spec: ROL-4, LAB-6.
record::RollSlot MakeSlot(const Issuing& issuing, const SecretScalar& secret, Place place,
                          std::span<const uint8_t, kFreshBytes> fresh) {
  // Only the encodings are needed: decoding them would cost a fifth of the time.
  record::RollSlot out;
  out.share.encoded = secret.MulBaseEncoded();
  const zkp::Claim claim = referendum::CredentialShareClaim(
      issuing.input.context->manifest_hash, {issuing.registrar, place.region, place.slot, out.share.encoded});
  const SecretScalar nonce = zkp::Nonces(secret, claim, fresh).Next();
  out.proof.commitment.encoded = nonce.MulBaseEncoded();
  const group::Scalar challenge = claim.Challenge({out.proof.commitment.encoded});
  out.proof.response = secret.Mul(challenge).Add(nonce).Declassify();
  return out;
}

void MakeChunk(const Issuing& issuing, ChunkWork& work) {
  record::RollChunk chunk{issuing.registrar, work.region, work.first_slot, issuing.order_hash, {}, {}};
  chunk.slots.reserve(work.count);
  work.codes.reserve(work.count);
  for (size_t i = 0; i < work.count; ++i) {
    const std::span<const uint8_t> random =
        std::span(work.random).subspan(i * kBytesPerVoter, kBytesPerVoter);
    work.codes.push_back(parcel::VotingCode::FromRandom(random.first<parcel::VotingCode::kRandomBytes>()));
    const SecretScalar secret =
        work.codes.back().ShareSecret(issuing.input.context->manifest_hash, issuing.registrar);
    const Place place{work.region, static_cast<uint32_t>(work.first_slot + i)};
    chunk.slots.push_back(MakeSlot(issuing, secret, place, random.last<kFreshBytes>()));
  }
  Bytes body = record::EncodeRollChunk(chunk);
  const ByteView text = ByteView(body).first(body.size() - record::kSignatureSize);
  const crypto::Ed25519Signature signature =
      record::SignBody({issuing.input.context->manifest_hash, EntryType::kRollChunk, issuing.registrar}, text,
                       *issuing.input.key);
  std::copy(signature.begin(), signature.end(), body.end() - record::kSignatureSize);
  work.body = std::move(body);
}

// Plan cuts all regions into chunks, without randomness.
std::vector<ChunkWork> Plan(const parcel::PersonOrder& order) {
  std::vector<ChunkWork> out;
  for (size_t r = 0; r < order.slots.size(); ++r) {
    for (size_t first = 0; first < order.slots[r].size(); first += kMaxSlotsPerChunk) {
      ChunkWork& work = out.emplace_back();
      work.region = static_cast<uint16_t>(r);
      work.first_slot = static_cast<uint32_t>(first);
      work.count = std::min(kMaxSlotsPerChunk, order.slots[r].size() - first);
    }
  }
  return out;
}

// CheckOrderFits wants each person in one slot of its own region.
Status CheckOrderFits(const IssueInput& input) {
  const std::vector<parcel::Person>& persons = *input.persons;
  bool fits = input.order->slots.size() == input.context->manifest.regions.size();
  std::vector<bool> placed(persons.size());
  size_t count = 0;
  for (size_t r = 0; fits && r < input.order->slots.size(); ++r) {
    for (const uint32_t person : input.order->slots[r]) {
      if (person >= persons.size() || placed[person] || persons[person].region != r) {
        fits = false;
        break;
      }
      placed[person] = true;
      ++count;
    }
  }
  if (fits && count == persons.size()) return {};
  return Fail(ErrorCode::kWrongCount,
              "the order of the roll does not give each person one slot in the person's own region");
}

// MakeChunks makes a few chunks side by side.
void MakeChunks(const Issuing& issuing, std::span<ChunkWork> chunks) {
  ParallelFor(chunks.size(), chunks.size(), [&](size_t i) { MakeChunk(issuing, chunks[i]); });
}

Bytes MakeRollEnd(const Issuing& issuing, const Bytes32& hash) {
  record::RollEnd end{issuing.registrar, {}, hash, {}};
  for (const std::vector<uint32_t>& region : issuing.input.order->slots) {
    end.counts.push_back(static_cast<uint32_t>(region.size()));
  }
  Bytes body = record::EncodeRollEnd(end);
  const ByteView text = ByteView(body).first(body.size() - record::kSignatureSize);
  const crypto::Ed25519Signature signature =
      record::SignBody({issuing.input.context->manifest_hash, EntryType::kRollEnd, issuing.registrar}, text,
                       *issuing.input.key);
  std::copy(signature.begin(), signature.end(), body.end() - record::kSignatureSize);
  return body;
}

}  // namespace

parcel::PersonOrder DrawOrder(const record::Manifest& manifest, const std::vector<parcel::Person>& persons,
                              crypto::Rng& rng) {
  parcel::PersonOrder order;
  order.slots.resize(manifest.regions.size());
  for (size_t i = 0; i < persons.size(); ++i)
    order.slots[persons[i].region].push_back(static_cast<uint32_t>(i));
  rng.Fill(order.nonce);
  // Fisher and Yates.
  for (std::vector<uint32_t>& region : order.slots) {
    for (size_t i = region.size(); i > 1; --i) std::swap(region[i - 1], region[rng.Below(i)]);
  }
  return order;
}

Result<uint16_t> FindRegistrar(const record::Manifest& manifest, const crypto::Ed25519Key& key) {
  for (size_t m = 0; m < manifest.registrars.size(); ++m) {
    if (manifest.registrars[m].key == key.public_key()) return static_cast<uint16_t>(m);
  }
  return Fail(ErrorCode::kWrongKey, "this key is not of a registrar of this referendum");
}

Status Issue(const IssueInput& input, crypto::Rng& rng, const IssueSinks& sinks) {
  const record::Manifest& manifest = input.context->manifest;
  CONSTAT_ASSIGN(const uint16_t registrar, FindRegistrar(manifest, *input.key));
  CONSTAT_TRY(CheckOrderFits(input));
  Issuing issuing{input, registrar, {}};
  if (manifest.registrars.size() > 1) {
    issuing.order_hash = parcel::OrderHash(input.context->manifest_hash, *input.persons, *input.order);
  }
  const size_t threads = input.threads != 0 ? input.threads : DefaultThreads();
  crypto::Sha256Stream hash = referendum::RollHashStart(input.context->manifest_hash, registrar);
  std::vector<ChunkWork> plan = Plan(*input.order);
  for (size_t first = 0; first < plan.size(); first += threads) {
    const auto chunks = std::span(plan).subspan(first, std::min(threads, plan.size() - first));
    for (ChunkWork& chunk : chunks) {
      chunk.random.resize(chunk.count * kBytesPerVoter);
      rng.Fill(chunk.random);
    }
    MakeChunks(issuing, chunks);
    for (ChunkWork& chunk : chunks) {
      for (size_t i = 0; i < chunk.count; ++i) {
        const auto slot = static_cast<uint32_t>(chunk.first_slot + i);
        const parcel::Person& person = (*input.persons)[input.order->slots[chunk.region][slot]];
        CONSTAT_TRY(sinks.sheet({person, slot, chunk.codes[i]}));
      }
      chunk.Wipe();
      hash.Update(chunk.body);
      CONSTAT_TRY(sinks.entry(EntryType::kRollChunk, std::move(chunk.body)));
      chunk.body = Bytes();
    }
  }
  return sinks.entry(EntryType::kRollEnd, MakeRollEnd(issuing, hash.Digest()));
}

}  // namespace constat::party
