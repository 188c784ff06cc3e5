"""Entries in the books that may have sold a pass or let in by one, and the table made of them.

What is counted of a person's passes is what the kept bytes say, so that it can be made once more:
by the audit, and for a database from before the table. A node of then has booked the passes that
newer kiosks sold, and who has paid for one is not to lose it.
"""

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, and_, insert, or_, select

from central_node.booking_rules import Flag
from central_node.holders import holders
from central_node.known_passes import PassMove, is_visit, moves_of
from central_node.schema import bundle, entry, ledger, pass_move
from protocol.entry import Entry, EntryKind, kept_entry
from protocol.errors import ProtocolError
from protocol.receipt import Outcome
from schemes.scheme import Scheme, load_scheme

_SOLD = and_(
    entry.c.kind == EntryKind.SPEND,
    entry.c.resident.is_not(None),  # without a good code nobody has bought it
    or_(entry.c.outcome == Outcome.BOOKED, entry.c.bearer.is_not(None)),
)
_CAME_IN = and_(entry.c.kind == EntryKind.ADMIT, entry.c.outcome == Outcome.NOTED)
_COUNTED = (
    select(entry.c.number, entry.c.id, entry.c.raw, ledger.c.kiosk)
    .join(ledger, ledger.c.number == entry.c.ledger)
    .where(or_(_SOLD, _CAME_IN))
    .order_by(entry.c.number)
)
_EARLY = select(entry.c.ref).where(
    entry.c.kind == EntryKind.REVERSE, entry.c.flag == Flag.NOTHING_TO_REVERSE
)
_NEWEST = select(bundle.c.scheme).order_by(bundle.c.version.desc()).limit(1)


@dataclass(frozen=True)
class Kept:
    """A kept entry that may be about a pass, with its number and whose kiosk wrote it."""

    number: int
    kiosk: int
    entry: Entry

    def moves(self, connection: Connection, scheme: Scheme) -> tuple[PassMove, ...]:
        """What it buys or uses, by its own word."""
        ctis = {party.cti for party in self.entry.parties}
        return moves_of(self.entry, scheme, holders(connection, ctis))


def pass_entries(connection: Connection) -> Iterator[Kept]:
    """Those that count, in the order of booking: of sales the ones with a line of that shape."""
    for row in connection.execute(_COUNTED):
        try:
            one = kept_entry(row.raw)
        except ProtocolError:
            continue
        if is_visit(one) or any(line.item.count(".") == 2 for line in one.lines):
            yield Kept(row.number, row.kiosk, one)


def given_back_early(connection: Connection) -> frozenset[bytes]:
    """Ids of what was given back before it came: it is never counted."""
    return frozenset(connection.execute(_EARLY).scalars())


def fill_passes(connection: Connection) -> None:
    """Count what was booked before there was the table.

    Every visit counts: without the node's word a kiosk lets in by what it has sold itself, so there
    is a pass for each. Nothing of a person's is lost by where the register has the kiosk.
    """
    text = connection.execute(_NEWEST).scalar()
    if text is None:
        return  # a node that was not seeded to the end
    scheme, early = load_scheme(text, "the newest bundle"), given_back_early(connection)
    counted = [one for one in pass_entries(connection) if one.entry.id not in early]
    rows = [
        {"entry": one.number, **asdict(move)}
        for one in counted
        for move in one.moves(connection, scheme)
    ]
    if rows:
        connection.execute(insert(pass_move), rows)
