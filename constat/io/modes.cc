#include "constat/io/modes.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>

#include <algorithm>
#include <array>

#include "constat/io/descriptor.h"
#include "constat/io/descriptor_name.h"

namespace constat::io {
namespace {

// SOURCE: <linux/magic.h> and the file systems' own sources.
constexpr std::array<uint64_t, 3> kWithout = {
    0x4d44,      // FAT: msdos, vfat
    0x2011bab0,  // exFAT
    0x9660,      // ISO 9660, a CD
};
constexpr std::array<uint64_t, 9> kAsMounted = {
    0x5346544e,  // NTFS
    0x7366746e,  // NTFS, driver ntfs3
    0x65735546,  // FUSE: ntfs-3g, exfat-fuse, and others
    0x517b,      // SMB
    0xff534d42,  // CIFS
    0xfe534d42,  // SMB 2
    0x01021997,  // 9P: folders of Windows in WSL
    0x786f4256,  // VirtualBox's shared folders
    0x15013346,  // UDF
};
constexpr uint32_t kOthersRead = 077;
constexpr uint32_t kEverybodyExecutes = 0111;

bool IsAmong(auto& types, uint64_t type) { return std::ranges::find(types, type) != types.end(); }

}  // namespace

bool KeepsModes(uint64_t type, uint32_t mode) {
  if (IsAmong(kWithout, type)) return false;
  return !IsAmong(kAsMounted, type) || (mode & kEverybodyExecutes) != kEverybodyExecutes;
}

bool HasModes(int fd) {
  struct stat info {};
  struct statfs system {};
  if (::fstat(fd, &info) != 0 || ::fstatfs(fd, &system) != 0) return true;
  return KeepsModes(static_cast<uint32_t>(system.f_type), info.st_mode);
}

bool LiesOpen(const std::filesystem::path& path) {
  const Descriptor fd(DescriptorNamed(path) ? DuplicateNamed(path)
                                            : ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  struct stat info {};
  if (!fd.ok() || ::fstat(fd.get(), &info) != 0 || !S_ISREG(info.st_mode)) return false;
  return (info.st_mode & kOthersRead) != 0 && !HasModes(fd.get());
}

}  // namespace constat::io
