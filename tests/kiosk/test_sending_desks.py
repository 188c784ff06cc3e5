"""Sending at the desks: two codes in one entry, the node's hold or nothing, two slips at once."""

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from drivers.decoder import decode
from drivers.printer.contract import PAPER_DOTS_OF_MM
from drivers.printer.escpos import EscposPrinter, open_printer
from drivers.printer.render import render
from drivers.printer.simulator import PrinterSimulator
from drivers.slip import render_slip
from kiosk import events
from kiosk.backroom import fonts
from kiosk.demo.facilities import find
from kiosk.desks.hold_desk import HoldDesk
from kiosk.desks.print_desk import PrintDesk
from kiosk.desks.records import Begun
from kiosk.desks.slip_layouts import slip_layout_of
from kiosk.facility import load_facility
from kiosk.node.node_watch import NodeWatch
from kiosk.payment import Carer, CheckedCode, Payment, Proof, Ticket
from kiosk.presenters.money import Reader
from kiosk.presenters.slip import SlipWriter
from kiosk.services.base import Line, Order
from kiosk.services.others import pair
from kiosk.speech.words import load_words
from kiosk.walk import NOON
from offline_queue.errors import NodeAway
from protocol.code import ticket_text
from protocol.entry import DecidedBy, EntryKind, Role
from protocol.messages import HoldAnswer, HoldRequest
from schemes.money import Coins, Won
from schemes.scheme import load_scheme
from tests.kiosk.desks import Desks
from tests.kiosk.people import Node, Resident, badge

SENDS = Line("transfer", pair("AAAA", "BBBB"), 1, Coins(7), Won(1400))
LAYOUTS = list(product(("ticket", "large"), PAPER_DOTS_OF_MM.values()))


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    made = Desks(tmp_path / "ledger.db", Node())
    yield made
    made.cashier.close()


@pytest.fixture
def two(desks: Desks) -> tuple[CheckedCode, CheckedCode]:
    """Who sends and who gets."""
    sender = desks.seen(Resident(desks.node).text())
    return sender, desks.seen(Resident(desks.node, cti=b"receiver").text(counter=9))


class Silent:
    """A node that does not answer."""

    def hold(self, request: HoldRequest) -> HoldAnswer:
        raise NodeAway(str(request.kind))


class Giving:
    """A node that holds whatever it is asked for."""

    def __init__(self, from_slice: int = 0) -> None:
        self.asked: list[HoldRequest] = []
        self.from_slice = from_slice

    def hold(self, request: HoldRequest) -> HoldAnswer:
        self.asked.append(request)
        return HoldAnswer(request.id, True, 30, self.from_slice, reward=3)


def order() -> Order:
    return Order("sending", (SENDS,), "", "", 1, EntryKind.TRANSFER)


def begun(desks: Desks, two: tuple[CheckedCode, CheckedCode]) -> Begun:
    made = desks.cashier.begin(order(), two[0], node_near=True, payee=two[1])
    assert isinstance(made, Begun)
    return made


def held(desks: Desks, two: tuple[CheckedCode, CheckedCode]) -> Payment:
    answer = HoldDesk(Giving(), NodeWatch()).ask(begun(desks, two), desks.district.scheme.id)
    assert isinstance(answer, events.Held)
    accepted = desks.cashier.accept(answer)
    assert accepted == answer
    return answer.payment


def sent(desks: Desks, two: tuple[CheckedCode, CheckedCode]) -> Ticket:
    written = desks.cashier.commit(held(desks, two))
    assert isinstance(written, events.Recorded)
    return written.ticket


def test_the_node_is_asked_with_both_codes_of_the_first_purse_alone(
    desks: Desks, two: tuple[CheckedCode, CheckedCode]
) -> None:
    node = Giving()
    HoldDesk(node, NodeWatch()).ask(begun(desks, two), desks.district.scheme.id)
    (asked,) = node.asked
    assert (asked.kind, asked.amount) == ("transfer", 7)
    assert (asked.evidence, asked.payee) == tuple(it.resident.evidence for it in two)
    assert asked.purses == (desks.district.scheme.purses[0].id,)


def test_the_entry_names_both_with_what_they_showed_and_uses_both_showings_up(
    desks: Desks, two: tuple[CheckedCode, CheckedCode]
) -> None:
    ticket = sent(desks, two)
    entry = desks.entries()[-1]
    assert [(it.role, it.cti) for it in entry.parties] == [
        (Role.PAYER, two[0].resident.cti),
        (Role.PAYEE, two[1].resident.cti),
    ]
    hashes = [sha256(it.resident.evidence).digest() for it in two]
    assert [it.evidence_hash for it in entry.parties] == hashes
    assert entry.decided is not None
    assert (entry.decided.by, entry.decided.from_slice) == (DecidedBy.HOLD, 0)
    assert (ticket.used, ticket.left, ticket.reward) == (Coins(7), Coins(23), None)
    again = [desks.seen(Resident(desks.node).text()), *_shown_again(desks)]
    assert [it.used for it in again] == [True, True]


def _shown_again(desks: Desks) -> tuple[CheckedCode, ...]:
    return (desks.seen(Resident(desks.node, cti=b"receiver").text(counter=9)),)


