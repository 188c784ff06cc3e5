"""PINs over a real ledger: the try comes first, five and no more, and no restart forgets one."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kiosk import events
from kiosk.desks.pin_desk import PinDesk
from kiosk.payment import PinState
from offline_queue.errors import DiskFull
from protocol.entry import Role
from tests.kiosk.desks import BADGE_PIN, PIN, Desks
from tests.kiosk.people import Card, Node


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desks]:
    desks = Desks(tmp_path / "ledger.db", Node())
    yield desks
    desks.cashier.close()


def test_a_right_pin_leaves_a_try_and_its_success_that_names_it(desks: Desks) -> None:
    code = desks.with_pin(Card(desks.node))
    assert desks.cashier.pins.check(7, code, PIN) == events.PinRight(7)
    *_, tried, right = desks.entries()
    assert (tried.result, right.result, right.ref) == ("try", "right", tried.id)
    assert [party.role for party in tried.parties] == [Role.HOLDER]


def test_the_try_is_on_the_medium_before_anything_is_compared(desks: Desks) -> None:
    code = desks.with_pin(Card(desks.node))

    class Watching:
        """A key that looks into the ledger when it is used."""

        seen: tuple[str, str | None] | None = None

        def mac(self, _data: bytes) -> bytes:
            self.seen = desks.kinds()[-1]
            return bytes(32)

    key = Watching()
    PinDesk(desks.cashier.books, key).check(1, code, PIN)
    assert key.seen == ("pin", "try")


def test_five_wrong_tries_block_and_the_right_pin_comes_too_late(desks: Desks) -> None:
    code, pins = desks.with_pin(Card(desks.node)), desks.cashier.pins
    told = [pins.check(number, code, "0000") for number in range(5)]
    assert told[:4] == [events.PinWrong(number, 4 - number) for number in range(4)]
    assert told[4] == events.PinRefused(4, "pin-blocked")
    assert pins.check(5, code, PIN) == events.PinRefused(5, "pin-blocked")
    assert desks.seen(Card(desks.node).text()).pin is PinState.BLOCKED


def test_tries_outlive_a_restart(desks: Desks) -> None:
    code = desks.with_pin(Card(desks.node))
    for number in range(3):
        desks.cashier.pins.check(number, code, "0000")
        assert desks.cashier.reopen() == events.LedgerBack()
    assert desks.cashier.pins.check(4, code, "0000") == events.PinWrong(4, 1)


def test_a_right_pin_begins_the_count_anew(desks: Desks) -> None:
    code, pins = desks.with_pin(Card(desks.node)), desks.cashier.pins
    for _ in range(3):
        for _ in range(4):
            assert isinstance(pins.check(1, code, "0000"), events.PinWrong)
        assert pins.check(1, code, PIN) == events.PinRight(1)


def test_staff_unblock_a_card_and_the_entry_names_both(desks: Desks) -> None:
    code, pins = desks.with_pin(Card(desks.node)), desks.cashier.pins
    for number in range(5):
        pins.check(number, code, "0000")
    assert pins.unblock(9, code, desks.badge()) == events.StaffDone(9)
    unblocked = desks.entries()[-1]
    assert unblocked.result == "unblocked"
    assert [party.role for party in unblocked.parties] == [Role.HOLDER, Role.STAFF]
    assert pins.check(1, code, PIN) == events.PinRight(1)


def test_a_pin_is_of_its_card_alone(desks: Desks) -> None:
    first = desks.with_pin(Card(desks.node))
    other = desks.with_pin(Card(desks.node, b"card-two"), "0815")
    assert isinstance(desks.cashier.pins.check(1, first, "0815"), events.PinWrong)
    assert desks.cashier.pins.check(2, other, "0815") == events.PinRight(2)


def test_a_new_pin_ends_the_old_one(desks: Desks) -> None:
    desks.with_pin(Card(desks.node))
    code = desks.with_pin(Card(desks.node), "0815")
    assert isinstance(desks.cashier.pins.check(1, code, PIN), events.PinWrong)
    assert desks.cashier.pins.check(2, code, "0815") == events.PinRight(2)


def test_a_card_without_a_pin_is_not_tried(desks: Desks) -> None:
    code = desks.seen(Card(desks.node).text())
    assert code.pin is PinState.NOT_SET
    assert desks.cashier.pins.check(1, code, PIN) == events.PinRefused(1, "pin-not-set")
    assert desks.kinds() == [("open", None)]


def test_a_badges_pin_is_tried_like_a_cards(desks: Desks) -> None:
    code = desks.badge()
    assert desks.cashier.pins.check(1, code, BADGE_PIN) == events.PinRight(1)
    assert desks.cashier.pins.check(2, code, "000000") == events.PinWrong(2, 4)
    assert {party.role for it in desks.entries() for party in it.parties} == {Role.STAFF}


def test_a_ledger_that_can_not_write_lets_nothing_be_compared(desks: Desks) -> None:
    code = desks.with_pin(Card(desks.node))
    books: Any = desks.cashier.books
    path, real = desks.path, desks.cashier.books.ledger

    class Full:
        """A ledger that answers and writes nothing."""

        def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever a ledger has
            return getattr(real, name)

        def try_pin(self, *_: object) -> None:
            raise DiskFull(path, "as asked")

    class Unused:
        """A key that nobody may use now."""

        def mac(self, _data: bytes) -> bytes:
            raise AssertionError("compared without a try on the medium")

    books._opened = Full()
    assert PinDesk(books, Unused()).check(1, code, PIN) == events.LedgerFailed("disk-full")
    books._opened = real
