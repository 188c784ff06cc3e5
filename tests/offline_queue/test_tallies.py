"""What limits are judged by is counted from the entries, whatever ledger they lie in."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from offline_queue.chain import Author, extend
from offline_queue.clock import Moment
from offline_queue.errors import AlreadyUsed, DiskFailing
from offline_queue.ledger import Draft, Ledger
from offline_queue.reader import LedgerReader
from offline_queue.records import Recorded
from offline_queue.reversing import CountUsed, OverReversed
from offline_queue.tallies import Counted, Sum
from offline_queue.verify import verify
from protocol.entry import ClockState, EntryKind, OrderLine, Party, Role
from tests.offline_queue.making import (
    KIOSK,
    NOON_S,
    Faults,
    HandTime,
    as_earlier,
    code,
    fulfil,
    id_of,
    open_ledger,
    payer,
    spend,
)
from tests.offline_queue.test_reader_cost import steps
from tests.offline_queue.version_1 import SPENDS, write_version_1

DAY_S = 86_400
MEAL = (OrderLine("meals:lunch", "lunch", 2, 3000),)
BOTH = (OrderLine("meals:lunch", "lunch", 1, 3000), OrderLine("meals:soup", "soup", 3, 1000))
TALLY = Counted([EntryKind.SPEND], "meals", NOON_S - 60)


def meal(number: int, lines: tuple[OrderLine, ...] = MEAL, coins: int = 30) -> Draft:
    return replace(spend(number, coins=coins), lines=lines)


def eat(ledger: Ledger, number: int, lines: tuple[OrderLine, ...] = MEAL) -> Recorded:
    return ledger.append(meal(number, lines), (code(number)[2],))


def raw_of(ledger: Ledger, number: int) -> bytes:
    found = ledger.find(id_of(number))
    assert found is not None
    return found.raw


def of_payee(number: int) -> Party:
    return replace(payer(number), role=Role.PAYEE)


def back(number: int, of: int, coins: int, purse: str = "general") -> Draft:
    draft = Draft(EntryKind.REVERSE, id_of(number), 1, 1, ref=id_of(of), amounts={purse: coins})
    return replace(draft, parties=(of_payee(of),))


def earned(number: int, result: str | None = None, badge: int = 0) -> Draft:
    parties: tuple[Party, ...] = (of_payee(number),)
    if badge:
        parties += (replace(payer(badge, counter=False), role=Role.STAFF),)
    lines = (OrderLine("toys:toy", "toy", 1, 0),)
    draft = Draft(EntryKind.EARN, id_of(number), 1, 1, parties, lines, {"general": 1})
    return replace(draft, result=result)


def earn(ledger: Ledger, number: int, result: str | None = None, badge: int = 0) -> Recorded:
    pieces = [code(number)[2], *([code(badge)[2]] if badge else [])]
    return ledger.append(earned(number, result, badge), pieces)


def test_things_are_counted_by_item_and_coins_by_whole_entries(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        eat(ledger, 1)
        eat(ledger, 2, BOTH)
        assert ledger.tally(TALLY) == Sum(6, 60)
        assert ledger.tally(replace(TALLY, item="lunch")) == Sum(3, 60)
        assert ledger.tally(replace(TALLY, item="soup")) == Sum(3, 30)
        assert ledger.tally(replace(TALLY, item="lunc")) == Sum(0, 0)
        assert ledger.tally(replace(TALLY, service="meal")) == Sum(0, 0)
        assert ledger.tally(replace(TALLY, kinds=[EntryKind.DONATE])) == Sum(0, 0)
        assert ledger.tally(replace(TALLY, since_s=NOON_S + 1)) == Sum(0, 0)


def test_a_person_is_counted_by_the_limit_tag_and_a_badge_by_its_cti(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        mine = meal(1)
        other = replace(meal(2), parties=(replace(payer(2), limit_tag=b"othr"),))
        for number, draft in ((1, mine), (2, other)):
            ledger.append(draft, (code(number)[2],))
        earn(ledger, 3, badge=90)
        earn(ledger, 4, badge=91)
        assert ledger.tally(replace(TALLY, tag=b"othr")) == Sum(2, 30)
        assert list(ledger.own_raws(replace(TALLY, tag=b"tag!"))) == [raw_of(ledger, 1)]
        toys = Counted([EntryKind.EARN], "toys", 0)
        assert ledger.tally(replace(toys, badge=code(90)[0])) == Sum(1, 1)
        assert ledger.tally(toys) == Sum(2, 2)


def test_what_was_given_back_in_full_is_not_counted_and_a_part_leaves_the_whole(
    tmp_path: Path,
) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        eat(ledger, 1)
        eat(ledger, 2)
        ledger.append(back(11, 1, 20))
        assert ledger.tally(TALLY) == Sum(4, 60)
        ledger.append(back(12, 1, 10))
        assert ledger.tally(TALLY) == Sum(2, 30)
        own = ledger.own_raws(replace(TALLY, tag=b"tag!"))
        assert own == (raw_of(ledger, 2),)


def test_an_earlier_ledger_counts_too_and_its_reversal_here(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "old.db") as old:
        known = as_earlier(old, eat(old, 1), eat(old, 2), earn(old, 3, "pet-1-1"))
    with open_ledger(tmp_path / "new.db", seed=5) as ledger:
        ledger.remember(known)
        eat(ledger, 4)
        assert ledger.tally(TALLY) == Sum(6, 90)
        assert ledger.counts_named("pet-1-1") == 1
        with pytest.raises(CountUsed):
            earn(ledger, 5, "pet-1-1")
        ledger.append(back(12, 2, 30))
        assert ledger.tally(TALLY) == Sum(4, 60)
        assert len(ledger.own_raws(replace(TALLY, tag=b"tag!"))) == 2
        with pytest.raises(OverReversed):
            ledger.append(back(13, 2, 1))
    assert verify(tmp_path / "new.db").problems == ()


@pytest.mark.parametrize(
    "drafts",
    [
        [back(11, 1, 31)],
        [back(11, 1, 30), back(12, 1, 1)],
        [back(11, 1, 10, "policy")],
        [back(11, 9, 1)],
        [back(11, 1, 30), back(12, 11, 30)],
    ],
    ids=["more", "more-in-all", "other-purse", "unknown", "of-a-reversal"],
)
def test_reversals_never_sum_to_more_than_their_entry(tmp_path: Path, drafts: list[Draft]) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        eat(ledger, 1)
        *allowed, last = drafts
        for draft in allowed:
            ledger.append(draft)
        with pytest.raises(OverReversed):
            ledger.append(last)
        assert ledger.counts().entries == 2 + len(allowed)


def test_what_a_machine_counted_serves_one_earning(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "ledger.db") as ledger:
        first = earn(ledger, 1, "pet-1-1")
        with pytest.raises(CountUsed):
            earn(ledger, 2, "pet-1-1")
        assert earn(ledger, 1, "pet-1-1").hash == first.hash
        assert (ledger.counts_named("pet-1-1"), ledger.counts_named("pet-1-2")) == (1, 0)


@pytest.mark.parametrize("after", [False, True], ids=["lost", "kept"])
def test_entries_that_belong_together_are_all_written_or_none(tmp_path: Path, after: bool) -> None:
    """The medium fails at each statement: never is one of them there without the other."""
    gained, paid = earned(1), replace(meal(2), parties=(payer(1),), ref=id_of(1))
    both = ((gained, (code(1)[2],)), (paid, (code(1)[2],)))
    for at in range(1, 60):
        path, faults = tmp_path / f"{at}.db", Faults()
        with open_ledger(path, connect=faults.connect) as ledger:
            faults.arm(at, after=after)
            try:
                written = ledger.append_together(both)
            except DiskFailing:
                written = ()
            unused = faults.armed
        with open_ledger(path) as ledger:
            there = [ledger.find(id_of(number)) is not None for number in (1, 2)]
            assert there in ([False, False], [True, True])
            assert there[0] or not written
            again = ledger.append_together(both)
            assert [it.seq for it in again] == [1, 2]
        if unused:
            return
    pytest.fail("writing two entries has more statements than this test tries")


def test_a_pass_of_another_day_frees_no_code(tmp_path: Path) -> None:
    """What an entry refers to is its visit only where it was made with the same showing."""
    with open_ledger(tmp_path / "ledger.db") as ledger:
        eat(ledger, 1)
        holder = replace(payer(7), role=Role.HOLDER)
        admit = Draft(EntryKind.ADMIT, id_of(2), 1, 1, (holder,), MEAL, ref=id_of(1))
        ledger.append(admit, (code(7)[2],))
        with pytest.raises(AlreadyUsed):
            ledger.append(replace(admit, id=id_of(3)), (code(7)[2],))
        assert [it.id for it in ledger.unfulfilled()] == [id_of(1), id_of(2)]
        ledger.append(fulfil(4, 2))
        assert [it.id for it in ledger.unfulfilled(code(7)[0])] == []


def test_lines_that_were_changed_or_taken_away_are_found(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with open_ledger(path) as ledger:
        eat(ledger, 1)
        connection = ledger._session.connection
        connection.execute("DROP TRIGGER lines_never_change")
        connection.execute("UPDATE lines SET quantity = 1")
    assert "entry 1: what it ordered is not what is counted" in verify(path).problems


def test_a_ledger_of_an_older_version_brings_its_lines(tmp_path: Path) -> None:
    path = write_version_1(tmp_path / "ledger.db")
    with open_ledger(path) as ledger:
        sold = ledger.find(id_of(101))
        assert sold is not None
        (found,) = {line.item for line in sold.entry.lines}
        service, _, item = found.partition(":")
        counted = Counted([EntryKind.SPEND], service, 0, item)
        assert ledger.tally(counted).things == SPENDS
    assert verify(path).problems == ()


Question = Callable[[LedgerReader], object]
QUESTIONS: dict[str, Question] = {
    "all": lambda it: it.tally(since(TALLY)).things,
    "item": lambda it: it.tally(since(replace(TALLY, item="lunch"))).things,
    "tag": lambda it: it.tally(since(replace(TALLY, tag=b"tag!"))).things,
    "own": lambda it: len(it.own_raws(since(replace(TALLY, tag=b"tag!")))),
    "named": lambda it: it.counts_named("pet-1-1"),
    "owed": lambda it: len(it.unfulfilled(since_s=since(TALLY).since_s)),
}
LAST_DAY_S = NOON_S + 1000 * DAY_S


def since(counted: Counted) -> Counted:
    return replace(counted, since_s=LAST_DAY_S)


def live(path: Path, days: int) -> Path:
    """One meal on each of so many days, and one today."""
    with open_ledger(path, HandTime(NOON_S)) as ledger:
        author, connection = Author(ledger.name, KIOSK), ledger._session.connection
        connection.execute("BEGIN IMMEDIATE")
        for day in [*range(days), 1000]:
            moment = Moment(NOON_S + day * DAY_S, ClockState.TRUSTED)
            extend(connection, author, meal(day + 1), moment, (code(day + 1)[2],))
        connection.execute("COMMIT")
    return path


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_question_costs_more_in_an_old_ledger(tmp_path: Path, question: str) -> None:
    costs, answers = [], []
    for days in (5, 300):
        with LedgerReader.open(live(tmp_path / f"{days}.db", days)) as reader:
            answers.append(QUESTIONS[question](reader))
            costs.append(steps(reader, QUESTIONS[question]))
    assert answers[0] == answers[1]
    assert costs[0] == costs[1] > 0
