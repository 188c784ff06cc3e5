"""What is asked for is the order of whoever shows the code, the first time and after going back."""

from dataclasses import dataclass, replace

import pytest

from kiosk import effects, events
from kiosk.services.base import Ask, HandOver, Known, Order
from kiosk.visit import Place
from protocol.entry import EntryKind
from schemes.money import Coins
from tests.kiosk.odd_services import Odd, OddSection
from tests.kiosk.odd_walks import ODD_SHOP, PHONE, pay_of
from tests.kiosk.test_visit import Walk

USUAL, OWN = 5, 2


@dataclass(frozen=True)
class Cheaper(Odd):
    """Costs less for whoever has shown a code."""

    hand_over: HandOver = HandOver.SCREEN

    def ask(self, known: Known) -> Ask | None:
        return None

    def order(self, known: Known, quantity: int) -> Order:
        made = self.made(USUAL if known.holder is None else OWN)
        return replace(made, kind=EntryKind.DONATE, hand_over=self.hand_over)


def begun(hand_over: HandOver) -> Walk:
    stall = ODD_SHOP.services["stall"]
    assert isinstance(stall, Odd)
    section = OddSection(kind="cheaper", id="cheaper", name="나눔")
    cheaper = Cheaper(section, stall.terms, hand_over=hand_over)
    walk = Walk(replace(ODD_SHOP, services={**ODD_SHOP.services, "cheaper": cheaper}))
    walk(events.Chose("cheaper"))
    return walk


def show(walk: Walk) -> Coins:
    """Show the phone, and return what the node is asked for."""
    walk(events.CodeSeen(PHONE))
    answers = {
        effects.CheckPrinter: events.PrinterReported,
        effects.CheckGate: events.GateReported,
    }
    for kind, answer in answers.items():
        if any(isinstance(wanted, kind) for wanted in walk.wanted()):
            walk(answer("", walk.visit.checks))
    (asked,) = (wanted for wanted in walk.wanted() if isinstance(wanted, effects.AskNode))
    return asked.order.total


@pytest.mark.parametrize("hand_over", HandOver)
def test_it_is_their_own_order_the_first_time_and_after_going_back(hand_over: HandOver) -> None:
    walk = begun(hand_over)
    assert show(walk) == Coins(OWN)
    assert walk(events.Held(pay_of(walk))).place is Place.CONFIRMING
    assert walk(events.WentBack()).place is Place.SHOWING
    assert show(walk) == Coins(OWN)
