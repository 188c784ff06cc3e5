"""Gives out a new one-time code: a kiosk's ran out unused, or a resident has another phone.

The code before it is worth nothing from then on. What it was used for stays as it is.
"""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import Update, update

from central_node.codes import code_hash, new_code
from central_node.enrolment import CODE_LIFE_S
from central_node.errors import FolderError
from central_node.schema import kiosk, resident
from central_node.seed import TOKEN_LIFE_S
from central_node.store import Store


def renew_enrol_code(
    folder: Path, name: str, now: int, random: Callable[[int], bytes]
) -> tuple[str, int]:
    """A new code for a kiosk that has no machine yet, and when it ends. Raises FolderError."""
    code, expires = new_code(random), now + CODE_LIFE_S
    row = update(kiosk).where(kiosk.c.name == name, kiosk.c.kid.is_(None))
    _write(folder, row.values(code_hash=code_hash(code), code_expires=expires), name)
    return code, expires


def renew_wallet_token(
    folder: Path, id_: str, now: int, random: Callable[[int], bytes]
) -> tuple[str, int]:
    """A new token for a resident, and when it ends. Raises FolderError."""
    token, expires = new_code(random), now + TOKEN_LIFE_S
    row = update(resident).where(resident.c.id == id_)
    _write(folder, row.values(token_hash=code_hash(token), token_expires=expires), id_)
    return token, expires


def _write(folder: Path, row: Update, name: str) -> None:
    store = Store.open(folder)
    try:
        with store.write() as connection:
            changed = connection.execute(row).rowcount
    finally:
        store.close()
    if changed != 1:
        raise FolderError(f"{name} is nobody that waits for a code here.")
