#include "constat/crypto/label.h"

#include "constat/base/check.h"

namespace constat::crypto {

ByteView LabelBytes(Label label) {
  switch (label) {
#define CONSTAT_LABEL_BYTES(constant, name) \
  case Label::constant:                     \
    return AsBytes(std::string_view("constat/v1/" name "\0", sizeof("constat/v1/" name)));
    CONSTAT_LABELS(CONSTAT_LABEL_BYTES)
#undef CONSTAT_LABEL_BYTES
  }
  CONSTAT_CHECK(false);
}

}  // namespace constat::crypto
