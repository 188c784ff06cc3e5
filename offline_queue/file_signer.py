"""The kiosk's signing key in a plain file, for machines without a TPM and without a passphrase.

A P-256 key as PKCS #8 PEM (RFC 5958), readable by its owner only. The file is written under
another name, flushed, and then given its name, so that a power cut leaves either no key or a
whole one: a kiosk that lost its key could no longer sign for its ledger. `key_store` puts it beside
the key for PINs, and seals both.
"""

from pathlib import Path
from typing import Final, Self

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec

from offline_queue.errors import KeyFileError
from offline_queue.key_store_files import key_errors, read_private, write_first
from protocol.keys import Algorithm, MemorySigner, PublicKey

SCALAR_BYTES: Final = 32


class FileSigner:
    """A `protocol.keys.Signer` whose key lives in a file. Its repr shows the key's id only."""

    def __init__(self, signer: MemorySigner) -> None:
        self._signer = signer

    @classmethod
    def open(cls, path: Path) -> Self:
        """Read the key at ``path``. Raises `KeyFileError`, also when there is none."""
        return cls(signer_of(path, read_private(path)))

    @classmethod
    def open_or_create(cls, path: Path) -> Self:
        """Read the key at ``path``, or make one there. Raises `KeyFileError`, never `OSError`.

        For enrolment only, which tells the node of a new key: a ledger never gets a second one.
        """
        with key_errors(path):
            there = path.exists()
        if not there:
            write_first(path, new_pem())
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


def new_pem() -> bytes:
    """A new key as it lies in a plain file."""
    return ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def signer_of(path: Path, pem: bytes) -> MemorySigner:
    """The key that these bytes of the file at ``path`` hold. Raises `KeyFileError`."""
    try:
        key = serialization.load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as exc:
        raise KeyFileError(path, "this is no unencrypted PEM key") from exc
    if not isinstance(key, ec.EllipticCurvePrivateKey) or key.curve.name != "secp256r1":
        raise KeyFileError(path, "this is no P-256 key")
    scalar = key.private_numbers().private_value.to_bytes(SCALAR_BYTES, "big")
    return MemorySigner.from_secret(Algorithm.ESP256, scalar)
