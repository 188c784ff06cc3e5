"""A secret sealed by a passphrase: the container of key files, as bytes in and bytes out.

::

    {1: version (1), 2: salt (16 bytes), 3: log2 of scrypt's cost, 4: nonce (12), 5: sealed bytes}
    followed by SHA-256 over all of that

The key comes from the passphrase by scrypt (RFC 7914) with N = 2^cost, r = 8, p = 1, which takes
128 * 8 * N bytes of memory: 128 MiB and some tenths of a second at the usual cost. The secret is
sealed by AES-256-GCM (NIST SP 800-38D); what stands before the sealed bytes is authenticated with
them, so nobody lowers the cost of guessing unseen.

The hash at the end keeps nobody from anything: it tells a damaged file from a wrong passphrase,
which the seal alone can't. Who alters a file and its hash is told that the passphrase is wrong.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from protocol import cbor, shape
from protocol.cbor import Key, Value
from protocol.errors import BadSeal, Misuse, ProtocolError, WrongPassphrase

VERSION: Final = 1
SALT_BYTES: Final = 16
NONCE_BYTES: Final = 12
HASH_BYTES: Final = 32
_TAG_BYTES: Final = 16
_KEY_BYTES: Final = 32
_BLOCK_FACTOR, _PARALLEL = 8, 1  # r and p; N alone sets the cost

USUAL_COST: Final = 17
"""log2 of N: 128 MiB, what OWASP's password storage cheat sheet names first for scrypt."""

LEAST_COST, MOST_COST = 14, 18
"""What is read: below 16 MiB guessing is cheap; above 256 MiB a file would take a small machine's
memory before its passphrase is even looked at."""

LEAST_PASSPHRASE_BYTES: Final = 12
MOST_PASSPHRASE_BYTES: Final = 1024
MAX_SECRET_BYTES: Final = 1024  # two keys of 32 bytes and their names
MAX_SEALED_BYTES: Final = MAX_SECRET_BYTES + 256
_REQUIRED: Final = frozenset(range(1, 6))


@dataclass(frozen=True)
class _Head:
    """All but the sealed bytes, and what of it is authenticated."""

    salt: bytes
    cost: int
    nonce: bytes

    def body(self) -> dict[Key, Value]:
        return {1: VERSION, 2: self.salt, 3: self.cost, 4: self.nonce}

    def cipher(self, passphrase: bytes) -> AESGCM:
        kdf = Scrypt(self.salt, _KEY_BYTES, 1 << self.cost, _BLOCK_FACTOR, _PARALLEL)
        return AESGCM(kdf.derive(passphrase))


def seal(
    secret: bytes, passphrase: bytes, random: Callable[[int], bytes], cost: int = USUAL_COST
) -> bytes:
    """Seal at most `MAX_SECRET_BYTES`; ``random(n)`` gives n bytes, ``cost`` is log2 of N.

    Raises Misuse for a passphrase, secret or cost that no reader takes, MemoryError.
    """
    if not LEAST_COST <= cost <= MOST_COST or len(secret) > MAX_SECRET_BYTES:
        raise Misuse("a cost or a length that no reader takes")
    if not is_fit(passphrase):
        raise Misuse("a passphrase that is too short or too long")
    head = _Head(random(SALT_BYTES), cost, random(NONCE_BYTES))
    ciphertext = head.cipher(passphrase).encrypt(head.nonce, secret, cbor.encode(head.body()))
    whole = cbor.encode(head.body() | {5: ciphertext})
    return whole + hashlib.sha256(whole).digest()


def unseal(data: bytes, passphrase: bytes) -> bytes:
    """The secret. Raises BadSeal, WrongPassphrase when all is whole but the seal; MemoryError."""
    head, ciphertext = _read(data)
    if not is_fit(passphrase):
        raise WrongPassphrase("a passphrase that seals nothing: too short or too long")
    try:
        return head.cipher(passphrase).decrypt(head.nonce, ciphertext, cbor.encode(head.body()))
    except InvalidTag as exc:
        raise WrongPassphrase("the passphrase does not open it") from exc


def is_sealed(data: bytes) -> bool:
    """Whether these bytes are a whole container. Cheap: nothing is opened."""
    try:
        _read(data)
    except BadSeal:
        return False
    return True


def is_fit(passphrase: bytes) -> bool:
    """Whether a passphrase may seal anything, by its length alone."""
    return LEAST_PASSPHRASE_BYTES <= len(passphrase) <= MOST_PASSPHRASE_BYTES


def _read(data: bytes) -> tuple[_Head, bytes]:
    if len(data) > MAX_SEALED_BYTES:
        raise BadSeal(f"{len(data)} bytes, not at most {MAX_SEALED_BYTES}")
    whole, digest = data[:-HASH_BYTES], data[-HASH_BYTES:]
    if hashlib.sha256(whole).digest() != digest:
        raise BadSeal("damaged, cut short, or another file")
    try:
        body = shape.fields(cbor.decode(whole, max_bytes=MAX_SEALED_BYTES), required=_REQUIRED)
        version, cost = shape.whole(body[1]), shape.whole(body[3])
        head = _Head(shape.octets(body[2], SALT_BYTES), cost, shape.octets(body[4], NONCE_BYTES))
        ciphertext = shape.octets(body[5], _TAG_BYTES, MAX_SECRET_BYTES + _TAG_BYTES)
    except ProtocolError as exc:
        raise BadSeal(f"no sealed secret: {exc}") from exc
    if version != VERSION or not LEAST_COST <= cost <= MOST_COST:
        raise BadSeal(f"version {version} with cost {cost} is none that this program reads")
    return head, ciphertext
