"""What a phone signed for one offer is taken once, whatever a kiosk makes of it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from protocol.entry import Decision, EntryKind
from protocol.receipt import Receipt
from tests.central_node.bazaar import ask
from tests.central_node.offering import COINS, Counter
from tests.central_node.world import Code, World, held, stood_in


@pytest.fixture
def counter(world: World) -> Counter:
    return Counter(world)


def signed(counter: Counter) -> Code:
    """A code that a phone made for one offer of 15 coins."""
    wanted = counter.offer()
    code = counter.code(wanted)
    counter.answer(wanted, code)
    return code


def taken(
    counter: Counter,
    code: Code,
    decision: Decision,
    id_: bytes | None = None,
    ref: bytes | None = None,
    kind: EntryKind = EntryKind.SPEND,
) -> Receipt:
    """What the node makes of a debit that the kiosk has written."""
    draft = counter.kiosk.spend_draft(code, COINS, decision, id_)
    counter.kiosk.write(replace(draft, ref=ref, kind=kind), (code.evidence,))
    return counter.kiosk.last()


def by_hold(counter: Counter, code: Code, ref: bytes | None) -> Receipt:
    id_ = counter.world.id()
    answer = ask(counter.kiosk, code, COINS, id_, ref=ref)
    assert (answer.held, answer.reason) == (False, "already-used")
    return taken(counter, code, held(), id_, ref)


def alone(counter: Counter, code: Code, ref: bytes | None) -> Receipt:
    return taken(counter, code, stood_in(COINS), ref=ref)


def as_a_gift(counter: Counter, code: Code, ref: bytes | None) -> Receipt:
    return taken(counter, code, stood_in(COINS), ref=ref, kind=EntryKind.DONATE)


WAYS: dict[str, Callable[[Counter, Code, bytes | None], Receipt]] = {
    "by holds": by_hold,
    "by the stand-in rules": alone,
    "as a gift": as_a_gift,
}


@pytest.mark.parametrize("again", WAYS.values(), ids=WAYS.keys())
@pytest.mark.parametrize("linked", [True, False], ids=["of one visit", "of another"])
def test_what_is_taken_besides_is_the_districts(
    counter: Counter, again: Callable[[Counter, Code, bytes | None], Receipt], linked: bool
) -> None:
    world, code, first = counter.world, signed(counter), counter.world.id()
    answer = counter.kiosk.hold(code, COINS, first)
    assert taken(counter, code, held(answer.from_slice), first).outcome == "booked"
    for _ in range(3):
        receipt = again(counter, code, first if linked else None)
        assert (receipt.outcome, receipt.flag, receipt.bearer) == (
            "flagged",
            "evidence-refused",
            "district",
        )
    assert world.balance("rich") == 200 - COINS
    assert world.look().loss == 3 * COINS
    assert world.audit() == ()


def test_two_in_one_batch_are_told_apart_too(counter: Counter) -> None:
    code = signed(counter)
    counter.kiosk.spend(code, COINS, stood_in(COINS))
    counter.kiosk.spend(code, COINS, stood_in(COINS))
    first, second = counter.kiosk.send(len(counter.kiosk.raws) - 2)
    assert isinstance(first, Receipt)
    assert isinstance(second, Receipt)
    assert (first.flag, second.flag) == (None, "evidence-refused")
    assert counter.world.balance("rich") == 200 - COINS


def test_one_hold_is_kept_for_it_and_what_was_held_before_stays_held(counter: Counter) -> None:
    code, first = signed(counter), counter.world.id()
    assert counter.kiosk.hold(code, COINS, first).held
    second = ask(counter.kiosk, code, COINS, counter.world.id(), ref=first)
    assert second.reason == "already-used"
    assert counter.kiosk.hold(code, COINS, first).held  # asked again
    assert counter.world.look().holds == 1


def test_a_sale_that_came_to_nothing_may_be_tried_again(counter: Counter) -> None:
    code, first, second = signed(counter), counter.world.id(), counter.world.id()
    counter.kiosk.hold(code, COINS, first)
    counter.kiosk.void(first)
    counter.kiosk.last()
    answer = counter.kiosk.hold(code, COINS, second)
    assert taken(counter, code, held(answer.from_slice), second).outcome == "booked"
    assert counter.world.balance("rich") == 200 - COINS


def test_what_the_district_bore_does_not_count_as_taken(counter: Counter) -> None:
    code = signed(counter)
    counter.kiosk.spend(code, COINS + 1, stood_in(COINS + 1))
    assert counter.kiosk.last().bearer == "district"
    receipt = taken(counter, code, stood_in(COINS))
    assert (receipt.flag, receipt.bearer) == ("code-used-twice", "resident")
    assert counter.world.balance("rich") == 200 - COINS
