// A context from a manifest alone, without the organiser's signature. Not for other code.
#pragma once

#include <memory>

#include "constat/referendum/context.h"

namespace constat::testing {

inline referendum::ContextPtr ContextOf(record::Manifest manifest) {
  auto context = std::make_shared<referendum::Context>();
  context->manifest = std::move(manifest);
  context->manifest_hash = record::ManifestHash(record::EncodeManifest(context->manifest));
  context->shape = record::BallotShape::Of(context->manifest);
  return context;
}

// Of an encoded manifest, which has to be a valid one.
inline referendum::ContextPtr ContextOf(ByteView manifest) {
  return ContextOf(record::DecodeManifest(manifest).value());
}

}  // namespace constat::testing
