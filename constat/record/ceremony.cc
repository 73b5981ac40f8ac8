#include "constat/record/ceremony.h"

#include <algorithm>

#include "constat/wire/reader.h"
#include "constat/wire/writer.h"

namespace constat::record {

Bytes EncodeTrusteeCommit(const TrusteeCommit& commit) {
  wire::Writer writer;
  writer.U16(commit.dealer).Fixed(commit.deal_hash);
  zkp::WriteSchnorr(writer, commit.signature);
  return writer.Take();
}

Result<TrusteeCommit> DecodeTrusteeCommit(ByteView body) {
  wire::Reader reader(body);
  TrusteeCommit commit;
  commit.dealer = reader.U16();
  commit.deal_hash = reader.Fixed32();
  commit.signature = zkp::ReadSchnorr(reader);
  CONSTAT_TRY(reader.Finish());
  return commit;
}

Bytes EncodeTrusteeDeal(const TrusteeDeal& deal) {
  wire::Writer writer;
  writer.U16(deal.dealer);
  for (const group::WirePoint& commitment : deal.commitments) writer.Fixed(commitment.encoded);
  zkp::WriteSchnorr(writer, deal.possession);
  for (const DealtShare& share : deal.shares) {
    writer.Fixed(share.ephemeral.encoded);
    zkp::WriteSchnorr(writer, share.possession);
    writer.Fixed(share.sealed);
  }
  zkp::WriteSchnorr(writer, deal.signature);
  return writer.Take();
}

Result<TrusteeDeal> DecodeTrusteeDeal(const Manifest& manifest, ByteView body) {
  wire::Reader reader(body);
  TrusteeDeal deal;
  deal.dealer = reader.U16();
  for (size_t i = 0; i < manifest.threshold && reader.ok(); ++i)
    deal.commitments.push_back(zkp::ReadPoint(reader));
  deal.possession = zkp::ReadSchnorr(reader);
  for (size_t i = 0; i < manifest.trustees.size() && reader.ok(); ++i) {
    DealtShare& share = deal.shares.emplace_back();
    share.ephemeral = zkp::ReadPoint(reader);
    share.possession = zkp::ReadSchnorr(reader);
    const ByteView sealed = reader.Fixed(share.sealed.size());
    std::copy(sealed.begin(), sealed.end(), share.sealed.begin());
  }
  deal.signature = zkp::ReadSchnorr(reader);
  CONSTAT_TRY(reader.Finish());
  return deal;
}

Bytes EncodeTrusteeAccept(const TrusteeAccept& accept) {
  wire::Writer writer;
  writer.U16(accept.trustee).Fixed(accept.deals_hash);
  zkp::WriteSchnorr(writer, accept.signature);
  return writer.Take();
}

Result<TrusteeAccept> DecodeTrusteeAccept(ByteView body) {
  wire::Reader reader(body);
  TrusteeAccept accept;
  accept.trustee = reader.U16();
  accept.deals_hash = reader.Fixed32();
  accept.signature = zkp::ReadSchnorr(reader);
  CONSTAT_TRY(reader.Finish());
  return accept;
}

Bytes EncodeTrusteeComplaint(const TrusteeComplaint& complaint) {
  wire::Writer writer;
  writer.U16(complaint.trustee).U16(complaint.dealer).Fixed(complaint.shared.encoded);
  zkp::WriteDleq(writer, complaint.proof);
  zkp::WriteSchnorr(writer, complaint.signature);
  return writer.Take();
}

Result<TrusteeComplaint> DecodeTrusteeComplaint(ByteView body) {
  wire::Reader reader(body);
  TrusteeComplaint complaint;
  complaint.trustee = reader.U16();
  complaint.dealer = reader.U16();
  complaint.shared = zkp::ReadPoint(reader);
  complaint.proof = zkp::ReadDleq(reader);
  complaint.signature = zkp::ReadSchnorr(reader);
  CONSTAT_TRY(reader.Finish());
  return complaint;
}

Bytes EncodeTrusteeDrill(const TrusteeDrill& drill) {
  wire::Writer writer;
  writer.U16(drill.trustee);
  zkp::WriteSchnorr(writer, drill.possession);
  zkp::WriteSchnorr(writer, drill.signature);
  return writer.Take();
}

Result<TrusteeDrill> DecodeTrusteeDrill(ByteView body) {
  wire::Reader reader(body);
  TrusteeDrill drill;
  drill.trustee = reader.U16();
  drill.possession = zkp::ReadSchnorr(reader);
  drill.signature = zkp::ReadSchnorr(reader);
  CONSTAT_TRY(reader.Finish());
  return drill;
}

}  // namespace constat::record
