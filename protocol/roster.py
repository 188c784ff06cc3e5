"""The roster of a bundle: what a kiosk may let each card spend while the node is away."""

from collections.abc import Sequence
from dataclasses import dataclass

from protocol import shape
from protocol.cbor import Value
from protocol.credential import CTI_BYTES, MAX_KIOSK_NUMBER
from protocol.errors import BadShape

MAX_ROSTER = 8192  # the cards of a district
MAX_MASKED_NAME_CHARS = 16
MAX_CARERS = 4  # a wife, a son, a neighbour, somebody of the welfare office
_ITEMS_EACH = 6 + MAX_CARERS
MAX_ROSTER_ITEMS = 1 + MAX_ROSTER * _ITEMS_EACH  # of CBOR, when every row is as full as it may be


@dataclass(frozen=True)
class RosterRow:
    """One card at its one home kiosk.

    `limit`: coins that the kiosk may take without the node, summed since the card was issued; it
    only ever rises. `name` is masked, for staff to see whom they serve. `carers` are the ctis of
    the present credentials of people who may vouch for the holder.
    """

    cti: bytes
    kiosk: int
    limit: int
    name: str
    carers: tuple[bytes, ...] = ()


def write_roster(rows: Sequence[RosterRow]) -> Value:
    """Rows as they stand in a bundle."""
    return [[row.cti, row.kiosk, row.limit, row.name, list(row.carers)] for row in rows]


def read_roster(value: Value) -> tuple[RosterRow, ...]:
    """One row at least, no card twice. Raises BadShape."""
    rows = tuple(map(_row, shape.sequence(value, MAX_ROSTER, 1)))
    if len({row.cti for row in rows}) < len(rows):
        raise BadShape("a card is named twice")
    return rows


def _row(value: Value) -> RosterRow:
    cti, kiosk, limit, name, carers = shape.sequence(value, 5, 5)
    return RosterRow(
        cti=shape.octets(cti, CTI_BYTES),
        kiosk=shape.whole(kiosk, most=MAX_KIOSK_NUMBER),
        limit=shape.whole(limit),
        name=shape.text(name, MAX_MASKED_NAME_CHARS),
        carers=tuple(shape.octets(it, CTI_BYTES) for it in shape.sequence(carers, MAX_CARERS)),
    )
