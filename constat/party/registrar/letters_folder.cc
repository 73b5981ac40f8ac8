#include "constat/party/registrar/letters_folder.h"

#include <algorithm>
#include <atomic>
#include <utility>

#include "constat/base/parallel.h"
#include "constat/crypto/secret/secret.h"
#include "constat/party/registrar/letters_pdf.h"

namespace constat::party {
namespace {

namespace fs = std::filesystem;

Status WritePart(const io::WholeFolder& folder, std::vector<io::FolderFile> files, const fs::path& browser) {
  Status status;
  for (io::FolderFile& file : files) {
    if (status) status = folder.Add(file.name, AsBytes(file.contents));
    crypto::WipeMemory(file.contents.data(), file.contents.size());
    const fs::path page = folder.place() / file.name;
    if (!status || browser.empty() || page.extension() != ".html") continue;
    fs::path pdf = page;
    status = PrintPdf(browser, page, pdf.replace_extension(".pdf"));
    std::error_code ignored;
    fs::remove(page, ignored);
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
  std::atomic<bool> failed = false;
  Mutex told;
  uint64_t done = 0;
  ParallelFor(parts, target.threads == 0 ? DefaultThreads() : target.threads, [&](size_t i) {
    if (failed) return;
    const size_t begin = i * target.part_size;
    const auto rows = sheet.subspan(begin, std::min(target.part_size, sheet.size() - begin));
    Result<std::vector<io::FolderFile>> files = make(i + 1, rows);
    results[i] = files ? WritePart(folder, *std::move(files), target.browser)
                       : Status(tl::unexpected(std::move(files).error()));
    if (!results[i]) failed = true;
    const Lock lock(told);
    done += rows.size();
    if (progress && results[i]) progress(done, sheet.size());
  });
  for (Status& result : results) CONSTAT_TRY(std::move(result));
  return folder.Finish();
}

}  // namespace constat::party
