"""Replacing a profile's file: whole or not at all, checked before it counts, the old one kept.

Often root does this, in a folder that may be another account's: the draft is a new file of its own,
which no link can stand for, and the profile stays with the owner, group and mode that it had.
"""

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from kiosk.config import ConfigError
from kiosk.profile.machine import load_profile
from offline_queue.files import flush_folder

BACKUP: Final = ".bak"


def replace_profile(path: Path, text: str) -> Path:
    """Put ``text`` in the place of the profile at ``path``; return where the old one is kept.

    ConfigError where the new one would be no profile, or can't be written; then the old one stands.
    An older backup is replaced: it is of the profile before this one.
    """
    real = path.resolve()
    backup = real.with_name(real.name + BACKUP)
    try:
        with _beside(real, text.encode()) as draft, _beside(real, real.read_bytes()) as kept:
            load_profile(draft)
            kept.replace(backup)
            draft.replace(real)
    except OSError as exc:
        raise ConfigError(str(path), "file", f"can't be written: {exc.strerror}") from exc
    except ConfigError as exc:
        raise ConfigError(str(path), exc.key, f"with what was found: {exc.reason}") from exc
    _flush(real.parent)
    return backup


@contextmanager
def _beside(real: Path, content: bytes) -> Iterator[Path]:
    """Write ``content`` into a new file beside ``real``, with what ``real`` has of owner and mode.

    What has not been put somewhere else by the end is taken away.
    """
    like = real.stat()
    handle, name = tempfile.mkstemp(dir=real.parent, prefix=f".{real.name}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            if (like.st_uid, like.st_gid) != (os.getuid(), os.getgid()):
                os.fchown(handle, like.st_uid, like.st_gid)  # before anything is in it
            os.fchmod(handle, stat.S_IMODE(like.st_mode))
            file.write(content)
            file.flush()
            os.fsync(handle)
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _flush(folder: Path) -> None:
    """Have the new name on the medium; where that fails the profile is the new one all the same."""
    try:
        flush_folder(folder)
    except OSError as exc:
        told = f"it is written, but may be the old one after a power cut: {exc.strerror}"
        raise ConfigError(str(folder), "folder", told) from exc
