"""A kiosk gets another key: its ledger ends, the next one knows all of it, nothing counts twice."""

import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from offline_queue import change_key as module
from offline_queue.change_key import Change, Changed, change_key, is_changed
from offline_queue.clock import KioskClock
from offline_queue.errors import AlreadyUsed, Corrupt, OtherKey, PinBlocked
from offline_queue.former import former_keys, kiosk_ring
from offline_queue.kept import KeptReader
from offline_queue.ledger import Ledger
from offline_queue.reader import LedgerReader
from offline_queue.recover_swap import MARK
from offline_queue.second_medium import CopyState, compare_sources
from offline_queue.verify import verify
from protocol.keys import Algorithm, MemorySigner, PublicKey
from tests.offline_queue.making import (
    KIOSK,
    NOON_S,
    Dice,
    HandTime,
    buy,
    confirm,
    fulfil,
    id_of,
    intent,
    open_ledger,
    spend,
)
from tests.offline_queue.trusting import CARD, OTHER_CARD, close, cti, set_pin, try_pin, verifier

NEW, THIRD = (MemorySigner.generate(Algorithm.ESP256) for _ in range(2))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


def change(
    path: Path,
    old: MemorySigner = KIOSK,
    new: MemorySigner = NEW,
    former: tuple[PublicKey, ...] = (),
) -> Change:
    return Change(
        path,
        old,
        new,
        former,
        KioskClock(lambda: NOON_S * 1000, NOON_S),
        Dice(7 if new is NEW else 8),
    )


def sold(path: Path) -> None:
    """Three sales: confirmed and handed over, not confirmed, not handed over; an open intent."""
    with open_ledger(path) as ledger:
        first = buy(ledger, 1, coins=10)
        ledger.append(fulfil(2, 1))
        buy(ledger, 3, coins=7)
        ledger.append(fulfil(4, 3))
        buy(ledger, 5, coins=4)
        ledger.begin_intent(intent(6))
        (opened,) = [it for it in (ledger.find(first.id),) if it]
        ledger.store_receipts(confirm(ledger, first, opened), NOON_S)


def opened(path: Path, signer: MemorySigner = NEW) -> Ledger:
    return Ledger.open(path, signer, HandTime(), Dice(9))


def done(it: Changed | None) -> Changed:
    assert it is not None
    return it


def test_the_next_ledger_names_the_old_one_and_both_verify(path: Path) -> None:
    sold(path)
    changed = done(change_key(change(path)))
    (aside,) = [it for it in changed.aside if it.suffix == ".db"]
    assert aside.name == "ledger.rekeyed-1.db"
    for one in (path, aside):
        assert verify(one).problems == ()
    with KeptReader.open(path) as new, KeptReader.open(aside) as old:
        assert (new.public_key, old.public_key) == (NEW.public_key, KIOSK.public_key)
        assert new.name == changed.name != old.name
        assert new.earlier.ledgers() == (old.name,)
        opening = new.entries(0, 1)[0].raw
        assert former_keys(NEW.public_key, opening) == (KIOSK.public_key,)
        assert changed.remembered == old.marks().size
        assert changed.unsent == old.marks().size - 1


def test_what_was_used_stays_used_and_what_is_owed_stays_owed(path: Path) -> None:
    sold(path)
    change_key(change(path))
    with opened(path) as ledger:
        with pytest.raises(AlreadyUsed):
            buy(ledger, 11, shown=3)
        assert [it.id for it in ledger.unfulfilled()] == [id_of(5)]
        assert ledger.slice_used(spend(3).parties[0].cti) == 7
        assert ledger.is_given_up(id_of(6)) or ledger.find(id_of(6)) is not None
        assert ledger.earlier.unanswered() > 0
        buy(ledger, 12)
    assert verify(path).problems == ()


def test_doing_it_again_changes_nothing(path: Path) -> None:
    sold(path)
    change_key(change(path))
    before = path.read_bytes()
    assert change_key(change(path)) is None
    assert path.read_bytes() == before
    assert is_changed(path, NEW.public_key)


def test_a_kiosk_that_never_sold_has_no_ledger_to_end(path: Path) -> None:
    assert change_key(change(path)) is None
    assert not path.exists()


def test_the_old_key_signs_nothing_any_more(path: Path) -> None:
    sold(path)
    change_key(change(path))
    with pytest.raises(OtherKey):
        open_ledger(path)


