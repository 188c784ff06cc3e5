"""The rules of an exchange, one by one; its faults are in test_card_faults."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.card_terminal.book import MAX_ENTRIES, Book, Entry, EntryState
from drivers.card_terminal.contract import (
    Approved,
    Declined,
    DeclineReason,
    NeverHeard,
    TerminalStatus,
)
from drivers.card_terminal.engine import TRIES, Person, Scene, TerminalEngine
from drivers.card_terminal.exchange import PATIENCE, Exchange
from drivers.card_terminal.exchange_table import FIRST, TABLE, Purpose, Signal, Stage
from drivers.card_terminal.wire import (
    FROM_TERMINAL,
    NAK,
    Frame,
    FrameReader,
    Kind,
    ack,
    approved_payload,
    status_payload,
    won_payload,
)
from drivers.errors import TenderUnknown, TerminalLost
from tests.drivers.terminal_world import PAYMENT, WON, World

APPROVED = Approved(WON, "00000001", 1_790_000_000)
READY = status_payload(TerminalStatus.READY)


def asked_to_pay() -> Exchange:
    """An exchange whose request for money, number 2, is out."""
    exchange = Exchange(Purpose.APPROVE, 1, 0.0, PAYMENT, WON)
    exchange.receive(0.1, Frame(Kind.STATUS_IS, 1, bytes(16), READY))
    assert [frame.kind for frame in exchange.frames()] == [Kind.STATUS, Kind.PAY]
    return exchange


def approval(number: int = 2, payment: bytes = PAYMENT, won: int = WON) -> Frame:
    payload = approved_payload(Approved(won, APPROVED.number, APPROVED.time_s))
    return Frame(Kind.APPROVED, number, payment, payload)


def reached() -> set[tuple[Purpose, Stage]]:
    """Each stage that a purpose can come to."""
    found = {(purpose, stage) for purpose, stage in FIRST.items()}
    for _ in Stage:
        found |= {
            (purpose, move)
            for (purpose, stage, _), move in TABLE.items()
            if (purpose, stage) in found and isinstance(move, Stage)
        }
    return found


def test_silence_and_impatience_lead_on_from_each_stage_that_can_be_reached() -> None:
    for (purpose, stage), signal in product(reached(), (Signal.SILENT, Signal.IMPATIENT)):
        assert (purpose, stage, signal) in TABLE


def test_the_table_has_no_row_that_is_never_used() -> None:
    assert {(purpose, stage) for purpose, stage, _ in TABLE} == reached()


def test_an_outcome_is_acknowledged_and_ends_it() -> None:
    exchange = asked_to_pay()
    exchange.receive(1.0, approval())
    assert exchange.result == APPROVED
    assert exchange.frames() == (ack(approval()),)


@pytest.mark.parametrize(
    "frame",
    [approval(number=1), approval(number=3), approval(payment=bytes(16))],
    ids=["older", "newer", "another-id"],
)
def test_an_answer_to_something_else_is_acknowledged_and_dropped(frame: Frame) -> None:
    exchange = asked_to_pay()
    exchange.receive(1.0, frame)
    assert exchange.result is None
    assert exchange.frames() == (ack(frame),)


def test_an_approval_of_another_amount_is_nothing_that_anybody_can_vouch_for() -> None:
    exchange = asked_to_pay()
    exchange.receive(1.0, approval(won=WON + 1))
    assert isinstance(exchange.result, TenderUnknown)


def test_a_request_is_repeated_with_the_same_bytes_until_it_is_acknowledged() -> None:
    exchange = asked_to_pay()
    exchange.tick(5.0)
    (again,) = exchange.frames()
    assert again == Frame(Kind.PAY, 2, PAYMENT, won_payload(WON))
    exchange.receive(5.1, ack(again))
    exchange.tick(10.0)
    assert exchange.frames() == ()


def test_a_damaged_request_is_repeated_at_once_and_not_for_ever() -> None:
    exchange = asked_to_pay()
    kinds = []
    for _ in range(50):
        exchange.receive(0.2, NAK)
        kinds += [frame.kind for frame in exchange.frames()]
    assert kinds == [Kind.PAY] * (PATIENCE.tries - 1) + [Kind.ASK] * PATIENCE.tries
    assert isinstance(exchange.result, TenderUnknown)


def test_what_arrived_damaged_is_asked_for_again() -> None:
    exchange = asked_to_pay()
    exchange.damaged()
    assert exchange.frames() == (NAK,)


def test_nothing_changes_after_the_end() -> None:
    exchange = asked_to_pay()
    exchange.receive(1.0, approval())
    exchange.frames()
    exchange.tick(1000.0)
    exchange.withdraw(1000.0)
    exchange.lose("gone")
    exchange.receive(1000.0, Frame(Kind.NEVER_HEARD, 2, PAYMENT))
    assert exchange.result == APPROVED


@pytest.mark.parametrize("purpose", list(Purpose), ids=lambda purpose: purpose.name.lower())
@given(data=st.binary(max_size=400))
def test_whatever_a_terminal_sends_an_exchange_ends_and_never_approves(
    purpose: Purpose, data: bytes
) -> None:
    exchange, reader, now_s = (
        Exchange(purpose, 1, 0.0, PAYMENT, WON),
        FrameReader(FROM_TERMINAL),
        0.0,
    )
    while exchange.result is None:
        now_s += 0.5
        for frame in reader.step(now_s, data):
            exchange.receive(now_s, frame)
        exchange.tick(now_s)
        exchange.frames()
    assert not isinstance(exchange.result, Approved)
    assert now_s <= PATIENCE.payment_s + PATIENCE.last_s + 1.0


def test_a_status_that_nobody_answers_is_a_terminal_that_is_lost() -> None:
    world = World(Scene())
    world.to_terminal.cut_after = 0
    assert isinstance(world.run(Purpose.STATUS), TerminalLost)


def test_a_terminal_repeats_an_outcome_until_it_is_acknowledged_and_not_for_ever() -> None:
    engine, said = TerminalEngine(Book()), []
    engine.receive(0.0, Frame(Kind.ASK, 1, PAYMENT))
    for tenths in range(200):
        engine.tick(tenths / 10)
        said += [frame.kind for frame in engine.frames()]
    assert said == [Kind.ACK] + [Kind.NEVER_HEARD] * TRIES


def test_a_terminal_that_was_heard_is_silent() -> None:
    engine = TerminalEngine(Book())
    engine.receive(0.0, Frame(Kind.ASK, 1, PAYMENT))
    *_, answer = engine.frames()
    engine.receive(0.1, ack(answer))
    engine.tick(100.0)
    assert engine.frames() == ()


def test_a_terminal_that_is_switched_on_closes_what_had_no_end(tmp_path: Path) -> None:
    book = Book(tmp_path / "book")
    book.write(PAYMENT, Entry(EntryState.TAKEN, WON))
    TerminalEngine(Book(tmp_path / "book"))
    entry = Book(tmp_path / "book").get(PAYMENT)
    assert entry == Entry(EntryState.DECLINED, reason=DeclineReason.INTERRUPTED)


def test_another_payment_meanwhile_is_declined_for_good() -> None:
    world, other = World(Scene(Person.WAITS)), bytes(16)
    world.begin(Purpose.APPROVE)
    world.pass_time(2.0)
    world.kill_kiosk()
    assert world.run(Purpose.APPROVE, other) == Declined(DeclineReason.BUSY)
    world.scene = Scene()
    world.pass_time(2.0)
    assert world.run(Purpose.APPROVE, other) == Declined(DeclineReason.BUSY)
    assert world.book.charges == (PAYMENT,)


def test_a_full_book_charges_nobody_and_still_says_what_it_knows(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("drivers.card_terminal.book.MAX_ENTRIES", 1)
    world, other = World(Scene()), bytes(16)
    paid = world.run(Purpose.APPROVE)
    assert world.run(Purpose.STATUS) is TerminalStatus.OUT_OF_ORDER
    world.to_terminal.send(world.now_s, Frame(Kind.PAY, 1, other, won_payload(WON)))
    world.pass_time(1.0)
    assert world.run(Purpose.ASK, other) == NeverHeard()
    assert world.run(Purpose.ASK) == paid
    assert world.book.charges == (PAYMENT,)
    assert MAX_ENTRIES > 10_000


def test_a_book_is_read_again_also_behind_half_a_line(tmp_path: Path) -> None:
    path = tmp_path / "book"
    book = Book(path)
    entries = {bytes([number]) * 16: Entry(state) for number, state in enumerate(EntryState)}
    entries[PAYMENT] = Entry(EntryState.APPROVED, WON, APPROVED)
    entries.pop(bytes([list(EntryState).index(EntryState.APPROVED)]) * 16)
    for payment, entry in entries.items():
        book.write(payment, entry)
    path.write_bytes(path.read_bytes() + entries[PAYMENT].line(bytes(16))[:40])
    after_a_power_cut = Book(path)
    after_a_power_cut.write(b"N" * 16, Entry(EntryState.NEVER_HEARD))
    again = Book(path)
    assert {payment: again.get(payment) for payment in entries} == entries
    assert again.get(b"N" * 16) == Entry(EntryState.NEVER_HEARD)
    assert again.charges == (PAYMENT,)
