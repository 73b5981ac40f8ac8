// constat-verify: the verifier alone.
#include "constat/cli/verify_program.h"

int main(int argc, char** argv) { return constat::cli::RunConstatVerify(argc, argv); }
