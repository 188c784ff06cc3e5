"""What all kiosks of a run share: the district's rules as their own programs read and show them."""

from dataclasses import dataclass, replace
from datetime import UTC

from kiosk.district import District
from kiosk.presenters.frame import FrameMaker
from kiosk.presenters.money import Reader
from kiosk.presenters.screens import Presenter
from kiosk.presenters.slip import SlipWriter
from kiosk.visit import Shop
from kiosk.words import LANGUAGE, Words, load_words
from ui.contract import OutOfOrderScreen, Screen, SorryScreen, ThanksScreen, WaitScreen
from ui.panel import choices_per_page


@dataclass(frozen=True)
class Premises:
    """Shop, words and slips of one facility; ``district`` is that of the first kiosk."""

    district: District
    shop: Shop
    presenter: Presenter
    slips: SlipWriter
    words: Words

    def district_of(self, kiosk: int, kid: bytes) -> District:
        """The district as another kiosk's enrolment tells it."""
        return replace(self.district, kiosk=kiosk, kid=kid)

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
    words, facility = load_words(LANGUAGE), district.facility
    reader, shop = Reader(words, district.scheme.unit_name), Shop(facility.services)
    frames = FrameMaker(facility, words, reader)
    presenter = Presenter(shop, frames, words, reader, choices_per_page)
    return Premises(district, shop, presenter, SlipWriter(facility, words, reader, UTC), words)
