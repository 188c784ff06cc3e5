"""When old evidence is erased, and what is told of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog

from kiosk.ledger.evidence_watch import AGAIN_S, LOOK_S, PAUSE_S, EvidenceWatch
from offline_queue.erase import Erased
from offline_queue.errors import Locked
from offline_queue.migrations import LEAST_KEPT_S
from schemes.errors import SchemeError
from schemes.scheme import load_scheme
from tests.schemes.test_scheme import TEXT

NOTHING = Erased(0, 0, done=True)


class Asked:
    """Answers one step after the other; the last one again and again."""

    def __init__(self, *steps: Erased | Exception) -> None:
        self.times = 0
        self._steps = steps
        self.watch = EvidenceWatch(self.erase, structlog.get_logger())

    def erase(self) -> Erased:
        step = self._steps[min(self.times, len(self._steps) - 1)]
        self.times += 1
        if isinstance(step, Exception):
            raise step
        return step


@pytest.fixture
def logs() -> Iterator[list[Any]]:
    with structlog.testing.capture_logs() as captured:
        yield captured


def test_it_is_looked_at_once_a_day(logs: list[Any]) -> None:
    asked = Asked(NOTHING)
    for now_s in (0.0, 1.0, LOOK_S - 1, LOOK_S, LOOK_S + 1):
        asked.watch.look(now_s)
    assert asked.times == 2
    assert logs == []


def test_what_is_left_over_goes_on_after_a_pause_and_is_told_once(logs: list[Any]) -> None:
    asked = Asked(Erased(256, 200, done=False), Erased(256, 100, done=False), Erased(3, 1, True))
    for now_s in (0.0, PAUSE_S - 1, PAUSE_S, 2 * PAUSE_S, 3 * PAUSE_S, LOOK_S):
        asked.watch.look(now_s)
    assert asked.times == 3
    assert logs == [
        {"event": "evidence-erased", "entries": 515, "pieces": 301, "log_level": "info"}
    ]


def test_a_failure_is_told_and_tried_again_within_the_hour(logs: list[Any]) -> None:
    asked = Asked(Locked(Path("ledger.db"), "busy"), Erased(1, 1, done=True))
    for now_s in (0.0, AGAIN_S - 1, AGAIN_S):
        asked.watch.look(now_s)
    assert asked.times == 2
    assert [line["event"] for line in logs] == ["evidence-kept", "evidence-erased"]
    assert logs[0]["reason"] == "locked"


def test_no_district_can_ask_for_less_than_the_database_allows() -> None:
    """Otherwise a bundle could stop a kiosk."""
    days = LEAST_KEPT_S // 86_400
    text = TEXT + f"[evidence]\nkept_days = {days}\n"
    assert load_scheme(text.encode(), "x").evidence_kept_s >= LEAST_KEPT_S
    with pytest.raises(SchemeError):
        load_scheme(text.replace(f"{days}", f"{days - 1}").encode(), "x")
