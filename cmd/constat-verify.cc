// constat-verify: the verifier alone.
#include "constat/cli/verify/verify_command.h"

namespace constat::cli {
namespace {

int RunConstatVerify(int argc, const char* const* argv) {
  Terminal terminal = Terminal::Standard();
  CommandTree tree(
      "constat-verify",
      "Checks the record of a referendum: is the result what the voters' ballots say?\nNeeds no network "
      "and knows no secret. Exit status: 0 verified, 1 wrong, 2 could not be checked, 3 nothing wrong but "
      "no result yet or no trust file.");
  MakeVerifyRoot(tree);
  return tree.Main(argc, argv, terminal);
}

}  // namespace
}  // namespace constat::cli

int main(int argc, char** argv) { return constat::cli::RunConstatVerify(argc, argv); }
