"""Two turnstiles of one gym over a real node, in one process, so that a test can turn the month.

Ledgers, desks, lanes, signed calls and the node's books are the real ones; screens and wires are
left out.
"""

import itertools
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from central_node.errors import Refused
from drivers.board.gate import Opened
from kiosk import effects, events
from kiosk.desks.cashier import Cashier
from kiosk.desks.gate_desk import GateDesk
from kiosk.desks.hold_desk import HoldDesk
from kiosk.desks.lanes import InlineLane
from kiosk.desks.performer import Desks, Lanes, Performer
from kiosk.desks.service_room import bare_room
from kiosk.facility import load_facility
from kiosk.node.node_watch import NodeWatch
from kiosk.node.pass_desk import PassDesk
from kiosk.payment import Payment, Proof
from kiosk.services.base import Holder, Known, Lookup, NotFound, Order, found
from offline_queue.clock import Moment
from offline_queue.errors import NodeAway, NodeRefused
from offline_queue.http_transport import Document
from offline_queue.ledger import Ledger
from offline_queue.node_client import NodeClient
from offline_queue.reader import LedgerReader
from protocol.code import to_text
from protocol.entry import ClockState
from protocol.messages import EntriesRequest, EntryItem
from protocol.pass_call import PASSES
from protocol.receipt import read_receipt
from tests.central_node.world import Code, KioskSim, World
from tests.kiosk.desks import District
from tests.kiosk.people import PIN_KEY, Statuses
from tests.kiosk.shops import DAY, HALL, scheme

GYM = f"""{HALL}
[[service]]
kind = "admission"
id = "gym"
name = "체육관"
question = "어떻게 들어가실까요?"
step = "입장 고르기"
slip_title = "입장권"
slip_help = ""
[service.passes]
visit = "이용권으로 입장"
unit = "장"
slip_title = "이용권"
slip_help = "휴대폰이나 카드를 보여 주세요."
valid_label = "쓸 수 있는 날"
valid = "산 날부터 90일"
[[service.entry]]
id = "single"
name = "한 번 입장"
price_won = 400
hand_over = "gate"
[[service.pass]]
id = "three"
name = "3번 이용권"
price_won = 1000
visits = 3
valid_days = 90
"""


class Wire:
    """Carries calls to the node; ``cut`` and ``old`` (a node that knows no passes) are a test's."""

    def __init__(self, world: World) -> None:
        self.world, self.cut, self.old = world, False, False
        self.calls: list[str] = []

    def post(self, call: str, body: bytes, timeout_s: float) -> bytes:
        if self.cut:
            raise NodeAway("cut")
        self.calls.append(call)
        if self.old and call == PASSES:
            raise NodeRefused("not-found", 404)
        try:
            return self.world.node.handle(call, body, self.world.now)
        except Refused as exc:
            raise NodeRefused(exc.reason, 400) from exc

    def get(self, call: str, timeout_s: float, etag: str | None = None) -> Document | None:
        raise AssertionError(call)


class Board:
    board_state = "found"

    def open_gate(self, on_result: Callable[[Opened], None]) -> None:
        on_result(Opened(True))


class Paper:
    """A printer that always has some."""

    def check(self, number: int) -> events.PrinterReported:
        return events.PrinterReported("", number)


