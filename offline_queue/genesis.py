"""Making a ledger file ready: its tables, its name, its `open` entry. The same at every connecting.

All of it is one transaction: a file either has its tables, its name and its first entry, or none
of them. A file that has them is only checked.
"""

import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from offline_queue.chain import Author, extend
from offline_queue.clock import Moment
from offline_queue.database import set_up_to_write
from offline_queue.errors import OtherKey
from offline_queue.records import Draft
from offline_queue.schema import migrate
from protocol.entry import GENESIS, EntryKind, Opening
from protocol.ids import uuid7
from protocol.keys import Signer
from protocol.receipt import LEDGER_BYTES

_EMPTY_HEAD: Final = """
    INSERT INTO head (one, size, hash, time_s, trusted_s, node_s, receipts, receipted,
        settled_intents, erased)
    VALUES (1, 0, ?, 0, 0, 0, 0, 0, 0, 0)
"""


@dataclass(frozen=True)
class Genesis:
    """What a ledger is begun with, if there is none yet at ``path``.

    ``opening`` names the ledger before this one. ``random(n)`` gives n bytes.
    """

    path: Path
    signer: Signer
    clock: Callable[[], Moment]
    random: Callable[[int], bytes]
    opening: Opening

    def prepare(self, connection: sqlite3.Connection) -> None:
        """Leave ``connection`` ready for writing entries. Raises `OtherKey`, `LedgerError`."""
        set_up_to_write(connection, self.path)
        connection.execute("BEGIN IMMEDIATE")
        migrate(connection, self.path)
        row = connection.execute("SELECT public_key FROM ledger").fetchone()
        if row is None:
            self._begin(connection)
        elif row[0] != self.signer.public_key.raw:
            raise OtherKey(self.path, "begun with another key than this machine's key file holds")
        connection.execute("COMMIT")

    def _begin(self, connection: sqlite3.Connection) -> None:
        name, key, moment = self.random(LEDGER_BYTES), self.signer.public_key, self.clock()
        connection.execute(
            "INSERT INTO ledger VALUES (1, ?, ?, ?)", (name, int(key.algorithm), key.raw)
        )
        connection.execute(_EMPTY_HEAD, (GENESIS,))
        entry_id = uuid7(moment.epoch_ms, self.random)
        draft = Draft(EntryKind.OPEN, entry_id, 0, 0, opening=self.opening)
        extend(connection, Author(name, self.signer), draft, moment, ())
