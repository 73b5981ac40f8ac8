#include "constat/io/modes.h"

#include <fcntl.h>
#include <linux/magic.h>
#include <sys/stat.h>

#include "constat/io/descriptor.h"
#include "constat/io/file.h"
#include "constat/testing/folder.h"
#include "constat/testing/matchers.h"

namespace constat::io {
namespace {

TEST(Modes, MemorySticksKeepNone) {
  for (const uint32_t mode : {0100755u, 0100777u, 0100644u, 0100700u}) {
    EXPECT_FALSE(KeepsModes(MSDOS_SUPER_MAGIC, mode));
    EXPECT_FALSE(KeepsModes(EXFAT_SUPER_MAGIC, mode));
    EXPECT_TRUE(KeepsModes(EXT4_SUPER_MAGIC, mode));
    EXPECT_TRUE(KeepsModes(TMPFS_MAGIC, mode));
    EXPECT_TRUE(KeepsModes(BTRFS_SUPER_MAGIC, mode));
  }
}

// Some systems have modes or not, as they are mounted; a key that everybody may execute says which.
TEST(Modes, SomeSystemsAreKnownByTheModesThatTheyShow) {
  for (const uint64_t type :
       {uint64_t{FUSE_SUPER_MAGIC}, uint64_t{CIFS_SUPER_MAGIC}, uint64_t{SMB2_SUPER_MAGIC},
        uint64_t{V9FS_MAGIC}, uint64_t{0x5346544e}, uint64_t{0x7366746e}}) {
    EXPECT_FALSE(KeepsModes(type, 0100777));
    EXPECT_FALSE(KeepsModes(type, 0100755));
    EXPECT_TRUE(KeepsModes(type, 0100644)) << "a chmod was possible, and was not made";
    EXPECT_TRUE(KeepsModes(type, 0100600));
  }
}

TEST(Modes, WhereModesAreKeptTheyAreDemanded) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder.File("key");
  ASSERT_THAT(WriteFile(path, AsBytes("x"), FileAccess::kSecret), Succeeds());
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  EXPECT_TRUE(HasModes(fd.get()));
  for (const mode_t mode : {0644, 0755, 0777}) {
    ASSERT_EQ(::chmod(path.c_str(), mode), 0);
    EXPECT_FALSE(LiesOpen(path));
    EXPECT_THAT(CheckOwnerOnly(path), FailsWith(ErrorCode::kUnsafeFile));
  }
  EXPECT_FALSE(LiesOpen(folder.File("none")));
  EXPECT_FALSE(LiesOpen(folder.path()));
}

}  // namespace
}  // namespace constat::io
