"""Files that hold secrets: written so that a power cut leaves the old one or the new one, whole.

Bytes go to another name first and are flushed there; then the name is given and the folder flushed.
What a power cut leaves under the other name never counted and is written over. `KeyFileError` is
all that comes out of here.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from offline_queue.errors import KeyFileError
from offline_queue.files import flush_folder

KEY_FILE_MODE: Final = 0o600
MAX_KEY_FILE_BYTES: Final = 4096
"""A P-256 key in PEM is 241 bytes, a sealed store 200; anything near this limit is another file."""


@contextmanager
def key_errors(path: Path) -> Iterator[None]:
    """Tell of the file at ``path`` whatever the system has against it."""
    try:
        yield
    except OSError as exc:
        raise KeyFileError(path, exc.strerror or str(exc)) from exc


def read_private(path: Path) -> bytes:
    """The bytes of a file that nobody but its owner can read. Raises `KeyFileError`."""
    with key_errors(path), path.open("rb") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if mode & ~KEY_FILE_MODE:
            raise KeyFileError(path, f"mode {mode:o} lets others read the key; chmod 600 it")
        return file.read(MAX_KEY_FILE_BYTES)


def write_first(path: Path, data: bytes) -> None:
    """Put ``data`` at ``path`` unless something is there already. Raises `KeyFileError`."""
    with key_errors(path):
        draft = _draft(path, data)
        try:
            os.link(draft, path)  # unlike a rename it never replaces a key that came first
        except FileExistsError:
            pass  # another process was first: its key is the one
        finally:
            draft.unlink()
        flush_folder(path.parent)


def write_over(path: Path, data: bytes) -> None:
    """Put ``data`` in the place of what is at ``path``, if anything. Raises `KeyFileError`."""
    with key_errors(path):
        _draft(path, data).replace(path)
        flush_folder(path.parent)


def move_over(source: Path, target: Path) -> None:
    """Give ``source`` the name ``target``, which it takes from what is there."""
    with key_errors(source):
        source.replace(target)
        flush_folder(target.parent)


def remove(path: Path) -> None:
    """Have no file at ``path``; none there is no harm."""
    with key_errors(path):
        if path.exists():
            path.unlink()
            flush_folder(path.parent)


def draft_of(path: Path) -> Path:
    """The other name that bytes for ``path`` are written under."""
    return path.with_name(path.name + ".new")


def _draft(path: Path, data: bytes) -> Path:
    draft = draft_of(path)
    draft.unlink(missing_ok=True)  # left by a power cut: it never became the key
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, KEY_FILE_MODE)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return draft
