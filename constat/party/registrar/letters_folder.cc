#include "constat/party/registrar/letters_folder.h"

#include <algorithm>
#include <atomic>
#include <iterator>
#include <utility>

#include "constat/base/parallel.h"
#include "constat/crypto/hash.h"
#include "constat/crypto/secret/secret.h"
#include "constat/io/file.h"
#include "constat/party/registrar/letters_pdf.h"

namespace constat::party {
namespace {

namespace fs = std::filesystem;

// PrintPage makes a PDF in the place of a page below folder.
Result<HashedFile> PrintPage(const fs::path& folder, const std::string& name, const fs::path& browser) {
  const fs::path pdf = fs::path(name).replace_extension(".pdf");
  const Status printed = PrintPdf(browser, folder / name, folder / pdf);
  std::error_code ignored;
  fs::remove(folder / name, ignored);
  if (!printed) return tl::unexpected(printed.error());
  CONSTAT_ASSIGN(Bytes bytes, io::ReadFile(folder / pdf));
  const Bytes32 hash = crypto::Sha256(bytes);
  crypto::WipeMemory(bytes.data(), bytes.size());
  return HashedFile{pdf.string(), hash};
}

// WritePart adds to hashes.
Status WritePart(const io::WholeFolder& folder, std::vector<io::FolderFile> files, const fs::path& browser,
                 std::vector<HashedFile>& hashes) {
  Status status;
  for (io::FolderFile& file : files) {
    const ByteView contents = AsBytes(file.contents);
    const bool printed = !browser.empty() && fs::path(file.name).extension() == ".html";
    if (status) status = folder.Add(file.name, contents);
    if (status && !printed) hashes.push_back({file.name, crypto::Sha256(contents)});
    crypto::WipeMemory(file.contents.data(), file.contents.size());
    if (!status || !printed) continue;
    Result<HashedFile> pdf = PrintPage(folder.place(), file.name, browser);
    if (pdf) {
      hashes.push_back(*std::move(pdf));
    } else {
      status = tl::unexpected(pdf.error());
    }
  }
  return status;
}

}  // namespace

void OrderByPerson(std::vector<parcel::Issued>& rows) {
  std::sort(rows.begin(), rows.end(), [](const parcel::Issued& a, const parcel::Issued& b) {
    const std::string& left = a.person.id;
    const std::string& right = b.person.id;
    return left.size() != right.size() ? left.size() < right.size() : left < right;
  });
}

Status WriteLetters(const LettersTarget& target, std::span<const parcel::Issued> sheet, const MakePart& make,
                    const std::function<void(uint64_t done, uint64_t total)>& progress) {
  CONSTAT_ASSIGN(io::WholeFolder folder, io::WholeFolder::Open(target.folder));
  const size_t parts = (sheet.size() + target.part_size - 1) / target.part_size;
  std::vector<Status> results(parts);
  std::vector<std::vector<HashedFile>> hashes(parts);
  std::atomic<bool> failed = false;
  Mutex told;
  uint64_t done = 0;
  ParallelFor(parts, target.threads == 0 ? DefaultThreads() : target.threads, [&](size_t i) {
    if (failed) return;
    const size_t begin = i * target.part_size;
    const auto rows = sheet.subspan(begin, std::min(target.part_size, sheet.size() - begin));
    Result<std::vector<io::FolderFile>> files = make(i + 1, rows);
    results[i] = files ? WritePart(folder, *std::move(files), target.browser, hashes[i])
                       : Status(tl::unexpected(std::move(files).error()));
    if (!results[i]) failed = true;
    const Lock lock(told);
    done += rows.size();
    if (progress && results[i]) progress(done, sheet.size());
  });
  for (Status& result : results) CONSTAT_TRY(std::move(result));
  std::vector<HashedFile> all;
  for (std::vector<HashedFile>& part : hashes) std::move(part.begin(), part.end(), std::back_inserter(all));
  CONSTAT_TRY(
      folder.Add(std::string(kLettersNote), AsBytes(FormatLettersNote(target.sheet, std::move(all)))));
  return folder.Finish();
}

}  // namespace constat::party
