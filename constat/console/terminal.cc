#include "constat/console/terminal.h"

#include <fmt/core.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "constat/io/descriptor.h"
#include "constat/text/clean.h"

namespace constat::console {
namespace {

constexpr size_t kMaxLine = 4096;

// Write writes all of text and returns 0 or errno.
int Write(int fd, std::string_view text) { return io::WriteAll(fd, AsBytes(text)) ? 0 : errno; }

// HiddenTyping switches the echo off and back on, also when a signal ends the program meanwhile.
class HiddenTyping {
 public:
  HiddenTyping() {
    sigset_t held;
    ::sigemptyset(&held);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) ::sigaddset(&held, signal);
    signals_ = ::signalfd(-1, &held, SFD_CLOEXEC);
    ::sigaddset(&held, SIGTSTP);  // waits: a stopped program would come back with the echo on
    ::sigprocmask(SIG_BLOCK, &held, &mask_);
    changed_ = ::tcgetattr(STDIN_FILENO, &attributes_) == 0;
    if (!changed_) return;
    termios hidden = attributes_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    hidden.c_lflag |= ECHONL;
    changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
  }
  HiddenTyping(const HiddenTyping&) = delete;
  HiddenTyping& operator=(const HiddenTyping&) = delete;
  ~HiddenTyping() { Restore(); }

  // WaitForInput returns when there is something to read. A signal ends the program as it would have.
  void WaitForInput() {
    pollfd waiting[2] = {{STDIN_FILENO, POLLIN, 0}, {signals_, POLLIN, 0}};
    if (signals_ < 0 || ::poll(waiting, 2, -1) < 0 || (waiting[1].revents & POLLIN) == 0) return;
    signalfd_siginfo info{};
    const bool got = ::read(signals_, &info, sizeof(info)) == sizeof(info);
    Restore();
    if (got) ::raise(static_cast<int>(info.ssi_signo));
  }

 private:
  void Restore() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSADRAIN, &attributes_);
    changed_ = false;
    if (signals_ >= 0) ::close(signals_);
    signals_ = -1;
    ::sigprocmask(SIG_SETMASK, &mask_, nullptr);
  }

  sigset_t mask_{};
  int signals_ = -1;
  termios attributes_{};
  bool changed_ = false;
};

// ReadByte returns -1 at the end of the input, -2 after an error.
int ReadByte() {
  unsigned char byte = 0;
  for (;;) {
    const ssize_t n = ::read(STDIN_FILENO, &byte, 1);
    if (n == 1) return byte;
    if (n == 0) return -1;
    if (errno != EINTR) return -2;
  }
}

}  // namespace

Terminal Terminal::Standard() {
  // A reader that goes away (constat show ... | head) is seen as EPIPE.
  ::signal(SIGPIPE, SIG_IGN);
  // A file beyond the limit of the shell is an error like a full disk.
  ::signal(SIGXFSZ, SIG_IGN);
  Terminal out;
  out.out_is_terminal_ = ::isatty(STDOUT_FILENO) == 1;
  out.err_is_terminal_ = ::isatty(STDERR_FILENO) == 1;
  out.in_is_terminal_ = ::isatty(STDIN_FILENO) == 1;
  const char* const no_color = std::getenv("NO_COLOR");
  const char* const term = std::getenv("TERM");
  const bool dumb = term != nullptr && std::string_view(term) == "dumb";
  out.colours_ = out.out_is_terminal_ && !dumb && (no_color == nullptr || *no_color == '\0');
  out.err_is_terminal_ = out.err_is_terminal_ && !dumb;
  return out;
}

void Terminal::Print(std::string_view text) {
  if (write_error_ == 0) write_error_ = Write(STDOUT_FILENO, text);
}

void Terminal::Note(std::string_view line) { NotePart(fmt::format("{}\n", line)); }

void Terminal::NotePart(std::string_view text) {
  // Nothing can be said about an error of the stream that errors are said on.
  static_cast<void>(Write(STDERR_FILENO, text));
}

Status Terminal::Finish() {
  if (write_error_ == 0 || write_error_ == EPIPE) return {};
  return Fail(ErrorCode::kCannotWrite,
              fmt::format("the output was not written whole: {}", std::strerror(write_error_)));
}

Result<std::string> Terminal::ReadLine(std::string_view prompt, Echo echo) {
  std::optional<HiddenTyping> hidden;
  if (in_is_terminal_) {
    // The prompt comes last: what is typed from then on is neither shown nor thrown away.
    if (echo == Echo::kOff) hidden.emplace();
    NotePart(prompt);
  }
  std::string line;
  line.reserve(kMaxLine);  // so that no copy of what may be a secret is left behind by growing
  for (;;) {
    if (hidden) hidden->WaitForInput();
    const int byte = ReadByte();
    if (byte == '\n' || (byte == -1 && !line.empty())) break;
    if (byte < 0) {
      return Fail(ErrorCode::kCannotRead, "standard input ended before everything was answered");
    }
    if (line.size() == kMaxLine) {
      return Fail(ErrorCode::kTooLarge, fmt::format("a line of over {} bytes on standard input", kMaxLine));
    }
    line.push_back(static_cast<char>(byte));
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

std::string CleanForTerminal(std::string_view text) { return text::CleanLine(text); }

}  // namespace constat::console
