"""The shop of a facility: what of it a visit needs to know."""

from kiosk.facility import Facility
from kiosk.services.base import HandOver, Known, Service, Tell, ways
from kiosk.services.questions import SAMPLE_HOLDER
from kiosk.visit.state import USUAL_VOLUME, Shop


def shop_of(facility: Facility, volume: int = USUAL_VOLUME) -> Shop:
    """Return what a visit needs to know of ``facility``. ``volume``: of the voice there, 1 to 5."""
    needs_paper = frozenset(id_ for id_, it in facility.services.items() if _needs_paper(it))
    return Shop(
        facility.services,
        volume,
        facility.announcements,
        facility.shown_code,
        prints=needs_paper == {*facility.services},
        needs_paper=needs_paper,
    )


def _needs_paper(service: Service) -> bool:
    """Whether every way through the service ends with something printed."""
    ends = [
        ask is None and service.order(known, 1).hand_over is HandOver.PRINT
        for ask, known in ways(service, Known(holder=SAMPLE_HOLDER))
        if ask is None or isinstance(ask, Tell)
    ]
    return bool(ends) and all(ends)
