#!/usr/bin/env python3
"""Asks each program and each party's library what it must not hold. constat-verify: no code of ours that knows a secret, and
of libsodium and OpenSSL nothing that draws, signs or seals. A party's library: nothing of what only another party
needs, as far as calls lead from any of its functions. Both programs: nothing that opens a connection.

usage: symbols_test.py BUILD_DIR BIN_DIR
"""
import collections
import ctypes
import pathlib
import re
import subprocess
import sys
import tomllib

# Library functions whose presence would mean that something is drawn, signed, sealed or multiplied by a secret.
FORBIDDEN = re.compile(r"randombytes|keypair|seed|_sign(_detached|_ed25519)?$|_encrypt|scalarmult|sodium_malloc|sodium_mlock|"
                       r"RAND_|EVP_(Encrypt|Seal|DigestSign|PKEY)|core_ristretto255_scalar")
# What opens a connection: where neither program has it, nobody learns from looking up a receipt who looked.
NETWORK = ("socket", "connect", "getaddrinfo", "gethostbyname", "sendto", "recvfrom")
DEFINED = "TtDdBbRrWVuV"
PARTIES = {"organiser", "registrar", "trustee", "voter", "board", "witness"}
# What a party's library must not lead to, besides the other parties.
NOT_NEEDED = {
    "organiser": {"parcel_secret", "zkp_secret", "elgamal_secret", "tlog_secret", "io_secret"},
    "registrar": {"elgamal_secret", "tlog_secret", "io_secret"},
    "trustee": {"parcel_secret", "tlog_secret"},
    "voter": {"tlog_secret", "io_secret"},
    "board": {"parcel_secret", "zkp_secret", "elgamal_secret", "group_secret"},
    "witness": {"parcel_secret", "zkp_secret", "elgamal_secret", "group_secret"},
}


def nm(path: pathlib.Path, *options: str) -> list[tuple[str, str]]:
    """nm gives kinds and names of a program's symbols."""
    lines = subprocess.run(["nm", *options, str(path)], check=True, capture_output=True, text=True).stdout.splitlines()
    found = (re.match(r"(?:[0-9a-f]+)? +(\w) (\S+)$", line) for line in lines)
    return [(m[1], m[2].split("@")[0]) for m in found if m]


def library_name(archive: pathlib.Path) -> str:
    return archive.name.removeprefix("libconstat_").removesuffix(".a")


class Objects:
    """Objects: what each object of each of our libraries defines and what it calls."""

    def __init__(self, archives: list[pathlib.Path]):
        self.defines: dict[tuple[str, str], set[str]] = collections.defaultdict(set)
        self.calls: dict[tuple[str, str], set[str]] = collections.defaultdict(set)
        self.owners: dict[str, list[tuple[str, str]]] = collections.defaultdict(list)
        for archive in archives:
            self.read(archive)

    def read(self, archive: pathlib.Path) -> None:
        lines = subprocess.run(["nm", "-A", str(archive)], check=True, capture_output=True, text=True).stdout.splitlines()
        for line in lines:
            match = re.match(r"[^:]*:([^:]*):(?:[0-9a-f]+)? +(\w) (\S+)$", line)
            if not match:
                continue
            unit = (library_name(archive), match[1])
            if match[2] == "U":
                self.calls[unit].add(match[3])
            elif match[2] in "TDBR":
                self.defines[unit].add(match[3])
                self.owners[match[3]].append(unit)

    def leads_to(self, library: str) -> dict[str, str]:
        """leads_to names the libraries that calls lead to from any object of this one, each with a symbol called."""
        todo = [unit for unit in {*self.defines, *self.calls} if unit[0] == library]
        seen = set(todo)
        reached: dict[str, str] = {}
        while todo:
            for symbol in self.calls[todo.pop()]:
                for unit in self.owners[symbol]:
                    if unit not in seen:
                        seen.add(unit)
                        todo.append(unit)
                        reached.setdefault(unit[0], symbol)
        return reached


