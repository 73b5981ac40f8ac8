// A library to preload into a program under test. Before each call of the program that may change a file it
//
//   copies the folder SNAPSHOT_FOLDER to SNAPSHOT_OUT/0001, 0002, ... (if both are set), and
//   ends the program, as kill -9 would, at call number SNAPSHOT_KILL (if that is set).
//
// So a test sees every state that a reader or a crash could meet. The program itself knows nothing of it.
#include <dlfcn.h>
#include <fcntl.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdarg>
#include <cstdio>
#include <cstdlib>
#include <cstring>

extern char** environ;

namespace {

int calls = 0;
bool inside = false;

void Copy(const char* from, const char* to) {
  // Without the preloaded library, or the copying would be copied.
  static char no_preload[] = "LD_PRELOAD=";
  char* environment[] = {no_preload, nullptr};
  char cp[] = "/bin/cp";
  char option[] = "-a";
  char* arguments[] = {cp, option, const_cast<char*>(from), const_cast<char*>(to), nullptr};
  pid_t child = 0;
  int status = 1;
  if (posix_spawn(&child, cp, nullptr, nullptr, arguments, environment) != 0 ||
      waitpid(child, &status, 0) != child || status != 0) {
    static const char message[] = "snapshots: cannot copy\n";
    (void)!::write(2, message, sizeof(message) - 1);
    _exit(99);
  }
}

void Before() {
  if (inside) return;
  inside = true;
  ++calls;
  const char* const folder = getenv("SNAPSHOT_FOLDER");
  const char* const out = getenv("SNAPSHOT_OUT");
  if (folder != nullptr && out != nullptr && access(folder, F_OK) == 0) {
    char name[4096];
    snprintf(name, sizeof name, "%s/%05d", out, calls);
    Copy(folder, name);
  }
  const char* const last = getenv("SNAPSHOT_KILL");
  if (last != nullptr && calls == atoi(last)) raise(SIGKILL);
  inside = false;
}

template <typename F>
F Next(const char* name, F) {
  return reinterpret_cast<F>(dlsym(RTLD_NEXT, name));
}

mode_t ModeOf(int flags, va_list more) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? static_cast<mode_t>(va_arg(more, int)) : 0;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = ModeOf(flags, more);
  va_end(more);
  if ((flags & (O_CREAT | O_TRUNC)) != 0) Before();
  return reinterpret_cast<int (*)(const char*, int, ...)>(dlsym(RTLD_NEXT, "open"))(path, flags, mode);
}

int openat(int folder, const char* path, int flags, ...) {
  va_list more;
  va_start(more, flags);
  const mode_t mode = ModeOf(flags, more);
  va_end(more);
  if ((flags & (O_CREAT | O_TRUNC)) != 0) Before();
  return reinterpret_cast<int (*)(int, const char*, int, ...)>(dlsym(RTLD_NEXT, "openat"))(folder, path,
                                                                                           flags, mode);
}

int mkostemp(char* name, int flags) {
  Before();
  return Next("mkostemp", &mkostemp)(name, flags);
}

ssize_t write(int file, const void* bytes, size_t size) {
  if (file > 2) Before();
  return Next("write", &write)(file, bytes, size);
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  Before();
  return Next("pwrite", &pwrite)(file, bytes, size, at);
}

int ftruncate(int file, off_t size) noexcept {
  Before();
  return Next("ftruncate", &ftruncate)(file, size);
}

int fsync(int file) {
  Before();
  return Next("fsync", &fsync)(file);
}

int mkdir(const char* path, mode_t mode) noexcept {
  Before();
  return Next("mkdir", &mkdir)(path, mode);
}

int rmdir(const char* path) noexcept {
  Before();
  return Next("rmdir", &rmdir)(path);
}

int unlink(const char* path) noexcept {
  Before();
  return Next("unlink", &unlink)(path);
}

int unlinkat(int folder, const char* path, int flags) noexcept {
  Before();
  return Next("unlinkat", &unlinkat)(folder, path, flags);
}

int link(const char* from, const char* to) noexcept {
  Before();
  return Next("link", &link)(from, to);
}

int linkat(int from_folder, const char* from, int to_folder, const char* to, int flags) noexcept {
  Before();
  return Next("linkat", &linkat)(from_folder, from, to_folder, to, flags);
}

int rename(const char* from, const char* to) noexcept {
  Before();
  return Next("rename", &rename)(from, to);
}

int renameat(int from_folder, const char* from, int to_folder, const char* to) noexcept {
  Before();
  return Next("renameat", &renameat)(from_folder, from, to_folder, to);
}

}  // extern "C"
