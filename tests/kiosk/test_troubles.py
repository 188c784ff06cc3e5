"""What stops a kiosk: each reason has a code, plain words, a screen, and steps for a technician."""

import errno
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from drivers.errors import BadAddress
from kiosk.config import ConfigError
from kiosk.events import LedgerFailed
from kiosk.health.finding import stopping
from kiosk.node.retirement import RETIRED
from kiosk.presenters.frame import FrameMaker
from kiosk.presenters.money import Reader
from kiosk.presenters.screens import Presenter
from kiosk.speech.words import load_words
from kiosk.troubles import PRINTER_ADDRESS, SETUP, TROUBLES, reason_of
from kiosk.visit import Shop, Visit, advance
from offline_queue.errors import DiskFull, EnvironmentFault, KeyFileError, NodeAway
from tests.kiosk.shops import facility
from tests.kiosk.test_words import BANNED
from tests.rails.source import ROOT
from ui.contract import OutOfOrderScreen
from ui.gallery_frame import PORTRAIT
from ui.panel import choices_per_page

NOON = datetime(2026, 11, 21, 11, 42, tzinfo=UTC)
NEVER_STOPS = {EnvironmentFault.reason, NodeAway.reason}  # a base, and what a sale goes on without
OF_THE_KIOSK = {"bug", "fork", RETIRED, SETUP, PRINTER_ADDRESS}
PAGE = (ROOT / "docs" / "technician.md").read_text("utf-8")
EVERY = pytest.mark.parametrize("reason", TROUBLES)


def of_the_machine(kind: type[EnvironmentFault] = EnvironmentFault) -> Iterator[str]:
    yield kind.reason
    for child in kind.__subclasses__():
        yield from of_the_machine(child)


def screen(reason: str) -> OutOfOrderScreen:
    place, words = facility(), load_words("ko")
    reader, shop = Reader(words, "코인"), Shop(place.services)
    per_page = partial(choices_per_page, PORTRAIT)
    presenter = Presenter(shop, FrameMaker(place, words, reader), words, reader, per_page)
    visit, _ = advance(shop, Visit(), LedgerFailed(reason), 0.0)
    shown = presenter.screen(Visit(visit.place, refusal=visit.refusal), NOON)
    assert isinstance(shown, OutOfOrderScreen)
    return shown


def test_every_fault_of_the_machine_has_its_code_and_nothing_else_has() -> None:
    assert set(TROUBLES) == (set(of_the_machine()) - NEVER_STOPS) | OF_THE_KIOSK


def test_no_code_stands_for_two_reasons() -> None:
    codes = [trouble.code for trouble in TROUBLES.values()]
    assert len(set(codes)) == len(codes)
    assert all(re.fullmatch(r"[LKNSP][1-9][0-9]?", code) for code in codes)


@EVERY
def test_its_screen_says_what_of_the_coins_where_to_go_and_the_code(reason: str) -> None:
    shown = screen(reason)
    assert shown.what
    assert shown.certainty_words == ("" if reason == "power" else "코인은 그대로입니다")
    assert "안내 데스크" in shown.todo
    assert shown.note == f"점검 번호 {TROUBLES[reason].code}"
    assert shown.picture
    assert not [word for word in BANNED if word in shown.what]


@EVERY
def test_the_page_for_the_technician_has_its_row_and_its_steps(reason: str) -> None:
    code = TROUBLES[reason].code
    assert f"\n| {code} | `{reason}` |" in PAGE
    _, _, after = PAGE.partition(f"\n### {code} {reason}\n")
    steps = after.partition("\n### ")[0]
    assert steps.startswith("\n1. ")


@EVERY
def test_the_doctor_says_it_in_a_sentence_with_what_to_do(reason: str) -> None:
    found = stopping("part", reason, "detail")
    assert not found.ok
    assert found.found.endswith(": detail")
    assert found.advice
    assert found.code == TROUBLES[reason].code


def test_the_page_has_no_row_for_a_code_that_does_not_exist() -> None:
    rows = re.findall(r"^\| ([A-Z]\d+) \| `([a-z-]+)` \|", PAGE, re.M)
    assert {reason: code for code, reason in rows} == {
        reason: trouble.code for reason, trouble in TROUBLES.items()
    }
    heads = re.findall(r"^### ([A-Z]\d+) ([a-z-]+)$", PAGE, re.M)
    assert heads == rows


def config_error(cause: OSError | None) -> ConfigError:
    error = ConfigError("/state", "state", "can't be used")
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (DiskFull(Path("ledger.db"), "full"), "disk-full"),
        (KeyFileError(Path("kiosk.key"), "missing"), "key-file"),
        (BadAddress("nowhere"), PRINTER_ADDRESS),
        (config_error(None), SETUP),
        (config_error(FileNotFoundError(errno.ENOENT, "not there")), SETUP),
        (config_error(OSError(errno.EROFS, "read-only")), "read-only"),
        (config_error(OSError(errno.ENOSPC, "full")), "disk-full"),
        (config_error(OSError(errno.EIO, "failing")), "disk-failing"),
        (config_error(PermissionError(errno.EACCES, "not yours")), "cannot-open"),
    ],
)
def test_what_keeps_a_kiosk_from_starting_has_a_reason(error: Exception, reason: str) -> None:
    assert reason_of(error) == reason
