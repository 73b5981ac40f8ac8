// Spec: VER-12
#include "constat/io/tar.h"

#include <gmock/gmock.h>

#include "constat/testing/archive.h"

namespace constat::io {
namespace {

using testing::AppendTar;
using testing::AppendTarEnd;
using ::testing::ElementsAre;
using testing::FormatTarHeader;
using ::testing::IsEmpty;
using testing::PaxRecord;
using testing::TarHeader;

// List is "name=contents" of files, "name/" of folders, "name@" of links and the like, in order; then the
// error, if there is one.
std::vector<std::string> List(ByteView archive) {
  TarReader reader(UnpackedFrom(archive));
  std::vector<std::string> out;
  for (;;) {
    const Result<std::optional<TarEntry>> entry = reader.Next();
    if (!entry) {
      EXPECT_FALSE(entry.error().detail.empty());
      out.emplace_back(ErrorName(entry.error().code));
      return out;
    }
    if (!*entry) return out;
    if ((*entry)->kind != TarKind::kFile) {
      EXPECT_EQ((*entry)->size, 0u);
      out.push_back((*entry)->path + ((*entry)->kind == TarKind::kFolder ? "/" : "@"));
      continue;
    }
    std::string contents;
    for (;;) {
      const Result<ByteView> more = reader.Contents();
      if (!more) {
        out.emplace_back(ErrorName(more.error().code));
        return out;
      }
      if (more->empty()) break;
      contents += AsText(*more);
    }
    EXPECT_EQ(contents.size(), (*entry)->size);
    out.push_back((*entry)->path + "=" + contents);
  }
}

// Only is an archive of one entry.
Bytes Only(const TarHeader& header, std::string_view contents = {}) {
  Bytes out;
  AppendTar(out, header, contents);
  AppendTarEnd(out);
  return out;
}

Bytes WithPax(const std::string& body, char type = 'x') {
  Bytes out;
  AppendTar(out, {.name = "PaxHeaders/a", .type = type}, body);
  AppendTar(out, {.name = "a"}, "1");
  AppendTarEnd(out);
  return out;
}

Bytes WithLongName(const std::string& name) {
  Bytes out;
  AppendTar(out, {.name = "././@LongLink", .type = 'L', .magic = std::string("ustar  \0", 8)}, name + '\0');
  AppendTar(out, {.name = name.substr(0, 100), .magic = std::string("ustar  \0", 8)}, "1");
  AppendTarEnd(out);
  return out;
}

TEST(Tar, ReadsFilesAndFolders) {
  Bytes archive;
  AppendTar(archive, {.name = "./", .type = '5'});
  AppendTar(archive, {.name = "./tile/", .type = '5'});
  AppendTar(archive, {.name = "./tile/a"}, std::string(513, 'x'));
  AppendTar(archive, {.name = "b", .type = '\0'});
  AppendTar(archive, {.name = "c", .prefix = "deep/er"}, "1");
  AppendTar(archive, {.name = "old/", .type = '\0', .magic = std::string(8, '\0')});
  AppendTarEnd(archive);
  archive.resize(archive.size() + 8192);  // more zeros, as tar writes up to a whole record
  EXPECT_THAT(List(archive),
              ElementsAre("/", "tile/", "tile/a=" + std::string(513, 'x'), "b=", "deep/er/c=1", "old/"));
}

TEST(Tar, ReadsLongNamesOfBothKinds) {
  const std::string name = std::string(120, 'a') + "/" + std::string(134, 'b');
  EXPECT_THAT(List(WithLongName(name)), ElementsAre(name + "=1"));
  EXPECT_THAT(List(WithPax(PaxRecord("path", name) + PaxRecord("mtime", "1.5"))), ElementsAre(name + "=1"));
  EXPECT_THAT(List(WithPax(PaxRecord("comment", "of git archive"), 'g')), ElementsAre("a=1"));
  EXPECT_THAT(List(WithPax(PaxRecord("size", "1"))), ElementsAre("a=1"));
}

// The attack: 257 KB of empty files with names of 60,000 bytes.
TEST(Tar, NamesOver255BytesAndLongHeadersAreTooLarge) {
  EXPECT_THAT(List(WithLongName(std::string(256, 'a'))), ElementsAre("too-large"));
  EXPECT_THAT(List(WithPax(PaxRecord("path", std::string(256, 'a')))), ElementsAre("too-large"));
  EXPECT_THAT(List(WithPax(PaxRecord("path", std::string(60'000, 'a')))), ElementsAre("too-large"));
  EXPECT_THAT(List(WithPax(PaxRecord("comment", std::string(kMaxExtensionSize, 'a')))),
              ElementsAre("too-large"));
  EXPECT_THAT(List(Only({.name = std::string(100, 'a'), .prefix = std::string(155, 'b')})),
              ElementsAre("too-large"));
  EXPECT_THAT(List(Only({.name = std::string(99, 'a'), .prefix = std::string(155, 'b')})),
              ElementsAre(std::string(155, 'b') + "/" + std::string(99, 'a') + "="));
}

TEST(Tar, NamesThatLeadElsewhereAreRefused) {
  for (const char* name : {"/a", "a//b", "a/../b", "..", "a/.", ".//a", "a/./b"}) {
    for (const char type : {'0', '2', '5'}) {
      EXPECT_THAT(List(Only({.name = name, .type = type})), ElementsAre("unknown-file")) << name;
    }
  }
  for (const char* name : {"a b", "\xc3\xa4", "a\n", "\xff", "a\\b"}) {
    EXPECT_THAT(List(Only({.name = name})), ElementsAre(std::string(name) + "=")) << name;
  }
  // Another reader would take the name to end there.
  EXPECT_THAT(List(WithPax(PaxRecord("path", std::string("a\0b", 3)))), ElementsAre("unknown-file"));
}

TEST(Tar, LinksAndDevicesAreThereAndHoldNothing) {
  for (const char type : {'1', '2', '3', '4', '6'}) {
    EXPECT_THAT(List(Only({.name = "a", .type = type})), ElementsAre("a@")) << type;
    EXPECT_THAT(List(Only({.name = "a", .type = type}, "x")), ElementsAre("cannot-read")) << type;
    EXPECT_THAT(List(Only({.name = ".", .type = type})), ElementsAre("unknown-file")) << type;
  }
  // Where a link leads may be long.
  Bytes out;
  AppendTar(out, {.name = "././@LongLink", .type = 'K'}, std::string(300, 'x'));
  AppendTar(out, {.name = "a", .type = '2'});
  AppendTar(out, {.name = "b"}, "c");
  AppendTarEnd(out);
  EXPECT_THAT(List(out), ElementsAre("a@", "b=c"));
  // Of these nobody can say where the contents end.
  for (const char type : {'7', 'S', 'Z', 'V', 'M', 'D'}) {
    EXPECT_THAT(List(Only({.name = "a", .type = type})), ElementsAre("unknown-file")) << type;
  }
  EXPECT_THAT(List(WithPax(PaxRecord("GNU.sparse.major", "1"))), ElementsAre("unknown-file"));
}

TEST(Tar, BrokenHeadersAreErrors) {
  Bytes wrong = Only({.name = "a"});
  wrong[0] ^= 1;
  EXPECT_THAT(List(wrong), ElementsAre("cannot-read"));
  EXPECT_THAT(List(Only({.name = "a", .magic = "unknown!"})), ElementsAre("cannot-read"));
  EXPECT_THAT(List(Only({.name = "a", .type = '5'}, "contents of a folder")), ElementsAre("cannot-read"));
  EXPECT_THAT(List(AsBytes("this is no archive")), ElementsAre("cannot-read"));
  EXPECT_THAT(List({}), ElementsAre("cannot-read"));
  for (const std::string body :
       {"5", "x path=a\n", "8 path=a\n", "99 path=a\n", "0 path=a\n", "8 path=a", "6 path\n"}) {
    EXPECT_THAT(List(WithPax(body)), ElementsAre("cannot-read")) << body;
  }
  EXPECT_THAT(List(WithPax(PaxRecord("path", "a") + PaxRecord("path", "b"))), ElementsAre("cannot-read"));
  EXPECT_THAT(List(WithPax(PaxRecord("size", "-1"))), ElementsAre("cannot-read"));
  EXPECT_THAT(List(WithPax(PaxRecord("path", "b"), 'g')), ElementsAre("cannot-read"));
}

TEST(Tar, EveryTruncationIsAnError) {
  const Bytes whole = WithPax(PaxRecord("path", "b"));
  for (size_t size = 0; size < whole.size(); ++size) {
    const std::vector<std::string> list = List(ByteView(whole).first(size));
    ASSERT_FALSE(list.empty()) << size;
    EXPECT_EQ(list.back(), "cannot-read") << size;
  }
}

TEST(Tar, NothingButZerosFollowsTheEnd) {
  Bytes archive = Only({.name = "a"});
  archive.resize(archive.size() + 512);
  EXPECT_THAT(List(archive), ElementsAre("a="));
  archive.back() = 1;
  EXPECT_THAT(List(archive), ElementsAre("a=", "cannot-read"));
  Bytes two = Only({.name = "a"});
  Append(two, Only({.name = "b"}));
  EXPECT_THAT(List(two), ElementsAre("a=", "cannot-read"));
}

// A size beyond the archive is not believed: nothing is kept for it.
TEST(Tar, ASizeBeyondTheArchiveIsAnError) {
  for (const uint64_t size : {uint64_t{1}, uint64_t{100'000}, uint64_t{077777777777}}) {
    Bytes archive = FormatTarHeader({.name = "a", .size = size});
    EXPECT_THAT(List(archive), ElementsAre("cannot-read")) << size;
  }
}

}  // namespace
}  // namespace constat::io
