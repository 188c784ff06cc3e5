"""`kiosk rekey` on a real kiosk: another key, the same sales, whatever interrupts it."""

import json
import os
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
import structlog

from kiosk import rekeying
from kiosk.config import ConfigError
from kiosk.district import load_identity
from kiosk.health.examination import examine
from kiosk.key_opening import NEXT_FILE, REKEY_MARK, open_enrolled, open_store
from kiosk.profile.machine import Profile, load_profile, own_ms
from kiosk.rekeying import rekey
from offline_queue.clock import KioskClock
from offline_queue.errors import NodeAway
from offline_queue.ledger import Draft, Ledger
from offline_queue.reader import LedgerReader
from offline_queue.verify import verify
from protocol.entry import EntryKind
from protocol.ids import uuid7
from tests.end_to_end import warm
from tests.end_to_end.district import Phone
from tests.end_to_end.running import Place, RunningKiosk, buy_lunch
from tests.end_to_end.weather import Line, Weather
from ui.contract import ConfirmScreen, StartScreen, ThanksScreen

PRICE = 15
LOG = structlog.wrap_logger(structlog.PrintLogger(StringIO()))


def sell(kiosk: RunningKiosk, phone: Phone) -> str:
    """One lunch; the code that paid for it."""
    kiosk.see(StartScreen)
    buy_lunch(kiosk, phone)
    kiosk.see(ConfirmScreen)
    kiosk.touch("lead")
    kiosk.see(ThanksScreen)
    kiosk.touch("start-over")
    return phone.text()


def command(place: Place, *words: str) -> str:
    return warm.run(warm.KIOSK, *words, "--profile", place.profile).stdout


def test_what_was_sold_under_the_old_key_is_delivered_by_the_new_one(
    place: Place, line: Line
) -> None:
    kim, state = place.district.phone("kim"), place.profile.with_suffix("")
    copy = f'[ledger]\ncopy = "{state.with_name("copy")}/ledger.db"\nsame_disk = true\n'
    state.with_name("copy").mkdir()
    place.profile.write_text(place.profile.read_text("utf-8") + copy, "utf-8")
    with place.kiosk() as kiosk:
        sell(kiosk, kim)
        kiosk.confirmed()
        line.weather = Weather.BROKEN
        sell(kiosk, kim)
    line.weather = Weather.FINE
    old = load_identity(state)
    told = command(place, "rekey")
    new = load_identity(state)
    assert new.kid != old.kid
    assert [key.kid.hex() for key in new.former_keys] == [old.kid]
    assert new.kid in told
    assert verify(state / "ledger.db").problems == ()
    with place.kiosk() as kiosk:
        kiosk.until(lambda: place.district.balance("kim") == 35 - 2 * PRICE)
        sell(kiosk, place.district.phone("away"))
        kiosk.confirmed()
        kiosk.until(lambda: unanswered(state) == 0)
    for path in (state / "ledger.db", state.with_name("copy") / "ledger.db"):
        assert verify(path).problems == ()
        with LedgerReader.open(path) as ledger:
            assert ledger.public_key.kid.hex() == new.kid
            assert len(ledger.earlier.ledgers()) == 1
    shown = place.district.show()
    assert (shown["problems"], shown["flags"], shown["forks"], shown["holes"]) == ([], [], 0, 0)
    assert shown["entries"] == shown["booked"] + shown["noted"]
    finding = next(it for it in command_lines(place, "doctor") if it.split()[1:2] == ["key"])
    assert f"{new.kid} is the enrolled one" in finding


def command_lines(place: Place, *words: str) -> list[str]:
    done = warm.run(warm.KIOSK, *words, "--profile", place.profile, check=False)
    return done.stdout.splitlines()


def unanswered(state: Path) -> int:
    with LedgerReader.open(state / "ledger.db") as ledger:
        return ledger.earlier.unanswered()


def note(profile: Profile) -> bytes:
    """Something in the ledger that the node has not got yet."""
    identity = load_identity(profile.state)
    signer = open_enrolled(profile, bytes.fromhex(identity.kid)).signer
    clock = KioskClock(own_ms, identity.enrolled_at)
    id_ = uuid7(own_ms(), os.urandom)
    with Ledger.open(profile.state / "ledger.db", signer, clock, os.urandom) as ledger:
        ledger.append(Draft(EntryKind.VOID, id_, 1, 1, result="declined"))
    return id_


