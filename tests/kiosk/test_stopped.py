"""A kiosk over each broken state folder: it starts, shows the code, and sells nothing."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from kiosk.app import KioskApp
from kiosk.closed import ClosedKiosk
from kiosk.config import ConfigError
from kiosk.journal import LOG_FILE
from kiosk.only_one import only_one
from kiosk.profile.machine import Profile
from kiosk.troubles import TROUBLES, reason_of
from kiosk.visit import Place
from offline_queue.errors import CannotOpen, KeyFileError, LedgerError
from tests.kiosk.breakages import FILES, held_by_another_program, make_ledger
from tests.kiosk.documents import Authority
from ui.contract import OutOfOrderScreen, Screen

PATIENCE_S = 20.0


@pytest.fixture
def profile(tmp_path: Path) -> Profile:
    return Authority().enrolled(tmp_path)


def path_of(profile: Profile) -> Path:
    return profile.state.parent / "machine.toml"


def until(true: Callable[[], bool]) -> None:
    end_s = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < end_s, "it never came"
        QCoreApplication.processEvents()


def reason_shown(screen: Screen | None) -> str:
    return screen.reason if isinstance(screen, OutOfOrderScreen) else ""


def stopped_by(profile: Profile, reason: str) -> OutOfOrderScreen:
    """The screen of a kiosk that starts on this folder."""
    app = KioskApp(path_of(profile))
    try:
        app.start()
        until(lambda: reason_shown(app.bridge.shown) == reason)
        shown = app.bridge.shown
    finally:
        app.close()
    assert isinstance(shown, OutOfOrderScreen)
    return shown


@pytest.mark.parametrize("reason", FILES)
def test_a_broken_folder_is_shown_from_the_start(
    qapp: QGuiApplication, profile: Profile, reason: str
) -> None:
    FILES[reason](profile.state)
    assert TROUBLES[reason].code in stopped_by(profile, reason).note


def test_a_ledger_held_by_another_program_is_shown(qapp: QGuiApplication, profile: Profile) -> None:
    with held_by_another_program(make_ledger(profile.state)):
        assert TROUBLES["locked"].code in stopped_by(profile, "locked").note


def test_a_kiosk_without_its_key_is_no_kiosk_and_says_so(
    qapp: QGuiApplication, profile: Profile
) -> None:
    (profile.state / "kiosk.key").unlink()
    with pytest.raises(KeyFileError) as raised:
        KioskApp(path_of(profile))
    closed = ClosedKiosk(profile, reason_of(raised.value))
    shown = closed.bridge.shown
    assert isinstance(shown, OutOfOrderScreen)
    assert TROUBLES["key-file"].code in shown.note
    assert "안내소" in shown.todo


def test_one_that_was_not_enrolled_says_so(qapp: QGuiApplication, profile: Profile) -> None:
    (profile.state / "identity.json").unlink()
    with pytest.raises(ConfigError) as raised:
        KioskApp(path_of(profile))
    shown = ClosedKiosk(profile, reason_of(raised.value)).bridge.shown
    assert isinstance(shown, OutOfOrderScreen)
    assert shown.what == "기계가 아직 준비되지 않았습니다."
    assert shown.certainty_words == "코인은 그대로입니다"


def test_a_log_that_can_not_be_written_is_a_named_reason_and_keeps_no_lock(
    qapp: QGuiApplication, profile: Profile
) -> None:
    (profile.state / LOG_FILE).mkdir()
    with pytest.raises(LedgerError) as raised:
        KioskApp(path_of(profile))
    assert isinstance(raised.value, CannotOpen)
    with only_one(profile.state):
        pass


def test_a_closed_kiosk_serves_aids_and_help_and_nothing_else(
    qapp: QGuiApplication, profile: Profile
) -> None:
    closed = ClosedKiosk(profile, "key-file")
    closed.bridge.acted.emit("aid", "larger")
    shown = closed.bridge.shown
    assert isinstance(shown, OutOfOrderScreen)
    assert shown.note == f"점검 번호 {TROUBLES['key-file'].code}"
    closed.bridge.acted.emit("call-staff", "")
    assert "직원" in closed.bridge.shown.frame.notice  # type: ignore[union-attr] # shown above
    closed.bridge.acted.emit("choose", "meals")
    assert closed.terminal.visit.place is Place.OUT_OF_ORDER
