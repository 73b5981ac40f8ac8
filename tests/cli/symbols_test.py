#!/usr/bin/env python3
"""Checks that constat-verify holds no code of ours that knows a secret, and that of libsodium and OpenSSL it uses only what
checks, hashes and opens: nothing that draws, signs or seals.

usage: symbols_test.py BUILD_DIR BIN_DIR
"""
import pathlib
import re
import subprocess
import sys

# Library functions whose presence would mean that something is drawn, signed, sealed or multiplied by a secret.
FORBIDDEN = re.compile(r"randombytes|keypair|seed|_sign(_detached|_ed25519)?$|_encrypt|scalarmult|sodium_malloc|sodium_mlock|"
                       r"RAND_|EVP_(Encrypt|Seal|DigestSign|PKEY)|core_ristretto255_scalar")


def symbols(path: pathlib.Path, *options: str) -> list[tuple[str, str]]:
    """Kinds and names, as nm prints them."""
    lines = subprocess.run(["nm", *options, str(path)], check=True, capture_output=True, text=True).stdout.splitlines()
    found = (re.match(r"(?:[0-9a-f]+)? +(\w) (\S+)$", line) for line in lines)
    return [(m[1], m[2].split("@")[0]) for m in found if m]


def main() -> int:
    build, binaries = (pathlib.Path(a).resolve() for a in sys.argv[1:3])
    archives = sorted(build.glob("constat/**/libconstat_*_secret.a"))
    if len(archives) < 7:
        print(f"only {len(archives)} libraries of secrets under {build}: is this the build folder?")
        return 1
    secret = {name: a.name for a in archives for kind, name in symbols(a, "--defined-only") if kind in "TDBR"}
    linked = {name for kind, name in symbols(binaries / "constat-verify", "--defined-only") if kind in "TtDdBbRrWV"}
    problems = [f"constat-verify holds {name} of {secret[name]}" for name in sorted(linked & set(secret))]
    used = [name for kind, name in symbols(binaries / "constat-verify", "-D", "--undefined-only")]
    problems += [f"constat-verify uses {name}" for name in used if FORBIDDEN.search(name)]
    # The same questions must find something in constat, or they ask nothing.
    everything = {name for kind, name in symbols(binaries / "constat", "--defined-only") if kind in "TtDdBbRrWV"}
    if not everything & set(secret):
        problems.append("no symbol of a secret library was found in constat either: the comparison is broken")
    if not any(FORBIDDEN.search(name) for kind, name in symbols(binaries / "constat", "-D", "--undefined-only")):
        problems.append("constat uses no function that draws or signs: the list is broken")
    print("\n".join(problems) if problems else f"symbols: constat-verify is clear of {len(secret)} symbols that know secrets")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
