"""What is asked at each scan takes an index to its rows: a card's years do not make it slower."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from offline_queue.chain import Author, extend
from offline_queue.clock import Moment
from offline_queue.pins import PinResult, keep_verifier
from offline_queue.reader import LedgerReader
from protocol.entry import ClockState
from tests.offline_queue.making import KIOSK, NOON_S, HandTime, as_earlier, code, id_of, open_ledger
from tests.offline_queue.test_reader_cost import steps
from tests.offline_queue.trusting import CARD, CARER, card_spend, cti, pin, try_pin, verifier

YOUNG, OLD = 5, 300
DAY_S = 24 * 3600

Question = Callable[[LedgerReader], object]
QUESTIONS: dict[str, tuple[Question, object]] = {
    "pin_of": (lambda it: it.pin_of(cti(CARD)), verifier(1)),
    "pin_tries": (lambda it: it.pin_tries(cti(CARD)), 2),
    "is_closed": (lambda it: it.is_closed(cti(CARD)), False),
    "is_revoked": (lambda it: it.is_revoked(cti(CARD)), False),
    "is_used": (lambda it: it.is_used(*code(CARER)[:2]), False),
    "refusals_since": (lambda it: it.refusals_since("revoked", NOON_S), 0),
}


def spent_since(from_s: int) -> Question:
    return lambda it: it.spent_since(cti(CARD), from_s)


def live(path: Path, days: int) -> Path:
    """A card that buys on each of so many days, and whose PIN is right each time but the last."""
    clock = HandTime()
    with open_ledger(path, clock) as ledger:
        author, connection = Author(ledger.name, KIOSK), ledger._session.connection
        connection.execute("BEGIN IMMEDIATE")
        first = extend(connection, author, pin(1, PinResult.SET), clock(), ())
        keep_verifier(connection, first, verifier(1))
        for day in range(days):
            number, noon = 10 * day + 10, Moment(NOON_S + day * DAY_S, ClockState.TRUSTED)
            extend(connection, author, pin(number, PinResult.TRY), noon, ())
            right = replace(pin(number + 1, PinResult.RIGHT), ref=id_of(number))
            extend(connection, author, right, noon, ())
            extend(connection, author, card_spend(number + 2), noon, (code(CARD)[2],))
        connection.execute("COMMIT")
        clock.time_s = NOON_S + days * DAY_S
        for number in (2, 3):
            try_pin(ledger, number)
    return path


def as_it_was(path: Path, days: int, new: Path) -> Path:
    """A new ledger that remembers such a life."""
    with open_ledger(live(path, days)) as old:
        ids = [1, 2, 3, *(10 * day + 10 + it for day in range(days) for it in range(3))]
        known = as_earlier(old, *(it for n in ids if (it := old.find(id_of(n))) is not None))
    with open_ledger(new, HandTime(), seed=5) as ledger:
        ledger.remember(known)
    return new


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_old_card_costs_no_more_than_a_new_one(tmp_path: Path, question: str) -> None:
    ask, expected = QUESTIONS[question]
    costs = []
    for days in (YOUNG, OLD):
        with LedgerReader.open(live(tmp_path / f"{days}.db", days)) as reader:
            assert ask(reader) == expected
            costs.append(steps(reader, ask))
    assert costs[0] == costs[1] > 0


@pytest.mark.parametrize("question", sorted(QUESTIONS.keys() - {"pin_of"}))
def test_nor_one_of_a_ledger_before(tmp_path: Path, question: str) -> None:
    ask, expected = QUESTIONS[question]
    costs = []
    for days in (YOUNG, OLD):
        new = as_it_was(tmp_path / f"{days}.db", days, tmp_path / f"new-{days}.db")
        with LedgerReader.open(new) as reader:
            assert ask(reader) == expected
            costs.append(steps(reader, ask))
    assert costs[0] == costs[1] > 0


def test_a_cards_day_costs_what_was_bought_on_it(tmp_path: Path) -> None:
    costs = []
    for days in (YOUNG, OLD):
        today_s = NOON_S + (days - 1) * DAY_S
        with LedgerReader.open(live(tmp_path / f"{days}.db", days)) as reader:
            assert reader.spent_since(cti(CARD), today_s) == 3
            costs.append(steps(reader, spent_since(today_s)))
    assert costs[0] == costs[1] > 0


def test_the_sum_of_a_slice_reads_the_index_alone(tmp_path: Path) -> None:
    """A card's whole life of three years is a few thousand rows of an index."""
    with LedgerReader.open(live(tmp_path / "ledger.db", OLD)) as reader:
        assert reader.slice_used(cti(CARD)) == 3 * OLD
        taken = steps(reader, lambda it: it.slice_used(cti(CARD)))
        assert taken < 10 * OLD
        plan = reader._session.query(
            "EXPLAIN QUERY PLAN SELECT sum(from_slice) FROM entries WHERE cti = ?"
            " AND from_slice > 0",
            (cti(CARD),),
        )
        assert "COVERING INDEX entries_from_slice" in plan[0]["detail"]
