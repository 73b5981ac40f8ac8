"""XChaCha20-Poly1305 and HKDF-SHA-512, for the sealed shares of the key ceremony.

Clauses: CER-4. SOURCE: RFC 8439; draft-irtf-cfrg-xchacha-03; RFC 5869.
"""

from __future__ import annotations

import hmac
import struct
from hashlib import sha512

from errors import require

_CONSTANTS = (0x61707865, 0x3320646E, 0x79622D32, 0x6B206574)
_ROUNDS = (
    (0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
    (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14),
)  # fmt: skip


def _rotate(value: int, bits: int) -> int:
    return (value << bits | value >> (32 - bits)) & 0xFFFFFFFF


def _permute(state: list[int]) -> None:
    """_permute applies the 20 rounds of RFC 8439, section 2.3, without the final addition."""
    for _ in range(10):
        for a, b, c, d in _ROUNDS:
            for x, y, z, bits in ((a, b, d, 16), (c, d, b, 12), (a, b, d, 8), (c, d, b, 7)):
                state[x] = (state[x] + state[y]) & 0xFFFFFFFF
                state[z] = _rotate(state[z] ^ state[x], bits)


def chacha20_block(key: bytes, counter: int, nonce: bytes) -> bytes:
    """chacha20_block is RFC 8439, section 2.3: 64 bytes of the stream; the nonce has 12 bytes."""
    start = [*_CONSTANTS, *struct.unpack("<8I", key), counter, *struct.unpack("<3I", nonce)]
    state = list(start)
    _permute(state)
    return struct.pack("<16I", *((a + b) & 0xFFFFFFFF for a, b in zip(state, start)))


def hchacha20(key: bytes, nonce: bytes) -> bytes:
    """hchacha20 derives a key from a key and 16 bytes of nonce."""
    state = [*_CONSTANTS, *struct.unpack("<8I", key), *struct.unpack("<4I", nonce)]
    _permute(state)
    return struct.pack("<8I", *state[:4], *state[12:])


def chacha20(key: bytes, counter: int, nonce: bytes, data: bytes) -> bytes:
    """chacha20 encrypts or decrypts, from the given block on."""
    out = bytearray()
    for i in range(0, len(data), 64):
        stream = chacha20_block(key, counter + i // 64, nonce)
        out += bytes(a ^ b for a, b in zip(data[i : i + 64], stream))
    return bytes(out)


def poly1305(key: bytes, message: bytes) -> bytes:
    """poly1305 is RFC 8439, section 2.5."""
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for i in range(0, len(message), 16):
        total = (total + int.from_bytes(message[i : i + 16] + b"\1", "little")) * r % (2**130 - 5)
    return ((total + int.from_bytes(key[16:], "little")) % 2**128).to_bytes(16, "little")


def _tag(key: bytes, nonce: bytes, ciphertext: bytes, associated: bytes) -> bytes:
    padded = b"".join(part + bytes(-len(part) % 16) for part in (associated, ciphertext))
    lengths = struct.pack("<QQ", len(associated), len(ciphertext))
    return poly1305(chacha20_block(key, 0, nonce)[:32], padded + lengths)


def _inner(key: bytes, nonce: bytes) -> tuple[bytes, bytes]:
    """_inner is the key and nonce that XChaCha20 hands to ChaCha20."""
    return hchacha20(key, nonce[:16]), bytes(4) + nonce[16:]


def seal(key: bytes, nonce: bytes, message: bytes, associated: bytes) -> bytes:
    """seal is XChaCha20-Poly1305 encryption: ciphertext, then the 16-byte tag. The nonce has 24 bytes."""
    inner_key, inner_nonce = _inner(key, nonce)
    ciphertext = chacha20(inner_key, 1, inner_nonce, message)
    return ciphertext + _tag(inner_key, inner_nonce, ciphertext, associated)


def unseal(key: bytes, nonce: bytes, sealed: bytes, associated: bytes) -> bytes:
    """unseal is XChaCha20-Poly1305 decryption. ERRORS: decryption-failed."""
    require(len(sealed) >= 16, "decryption-failed", "shorter than a tag")
    inner_key, inner_nonce = _inner(key, nonce)
    ciphertext, tag = sealed[:-16], sealed[-16:]
    good = hmac.compare_digest(tag, _tag(inner_key, inner_nonce, ciphertext, associated))
    require(good, "decryption-failed", "the tag does not fit")
    return chacha20(inner_key, 1, inner_nonce, ciphertext)


def hkdf_sha512(salt: bytes, key_material: bytes, info: bytes, length: int) -> bytes:
    """hkdf_sha512 is RFC 5869: extract, then expand to `length` bytes."""
    key = hmac.digest(salt, key_material, sha512)
    out, block, counter = b"", b"", 1
    while len(out) < length:
        block = hmac.digest(key, block + info + bytes([counter]), sha512)
        out += block
        counter += 1
    return out[:length]
