"""The node's keys as files: one secret each, readable by their owner only.

`credential.key` signs credentials, `receipt.key` receipts, answers and bundles: a stolen one is not
all. `root.key` signs the trust list when the district is set up and belongs on a medium that is
then taken away; a serving node never opens it.
"""

import os
from pathlib import Path

from central_node.errors import FolderError
from protocol.errors import BadKey
from protocol.keys import Algorithm, MemorySigner

ROOT_FILE, CREDENTIAL_FILE, RECEIPT_FILE = "root.key", "credential.key", "receipt.key"
ROOT_PUBLIC_FILE = "root.pub"
_OWNER_ONLY = 0o600
_OTHERS = 0o077
_MAX_KEY_FILE_BYTES = 256


def write_key(path: Path, signer: MemorySigner) -> None:
    """Keep a key in a new file (hex, one line). Raises FolderError if it is there."""
    create_private(path, signer.secret().hex().encode() + b"\n")


def load_key(path: Path) -> MemorySigner:
    """Read a key file; FolderError if it is missing, damaged, or readable by others."""
    try:
        mode = path.stat().st_mode
        with path.open("rb") as file:
            text = file.read(_MAX_KEY_FILE_BYTES)
    except OSError as exc:
        raise FolderError(f"{path} cannot be read: {exc.strerror}.") from exc
    if mode & _OTHERS:
        raise FolderError(f"{path} is readable by others: run chmod 600 on it.")
    try:
        return MemorySigner.from_secret(Algorithm.ED25519, bytes.fromhex(text.decode("ascii")))
    except (ValueError, BadKey) as exc:
        raise FolderError(f"{path} holds no key.") from exc


def create_private(path: Path, content: bytes) -> None:
    """Write a new file of mode 0600 and make it durable. Raises FolderError if it is there."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _OWNER_ONLY)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError as exc:
        raise FolderError(f"{path} cannot be made: {exc.strerror}.") from exc