def test_a_third_key_still_verifies_what_the_first_one_signed(path: Path) -> None:
    sold(path)
    change_key(change(path))
    with opened(path) as ledger:
        buy(ledger, 21)
    changed = done(change_key(change(path, NEW, THIRD, (KIOSK.public_key,))))
    assert verify(path).problems == ()
    with opened(path, THIRD) as ledger:
        assert len(ledger.earlier.ledgers()) == 2
        for number in (1, 3, 5, 21):
            with pytest.raises(AlreadyUsed):
                buy(ledger, 30 + number, shown=number)
    with KeptReader.open(path) as reader:
        ring = kiosk_ring(THIRD.public_key, reader.entries(0, 1)[0].raw)
        assert set(ring.values()) == {KIOSK.public_key, NEW.public_key, THIRD.public_key}
    assert changed.remembered > 0


def test_a_damaged_ledger_is_recovered_first(path: Path) -> None:
    sold(path)
    with sqlite3.connect(path) as connection:
        rules = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'entries'"
        for (name,) in connection.execute(rules).fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute("UPDATE entries SET coins = coins + 1 WHERE seq = 1")
    with pytest.raises(Corrupt, match="recover"):
        change_key(change(path))
    assert not is_changed(path, NEW.public_key)


def test_pins_go_on_with_their_tries_and_end_with_their_credential(path: Path) -> None:
    with open_ledger(path) as ledger:
        set_pin(ledger, 1, CARD, secret=1)
        set_pin(ledger, 2, CARD, secret=2)
        for number in range(3, 8):
            try_pin(ledger, number, CARD)
        set_pin(ledger, 8, OTHER_CARD, secret=3)
        close(ledger, 9, OTHER_CARD)
    change_key(change(path))
    assert verify(path).problems == ()
    with opened(path) as ledger:
        assert ledger.pin_of(cti(CARD)) == verifier(2)
        assert ledger.pin_tries(cti(CARD)) == 5
        with pytest.raises(PinBlocked):
            try_pin(ledger, 20, CARD)
        assert ledger.pin_of(cti(OTHER_CARD)) is None
        assert ledger.is_closed(cti(OTHER_CARD))


def test_a_copy_of_the_old_ledger_is_the_one_before_ours(path: Path, tmp_path: Path) -> None:
    sold(path)
    copy, strange = tmp_path / "copy.db", tmp_path / "strange.db"
    shutil.copy(path, copy)
    Ledger.open(strange, THIRD, HandTime(), Dice(3)).close()
    change_key(change(path))
    with KeptReader.open(path) as ours, KeptReader.open(copy) as theirs:
        assert compare_sources(ours, theirs, NEW.public_key) is CopyState.FOLLOWED
    with KeptReader.open(path) as ours, KeptReader.open(strange) as theirs:
        assert compare_sources(ours, theirs, NEW.public_key) is CopyState.FOREIGN
    other = replace(change(tmp_path / "other.db"), old=KIOSK)
    with open_ledger(other.path, seed=5):
        pass
    with KeptReader.open(path) as ours, KeptReader.open(other.path) as theirs:
        assert compare_sources(ours, theirs, NEW.public_key) is CopyState.FOREIGN


class PowerCut(BaseException):
    """Everything stops here."""


STEPS = ("verify", "make_work_folder", "carry_pins", "swap", "finish", "drop_work_folder")


@pytest.mark.parametrize("before", [True, False])
@pytest.mark.parametrize("step", STEPS)
def test_a_power_cut_before_or_after_any_step_leaves_one_ledger_and_it_goes_on(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str, before: bool
) -> None:
    sold(path)
    real: Callable[..., object] = getattr(module, step)
    calls = 0

    def cut(*args: object, **more: object) -> object:
        nonlocal calls
        calls += 1
        if not before:
            real(*args, **more)
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(module, step, cut)
        with pytest.raises(PowerCut):
            change_key(change(path))
    assert calls >= 1
    change_key(change(path))
    assert verify(path).problems == ()
    with LedgerReader.open(path) as ledger:
        assert ledger.public_key == NEW.public_key
        assert len(ledger.earlier.ledgers()) == 1
    assert not path.with_name(MARK).exists()
    assert len(list(path.parent.glob("ledger.rekeyed-*.db"))) == 1
