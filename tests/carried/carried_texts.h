// Carried texts: real ones, made by the programs' own functions, each with the reader that a command
// has for it.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "constat/base/result.h"
#include "constat/testing/town.h"

namespace constat::carried {

// Carried is a row of the matrix.
struct Carried {
  std::string name;
  std::string text;
  // Read gives what was read in one way of writing it, so that equal texts are equal values. The argument is
  // what was carried, in a file of that path where it is not typed.
  std::function<Result<std::string>(const std::filesystem::path& path, const std::string& text)> read;
  // Check is what every command does after reading, where something is signed or proved; none otherwise.
  std::function<Status(const std::filesystem::path& path)> check{};
  bool typed = false;       // no file: it is typed or pasted at a prompt
  bool has_values = false;  // texts of people in it, of which nobody can tell what a carrier did to them
};

// World is a town with an open vote, and one of each text.
class World {
 public:
  World();
  [[nodiscard]] const std::vector<Carried>& texts() const { return texts_; }

 private:
  void AddKeys();
  void AddCodes();
  void AddBallots();
  void AddTables();
  void AddDocuments();
  [[nodiscard]] std::string FileText(const std::filesystem::path& path) const;

  testing::Town town_{{.voters = {2, 2}, .registrars = 2}};
  std::vector<Carried> texts_;
};

}  // namespace constat::carried
