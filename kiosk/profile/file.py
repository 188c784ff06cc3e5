"""Replacing a profile's file: whole or not at all, checked before it counts, the old one kept."""

import os
import shutil
from pathlib import Path
from typing import Final

from kiosk.config import ConfigError
from kiosk.profile.machine import load_profile
from offline_queue.files import flush_folder

BACKUP: Final = ".bak"
DRAFT: Final = ".new"


def replace_profile(path: Path, text: str) -> Path:
    """Put ``text`` in the place of the profile at ``path``; return where the old one is kept.

    ConfigError where the new one would be no profile, or can't be written; then the old one stands.
    """
    real = path.resolve()
    draft, backup = real.with_name(real.name + DRAFT), real.with_name(real.name + BACKUP)
    try:
        _write(draft, real, text)
        load_profile(draft)
        shutil.copy2(real, backup)
        draft.replace(real)
        flush_folder(real.parent)
    except OSError as exc:
        draft.unlink(missing_ok=True)
        raise ConfigError(str(path), "file", f"can't be written: {exc.strerror}") from exc
    except ConfigError as exc:
        draft.unlink(missing_ok=True)
        raise ConfigError(str(path), exc.key, f"with what was found: {exc.reason}") from exc
    return backup


def _write(draft: Path, like: Path, text: str) -> None:
    with draft.open("w", encoding="utf-8", newline="") as file:
        shutil.copymode(like, draft)
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
