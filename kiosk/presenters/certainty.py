"""How sure a payment is, and the words beside its mark: the same wherever it is told. Pure."""

from typing import Final

from kiosk.services.base import NEEDS_DECISION
from kiosk.speech.words import Words
from kiosk.visit import CoinsFate, Refusal, Visit
from protocol.entry import DecidedBy
from ui.contract import Certainty

NOT_USED: Final = {CoinsFate.SAFE: Certainty.REFUSED, CoinsFate.UNKNOWN: Certainty.UNKNOWN}


def of_sale(visit: Visit) -> Certainty:
    """Held by the node: confirmed. Decided here: recorded, and sent when the line is back.

    A ticket printed later has no payment in its visit, but knows how it was decided. Whether its
    entry was sent meanwhile is not known here, so its mark is that of the slip.
    """
    payment, ticket = visit.payment, visit.ticket
    by_rules = payment is not None and payment.decided_by is DecidedBy.STAND_IN
    stood_in = by_rules or (ticket is not None and ticket.stood_in)
    unheld = ticket is not None and ticket.kind not in NEEDS_DECISION  # the node hears of it later
    return Certainty.RECORDED if stood_in or unheld else Certainty.CONFIRMED


def of_refusal(refusal: Refusal) -> Certainty:
    """Return what is sure where something can't go on."""
    used = Certainty.RECORDED if refusal.unsent else Certainty.CONFIRMED
    return NOT_USED.get(refusal.coins, used)


def words_of(words: Words, visit: Visit, certainty: Certainty) -> str:
    """A ticket printed again was paid long ago: there is nothing to confirm or to send."""
    again = visit.ticket is not None and visit.ticket.again
    kind = f"certainty.{certainty}-{visit.ticket.kind}" if visit.ticket is not None else ""
    return words(
        "certainty.again" if again else kind if kind in words else f"certainty.{certainty}"
    )
