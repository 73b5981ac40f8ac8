// CheckLimits: what the encoding of a manifest can carry, for manifests put together by hand. Spec: MAN-1
#include <algorithm>

#include "constat/record/manifest_layout.h"
#include "constat/tlog/note.h"

namespace constat::record {
namespace {

// LimitsVisitor records the first part that the encoding cannot carry.
class LimitsVisitor {
 public:
  void Octets(std::string_view, ByteView) {}
  template <typename N>
  void Number(std::string_view, N) {}
  void Flag(std::string_view, bool) {}
  template <typename E>
  void Choice(std::string_view name, E v, uint8_t count) {
    In(name, [&] {
      if (static_cast<uint8_t>(v) >= count) {
        Refuse(ErrorCode::kUnknownEnum, fmt::format("{} has no meaning here; the numbers 0 to {} have",
                                                    static_cast<uint8_t>(v), count - 1));
      }
    });
  }
  void String(std::string_view name, const std::string& text, SizeRange size) {
    In(name, [&] { CheckText(text, size); });
  }
  void Key(std::string_view name, const std::string& text) {
    In(name, [&] {
      CheckSize("bytes", text.size(), kKeyNameSize);
      CheckText(text, kKeyNameSize);
      Demand(tlog::CheckKeyName(text));
    });
  }
  void Tag(const std::string& tag) {
    CheckSize("bytes", tag.size(), kTagSize);
    Demand(CheckTag(tag));
  }
  void Texts(std::string_view name, const LocalText& texts, SizeRange size, size_t languages) {
    if (texts.size() != languages) {
      In(name, [&] {
        Refuse(ErrorCode::kBadLength,
               fmt::format("there are {} texts for {} languages", texts.size(), languages));
      });
    }
    for (size_t i = 0; i < texts.size(); ++i) {
      In(
          name, [&] { CheckText(texts[i], size); }, i);
    }
  }
  void Element(std::string_view, const group::WirePoint&) {}
  template <typename T, typename Visit>
  void List(std::string_view name, const std::vector<T>& list, SizeRange size, Visit visit) {
    In(name, [&] { CheckSize("of them", list.size(), size); });
    for (size_t i = 0; i < list.size() && status_; ++i) {
      In(
          name, [&] { visit(list[i]); }, i);
    }
  }
  template <typename Visit>
  void In(std::string_view name, Visit visit, size_t index = FieldPath::kNoIndex) {
    path_.Push(name, index);
    visit();
    path_.Pop();
  }

  [[nodiscard]] const Status& status() const { return status_; }

 private:
  void Refuse(ErrorCode code, const std::string& what) {
    if (status_) status_ = Fail(code, path_.Format() + ": " + what);
  }
  void Demand(const Status& status) {
    if (!status) Refuse(status.error().code, status.error().detail);
  }
  void CheckSize(std::string_view unit, size_t n, SizeRange size) {
    if (!size.Contains(n)) {
      Refuse(ErrorCode::kBadLength,
             fmt::format("there are {} {}, and there must be {} to {}", n, unit, size.min, size.max));
    }
  }
  void CheckText(const std::string& text, SizeRange size) {
    CheckSize("bytes", text.size(), size);
    Demand(text::CheckPlainText(AsBytes(text), size.lines));
  }

  FieldPath path_;
  Status status_;
};

}  // namespace

Status CheckLimits(const Manifest& manifest) {
  LimitsVisitor visitor;
  VisitManifest(visitor, manifest);
  return visitor.status();
}

}  // namespace constat::record
