"""What a machine sells and how it is told: the district's rules as its own program read them."""

from dataclasses import dataclass
from datetime import UTC
from functools import cache, partial

from kiosk.district import District
from kiosk.presenters.frame import FrameMaker
from kiosk.presenters.money import Reader
from kiosk.presenters.screens import Presenter
from kiosk.presenters.slip import SlipWriter
from kiosk.speech.words import LANGUAGE, Words, load_words
from kiosk.visit import Shop
from ui.contract import OutOfOrderScreen, Screen, SorryScreen, ThanksScreen, WaitScreen
from ui.gallery_frame import PORTRAIT
from ui.panel import choices_per_page


@dataclass(frozen=True)
class Premises:
    """Shop, words and slips of one facility."""

    district: District
    shop: Shop
    presenter: Presenter
    slips: SlipWriter
    words: Words

    def says_used(self, screen: Screen) -> bool:
        """Whether a screen tells a person that their coins are used."""
        used = self.words("sorry.coins.used")
        match screen:
            case ThanksScreen():
                return True
            case WaitScreen(message=message):
                printing = ("wait.printing", "wait.printing-again")
                return message in {self.words(key) for key in printing}
            case SorryScreen(coins=coins):
                return coins == used
            case OutOfOrderScreen(what=what):
                return used in what
            case _:
                return False


def furnish(district: District) -> Premises:
    """Make them, as the kiosk's composition root does."""
    words, facility = _words(), district.facility
    reader, shop = Reader(words, district.scheme.unit_name), Shop(facility.services)
    frames = FrameMaker(facility, words, reader)
    per_page = partial(choices_per_page, PORTRAIT)
    presenter = Presenter(shop, frames, words, reader, per_page)
    return Premises(district, shop, presenter, SlipWriter(facility, words, reader, UTC), words)


@cache
def _words() -> Words:
    """The same for all."""
    return load_words(LANGUAGE)
