// constat: every command.
#include "constat/cli/program.h"

int main(int argc, char** argv) { return constat::cli::RunConstat(argc, argv); }
