"""Looked at before a ledger is opened for writing, while nothing can be changed yet.

SQLite repairs and tidies as soon as it may write: it deletes the log of an empty file, and puts any
log that lies beside a file into it. So what must be refused untouched is refused here:

1. The file is missing or empty, but a log is there: it holds the newest entries of the lost file.
2. Another program's database, a newer version (`schema.refuse_foreign`).
3. Another kiosk's ledger.
4. The head is not the last entry, or that one is not signed by us: the file and its log do not
   belong together, or the end is damaged. The rest of the chain is `verify`'s to check.
5. The log is damaged in the middle (`log_frames`): SQLite would take that for its end.
6. The log is another ledger's, or an older one: the file alone names another ledger, or ends later.

The time taken does not depend on the ledger's age. A log that is missing or cut short can't be seen
here: the file is then as it was earlier. The second medium and the node know better.
"""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from offline_queue.database import connect_to_read, connect_without_log, mapped
from offline_queue.errors import BrokenRule, Corrupt, OtherKey
from offline_queue.log_file import log_of
from offline_queue.log_frames import overlooks_commits
from offline_queue.schema import Identity, read_identity, refuse_foreign
from protocol.entry import entry_hash, read_entry
from protocol.errors import ProtocolError
from protocol.keys import PublicKey, key_ring


def first_look(path: Path, key: PublicKey) -> None:
    """Return if a ledger of ``key`` may be opened or begun at ``path``.

    Raises `Corrupt`, `NotALedger`, `NewerSchema`, `OtherKey`, or another `LedgerError`.
    """
    try:
        with mapped(path):
            _look(path, key)
    except BrokenRule as exc:  # nothing is asked but what every ledger can answer
        raise Corrupt(path, f"its tables are damaged: {exc}") from exc


def _look(path: Path, key: PublicKey) -> None:
    logged = _size(log_of(path)) > 0
    if logged and _size(path) == 0:
        raise Corrupt(path, "the file is gone, and the log beside it holds its newest entries")
    if not refuse_foreign(path):
        return
    with closing(connect_to_read(path)) as connection:
        connection.execute("BEGIN")
        end = _end(connection, path)
        if end.whose.public_key != key:
            raise OtherKey(path, "begun with another key than this machine's key file holds")
        if logged:
            _require_own_log(path, end)


def _size(path: Path) -> int:
    return path.stat().st_size if path.exists() else 0


@dataclass(frozen=True)
class _End:
    """Whose ledger it is, and how many entries it has by its last one."""

    whose: Identity
    size: int


def _end(connection: sqlite3.Connection, path: Path) -> _End:
    """Where the chain ends. Raises `Corrupt` unless the head is the last entry, and that ours."""
    whose = read_identity(connection, path)
    head = connection.execute("SELECT size, hash FROM head").fetchone()
    last = "SELECT seq + 1, hash, id, raw FROM entries ORDER BY seq DESC LIMIT 1"
    size, hash_, id_, raw = connection.execute(last).fetchone() or (0, None, None, None)
    if head != (size, hash_) or not isinstance(raw, bytes) or entry_hash(raw) != hash_:
        raise Corrupt(path, "its head is not its last entry")
    by_id = connection.execute("SELECT seq + 1 FROM entries WHERE id = ?", (id_,)).fetchone()
    if by_id != (size,):
        raise Corrupt(path, "its last entry can't be found by its id")
    try:
        entry = read_entry(raw, key_ring(whose.public_key)).entry
    except ProtocolError as exc:
        raise Corrupt(path, f"its last entry does not verify: {exc.reason}") from exc
    if (entry.ledger, entry.seq + 1, entry.id) != (whose.name, size, id_):
        raise Corrupt(path, "its last entry was signed for another place")
    return _End(whose, size)


def _require_own_log(path: Path, end: _End) -> None:
    """Raise `Corrupt` for a log that is damaged, of another ledger, or older than the file.

    The file alone may be half written, as its log makes it whole; but what is signed there is so.
    """
    if overlooks_commits(path):
        raise Corrupt(path, "its log is damaged, and entries stand behind the damage")
    try:
        with closing(connect_without_log(path)) as connection:
            alone = _end(connection, path)
    except (Corrupt, sqlite3.DatabaseError):
        return
    if alone.whose != end.whose:
        raise Corrupt(path, "the log beside it is another ledger's")
    if alone.size > end.size:
        raise Corrupt(path, f"the log beside it is older: it hides {alone.size - end.size} entries")
