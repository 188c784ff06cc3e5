"""What a sale costs must not depend on how much there is: each of its statements has an index."""

import sqlite3
from pathlib import Path

from offline_queue.database import connect_to_write
from offline_queue.ledger import Ledger
from tests.offline_queue.making import buy, confirm, fulfil, intent, open_ledger, void

ONE_ROW = {"SCAN head", "SCAN CONSTANT ROW"}  # what never has a second one


class Listener:
    """Opens ledgers, and keeps each statement that they then run."""

    def __init__(self) -> None:
        self.statements: set[str] = set()

    def __call__(self, path: Path) -> sqlite3.Connection:
        connection = connect_to_write(path)
        connection.set_trace_callback(self._hear)
        return connection

    def _hear(self, statement: str) -> None:
        if statement.lstrip().startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            self.statements.add(statement)


def plans(path: Path, statements: set[str]) -> list[str]:
    connection = sqlite3.connect(path)
    try:
        return [
            row[3]
            for statement in statements
            for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")
        ]
    finally:
        connection.close()


def sell(ledger: Ledger, number: int) -> None:
    ledger.begin_intent(intent(number))
    sale = buy(ledger, number)
    ledger.append(fulfil(number + 100, number))
    ledger.append(void(number + 200))
    ledger.store_receipts(confirm(ledger, sale))


def test_no_statement_of_a_sale_reads_a_whole_table(tmp_path: Path) -> None:
    path, listener = tmp_path / "ledger.db", Listener()
    with open_ledger(path) as ledger:
        sell(ledger, 1)
    with open_ledger(path, connect=listener) as ledger:
        listener.statements.clear()  # opening is not done at each sale
        ledger.recover()
        sell(ledger, 2)
    told = plans(path, listener.statements)
    assert any("entries_by_code" in step for step in told)
    assert {step for step in told if step.startswith("SCAN")} <= ONE_ROW
