"""What was earned on some days, and which numbers of machines have counted, for some entries.

Asked only where an entry earns. Caps are of a field and a day: of a person, of the badge that
approves, of a kiosk. A day is the scheme's own, by the time that the entry tells.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import Column, Connection, Integer, Select, bindparam, func, select

from central_node.days import DAY_S, day_number
from central_node.holders import Holder
from central_node.schema import claim, counted
from protocol.entry import Entry, EntryKind, OrderLine, Role
from schemes.earning import EarnedSoFar
from schemes.money import Coins
from schemes.scheme import Scheme

_NOTHING = Coins(0)
_PERSON, _APPROVER, _KIOSK = "person", "approver", "kiosk"
_Sum: TypeAlias = tuple[str, Hashable, str, int]  # whose, which one, field, day
_USED = select(counted.c.evidence).where(counted.c.evidence.in_(bindparam("told", expanding=True)))


@dataclass(frozen=True)
class Claim:
    """What an entry earns in one field. ``approver`` is the badge's cti, None for a machine."""

    field: str
    resident: int
    approver: bytes | None
    time: int
    coins: Coins


def fields_of(lines: Sequence[OrderLine]) -> Mapping[str, int]:
    """How many things of each earning field; a line's item is ``service:field``."""
    found: defaultdict[str, int] = defaultdict(int)
    for line in lines:
        found[line.item.rpartition(":")[2]] += line.quantity
    return found


@dataclass
class Claims:
    """Moves on as the entries of one kiosk are decided."""

    kiosk: int
    sums: defaultdict[_Sum, Coins] = field(default_factory=lambda: defaultdict(lambda: _NOTHING))
    used: set[str] = field(default_factory=set)

    def load(
        self,
        connection: Connection,
        entries: Iterable[Entry],
        holders: Mapping[bytes, Holder],
        scheme: Scheme,
    ) -> None:
        """Read what the entries that earn are about, in as few statements."""
        earning = [one for one in entries if one.kind is EntryKind.EARN]
        if not earning:
            return
        told = sorted({one.result for one in earning if one.result is not None})
        if told:
            self.used |= set(connection.execute(_USED, {"told": told}).scalars())
        parties = [party for one in earning for party in one.parties]
        found = (holders.get(party.cti) for party in parties if party.role is Role.PAYEE)
        people = {one.resident for one in found if one is not None and one.resident is not None}
        badges = {party.cti for party in parties if party.role is Role.STAFF}
        asked = {
            "fields": sorted({name for one in earning for name in fields_of(one.lines)}),
            "since": min(one.time for one in earning) - DAY_S,
            "offset": scheme.utc_offset_s,
            "day_s": DAY_S,
        }
        for whose, statement, ones in (
            (_PERSON, _OF_PERSON, sorted(people)),
            (_APPROVER, _OF_APPROVER, sorted(badges)),
            (_KIOSK, _OF_KIOSK, [self.kiosk]),
        ):
            rows = connection.execute(statement, {**asked, "ones": ones}) if ones else ()
            for one, name, day, coins in rows:
                self.sums[whose, one, name, day] = Coins(coins)

    def so_far(
        self, scheme: Scheme, name: str, resident: int, approver: bytes | None, time: int
    ) -> EarnedSoFar:
        """What was booked in a field on the day of ``time``."""
        day = day_number(scheme, time)
        return EarnedSoFar(
            person_day=self.sums[_PERSON, resident, name, day],
            approver_day=None if approver is None else self.sums[_APPROVER, approver, name, day],
            kiosk_day=self.sums[_KIOSK, self.kiosk, name, day],
        )

    def add(self, scheme: Scheme, claims: Iterable[Claim], evidence: str | None) -> None:
        """An entry has earned these."""
        for one in claims:
            day = day_number(scheme, one.time)
            self.sums[_PERSON, one.resident, one.field, day] += one.coins
            self.sums[_KIOSK, self.kiosk, one.field, day] += one.coins
            if one.approver is not None:
                self.sums[_APPROVER, one.approver, one.field, day] += one.coins
        if evidence is not None:
            self.used.add(evidence)


def _sums(whose: Column[Any]) -> Select[Any]:
    offset, day_s = bindparam("offset", type_=Integer), bindparam("day_s", type_=Integer)
    day = (claim.c.time + offset) // day_s
    return (
        select(whose, claim.c.field, day, func.sum(claim.c.coins))
        .where(
            whose.in_(bindparam("ones", expanding=True)),
            claim.c.field.in_(bindparam("fields", expanding=True)),
            claim.c.time >= bindparam("since"),
        )
        .group_by(whose, claim.c.field, day)
    )


_OF_PERSON, _OF_APPROVER, _OF_KIOSK = map(
    _sums, (claim.c.resident, claim.c.approver, claim.c.kiosk)
)
