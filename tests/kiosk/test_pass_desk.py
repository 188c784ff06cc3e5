"""What a kiosk makes of the node's word about passes, of its silence, and of a hold."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kiosk import effects, events
from kiosk.desks.hold_desk import HoldDesk
from kiosk.desks.lanes import InlineLane
from kiosk.desks.lookup_desk import LookUpDesk
from kiosk.desks.records import Begun
from kiosk.desks.service_room import bare_room
from kiosk.node.node_watch import NodeWatch
from kiosk.node.pass_desk import PassDesk
from kiosk.payment import CheckedCode
from kiosk.services.asks import PassCall, PassesLeft
from kiosk.services.base import HandOver, Line, Lookup, Order
from offline_queue.clock import Moment
from offline_queue.errors import BadAnswer, NodeAway, NodeRefused, QueueError
from protocol.entry import PREPAID, ClockState, EntryKind
from protocol.messages import HoldAnswer, HoldRequest
from protocol.pass_call import Coming, PassesAnswer, PassesRequest, PassLeft, VisitRight
from schemes.money import Coins, Won
from schemes.passes import Left, PassItem, day_number
from tests.kiosk.desks import Desks, District
from tests.kiosk.people import NOON_S, SCHEME, Card, Node, Resident
from tests.kiosk.shops import facility, scheme
from tests.kiosk.test_claims import granted, shown, stood_in, written

DAY_S = 86_400
TODAY = (NOON_S + scheme().utc_offset_s) // DAY_S
ASKED = PassCall("visit", (("old", 5),))
OWN = PassesLeft((Left(9, 30_000),), told=False, coming=(Coming(b"c" * 16, 1),))
VISIT = Line("visit", "Visit", 1, Coins(0), Won(0))


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield desks
    desks.cashier.close()


@dataclass
class Client:
    """Answers with what it was given, or fails so."""

    says: PassesAnswer | HoldAnswer | QueueError
    asked: list[PassesRequest | HoldRequest] = field(default_factory=list)

    def passes(self, request: PassesRequest) -> PassesAnswer:
        self.asked.append(request)
        if isinstance(self.says, QueueError):
            raise self.says
        assert isinstance(self.says, PassesAnswer)
        return self.says

    def hold(self, request: HoldRequest) -> HoldAnswer:
        self.asked.append(request)
        if isinstance(self.says, QueueError):
            raise self.says
        assert isinstance(self.says, HoldAnswer)
        return replace(self.says, id=request.id)


def code() -> CheckedCode:
    return CheckedCode(Resident(Node()).checked(), NOON_S, used=False)


def desk(client: Client, watch: NodeWatch) -> PassDesk:
    district: Any = District(scheme(), {})
    return PassDesk(client, watch, lambda: district)


def test_what_the_node_tells_takes_the_place_of_what_the_kiosk_knows() -> None:
    client, code_ = Client(PassesAnswer((PassLeft(3, 30_000), PassLeft(0, 29_999)))), code()
    own = replace(OWN, here=(Left(1, 5),), voided=(b"v" * 16,))
    found = desk(client, NodeWatch()).look(code_, "gym", own)
    assert found == replace(own, passes=(Left(3, 30_000), Left(0, 29_999)), told=True)
    right = VisitRight("gym", OWN.coming)
    evidence = code_.resident.evidence
    asked = PassesRequest(evidence, SCHEME, NOON_S, "test-hall", right, own.voided)
    assert client.asked == [asked]


@pytest.mark.parametrize(
    ("reason", "told"), [("revoked", "revoked"), ("of-next-year", "declined")], ids=str
)
def test_a_decline_is_told_by_a_reason_that_has_words(reason: str, told: str) -> None:
    assert desk(Client(PassesAnswer(reason=reason)), NodeWatch()).look(code(), "gym", OWN) == told


@pytest.mark.parametrize("error", [NodeAway("cut"), BadAnswer("forged")], ids=repr)
def test_without_an_answer_the_kiosk_counts_alone_and_asks_no_more(error: QueueError) -> None:
    client, watch = Client(error), NodeWatch()
    for _ in range(2):
        assert desk(client, watch).look(code(), "gym", OWN) == OWN
    assert not watch.near
    assert len(client.asked) == 1


def test_a_node_that_knows_no_passes_is_not_away() -> None:
    watch = NodeWatch()
    assert desk(Client(NodeRefused("not-found", 404)), watch).look(code(), "gym", OWN) == OWN
    assert watch.near


def visit(**how: Any) -> Order:  # noqa: ANN401 - fields of Order
    order = Order("meals", (VISIT,), "", "", 1, EntryKind.ADMIT, HandOver.SCREEN)
    return replace(order, **{"evidence": PREPAID, **how})


def kept(desks: Desks, says: HoldAnswer | QueueError) -> tuple[events.Event, HoldRequest, bool]:
    right = VisitRight("meals", OWN.coming)
    begun = desks.cashier.keep(granted(desks, visit(right=right), shown(desks)))
    assert isinstance(begun, Begun)
    client, watch = Client(says), NodeWatch()
    event = HoldDesk(client, watch).keep(begun, SCHEME)
    (asked,) = client.asked
    assert isinstance(asked, HoldRequest)
    assert (asked.kind, asked.right, asked.amount, asked.place) == ("admit", right, 0, "test-hall")
    return event, asked, watch.near


YES = HoldAnswer(b"h" * 16, True, 0, 0)


@pytest.mark.parametrize(
    ("says", "near"), [(YES, True), (NodeAway("cut"), False)], ids=["held", "silent"]
)
def test_a_visit_that_is_held_or_was_told_of_is_granted_and_its_intent_is_kept(
    desks: Desks, says: HoldAnswer | QueueError, near: bool
) -> None:
    event, asked, is_near = kept(desks, says)
    assert isinstance(event, events.Granted)
    assert (event.payment.intent, event.payment.id, is_near) == (True, asked.id, near)
    written(desks, event.payment)
    assert desks.kinds()[-2:] == [("admit", PREPAID), ("fulfil", "done")]
    desks.cashier.close()
    assert desks.cashier.open() is None
    assert desks.kinds()[-1] == ("fulfil", "done"), "an intent that has its entry is not voided"


@pytest.mark.parametrize("reason", ["pass-used-up", "no-pass", "of-next-year"])
def test_a_visit_that_is_not_held_is_declined(desks: Desks, reason: str) -> None:
    event, _, _ = kept(desks, HoldAnswer(b"h" * 16, False, 0, 0, reason))
    assert isinstance(event, events.Declined)
    assert event.reason == ("declined" if reason == "of-next-year" else reason)
    assert event.payment.intent  # so a void follows


def test_an_intent_of_a_visit_that_a_power_cut_left_is_voided(desks: Desks) -> None:
    begun = desks.cashier.keep(granted(desks, visit(right=VisitRight("meals")), shown(desks)))
    assert isinstance(begun, Begun)
    desks.cashier.close()
    assert desks.cashier.open() is None
    assert desks.kinds()[-1][0] == "void"


def own(desks: Desks, code_: CheckedCode) -> PassesLeft:
    asked = effects.LookUp(7, facility().services["meals"], Lookup("passes", ASKED), code_)
    event = LookUpDesk(desks.cashier.books).passes(asked, ASKED)
    assert isinstance(event, events.Found), event
    assert isinstance(event.fact, PassesLeft)
    return event.fact


def sale(item: str) -> Order:
    return Order("meals", (Line(item, "Pass", 1, Coins(5), Won(1000)),), "", "", 1)


def test_the_ledger_tells_passes_visits_and_what_goes_along(desks: Desks) -> None:
    last = TODAY + 89
    bought = stood_in(desks, sale(str(PassItem("ten", 10, last))), shown(desks))
    written(desks, bought)
    made = granted(desks, visit(), shown(desks, 2))
    written(desks, made)
    written(desks, stood_in(desks, sale("lunch"), shown(desks, 3)))
    found = own(desks, shown(desks, 4))
    assert found.passes == (Left(9, last),)
    assert set(found.coming) == {Coming(bought.id, TODAY, 10, last), Coming(made.id, TODAY)}
    assert (found.told, found.here, found.voided) == (False, (), ())


def test_a_pass_of_before_is_counted_apart(desks: Desks) -> None:
    written(desks, stood_in(desks, sale("old"), shown(desks)))
    written(desks, granted(desks, visit(evidence=""), shown(desks, 2)))
    found = own(desks, shown(desks, 3))
    ends = day_number(date(2027, 1, 31))
    assert (found.passes, found.here, found.coming) == ((), (Left(4, ends),), ())


def test_a_phone_of_the_month_before_and_nobody_else_is_told_nothing_alone(desks: Desks) -> None:
    item = str(PassItem("ten", 10, TODAY + 89))
    written(desks, stood_in(desks, sale(item), shown(desks)))
    phone, card = shown(desks, 2), desks.seen(Card(desks.node).text())
    desks.now = Moment(NOON_S + 31 * DAY_S, ClockState.TRUSTED)
    assert own(desks, phone).passes == ()
    assert len(own(desks, phone).coming) == 1
    assert own(desks, card).passes == (Left(10, TODAY + 89),)


def test_a_room_without_a_node_finds_what_the_ledger_says(desks: Desks) -> None:
    told: list[events.Event] = []
    lane = InlineLane(told.append)
    asked = effects.LookUp(7, facility().services["meals"], Lookup("passes", ASKED), code())
    found = events.Found(7, "passes", OWN, NOON_S)
    bare_room(lane, told.append).ask_passes(asked, found)
    client = Client(PassesAnswer(reason="revoked"))
    room = replace(bare_room(lane, told.append), passes=desk(client, NodeWatch()))
    room.ask_passes(asked, found)
    assert told == [found, events.NotFound(7, "revoked")]


def test_a_ledger_that_is_closed_is_told(desks: Desks) -> None:
    desks.cashier.close()
    asked = effects.LookUp(7, facility().services["meals"], Lookup("passes", ASKED), None)
    failed = events.LedgerFailed("cannot-open")
    assert LookUpDesk(desks.cashier.books).passes(asked, ASKED) == failed
