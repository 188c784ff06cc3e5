"""The node's keys as files: one secret each, readable by their owner only, plain or sealed.

`credential.key` signs credentials, `receipt.key` receipts, answers and bundles: a stolen one is not
all. `root.key` signs the trust list when the district is set up and belongs on a medium that is
then taken away; a serving node never opens it.

A plain file is the secret in hex, a sealed one `protocol.sealed` by a passphrase (`passphrases`). A
new key is sealed where this machine names a passphrase for it, and `seal_key` seals an old one.
"""

import os
from collections.abc import Callable
from pathlib import Path

from central_node import passphrases
from central_node.errors import FolderError
from protocol import sealed
from protocol.errors import BadKey, BadSeal, WrongPassphrase
from protocol.keys import SECRET_BYTES, Algorithm, MemorySigner

ROOT_FILE, CREDENTIAL_FILE, RECEIPT_FILE = "root.key", "credential.key", "receipt.key"
ROOT_PUBLIC_FILE = "root.pub"
_OWNER_ONLY = 0o600
_OTHERS = 0o077


def write_key(path: Path, signer: MemorySigner) -> None:
    """Keep a key in a new file. Raises FolderError if it is there."""
    passphrase = passphrases.named_for(path)
    if passphrase is None:
        create_private(path, signer.secret().hex().encode() + b"\n")
    else:
        create_private(path, sealed.seal(signer.secret(), passphrase, os.urandom))


def load_key(path: Path, passphrase: Callable[[Path], bytes] = passphrases.find) -> MemorySigner:
    """Read a key file; FolderError if it is missing, damaged, or readable by others.

    ``passphrase`` is asked for a sealed one alone.
    """
    data = _read_private(path)
    is_plain = not sealed.is_sealed(data)
    secret = _from_hex(data) if is_plain else _unseal(path, data, passphrase(path))
    try:
        return MemorySigner.from_secret(Algorithm.ED25519, secret)
    except BadKey as exc:
        raise FolderError(f"{path} holds no key.") from exc


def seal_key(path: Path, passphrase: bytes, cost: int = sealed.USUAL_COST) -> bool:
    """Seal a plain key file; False if it is sealed already. A power cut leaves one or the other.

    Raises FolderError. What lay there in plain may still be on the medium: only another key helps.
    """
    data = _read_private(path)
    if sealed.is_sealed(data):
        _unseal(path, data, passphrase)
        return False
    secret = load_key(path).secret()
    draft = path.with_name(path.name + ".new")
    try:
        draft.unlink(missing_ok=True)  # left by a power cut: it never became the key
        create_private(draft, sealed.seal(secret, passphrase, os.urandom, cost))
        load_key(draft, lambda _: passphrase)
        draft.replace(path)
        _flush_folder(path.parent)
    except OSError as exc:
        raise FolderError(f"{path} cannot be written: {exc.strerror}.") from exc
    return True


def remove_key(path: Path) -> None:
    """Remove a key file, if it is there, for good. Raises FolderError."""
    try:
        path.unlink(missing_ok=True)
        _flush_folder(path.parent)
    except OSError as exc:
        raise FolderError(f"{path} cannot be removed: {exc.strerror}.") from exc


def create_private(path: Path, content: bytes) -> None:
    """Write a new file of mode 0600 and make it durable. Raises FolderError if it is there."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _flush_folder(path.parent)
    except OSError as exc:
        raise FolderError(f"{path} cannot be made: {exc.strerror}.") from exc


def _read_private(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        with path.open("rb") as file:
            data = file.read(sealed.MAX_SEALED_BYTES + 1)
    except OSError as exc:
        raise FolderError(f"{path} cannot be read: {exc.strerror}.") from exc
    if mode & _OTHERS:
        raise FolderError(f"{path} is readable by others: run chmod 600 on it.")
    return data


def _unseal(path: Path, data: bytes, passphrase: bytes) -> bytes:
    try:
        return sealed.unseal(data, passphrase)
    except WrongPassphrase as exc:
        raise FolderError(f"The passphrase does not open {path}.") from exc
    except BadSeal as exc:
        raise FolderError(f"{path} holds no key.") from exc


def _from_hex(data: bytes) -> bytes:
    """Nothing for anything else: an error about these bytes would carry them along."""
    try:
        secret = bytes.fromhex(data.decode("ascii"))
    except ValueError:
        return b""
    return secret if len(secret) == SECRET_BYTES else b""


def _flush_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
