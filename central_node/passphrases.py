"""Where the passphrases of sealed key files come from. Nothing is asked where nobody sits.

The node's own keys: a file that `CENTRAL_NODE_PASSPHRASE_FILE` names, or the systemd credential
`central-node-keys`. The root's: a file that `CENTRAL_NODE_ROOT_PASSPHRASE_FILE` names, which is
never to lie on the node. Without either, a person at a terminal is asked.
"""

import os
import stat
import sys
from collections.abc import Callable, Mapping
from getpass import getpass
from pathlib import Path
from typing import Final

from central_node.errors import FolderError
from protocol.sealed import LEAST_PASSPHRASE_BYTES, MOST_PASSPHRASE_BYTES, is_fit

NODE_VARIABLE: Final = "CENTRAL_NODE_PASSPHRASE_FILE"
ROOT_VARIABLE: Final = "CENTRAL_NODE_ROOT_PASSPHRASE_FILE"
CREDENTIALS_DIRECTORY: Final = "CREDENTIALS_DIRECTORY"
CREDENTIAL: Final = "central-node-keys"
_ROOT_PREFIX: Final = "root"  # root.key, and root-KID.key after a rotation
_OTHERS: Final = 0o077


def find(key: Path, environment: Mapping[str, str] = os.environ) -> bytes:
    """The passphrase of the key file ``key``. Raises FolderError where there is none to be had."""
    named = named_for(key, environment)
    if named is not None:
        return named
    if not sys.stdin.isatty():
        variable = ROOT_VARIABLE if _is_root(key) else NODE_VARIABLE
        raise FolderError(f"{key} is sealed: name a file with its passphrase in {variable}.")
    return _fit(getpass(f"Passphrase of {key.name}: ").encode(), "The passphrase")


def unattended(key: Path, environment: Mapping[str, str] = os.environ) -> bytes:
    """The same where nobody is asked, terminal or not: whoever serves would wait with all calls."""
    named = named_for(key, environment)
    if named is None:
        raise FolderError(f"{key} is sealed: name a file with its passphrase, or restart the node.")
    return named


def named_for(key: Path, environment: Mapping[str, str] = os.environ) -> bytes | None:
    """The passphrase that this machine names for ``key``; None without one. Raises FolderError."""
    file = environment.get(ROOT_VARIABLE if _is_root(key) else NODE_VARIABLE)
    if file is not None:
        return _read(Path(file), private=True)
    folder = environment.get(CREDENTIALS_DIRECTORY)
    if folder is None or _is_root(key) or not (Path(folder) / CREDENTIAL).exists():
        return None
    return _read(Path(folder) / CREDENTIAL, private=False)  # systemd sees to who reads it


def new_one(key: Path, ask: Callable[[str], str] = getpass) -> bytes:
    """The passphrase to seal ``key`` with: the one named, or one that is typed twice."""
    named = named_for(key)
    if named is not None:
        return named
    if not sys.stdin.isatty():
        return find(key)  # which says what is missing
    first, second = ask(f"New passphrase for {key.name}: "), ask("The same again: ")
    if first != second:
        raise FolderError("The two were not the same. Nothing was changed.")
    return _fit(first.encode(), "The passphrase")


def _is_root(key: Path) -> bool:
    return key.name.startswith(_ROOT_PREFIX)


def _read(path: Path, *, private: bool) -> bytes:
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            text = file.read(MOST_PASSPHRASE_BYTES + 3)
    except OSError as exc:
        raise FolderError(f"{path} cannot be read: {exc.strerror}.") from exc
    if private and mode & _OTHERS:
        raise FolderError(f"{path} is readable by others: run chmod 600 on it.")
    return _fit(text.removesuffix(b"\n").removesuffix(b"\r"), str(path))


def _fit(passphrase: bytes, what: str) -> bytes:
    if not is_fit(passphrase):
        bounds = f"{LEAST_PASSPHRASE_BYTES} to {MOST_PASSPHRASE_BYTES}"
        raise FolderError(f"{what} must have {bounds} bytes.")
    return passphrase
