"""What a terminal asks the node to hold: coins of which purses, for what, beside what."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
import structlog
from structlog.testing import capture_logs

from kiosk import events
from kiosk.desks.hold_desk import HoldDesk
from kiosk.desks.records import Begun
from kiosk.node.node_watch import NodeWatch
from kiosk.services.base import Line, Order
from protocol.entry import EntryKind
from protocol.messages import HoldAnswer, HoldRequest
from schemes.money import Coins, Won
from schemes.rules import Purse, PurseKind
from tests.kiosk.desks import Desks
from tests.kiosk.people import Node, Resident

POLICY = Purse("policy", "For a purpose", PurseKind.POLICY)


@dataclass
class Generous:
    """A node that holds everything and promises two coins back."""

    asked: list[HoldRequest] = field(default_factory=list)

    def hold(self, request: HoldRequest) -> HoldAnswer:
        self.asked.append(request)
        return HoldAnswer(request.id, True, 100, 0, reward=2)


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    made = Desks(tmp_path / "ledger.db", Node())
    scheme = made.district.scheme
    made.district.scheme = replace(scheme, purses=(*scheme.purses, POLICY))
    yield made
    made.cashier.close()


def order(kind: EntryKind) -> Order:
    return Order("gift", (Line("kitchen", "Kitchen", 1, Coins(3), Won(0)),), "", "", 1, kind)


def asked(desks: Desks, wanted: Order) -> tuple[HoldRequest, events.Held]:
    begun = desks.cashier.begin(wanted, desks.seen(Resident(desks.node).text()), node_near=True)
    assert isinstance(begun, Begun)
    node = Generous()
    answer = HoldDesk(node, NodeWatch()).ask(begun, desks.district.scheme.id)
    assert isinstance(answer, events.Held)
    return node.asked[0], answer


def test_a_gift_asks_for_the_first_purse_alone_and_is_told_no_reward(desks: Desks) -> None:
    request, answer = asked(desks, order(EntryKind.DONATE))
    assert (request.kind, request.purses) == ("donate", (desks.district.scheme.general.id,))
    assert answer.payment.reward is None


def test_a_sale_asks_for_every_purse_that_may_pay_and_tells_the_reward(desks: Desks) -> None:
    request, answer = asked(desks, order(EntryKind.SPEND))
    assert (request.kind, request.ref) == (None, None)
    assert set(request.purses) == {desks.district.scheme.general.id, "policy"}
    assert answer.payment.reward == Coins(2)


def test_a_sale_beside_what_is_earned_names_that_as_its_visit(desks: Desks) -> None:
    both = replace(order(EntryKind.SPEND), also=order(EntryKind.EARN))
    request, answer = asked(desks, both)
    assert request.ref == answer.payment.also_id != b""


@dataclass
class Declining:
    """A node that declines everything by one reason."""

    reason: str

    def hold(self, request: HoldRequest) -> HoldAnswer:
        return HoldAnswer(request.id, False, 0, 0, self.reason)


@pytest.mark.parametrize(
    ("reason", "told", "logged"),
    [
        ("other-place", "other-place", ["other-place"]),
        ("of-next-year", "declined", ["of-next-year"]),
        ("not-enough", "not-enough", []),
    ],
    ids=["registered elsewhere", "unknown", "the person's own"],
)
def test_a_decline_that_is_the_machines_matter_is_logged_by_its_name(
    desks: Desks, reason: str, told: str, logged: list[str]
) -> None:
    begun = desks.cashier.begin(
        order(EntryKind.SPEND), desks.seen(Resident(desks.node).text()), node_near=True
    )
    assert isinstance(begun, Begun)
    with capture_logs() as seen:
        desk = HoldDesk(Declining(reason), NodeWatch(), structlog.get_logger())
        event = desk.ask(begun, desks.district.scheme.id)
    assert isinstance(event, events.Declined)
    assert event.reason == told
    assert [it["reason"] for it in seen if it["event"] == "hold-declined"] == logged