def test_only_the_sender_is_owed_the_slips(
    desks: Desks, two: tuple[CheckedCode, CheckedCode]
) -> None:
    ticket = sent(desks, two)
    mine = desks.seen(Resident(desks.node).text(counter=2))
    theirs = desks.seen(Resident(desks.node, cti=b"receiver").text(counter=10))
    assert [it.id for it in mine.unfulfilled] == [ticket.id]
    assert theirs.unfulfilled == ()
    assert desks.cashier.fulfilled(ticket, done=True) is None
    assert desks.seen(Resident(desks.node).text(counter=3)).unfulfilled == ()


def test_a_node_that_is_known_to_be_away_is_not_asked_and_nothing_is_written(
    desks: Desks, two: tuple[CheckedCode, CheckedCode]
) -> None:
    before = desks.kinds()
    refused = desks.cashier.begin(order(), two[0], node_near=False, payee=two[1])
    assert isinstance(refused, events.Declined)
    assert (refused.reason, refused.payment.intent) == ("node-away", False)
    assert desks.kinds() == before


def test_a_silent_node_is_no_reason_to_stand_in(
    desks: Desks, two: tuple[CheckedCode, CheckedCode]
) -> None:
    answer = HoldDesk(Silent(), NodeWatch()).ask(begun(desks, two), desks.district.scheme.id)
    assert isinstance(answer, events.NoAnswer)
    refused = desks.cashier.stand_in(answer.payment)
    assert isinstance(refused, events.Declined)
    assert (refused.reason, refused.payment.intent) == ("node-away", True)
    assert desks.cashier.void(refused.payment, refused.reason) is None
    assert desks.kinds()[-1] == ("void", "node-away")


def test_no_slice_is_for_sending_so_a_hold_that_draws_on_one_is_no_answer(
    desks: Desks, two: tuple[CheckedCode, CheckedCode]
) -> None:
    scheme = desks.district.scheme.id
    answer = HoldDesk(Giving(from_slice=1), NodeWatch()).ask(begun(desks, two), scheme)
    assert isinstance(answer, events.NoAnswer)


@pytest.mark.parametrize("to", ["themselves", "nobody", "a badge"])
def test_what_a_visit_must_never_ask_is_a_bug(
    desks: Desks, two: tuple[CheckedCode, CheckedCode], to: str
) -> None:
    staff = desks.seen(badge(desks.node).text())
    payee = {"themselves": two[0], "nobody": None, "a badge": staff}[to]
    with pytest.raises(AssertionError):
        desks.cashier.begin(order(), two[0], node_near=True, payee=payee)


def test_who_vouches_for_a_card_gets_nothing_from_it(
    desks: Desks, two: tuple[CheckedCode, CheckedCode]
) -> None:
    vouched = replace(two[0], proof=Proof(Carer(two[1].resident, two[1].scanned_at_s)))
    with pytest.raises(AssertionError, match="vouches"):
        desks.cashier.begin(order(), vouched, node_near=True, payee=two[1])


def test_nobody_but_who_sends_coins_sends_them_to_somebody(
    desks: Desks, two: tuple[CheckedCode, CheckedCode]
) -> None:
    spend = replace(order(), kind=EntryKind.SPEND)
    with pytest.raises(AssertionError, match="sends them to somebody"):
        desks.cashier.begin(spend, two[0], node_near=True, payee=two[1])


def writer() -> SlipWriter:
    shipped = find("daejeon-citizen-desk")
    scheme = load_scheme(shipped.scheme.read_bytes(), shipped.scheme.name)
    facility = load_facility(shipped.file.read_bytes(), shipped.file.name, scheme, NOON.date())
    words = load_words("ko")
    reader = Reader(words, "원")
    zone = NOON.tzinfo
    assert zone is not None
    return SlipWriter(facility, words, reader, zone)


def of_sender(desks: Desks, two: tuple[CheckedCode, CheckedCode]) -> Ticket:
    return replace(sent(desks, two), left=Coins(23))


def test_two_slips_are_written_and_the_receivers_tells_nothing_of_what_is_left(
    desks: Desks, two: tuple[CheckedCode, CheckedCode]
) -> None:
    slip = writer().slip(of_sender(desks, two))
    assert slip.other is not None
    both = (("보낸 분", "끝자리 AAAA"), ("받은 분", "끝자리 BBBB"))
    assert (slip.rows[1:3], slip.other.rows[1:3]) == (both, both)
    assert ("더 보낼 수 있음", "23원") in slip.rows
    assert not [label for label, _ in slip.other.rows if "수 있음" in label]
    assert (slip.big, slip.other.big) == ("보냄", "받음")
    assert (bool(slip.qr), slip.other.qr) == (True, None)


@pytest.mark.parametrize(("layout", "dots"), LAYOUTS, ids=str)
def test_both_come_in_one_job_each_cut_off_and_read_on_any_paper(
    desks: Desks, two: tuple[CheckedCode, CheckedCode], layout: str, dots: int
) -> None:
    ticket = of_sender(desks, two)
    drawn = slip_layout_of(layout)
    with PrinterSimulator() as simulator, open_printer(simulator.address, dots) as printer:
        assert isinstance(printer, EscposPrinter)
        desk = PrintDesk(printer, writer(), lambda slip: render_slip(slip, fonts(), drawn, dots))
        assert desk.print(ticket) == events.Printed(ticket)
        papers = [render(job, dots) for job in simulator.tickets]
    assert len(papers) == 2
    own, theirs = (decode(np.asarray(paper.convert("L"))) for paper in papers)
    assert [code.text for code in own] == [ticket_text(ticket.entry)]
    assert list(theirs) == []  # what the sender showed is nobody else's
