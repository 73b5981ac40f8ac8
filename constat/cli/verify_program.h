// The program constat-verify: the verifier alone, linked without any code that knows a secret.
#pragma once

namespace constat::cli {

// RunConstatVerify is main.
[[nodiscard]] int RunConstatVerify(int argc, const char* const* argv);

}  // namespace constat::cli