def libraries(layers: dict) -> set[str]:
    """libraries names the libraries of the layers that are there now: a build folder keeps those of earlier ones."""
    constat = pathlib.Path(__file__).parents[2] / "constat"
    names = {key.replace("/", "_") for key in layers if key != "testing"}
    return names | {key.replace("/", "_") + "_secret" for key in layers if (constat / key / "secret").is_dir()}


def is_secret(layers: dict, archive: pathlib.Path) -> bool:
    name = library_name(archive)
    return name.endswith("_secret") or any(layer.get("secret") and key.replace("/", "_") == name
                                           for key, layer in layers.items())


def check_verifier(binaries: pathlib.Path, secret: dict[str, str]) -> list[str]:
    linked = {name for kind, name in nm(binaries / "constat-verify", "--defined-only") if kind in DEFINED}
    problems = [f"constat-verify holds {name} of {secret[name]}" for name in sorted(linked & set(secret))]
    used = [name for kind, name in nm(binaries / "constat-verify", "-D", "--undefined-only")]
    problems += [f"constat-verify uses {name}" for name in used if FORBIDDEN.search(name)]
    # The same questions must find something in constat, or they ask nothing.
    everything = {name for kind, name in nm(binaries / "constat", "--defined-only") if kind in DEFINED}
    for library in sorted(set(secret.values())):
        if not everything & {name for name, owner in secret.items() if owner == library}:
            problems.append(f"no symbol of {library} was found in constat either: the comparison is broken")
    if not any(FORBIDDEN.search(name) for kind, name in nm(binaries / "constat", "-D", "--undefined-only")):
        problems.append("constat uses no function that draws or signs: the list is broken")
    return problems


def check_network(binaries: pathlib.Path) -> list[str]:
    # The C library has each of these names, or the list asks for nothing.
    problems = [f"there is no function {name}: the list is broken" for name in NETWORK if not hasattr(ctypes.CDLL(None), name)]
    for program in ("constat", "constat-verify"):
        used = {name for kind, name in nm(binaries / program, "-D", "--undefined-only")}
        problems += [f"{program} uses {name}: what it looks up, somebody else can see" for name in NETWORK if name in used]
        if not used:
            problems.append(f"{program} uses nothing: the question is broken")
    return problems


def check_parties(objects: Objects) -> list[str]:
    problems = []
    for party in sorted(PARTIES):
        reached = objects.leads_to(f"party_{party}")
        if "record" not in reached:
            problems.append(f"party_{party} leads to no entry of a record: the search is broken")
        for library in sorted({f"party_{other}" for other in PARTIES - {party}} | NOT_NEEDED[party]):
            if library in reached:
                problems.append(f"party_{party} leads to {library}, by {reached[library]}")
    # What each list forbids to somebody is there to be found from somewhere.
    everywhere = set().union(*(objects.leads_to(f"party_{party}") for party in PARTIES))
    problems += [f"no party leads to {library}: it need not be forbidden"
                 for library in sorted(set().union(*NOT_NEEDED.values()) - everywhere)]
    return problems


def main() -> int:
    build, binaries = (pathlib.Path(a).resolve() for a in sys.argv[1:3])
    layers = tomllib.loads((pathlib.Path(__file__).parents[2] / "layers.toml").read_text())
    archives = [a for a in sorted(build.glob("constat/**/libconstat_*.a")) if library_name(a) in libraries(layers)]
    if len(archives) < 30:
        print(f"only {len(archives)} libraries under {build}: is this the build folder?")
        return 1
    secret = {name: a.name for a in archives if is_secret(layers, a) for kind, name in nm(a, "--defined-only") if kind in "TDBR"}
    problems = check_verifier(binaries, secret) + check_network(binaries) + check_parties(Objects(archives))
    print("\n".join(problems) if problems else
          f"symbols: constat-verify is clear of {len(secret)} symbols that know secrets, each party of the others")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
