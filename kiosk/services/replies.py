"""Reading what a partner replied: JSON whose bytes were believed, and whose shape is not yet.

Everything here raises `NotFound`: `PARTNER_AWAY` where there is no reply, `PARTNER_BABBLES` where
there is one of another shape.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from kiosk.services.asks import NotFound
from schemes.money import Won

PARTNER_AWAY: Final = "partner-away"
PARTNER_BABBLES: Final = "partner-babbles"
QUOTE_EXPIRED: Final = "quote-expired"
QUOTE_DIFFERS: Final = "quote-differs"
"""The partner's figure is not the one that this kiosk reckons, by the same rules."""
UNKNOWN_NUMBER: Final = "unknown-number"
"""A number that was typed stands for nothing: the partner's word for a wrong guess, too."""
TOO_MANY_TRIES: Final = "too-many-tries"
"""Numbers were guessed at: nobody is asked for a while. See `kiosk.partners.guesses`."""

MAX_NAME_CHARS: Final = 23  # of a name in an order line, beside the service's own
MAX_SHOWN_CHARS: Final = 20  # of a text for the screen
MAX_TIME_S: Final = 253_402_214_400  # the year 9999, less a day for any clock on a wall
MAX_WON: Final = 100_000_000

_IS_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*").fullmatch


def answer(reply: object, *keys: str) -> Mapping[str, object]:
    """Return the table that a partner replied; None is what stands for no reply."""
    if reply is None:
        raise NotFound(PARTNER_AWAY)
    return table(reply, *keys)


def table(value: object, *keys: str) -> Mapping[str, object]:
    """Return a table that has ``keys``; it may have more."""
    if not isinstance(value, Mapping) or not value.keys() >= set(keys):
        raise NotFound(PARTNER_BABBLES)
    return value


def rows(value: object, most: int) -> Sequence[object]:
    """Return a list of at most so many."""
    if not isinstance(value, list) or len(value) > most:
        raise NotFound(PARTNER_BABBLES)
    return value


def whole(value: object, most: int, least: int = 0) -> int:
    """Return a whole number in a range; true and false are none."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise NotFound(PARTNER_BABBLES)
    return value


def won(value: object) -> Won:
    """Return an amount."""
    return Won(whole(value, MAX_WON))


def moment(value: object) -> int:
    """Return epoch seconds."""
    return whole(value, MAX_TIME_S)


def name(value: object, most: int = MAX_NAME_CHARS) -> str:
    """Return a name for machines: small letters, digits, single dashes."""
    if not isinstance(value, str) or len(value) > most or not _IS_NAME(value):
        raise NotFound(PARTNER_BABBLES)
    return value


def shown(value: object) -> str:
    """Return a short text for the screen, of one line."""
    if not isinstance(value, str) or not 0 < len(value) <= MAX_SHOWN_CHARS:
        raise NotFound(PARTNER_BABBLES)
    if not value.isprintable() or not value.strip():
        raise NotFound(PARTNER_BABBLES)
    return value
