"""A scanner that types, over a real pipe: what it types is what is scanned, whatever happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from hashlib import shake_256
from pathlib import Path
from queue import Queue
from time import monotonic

import pytest

from drivers.device import DeviceState
from drivers.errors import ScannerLost
from drivers.wedge import MAX_NOISE_KEYS, SimulatedWedge, TypingDevice, TypingStyle, WedgeScanner
from drivers.wedge_keys import KEY_ENTER, KEY_KPENTER, KEY_LEFTSHIFT, KEY_TAB

WAIT_S = 10.0  # only ever waited for in full when the test fails
BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
LONGEST_CODE = "CC1:" + "".join(BASE45[byte % 45] for byte in shake_256(b"code").digest(535))
F1 = 59


@pytest.fixture
def wedge(tmp_path: Path) -> Iterator[SimulatedWedge]:
    with closing(SimulatedWedge(tmp_path / "event-kbd")) as simulated:
        yield simulated


def is_ours(text: str) -> bool:
    return text.startswith("CC1:")


@pytest.fixture
def scans() -> Queue[str]:
    return Queue()


@pytest.fixture
def states() -> Queue[DeviceState]:
    return Queue()


@pytest.fixture
def scanner(
    wedge: SimulatedWedge, scans: Queue[str], states: Queue[DeviceState]
) -> Iterator[WedgeScanner]:
    with WedgeScanner(str(wedge.path), scans.put, states.put, is_awaited=is_ours) as running:
        assert states.get(timeout=WAIT_S) is DeviceState.FOUND
        yield running


@pytest.mark.parametrize("end", [KEY_ENTER, KEY_KPENTER, KEY_TAB], ids=["enter", "keypad", "tab"])
@pytest.mark.parametrize("style", list(TypingStyle))
def test_every_character_of_our_codes_comes_through(
    style: TypingStyle, end: int, tmp_path: Path, scans: Queue[str]
) -> None:
    with (
        closing(SimulatedWedge(tmp_path / "event-kbd", style, end=end)) as wedge,
        WedgeScanner(str(wedge.path), scans.put),
    ):
        for code in (f"CC1:{BASE45}", LONGEST_CODE, "lower Case too"):
            wedge.scan(code)
            assert scans.get(timeout=WAIT_S) == code
    assert scans.empty()


def test_a_scanner_that_repeats_a_code_sends_one_scan(
    scanner: WedgeScanner, wedge: SimulatedWedge, scans: Queue[str]
) -> None:
    for code in ("SAME", "SAME", "SAME", "OTHER"):
        wedge.scan(code)
    assert scans.get(timeout=WAIT_S) == "SAME"
    assert scans.get(timeout=WAIT_S) == "OTHER"
    assert scanner.dropped_keys == 0


def test_a_key_that_repeats_itself_is_one_key(
    scanner: WedgeScanner, wedge: SimulatedWedge, scans: Queue[str]
) -> None:
    wedge.write(wedge.hold(2, times=40))
    wedge.scan("9")
    assert scans.get(timeout=WAIT_S) == "19"


def test_half_a_code_and_a_pause_do_not_spoil_the_next(
    scanner: WedgeScanner, wedge: SimulatedWedge, scans: Queue[str]
) -> None:
    wedge.write(wedge.typed("HALF"))
    wedge.wait(1.0)
    wedge.scan("WHOLE")
    assert scans.get(timeout=WAIT_S) == "WHOLE"
    assert scanner.dropped_keys == 4


def test_where_keys_were_dropped_there_is_no_code_and_no_key_is_held(
    scanner: WedgeScanner, wedge: SimulatedWedge, scans: Queue[str]
) -> None:
    shift_down = wedge.keys([KEY_LEFTSHIFT])[: len(wedge.keys([KEY_LEFTSHIFT])) // 2]
    wedge.write(wedge.typed("LOST") + shift_down)
    wedge.drop()  # with it went the rest of the code, and that Shift came up
    wedge.scan("the rest")
    wedge.scan("kept 1")
    assert scans.get(timeout=WAIT_S) == "kept 1"
    assert scanner.dropped_keys == 4 + len("the rest")


def test_a_torn_cable_is_told_and_a_mended_one_works_again_within_five_seconds(
    scanner: WedgeScanner, wedge: SimulatedWedge, scans: Queue[str], states: Queue[DeviceState]
) -> None:
    wedge.write(wedge.typed("HALF"))
    wedge.tear()
    assert states.get(timeout=WAIT_S) is DeviceState.LOST
    wedge.mend()
    back_s = monotonic()
    assert states.get(timeout=WAIT_S) is DeviceState.FOUND
    assert monotonic() - back_s < 5.0
    wedge.scan("BACK")
    assert scans.get(timeout=WAIT_S) == "BACK"


def test_what_types_no_codes_without_end_is_named_and_comes_back(
    scanner: WedgeScanner, wedge: SimulatedWedge, scans: Queue[str], states: Queue[DeviceState]
) -> None:
    wedge.write(wedge.keys([F1] * (MAX_NOISE_KEYS + 100)))
    assert states.get(timeout=WAIT_S) is DeviceState.BABBLES
    assert states.get(timeout=WAIT_S) is DeviceState.FOUND
    wedge.wait(1.0)
    wedge.scan("WELL AGAIN")
    assert scans.get(timeout=WAIT_S) == "WELL AGAIN"


def test_bytes_that_are_no_events_are_no_scan_and_no_end(
    scanner: WedgeScanner, wedge: SimulatedWedge, scans: Queue[str]
) -> None:
    wedge.write(shake_256(b"noise").digest(24 * 500))
    wedge.wait(1.0)
    wedge.scan("A CODE")
    assert scans.get(timeout=WAIT_S) == "A CODE"


def test_a_listener_that_raises_costs_that_scan_and_not_the_scanner(
    wedge: SimulatedWedge, told: Queue[BaseException | None]
) -> None:
    def full(text: str) -> None:
        raise LookupError(text)

    with WedgeScanner(str(wedge.path), full):
        for code in ("ONE", "TWO"):
            wedge.scan(code)
            assert str(told.get(timeout=WAIT_S)) == code


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "/", __file__])
def test_what_is_no_keyboard_is_neither_read_nor_left_open(path: str) -> None:
    before = open_files()
    with pytest.raises(ScannerLost, match=f"{path} can't be had alone"):
        TypingDevice(path)
    assert open_files() <= before  # other tests may let go of theirs meanwhile


def test_a_scanner_that_is_not_there_is_lost_and_closing_does_not_wait_for_it(
    tmp_path: Path, states: Queue[DeviceState]
) -> None:
    with WedgeScanner(str(tmp_path / "none"), lambda _: None, states.put) as running:
        assert states.get(timeout=WAIT_S) is DeviceState.LOST
    assert running.closed


def test_no_key_types_hangul(wedge: SimulatedWedge) -> None:
    with pytest.raises(ValueError, match="no key types"):
        wedge.scan("가")
