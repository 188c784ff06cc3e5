"""The two keys of a kiosk: one signs, one makes PINs worthless to who has the ledger alone.

A plain store is two files that only their owner reads: the signing key (`file_signer`) and beside
it, made when it is first wanted, the key for PINs. A sealed store is one file, in which a
passphrase seals both (`protocol.sealed`). Which of the two it has to be, whoever opens it says: a
store that was sealed is never taken for a plain one, nor the other way round.

Neither key leaves: they are used through `Signer` and `PinKey`, which give no way to them, show
nothing in a repr and are not pickled. Python can't wipe memory: who reads that of the process has
both (docs/keys.md).
"""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple, NoReturn, Self

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.hmac import HMAC

from offline_queue.errors import KeyFileError
from offline_queue.file_signer import FileSigner, new_pem, signer_of
from offline_queue.key_store_files import (
    draft_of,
    key_errors,
    move_over,
    read_private,
    remove,
    write_first,
    write_over,
)
from protocol import cbor, sealed, shape
from protocol.errors import BadSeal, ProtocolError, WrongPassphrase
from protocol.keys import SECRET_BYTES, Algorithm, MemorySigner, Signer

PIN_KEY_BYTES: Final = 32
_SCALAR, _PIN_KEY = 1, 2

HasPins = Callable[[], bool]
"""Whether PINs were set with a key that should be here; also where that can't be known."""


def _has_none() -> bool:
    return False


class PinKey:
    """HMAC-SHA-256 (RFC 2104) with a key that stays inside. Used from any thread."""

    def __init__(self, key: bytes) -> None:
        self._keyed = HMAC(key, hashes.SHA256())  # holds the key where no repr or vars leads to

    def mac(self, data: bytes) -> bytes:
        """The 32 bytes over ``data`` that nobody makes without the key."""
        one = self._keyed.copy()
        one.update(data)
        return one.finalize()

    def __repr__(self) -> str:
        return "PinKey()"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a key is not pickled")


class KeyStore:
    """The keys at one path, open. Every way to make one raises `KeyFileError`, never `OSError`."""

    def __init__(self, signer: Signer, pin_key: Callable[[], PinKey]) -> None:
        """``pin_key`` finds or makes the key for PINs; it is asked once."""
        self.signer = signer
        self._find_pin_key = pin_key
        self._pin_key: PinKey | None = None

    @classmethod
    def open(
        cls, path: Path, passphrase: bytes | None = None, has_pins: HasPins = _has_none
    ) -> Self:
        """Read the store at ``path``: a sealed one with a passphrase, a plain one without.

        ``has_pins`` is asked before a plain store's missing key for PINs is made.
        """
        data = read_private(path)
        if passphrase is None:
            _require_plain(path, data)
            signer = FileSigner(signer_of(path, data))
            return cls(signer, lambda: PinKey(_plain_pin_secret(path, has_pins)))
        keys = _unseal(path, data, passphrase)
        pin_key = PinKey(keys.pin_key)
        return cls(keys.signer(path), lambda: pin_key)

    @classmethod
    def open_or_create(
        cls, path: Path, passphrase: bytes | None = None, cost: int = sealed.USUAL_COST
    ) -> Self:
        """Read the store at ``path``, or make one there. For enrolment and a change of key only."""
        with key_errors(path):
            there = path.exists()
        if not there:
            new = new_pem()
            if passphrase is not None:
                keys = _Keys(signer_of(path, new).secret(), os.urandom(PIN_KEY_BYTES))
                new = _seal(path, keys, passphrase, cost)
            write_first(path, new)
        return cls.open(path, passphrase)

    @property
    def pin_key(self) -> PinKey:
        """The key for PINs. A plain store makes its own when it is first asked for.

        Raises `KeyFileError` where it was made before and is gone.
        """
        if self._pin_key is None:
            self._pin_key = self._find_pin_key()
        return self._pin_key

    def __repr__(self) -> str:
        return f"KeyStore(kid={self.signer.public_key.kid.hex()})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("keys are not pickled")


def is_sealed(path: Path) -> bool:
    """Whether a whole sealed store is at ``path``. Raises `KeyFileError`."""
    return sealed.is_sealed(read_private(path))


def seal_store(
    path: Path,
    passphrase: bytes,
    cost: int = sealed.USUAL_COST,
    has_pins: HasPins = _has_none,
) -> bool:
    """Seal the plain store at ``path``; False if it was sealed already, and by this passphrase.

    1. The sealed store, both keys in it, is written under another name, flushed, and opened again.
    2. It gets the name of the plain one: until then the plain store counts, from then on this one.
    3. The plain key for PINs goes.

    A power cut between 2 and 3 leaves a file that nothing uses: sealing again removes it, and so
    does `tidy`. What is deleted can often still be read from a medium: docs/keys.md says what
    helps. ``has_pins`` as in `KeyStore.open`. Raises `KeyFileError`.
    """
    data = read_private(path)
    if sealed.is_sealed(data):
        _unseal(path, data, passphrase)
        tidy(path)
        return False
    scalar = signer_of(path, data).secret()
    keys = _Keys(scalar, _plain_pin_secret(path, has_pins))
    write_over(path, _proved(path, _seal(path, keys, passphrase, cost), passphrase))
    tidy(path)
    return True


