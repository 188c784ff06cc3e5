"""A place to walk through: one facility as it is shipped, told in any language. No Qt in here."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from importlib import resources

from kiosk.config import Section
from kiosk.facility import load_facility
from kiosk.services import REGISTRY, Builder
from kiosk.speech.polyglot import Polyglot, polyglot
from kiosk.speech.words import LANGUAGE, Words, load_words
from kiosk.visit import Shop, shop_of
from schemes.scheme import load_scheme
from ui.contract import AidId
from ui.pages import PerPage

NOON = datetime(2026, 11, 21, 11, 42, tzinfo=timezone(timedelta(hours=9)))
"""What the clock of every walked screen shows."""


@dataclass(frozen=True)
class Stand:
    """One facility's shop, and who shows its visits, each in its visit's language.

    ``words`` are the Korean ones.
    """

    shop: Shop
    scheme: str
    words: Words
    presenter: Polyglot


def facilities() -> tuple[str, ...]:
    """Return the file stems of all facilities that are shipped."""
    folder = resources.files("assets") / "facilities"
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def stand(
    facility: str,
    per_page: PerPage,
    others: Iterable[Words] = (),
    aids: tuple[AidId, ...] = tuple(AidId),
) -> Stand:
    """Return the facility of file stem ``facility``, told in Korean and in ``others``.

    ``per_page``: how many choices a page holds; ``aids``: those that this machine offers.
    ConfigError and SchemeError where a shipped file is no good.
    """
    text = (resources.files("assets") / "facilities" / f"{facility}.toml").read_bytes()
    return stand_of(text, facility, per_page, others, aids)


def stand_of(
    text: bytes,
    facility: str,
    per_page: PerPage,
    others: Iterable[Words] = (),
    aids: tuple[AidId, ...] = tuple(AidId),
    registry: Mapping[str, tuple[type[Section], Builder]] = REGISTRY,
) -> Stand:
    """Return the facility that ``text`` tells of, as :func:`stand` does.

    ``registry``: the kinds of services there are.
    """
    scheme_id = _scheme_of(text)
    schemes = resources.files("assets") / "schemes"
    scheme = load_scheme((schemes / f"{scheme_id}.toml").read_bytes(), scheme_id)
    place = load_facility(text, facility, scheme, NOON.date(), registry)
    words = load_words(LANGUAGE)
    told = polyglot((words, *others), place, scheme.unit_name, per_page, aids)
    return Stand(shop_of(place), scheme.id, words, told)


def _scheme_of(text: bytes) -> str:
    return str(tomllib.loads(text.decode("utf-8"))["scheme"])
