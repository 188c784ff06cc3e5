"""What live holds keep to be given away by the people whom some entries are about.

An entry without a hold is judged as if it had been asked for: beside the holds that are live.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple, Self

from sqlalchemy import Connection, bindparam, literal, select

from central_node.ids import State
from central_node.schema import intent
from central_node.schema_money import GIFT
from central_node.showings import Showing, Use
from protocol.resident_code import ResidentCode
from schemes.money import Coins

_HELD = select(
    intent.c.id,
    intent.c.resident,
    intent.c.cti,
    intent.c.counter,
    intent.c.kiosk,
    intent.c.ref,
    intent.c.amount,
).where(
    intent.c.resident.in_(bindparam("residents", expanding=True)),
    intent.c.kind == literal(GIFT, literal_execute=True),
    intent.c.state == State.HELD,
)


class _Held(NamedTuple):
    resident: int
    showing: Showing
    use: Use


@dataclass
class HeldGifts:
    """By the id that they are held for; moves on as entries are decided."""

    each: dict[bytes, _Held] = field(default_factory=dict)

    @classmethod
    def load(cls, connection: Connection, residents: Collection[int]) -> Self:
        """Read those of these residents."""
        if not residents:
            return cls()
        rows = connection.execute(_HELD, {"residents": sorted(residents)})
        uses = ((it, Use(it.id, it.kiosk, it.ref, Coins(it.amount))) for it in rows)
        return cls({it.id: _Held(it.resident, (it.cti, it.counter), use) for it, use in uses})

    def end(self, id_: bytes) -> None:
        """What was held for an id is given, or is not any more."""
        self.each.pop(id_, None)

    def coins(self, resident: int, but_id: bytes) -> Coins:
        """What a resident's live holds keep to be given, but for one id's."""
        found = (it.use for it in self.each.values() if it.resident == resident)
        return sum((use.paid for use in found if use.id != but_id), Coins(0))

    def uses(self, code: ResidentCode, but_id: bytes) -> list[Use]:
        """What this showing of a payer's code holds; a card's are told apart by nothing."""
        if code.counter is None:
            return []
        found = (it.use for it in self.each.values() if it.showing == (code.cti, code.counter))
        return [use for use in found if use.id != but_id]