def tidy(path: Path) -> None:
    """Remove what an interrupted sealing or writing left beside a sealed store."""
    remove(pin_path(path))
    for left in (path, pin_path(path)):
        remove(draft_of(left))


def make_successor(
    path: Path, next_path: Path, passphrase: bytes | None, cost: int = sealed.USUAL_COST
) -> KeyStore:
    """The store at ``next_path`` with a new signing key and the same key for PINs, made if needed.

    The PINs that were set stay good. Of a plain store only the signing key is another file.
    """
    with key_errors(next_path):
        there = next_path.exists()
    if passphrase is not None and not there:
        pin_key = _unseal(path, read_private(path), passphrase).pin_key
        keys = _Keys(signer_of(next_path, new_pem()).secret(), pin_key)
        write_first(next_path, _seal(next_path, keys, passphrase, cost))
    return KeyStore.open_or_create(next_path, passphrase, cost)


def adopt_successor(path: Path, next_path: Path) -> None:
    """Put the store at ``next_path`` in the place of the one at ``path``, which is then gone."""
    move_over(next_path, path)


def pin_path(path: Path) -> Path:
    """Where the key for PINs lies beside a plain store's signing key."""
    return path.with_name(path.name + ".pin")


class _Keys(NamedTuple):
    """The secrets of a store, on their way from a file to what uses them."""

    scalar: bytes
    pin_key: bytes

    def __repr__(self) -> str:
        return "_Keys()"

    def signer(self, path: Path) -> Signer:
        try:
            return FileSigner(MemorySigner.from_secret(Algorithm.ESP256, self.scalar))
        except ProtocolError as exc:
            raise KeyFileError(path, "what is sealed in it is no key") from exc


def _seal(path: Path, keys: _Keys, passphrase: bytes, cost: int) -> bytes:
    content = cbor.encode({_SCALAR: keys.scalar, _PIN_KEY: keys.pin_key})
    try:
        return sealed.seal(content, passphrase, os.urandom, cost)
    except MemoryError as exc:
        raise KeyFileError(path, "not enough memory to seal it") from exc


def _unseal(path: Path, data: bytes, passphrase: bytes) -> _Keys:
    try:
        content = sealed.unseal(data, passphrase)
    except WrongPassphrase as exc:
        raise KeyFileError(path, "the passphrase does not open it") from exc
    except BadSeal as exc:
        if data.startswith(b"-----BEGIN"):
            raise KeyFileError(path, "it is not sealed: run 'kiosk seal-key'") from exc
        raise KeyFileError(path, f"the sealed store can't be read: {exc}") from exc
    except MemoryError as exc:
        raise KeyFileError(path, "not enough memory to open it") from exc
    try:
        fields = shape.fields(cbor.decode(content), required=(_SCALAR, _PIN_KEY))
        scalar = shape.octets(fields[_SCALAR], SECRET_BYTES)
        return _Keys(scalar, shape.octets(fields[_PIN_KEY], PIN_KEY_BYTES))
    except ProtocolError as exc:
        raise KeyFileError(path, f"what is sealed in it is no store: {exc.reason}") from exc


def _proved(path: Path, data: bytes, passphrase: bytes) -> bytes:
    """Sealed bytes that were opened again: the plain ones are given up for them."""
    _unseal(path, data, passphrase)
    return data


def _require_plain(path: Path, data: bytes) -> None:
    if sealed.is_sealed(data):
        raise KeyFileError(path, "it is sealed, and the profile's [key] names no passphrase")


def require_pin_key(path: Path, has_pins: HasPins) -> None:
    """Raise `KeyFileError` if the key beside the plain store at ``path`` was made and is gone.

    Another one would make every PIN a wrong one, five times, and then block it: whether PINs are
    given up is for people to say (docs/keys.md).
    """
    pins = pin_path(path)
    with key_errors(pins):
        there = pins.exists()
    if not there and has_pins():
        raise KeyFileError(pins, "the key of the PINs that were set is gone: see docs/keys.md")


def _plain_pin_secret(path: Path, has_pins: HasPins) -> bytes:
    """The key in the file beside a plain store; made there if there never was one."""
    pins = pin_path(path)
    require_pin_key(path, has_pins)
    with key_errors(pins):
        there = pins.exists()
    if not there:
        write_first(pins, os.urandom(PIN_KEY_BYTES).hex().encode() + b"\n")
    secret = _from_hex(read_private(pins))
    if secret is None:
        raise KeyFileError(pins, "it holds no key for PINs")
    return secret


def _from_hex(text: bytes) -> bytes | None:
    """None for anything else: an error about these bytes would carry them along."""
    try:
        secret = bytes.fromhex(text.decode("ascii"))
    except ValueError:
        return None
    return secret if len(secret) == PIN_KEY_BYTES else None
