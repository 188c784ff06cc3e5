"""What was asked or told under the ids of some entries, and who has written them."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, TypeAlias

from sqlalchemy import BindParameter, Connection, Row, bindparam, select

from central_node.hold_rules import Decline
from central_node.ids import KnownId, State
from central_node.known_rewards import read_parts
from central_node.schema import entry, intent, ledger
from protocol.entry import Entry, EntryKind
from schemes.money import Coins

_Writers: TypeAlias = defaultdict[bytes, set[int]]
_IDS: BindParameter[list[bytes]] = bindparam("ids", expanding=True)
_INTENTS = select(
    intent.c.id,
    intent.c.kiosk,
    intent.c.state,
    intent.c.resident,
    intent.c.order_hash,
    intent.c.amount,
    intent.c.cti,
    intent.c.counter,
    intent.c.from_free,
    intent.c.parts,
    intent.c.rewards,
    intent.c.scanned,
    intent.c.visit_to,
    intent.c.kind,
    intent.c.payee_cti,
    intent.c.payee_counter,
    intent.c.reason,
).where(intent.c.id.in_(_IDS))
_WRITERS = (
    select(entry.c.id, ledger.c.kiosk)
    .join(ledger, ledger.c.number == entry.c.ledger)
    .where(entry.c.id.in_(_IDS))
)


def load_ids(
    connection: Connection, entries: Iterable[Entry]
) -> tuple[dict[bytes, KnownId], _Writers]:
    """What is known of the ids of entries, and the kiosks that have written under them."""
    ids = sorted(_ids_of(list(entries)))
    known: dict[bytes, KnownId] = {}
    writers: _Writers = defaultdict(set)
    if not ids:
        return known, writers
    for row in connection.execute(_INTENTS, {"ids": ids}):
        known[row.id] = _known_id(row)
    for id_, kiosk in connection.execute(_WRITERS, {"ids": ids}):
        writers[id_].add(kiosk)
    return known, writers


def _ids_of(entries: list[Entry]) -> set[bytes]:
    """The ids of entries, and those that a void gives up."""
    given_up = {one.ref for one in entries if one.kind is EntryKind.VOID and one.ref is not None}
    return {one.id for one in entries} | given_up


def _known_id(row: Row[*tuple[Any, ...]]) -> KnownId:
    return KnownId(
        kiosk=row.kiosk,
        state=State(row.state),
        resident=row.resident,
        order_hash=row.order_hash,
        amount=Coins(row.amount),
        cti=row.cti,
        counter=row.counter,
        from_free=Coins(row.from_free),
        parts=read_parts(row.parts or "{}"),
        rewards=read_parts(row.rewards or "{}"),
        scanned=row.scanned,
        visit_to=row.visit_to,
        kind=row.kind,
        payee=(row.payee_cti, row.payee_counter),
        let_go=row.state == State.DECLINED and row.reason == Decline.KIOSK_RETIRED,
    )
