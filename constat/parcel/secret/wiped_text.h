// WipedText: a text that holds a secret for a moment, wiped with it, all of its memory.
#pragma once

#include <string>

#include "constat/crypto/secret/secret.h"

namespace constat::parcel {

struct WipedText {
  std::string text;

  WipedText() = default;
  explicit WipedText(std::string secret) : text(std::move(secret)) {}
  WipedText(const WipedText&) = delete;
  WipedText& operator=(const WipedText&) = delete;
  ~WipedText() {
    text.resize(text.capacity());  // what was cut off its end is still there
    crypto::WipeMemory(text.data(), text.size());
  }
};

}  // namespace constat::parcel