class PowerCut(BaseException):
    """Everything stops here."""


STEPS = (
    "make_successor",
    "_client",
    "write_whole",
    "change_key",
    "adopt_successor",
    "remove",
)


def cut_at(
    profile: Profile, monkeypatch: pytest.MonkeyPatch, step: str, number: int, *, before: bool
) -> bool:
    """Rekey up to the call of ``step`` with this number; whether that was reached."""
    real: Callable[..., object] = getattr(rekeying, step)
    calls = 0

    def cut(*args: object, **more: object) -> object:
        nonlocal calls
        calls += 1
        if calls != number:
            return real(*args, **more)
        if not before:
            real(*args, **more)
        raise PowerCut

    with monkeypatch.context() as patched:
        patched.setattr(rekeying, step, cut)
        try:
            rekey(profile, LOG)
        except PowerCut:
            return True
    return False


def test_a_power_cut_at_any_step_leaves_a_kiosk_that_goes_on(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One kiosk goes through all of them; every entry it ever wrote is remembered in the end."""
    profile = load_profile(place.profile)
    written = [note(profile)]
    cuts = [(step, 1, before) for step in STEPS for before in (True, False)]
    cuts += [("write_whole", 2, True), ("write_whole", 2, False)]
    for step, number, before in cuts:
        old = load_identity(profile.state)
        assert cut_at(profile, monkeypatch, step, number, before=before), step
        marked = (profile.state / REKEY_MARK).exists()
        if marked:
            with pytest.raises(ConfigError, match="run 'kiosk rekey' again"):
                open_enrolled(profile, bytes.fromhex(old.kid))
        elif load_identity(profile.state).kid == old.kid:
            written.append(note(profile))  # it may sell on, by the key it has
        if marked or (profile.state / NEXT_FILE).exists():
            rekey(profile, LOG)
        assert open_store(profile).signer.public_key.kid.hex() == load_identity(profile.state).kid
        assert verify(profile.state / "ledger.db").problems == ()
        written.append(note(profile))
    identity = load_identity(profile.state)
    assert len(identity.former) == len({*identity.former}) >= len(STEPS)
    with LedgerReader.open(profile.state / "ledger.db") as ledger:
        assert all(ledger.find(id_) is not None for id_ in written)
        assert len(ledger.earlier.ledgers()) == len(identity.former)
    with place.kiosk() as kiosk:
        kiosk.until(lambda: unanswered(profile.state) == 0)


def test_what_is_decided_needs_no_node_and_the_doctor_says_so(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    profile = load_profile(place.profile)
    note(profile)
    assert cut_at(profile, monkeypatch, "change_key", 1, before=True)
    place.district.stop()
    assert any("run 'kiosk rekey' again" in it.advice for it in examine(profile))
    assert "had been interrupted" in command(place, "rekey")
    assert open_store(profile).signer.public_key.kid.hex() == load_identity(profile.state).kid


def test_a_node_that_is_away_changes_nothing(place: Place) -> None:
    profile = load_profile(place.profile)
    note(profile)
    before = load_identity(profile.state)
    place.district.stop()
    with pytest.raises(NodeAway):
        rekey(profile, LOG)
    assert load_identity(profile.state) == before
    note(profile)
    place.district.start()
    rekey(profile, LOG)
    assert load_identity(profile.state).kid != before.kid


def test_recover_under_the_new_key_still_reads_what_the_old_one_signed(place: Place) -> None:
    profile = load_profile(place.profile)
    note(profile)
    rekey(profile, LOG)
    note(profile)
    for path in profile.state.glob("ledger.db*"):
        path.unlink()
    report = json.loads(
        warm.run(
            warm.KIOSK, "ledger", "recover", "--profile", place.profile, "--json", check=False
        ).stdout
    )
    assert report["verdict"] == "new"
    assert verify(profile.state / "ledger.db").problems == ()
    rekey(profile, LOG)
    with place.kiosk() as kiosk:
        sell(kiosk, place.district.phone("kim"))
        kiosk.confirmed()
    assert place.district.balance("kim") == 35 - PRICE
