"""A parking system in software: cars with entry times, quotes, what was paid, who has left."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from kiosk.partners.simulate.server import Answerer, Asked, Lie, PartnerServer, Refuse
from kiosk.services.parking_fee import FeeRules, Stay, due, leave_by_s
from protocol.keys import PublicKey, Signer
from schemes.money import Won

QUOTE_S: Final = 180  # how long a quote is good for
MAX_CARS: Final = 6  # of one question: more would not fit on a screen


@dataclass(frozen=True)
class Car:
    """One car inside. ``stay`` names this stay for ever, ``plate`` never leaves the system whole.

    ``rights``: discounts that its owner has registered. ``paid_until_s``: it may leave until then.
    """

    stay: str
    plate: str
    kind: str
    entered_s: int
    rights: frozenset[str] = frozenset()
    paid: Won = Won(0)
    paid_until_s: int | None = None
    left: bool = False

    @property
    def shown(self) -> str:
        """The plate as a screen may show it: ``12가 3456`` is told as ``1*가 3456``."""
        front, digits = self.plate[:-4].strip(), self.plate[-4:]
        return f"{front[:1]}{'*' * max(0, len(front) - 2)}{front[-1:]} {digits}"


class ParkingSystem(PartnerServer):
    """The parking system of one car park under ``rules``. ``now`` tells epoch seconds.

    `Lie.FIGURES` quotes twice what is due.
    """

    def __init__(
        self,
        rules: FeeRules,
        cars: Iterable[Car] = (),
        now: Callable[[], int] = lambda: int(time.time()),
        signer: Signer | None = None,
        kiosks: tuple[PublicKey, ...] | None = None,
        port: int = 0,
    ) -> None:
        self.now = now
        self._rules = rules
        self._cars = {car.stay: car for car in cars}
        super().__init__(signer, kiosks, port)

    @property
    def answers(self) -> Mapping[str, Answerer]:
        """Which cars, and what one of them has to pay."""
        return {"/v1/cars": self._find, "/v1/quote": self._quote}

    def enter(self, car: Car) -> None:
        """A car has come in."""
        with self.lock:
            self._cars[car.stay] = car

    def leave(self, stay: str) -> None:
        """A car has left."""
        with self.lock:
            self._cars[stay] = replace(self._cars[stay], left=True)

    def car(self, stay: str) -> Car:
        """Return what is known of a stay."""
        with self.lock:
            return self._cars[stay]

    def sold(self, sale: Asked) -> None:
        """Note what was paid: the car may leave for some minutes from then on."""
        stay, won, time_s = sale.get("item"), sale.get("won"), sale.get("time")
        car = self._cars.get(stay) if isinstance(stay, str) else None
        if car is None or not isinstance(won, int) or not isinstance(time_s, int):
            raise Refuse("unknown-stay")
        if sale.get("kind") == "reverse":
            self._cars[car.stay] = replace(car, paid=car.paid - Won(won), paid_until_s=None)
            return
        until_s = max(car.paid_until_s or 0, leave_by_s(self._rules, time_s))
        self._cars[car.stay] = replace(car, paid=car.paid + Won(won), paid_until_s=until_s)

    def _find(self, asked: Asked) -> object:
        digits = asked.get("digits")
        if not isinstance(digits, str) or len(digits) != 4 or not digits.isdecimal():
            raise Refuse("unknown-plate")
        found = [car for car in self._cars.values() if car.plate.endswith(digits) and not car.left]
        newest = sorted(found, key=lambda car: -car.entered_s)[:MAX_CARS]
        return {"cars": [_told(car) for car in newest]}

    def _quote(self, asked: Asked) -> object:
        stay, rights = asked.get("stay"), asked.get("rights")
        car = self._cars.get(stay) if isinstance(stay, str) else None
        if car is None or not isinstance(rights, list):
            raise Refuse("unknown-plate")
        if car.left:
            raise Refuse("already-left")
        at_s = self.now()
        claimed = car.rights | {each for each in rights if isinstance(each, str)}
        parked = Stay(car.entered_s, at_s, car.kind, claimed, car.paid, car.paid_until_s)
        won = due(self._rules, parked).units
        return {
            "stay": car.stay,
            "kind": car.kind,
            "entered": car.entered_s,
            "at": at_s,
            "until": at_s + QUOTE_S,
            "rights": sorted(car.rights),
            "paid": car.paid.units,
            "paid_until": car.paid_until_s,
            "won": won * 2 if self.lie is Lie.FIGURES else won,
        }


def _told(car: Car) -> object:
    return {"stay": car.stay, "shown": car.shown, "kind": car.kind, "entered": car.entered_s}
