"""The kiosk's signing key in a file, for machines without a TPM.

A P-256 key as PKCS #8 PEM (RFC 5958), readable by its owner only. The file is written under
another name, flushed, and then given its name, so that a power cut leaves either no key or a
whole one: a kiosk that lost its key could no longer sign for its ledger.
"""

import os
import stat
from pathlib import Path
from typing import Final, Self

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from offline_queue.errors import KeyFileError
from protocol.keys import Algorithm, MemorySigner, PublicKey

KEY_FILE_MODE: Final = 0o600
MAX_KEY_FILE_BYTES: Final = 4096
"""A P-256 key in PEM is 241 bytes; anything near this limit is another file."""

SCALAR_BYTES: Final = 32


class FileSigner:
    """A `protocol.keys.Signer` whose key lives in a file. Its repr shows the key's id only."""

    def __init__(self, signer: MemorySigner) -> None:
        self._signer = signer

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read the key at ``path``. Raises `KeyFileError`, also when there is none."""
        try:
            return cls(_read(path))
        except OSError as exc:
            raise KeyFileError(path, exc.strerror or str(exc)) from exc

    @classmethod
    def open_or_create(cls, path: Path) -> Self:
        """Read the key at ``path``, or make one there. Raises `KeyFileError`, never `OSError`.

        For enrolment only, which tells the node of a new key: a ledger never gets a second one.
        """
        try:
            if not path.exists():
                _write_new(path)
        except OSError as exc:
            raise KeyFileError(path, exc.strerror or str(exc)) from exc
        return cls.open(path)

    @property
    def public_key(self) -> PublicKey:
        """The key that others verify with."""
        return self._signer.public_key

    def sign(self, data: bytes) -> bytes:
        """Sign ``data`` with ESP256; the signature is 64 bytes, r and s."""
        return self._signer.sign(data)

    def __repr__(self) -> str:
        return f"FileSigner(kid={self.public_key.kid.hex()})"


def _write_new(path: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)  # left by a power cut: it never became the key
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, KEY_FILE_MODE)
    with os.fdopen(handle, "wb") as file:
        file.write(pem)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, path)  # unlike a rename it never replaces a key that came first
    except FileExistsError:
        pass  # another process was first: its key is the one
    finally:
        draft.unlink()
    _flush_folder(path.parent)


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(path: Path) -> MemorySigner:
    with path.open("rb") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if mode & ~KEY_FILE_MODE:
            raise KeyFileError(path, f"mode {mode:o} lets others read the key; chmod 600 it")
        pem = file.read(MAX_KEY_FILE_BYTES)
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as exc:
        raise KeyFileError(path, "this is no unencrypted PEM key") from exc
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise KeyFileError(path, "this is no P-256 key")
    scalar = key.private_numbers().private_value.to_bytes(SCALAR_BYTES, "big")
    return MemorySigner.from_secret(Algorithm.ESP256, scalar)
