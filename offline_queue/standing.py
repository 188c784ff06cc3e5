"""Questions about one card, badge or phone: may it go on? And about what was refused of late.

Everything is counted from the entries, of this ledger and of those before it, each time anew: what
a restart, a power cut or a restored file leaves is what counts. Each question takes an index
straight to the rows that it is about, so its cost does not grow with the ledger.
"""

import sqlite3
from typing import Final

from offline_queue import pins
from offline_queue.codes import kind_words
from offline_queue.database import Session
from offline_queue.errors import CredentialClosed
from offline_queue.records import DEBITS, REVOKED, USES_CODE, Draft
from protocol.entry import Role

_CARD_SPENT: Final = (
    f"cti = ?1 AND time_s >= ?2 AND counter IS NULL AND kind IN ({kind_words(DEBITS)})"
)
_SPENT: Final = f"""
    SELECT (SELECT coalesce(sum(coins), 0) FROM entries WHERE {_CARD_SPENT})
    + (SELECT coalesce(sum(coins), 0) FROM earlier WHERE {_CARD_SPENT}) AS coins
"""  # noqa: S608 - the only parts put in are this package's own words
_CLOSED: Final = """
    SELECT 1 FROM entries WHERE kind = 'close_credential' AND cti = ?1 UNION ALL
    SELECT 1 FROM earlier WHERE kind = 'close_credential' AND cti = ?1 LIMIT 1
"""
_REVOKED: Final = f"""
    SELECT 1 FROM entries WHERE kind = 'void' AND result = '{REVOKED}' AND cti = ?1 UNION ALL
    SELECT 1 FROM earlier WHERE kind = 'void' AND result = '{REVOKED}' AND cti = ?1 LIMIT 1
"""  # noqa: S608 - as above
END_OF_TIME_S: Final = 2**63 - 1
"""Later than any entry: the largest integer that SQLite keeps."""

_REFUSED: Final = "kind = 'refuse' AND time_s BETWEEN ?1 AND ?3 AND (?2 IS NULL OR result = ?2)"
_REFUSALS: Final = f"""
    SELECT (SELECT count(*) FROM entries WHERE {_REFUSED})
    + (SELECT count(*) FROM earlier WHERE {_REFUSED}) AS refusals
"""  # noqa: S608 - as above


def is_closed(connection: sqlite3.Connection, cti: bytes) -> bool:
    """Whether this kiosk has closed the credential, for good."""
    return connection.execute(_CLOSED, (cti,)).fetchone() is not None


def require_open(connection: sqlite3.Connection, draft: Draft) -> None:
    """Raise `CredentialClosed` if anybody but staff takes part with a closed credential.

    What was begun before may still be ended: handing over, voiding and reversing use no code.
    """
    if draft.kind not in USES_CODE:
        return
    for party in draft.parties:
        if party.role is not Role.STAFF and is_closed(connection, party.cti):
            raise CredentialClosed(party.cti)


class StandingQuestions:
    """What can be asked about a credential. Each question raises `LedgerError`."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def pin_of(self, cti: bytes) -> bytes | None:
        """The verifier of the PIN that was set last; None if it has to be set (again)."""
        with self._session.reading() as connection:
            return pins.verifier_of(connection, cti)

    def pin_tries(self, cti: bytes) -> int:
        """Tries since the PIN was last right, set or unblocked; at `MAX_PIN_TRIES` it is blocked.

        Those in earlier ledgers count on until then.
        """
        with self._session.reading() as connection:
            return pins.tries(connection, cti)

    def has_pins(self) -> bool:
        """Whether a PIN was set in this ledger: then the key for PINs can't be another one."""
        with self._session.reading() as connection:
            return pins.are_set(connection)

    def forgotten_pins(self) -> int:
        """Cards and badges whose PIN was set once and is not known any more: set anew at the desk.

        A new ledger knows none of those of the ledgers before it, and one that was rebuilt from
        what the node handed back none of those that it lacks.
        """
        with self._session.reading() as connection:
            return pins.forgotten(connection)

    def spent_since(self, cti: bytes, from_s: int) -> int:
        """Coins that the card ``cti`` spent or donated since ``from_s``, epoch seconds, included.

        Of cards, which show no counter; a phone's are not asked for. What was reversed counts too.
        """
        (row,) = self._session.query(_SPENT, (cti, from_s))
        return int(row["coins"])

    def is_closed(self, cti: bytes) -> bool:
        """Whether this kiosk has closed the credential: it is refused for good."""
        with self._session.reading() as connection:
            return is_closed(connection, cti)

    def is_revoked(self, cti: bytes) -> bool:
        """Whether the node has once said so here, signed: a `void` entry remembers it."""
        with self._session.reading() as connection:
            return connection.execute(_REVOKED, (cti,)).fetchone() is not None

    def refusals_since(self, reason: str | None, from_s: int, until_s: int = END_OF_TIME_S) -> int:
        """How many `refuse` entries there are from ``from_s`` to ``until_s``, both included.

        Epoch seconds. Those for one reason, or with None for any.
        """
        (row,) = self._session.query(_REFUSALS, (from_s, reason, until_s))
        return int(row["refusals"])
