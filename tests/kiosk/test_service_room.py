"""What services want goes to the lane that owns it, and a machine that lacks it says so at once."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from drivers.board.gate import Opened
from kiosk import effects, events
from kiosk.desks.gate_desk import GateDesk
from kiosk.desks.lanes import InlineLane
from kiosk.desks.service_room import ServiceRoom, bare_room
from kiosk.payment import CheckedCode, Payment
from kiosk.services.asks import NotFound as LeadsNowhere
from kiosk.services.base import (
    Account,
    AccountCall,
    Fact,
    HandOver,
    Lookup,
    Order,
    PartnerCall,
    Service,
    Source,
    TerminalCall,
)
from protocol.entry import EntryKind, Tender
from schemes.money import Coins, Won
from tests.kiosk.desks import Desks, lunch
from tests.kiosk.people import Node
from tests.kiosk.shops import facility
from tests.kiosk.test_claims import granted, order, shown, stood_in
from tests.kiosk.test_gate_desk import Board, World

NOW_S = 1_800_000_123
ACCOUNT = Account(Coins(30), Coins(20), (("일반", Coins(30)),), ())


class Partners:
    def __init__(self, answer: Fact | Exception) -> None:
        self.answer = answer

    def look_up(self, service: Service, lookup: Lookup) -> Fact:
        assert (service.id, lookup.id) == ("meals", "cars")
        if isinstance(self.answer, Exception):
            raise self.answer
        return self.answer


class Accounts:
    def __init__(self, answer: Account | str) -> None:
        self.answer = answer

    def look(self, code: CheckedCode) -> Account | str:
        assert code.resident.cti == b"resident"
        return self.answer


class Terminal:
    """As much of a `TenderDesk` as a room asks of it; ``did`` is what it was asked."""

    def __init__(self, rest_by: str = "card", busy: bool = False) -> None:
        self._rest_by, self.busy = rest_by, busy
        self.did: list[tuple[str, bytes]] = []

    def rest_by(self) -> str:
        return self._rest_by

    def take(self, payment: Payment) -> events.Event:
        self.did.append(("take", payment.id))
        return events.TenderTaken(payment)

    def __getattr__(self, name: str) -> Callable[..., None]:
        def did(about: Payment | bytes = b"") -> None:
            self.did.append((name, about if isinstance(about, bytes) else about.id))

        return did


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield desks
    desks.cashier.close()


def room(told: list[events.Event], **parts: Any) -> ServiceRoom:  # noqa: ANN401 - parts of a room
    lane = InlineLane(told.append)
    return replace(bare_room(lane, told.append), now_s=lambda: NOW_S, **parts)


def asked(source: Source, code: CheckedCode | None = None) -> effects.LookUp:
    return effects.LookUp(7, facility().services["meals"], Lookup("cars", source), code)


@pytest.mark.parametrize(
    ("answer", "event"),
    [
        (("a car",), events.Found(7, "cars", ("a car",), NOW_S)),
        (LeadsNowhere("unknown-plate"), events.NotFound(7, "unknown-plate")),
    ],
    ids=["found", "not-found"],
)
def test_what_a_partner_says_is_found_or_leads_nowhere(
    answer: Fact | Exception, event: events.Event
) -> None:
    told: list[events.Event] = []
    room(told, partners=Partners(answer)).ask_partner(asked(PartnerCall("/v1/cars")))
    assert told == [event]


@pytest.mark.parametrize(
    ("answer", "event"),
    [
        (ACCOUNT, events.Found(7, "cars", ACCOUNT, NOW_S)),
        ("not-at-home", events.NotFound(7, "not-at-home")),
    ],
    ids=["found", "refused"],
)
def test_what_the_node_says_of_an_account_is_found_or_leads_nowhere(
    desks: Desks, answer: Account | str, event: events.Event
) -> None:
    told: list[events.Event] = []
    here = room(told, accounts=Accounts(answer))
    here.ask_account(asked(AccountCall(), shown(desks)))
    here.ask_account(asked(AccountCall()))
    assert told == [event, events.NotFound(7, "node-away")]


def test_a_machine_that_has_nothing_says_so_at_once(desks: Desks) -> None:
    told: list[events.Event] = []
    bare = room(told)
    payment = granted(desks, order(EntryKind.EARN), shown(desks))
    bare.perform(effects.CheckGate(1))
    bare.perform(effects.StartCount(2))
    bare.perform(effects.StopCount(2))
    bare.perform(effects.OfferCode(3, lunch()))
    bare.perform(effects.WithdrawOffer(3))
    bare.perform(effects.TakeTender(payment))
    bare.perform(effects.GiveUpTender(payment))
    bare.perform(effects.ReturnTender(payment))
    assert told == [
        events.GateReported("gate-unreachable", 1),
        events.CounterReported("counter-away", 2),
        events.NoOffer(3, "offer-away"),
        events.TenderRefused(payment, "card-terminal-away"),
    ]


REST = replace(lunch(), rest=Won(500))


@pytest.mark.parametrize(
    ("order_", "desk", "by"),
    [
        (lunch(), Terminal(), ""),
        (REST, None, "desk"),
        (REST, Terminal(), "card"),
        (REST, Terminal("desk"), "desk"),
        (REST, Terminal(busy=True), "desk"),
    ],
    ids=["no-rest", "no-terminal", "ready", "not-ready", "busy"],
)
def test_how_the_rest_is_paid_is_known_before_anything_is_asked(
    order_: Order, desk: Terminal | None, by: str
) -> None:
    told: list[str] = []
    room([], tenders=desk).with_rest(order_, told.append)
    assert told == [by]


@pytest.mark.parametrize(
    ("event", "did"),
    [
        (events.Recorded, "sold"),
        (lambda _: events.LedgerFailed("outcome-unknown"), "leave"),
        (lambda _: events.LedgerFailed("disk-full", unwritten=b"x"), ""),
    ],
    ids=["recorded", "nobody-knows", "unwritten"],
)
def test_what_became_of_the_sale_is_told_to_who_keeps_the_charge(
    desks: Desks, event: Callable[[Any], events.Event], did: str
) -> None:
    terminal = Terminal()
    payment = stood_in(desks, REST, shown(desks), rest_by="card")
    here = room([], tenders=terminal)
    here.committed(payment, event(None))
    assert terminal.did == []
    here.committed(replace(payment, tender=Tender("card", 500)), event(None))
    assert terminal.did == ([(did, payment.id)] if did else [])


def test_a_sale_with_a_rest_goes_from_the_terminal_to_its_end(desks: Desks) -> None:
    world, terminal = World(desks, Board(Opened(True))), Terminal()
    here = replace(
        world.performer,
        room=room(world.told, tenders=terminal, gate=GateDesk(Board(Opened(True)))),
    )
    desks.watch.silent()
    here.watch.silent()
    by_gate = replace(REST, hand_over=HandOver.GATE)
    here.perform(effects.AskNode(by_gate, shown(desks)))
    (no_answer,) = world.told
    assert isinstance(no_answer, events.NoAnswer)
    assert no_answer.payment.rest_by == "card"
    here.perform(effects.StandIn(no_answer.payment))
    allowed = world.told[-1]
    assert isinstance(allowed, events.StoodIn)
    here.perform(effects.TakeTender(allowed.payment))
    taken = world.told[-1]
    assert isinstance(taken, events.TenderTaken)
    here.perform(effects.Commit(replace(taken.payment, tender=Tender("card", 500))))
    assert isinstance(world.told[-1], events.Recorded)
    assert terminal.did == [("take", taken.payment.id), ("sold", taken.payment.id)]


@pytest.mark.parametrize("kind", [EntryKind.SPEND, EntryKind.ADMIT], ids=["spend", "claim"])
def test_no_gate_opens_for_a_rest_that_only_the_desk_could_take(
    desks: Desks, kind: EntryKind
) -> None:
    """Whoever is out would not come back to pay."""
    world = World(desks, Board(Opened(True)))
    without = replace(world.performer, room=room(world.told, gate=GateDesk(Board(Opened(True)))))
    by_gate = replace(REST, kind=kind, hand_over=HandOver.GATE)
    ask = effects.AskNode if kind is EntryKind.SPEND else effects.Claim
    without.perform(ask(by_gate, shown(desks)))
    (declined,) = world.told
    assert isinstance(declined, events.Declined)
    assert declined.reason == "card-terminal-away"
    assert not declined.payment.intent
    assert desks.kinds() == [("open", None)]


def test_a_claim_and_a_look_up_of_the_ledger_need_no_room(desks: Desks) -> None:
    world = World(desks, None)
    bare = replace(world.performer, room=None)
    bare.perform(effects.Claim(order(EntryKind.EARN), shown(desks)))
    assert isinstance(world.told[0], events.Granted)


@pytest.mark.parametrize(
    ("parts", "works"),
    [
        ({}, False),
        ({"tenders": Terminal("desk")}, False),
        ({"tenders": Terminal(busy=True)}, False),
        ({"tenders": Terminal()}, True),
    ],
    ids=["none", "lost", "busy", "ready"],
)
def test_whether_the_card_terminal_works_is_a_fact(parts: dict[str, Any], works: bool) -> None:
    told: list[events.Event] = []
    room(told, **parts).ask_terminal(asked(TerminalCall()))
    assert told == [events.Found(7, "cars", works, NOW_S)]


def test_cash_asks_no_terminal_how_it_is_paid() -> None:
    went: list[str] = []
    cash = order(EntryKind.TOP_UP, rest=Won(500), rest_by="cash")
    room([], tenders=Terminal()).with_rest(cash, went.append)
    assert went == ["cash"]
