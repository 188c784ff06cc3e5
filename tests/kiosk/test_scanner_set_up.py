"""What a serial scanner says to its set-up is in the log when it is found."""

from collections.abc import Iterator, MutableMapping
from pathlib import Path
from queue import Queue
from typing import Any

import pytest
import structlog

from drivers.scanner_simulator import PtyScanner
from kiosk.hardware.everything import Hardware
from kiosk.hardware.scanner_families import scanner_family
from kiosk.outside import Outside
from kiosk.profile.device_sections import SerialSection
from tests.kiosk.documents import Authority

WAIT_S = 10.0  # only ever waited for in full when the test fails
Line = MutableMapping[str, Any]


@pytest.fixture
def lines() -> Queue[Line]:
    return Queue()


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[PtyScanner]:
    simulated = PtyScanner(scanner_family("newland"), tmp_path / "scanner")
    yield simulated
    simulated.close()


def opened(folder: Path, scanner: PtyScanner, family: str, lines: Queue[Line]) -> Hardware:
    def keep(_logger: object, level: str, line: Line) -> Line:
        lines.put({**line, "level": level})
        raise structlog.DropEvent

    bound = structlog.make_filtering_bound_logger(0)
    log = structlog.wrap_logger(None, processors=[keep], wrapper_class=bound)
    section = SerialSection(path=scanner.path, family=family, baud=9600)
    profile = Authority().enrolled(folder).model_copy(update={"serial": section})
    return Hardware(profile, Outside(lambda _: None, lambda *_: None), lambda *_: None, log)


@pytest.mark.parametrize(
    ("family", "said", "level"),
    [
        ("newland", "done", "info"),
        ("plain", "not-asked", "info"),
        ("honeywell", "silent", "warning"),
    ],
)
def test_what_it_says_to_its_set_up_is_logged(
    tmp_path: Path, scanner: PtyScanner, lines: Queue[Line], family: str, said: str, level: str
) -> None:
    hardware = opened(tmp_path, scanner, family, lines)
    hardware.start()
    try:
        while (line := lines.get(timeout=WAIT_S))["event"] != "scanner-set-up":
            pass
    finally:
        hardware.stop()
        hardware.close()
    assert (line["said"], line["level"]) == (said, level)
