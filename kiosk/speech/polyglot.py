"""One presenter a language: a screen is told in the language that its visit chose. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from kiosk.facility import Facility
from kiosk.presenters.frame import FrameMaker
from kiosk.presenters.money import Reader
from kiosk.presenters.screens import Presenter
from kiosk.speech.words import LANGUAGE, Glossary, Words
from kiosk.visit import Visit, shop_of
from kiosk.visit.state import USUAL_VOLUME
from ui.contract import AidId, Screen
from ui.pages import PerPage

IN_WON: Final = "in-won"
"""The table of what is said where the currency is the won itself: of money, not of coins."""


@dataclass(frozen=True)
class Polyglot:
    """Shows a visit by the presenter of its language; in Korean where there is no other."""

    presenters: Mapping[str, Presenter]

    def screen(self, visit: Visit, now: datetime) -> Screen:
        """Return the screen of ``visit`` at the local time ``now``."""
        return self.presenter(visit.setting.language).screen(visit, now)

    def presenter(self, language: str) -> Presenter:
        """Return who speaks ``language``."""
        return self.presenters.get(language) or self.presenters[LANGUAGE]


def presenter_of(
    words: Words,
    facility: Facility,
    unit: str,
    per_page: PerPage,
    aids: tuple[AidId, ...] = (),
    volume: int = USUAL_VOLUME,
) -> Presenter:
    """Return who tells of ``facility`` and its coins' ``unit`` in the language of ``words``."""
    in_won = "" if Reader(words, unit).coined else IN_WON
    told = words.at(facility.glossary.get(words.language, Glossary()), in_won)
    reader = Reader(told, unit)
    frames = FrameMaker(facility, told, reader, aids or FrameMaker.aids)
    shop = shop_of(facility, volume)
    return Presenter(shop, frames, told, reader, per_page)


def polyglot(
    languages: Iterable[Words],
    facility: Facility,
    unit: str,
    per_page: PerPage,
    aids: tuple[AidId, ...] = (),
    volume: int = USUAL_VOLUME,
) -> Polyglot:
    """Return the presenters of all ``languages``, Korean among them."""
    own = (facility, unit, per_page, aids, volume)
    return Polyglot({words.language: presenter_of(words, *own) for words in languages})
