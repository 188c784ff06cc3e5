"""What a parking system may reply, for judging a facility and walking through it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.services.contract import MAX_OPTIONS
from kiosk.services.parking_fee import FeeRules, Stay, due
from kiosk.services.parking_replies import FoundCar, Quote
from kiosk.services.replies import MAX_NAME_CHARS
from kiosk.services.ways import SAMPLE_TIME_S

_GOOD_S: Final = 180
_STAYS_MIN: Final = (95, 3, 1500)  # usual, hardly any, over a day
_PLATES: Final = ("1** 3456", "2*** 3456", "3** 3456", "4** 3456", "5*** 3456", "6** 3456")


def cars_of(kinds: Sequence[str], at_s: int | None) -> tuple[FoundCar, ...]:
    """Return as many cars as fit on a screen, of all kinds, with the longest names."""
    now_s = SAMPLE_TIME_S if at_s is None else at_s
    return tuple(
        FoundCar(
            f"{number}".zfill(MAX_NAME_CHARS),
            shown,
            kinds[number % len(kinds)],
            now_s - _STAYS_MIN[number % len(_STAYS_MIN)] * 60,
        )
        for number, shown in enumerate(_PLATES[:MAX_OPTIONS])
    )


def quote_of(car: FoundCar, rules: FeeRules, rights: frozenset[str], at_s: int | None) -> Quote:
    """Return what a parking system under ``rules`` quotes for one of them."""
    now_s = max(car.entered_s, SAMPLE_TIME_S if at_s is None else at_s)
    stay = Stay(car.entered_s, now_s, car.kind)
    won = due(rules, replace(stay, rights=rights))
    return Quote(car.stay, stay, won, now_s + _GOOD_S)
