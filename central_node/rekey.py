"""A kiosk's keys, one after another: taking in the next one, and whose entries are whose.

Only the newest key asks: holds, entries, heartbeats, whatever is asked for is signed by it. What a
former key signed is history: entries of its ledgers are taken as ever, when the newest key brings
them. So who has nothing but a former key can do nothing with it here, except to ask for the change
once more that has happened already, and gets the same answer.
"""

from collections.abc import Iterator, Mapping

from sqlalchemy import Connection, Row, func, insert, select, update

from central_node.errors import Refused
from central_node.schema import kiosk, kiosk_key, ledger
from protocol import cose
from protocol.cose import MessageType
from protocol.entry_parts import MAX_FORMER_KEYS
from protocol.errors import ProtocolError
from protocol.keys import Algorithm, KeyRing, PublicKey, key_ring
from protocol.messages import EntriesRequest, SignedRequest
from protocol.problems import ProblemType
from protocol.rekey_call import RekeyAnswer, RekeyRequest, read_rekey_request

_KEYS = select(kiosk_key.c.public_key).order_by(kiosk_key.c.since, kiosk_key.c.kid)


class EveryKey(Mapping[bytes, PublicKey]):
    """All keys that kiosks ever had, by kid, inside one transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def __getitem__(self, kid: bytes) -> PublicKey:
        found = select(kiosk_key.c.public_key).where(kiosk_key.c.kid == kid)
        raw = self._connection.execute(found).scalar()
        if raw is None:
            raise KeyError(kid)
        return PublicKey(Algorithm.ESP256, raw)

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._connection.execute(select(kiosk_key.c.kid)).scalars().all())

    def __len__(self) -> int:
        return self._connection.execute(select(func.count(kiosk_key.c.kid))).scalar_one()


def keys_of(connection: Connection, number: int) -> KeyRing:
    """Every key that a kiosk ever had."""
    raws = connection.execute(_KEYS.where(kiosk_key.c.kiosk == number)).scalars()
    return key_ring(*(PublicKey(Algorithm.ESP256, raw) for raw in raws))


def rekey(connection: Connection, body: bytes, now: int) -> tuple[SignedRequest, RekeyAnswer]:
    """Take in the next key of the kiosk that asks. Asked again: the same answer, nothing changed.

    Raises Refused, and ProtocolError for a request that no key of a kiosk signed.
    """
    signed, asked = read_rekey_request(body, EveryKey(connection))
    old = _row(connection, signed.kid)
    known = _row(connection, asked.public_key.kid)
    if old is None:
        raise AssertionError("the key that verified the request is kept")
    if known is not None:
        return signed, _same_again(old, known)
    _require_newest(connection, old)
    since = max(now, old.since + 1)  # so that times alone say which key followed which
    _take_in(connection, old, asked, since)
    return signed, RekeyAnswer(asked.public_key.kid, since)


def ledger_key(
    connection: Connection, number: int, newest: PublicKey, request: EntriesRequest
) -> PublicKey:
    """The kiosk's key whose ledger a request of its newest key is about.

    It is the one that the first entry names, or for a request without entries the one under which
    the ledger is known. A name alone does not tell: any key may have used it.
    """
    keys = keys_of(connection, number)
    if len(keys) == 1:
        return newest
    named = _named(request)
    if named is None:
        known = select(ledger.c.kid).where(
            ledger.c.kiosk == number, ledger.c.name == request.ledger
        )
        named = connection.execute(known.order_by(ledger.c.number.desc())).scalars().first()
    return newest if named is None else keys.get(named, newest)


def _named(request: EntriesRequest) -> bytes | None:
    """The kid in the first entry, unverified: it only says which key the entries are read with."""
    if not request.items:
        return None
    try:
        return cose.parse(request.items[0].entry, MessageType.ENTRY).kid
    except ProtocolError:
        return None


def _row(connection: Connection, kid: bytes) -> Row[tuple[bytes, bytes, int, int, int]] | None:
    return connection.execute(select(kiosk_key).where(kiosk_key.c.kid == kid)).one_or_none()


def _same_again(
    old: Row[tuple[bytes, bytes, int, int, int]], known: Row[tuple[bytes, bytes, int, int, int]]
) -> RekeyAnswer:
    """The answer to a change that has happened: the new key followed this one, and is in use."""
    if (known.kiosk, known.since, known.until) != (old.kiosk, old.until, None):
        raise Refused(ProblemType.BAD_KEY, "key-taken", "This key is a kiosk's already.")
    return RekeyAnswer(known.kid, known.since)


def _require_newest(connection: Connection, old: Row[tuple[bytes, bytes, int, int, int]]) -> None:
    if old.until is not None:
        detail = "Another key has the place of the one that asks."
        raise Refused(ProblemType.UNKNOWN_KEY, "former-key", detail)
    retired = connection.execute(select(kiosk.c.retired).where(kiosk.c.number == old.kiosk))
    if retired.scalar_one() is not None:
        raise Refused(ProblemType.UNKNOWN_KEY, "kiosk-retired", "This kiosk was retired.")
    if len(keys_of(connection, old.kiosk)) > MAX_FORMER_KEYS:
        detail = f"A kiosk has at most {MAX_FORMER_KEYS} former keys: enrol it anew."
        raise Refused(ProblemType.TOO_LARGE, "too-many-keys", detail)


def _take_in(
    connection: Connection,
    old: Row[tuple[bytes, bytes, int, int, int]],
    asked: RekeyRequest,
    since: int,
) -> None:
    new = asked.public_key
    ended = update(kiosk_key).where(kiosk_key.c.kid == old.kid)
    connection.execute(ended.values(until=since))
    kept = {"kid": new.kid, "public_key": new.raw, "kiosk": old.kiosk, "since": since}
    connection.execute(insert(kiosk_key).values(kept))
    row = update(kiosk).where(kiosk.c.number == old.kiosk)
    connection.execute(row.values(kid=new.kid, public_key=new.raw))
