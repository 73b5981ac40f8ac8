#include "constat/party/registrar/letters_file.h"

#include "constat/crypto/secret/secret.h"
#include "constat/io/whole_file.h"

namespace constat::party {

Status WriteLetters(const std::filesystem::path& path, std::span<const parcel::Issued> sheet,
                    const LetterPages& pages,
                    const std::function<void(uint64_t done, uint64_t total)>& progress) {
  CONSTAT_ASSIGN(io::WholeFile file, io::WholeFile::Open(path, io::FileAccess::kSecret));
  CONSTAT_TRY(file.Write(AsBytes(pages.begin)));
  for (size_t i = 0; i < sheet.size(); ++i) {
    std::string code = sheet[i].code.Format();
    Result<std::string> page = pages.letter(code, sheet[i].person);
    crypto::WipeMemory(code.data(), code.size());
    if (!page) return tl::unexpected(page.error());
    const Status written = file.Write(AsBytes(*page));
    crypto::WipeMemory(page->data(), page->size());
    CONSTAT_TRY(written);
    if (progress) progress(i + 1, sheet.size());
  }
  CONSTAT_TRY(file.Write(AsBytes(pages.end)));
  return file.Finish();
}

}  // namespace constat::party
