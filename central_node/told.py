"""What kiosks noted without any coins, and staff should see all the same: the newest of it.

refuse             a code that was refused, by its reason: many of one kind may be fraud
clock              staff set a kiosk's clock, and to what
close_credential   a kiosk refuses a credential for good
pin                a PIN was set, unblocked, or is blocked; that it was tried or right is no news

Nobody is named: a flood of refusals is seen by its place and reason, and whose card was blocked is
known at the desk where its holder asks.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, select

from central_node.pins import MAX_TRIES, PinResult
from central_node.rekey import EveryKey
from central_node.schema import entry, kiosk, ledger, pin
from protocol.entry import EntryKind, read_entry
from protocol.errors import ProtocolError

MAX_TOLD = 100  # the newest
_KINDS = (EntryKind.REFUSE, EntryKind.CLOCK, EntryKind.CLOSE_CREDENTIAL, EntryKind.PIN)
_EVERYDAY = (PinResult.TRY, PinResult.RIGHT)
_MOST_READ = 10 * MAX_TOLD  # of which nine in ten are PINs that were right
_NEWEST = (
    select(kiosk.c.name, ledger.c.name.label("ledger"), entry.c.seq, entry.c.raw)
    .join(ledger, ledger.c.number == entry.c.ledger)
    .join(kiosk, kiosk.c.number == ledger.c.kiosk)
    .where(entry.c.kind.in_(_KINDS))
    .order_by(entry.c.number.desc())
    .limit(_MOST_READ)
)
_BLOCKED = (
    select(kiosk.c.name, pin.c.cti)
    .join(kiosk, kiosk.c.number == pin.c.kiosk)
    .where(pin.c.tries >= MAX_TRIES)
    .order_by(kiosk.c.number, pin.c.cti)
    .limit(MAX_TOLD)
)


@dataclass(frozen=True)
class ToldView:
    """One thing at one kiosk: its kind, and the entry's result, or "blocked" for a PIN.

    ``time`` as the entry tells it, in epoch seconds; None for what is so now.
    """

    kiosk: str
    kind: str
    result: str | None
    time: int | None
    clock: str | None


def told(connection: Connection) -> tuple[ToldView, ...]:
    """PINs that are blocked now, then the newest entries."""
    blocked = (
        ToldView(row.name, EntryKind.PIN, "blocked", None, None)
        for row in connection.execute(_BLOCKED)
    )
    return (*blocked, *_entries(connection))[:MAX_TOLD]


def _entries(connection: Connection) -> Iterator[ToldView]:
    keys = EveryKey(connection)
    for row in connection.execute(_NEWEST).all():
        try:
            one = read_entry(row.raw, keys).entry
        except ProtocolError:
            continue  # the audit says which entry is damaged
        if one.kind is not EntryKind.PIN or one.result not in _EVERYDAY:
            yield ToldView(row.name, str(one.kind), one.result, one.time, one.clock)
