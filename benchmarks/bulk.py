"""A ledger as it is after years, filled by our own chain code in a few large transactions.

Only the filling is unlike a kiosk's life: nothing waits for the disk. The file that comes out is a
ledger like any other, signed and chained.
"""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

from offline_queue.chain import Author, extend
from offline_queue.clock import Moment
from offline_queue.ledger import Ledger
from offline_queue.records import DONE, Draft
from protocol.credential import CTI_BYTES, LIMIT_TAG_BYTES
from protocol.entry import DecidedBy, Decision, EntryKind, OrderLine, Party, Role
from protocol.ids import uuid7
from protocol.keys import Signer
from protocol.presentation import COUNTER_BYTES

CODE_BYTES = 330  # a phone's code
RESIDENTS = 5000  # of a district, who come to one kiosk over the years
FIRST_CTI = 1 << 32  # none of them is one of `codes`
PIECE_SALES = 5000  # in one transaction
LINE = OrderLine("meals:lunch", "lunch", 1, 3000)


def fill(path: Path, signer: Signer, clock: Callable[[], Moment], entries: int) -> None:
    """Bring the ledger at ``path`` to so many entries: sales, each with its fulfilment."""
    with Ledger.open(path, signer, clock, os.urandom) as ledger:
        author, size = Author(ledger.name, signer), ledger.counts().entries
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA cache_size = -65536")
        for first in range(size, entries - 1, 2 * PIECE_SALES):
            connection.execute("BEGIN IMMEDIATE")
            for number in range(first, min(first + 2 * PIECE_SALES, entries - 1), 2):
                _sell(connection, author, clock(), number)
            connection.execute("COMMIT")


def _sell(connection: sqlite3.Connection, author: Author, now: Moment, number: int) -> None:
    code, cti = os.urandom(CODE_BYTES), (FIRST_CTI + number % RESIDENTS).to_bytes(CTI_BYTES)
    counter = number.to_bytes(COUNTER_BYTES)
    payer = Party(Role.PAYER, cti, counter, bytes(LIMIT_TAG_BYTES), sha256(code).digest())
    spend = Draft(
        EntryKind.SPEND,
        uuid7(now.epoch_ms, os.urandom),
        1,
        1,
        parties=(payer,),
        lines=(LINE,),
        amounts={"general": 15},
        decided=Decision(DecidedBy.STAND_IN, 15),
    )
    extend(connection, author, spend, now, (code,))
    handed = Draft(
        EntryKind.FULFIL, uuid7(now.epoch_ms, os.urandom), 1, 1, ref=spend.id, result=DONE
    )
    extend(connection, author, handed, now, ())
