"""What a call costs must not depend on how much there is: each of its statements has an index."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from typing import TypeAlias

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from central_node.store import DATABASE_FILE
from protocol.entry import FREE_RIGHT, EntryKind, Opening, OrderLine
from protocol.messages import MAX_PAGE_BYTES, LedgerRequest
from protocol.receipt import Receipt
from tests.central_node import money
from tests.central_node.bazaar import ask, buy, earn, make_bazaar, pay, reverse
from tests.central_node.paper import (
    add_carer,
    beat,
    close,
    give_badge,
    give_card,
    prove,
    vouched,
)
from tests.central_node.world import NOW, PURSE, Code, KioskSim, World, held, stood_in

Statements: TypeAlias = dict[str, object]  # each with the values of its first run

MANY = 5000  # entries of one ledger, ids of one kiosk
BATCH = 24
FEW = {  # what may be read whole of a kiosk: held ids, slices not used up, its keys and ledgers,
    # where it stood, and the places of a ledger that were told as lost
    "SEARCH kiosk_place USING INDEX ix_kiosk_place_kiosk (kiosk=?)",
    "SEARCH hole USING COVERING INDEX sqlite_autoindex_hole_1 (ledger=?)",
    "SEARCH slice USING INDEX slice_live (kiosk=?)",
    "SEARCH slice USING INDEX slice_released (kiosk=?)",  # when a ledger begins
    "SEARCH kiosk_key USING INDEX ix_kiosk_key_kiosk (kiosk=?)",
    "SEARCH intent USING INDEX intent_held (kiosk=?)",
    "SEARCH ledger USING INDEX ledger_by_kiosk (kiosk=?)",
    "SEARCH ledger USING COVERING INDEX ledger_by_kiosk (kiosk=?)",
}
COUNTED = {"SCAN revocation USING COVERING INDEX sqlite_autoindex_revocation_1"}  # few, by a beat


def fill(world: World, kiosk: KioskSim) -> None:
    """Entries and ended ids as years bring them; nobody reads what is in them."""
    with closing(sqlite3.connect(world.folder / DATABASE_FILE)) as books, books:
        asked = (kiosk.signer.public_key.kid, kiosk.ledger)
        found = books.execute("SELECT number FROM ledger WHERE kid = ? AND name = ?", asked)
        (ledger,) = found.fetchone()
        books.executemany(
            "INSERT INTO entry (ledger, seq, hash, id, kind, raw, received, outcome, receipt) "
            "VALUES (?, ?, ?, ?, 'fulfil', x'', 0, 'noted', x'')",
            ((ledger, 10**6 + at, at.to_bytes(32), at.to_bytes(16)) for at in range(MANY)),
        )
        books.executemany(
            "INSERT INTO intent (id, kiosk, state, amount, from_free, from_slice, spendable) "
            "VALUES (?, ?, 'voided', 0, 0, 0, 0)",
            ((at.to_bytes(16), kiosk.number) for at in range(MANY)),
        )


@contextmanager
def heard() -> Iterator[Statements]:
    """Every statement that any node runs meanwhile."""
    statements: Statements = {}

    def hear(
        _on: Connection,
        _cursor: object,
        statement: str,
        values: object,
        _context: object,
        many: bool,
    ) -> None:
        first = values[0] if many and isinstance(values, list) else values
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            statements.setdefault(statement, first)

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield statements
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def plans(world: World, statements: Statements) -> set[str]:
    """The steps by which the database goes about them."""
    with closing(sqlite3.connect(world.folder / DATABASE_FILE)) as books:
        return {
            row[3]
            for statement, values in statements.items()
            for row in books.execute(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type] # as the driver got them
        }


def sell_and_send(world: World, kiosk: KioskSim) -> None:
    """A day of a kiosk: holds, a batch of everything, once more, with holes that are mended."""
    rich = world.phones["rich"]
    for at in range(BATCH):
        code, id_ = rich.code(NOW), world.id()
        if at % 2:
            kiosk.hold(code, 1, id_, voided=(world.id(),))
        kiosk.spend(code, 1, held() if at % 2 else stood_in(1), id_)
    kiosk.void(world.id())
    kiosk.write(replace(kiosk.draft(EntryKind.VOID), ref=world.id(), result="given-up"))
    kiosk.send(1)
    kiosk.send(1)
    first = len(kiosk.raws)
    for _ in range(BATCH):
        kiosk.spend(rich.code(NOW), 1, stood_in(1))
    kiosk.deliver([kiosk.item(first + BATCH - 1)], ((first, first + BATCH - 2),))
    kiosk.send(first)


def recover_and_begin_anew(kiosk: KioskSim) -> None:
    kiosk.ask("ledger", LedgerRequest(MAX_PAGE_BYTES).to_body())
    kiosk.ask("ledger", LedgerRequest(MAX_PAGE_BYTES, kiosk.ledger).to_body())
    new = replace(kiosk, ledger=bytes(8), raws=[], evidence=[])
    new.write(replace(new.draft(EntryKind.OPEN), opening=Opening(kiosk.ledger)))
    assert new.last().outcome == "noted"


def sell_on_a_card_and_beat(world: World, kiosk: KioskSim, card: Code) -> None:
    """By hold and without, with a PIN and a carer; and how the kiosk does."""
    answer = kiosk.hold(card, 1, id_ := world.id())
    prove(kiosk, card)
    kiosk.spend(card, 1, held(answer.from_slice), id_)
    vouched(kiosk, card, world.phones["some"].code(NOW), 1)
    receipts = [one for one in kiosk.send(len(kiosk.raws) - 4) if isinstance(one, Receipt)]
    assert [one.outcome for one in receipts[2:]] == ["booked"] * 2
    close(kiosk, card)
    assert kiosk.last().outcome == "noted"
    assert beat(kiosk).close == ()


def test_no_statement_of_a_call_reads_a_whole_table_or_a_whole_ledger(world: World) -> None:
    kiosk = world.kiosks[0]
    fill(world, kiosk)
    card = give_card(world, "rich", kiosk)
    add_carer(world, "rich", "some")
    beat(kiosk)  # makes the status list, which is made once an hour and is about all that there is
    with heard() as statements:
        sell_and_send(world, kiosk)
        sell_on_a_card_and_beat(world, kiosk, card)
        recover_and_begin_anew(kiosk)
    told = plans(world, statements)
    assert "SEARCH entry USING INDEX sqlite_autoindex_entry_2 (hash=?)" in told
    assert "SEARCH intent USING INDEX intent_held (kiosk=? AND cti=?)" in told
    assert {step for step in told if step.startswith("SCAN")} == COUNTED
    assert {step for step in told if "(kiosk=?)" in step or "(ledger=?)" in step} == FEW


FEW_RULES = {  # read whole: what rules gave in all, and what live holds have promised
    "SCAN campaign",
    "SCAN intent USING INDEX intent_promised",
}


def earn_buy_and_give_back(world: World, kiosk: KioskSim, badge: Code) -> None:
    """A visit with everything, from a machine and by a badge, and what is undone of it."""
    rich = world.phones["rich"]
    assert earn(kiosk, rich.code(NOW), badge, {"toys": 1}, 2).flag is None
    assert earn(kiosk, rich.code(NOW), None, {"bottles": 1}, 1, counted="m:1").flag is None
    sold, answer, receipt = buy(kiosk, rich.code(NOW), 10, "stall")
    assert (answer.reward, receipt.flag) == (3, None)
    reverse(kiosk, sold, {PURSE: 5}, rich.code(NOW))
    parts = ask(kiosk, code := rich.code(NOW), 5, id_ := world.id(), "stall", purses=("policy",))
    assert pay(kiosk, code, parts.parts, id_, held(), place="stall").flag is None
    line = OrderLine("meals:lunch", "Lunch", 1, 0)
    draft = replace(kiosk.draft(EntryKind.ADMIT), parties=(code.holder,), lines=(line,))
    draft = replace(draft, result=FREE_RIGHT)
    kiosk.write(draft, (code.evidence,))
    assert kiosk.last().flag is None


def test_nor_does_one_about_earnings_purses_rewards_and_what_is_given_back() -> None:
    with make_bazaar() as world:
        kiosk = world.kiosks[0]
        fill(world, kiosk)
        badge = give_badge(world)
        with heard() as statements:
            earn_buy_and_give_back(world, kiosk, badge)
        told = plans(world, statements)
    assert "SEARCH entry USING INDEX entry_by_ref (ref=?)" in told
    assert {step for step in told if step.startswith("SCAN")} <= FEW_RULES
    assert {step for step in told if "(kiosk=?)" in step or "(ledger=?)" in step} <= FEW


def charge_give_and_convert(bank: World, kiosk: KioskSim, badge: Code) -> None:
    """Coins that come in, by a card terminal, in cash and of points, and some that are given."""
    assert money.charge(kiosk, bank.phones["rich"].code(NOW), 30).flag is None
    assert money.cash(kiosk, bank.phones["some"].code(NOW), 10, badge).flag is None
    given, converted = money.give(kiosk, "rich", "poor", 5), money.convert(kiosk, "poor", 10)
    for answer, receipt in (given, converted):
        assert (answer.held, money.said(receipt)) == (True, ("booked", None, None))


def test_nor_does_one_about_what_is_charged_given_and_converted() -> None:
    with money.make_bank() as bank:
        kiosk = bank.kiosks[0]
        fill(bank, kiosk)
        badge = give_badge(bank)
        with heard() as statements:
            charge_give_and_convert(bank, kiosk, badge)
        told = plans(bank, statements)
    assert "SEARCH entry USING INDEX entry_of_payee (payee_cti=? AND payee_counter=?)" in told
    assert "SEARCH intent USING INDEX intent_of_payee (payee_cti=? AND payee_counter=?)" in told
    assert {step for step in told if step.startswith("SCAN")} <= FEW_RULES
    assert {step for step in told if "(kiosk=?)" in step or "(ledger=?)" in step} <= FEW
