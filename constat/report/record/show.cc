#include "constat/report/record/show.h"

#include <fmt/core.h>

#include <algorithm>

#include "constat/record/rehearsal.h"
#include "constat/report/record/show_json.h"
#include "constat/text/clean.h"

namespace constat::report {
namespace {

std::string Scalar(const Json& value) {
  if (value.is_string()) return text::CleanLine(value.get<std::string>());
  if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
  if (value.is_null()) return "unknown";
  return value.dump();
}

// IsAuthor is ShowAuthor's object, shown on one line.
bool IsAuthor(const Json& value) {
  return value.is_object() && value.size() == 2 && value.contains("number") && value.contains("name") &&
         !value["name"].is_structured();
}

bool IsInline(const Json& value) { return value.is_primitive() || IsAuthor(value) || value.empty(); }

std::string Inline(const Json& value) {
  if (IsAuthor(value)) return fmt::format("{} ({})", Scalar(value["name"]), Scalar(value["number"]));
  if (value.is_structured()) return "none";
  return Scalar(value);
}

std::string Label(std::string_view key) {
  std::string out = text::CleanLine(key);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

void WriteText(const Json& value, size_t indent, std::string& out);

void WriteObject(const Json& object, size_t indent, std::string& out) {
  size_t width = 0;
  for (const auto& [key, value] : object.items()) {
    if (IsInline(value)) width = std::max(width, Label(key).size());
  }
  const std::string margin(indent, ' ');
  for (const auto& [key, value] : object.items()) {
    if (IsInline(value)) {
      const std::string line = fmt::format("{}{:<{}}  {}", margin, Label(key), width, Inline(value));
      out += line.substr(0, line.find_last_not_of(' ') + 1) + "\n";
    } else {
      out += fmt::format("{}{}\n", margin, Label(key));
      WriteText(value, indent + 2, out);
    }
  }
}

void WriteArray(const Json& array, size_t indent, std::string& out) {
  const std::string margin(indent, ' ');
  for (const Json& value : array) {
    if (IsInline(value)) {
      out += fmt::format("{}- {}\n", margin, Inline(value));
      continue;
    }
    const size_t start = out.size();
    WriteText(value, indent + 2, out);
    out[start + indent] = '-';
  }
}

void WriteText(const Json& value, size_t indent, std::string& out) {
  if (value.is_object()) return WriteObject(value, indent, out);
  if (value.is_array()) return WriteArray(value, indent, out);
  out += std::string(indent, ' ') + Scalar(value) + "\n";
}

std::string ShowText(const Json& json) {
  std::string out;
  WriteText(json, 0, out);
  return out;
}

// Head is the first line of what is shown of a rehearsal (MAN-7).
std::string Head(const record::Manifest& manifest) {
  return manifest.rehearsal ? fmt::format("{}\n", record::kRehearsal) : std::string();
}

}  // namespace

std::string FormatEntryText(const referendum::Context* context, const EntryAt& at) {
  return ShowText(ShowEntry(context, at));
}
std::string FormatEntryJson(const referendum::Context* context, const EntryAt& at) {
  return text::FormatJson(ShowEntry(context, at));
}

std::string FormatManifestText(const record::Manifest& manifest, const Bytes32& manifest_hash) {
  return Head(manifest) + ShowText(ShowManifest(manifest, manifest_hash));
}
std::string FormatManifestJson(const record::Manifest& manifest, const Bytes32& manifest_hash) {
  return text::FormatJson(ShowManifest(manifest, manifest_hash));
}

std::string FormatChallengeText(const record::Manifest& manifest, const record::Challenge& challenge) {
  return Head(manifest) + ShowText(ShowChallenge(manifest, challenge));
}
std::string FormatChallengeJson(const record::Manifest& manifest, const record::Challenge& challenge) {
  return text::FormatJson(ShowChallenge(manifest, challenge));
}

std::string FormatReceiptText(const referendum::Context* context, const tlog::InclusionReceipt& receipt) {
  return (context == nullptr ? std::string() : Head(context->manifest)) +
         ShowText(ShowReceipt(context, receipt));
}
std::string FormatReceiptJson(const referendum::Context* context, const tlog::InclusionReceipt& receipt) {
  return text::FormatJson(ShowReceipt(context, receipt));
}

}  // namespace constat::report