@dataclass
class Turnstile:
    """One kiosk; ``told`` are the events that its visits heard."""

    world: World
    sim: KioskSim
    path: Path
    told: list[events.Event] = field(default_factory=list)
    sent: int = 0

    def __post_init__(self) -> None:
        node, self.wire, self.watch = self.world.node.district, Wire(self.world), NodeWatch()
        gym = load_facility(GYM.encode(), "gym.toml", scheme(), DAY)
        rules: Any = District(
            scheme(), node.credential_keys, self.sim.number, facility=gym, bundle_expires_s=2**40
        )
        count = itertools.count(self.sim.number << 40)
        random: Callable[[int], bytes] = lambda size: next(count).to_bytes(size)[-size:]  # noqa: E731 - once
        self.client = NodeClient(
            self.wire, self.sim.signer, node.receipt_keys, lambda: self.world.now, random
        )
        self.cashier = Cashier(
            lambda: Ledger.open(self.path, self.sim.signer, self._moment, random),
            rules,
            self._moment,
            random,
            Statuses(),
            PIN_KEY,
        )
        assert self.cashier.open() is None
        self.service = gym.services["gym"]
        self.performer = self._performer(rules)

    def _performer(self, rules: Any) -> Performer:  # noqa: ANN401 - as much of one as is asked
        lane, board, paper = InlineLane(self.told.append), Board(), Paper()
        none: Any = None
        printer: Any = paper
        room = replace(
            bare_room(lane, self.told.append),
            now_s=lambda: self.world.now,
            gate=GateDesk(board),
            passes=PassDesk(self.client, self.watch, lambda: rules),
        )
        return Performer(
            Lanes(lane, lane, lane),
            Desks(self.cashier, HoldDesk(self.client, self.watch), printer, none),
            self.watch,
            scheme().id,
            self.told.append,
            lambda: None,
            lambda: None,
            room=room,
        )

    def _moment(self) -> Moment:
        return Moment(self.world.now, ClockState.TRUSTED)

    def find_node(self) -> None:
        """The line is there again."""
        self.wire.cut = False
        self.watch.answered()

    def want(self, answer: str, code: Code) -> Payment | str:
        """Up to the price, with what hangs on the person looked up; or why not."""
        seen = self.cashier.read_code(to_text(code.evidence), self._moment())
        assert isinstance(seen, events.CodeSeen), seen
        shown, credential = replace(seen.code, proof=Proof()), code.credential
        holder = Holder(credential.kind, credential.limit_tag, (), credential.issued)
        known = Known({"entry": answer}, holder=holder)
        try:
            while isinstance(ask := self.service.ask(known), Lookup):
                self.performer.perform(effects.LookUp(1, self.service, ask, shown))
                event = self.told.pop()
                if isinstance(event, events.NotFound):
                    return event.reason
                assert isinstance(event, events.Found), event
                known = found(known, ask.id, event.fact, event.at_s)
        except NotFound as exc:
            return exc.reason
        order = self.service.order(known, 1)
        asks = effects.AskNode if order.is_decided else effects.Claim
        self.performer.perform(asks(order, shown, None))
        return self._decided()

    def _decided(self) -> Payment | str:
        event = self.told.pop()
        match event:
            case events.NoAnswer(payment):
                self.performer.perform(effects.StandIn(payment))
                return self._decided()
            case events.Declined(payment, reason):
                self.leave(payment)
                return reason
            case events.Held(payment) | events.Granted(payment) | events.StoodIn(payment):
                return payment
            case _:
                raise AssertionError(event)

    def agree(self, payment: Payment) -> Order:
        """What was agreed to is written; the gate opens."""
        self.performer.perform(effects.Commit(payment))
        event = self.told.pop()
        assert isinstance(event, events.Recorded), event
        return payment.order

    def leave(self, payment: Payment) -> None:
        """The person goes away."""
        if payment.intent:
            self.performer.perform(effects.Void(payment, "left"))

    def do(self, answer: str, code: Code) -> str:
        """The whole visit; the reason why nothing came of it, or nothing."""
        payment = self.want(answer, code)
        if isinstance(payment, str):
            return payment
        self.agree(payment)
        return ""

    def send(self) -> list[str | None]:
        """Have the node book what is unsent; its flags."""
        with LedgerReader.open(self.path) as ledger:
            unsent = ledger.unsent(200, 10_000_000, self.sent)
            name = ledger.name
        items = tuple(EntryItem(one.raw, one.evidence) for one in unsent)
        answer = self.client.send_entries(EntriesRequest(name, items))
        self.sent += len(items)
        keys = self.world.node.district.receipt_keys
        return [read_receipt(it, keys).flag for it in answer.receipts if isinstance(it, bytes)]
