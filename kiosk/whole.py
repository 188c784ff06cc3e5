"""Writing the state folder's small files so that a power cut leaves each old or new, and whole.

Every file is written under another name, flushed to the medium, and then renamed; the folder is
flushed after each rename. So no later file is there without the earlier ones of the same writing.
"""

import os
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, StringConstraints, ValidationError

from kiosk.config import ConfigError
from offline_queue.files import flush_folder

FILE_MODE: Final = 0o644  # signed and public: a technician may look


def write_whole(folder: Path, files: Mapping[str, bytes], seal: str | None = None) -> None:
    """Replace ``files`` (name to bytes) in this order, each whole whatever happens.

    With ``seal``, the name of the last: it is taken away before the first is replaced, so who finds
    it finds all of one writing. ConfigError when the folder can't be written; unless it went wrong
    while renaming, everything is then as before.
    """
    try:
        drafts = {folder / name: _draft(folder / name, data) for name, data in files.items()}
        if seal is not None:
            (folder / seal).unlink(missing_ok=True)
            flush_folder(folder)
        for path, draft in drafts.items():
            draft.replace(path)
            flush_folder(folder)
    except OSError as exc:
        raise ConfigError(str(folder), "state", f"can't be written: {exc.strerror}") from exc


class _Tag(BaseModel):
    """The node's ETag for the document with this SHA-256; RFC 9110 lets it hold printable ASCII."""

    model_config = ConfigDict(frozen=True, strict=True)

    etag: Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,128}$")]
    document: str


def keep_tag(path: Path, etag: str | None, document: bytes) -> None:
    """Remember in ``path`` the node's tag for exactly these bytes; write it after them.

    A tag that is none, or that no header could carry back, is not kept: the next time costs a
    download.
    """
    try:
        tag = _Tag.model_validate({"etag": etag, "document": sha256(document).hexdigest()})
    except ValidationError:
        return
    write_whole(path.parent, {path.name: tag.model_dump_json().encode()})


def tag_of(path: Path, document: bytes) -> str | None:
    """Return the tag in ``path`` if it was kept for exactly these bytes."""
    try:
        tag = _Tag.model_validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None
    return tag.etag if tag.document == sha256(document).hexdigest() else None


def _draft(path: Path, data: bytes) -> Path:
    """Put ``data`` on the medium under another name."""
    draft = path.with_name(path.name + ".new")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, FILE_MODE)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    return draft
