"""The shop of a facility: what of it a visit needs to know."""

from kiosk.facility import Facility
from kiosk.services.base import HandOver, Known, Service, ways
from kiosk.services.questions import SAMPLE_HOLDER
from kiosk.visit.state import USUAL_VOLUME, Shop


def shop_of(facility: Facility, volume: int = USUAL_VOLUME) -> Shop:
    """Return what a visit needs to know of ``facility``. ``volume``: of the voice there, 1 to 5."""
    return Shop(
        facility.services,
        volume,
        facility.announcements,
        facility.shown_code,
        prints=any(_prints(service) for service in facility.services.values()),
    )


def _prints(service: Service) -> bool:
    """Whether any way through the service ends with something printed."""
    return any(
        service.order(known, 1).hand_over is HandOver.PRINT
        for ask, known in ways(service, Known(holder=SAMPLE_HOLDER))
        if ask is None
    )
