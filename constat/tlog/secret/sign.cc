#include "constat/tlog/secret/sign.h"

#include "constat/base/check.h"
#include "constat/wire/writer.h"

namespace constat::tlog {

VerifierKey LogKeyOf(const crypto::Ed25519Key& key, std::string origin) {
  return {std::move(origin), KeyType::kEd25519, key.public_key()};
}

VerifierKey WitnessKeyOf(const crypto::Ed25519Key& key, std::string name) {
  return {std::move(name), KeyType::kCosignature, key.public_key()};
}

NoteSignature SignCheckpoint(const crypto::Ed25519Key& key, const Checkpoint& checkpoint) {
  const crypto::Ed25519Signature signature = key.Sign(AsBytes(FormatCheckpoint(checkpoint)));
  const VerifierKey verifier = LogKeyOf(key, checkpoint.origin);
  return {verifier.name, verifier.Id(), Bytes(signature.begin(), signature.end())};
}

NoteSignature CosignCheckpoint(const crypto::Ed25519Key& key, const std::string& name,
                               const Checkpoint& checkpoint, uint64_t time_s) {
  CONSTAT_CHECK(time_s >> 63 == 0);
  const std::string message = CosignedMessage(FormatCheckpoint(checkpoint), time_s);
  return {name, WitnessKeyOf(key, name).Id(),
          wire::Writer().U64(time_s).Fixed(key.Sign(AsBytes(message))).Take()};
}

}  // namespace constat::tlog
