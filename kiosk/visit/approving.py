"""Staff approve by their badge, having seen what the person brought or did. Pure."""

from dataclasses import replace
from typing import Final

from kiosk import events
from kiosk.payment import PinState
from kiosk.services.base import Approval
from kiosk.visit.asking import go_on
from kiosk.visit.handover import BLOCKED
from kiosk.visit.knowing import approved, next_ask
from kiosk.visit.leaving import Step, noted, sorry
from kiosk.visit.state import Place, Shop, Visit
from protocol.credential import CredentialKind

NOT_A_BADGE: Final = "not-a-badge"


def code(shop: Shop, visit: Visit, event: events.CodeSeen | events.CodeRefused) -> Step:
    """Take a badge, and nothing else: who is being served can't approve it."""
    if isinstance(event, events.CodeRefused):
        wanted = noted(event.reason, event.code)
        return sorry(visit, event.reason, Place.APPROVING, keeps=True), wanted
    shown, asked = event.code, next_ask(shop, visit)
    if shown.kind is not CredentialKind.STAFF:
        mine = visit.code is not None and visit.code.resident.cti == shown.resident.cti
        return (visit if mine else replace(visit, told=NOT_A_BADGE)), ()
    if shown.pin is PinState.BLOCKED:
        return replace(visit, told=BLOCKED), noted("pin-blocked", shown)
    if not isinstance(asked, Approval):
        return visit, ()
    by_badge = replace(approved(visit, asked.id, shown), staff_called=False)
    return go_on(shop, by_badge if asked.won is None else replace(by_badge, cash=asked.won))
