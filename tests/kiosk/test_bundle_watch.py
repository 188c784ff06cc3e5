"""When newer rules are looked for."""

from collections.abc import Iterator

import pytest
import structlog

from kiosk.bundle_watch import LOOK_S, RESCUE_S, BundleWatch
from offline_queue.errors import BadAnswer, NodeAway, NodeRefused


class Asked:
    def __init__(self, newer: bool = False, fault: Exception | None = None) -> None:
        self.times = 0
        self.renewed = 0
        self._newer, self._fault = newer, fault
        self.watch = BundleWatch(self.fetch, self.renew, structlog.get_logger())

    def fetch(self) -> bool:
        self.times += 1
        if self._fault is not None:
            raise self._fault
        return self._newer

    def renew(self) -> None:
        self.renewed += 1


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    with structlog.testing.capture_logs():
        yield


def test_a_near_node_is_asked_by_the_hour() -> None:
    asked = Asked()
    for now_s in (0.0, 1.0, LOOK_S - 1, LOOK_S):
        asked.watch.look(now_s, near=True, failure=None)
    assert asked.times == 2


def test_a_node_that_is_away_is_not_asked() -> None:
    asked = Asked()
    asked.watch.look(0.0, near=False, failure=NodeAway.reason)
    assert asked.times == 0


@pytest.mark.parametrize("failure", [BadAnswer.reason, NodeRefused.reason])
def test_a_node_that_is_not_believed_is_asked_each_minute(failure: str) -> None:
    """Its keys may have changed: only a bundle brings them."""
    asked = Asked()
    for now_s in (0.0, RESCUE_S - 1, RESCUE_S):
        asked.watch.look(now_s, near=False, failure=failure)
    assert asked.times == 2


def test_newer_rules_are_told_and_a_refused_bundle_is_not() -> None:
    newer, refused = Asked(newer=True), Asked(fault=BadAnswer("x"))
    for asked in (newer, refused):
        asked.watch.look(0.0, near=True, failure=None)
    assert (newer.renewed, refused.renewed) == (1, 0)
