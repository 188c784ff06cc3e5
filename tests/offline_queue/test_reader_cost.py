"""What is asked of a ledger while somebody waits costs the same at any age of the ledger."""

from collections.abc import Callable
from pathlib import Path

import pytest

from offline_queue.reader import LedgerReader
from tests.offline_queue.many import write_many

YOUNG, OLD = 5, 400

QUESTIONS: dict[str, Callable[[LedgerReader], object]] = {
    "unsent": lambda it: it.unsent(200, 10**6),
    "again": lambda it: it.unsent(4, 10**6, it.counts().entries - 4, again=True),
    "unsent_coins": lambda it: it.unsent_coins(),
    "voided_without_receipt": lambda it: it.voided_without_receipt(),
    "confirmed_end": lambda it: it.confirmed_end(),
    "unanswered": lambda it: it.earlier.unanswered(),
    "floor_s": lambda it: it.floor_s(),
}


def steps(reader: LedgerReader, ask: Callable[[LedgerReader], object]) -> int:
    """How many instructions of SQLite's machine the question takes, its preparation apart."""
    ask(reader)
    taken: list[None] = []
    connection = reader._session.connection
    connection.set_progress_handler(lambda: taken.append(None), 1)
    ask(reader)
    connection.set_progress_handler(None, 1)
    return len(taken)


@pytest.mark.parametrize("question", QUESTIONS)
def test_an_old_ledger_with_all_its_receipts_costs_no_more_than_a_new_one(
    tmp_path: Path, question: str
) -> None:
    paths = [write_many(tmp_path / f"{sales}.db", sales) for sales in (YOUNG, OLD)]
    costs = []
    for path in paths:
        with LedgerReader.open(path) as reader:
            costs.append(steps(reader, QUESTIONS[question]))
    assert costs[0] == costs[1] > 0
