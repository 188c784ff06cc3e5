"""One presenter a language: a screen is told in the language that its visit chose. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.facility import Facility
from kiosk.presenters.frame import FrameMaker
from kiosk.presenters.money import Reader
from kiosk.presenters.screens import Presenter
from kiosk.speech.words import LANGUAGE, Glossary, Words
from kiosk.visit import Shop, Visit
from kiosk.visit.state import USUAL_VOLUME
from ui.contract import AidId, Screen
from ui.pages import PerPage


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
    told = words.at(facility.glossary.get(words.language, Glossary()))
    reader = Reader(told, unit)
    frames = FrameMaker(facility, told, reader, aids or FrameMaker.aids)
    shop = Shop(facility.services, volume, facility.announcements)
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
