#include "constat/party/registrar/letters_pdf.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "constat/io/descriptor.h"

namespace constat::party {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 4> kBrowsers = {"chromium", "chromium-browser", "google-chrome-stable",
                                                  "google-chrome"};

// Profile is a folder for the one run of a browser.
class Profile {
 public:
  explicit Profile(const fs::path& beside) {
    std::string name = (beside / "browser.XXXXXX").string();
    if (::mkdtemp(name.data()) != nullptr) path_ = name;
  }
  ~Profile() {
    std::error_code ignored;
    if (ok()) fs::remove_all(path_, ignored);
  }
  Profile(const Profile&) = delete;
  Profile& operator=(const Profile&) = delete;

  [[nodiscard]] bool ok() const { return !path_.empty(); }
  [[nodiscard]] const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

// FileUrl is a path's address: what has a meaning in one, or is not ASCII, is escaped. SOURCE: RFC 3986, 2.1.
std::string FileUrl(const fs::path& path) {
  std::string out = "file://";
  for (const char c : path.string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       std::string_view("/-._~").find(c) != std::string_view::npos;
    out += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return out;
}

std::vector<std::string> Arguments(const fs::path& browser, const fs::path& profile, const fs::path& html,
                                   const fs::path& pdf) {
  std::vector<std::string> out = {
      browser.string(),
      "--headless",
      "--disable-gpu",
      "--user-data-dir=" + profile.string(),
      "--no-first-run",
      "--no-default-browser-check",
      "--disable-extensions",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-default-apps",
      "--disable-domain-reliability",
      "--disable-sync",
      "--disable-breakpad",
      "--disable-crash-reporter",
      "--no-pings",
      // No name is looked up, and what asks for an address reaches a port that nothing listens to.
      "--host-resolver-rules=MAP * ~NOTFOUND",
      "--proxy-server=127.0.0.1:9",
      "--proxy-bypass-list=<-loopback>",
      "--disk-cache-size=1",
      "--no-pdf-header-footer",
      "--print-to-pdf=" + pdf.string(),
  };
  // As root Chromium runs without its sandbox or not at all. The page is this program's, and has no script.
  if (::geteuid() == 0) out.emplace_back("--no-sandbox");
  out.push_back(FileUrl(html));
  return out;
}

// Environment keeps what the browser needs to find its own files, and points all others into the profile.
std::vector<std::string> Environment(const fs::path& profile) {
  std::vector<std::string> out;
  for (const char* name : {"PATH", "LANG", "LC_ALL", "FONTCONFIG_FILE", "FONTCONFIG_PATH"}) {
    if (const char* value = std::getenv(name)) out.push_back(fmt::format("{}={}", name, value));
  }
  for (const char* name : {"HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"})
    out.push_back(fmt::format("{}={}", name, profile.string()));
  return out;
}

std::vector<char*> Pointers(std::vector<std::string>& strings) {
  std::vector<char*> out;
  for (std::string& string : strings) out.push_back(string.data());
  out.push_back(nullptr);
  return out;
}

// RunQuietly runs a program without input and output, and returns how it ended, as waitpid says; or -1.
int RunQuietly(std::vector<std::string> arguments, std::vector<std::string> environment) {
  ::posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  for (const int fd : {1, 2}) ::posix_spawn_file_actions_addopen(&actions, fd, "/dev/null", O_WRONLY, 0);
  ::pid_t child = 0;
  const int error = ::posix_spawn(&child, arguments.front().c_str(), &actions, nullptr,
                                  Pointers(arguments).data(), Pointers(environment).data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return -1;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return status;
}

bool IsPdf(const fs::path& path) {
  constexpr std::string_view kMagic = "%PDF-";
  const io::Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  std::array<char, kMagic.size()> head{};
  return fd.ok() && ::read(fd.get(), head.data(), head.size()) == static_cast<ssize_t>(head.size()) &&
         std::string_view(head.data(), head.size()) == kMagic && ::fchmod(fd.get(), 0600) == 0;
}

}  // namespace

Result<fs::path> FindBrowser(std::string_view search_path) {
  while (!search_path.empty()) {
    const size_t end = std::min(search_path.find(':'), search_path.size());
    const fs::path folder = search_path.substr(0, end);
    search_path.remove_prefix(std::min(end + 1, search_path.size()));
    for (const char* name : kBrowsers) {
      fs::path found = folder / name;
      if (folder.is_absolute() && ::access(found.c_str(), X_OK) == 0) return found;
    }
  }
  return Fail(ErrorCode::kMissingFile,
              "no browser that prints PDF is here: install chromium or Google Chrome, or leave --pdf out "
              "and print the HTML from a browser");
}

Status PrintPdf(const fs::path& browser, const fs::path& html, const fs::path& pdf) {
  std::error_code error;
  const fs::path page = fs::absolute(html, error);
  const Profile profile(page.parent_path());
  if (!profile.ok()) {
    return Fail(ErrorCode::kCannotWrite,
                fmt::format("cannot write a folder for the browser: {}", std::strerror(errno)));
  }
  const int status = RunQuietly(Arguments(browser, profile.path(), page, fs::absolute(pdf, error)),
                                Environment(profile.path()));
  if (status == 0 && IsPdf(pdf)) return {};
  return Fail(ErrorCode::kCannotWrite,
              fmt::format("{} made no PDF (it ended with {}). Does it start? It does not as a user whose "
                          "machine forbids its sandbox. Leave --pdf out to get HTML and print that",
                          browser.string(), status));
}

}  // namespace constat::party
