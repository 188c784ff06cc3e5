"""A place to walk through: one facility as it is shipped, told in any language. No Qt in here."""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from importlib import resources

from kiosk.facility import load_facility
from kiosk.presenters.frame import FrameMaker
from kiosk.presenters.money import Reader
from kiosk.presenters.screens import Presenter
from kiosk.visit import Shop
from kiosk.words import LANGUAGE, Words, load_words
from schemes.scheme import load_scheme
from ui.contract import AidId, Setting

NOON = datetime(2026, 11, 21, 11, 42, tzinfo=timezone(timedelta(hours=9)))
"""What the clock of every walked screen shows."""

PerPage = Callable[[Setting], int]


@dataclass(frozen=True)
class Stand:
    """One facility's shop, and the presenter that shows it in one language."""

    shop: Shop
    scheme: str
    words: Words
    presenter: Presenter


def facilities() -> tuple[str, ...]:
    """Return the file stems of all facilities that are shipped."""
    folder = resources.files("assets") / "facilities"
    names = (entry.name for entry in folder.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def stand(
    facility: str,
    per_page: PerPage,
    words: Words | None = None,
    aids: tuple[AidId, ...] = tuple(AidId),
) -> Stand:
    """Return the facility of file stem ``facility`` as ``words`` tell of it, Korean unless given.

    ``per_page``: how many choices a page holds; ``aids``: those that this machine offers.
    ConfigError and SchemeError where a shipped file is no good.
    """
    assets = resources.files("assets")
    text = (assets / "facilities" / f"{facility}.toml").read_bytes()
    scheme_id = _scheme_of(text)
    scheme = load_scheme((assets / "schemes" / f"{scheme_id}.toml").read_bytes(), scheme_id)
    place = load_facility(text, facility, scheme, NOON.date())
    words = words or load_words(LANGUAGE)
    reader, shop = Reader(words, scheme.unit_name), Shop(place.services)
    frames = FrameMaker(place, words, reader, aids)
    return Stand(shop, scheme.id, words, Presenter(shop, frames, words, reader, per_page))


def _scheme_of(text: bytes) -> str:
    return str(tomllib.loads(text.decode("utf-8"))["scheme"])
