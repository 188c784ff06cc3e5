"""A card company's points in software: numbers of its app, reservations that run out, points taken.

Points are kept for some time after a reservation's end, since its sale may be told late. A sale
that is told after that takes points while there are enough.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kiosk.partners.simulate.server import Answerer, Asked, Lie, PartnerServer, Refuse
from protocol.entry import EntryKind
from protocol.keys import PublicKey, Signer

RESERVED_S: Final = 300  # so long somebody may take to agree
KEPT_S: Final = 3600  # so long the points are kept after that: the sale may be told late
MAX_TOLD_OPEN: Final = 6


@dataclass(frozen=True)
class Points:
    """The points behind ``digits``, which its app shows."""

    digits: str
    points: int


@dataclass(frozen=True)
class Reserved:
    """Points that ``kiosk`` has had reserved until epoch second ``kept_s``; ``open`` till then."""

    digits: str
    points: int
    kiosk: str
    kept_s: int
    open: bool = True


class PointsSystem(PartnerServer):
    """The points of one card company. ``now`` tells epoch seconds.

    `Lie.FIGURES` has a reservation worth twice as much.
    """

    def __init__(
        self,
        points: Iterable[Points] = (),
        won_per_point: int = 1,
        now: Callable[[], int] = lambda: int(time.time()),
        signer: Signer | None = None,
        kiosks: tuple[PublicKey, ...] | None = None,
        port: int = 0,
    ) -> None:
        self.now = now
        self._won_per_point = won_per_point
        self._points = {one.digits: one for one in points}
        self._reserved: dict[str, Reserved] = {}
        super().__init__(signer, kiosks, port)

    @property
    def answers(self) -> Mapping[str, Answerer]:
        """How many there are, and a reservation."""
        return {"/v1/points": self._find, "/v1/reserve": self._reserve}

    def points(self, digits: str) -> int:
        """Return how many are left, those that are reserved among them."""
        with self.lock:
            return self._points[digits].points

    def free(self, digits: str) -> int:
        """Return how many nobody has reserved."""
        with self.lock:
            kept = sum(one.points for one in self._kept().values() if one.digits == digits)
            return self._points[digits].points - kept

    def sold(self, sale: Asked) -> None:
        """Take points for good: by a reservation, or after its end while there are enough."""
        item = sale.get("item")
        points, _, number = item.partition("-") if isinstance(item, str) else ("", "", "")
        reserved = self._reserved.get(number)
        if reserved is None or sale.get("kind") != EntryKind.CONVERT:
            raise Refuse("unknown-reservation")
        if (points, sale.get("won")) != (str(reserved.points), self._won(reserved.points)):
            raise Refuse("other-figures")
        if number not in self._kept() and self.free(reserved.digits) < reserved.points:
            raise Refuse("too-few-points")  # it ran out, and they were used elsewhere
        of = self._points[reserved.digits]
        self._points[of.digits] = replace(of, points=of.points - reserved.points)
        self._reserved[number] = replace(reserved, open=False)

    def _find(self, asked: Asked) -> object:
        of = self._asked(asked)
        mine = [
            {"reservation": number, "points": one.points}
            for number, one in self._kept().items()
            if (one.digits, one.kiosk) == (of.digits, self.asker)
        ]
        return {
            "points": self.free(of.digits),
            "open": mine[-MAX_TOLD_OPEN:],
        }

    def _reserve(self, asked: Asked) -> object:
        of, points, instead = self._asked(asked), asked.get("points"), asked.get("instead")
        if not isinstance(points, int) or points <= 0 or not isinstance(instead, list):
            raise Refuse("unknown-question")
        self._give_up(of, {one for one in instead if isinstance(one, str)})
        if self.free(of.digits) < points:
            raise Refuse("too-few-points")
        until_s = self.now() + RESERVED_S
        number = f"r{len(self._reserved) + 1}"
        self._reserved[number] = Reserved(of.digits, points, self.asker, until_s + KEPT_S)
        won = self._won(points)
        return {
            "reservation": number,
            "points": points,
            "won": won * 2 if self.lie is Lie.FIGURES else won,
            "until": until_s,
        }

    def _asked(self, asked: Asked) -> Points:
        digits = asked.get("digits")
        of = self._points.get(digits) if isinstance(digits, str) else None
        if of is None:
            raise Refuse("unknown-number")
        return of

    def _give_up(self, of: Points, numbers: set[str]) -> None:
        """End reservations that came to nothing: no kiosk ends another one's."""
        for number in numbers & self._kept().keys():
            one = self._reserved[number]
            if (one.digits, one.kiosk) == (of.digits, self.asker):
                self._reserved[number] = replace(one, open=False)

    def _kept(self) -> dict[str, Reserved]:
        now_s = self.now()
        return {it: one for it, one in self._reserved.items() if one.open and one.kept_s >= now_s}

    def _won(self, points: int) -> int:
        return points * self._won_per_point
