// SoftwareChanges: the rules of changing the list of pages that voters are meant to get. Spec: MAN-6.
#pragma once

#include "constat/record/software_change.h"
#include "constat/referendum/context.h"

namespace constat::referendum {

inline constexpr uint16_t kMostSoftwareChanges = 16;
inline constexpr uint64_t kServedAfterMs = 600'000;  // after its entry, the pages of a list are served

// SoftwareSignature says whose signature of a change is meant.
enum class SoftwareSignature : bool { kOrganiser, kBoard };
// CheckSoftwareSignature judges one signature, over the body without both. ERRORS: kBadSignature.
[[nodiscard]] Status CheckSoftwareSignature(const Context& context, const record::SoftwareChange& change,
                                            ByteView body, SoftwareSignature whose);

class SoftwareChanges {
 public:
  explicit SoftwareChanges(ContextPtr context) : context_(std::move(context)) {}

  // Apply judges a body whose phase and time are right, and takes it in or refuses it and changes nothing.
  // ERRORS: MAN-6's.
  [[nodiscard]] Status Apply(ByteView body);

  // CheckUnsigned is all of it but the signatures.
  [[nodiscard]] Status CheckUnsigned(const record::SoftwareChange& change) const;

  // Count is the number of the last accepted change.
  [[nodiscard]] uint16_t Count() const { return count_; }

 private:
  ContextPtr context_;
  uint16_t count_ = 0;
};

}  // namespace constat::referendum
