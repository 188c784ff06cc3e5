"""From a visit to its screen. Pure: same visit, same moment, same screen."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.presenters.asking import AskPages
from kiosk.presenters.choices import ChoicePages
from kiosk.presenters.coding import CodePage
from kiosk.presenters.confirming import ConfirmPage
from kiosk.presenters.ends import EndPages
from kiosk.presenters.frame import FrameMaker
from kiosk.presenters.handover import HandoverPage
from kiosk.presenters.keypads import Keypads
from kiosk.presenters.money import Reader
from kiosk.presenters.news import NewsPages
from kiosk.presenters.reasons import ReasonPages
from kiosk.presenters.staff import StaffPages
from kiosk.presenters.voice_page import VoicePage
from kiosk.presenters.waits import WaitPages
from kiosk.speech.words import Words
from kiosk.visit import Aside, Place, Shop, Visit
from ui.contract import Screen
from ui.pages import PerPage

Makers = Mapping[Place, Callable[[Visit, datetime], Screen]]


@dataclass(frozen=True)
class Presenter:
    """Shows the visits of one shop in one language."""

    shop: Shop
    frames: FrameMaker
    words: Words
    reader: Reader
    per_page: PerPage

    def screen(self, visit: Visit, now: datetime) -> Screen:
        """Return the screen of ``visit`` at the local time ``now``."""
        if visit.aside is Aside.VOICE:
            return VoicePage(self.shop, self.frames, self.words).screen(visit, now)
        if visit.news is not None and self.shop.announcements:
            return NewsPages(self.shop, self.frames, self.words).page(visit, visit.news, now)
        makers: Makers = {
            **self._of_orders(),
            **self._of_asks(),
            **self._of_waits(),
            **self._with_digits(),
            **self._of_staff(),
        }
        return makers[visit.place](visit, now)

    def _of_orders(self) -> Makers:
        own = (self.shop, self.frames, self.words, self.reader)
        reasons = ReasonPages(*own)
        ends = EndPages(*own)
        return {
            Place.SHOWING: CodePage(*own).page,
            Place.CONFIRMING: ConfirmPage(*own, self.per_page).page,
            Place.THANKS: ends.thanks,
            Place.REPRINT: ends.reprint,
            Place.SORRY: reasons.sorry,
            Place.OUT_OF_ORDER: reasons.out_of_order,
        }

    def _of_asks(self) -> Makers:
        own = (self.shop, self.frames, self.words, self.reader, self.per_page)
        choices, asks = ChoicePages(*own), AskPages(*own)
        return {
            Place.START: choices.start,
            Place.LANGUAGE: choices.languages,
            Place.ASKING: choices.options,
            Place.KEYING: asks.keying,
            Place.COUNTING: asks.counting,
            Place.APPROVING: asks.approving,
            Place.RECEIVING: asks.receiving,
            Place.TOLD: asks.told,
        }

    def _of_waits(self) -> Makers:
        waits = WaitPages(self.shop, self.frames, self.words, self.reader)
        alike = (
            *(Place.FINDING, Place.PREPARING, Place.DECIDING, Place.RECORDING, Place.FULFILLING),
            *(Place.PIN_CHECK, Place.HANDED_CHECK, Place.STAFF_WAIT),
        )
        return {**dict.fromkeys(alike, waits.wait), Place.TENDERING: waits.tendering}

    def _with_digits(self) -> Makers:
        keypads = Keypads(self.shop, self.frames, self.words)
        return {
            Place.PIN: keypads.pin,
            Place.HANDED_PIN: keypads.pin,
            Place.CARER: keypads.carer,
            Place.STAFF_NEW_PIN: keypads.new_pin,
            Place.STAFF_NEW_PIN_AGAIN: keypads.new_pin,
            Place.STAFF_CLOCK: keypads.clock,
        }

    def _of_staff(self) -> Makers:
        pages = StaffPages(self.shop, self.frames, self.words, self.reader, self.per_page)
        return {
            Place.HANDED: HandoverPage(self.shop, self.frames, self.words).page,
            Place.STAFF: pages.menu,
            Place.STAFF_CARD: pages.show_card,
            Place.STAFF_SHOWN: pages.card,
            Place.STAFF_OWED: pages.owed,
            Place.STAFF_STATE: pages.state,
        }
