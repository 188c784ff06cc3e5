"""What a district's rules put on the screen: what is sold, and who tells of it in each language."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from kiosk.district import District
from kiosk.presenters.frame import aids_of
from kiosk.profile.machine import Profile
from kiosk.speech.polyglot import Polyglot, polyglot
from kiosk.speech.words import Words
from kiosk.visit import Shop, shop_of
from kiosk.visit.state import USUAL_VOLUME
from ui.panel import choices_per_page, offers_low


@dataclass(frozen=True)
class Stock:
    """A district by the prices of the day that it was loaded for, made ready for the screen."""

    district: District
    shop: Shop
    presenter: Polyglot


def stocking(profile: Profile, languages: Sequence[Words]) -> Callable[[District], Stock]:
    """Return what makes a `Stock` of a district on this machine; it may be called on any thread.

    Raises PanelError where the profile's panel can't hold a screen.
    """
    panel = profile.panel.panel()
    per_page = partial(choices_per_page, panel)
    aids = aids_of(low=offers_low(panel), voice=profile.sound is not None)
    volume = profile.sound.volume if profile.sound else USUAL_VOLUME

    def stock(district: District) -> Stock:
        facility, unit = district.facility, district.scheme.unit_name
        told = polyglot(languages, facility, unit, per_page, aids, volume)
        return Stock(district, shop_of(facility, volume), told)

    return stock
