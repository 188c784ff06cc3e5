"""Where a code means something: there the code readers are at work. Pure."""

from typing import Final

from kiosk.visit.state import Place, Visit

READS: Final = (
    Place.START,
    Place.LANGUAGE,
    Place.ASKING,
    Place.KEYING,
    Place.RECEIVING,
    Place.SHOWING,
    Place.APPROVING,
    Place.PIN,
    Place.CARER,
    Place.THANKS,
    Place.TOLD,
    Place.SORRY,
    Place.OUT_OF_ORDER,
    Place.STAFF_CARD,
)


def wants_code(visit: Visit) -> bool:
    """Whether a code would mean something now; who has called waits for somebody with a badge."""
    return visit.staff_called or visit.place in READS
