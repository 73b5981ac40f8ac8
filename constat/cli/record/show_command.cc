// constat show: anything public as readable text or JSON. Nothing is judged.
#include <fmt/core.h>

#include <filesystem>
#include <memory>

#include "constat/cli/commands.h"
#include "constat/cli/record/record_place.h"
#include "constat/io/descriptor_name.h"
#include "constat/io/file.h"
#include "constat/record/entry_counts.h"
#include "constat/report/record/show_file.h"
#include "constat/text/number.h"
#include "constat/tlog/log_reader.h"

namespace constat::cli {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMaxShown = size_t{1} << 30;

struct ShowOptions {
  std::string what;
  std::string record;
  std::vector<uint64_t> entries;
  bool all = false;
  bool json = false;
};

class Show {
 public:
  Show(const ShowOptions& options, Terminal& terminal) : options_(options), terminal_(terminal) {}

  Result<ExitStatus> Run() {
    if (!options_.record.empty()) {
      CONSTAT_ASSIGN(context_, verify::OpenContext({options_.record, ""}));
    }
    std::error_code ignored;
    if (io::DescriptorNamed(options_.what) || fs::is_regular_file(options_.what, ignored)) {
      CONSTAT_ASSIGN(const Bytes bytes, io::ReadFile(options_.what, kMaxShown));
      const Result<std::optional<std::string>> shown = report::FormatPublicFile(bytes, context_, As());
      if (!shown) return tl::unexpected(Prefix(options_.what, shown.error()));
      if (*shown) {
        terminal_.Print(**shown);
        return ExitStatus::kOk;
      }
    }
    CONSTAT_TRY(ShowRecord());
    return ExitStatus::kOk;
  }

 private:
  [[nodiscard]] report::ShownAs As() const {
    return options_.json ? report::ShownAs::kJson : report::ShownAs::kText;
  }

  Status ShowRecord() {
    CONSTAT_ASSIGN(const std::unique_ptr<tlog::LogSource> source, tlog::OpenLogSource(options_.what));
    CONSTAT_ASSIGN(const tlog::SignedCheckpoint checkpoint, tlog::ReadCheckpoint(*source));
    const uint64_t size = checkpoint.checkpoint.size;
    if (!context_) {
      // Without a readable manifest, entries are shown as far as they can be.
      if (Result<referendum::ContextPtr> context = verify::ReadContext(*source, options_.what))
        context_ = *std::move(context);
    }
    for (const uint64_t entry : options_.entries) {
      if (entry >= size) {
        return Fail(ErrorCode::kBadNumber,
                    fmt::format("--entry {}: the record's entries are 0 to {}", entry, size - 1));
      }
      CONSTAT_TRY(tlog::ForEachEntry(*source, size, {entry, entry + 1},
                                     [&](uint64_t index, ByteView bytes) { return RawEntry(index, bytes); }));
    }
    if (!options_.entries.empty()) return {};
    if (options_.all) {
      return tlog::ForEachEntry(*source, size, {0, size},
                                [&](uint64_t index, ByteView bytes) { return RawEntry(index, bytes); });
    }
    return ShowSummary(*source, checkpoint.checkpoint);
  }

  Status ShowSummary(const tlog::LogSource& source, const tlog::Checkpoint& checkpoint) {
    if (context_) {
      terminal_.Print(options_.json
                          ? report::FormatManifestJson(context_->manifest, context_->manifest_hash)
                          : report::FormatManifestText(context_->manifest, context_->manifest_hash));
    }
    if (options_.json) return {};
    CONSTAT_ASSIGN(const auto counts, record::CountEntries(source, checkpoint.size));
    terminal_.Say("\nEntries");
    for (const auto& [type, count] : counts) {
      terminal_.Say(fmt::format("  {:>12}  {}", text::FormatCount(count), record::TypeByteName(type)));
    }
    terminal_.Say(
        fmt::format("Next: constat show {} --entry N shows one of them, --all all.", options_.what));
    return {};
  }

  Status RawEntry(uint64_t index, ByteView bytes) {
    const Result<record::EntryView> entry = record::DecodeEntry(bytes);
    if (!entry) return tl::unexpected(Prefix(fmt::format("entry {}", index), entry.error()));
    terminal_.Print(report::FormatEntry(context_.get(), {index, *entry}, As()));
    return {};
  }

  const ShowOptions& options_;
  Terminal& terminal_;
  referendum::ContextPtr context_;
};

}  // namespace

void AddShowCommand(CommandTree& tree) {
  auto options = std::make_shared<ShowOptions>();
  Command show =
      tree.Add(tree.root(),
               {"show", "Show a record, an entry, or any public file as readable text. Nothing is checked",
                "constat show record --entry 0\nconstat show deal-1.entry --record record --json"},
               [options](Terminal& terminal) { return Show(*options, terminal).Run(); });
  show.Add("WHAT", options->what,
           "A record; or a file of entries, a receipt, a challenge, a checkpoint, a .pub key")
      .Required();
  show.Add("--record", options->record, "The referendum a file belongs to: names instead of numbers")
      .Value("RECORD");
  show.Add("--entry", options->entries, "Only this entry of the record, counted from 0; may be repeated");
  show.AddFlag("--all", options->all, "Every entry of the record");
  show.AddFlag("--json", options->json, "As JSON, one object after the other");
}

}  // namespace constat::cli
