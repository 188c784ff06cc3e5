"""What the machine remembers of its ledger, as another process reads it."""

from pathlib import Path

import pytest
import structlog
from structlog.testing import LogCapture
from structlog.typing import FilteringBoundLogger

from kiosk.config import ConfigError
from kiosk.ledger import ledger_record
from kiosk.ledger.ledger_record import MARK_FILE, Known, LedgerRecord

KID, OTHER_KID = b"the key!", b"another!"
FIRST, SECOND = b"ledger-1", b"ledger-2"


def record(folder: Path, kid: bytes = KID, log: LogCapture | None = None) -> LedgerRecord:
    kind = structlog.make_filtering_bound_logger(0)
    logger: FilteringBoundLogger = structlog.wrap_logger(
        None, processors=[log or LogCapture()], wrapper_class=kind
    )
    return LedgerRecord(folder, kid, logger)


def known(folder: Path) -> Known:
    """As the next process finds it."""
    found = record(folder).known
    assert found is not None
    return found


def test_nothing_is_known_at_a_first_start_nor_by_another_key_nor_of_a_damaged_file(
    tmp_path: Path,
) -> None:
    assert record(tmp_path).known is None
    record(tmp_path).copy_is(level=True)
    assert list(tmp_path.iterdir()) == []
    record(tmp_path).begin(FIRST)
    assert record(tmp_path, OTHER_KID).known is None
    (tmp_path / MARK_FILE).write_bytes(b'{"ledger": "no name"}')
    assert record(tmp_path).known is None


def test_what_the_node_has_only_grows_and_is_of_one_ledger(tmp_path: Path) -> None:
    it = record(tmp_path)
    it.begin(FIRST)
    it.node_has(FIRST, 5)
    it.node_has(FIRST, 3)
    it.begin(FIRST)
    assert known(tmp_path).at_node == 5
    it.begin(SECOND)
    assert (known(tmp_path).ledger, known(tmp_path).at_node) == (SECOND.hex(), 0)


def test_each_start_forgets_that_the_copy_was_level(tmp_path: Path) -> None:
    it = record(tmp_path)
    it.begin(FIRST)
    assert not known(tmp_path).level
    it.copy_is(level=True)
    assert known(tmp_path).level
    it.begin(FIRST)
    assert not known(tmp_path).level


def test_a_restore_that_was_interrupted_may_be_tried_again_and_is_remembered_until_the_end(
    tmp_path: Path,
) -> None:
    record(tmp_path).lengthen(FIRST)
    assert (known(tmp_path).level, known(tmp_path).cut) == (True, True)
    record(tmp_path).begin(FIRST)
    assert (known(tmp_path).level, known(tmp_path).cut) == (False, False)
    record(tmp_path).lengthen(FIRST)
    assert (known(tmp_path).level, known(tmp_path).cut) == (False, True)


def test_a_disk_that_takes_nothing_is_told_and_tried_again_with_the_next_news(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise ConfigError("state", "state", "can't be written: No space left on device")

    log = LogCapture()
    it = record(tmp_path, log=log)
    it.begin(FIRST)
    it.copy_is(level=True)
    monkeypatch.setattr(ledger_record, "write_whole", full)
    it.copy_is(level=False)
    assert [line["event"] for line in log.entries] == ["mark-unwritten"]
    assert it.known is not None
    assert not it.known.level
    monkeypatch.undo()
    it.copy_is(level=False)
    assert not known(tmp_path).level
