#include "constat/referendum/software.h"

#include <fmt/core.h>

#include "constat/record/named.h"

namespace constat::referendum {

Status CheckSoftwareSignature(const Context& context, const record::SoftwareChange& change, ByteView body,
                              SoftwareSignature whose) {
  const bool organisers = whose == SoftwareSignature::kOrganiser;
  const Bytes message = record::SignedMessage(context.manifest_hash, record::EntryType::kSoftware, 0,
                                              body.first(body.size() - record::kChangeSignaturesSize));
  if (crypto::VerifyEd25519(organisers ? context.manifest.organiser.key : context.manifest.board.key, message,
                            organisers ? change.organiser_signature : change.board_signature))
    return {};
  const record::Keeper signer{organisers ? record::Role::kOrganiser : record::Role::kBoard, 0};
  return Fail(ErrorCode::kBadSignature,
              fmt::format("the list of pages is not signed by {}, or was changed afterwards",
                          record::FormatNamed(context.manifest, signer)));
}

Status SoftwareChanges::CheckUnsigned(const record::SoftwareChange& change) const {
  if (change.number != count_ + 1 || change.number > kMostSoftwareChanges) {
    return Fail(ErrorCode::kBadNumber,
                fmt::format("the list of pages has the number {}; {} lists are in the log already, of "
                            "at most {}",
                            change.number, count_, kMostSoftwareChanges));
  }
  return record::CheckSoftware(change.software);
}

Status SoftwareChanges::Apply(ByteView body) {
  CONSTAT_ASSIGN(const record::SoftwareChange change, record::DecodeSoftwareChange(body));
  CONSTAT_TRY(CheckUnsigned(change));
  CONSTAT_TRY(CheckSoftwareSignature(*context_, change, body, SoftwareSignature::kOrganiser));
  CONSTAT_TRY(CheckSoftwareSignature(*context_, change, body, SoftwareSignature::kBoard));
  ++count_;
  return {};
}

}  // namespace constat::referendum
