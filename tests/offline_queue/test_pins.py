"""PINs in the ledger: five tries, counted before they are compared, across restarts and ledgers."""

from dataclasses import replace
from pathlib import Path

import pytest

from offline_queue.errors import BadDraft, BrokenRule, DiskFailing, IdReused, PinBlocked
from offline_queue.ledger import Draft, Ledger
from offline_queue.pins import MAX_PIN_TRIES, PinResult
from offline_queue.reader import LedgerReader
from protocol.entry import Role
from tests.offline_queue.making import Faults, as_earlier, buy, code, id_of, open_ledger
from tests.offline_queue.trusting import (
    BADGE,
    CARD,
    OTHER_BADGE,
    OTHER_CARD,
    cti,
    party,
    pin,
    right_pin,
    set_pin,
    try_pin,
    unblock,
    verifier,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


def exhaust(ledger: Ledger, first: int, card: int = CARD) -> None:
    for number in range(first, first + MAX_PIN_TRIES):
        try_pin(ledger, number, card)


def test_a_pin_that_was_set_is_found_again_after_a_restart(path: Path) -> None:
    with open_ledger(path) as ledger:
        assert ledger.pin_of(cti(CARD)) is None
        set_pin(ledger, 1)
        assert ledger.pin_of(cti(CARD)) == verifier(1)
        assert ledger.pin_of(cti(OTHER_CARD)) is None
    with open_ledger(path) as ledger, LedgerReader.open(path) as reader:
        assert ledger.pin_of(cti(CARD)) == reader.pin_of(cti(CARD)) == verifier(1)


def test_the_pin_that_was_set_last_counts(path: Path) -> None:
    with open_ledger(path) as ledger:
        set_pin(ledger, 1, secret=1)
        set_pin(ledger, 2, OTHER_CARD, secret=2)
        set_pin(ledger, 3, secret=3)
        assert ledger.pin_of(cti(CARD)) == verifier(3)
        assert ledger.pin_of(cti(OTHER_CARD)) == verifier(2)


def test_a_pin_asked_for_again_is_the_same_and_another_one_is_an_alarm(path: Path) -> None:
    with open_ledger(path) as ledger:
        one = set_pin(ledger, 1)
        assert set_pin(ledger, 1) == one
        with pytest.raises(IdReused):
            set_pin(ledger, 1, secret=2)
        assert ledger.counts().entries == 2


def test_after_five_tries_there_is_no_sixth_whoever_asks(path: Path) -> None:
    with open_ledger(path) as ledger:
        set_pin(ledger, 1)
        exhaust(ledger, 10)
        assert ledger.pin_tries(cti(CARD)) == MAX_PIN_TRIES
        with pytest.raises(PinBlocked):
            try_pin(ledger, 20)
        with pytest.raises(PinBlocked):
            ledger.append(pin(21, PinResult.TRY))
    with open_ledger(path) as ledger:
        with pytest.raises(PinBlocked):
            try_pin(ledger, 22)
        assert try_pin(ledger, 14).id == id_of(14)  # asked for again: it is there already
        try_pin(ledger, 23, OTHER_CARD)
        assert ledger.counts().entries == 2 + MAX_PIN_TRIES + 1


@pytest.mark.parametrize("how", ["right", "set", "unblocked"])
def test_what_starts_the_count_anew(path: Path, how: str) -> None:
    with open_ledger(path) as ledger:
        set_pin(ledger, 1)
        exhaust(ledger, 10)
        match how:
            case "right":
                right_pin(ledger, 30, of=14)
            case "set":
                set_pin(ledger, 30)
            case _:
                unblock(ledger, 30)
        assert ledger.pin_tries(cti(CARD)) == 0
        exhaust(ledger, 40)
        with pytest.raises(PinBlocked):
            try_pin(ledger, 50)


def test_a_pin_is_set_beside_a_badge_which_may_be_its_own(path: Path) -> None:
    own = replace(pin(1, PinResult.SET, by=BADGE), parties=(party(Role.STAFF, BADGE),))
    with open_ledger(path) as ledger:
        alone = pin(2, PinResult.SET, by=None)
        with pytest.raises(BadDraft, match="badge"):
            ledger.set_pin(alone, verifier(1), (code(CARD)[2],))
        assert ledger.pin_of(cti(CARD)) is None
        ledger.set_pin(own, verifier(2), (code(BADGE)[2],))
        assert ledger.pin_of(cti(BADGE)) == verifier(2)


def test_a_try_whose_power_was_cut_before_the_comparison_stays_a_try(path: Path) -> None:
    with open_ledger(path) as ledger:
        set_pin(ledger, 1)
        try_pin(ledger, 2)
    with open_ledger(path) as ledger:
        assert ledger.pin_tries(cti(CARD)) == 1
        try_pin(ledger, 3)
        with pytest.raises(BadDraft):
            right_pin(ledger, 4, of=2)  # the screen of that try is gone
        right_pin(ledger, 5, of=3)
        assert ledger.pin_tries(cti(CARD)) == 0


def test_one_try_is_right_once(path: Path) -> None:
    with open_ledger(path) as ledger:
        set_pin(ledger, 1)
        try_pin(ledger, 2)
        right_pin(ledger, 3, of=2)
        for wrong in (pin(4, PinResult.RIGHT, ref=2), pin(4, PinResult.RIGHT)):
            with pytest.raises(BadDraft):
                ledger.append(wrong)
        with pytest.raises(BadDraft):
            ledger.append(pin(4, PinResult.RIGHT, OTHER_CARD, ref=2))
        try_pin(ledger, 5)
        set_pin(ledger, 6)
        with pytest.raises(BadDraft):
            right_pin(ledger, 7, of=5)


@pytest.mark.parametrize(
    "draft",
    [
        pin(1, PinResult.SET),
        pin(1, PinResult.UNBLOCKED, by=None),
        pin(1, PinResult.UNBLOCKED, BADGE, by=BADGE),
        replace(pin(1, PinResult.TRY), result="guess"),
        replace(pin(1, PinResult.TRY), result=None),
        replace(pin(1, PinResult.TRY), parties=()),
    ],
)
def test_no_pin_entry_passes_that_could_not_happen(path: Path, draft: Draft) -> None:
    with open_ledger(path) as ledger:
        with pytest.raises(BadDraft):
            ledger.append(draft)
        assert ledger.counts().entries == 1


def test_a_verifier_has_its_length_and_comes_with_a_setting(path: Path) -> None:
    with open_ledger(path) as ledger:
        for draft, kept in (
            (pin(1, PinResult.SET), b""),
            (pin(1, PinResult.SET), bytes(31)),
            (pin(1, PinResult.UNBLOCKED), bytes(32)),
        ):
            with pytest.raises(BadDraft):
                ledger.set_pin(draft, kept)
        with pytest.raises(BadDraft):
            ledger.try_pin(pin(1, PinResult.UNBLOCKED))


def test_a_badge_has_a_pin_of_its_own(path: Path) -> None:
    """The first one is set by a technician, nobody beside; tries name the badge alone too."""

    def own(number: int, result: PinResult) -> Draft:
        alone = (party(Role.STAFF, BADGE),)
        return replace(pin(number, result), parties=alone)

    with open_ledger(path) as ledger:
        ledger.set_pin(own(1, PinResult.SET), verifier(6), (code(BADGE)[2],))
        assert ledger.pin_of(cti(BADGE)) == verifier(6)
        for number in range(2, 2 + MAX_PIN_TRIES):
            ledger.try_pin(own(number, PinResult.TRY))
        with pytest.raises(PinBlocked):
            ledger.try_pin(own(9, PinResult.TRY))
        unblock(ledger, 10, BADGE, by=OTHER_BADGE)
        assert ledger.pin_tries(cti(BADGE)) == 0


@pytest.mark.parametrize("after", [False, True])
def test_a_pin_is_set_with_its_entry_or_not_at_all(tmp_path: Path, after: bool) -> None:
    for at in range(1, 60):
        faults, path = Faults(), tmp_path / f"{at}.db"
        with open_ledger(path, connect=faults.connect) as ledger:
            faults.arm(at, after=after)
            try:
                set_pin(ledger, 1)
            except DiskFailing:
                there = ledger.find(id_of(1)) is not None
                assert there is (ledger.pin_of(cti(CARD)) is not None)
                set_pin(ledger, 1)
            done, faults.armed = faults.armed, False
            assert ledger.pin_of(cti(CARD)) == verifier(1)
            assert ledger.counts().entries == 2
        if done:
            assert at > 5
            return
    pytest.fail("setting a PIN has more statements than this test tries")


def test_tries_of_a_ledger_before_count_until_the_pin_is_set_anew(tmp_path: Path) -> None:
    with open_ledger(tmp_path / "old.db", seed=9) as old:
        done = [set_pin(old, 1), *(try_pin(old, number) for number in (2, 3))]
        done += [right_pin(old, 4, of=3), *(try_pin(old, number) for number in (5, 6, 7))]
        known = as_earlier(old, *done)
    with open_ledger(tmp_path / "new.db") as ledger:
        ledger.remember(known)
        assert ledger.pin_of(cti(CARD)) is None
        assert (ledger.pin_tries(cti(CARD)), ledger.forgotten_pins()) == (3, 1)
        try_pin(ledger, 20)
        try_pin(ledger, 21)
        with pytest.raises(PinBlocked):
            try_pin(ledger, 22)
        set_pin(ledger, 23)
        assert (ledger.pin_tries(cti(CARD)), ledger.forgotten_pins()) == (0, 0)


def test_no_verifier_is_put_beside_an_entry_later(path: Path) -> None:
    with open_ledger(path) as ledger:
        first = set_pin(ledger, 1)
        buy(ledger, 2)

        def write() -> bool:
            row = (first.seq, cti(CARD), verifier(2))
            ledger._session.execute("INSERT INTO pins VALUES (?, ?, ?)", row)
            return True

        with pytest.raises(BrokenRule):
            ledger._session.once(lambda: None, write)
        assert ledger.pin_of(cti(CARD)) == verifier(1)
